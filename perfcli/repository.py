"""The repository of data: its root and what its files hold. The one door to the data files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from perfcli import codec
from perfcli.codec import Fault, Malformed
from perfcli.disk import entries, is_file, is_gone, read_file
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.links import CACHE
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.placement import misplaced
from perfcli.progress import Progress
from perfcli.reasons import translated
from perfcli.repository_files import ProjectFile as ProjectFile
from perfcli.repository_files import RepositoryFiles
from perfcli.settings import Settings, is_out_of_order, judging_limits
from perfcli.walk import DATA_FOLDERS
from perfcli.walk import SETTINGS as SETTINGS
from perfcli.walk import YEAR as YEAR

R = TypeVar("R", bound=Record)

SCHEMA = 1
"""The form of the repository that this program reads and writes."""

OWN = (SETTINGS, *DATA_FOLDERS, "forms", "schemas", CACHE, ".git")
"""What lies below a root and is not a place for results."""


class Loaded(msgspec.Struct, Generic[R], frozen=True):
    """What one file holds: the record, or what is wrong with it."""

    path: Path
    record: R | None
    problems: tuple[Problem, ...] = ()


def find_root(start: Path) -> Path:
    """The nearest folder from `start` upwards that holds perf.toml; raises PerfError, OSError."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if is_file(folder / SETTINGS):
            return folder
    raise PerfError(
        _("no data repository here: {folder} and the folders above it hold no perf.toml").format(folder=start),
        hint=_("Make one with `perf init`, or name one with `perf --repo DIR`."),
    )


class Repository(RepositoryFiles):
    """The records below one root."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._settings: Settings | None = None

    @property
    def settings(self) -> Settings:
        """perf.toml; raises UnreadableData, PerfError for a repository of another form than this program knows."""
        if self._settings is None:
            settings = _needed(self.load(self.root / SETTINGS, Settings))
            if settings.schema != SCHEMA:
                message = _("perf.toml says schema = {schema}; this perf knows {known}")
                hint = _("Use the version of perf that the repository was made for.")
                raise PerfError(message.format(schema=settings.schema, known=SCHEMA), hint=hint)
            self._settings = settings
        return self._settings

    @property
    def judging(self) -> Settings:
        """perf.toml for who works out lights, points and grades; raises as `require_judging`, and UnreadableData."""
        self.require_judging()
        return self.settings

    def require_judging(self) -> None:
        """Raise PerfError where limits that lights, points and grades go by do not rise."""
        wrong = [
            "{key}: {said}".format(
                key=".".join(key),
                said=_("{names} do not rise: {numbers}").format(names=names, numbers=", ".join(map(str, numbers))),
            )
            for key, names, numbers in filter(is_out_of_order, judging_limits(self.settings))
        ]
        if wrong:
            message = _("lights, points and grades cannot follow from limits in this order")
            raise PerfError(message, details=tuple(wrong), hint=_("Put them right in {file}.").format(file=SETTINGS))

    def load_project(self, file: ProjectFile, content: bytes | None = None) -> Loaded[Project]:
        """A project; where its keys are not those of its path it counts as unreadable."""
        return self._load_placed(file.path, Project, content)

    def departments(self) -> list[Loaded[Department]]:
        """Every department's file, by code."""
        return [self.load_placed_department(path) for path in self.tomls("departments")]

    def load_placed_department(self, path: Path, content: bytes | None = None) -> Loaded[Department]:
        """A department; where its code is not that of its path it counts as unreadable."""
        return self._load_placed(path, Department, content)

    def load_department(self, code: str) -> Department | None:
        """A department, None where it has no file; raises UnreadableData."""
        path = self.department_path(code)
        return _needed(self.load(path, Department)) if not is_gone(path) else None

    def goals(self, years: Iterable[int] = ()) -> list[Loaded[DepartmentGoals]]:
        """Every department's goals, by year and department."""
        wanted = {str(year) for year in years}
        found = []
        for year in entries(self.root / "goals"):
            if not year.is_dir() or (wanted and year.name not in wanted):
                continue
            found += [self.load_placed_goals(path) for path in self.tomls(f"goals/{year.name}")]
        return found

    def load_placed_goals(self, path: Path, content: bytes | None = None) -> Loaded[DepartmentGoals]:
        """A department's goals; where their keys are not those of the path they count as unreadable."""
        return self._load_placed(path, DepartmentGoals, content)

    def load_goals(self, year: int, code: str) -> DepartmentGoals | None:
        """The goals of a department or unit for a year, None where there is no file; raises UnreadableData."""
        path = self.goals_path(year, code)
        return _needed(self.load(path, DepartmentGoals)) if not is_gone(path) else None

    def load_progress(self, year: int, code: str, unit: str = "", content: bytes | None = None) -> Loaded[Progress]:
        """What became of a project of a unit, or without `unit` of the whole of a department or unit.

        Where its keys are not those of its path it counts as unreadable; without a file it has no record and no
        problem. Raises PerfError for what is no name on disk.
        """
        path = self.progress_path(year, code, unit)
        return Loaded(path, None) if content is None and is_gone(path) else self.load_placed_progress(path, content)

    def load_placed_progress(self, path: Path, content: bytes | None = None) -> Loaded[Progress]:
        """What became of a project or a whole, by its path."""
        return self._load_placed(path, Progress, content)

    def templates(self) -> dict[str, Loaded[Template]]:
        """Every template by its slug."""
        return {path.stem: self.load(path, Template) for path in self.tomls("templates")}

    def load_template(self, slug: str) -> Template | None:
        """A template, None where it has no file; raises UnreadableData."""
        path = self.template_path(slug)
        return _needed(self.load(path, Template)) if not is_gone(path) else None

    def read_record(self, path: Path, record: type[R]) -> tuple[R, bytes] | None:
        """A file as a record and as the bytes that it was read from, None where nothing is there.

        Raises UnreadableData, OSError: for who is to write it.
        """
        try:
            content = self.read(path)
        except FileNotFoundError:
            return None
        try:
            return codec.from_toml(codec.decode(content), record), content
        except Malformed as error:
            raise UnreadableData(
                _("a file that would be written cannot be read"), self._problems(path, error.faults)
            ) from None

    def load(self, path: Path, record: type[R], content: bytes | None = None) -> Loaded[R]:
        """One file as a record, or what is wrong with it, be it the file itself; `content` is another version of it."""
        try:
            data = self.read(path) if content is None else content
            return Loaded(path, codec.from_toml(codec.decode(data), record))
        except Malformed as error:
            return Loaded(path, None, self._problems(path, error.faults))
        except OSError as error:
            return Loaded(path, None, self._problems(path, [_system(error)]))

    def folder_problem(self, path: str) -> Problem:
        """What is wrong with a folder below the root that could not be listed."""
        try:
            os.scandir(self.root / path).close()
        except OSError as error:
            return self._problems(self.root / path, [_system(error)])[0]
        return self.change_problem(path)

    def change_problem(self, path: str) -> Problem:
        """That what is below the root under this path was not the same throughout a request."""
        return Problem(path, 0, 0, "", "system", _("changed while it was being read: run the command again"))

    def _problems(self, path: Path, faults: list[Fault]) -> tuple[Problem, ...]:
        return tuple(
            Problem(
                *(self.relative(path), f.line, f.column, codec.dotted(f.key), f.code, f.message),
                *(f.excerpt, bool(f.edits)),
            )
            for f in faults
        )

    def _load_placed(self, path: Path, record: type[R], content: bytes | None) -> Loaded[R]:
        """A record, unreadable with a problem for each key that is not what the path says."""
        loaded = self.load(path, record, content)
        if loaded.record is None:
            return loaded
        faults = misplaced(loaded.record, path.relative_to(self.root).parts)
        if not faults:
            return loaded
        with suppress(Malformed, OSError):  # changed meanwhile: then without their places
            faults = codec.located(codec.decode(read_file(path) if content is None else content), faults)
        return Loaded(path, None, self._problems(path, faults))


def read_project(path: str, year: int, unit: str, code: str) -> Project | None:
    """A project as `Repository.load_project` reads it, None where its text is at fault: for reading very many.

    Raises OSError.
    """
    try:
        text = codec.decode(read_file(path))
        project = codec.project_as_written(text) or codec.from_toml(text, Project)
    except Malformed:
        return None
    return project if project.code == code and project.unit == unit and project.year == year else None


def _system(error: OSError) -> Fault:
    return Fault("system", _("cannot be read: {reason}").format(reason=translated(error.strerror)))


def _needed(loaded: Loaded[R]) -> R:
    if loaded.record is None:
        raise UnreadableData(_("this file has to be mended first"), loaded.problems)
    return loaded.record
