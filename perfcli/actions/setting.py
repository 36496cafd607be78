"""`perf set`: values of projects, of one or of many, all of a run or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from perfcli.actions.bulk import read_plan
from perfcli.actions.choose import chosen_projects, find_projects
from perfcli.actions.editing import (
    NO_REASON,
    NOTHING,
    Edited,
    NeedsReason,
    Read,
    Why,
    edited,
    project_key,
    read_projects,
    require_accord,
    require_reason,
    write_edits,
)
from perfcli.actions.judging import require_no_error
from perfcli.actions.new import plan_by_months
from perfcli.assigning import Assignment, assigned
from perfcli.budgets import AMOUNTS, giving_way, together
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.labels import with_label
from perfcli.model import Budget, Project
from perfcli.paths import ProjectKey
from perfcli.repository import Repository
from perfcli.select import Selection
from perfcli.writing import locked


@dataclass(frozen=True, slots=True)
class Setting:
    """What to set, which amount of the budget follows one that is set, and whether errors may be written.

    `why` is kept where an approved project changes.
    """

    assignments: tuple[Assignment, ...]
    adjust: str = ""
    force: bool = False
    why: Why = NO_REASON

    @property
    def amounts(self) -> tuple[str, ...]:
        """The amounts of the budget that are set."""
        keys = {one.key for one in self.assignments}
        return tuple(name for name in AMOUNTS if ("budget", name) in keys)

    @property
    def keeps_places(self) -> bool:
        """Whether each indicator stays in its place."""
        return not any(one.key[0] == "indicators" and len(one.key) <= 2 for one in self.assignments)


def plan_apart(assignments: Iterable[Assignment], months: Sequence[int]) -> list[Assignment]:
    """A whole plan, such as spending_plan=25,50,75,100, as the shares of its months; raises PerfError for none."""
    apart: list[Assignment] = []
    for one in assignments:
        if one.key != ("spending_plan",) or one.operator != "=":
            apart.append(one)
            continue
        plan = plan_by_months(read_plan(one.value), months)
        apart += [Assignment((*one.key, str(month)), "=", f"{share:f}") for month, share in plan.items()]
    return apart


class NeedsAdjust(PerfError):
    """An amount is set, and nobody said which of the other two follows; `ways` tells of each project what it would be.

    A way that would lead below zero is None.
    """

    def __init__(self, name: str, ways: Sequence[tuple[Project, Mapping[str, Budget | None]]]) -> None:
        followers = giving_way((name,))
        options = _(" or ").join(f"--adjust {follower}" for follower in followers)
        super().__init__(
            _("the total is fiscal plus other funds: which of them follows {name}?").format(
                name=with_label(f"budget.{name}", "Project")
            ),
            details=tuple(f"{project.code}: {way_text(project, budgets)}" for project, budgets in ways),
            hint=_("Add {options}.").format(options=options),
        )
        self.ways = ways
        self.read: Mapping[Path, bytes] = {}
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
    PerfError for a value that is none or, unless forced, that a review would call an error; NeedsAdjust, NeedsReason;
    UnreadableData, OSError.
    """
    if dry_run:
        return planned(repository, keys, setting)
    with locked(repository.root):
        edits = planned(repository, keys, setting)
        write_edits(repository, edits, shown)
    return edits


def planned(repository: Repository, keys: Iterable[ProjectKey], setting: Setting) -> list[Edited]:
    """What would become of these projects; raises as `set_values` does."""
    reads = read_projects(repository, keys)
    try:
        afters = _afters(reads, setting)
        pairs = zip(reads, afters, strict=True)
        edits = [
            edited(repository, read, after, setting.why, in_place=setting.keeps_places)
            for read, after in pairs
            if after != read.project
        ]
        require_reason(edits, setting.why)
    except (NeedsAdjust, NeedsReason) as error:
        error.read = {read.path: read.content for read in reads}
        raise
    if not setting.force:
        require_no_error(repository, [change for one in edits for change in one.changes])
    return edits


def _afters(reads: Sequence[Read], setting: Setting) -> list[Project]:
    """The projects after the run; of an approved one the total may be set alone, its parts are as approved."""
    befores = [read.project for read in reads]
    afters = [assigned(before, setting.assignments) for before in befores]
    alone = setting.amounts == ("total",) and not setting.adjust
    free = [alone and read.is_approved for read in reads]
    for read, is_free in zip(reads, free, strict=True):
        if read.is_approved and not is_free and giving_way(setting.amounts):
            require_accord(read.record, read.progress)
    pairs = [(before, after) for before, after, is_free in zip(befores, afters, free, strict=True) if not is_free]
    followed = iter(_with_budgets(pairs, setting))
    return [after if is_free else next(followed) for after, is_free in zip(afters, free, strict=True)]


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
