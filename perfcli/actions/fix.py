"""`perf check --fix`: the files that fixes change, and writing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from perfcli.actions.approval import Approvals
from perfcli.actions.check import Reviewer
from perfcli.actions.looking import no_progress
from perfcli.check.fixing import fixed
from perfcli.check.places import place_of
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.repository import Repository
from perfcli.writing import Change, locked, write_changes


class FixedFile(msgspec.Struct, frozen=True):
    """A file whose text fixes change: its path below the root, before and after."""

    path: str
    before: bytes
    after: bytes


def fix_files(reviewer: Reviewer, *, unsafe: bool, progress: Progress = no_progress) -> Iterator[FixedFile | PerfError]:
    """Every file that fixes change, with what it becomes; an error for one whose layout does not allow it."""
    with reviewer.review(progress) as review:
        allowed = review.may_be_fixed(unsafe=unsafe)
        paths = review.fixable_paths()
    approvals = Approvals(reviewer.repository)
    for path in paths:
        before = reviewer.repository.content(path)
        try:
            after = fixed(reviewer.checker, path, before, allowed)
        except PerfError as error:
            yield PerfError(f"{path}: {error.message}", hint=error.hint)
            continue
        if after != before and _is_approved(approvals, path):
            yield PerfError(
                _("{path}: its goals are approved and are not mended").format(path=path),
                hint=_("`perf set … --reason` changes them by an adjustment."),
            )
        elif after != before:
            yield FixedFile(path, before, after)


def _is_approved(approvals: Approvals, path: str) -> bool:
    place = place_of(path)
    if place is not None and place.kind == "project":
        return approvals.holds(int(place.keys["year"]), str(place.keys["code"]))
    if place is not None and place.kind == "goals":
        return approvals.holds_goals(int(place.keys["year"]), str(place.keys.get("department") or place.keys["unit"]))
    return False


def write_fixed(repository: Repository, mended: Iterable[FixedFile]) -> None:
    """Write what fixes change, none of the files where one was changed since it was read."""
    with locked(repository.root):
        write_changes(
            repository.root, [Change(repository.root / file.path, file.before, file.after) for file in mended]
        )
