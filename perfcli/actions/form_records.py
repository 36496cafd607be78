"""Filled-in forms -> records: which unit, year and project each one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from perfcli.actions.form_assumptions import FormAssumptions
from perfcli.actions.form_changes import ChangesSaid, unlisted_message
from perfcli.actions.form_functions import parted
from perfcli.actions.form_keys import (
    broken_sum,
    goals_keys,
    indicator_keys,
    project_keys,
    with_kept,
    with_own_goals,
    with_unlisted,
)
from perfcli.actions.form_names import PRINTED, CodesByName, with_printed_code
from perfcli.actions.form_owners import Owner, Owners
from perfcli.actions.form_taken_back import (
    in_kept_order,
    with_own_details,
    with_own_goal,
    with_own_lists,
    without_spread_weights,
)
from perfcli.actions.gathering import ImportOptions, contradictions, joined
from perfcli.actions.import_approved import ProjectChanges
from perfcli.carried import Keys
from perfcli.data.dataset import Dataset, Entry
from perfcli.disk import is_file
from perfcli.errors import PerfError
from perfcli.form import MONITORING, OF_PROGRESS
from perfcli.forms.record.adjustments import unlisted
from perfcli.forms.record.amount_details import as_kept
from perfcli.forms.record.filled import OVERALL, FilledForm, FormResults, FormsRead
from perfcli.framework import framework_for, level_one
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Department, DepartmentGoals, Function, Indicator, Project, Unit
from perfcli.paths import CODE, ProjectKey
from perfcli.progress.evaluation import as_project
from perfcli.repository import Repository
from perfcli.settings import LABEL_KEYS


class FormRecords(msgspec.Struct):
    """The records that forms are; `missing` is what else has to be known, by file, in the order of the files."""

    dataset: Dataset = msgspec.field(default_factory=Dataset)
    missing: dict[str, list[str]] = msgspec.field(default_factory=dict)
    results: tuple[tuple[Project | DepartmentGoals, FormResults], ...] = ()
    """What forms say became of these projects and wholes."""

    changes: tuple[ProjectChanges, ...] = ()
    """What 调整表 say was changed of projects that are here."""


def form_records(
    repository: Repository, sources: Sequence[FormsRead], said: ImportOptions, beside: Sequence[Entry[Project]] = ()
) -> FormRecords:
    """The records of all forms; what is missing is named at once, for all files.

    `beside` are projects that other files of the run hold: a form that prints no code may be of one of them.
    """
    return _Placing(repository, said, beside).place(sources)


class _Placing:
    def __init__(self, repository: Repository, said: ImportOptions, beside: Sequence[Entry[Project]] = ()) -> None:
        self._repository, self._said = repository, said
        self._settings = repository.settings
        self._owners = Owners(repository, said)
        self._codes = CodesByName(repository, (entry.record for entry in beside))
        self._beside = {entry.record.key: entry for entry in beside}
        self._assumptions = FormAssumptions(self._settings.framework)
        self._projects: dict[tuple[int, str], tuple[Entry[Project], str]] = {}
        self._coded: set[str] = set()
        """The codes that a form of the run prints."""

        self._goals: list[Entry[DepartmentGoals]] = []
        self._results: list[tuple[Project | DepartmentGoals, FormResults]] = []
        self._changes = ChangesSaid(repository)
        self._new: dict[str, str] = {}

    def place(self, sources: Sequence[FormsRead]) -> FormRecords:
        """Place all forms: first those that print a code, by which one that prints the name alone may be known."""
        self._assumptions.several = len(sources) > 1
        for label, name in self._settings.forms.labels.items() if sources else ():
            if name not in LABEL_KEYS or not label.strip():
                message = _("[forms.labels] of perf.toml: {label} = {name} means nothing that forms know")
                self._assumptions.of_all(message.format(label=label.strip() or '""', name=name))
        forms = [(source.name, form) for source in sources for form in source.forms]
        wrong: dict[int, list[str]] = {}
        for at in sorted(range(len(forms)), key=lambda at: not forms[at][1].code):
            wrong[at] = self._one(*forms[at])
        missing: dict[str, list[str]] = {}
        for at, (name, _form) in enumerate(forms):
            if wrong[at]:
                missing.setdefault(name, []).extend(wrong[at])
        units: dict[str, list[Unit]] = {}
        for code, name in sorted(self._new.items()):
            units.setdefault(code[:3], []).append(Unit(code=code, name=name))
        dataset = Dataset(
            departments=tuple(
                Entry(Department(code=code, units=tuple(found)), Keys({"code", "units"}))
                for code, found in units.items()
            ),
            goals=tuple(self._goals),
            projects=tuple(entry for entry, _where in self._projects.values()),
            assumptions=tuple(self._assumptions.all()),
        )
        return FormRecords(dataset, missing, tuple(self._results), tuple(self._changes.found.values()))

    def _one(self, file: str, form: FilledForm) -> list[str]:
        """Take a form over; what is missing for it."""
        self._assumptions.file = file
        year = self._year(form)
        owner, wrong = self._changes.owner(form, year, self._said.unit) or self._owners.of(form)
        for told in self._owners.told:
            self._assumptions.tell(told)
        self._owners.told.clear()
        missing = [f"{form.where}: {problem}" for problem in form.problems]
        if year is None:
            missing.append(
                _("{where}: the form does not say its budget year: name it with --year").format(where=form.where)
            )
        if wrong:
            missing.append(f"{form.where}: {wrong}")
        if form.subject != OVERALL:
            missing += self._lacking(form)
        if missing or year is None or owner is None:
            return missing
        for assumed in () if form.changes and form.changes.is_list else form.assumptions:
            self._assumptions.tell(assumed)
        self._assumptions.of_framework(form, year)
        if form.subject == OVERALL:
            path = self._repository.goals_path(year, owner.code)
            whole = self._repository.load(path, DepartmentGoals).record if is_file(path) else None
            form = with_own_goal(with_own_details(form, whole, owner.code, self._owners.name_of), whole)
            self._goals.append(self._overall(form, year, owner.code, whole))
            self._became(form, self._goals[-1].record)
        else:
            missing += self._project(file, form, year, owner)
        if owner.name and not missing:
            self._new.setdefault(owner.code, owner.name)
            message = _("the unit {code} {name} is new here: it is registered")
            self._assumptions.of_all(message.format(code=owner.code, name=owner.name))
        return missing

    def _lacking(self, form: FilledForm) -> Iterable[str]:
        if not form.name:
            yield _("{where}: the form does not name its project").format(where=form.where)
        if form.total is None and not (form.changes and form.changes.is_list):
            yield _("{where}: no amount of the budget could be read").format(where=form.where)

    def _year(self, form: FilledForm) -> int | None:
        if self._said.year or form.year:
            return self._said.year or form.year
        if form.code and form.code[6:8].isdigit():
            year = 2000 + int(form.code[6:8])
            message = _("the budget year {year} is taken from the project codes (else: --year)")
            here = {file.year for file in self._repository.find_projects(form.code)}
            if len(here) == 1 and year not in here:
                year = here.pop()
                message = _("the budget year {year} is taken from {code}, which is here for that year (else: --year)")
            self._assumptions.of_all(message.format(year=year, code=form.code))
            return year
        if self._settings.year:
            message = _("the budget year {year} is taken from perf.toml (else: --year)")
            self._assumptions.of_all(message.format(year=self._settings.year))
        return self._settings.year

    def _project(self, file: str, form: FilledForm, year: int, owner: Owner) -> list[str]:
        found = self._codes.code_of(form, year, owner.code, self._said.division or self._settings.division)
        if found.wrong:
            return [found.wrong]
        code = found.code
        if not CODE.fullmatch(code):
            return [_("{where}: {code} is not a project code").format(where=form.where, code=code)]
        path = self._repository.project_path(year, owner.code, code)
        kept = self._repository.load(path, Project).record if is_file(path) else None
        form = with_own_details(with_printed_code(form, code, kept), kept, owner.code, self._owners.name_of)
        if found.told:
            self._assumptions.tell(found.told)
        wrong = self._changes.take(form, ProjectKey(year, owner.code, code), kept)
        for told in self._changes.told:
            self._assumptions.tell(told)
        self._changes.told.clear()
        if wrong is not None:
            return wrong
        carried = project_keys(form, kept)
        entry = Entry(self._record(form, code, year, owner.code, kept), carried)
        elsewhere = self._beside.get((year, code))
        if elsewhere and joined(elsewhere, entry) is None:
            message = _("{where}: another file of the run says otherwise of {code}: {differences}")
            differences = _(", ").join(contradictions(entry, elsewhere))
            return [message.format(where=form.where, code=code, differences=differences)]
        before = self._projects.get((year, code))
        both = joined(before[0], entry) if before else entry
        if before and (both is None or not (form.code or before[0].record.code in self._coded)):
            message = _("{where}: the run holds this project of {unit}, {year} already: {name} ({other})")
            if before[0].record.name != form.name:
                message = _("{where}: the run holds the code {code} for {year} already, of {known} ({other})")
            names = {"name": form.name[:60], "known": before[0].record.name[:60]}
            return [message.format(where=form.where, unit=owner.code, year=year, code=code, other=before[1], **names)]
        self._projects[year, code] = both or entry, before[1] if before else f"{file}: {form.where}"
        self._coded |= {form.code} - {""}
        self._codes.add(year, owner.code, form.name, code)
        self._became(form, entry.record)
        return []

    def _became(self, form: FilledForm, record: Project | DepartmentGoals) -> None:
        """What the form says became of a record; by which day a monitoring is has to be known."""
        if form.results is None:
            return
        if form.results.kind == MONITORING and form.results.month is None:
            message = _("{where}: the form does not say by which month it is: taken as July")
            self._assumptions.tell(message.format(where=form.where))
        self._results.append((record, form.results))

    def _record(self, form: FilledForm, code: str, year: int, unit: str, kept: Project | None) -> Project:
        """The project; a level one that its year's framework gives for the kind is not kept."""
        self._assumptions.of_funds(form, kept.budget if kept else None)
        framework = framework_for(year, self._settings.framework)
        rows = _without_level_ones(form.indicators, framework)
        known = kept.details if kept else {}
        if kept is not None:
            rows = with_kept(rows, kept.indicators, form.unread, project_keys(form, kept))
            listed, rows = len(rows), with_unlisted(form, rows, kept.indicators)
            if len(rows) > listed and (lacking := unlisted(form, kept)):
                self._assumptions.tell(unlisted_message(form, lacking))
            rows = in_kept_order(without_spread_weights(rows, kept, self._settings), kept.indicators, framework)
            if broken := broken_sum(form, kept.budget):
                self._assumptions.tell(broken)
        return Project(
            code=code,
            name=form.name,
            unit=unit,
            year=year,
            purpose=form.purpose,
            goals=with_own_goals(form, kept.goals if kept else ()),
            budget=form.budget,
            spending_plan=dict(form.spending_plan),
            indicators=rows,
            long_term_goals=form.long_term_goals,
            details=with_own_lists(as_kept(form.details, known), known),
        )

    def _of_whole(
        self, form: FilledForm, year: int, kept: DepartmentGoals | None
    ) -> tuple[tuple[Indicator, ...], tuple[Function, ...]]:
        """A whole's own indicators, and its functions where a form has them otherwise; what it does not list stays."""
        rows = form.indicators
        if kept is None:
            return rows, ()
        if not any(row.level1 for row in kept.indicators):
            rows = _without_level_ones(rows, framework_for(year, self._settings.framework))
        if (form.results is None and form.kind not in OF_PROGRESS) or not rows:
            return with_kept(rows, kept.indicators, form.unread, indicator_keys(form)), ()
        whole = as_project(kept, "")
        rows = with_kept(rows, whole.indicators, form.unread, indicator_keys(form))
        found = parted(without_spread_weights(rows, whole, self._settings), kept)
        own = with_unlisted(form, found.own, kept.indicators) if found.own else kept.indicators
        listed = {row.name for row in found.own}
        lacking = [row.name for row in own if not row.term and row.name not in listed]
        if lacking or found.lacking:
            self._assumptions.tell(unlisted_message(form, [*lacking, *found.lacking]))
        if found.unclear:
            message = _("{where}: left out, since it is not clear whether they are of a function: {names}")
            self._assumptions.tell(message.format(where=form.where, names=_(", ").join(found.unclear)))
        return own, found.functions if found.functions != kept.functions else ()

    def _overall(self, form: FilledForm, year: int, code: str, kept: DepartmentGoals | None) -> Entry[DepartmentGoals]:
        """The overall goals; what no key of theirs holds is a detail."""
        self._assumptions.of_funds(form, kept.budget if kept else None)
        rows, functions = self._of_whole(form, year, kept)
        known = kept.details if kept else {}
        details = with_own_lists(as_kept(form.details, known), known)
        if form.long_term_goals:
            details.setdefault("中期绩效目标", "\n".join(form.long_term_goals))
        for label, text in ((PRINTED, form.code), ("项目名称", form.name), ("资金用途", form.purpose)):
            if text:
                details.setdefault(label, text)
        record = DepartmentGoals(
            department=code if len(code) == 3 else "",
            unit="" if len(code) == 3 else code,
            year=year,
            overall=form.overall,
            goals=with_own_goals(form, kept.goals if kept else ()),
            budget=form.budget if form.total is not None else None,
            indicators=rows,
            functions=functions,
            details=details,
        )
        return Entry(record, goals_keys(form, record, kept))


def _without_level_ones(rows: Sequence[Indicator], framework: str) -> tuple[Indicator, ...]:
    """Indicators without levels one that a framework gives for their kinds."""
    return tuple(replace(row, level1="") if row.level1 == level_one(row.kind, framework) else row for row in rows)


def missing_in_forms(missing: Mapping[str, Sequence[str]]) -> PerfError:
    """What is said where forms lack what only a person can say."""
    count = sum(map(len, missing.values()))
    return PerfError(
        ngettext(
            "{count} thing is missing; nothing was written", "{count} things are missing; nothing was written", count
        ).format(count=count),
        details=tuple(f"{file}: {text}" for file, texts in missing.items() for text in texts),
        hint=_("Say what is missing by options, or leave these files out with --skip."),
    )
