"""`perf set`: values of projects, of one or of many, all of a run or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from perfcli.actions.choose import chosen_projects, find_projects
from perfcli.actions.judging import Judge, refuse
from perfcli.assigning import Assignment, assigned
from perfcli.budgets import AMOUNTS, giving_way, together
from perfcli.carried import tops
from perfcli.changes import Difference
from perfcli.codec import patch
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.keys import named_differences
from perfcli.model import Budget, Project
from perfcli.paths import ProjectKey
from perfcli.repository import Repository
from perfcli.select import Selection
from perfcli.writing import Change, locked, write_changes

NOTHING: Mapping[Path, bytes] = {}


@dataclass(frozen=True, slots=True)
class Setting:
    """What to set, which amount of the budget follows one that is set, and whether errors may be written."""

    assignments: tuple[Assignment, ...]
    adjust: str = ""
    force: bool = False

    @property
    def amounts(self) -> tuple[str, ...]:
        """The amounts of the budget that are set."""
        keys = {one.key for one in self.assignments}
        return tuple(name for name in AMOUNTS if ("budget", name) in keys)


@dataclass(frozen=True, slots=True)
class Edited:
    """A project before and after, and what becomes of its file."""

    before: Project
    after: Project
    change: Change

    @property
    def differences(self) -> list[Difference]:
        """What is different, by the keys of `perf set`."""
        return named_differences(self.before, self.after)


class NeedsAdjust(PerfError):
    """An amount is set, and nobody said which of the other two follows; `ways` tells of each project what it would be.

    A way that would lead below zero is None.
    """

    def __init__(self, name: str, ways: Sequence[tuple[Project, Mapping[str, Budget | None]]]) -> None:
        followers = giving_way((name,))
        options = _(" or ").join(f"--adjust {follower}" for follower in followers)
        super().__init__(
            _("the total is fiscal plus other funds: which of them follows budget.{name}?").format(name=name),
            details=tuple(f"{project.code}: {way_text(project, budgets)}" for project, budgets in ways),
            hint=_("Say {options}.").format(options=options),
        )
        self.ways = ways
        self.read: Mapping[Path, bytes] = {}
        """What was read of the files, so that nothing is written over what changes while somebody is asked."""
        self.followers = followers


def way_text(project: Project, budgets: Mapping[str, Budget | None]) -> str:
    """What each of the amounts that may follow would become."""
    below = _("below zero")
    return "; ".join(
        f"budget.{name}: {getattr(project.budget, name)} → {getattr(budget, name) if budget else below}"
        for name, budget in budgets.items()
    )


def chosen_keys(
    repository: Repository, codes: Sequence[str], year: int | None, selection: Selection
) -> list[ProjectKey]:
    """The projects meant, by codes or, without any, by filters; raises PerfError where none is."""
    found = find_projects(repository, codes, year) if codes else chosen_projects(repository, selection)
    if not found:
        raise PerfError(_("no project is chosen by these filters"))
    return list(dict.fromkeys(map(project_key, found)))


def project_key(project: Project) -> ProjectKey:
    """Where a project lies."""
    return ProjectKey(project.year, project.unit, project.code)


def set_values(
    repository: Repository,
    keys: Iterable[ProjectKey],
    setting: Setting,
    *,
    shown: Mapping[Path, bytes] = NOTHING,
    dry_run: bool = False,
) -> list[Edited]:
    """Set values of these projects and write their files, all or none; returns those that changed.

    `shown` are the files that somebody was asked about: nothing is written where one is so no more. Raises
    PerfError for a value that is none or, unless forced, that a review would call an error; NeedsAdjust;
    UnreadableData, OSError.
    """
    if dry_run:
        return planned(repository, keys, setting)
    with locked(repository.root):
        edited = planned(repository, keys, setting)
        for one in edited:
            if shown and shown.get(one.change.path) != one.change.before:
                message = _("{path} was changed by somebody else meanwhile; nothing was written")
                raise PerfError(message.format(path=one.change.path))
        write_changes(repository.root, [one.change for one in edited])
    return edited


def planned(repository: Repository, keys: Iterable[ProjectKey], setting: Setting) -> list[Edited]:
    """What would become of these projects; raises as `set_values` does."""
    read = [_read(repository, key) for key in keys]
    pairs = [(before, assigned(before, setting.assignments)) for before, _content in read]
    try:
        wanted = _with_budgets(pairs, setting)
    except NeedsAdjust as error:
        error.read = {repository.project_path(*project_key(project)): content for project, content in read}
        raise
    edited = []
    for (before, content), after in zip(read, wanted, strict=True):
        if after != before:
            path = repository.project_path(*project_key(before))
            edited.append(Edited(before, after, Change(path, content, _patched(content, before, after, setting))))
    if edited and not setting.force:
        judge = Judge(repository)
        refuse(
            error
            for one in edited
            for error in judge.new_errors(
                repository.relative(one.change.path), one.change.before or b"", one.change.after
            )
        )
    return edited


def _read(repository: Repository, key: ProjectKey) -> tuple[Project, bytes]:
    path = repository.project_path(*key)
    read = repository.read_record(path, Project)
    if read is None:
        raise PerfError(_("{path} is there no more").format(path=repository.relative(path)))
    return read


def _patched(content: bytes, before: Project, after: Project, setting: Setting) -> bytes:
    names = after.__struct_fields__
    changed = tops(name for name in names if getattr(before, name) != getattr(after, name))
    in_place = not any(one.key == ("indicators",) or len(one.key) == 2 for one in setting.assignments)
    return patch(content.decode("utf-8"), after, changed, in_place=in_place).encode("utf-8")


def _with_budgets(pairs: Sequence[tuple[Project, Project]], setting: Setting) -> list[Project]:
    """The projects with total and parts together; raises NeedsAdjust where that can be in two ways."""
    said = setting.amounts
    followers = giving_way(said)
    if setting.adjust and setting.adjust not in followers:
        message = (
            _("--adjust {name}: it is set itself") if said else _("--adjust {name}: no amount of the budget is set")
        )
        raise PerfError(message.format(name=setting.adjust))
    changed = [(before, after) for before, after in pairs if any(_differ(before, after, name) for name in said)]
    if len(followers) == 2 and not setting.adjust and changed:
        ways = [(before, {name: _way(before, after, said, name) for name in followers}) for before, after in changed]
        raise NeedsAdjust(said[0], ways)
    follower = setting.adjust or (followers[0] if len(followers) == 1 else "")
    return [_followed(before, after, said, follower) if follower else after for before, after in pairs]


def _differ(before: Project, after: Project, name: str) -> bool:
    return bool(getattr(before.budget, name) != getattr(after.budget, name))


def _followed(before: Project, after: Project, said: Sequence[str], follower: str) -> Project:
    try:
        return msgspec.structs.replace(after, budget=together(before.budget, after.budget, said, follower))
    except PerfError as error:
        raise PerfError(f"{before.code}: {error.message}") from None


def _way(before: Project, after: Project, said: Sequence[str], follower: str) -> Budget | None:
    try:
        return together(before.budget, after.budget, said, follower)
    except PerfError:
        return None
