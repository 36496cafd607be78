"""`perf mv`, `perf copy`: projects and where they lie. What became of one goes where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from perfcli.actions.approval import Approvals, adjusted
from perfcli.actions.choose import called, require_unit, several_files
from perfcli.actions.editing import NO_REASON, NeedsReason, Why
from perfcli.actions.new import with_code
from perfcli.changes import Difference
from perfcli.codec import decode, from_toml, patch, write
from perfcli.disk import entries, is_gone
from perfcli.errors import ConflictingData, PerfError
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.progress import AdjustedKey, Progress
from perfcli.repository import ProjectFile, Repository
from perfcli.select import nearest
from perfcli.writing import Change, Removal, locked, write_changes

_MOVED = frozenset({"unit", "adjusted", "adjustments"})


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
    found, missing = files_there(repository, codes, year)
    if missing:
        raise unknown_codes(repository, missing, year)
    return found


def files_there(repository: Repository, codes: Iterable[str], year: int | None) -> tuple[list[ProjectFile], list[str]]:
    """The files of these codes as `files_of` finds them, and the codes that no project has."""
    found: list[ProjectFile] = []
    missing = []
    for code in dict.fromkeys(codes):
        files = [file for file in repository.find_projects(code) if year in (None, file.year)]
        latest = max((file.year for file in files), default=0)
        found += [file for file in files if file.year == latest]
        missing += [] if files else [code]
    return found, missing


def unknown_codes(repository: Repository, missing: Sequence[str], year: int | None) -> PerfError:
    """What is said of codes that no project has."""
    message = _("no project has the code {codes}").format(codes=_(", ").join(missing))
    if year is not None:
        message = _("no project of {year} has the code {codes}").format(year=year, codes=_(", ").join(missing))
    if named := called(repository, missing, year):
        return PerfError(message, details=named, hint=_("Their names have it: give the whole code of the one meant."))
    known = {file.code for file in repository.project_files() if file.code}
    return PerfError(message, hint=nearest(missing[0], known) or _("See `perf list -q`."))


def require_one_each(repository: Repository, files: Sequence[ProjectFile]) -> None:
    """Raise PerfError for a code that several files of its year have."""
    codes = [file.code for file in files]
    for file in files:
        if codes.count(file.code) > 1:
            raise several_files(file.code, [other.path for other in files if other.code == file.code], repository)


def beside(repository: Repository, file: ProjectFile) -> Path:
    """Where lies what became of a project."""
    return repository.root / "progress" / file.path.relative_to(repository.root / "projects")


def content_of(repository: Repository, path: Path) -> bytes:
    """What a file of the repository holds; raises OSError."""
    return repository.content(repository.relative(path))


def move_projects(
    repository: Repository, files: Sequence[ProjectFile], unit: str, why: Why = NO_REASON
) -> list[tuple[Path, Path]]:
    """Bring projects to another unit, all or none; returns each file's place before and after.

    Of an approved one the adjustment is kept. What was recorded under another unit follows one that is there already;
    one that was on its way when an earlier run was ended is brought to its end. Raises ConflictingData where another
    file lies at the new place, NeedsReason, PerfError, OSError.
    """
    require_unit(repository, unit)
    elsewhere = [file for file in files if file.unit != unit]
    require_one_each(repository, elsewhere)
    approvals = Approvals(repository)
    with locked(repository.root):
        changes: list[Change] = []
        removals: list[Removal] = []
        moves = [_read_move(repository, approvals, file, unit) for file in elsewhere]
        approved = [move.project for move in moves if move.is_approved]
        if approved and not why.reason:
            raise NeedsReason(approved)
        for move in moves:
            change, removal = _moved_project(repository, move)
            progress, gone = _moved_progress(repository, move, why)
            changes += [one for one in (change, progress) if one]
            removals = [*([gone] if gone else []), removal, *removals]
        for file in files:
            if file.unit == unit:
                strays = [_stray(repository, path, file, unit) for path in _strays(repository, file)]
                changes += [change for change, _removal in strays if change]
                removals += [removal for _change, removal in strays]
        write_changes(repository.root, [*changes, *removals])
    return [(one.path, one.path.parent.parent / unit / one.path.name) for one in reversed(removals)]


def _strays(repository: Repository, file: ProjectFile) -> list[Path]:
    """What was recorded of a project under another unit, where no such project is: a merge left it behind a move."""
    folder = repository.root / "progress" / str(file.year)
    found = []
    for unit in entries(folder) if not is_gone(folder) else ():
        path = folder / unit.name / file.path.name
        goals = file.path.parent.parent / unit.name / file.path.name
        if unit.name != file.unit and not is_gone(path) and is_gone(goals):
            found.append(path)
    return found


def _stray(repository: Repository, path: Path, file: ProjectFile, unit: str) -> tuple[Change | None, Removal]:
    progress, content = repository.read_record(path, Progress) or (None, b"")
    if progress is None:
        raise PerfError(_("{path} no longer exists").format(path=repository.relative(path)))
    new = repository.progress_path(file.year, file.code, unit)
    after = msgspec.structs.replace(progress, unit=unit)
    text = patch(content.decode("utf-8"), after, frozenset({"unit"})).encode("utf-8")
    return None if _is_there(repository, new, text) else Change(new, None, text), Removal(path, content)


class _Move(msgspec.Struct, frozen=True):
    """A project on its way to another unit, with what became of it and their files' contents."""

    file: ProjectFile
    unit: str
    project: Project
    content: bytes
    is_approved: bool
    progress: Progress | None
    progress_content: bytes


def _read_move(repository: Repository, approvals: Approvals, file: ProjectFile, unit: str) -> _Move:
    read = repository.read_record(file.path, Project)
    if read is None:
        raise PerfError(_("{path} no longer exists").format(path=repository.relative(file.path)))
    progress, content = repository.read_record(beside(repository, file), Progress) or (None, b"")
    return _Move(file, unit, *read, approvals.holds(file.year, file.code), progress, content)


def _moved_project(repository: Repository, move: _Move) -> tuple[Change | None, Removal]:
    """The project's file at its new place, None where it is there already, and the old one that goes."""
    new = repository.project_path(move.file.year, move.unit, move.file.code)
    after = msgspec.structs.replace(move.project, unit=move.unit)
    text = patch(move.content.decode("utf-8"), after, frozenset({"unit"})).encode("utf-8")
    is_there = _is_there(repository, new, text)
    return None if is_there else Change(new, None, text), Removal(move.file.path, move.content)


def _moved_progress(repository: Repository, move: _Move, why: Why) -> tuple[Change | None, Removal | None]:
    """What became of it likewise; of an approved project with the adjustment."""
    new = repository.progress_path(move.file.year, move.file.code, move.unit)
    removal = Removal(beside(repository, move.file), move.progress_content) if move.progress else None
    after = move.progress and msgspec.structs.replace(move.progress, unit=move.unit)
    if move.is_approved and why.day:
        there = repository.read_record(new, Progress)
        if there and _is_moved(there[0], move, after):
            return None, removal
        project = msgspec.structs.replace(move.project, unit=move.unit)
        found = [Difference("unit", move.project.unit, move.unit)]
        after = adjusted(move.project, project, found, after, why.reason, why.day)
    if after is None:
        return None, None
    text = patch(move.progress_content.decode("utf-8"), after, _MOVED) if move.progress else write(after)
    is_there = _is_there(repository, new, text.encode("utf-8"))
    return None if is_there else Change(new, None, text.encode("utf-8")), removal


def _is_moved(there: Progress, move: _Move, without: Progress | None) -> bool:
    """Whether an earlier run, on whatever day and for whatever reason, brought what became of it there."""
    told = (AdjustedKey(key="unit", before=move.project.unit, after=move.unit),)
    rest = tuple(one for one in there.adjustments if one.changes != told)
    if len(rest) == len(there.adjustments):
        return False
    return without is None or msgspec.structs.replace(there, adjustments=rest) == without


def _is_there(repository: Repository, path: Path, content: bytes) -> bool:
    """Whether a file holds this already; raises ConflictingData where it holds something else."""
    if is_gone(path):
        return False
    if content_of(repository, path) != content:
        raise ConflictingData(
            _("{path} is there already; nothing was moved").format(path=repository.relative(path)),
            hint=_("Look at both files, and delete the one that is wrong."),
        )
    return True


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
        require_unit(repository, wanted.unit)
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
