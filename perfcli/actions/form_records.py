"""Filled-in forms -> records: which unit, year and project each one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from perfcli.actions.form_assumptions import FormAssumptions
from perfcli.actions.form_changes import ChangesSaid
from perfcli.actions.form_keys import (
    project_keys,
)
from perfcli.actions.form_names import CodesByName, with_printed_code
from perfcli.actions.form_owners import Owner, Owners
from perfcli.actions.form_taken_back import (
    with_own_details,
    with_own_goal,
)
from perfcli.actions.form_taken_over import TakingOver
from perfcli.actions.gathering import ImportOptions, contradictions, joined
from perfcli.actions.import_approved import ProjectChanges
from perfcli.carried import Keys
from perfcli.data.dataset import Dataset, Entry
from perfcli.disk import is_file
from perfcli.errors import PerfError
from perfcli.form import MONITORING
from perfcli.forms.record.filled import OVERALL, FilledForm, FormResults, FormsRead
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Department, DepartmentGoals, Project, Unit
from perfcli.paths import CODE, ProjectKey
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
        self._taking = TakingOver(self._settings, self._assumptions)
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
            self._goals.append(self._taking.whole(form, year, owner.code, whole))
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
        key = ProjectKey(year, owner.code, code)
        wrong = self._changes.take(form, key, kept)
        for told in self._changes.told:
            self._assumptions.tell(told)
        self._changes.told.clear()
        if wrong is not None:
            return wrong
        carried = project_keys(form, kept)
        entry = Entry(self._taking.project(form, key, kept), carried)
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
