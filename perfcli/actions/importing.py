"""`perf import`: published documents into the repository, all of one run or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from perfcli.actions.new import department_name_of, with_units
from perfcli.changes import differences
from perfcli.codec import from_toml, patch, write
from perfcli.documents.published import PublishedDocument, PublishedGoals, PublishedProject
from perfcli.errors import ConflictingData, PerfError, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.model import Department, DepartmentGoals, Project, Record, Settings
from perfcli.repository import SETTINGS, Repository
from perfcli.writing import locked, write_files


@dataclass(frozen=True, slots=True)
class Said:
    """What the options say that documents do not; empty where nothing was said."""

    department: str = ""
    department_name: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One file of the repository as the run leaves it: `before` is empty for a new file."""

    path: Path
    before: str
    after: str

    @property
    def is_new(self) -> bool:
        """Whether the file was not there before."""
        return not self.before


@dataclass(slots=True)
class Run:
    """What a run says, put together from all its documents."""

    projects: dict[tuple[int, str], Project] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    goals: dict[tuple[int, str], PublishedGoals] = field(default_factory=dict)

    def add(self, other: Mapping[tuple[int, str], PublishedGoals]) -> None:
        """Add part ones; raises ConflictingData where two documents say different things."""
        for key, goals in other.items():
            if self.goals.setdefault(key, goals) != goals:
                message = _("two documents of this run hold different goals of department {code} for {year}")
                raise ConflictingData(message.format(code=key[1], year=key[0]))


@dataclass(frozen=True, slots=True)
class Imported:
    """What a run holds, and what it changed or would change."""

    run: Run
    changes: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """The files that are new or different."""
        return tuple(change for change in self.changes if change.after != change.before)


def import_documents(
    repository: Repository,
    documents: Sequence[PublishedDocument],
    said: Said,
    *,
    update: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Bring documents into the repository, new files whole, existing ones only by `update`.

    Raises ConflictingData naming every difference where a file would differ and `update` is not set: then nothing
    is written. Raises PerfError where the documents do not say the year or the department and the options neither.
    """
    run = _run(documents, said)
    if dry_run:
        return Imported(run, _changes(repository, run, said, update))
    with locked(repository.root):
        imported = Imported(run, _changes(repository, run, said, update))
        write_files({change.path: change.after for change in imported.changed})
    return imported


def _run(documents: Sequence[PublishedDocument], said: Said) -> Run:
    run = Run()
    everything = [project for document in documents for project in document.projects]
    for document in documents:
        own = document.projects or everything
        year = said.year or _year(own)
        department = said.department or _department(own)
        _check_said(document, year, department)
        for published in document.projects:
            _add_project(run, published, year or 0)
        if document.goals is not None:
            run.add({(year or 0, department): document.goals})
    return run


def _check_said(document: PublishedDocument, year: int | None, department: str) -> None:
    """Raise PerfError for a document whose year or department is not known, or is none of its projects'."""
    if document.goals is not None and not (year and department):
        missing = [option for option, value in (("--department CODE", department), ("--year YEAR", year)) if not value]
        raise PerfError(
            _("the document does not say its department or its budget year"),
            hint=_("Name what is missing: {options}").format(options=" ".join(missing)),
        )
    if document.projects and not year:
        raise PerfError(_("no project code tells the budget year"), hint=_("Name it with --year."))
    units = {project.unit for project in document.projects}
    if units and department and department not in {unit[:3] for unit in units}:
        message = _("--department is {department}, but the projects belong to {units}")
        raise PerfError(message.format(department=department, units=", ".join(sorted(units))))


def _add_project(run: Run, published: PublishedProject, year: int) -> None:
    project = Project(
        code=published.code,
        name=published.name,
        unit=published.unit,
        year=year,
        budget=published.budget,
        purpose=published.purpose,
        goals=published.goals,
        spending_plan=published.spending_plan,
        indicators=published.indicators,
    )
    if run.projects.setdefault(project.key, project) != project:
        message = _("the run holds two different projects with the code {code} for {year}")
        raise ConflictingData(message.format(code=project.code, year=year))
    if published.unit_name or published.unit not in run.unit_names:
        named = run.unit_names.get(published.unit) or published.unit_name
        if published.unit_name not in ("", named):
            message = _("the run names the unit {code} in two ways: {one} and {other}")
            raise ConflictingData(message.format(code=published.unit, one=named, other=published.unit_name))
        run.unit_names[published.unit] = named


def _year(projects: Iterable[PublishedProject]) -> int | None:
    """The year that most project codes carry in their seventh and eighth characters, the later of two as many."""
    years = Counter(int(p.code[6:8]) for p in projects if p.code[6:8].isascii() and p.code[6:8].isdigit())
    return 2000 + max(years, key=lambda year: (years[year], year)) if years else None


def _department(projects: Iterable[PublishedProject]) -> str:
    """The one department of the projects, empty where they have none or several."""
    departments = {project.unit[:3] for project in projects}
    return departments.pop() if len(departments) == 1 else ""


def _changes(repository: Repository, run: Run, said: Said, update: bool) -> tuple[Change, ...]:
    """Every file that the run speaks of; raises ConflictingData with all differences unless `update`."""
    conflicts: list[str] = []
    changes = [*_settings(repository, run)]
    for code in sorted({unit[:3] for unit in run.unit_names} | {department for _year, department in run.goals}):
        changes.append(_department_change(repository, code, run, said, conflicts))
    for (year, code), published in sorted(run.goals.items()):
        goals = DepartmentGoals(
            department=code,
            year=year,
            overall=published.overall,
            functions=published.functions,
            safeguards=published.safeguards,
        )
        carried = {name for name in ("overall", "functions", "safeguards") if getattr(published, name)}
        changes.append(_change(repository, repository.goals_path(year, code), goals, frozenset(carried), conflicts))
    carried = set(Project.__struct_fields__) - {"template"}
    places = _places(repository, run)
    for project in sorted(run.projects.values(), key=lambda project: (project.year, project.unit, project.code)):
        path = repository.project_path(project.year, project.unit, project.code)
        elsewhere = places.get(project.key, path)
        if elsewhere != path:
            message = _("{path}: this code is there under another unit than {unit}")
            raise ConflictingData(message.format(path=repository.relative(elsewhere), unit=project.unit))
        changes.append(_change(repository, path, project, frozenset(carried), conflicts))
    if conflicts and not update:
        raise ConflictingData(
            _("the repository says otherwise in {count} places; nothing was written").format(count=len(conflicts)),
            details=tuple(conflicts),
            hint=_("With --update the documents win; keys that they do not carry stay as they are."),
        )
    return tuple(changes)


def _places(repository: Repository, run: Run) -> dict[tuple[int, str], Path]:
    years = {project.year for project in run.projects.values()}
    return {(file.year, file.code): file.path for file in repository.project_files(years) if file.code} if years else {}


def _settings(repository: Repository, run: Run) -> Iterable[Change]:
    """perf.toml with its division set, where it has none: the one that most of the run's codes begin with."""
    settings = repository.settings
    divisions = Counter(project.code[:6] for project in run.projects.values())
    if settings.division or not divisions:
        return
    division = max(divisions, key=lambda code: (divisions[code], code))
    path = repository.root / SETTINGS
    before = path.read_bytes().decode("utf-8")
    yield Change(path, before, patch(before, Settings(division=division), frozenset({"division"})))


def _department_change(repository: Repository, code: str, run: Run, said: Said, conflicts: list[str]) -> Change:
    path = repository.department_path(code)
    names = {unit: name for unit, name in sorted(run.unit_names.items()) if unit[:3] == code}
    before = repository.load_department(code)
    first = names.get(f"{code}001", "")
    asked = said.department_name if said.department in ("", code) else ""
    name = asked or (before.name if before else "") or department_name_of(f"{code}001", first)
    after = with_units(before or Department(code=code), names, name)
    if before:
        conflicts += [
            f"{repository.relative(path)}: {difference}"
            for difference in differences(before, after)
            if difference.before is not None
        ]
    return _written(path, before, after, None)


def _change(
    repository: Repository, path: Path, record: Record, carried: frozenset[str], conflicts: list[str]
) -> Change:
    if not path.is_file():
        return _written(path, None, record, None)
    loaded = repository.load(path, type(record))
    if loaded.record is None:
        raise UnreadableData(_("a file that would be written cannot be read"), loaded.problems)
    before = loaded.record
    after = msgspec.structs.replace(before, **{name: getattr(record, name) for name in carried})
    conflicts += [f"{repository.relative(path)}: {difference}" for difference in differences(before, after)]
    return _written(path, before, after, carried)


def _written(path: Path, before: Record | None, after: Record, carried: frozenset[str] | None) -> Change:
    if before is None:
        text = write(after)
        if from_toml(text, type(after)) != after:
            raise AssertionError(f"the text of {path.name} does not read back as it was meant")
        return Change(path, "", text)
    text = path.read_bytes().decode("utf-8")
    return Change(path, text, text if before == after else patch(text, after, carried))
