"""A change to projects on its way to their files: what is read, what is judged, what an approved one keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from perfcli.actions.approval import Approvals, adjusted, with_adjustments
from perfcli.actions.following import BY_INDICATOR, NO_NAMES, left_behind, renamed, renames
from perfcli.carried import tops
from perfcli.changes import Difference
from perfcli.codec import decode, from_toml, patch, write
from perfcli.codec.renaming import renamed_tables
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.keys import adjusted_differences, named_differences
from perfcli.model import DepartmentGoals, Project
from perfcli.paths import ProjectKey
from perfcli.progress import Adjustment, Progress
from perfcli.progress.in_force import discords, effective
from perfcli.repository import Repository
from perfcli.writing import Change, write_changes


class Read(msgspec.Struct, frozen=True):
    """A project with its file as it was read, and what became of it since with its own."""

    path: Path
    record: Project
    content: bytes
    is_approved: bool = False
    progress: Progress | None = None
    progress_content: bytes | None = None

    @property
    def project(self) -> Project:
        """The project, its budget as adjustments leave it."""
        return effective(self.record, self.progress) if self.is_approved else self.record


class Why(msgspec.Struct, frozen=True):
    """What is kept of a change to an approved project: its reason and its day."""

    reason: str = ""
    day: date | None = None


NO_REASON = Why()
NOTHING_SAID: tuple[str, ...] = ()
NOTHING: Mapping[Path, bytes] = {}


class Edited(msgspec.Struct, frozen=True):
    """A project before and after, and what becomes of its files."""

    read: Read
    before: Project
    after: Project
    changes: tuple[Change, ...]
    said: tuple[str, ...] = ()
    """What is to be said of records whose indicators are renamed or gone."""

    @property
    def differences(self) -> list[Difference]:
        """What is different, by the keys of `perf set`."""
        return named_differences(self.before, self.after)

    @property
    def adjusted(self) -> list[Difference]:
        """What of it is an adjustment where the project is approved: no other order."""
        return adjusted_differences(self.before, self.after)


class NeedsReason(PerfError):
    """Approved projects would change, and nobody said why; `read` are the files as they were then."""

    def __init__(self, owners: Sequence[Project | DepartmentGoals]) -> None:
        super().__init__(
            _("approved goals change by an adjustment, which needs a reason"),
            details=tuple(f"{one.code} {one.name}" if isinstance(one, Project) else one.of for one in owners),
            hint=_("Give it with --reason."),
        )
        self.read: Mapping[Path, bytes] = {}


def project_key(project: Project) -> ProjectKey:
    """Where a project lies."""
    return ProjectKey(project.year, project.unit, project.code)


def read_projects(repository: Repository, keys: Iterable[ProjectKey]) -> list[Read]:
    """Projects that are to be changed; raises PerfError for one that is gone, UnreadableData, OSError."""
    approvals = Approvals(repository)
    return [read_project(repository, approvals, key) for key in keys]


def read_project(repository: Repository, approvals: Approvals, key: ProjectKey) -> Read:
    """A project that is to be changed; raises as `read_projects` does."""
    path = repository.project_path(*key)
    read = repository.read_record(path, Project)
    if read is None:
        raise PerfError(_("{path} no longer exists").format(path=repository.relative(path)))
    _require_placed(repository, path, project_key(read[0]), key)
    is_approved = approvals.holds(key.year, key.code)
    beside = repository.progress_path(key.year, key.code, key.unit)
    progress = repository.read_record(beside, Progress)
    if progress is None:
        return Read(path, *read, is_approved)
    said = ProjectKey(progress[0].year, progress[0].unit, progress[0].code)
    _require_placed(repository, beside, said, key)
    return Read(path, *read, is_approved, *progress)


def _require_placed(repository: Repository, path: Path, said: ProjectKey, key: ProjectKey) -> None:
    """Raise PerfError for a file whose keys are not those of its path."""
    if said != key:
        message = _("{path}: its year, unit and code are not those of its path")
        raise PerfError(message.format(path=repository.relative(path)), hint=_("See `perf check`."))


def edited(
    repository: Repository,
    read: Read,
    after: Project,
    why: Why,
    content: bytes | None = None,
    *,
    in_place: bool = False,
    adjustments: Sequence[Adjustment] | None = None,
) -> Edited:
    """What becomes of a project's files; of an approved one the budget stays, and the adjustment is kept beside it.

    `content` is the new text of its file, where somebody wrote it; else the old one is patched. `adjustments` are
    those to keep where a form tells them.
    """
    before = read.project if content is None else read.record
    held = msgspec.structs.replace(after, budget=read.record.budget) if read.is_approved else after
    if content is None:
        content = _patched(read.content, read.record, held, in_place=in_place)
    elif held != after:
        content = patch(content.decode("utf-8"), held, frozenset({"budget"})).encode("utf-8")
    changes = [Change(read.path, read.content, content)] if content != read.content else []
    made = Edited(read, before, after, tuple(changes))
    names = renames(before, after, in_place=in_place)
    path = repository.progress_path(after.year, after.code, after.unit)
    progress, said = read.progress, NOTHING_SAID
    if progress is not None:
        said = left_behind(repository.relative(path), progress, names, before, after)
        progress = renamed(progress, names, before)
    if read.is_approved and adjustments:
        progress = with_adjustments(before, after, adjustments, progress)
    elif read.is_approved and adjustments is None and made.adjusted and why.day:
        progress = adjusted(before, after, made.adjusted, progress, why.reason, why.day)
    if progress is None or progress == read.progress:
        return Edited(read, before, after, tuple(changes), said)
    beside = progress_change(path, read.progress_content, progress, names)
    return Edited(read, before, after, (*changes, beside), said)


def _patched(content: bytes, before: Project, after: Project, *, in_place: bool) -> bytes:
    if before == after:
        return content
    changed = tops(name for name in after.__struct_fields__ if getattr(before, name) != getattr(after, name))
    return patch(content.decode("utf-8"), after, changed, in_place=in_place).encode("utf-8")


def progress_change(
    path: Path, content: bytes | None, progress: Progress, names: Mapping[str, str] = NO_NAMES
) -> Change:
    """What becomes of a progress file; indicators with new names keep their tables' comments and own keys."""
    if content is None:
        text = write(progress)
    else:
        text = patch(renamed_tables(content.decode("utf-8"), BY_INDICATOR, names), progress)
    if from_toml(decode(text.encode("utf-8")), Progress) != progress:
        raise AssertionError("the text of a progress file does not read back as it was meant")
    return Change(path, content, text.encode("utf-8"))


def require_accord(owner: Project | DepartmentGoals, progress: Progress | None) -> None:
    """Raise PerfError where adjustments leave amounts of an approved budget that nothing can be worked out from."""
    found = discords(owner.budget, progress) if owner.budget else []
    if found:
        code = owner.code if isinstance(owner, Project) else owner.of
        raise PerfError(
            _("{code}: its adjustments leave amounts that do not fit together").format(code=code),
            details=tuple(_(one.message).format(**one.values) for one in found),
            hint=_("Set budget.total, budget.fiscal and budget.other at once; `perf rules D520` tells more."),
        )


def require_reason(edits: Iterable[Edited], why: Why) -> None:
    """Raise NeedsReason where approved projects change without one."""
    approved = [one.after for one in edits if one.read.is_approved and one.adjusted]
    if approved and not why.reason:
        raise NeedsReason(approved)


def write_edits(repository: Repository, edits: Iterable[Edited], shown: Mapping[Path, bytes]) -> None:
    """Write all files of these or none, with the lock held; `shown` are those that somebody was asked about."""
    changes = [change for one in edits for change in one.changes]
    for change in changes:
        if change.path in shown and shown[change.path] != change.before:
            message = _("{path} was changed by somebody else meanwhile; nothing was written")
            raise PerfError(message.format(path=change.path))
    write_changes(repository.root, changes)
