"""`perf import`: documents and data into the repository, all of one run or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from perfcli.actions.editing import NO_REASON, Why
from perfcli.actions.form_records import FormRecords, form_records, missing_in_forms
from perfcli.actions.gathering import ImportOptions, Run, Source, gather
from perfcli.actions.import_approved import ApprovedImport
from perfcli.actions.import_losses import keys_lost, losses
from perfcli.actions.import_names import named_again
from perfcli.actions.import_progress import progress_changes
from perfcli.actions.import_taken import Told, UnfittingBudget, taken_from, written
from perfcli.actions.known_units import require_registered
from perfcli.actions.new import department_name_of, with_units
from perfcli.carried import Keys
from perfcli.changes import Difference, differences
from perfcli.codec import patch
from perfcli.data.dataset import Entry
from perfcli.documents.published import PublishedDocument
from perfcli.errors import ConflictingData, PerfError
from perfcli.forms.record.filled import FormsRead, RecordedRows, recorded_rows
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.keys import named_differences
from perfcli.model import Department, DepartmentGoals, Project, Record
from perfcli.repository import SETTINGS, Repository
from perfcli.settings import Settings
from perfcli.writing import Change, locked, write_changes

__all__ = ["Change", "ImportOptions", "Imported", "Run", "import_documents"]


_NEEDED = {"name": "name", "unit": "unit", "budget": "budget.total"}
"""What a new project needs: how it is called in messages, by the key that a source carries."""


class Imported(msgspec.Struct, frozen=True):
    """What a run holds, and what it changed or would change; `told` is what differs in files that were there."""

    run: Run
    changes: tuple[Change, ...]
    told: Mapping[Path, tuple[str, ...]]
    skipped: Mapping[str, Sequence[str]] = msgspec.field(default_factory=dict)
    """What files lacked that were left out."""

    adjusted: int = 0
    """How many projects the run's 调整表 are of."""

    unclear: tuple[str, ...] = ()
    """What 调整表 say that was not taken over."""

    @property
    def changed(self) -> tuple[Change, ...]:
        """The files that are new or different."""
        return tuple(change for change in self.changes if change.after != change.before)


def import_documents(
    repository: Repository,
    sources: Sequence[Source],
    said: ImportOptions,
    *,
    update: bool = False,
    dry_run: bool = False,
    why: Why = NO_REASON,
) -> Imported:
    """Bring documents and data into the repository, new files whole, existing ones only by `update`.

    Raises ConflictingData naming every difference where a file would differ and `update` is not set: then nothing
    is written. Raises NeedsReason where approved goals would change and `why` gives none, PerfError where the sources
    do not say the year or the department and the options neither.
    """
    placed, skipped = _placed(repository, sources, said)
    others = [source for source in sources if not any(forms.name in skipped for forms in _forms_in([source]))]
    rows = recorded_rows([source for source in sources if isinstance(source, FormsRead)])
    run = gather([source for source in (*others, placed.dataset) if not isinstance(source, FormsRead)], said)
    if dry_run:
        return replace(_imported(repository, run, said, placed, rows, update, why), skipped=skipped)
    with locked(repository.root):
        imported = _imported(repository, run, said, placed, rows, update, why)
        write_changes(repository.root, imported.changed)
    return replace(imported, skipped=skipped)


def _placed(
    repository: Repository, sources: Sequence[Source], said: ImportOptions
) -> tuple[FormRecords, Mapping[str, Sequence[str]]]:
    """The records that the forms are, and what files lack that are left out; raises PerfError unless they may be."""
    forms = _forms_in(sources)
    beside = _beside_forms(sources, said) if forms else ()
    records = form_records(repository, forms, said, beside)
    if not records.missing:
        return records, {}
    if not said.skip:
        raise missing_in_forms(records.missing)
    left = [form for form in forms if form.name not in records.missing]
    return form_records(repository, left, said, beside), records.missing


def _beside_forms(sources: Sequence[Source], said: ImportOptions) -> Sequence[Entry[Project]]:
    """The projects that other files of the run hold; none where these do not say enough: that is told later."""
    others = [source for source in sources if not isinstance(source, FormsRead)]
    with suppress(PerfError):
        run = gather(others, said)
        named = [(key, project) for key, project in run.projects.items() if project.unit and project.name]
        return [Entry(project, Keys(run.carried[key])) for key, project in named]
    return ()


def _forms_in(sources: Iterable[Source]) -> list[FormsRead]:
    """The forms of all sources, those that published documents hold among them."""
    held = (source.forms if isinstance(source, PublishedDocument) else source for source in sources)
    return [forms for forms in held if isinstance(forms, FormsRead)]


def _imported(
    repository: Repository,
    run: Run,
    said: ImportOptions,
    placed: FormRecords,
    recorded_rows: Sequence[RecordedRows],
    update: bool,
    why: Why,
) -> Imported:
    """Every file that the run speaks of; raises ConflictingData with all differences unless `update`."""
    if not said.new_units:
        require_registered(repository, run.unit_names)
    told = Told(repository)
    approved = ApprovedImport(repository, why)
    changes = [*_settings(repository, run, told)]
    departments = {unit[:3] for unit in run.unit_names} | {code[:3] for _year, code in run.goals}
    for code in sorted(departments | set(run.department_names)):
        changes.append(_department_change(repository, code, run, said, told))
    for key, goals in sorted(run.goals.items()):
        changes.append(_goals_change(repository, key, goals, run, told, approved))
    for slug, template in sorted(run.templates.items()):
        carried = run.carried["template", slug]
        changes.append(_change(repository, repository.template_path(slug), template, carried, told))
    changes += _project_changes(repository, run, told, approved)
    if again := named_again(repository, run.projects.values(), {one.path for one in changes if one.before is None}):
        run.assume(again)
    adjusted = [approved.adjust(one) for one in placed.changes]
    for one in adjusted:
        told.add(one.shown, one.differences)
        changes += one.changes
    changes += progress_changes(repository, run, placed.results, recorded_rows, told, approved)
    if told.conflicts and not update:
        raise _contradicted(told.conflicts)
    approved.require_reason()
    for text in (*approved.said, *told.losses):
        run.assume(text)
    unclear = tuple(text for one in adjusted for text in one.unclear)
    return Imported(run, tuple(changes), told.by_file, adjusted=len(adjusted), unclear=unclear)


def _contradicted(conflicts: Sequence[str]) -> ConflictingData:
    return ConflictingData(
        _("the repository says otherwise in {count} places; nothing was written").format(count=len(conflicts)),
        details=tuple(conflicts),
        hint=_("With --update the documents win; keys that they do not carry stay as they are."),
    )


def _project_changes(repository: Repository, run: Run, told: Told, approved: ApprovedImport) -> list[Change]:
    changes = []
    places = _places(repository, run)
    incomplete: list[str] = []
    unfitting: list[UnfittingBudget] = []
    for key, project in sorted(run.projects.items(), key=lambda item: (item[0][0], item[1].unit, item[1].code)):
        carried, elsewhere = run.carried[key], places.get(key)
        missing = [name for name, needed in _NEEDED.items() if needed not in carried] if elsewhere is None else []
        if missing:
            keys = _(", ").join(missing)
            incomplete.append(_("{code}: missing: {keys}").format(code=project.code, keys=keys))
            continue
        unit = project.unit or (elsewhere.parent.name if elsewhere else "")
        path = repository.project_path(project.year, unit, project.code)
        if elsewhere not in (None, path):
            message = _("{path}: this code is there under another unit than {unit}")
            raise ConflictingData(message.format(path=repository.relative(elsewhere or path), unit=unit))
        try:
            changes.append(
                _project_change(repository, path, project, carried, told, approved, is_new=elsewhere is None)
            )
        except UnfittingBudget as error:
            unfitting.append(error)
    if incomplete:
        raise PerfError(
            _("{count} projects are new and not whole; nothing was written").format(count=len(incomplete)),
            details=tuple(incomplete),
            hint=_("A new project needs its code, its name, its unit and its budget."),
        )
    if unfitting:
        message = ngettext(
            "{count} budget cannot be what the source says of it; nothing was written",
            "{count} budgets cannot be what the source says of them; nothing was written",
            len(unfitting),
        )
        details = tuple(error.message for error in unfitting)
        raise PerfError(message.format(count=len(unfitting)), details=details, hint=unfitting[0].hint)
    return changes


def _project_change(
    repository: Repository,
    path: Path,
    project: Project,
    carried: frozenset[str],
    told: Told,
    approved: ApprovedImport,
    *,
    is_new: bool,
) -> Change:
    """What becomes of a project's file; raises UnfittingBudget."""
    unit = path.parent.name
    if approved.holds(project) and not is_new:
        change, made, shown = approved.change(path, unit, project, carried)
        told.add(shown, made.differences)
        told.losses += (*losses(made.before, made.after), *keys_lost(change, Project, repository.relative(path)))
        return change
    if is_new:
        approved.require_free(project)
    approved.followed.follow(path, unit, project, partial(taken_from, record=project, carried=carried))
    return _change(repository, path, project, carried, told)


def _places(repository: Repository, run: Run) -> dict[tuple[int, str], Path]:
    years = {project.year for project in run.projects.values()}
    return {(file.year, file.code): file.path for file in repository.project_files(years) if file.code} if years else {}


def _settings(repository: Repository, run: Run, told: Told) -> Iterable[Change]:
    """perf.toml with its division set, where it has none: the one that most of the run's codes begin with."""
    path = repository.root / SETTINGS
    read = repository.read_record(path, Settings)
    divisions = Counter(project.code[:6] for project in run.projects.values())
    if read is None or read[0].division or not divisions:
        return
    division = max(divisions, key=lambda code: (divisions[code], code))
    run.assume(_("the division is set to {division}, which the project codes begin with").format(division=division))
    told.add(path, [Difference("division", None, division)], is_addition_fine=True)
    text = patch(read[1].decode("utf-8"), Settings(division=division), frozenset({"division"}))
    yield Change(path, read[1], text.encode("utf-8"))


def _department_change(repository: Repository, code: str, run: Run, said: ImportOptions, told: Told) -> Change:
    path = repository.department_path(code)
    names = {unit: name for unit, name in _units(run) if unit[:3] == code}
    read = repository.read_record(path, Department)
    before = read[0] if read else None
    first = names.get(f"{code}001", "")
    asked = said.department_name if said.department in ("", code) else ""
    named = asked or run.department_names.get(code, "")
    name = named or (before.name if before else "") or department_name_of(f"{code}001", first)
    after = with_units(before or Department(code=code), names, name)
    if before:
        told.add(path, differences(before, after), is_addition_fine=True)
    return written(path, read, after, None)


def _units(run: Run) -> Iterable[tuple[str, str]]:
    """The run's units: those of departments' own lists in their order, then the others by their codes."""
    codes = (*run.listed, *sorted(run.unit_names.keys() - run.listed.keys()))
    return ((code, run.unit_names[code]) for code in codes)


def _goals_change(
    repository: Repository, key: tuple[int, str], goals: DepartmentGoals, run: Run, told: Told, approved: ApprovedImport
) -> Change:
    path, carried = repository.goals_path(*key), run.carried[key] - {"department", "unit", "year"}
    made = approved.change_goals(path, goals, carried)
    if made is None:
        approved.followed.follow_whole(path, goals, partial(taken_from, record=goals, carried=carried))
        return _change(repository, path, goals, carried, told)
    change, found, shown = made
    told.add(shown, found)
    told.losses += keys_lost(change, DepartmentGoals, repository.relative(path))
    return change


def _change(repository: Repository, path: Path, record: Record, carried: frozenset[str], told: Told) -> Change:
    read = repository.read_record(path, type(record))
    if read is None:
        return written(path, None, record, None)
    after = taken_from(read[0], record=record, carried=carried)
    told.add(path, named_differences(read[0], after, whole=True))
    if isinstance(read[0], Project) and isinstance(after, Project):
        told.losses += losses(read[0], after)
    change = written(path, read, after, carried)
    told.losses += keys_lost(change, type(record), repository.relative(path))
    return change
