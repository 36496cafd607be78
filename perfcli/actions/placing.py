"""`perf rm`, `perf mv`, `perf copy`: projects and where they lie. What became of one goes where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from perfcli.actions.choose import require_units
from perfcli.actions.new import with_code
from perfcli.codec import decode, from_toml, patch
from perfcli.disk import is_gone
from perfcli.errors import ConflictingData, PerfError
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.repository import ProjectFile, Repository
from perfcli.select import nearest
from perfcli.writing import Change, Removal, locked, write_changes


@dataclass(frozen=True, slots=True)
class Copying:
    """What is different in a copy; empty or None for what is not."""

    unit: str = ""
    year: int | None = None
    name: str = ""
    code: str = ""


def files_of(repository: Repository, codes: Iterable[str], year: int | None) -> list[ProjectFile]:
    """The files of these codes, each in the latest of its years unless one is named; readable or not.

    Raises PerfError naming every code that is not there.
    """
    found: list[ProjectFile] = []
    missing = []
    for code in dict.fromkeys(codes):
        files = [file for file in repository.find_projects(code) if year in (None, file.year)]
        latest = max((file.year for file in files), default=0)
        found += [file for file in files if file.year == latest]
        missing += [] if files else [code]
    if missing:
        message = _("no project has the code {codes}").format(codes=", ".join(missing))
        if year is not None:
            message = _("no project of {year} has the code {codes}").format(year=year, codes=", ".join(missing))
        known = {file.code for file in repository.project_files() if file.code}
        raise PerfError(message, hint=nearest(missing[0], known) or _("See `perf list -q`."))
    return found


def require_one_each(repository: Repository, files: Sequence[ProjectFile]) -> None:
    """Raise PerfError for a code that several files of its year have."""
    codes = [file.code for file in files]
    for file in files:
        if codes.count(file.code) > 1:
            names = tuple(repository.relative(other.path) for other in files if other.code == file.code)
            raise PerfError(
                _("{count} files have the code {code}").format(count=len(names), code=file.code),
                details=names,
                hint=_("Delete the one that is wrong, or give it a code of its own."),
            )


def remove_projects(repository: Repository, files: Sequence[ProjectFile]) -> list[Path]:
    """Remove projects with what became of them, all or none; returns the files removed. Raises PerfError, OSError."""
    require_one_each(repository, files)
    with locked(repository.root):
        removals = [
            Removal(path, _content(repository, path))
            for file in files
            for path in (_progress_path(repository, file), file.path)
            if path == file.path or not is_gone(path)
        ]
        write_changes(repository.root, removals)
    return [removal.path for removal in removals]


def _progress_path(repository: Repository, file: ProjectFile) -> Path:
    return repository.root / "progress" / file.path.relative_to(repository.root / "projects")


def _content(repository: Repository, path: Path) -> bytes:
    return repository.content(repository.relative(path))


def move_projects(repository: Repository, files: Sequence[ProjectFile], unit: str) -> list[tuple[Path, Path]]:
    """Bring projects to another unit, all or none; returns each file's place before and after.

    One that was on its way when an earlier run was ended is brought to its end. Raises ConflictingData where another
    file lies at the new place, PerfError, OSError.
    """
    _require_unit(repository, unit)
    elsewhere = [file for file in files if file.unit != unit]
    require_one_each(repository, elsewhere)
    with locked(repository.root):
        changes: list[Change] = []
        removals: list[Removal] = []
        for file in elsewhere:
            new = repository.project_path(file.year, unit, file.code)
            beside = repository.progress_path(file.year, file.code, unit)
            for kind, old, path in ((Project, file.path, new), (Progress, _progress_path(repository, file), beside)):
                if old == file.path or not is_gone(old):
                    change, removal = _moved(repository, kind, old, path, unit)
                    changes += [change] if change else []
                    removals.insert(0, removal)
        write_changes(repository.root, [*changes, *removals])
    return [(one.path, one.path.parent.parent / unit / one.path.name) for one in reversed(removals)]


def _moved(
    repository: Repository, kind: type[Project] | type[Progress], old: Path, new: Path, unit: str
) -> tuple[Change | None, Removal]:
    """The file at its new place, None where it is there already, and the old one that goes."""
    read = repository.read_record(old, kind)
    if read is None:
        raise PerfError(_("{path} no longer exists").format(path=repository.relative(old)))
    record, content = read
    text = patch(content.decode("utf-8"), msgspec.structs.replace(record, unit=unit), frozenset({"unit"}))
    after = text.encode("utf-8")
    if is_gone(new):
        return Change(new, None, after), Removal(old, content)
    if _content(repository, new) != after:
        raise ConflictingData(
            _("{path} is there already; nothing was moved").format(path=repository.relative(new)),
            hint=_("Look at both files, and delete the one that is wrong."),
        )
    return None, Removal(old, content)


def _require_unit(repository: Repository, unit: str) -> None:
    """Raise PerfError for what is no unit that a department file knows."""
    if len(unit) == 3:
        raise PerfError(_("{unit} is a department; a project belongs to a unit").format(unit=unit))
    require_units(repository, [unit])


def copy_project(repository: Repository, file: ProjectFile, wanted: Copying) -> Path:
    """Make another project like this one, with its comments and unknown keys; returns its file.

    It has a code of its own, and neither a past (`previous`) nor what became of the first. Raises PerfError, OSError.
    """
    if not (wanted.unit or wanted.year or wanted.name):
        raise PerfError(
            _("a copy has to differ: in its name, its unit or its year"),
            hint=_("Say in what with --name, --unit or --year."),
        )
    if wanted.unit:
        _require_unit(repository, wanted.unit)
    with locked(repository.root):
        read = repository.read_record(file.path, Project)
        if read is None:
            raise PerfError(_("{path} no longer exists").format(path=repository.relative(file.path)))
        before, content = read
        asked = msgspec.structs.replace(
            before,
            code=wanted.code,
            name=wanted.name or before.name,
            unit=wanted.unit or before.unit,
            year=wanted.year or before.year,
            previous="",
        )
        if wanted.code:
            repository.project_path(asked.year, asked.unit, asked.code)
        made = with_code(repository, asked)
        path = repository.project_path(made.year, made.unit, made.code)
        write_changes(repository.root, [Change(path, None, text_like(content, made))])
    return path


def text_like(content: bytes, record: Project) -> bytes:
    """The text of a project that is another's, with its own values, LF line ends and no mark."""
    text = patch(decode(content), record)
    if from_toml(text, Project) != record:
        raise AssertionError("the text of a copy does not read back as the project")
    return text.encode("utf-8")
