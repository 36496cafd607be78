"""D519."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal

from perfcli.amounts import read_amount
from perfcli.changes import Difference, as_adjusted
from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import RecordView
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.keys import indicator_names, named_differences
from perfcli.model import Project
from perfcli.progress import Progress

CHANGED = noop("{key} was changed after approval, and no adjustment says so: {before} → {after}")


_LONGEST = 60
_OTHERS = ("unit", "template", "previous")


class UnadjustedChange(Rule):
    """An approved project was changed, and no adjustment says so.

    Approved goals change by an approved adjustment alone, of which the old value, the new one and the reason are kept.
    What was approved is the project as in the git revision that `[approved]` of perf.toml names for its year;
    `adjusted` of its progress file is its total since then.

    Leaves alone: years without such a revision; projects that are new since then; what an adjustment names; the
    level one of a kind; the order of indicators.

    Fails:

        # approved with purpose = "用于屋面防水"

    Passes:

        # approved with purpose = "用于屋面防水"
        [[adjustments]]
        date = 2021-08-20
        reason = "增加水电管线"

        [[adjustments.changes]]
        key = "purpose"
        before = "用于屋面防水"
        after = "用于404公租房屋面防水、水电管线的维修"

    Source: 中发〔2018〕34号: approved goals are not changed without an approved adjustment.
    """

    code = "D519"
    name = "unadjusted-change"
    severity = "warning"
    nature = "data"

    def record(self, view: RecordView, context: Context) -> Iterable[Hit]:
        """One project beside the one that was approved."""
        if not view.is_approved or not view.is_readable:
            return
        approved = view.approved or view.project
        adjusted = list(_adjusted(view.progress))
        for difference in [*named_differences(approved, view.project), *_total(approved, view.progress)]:
            if difference.is_order or difference.key in _OTHERS or difference.key.endswith(".level1"):
                continue
            if not any(_is_meant(difference, key, after) for key, after in adjusted):
                values = {"key": difference.key, "before": _short(difference.before), "after": _short(difference.after)}
                yield Hit(_place(difference.key, view.project), CHANGED, values)


def _total(approved: Project, progress: Progress | None) -> Iterator[Difference]:
    """The total that is recorded as adjusted, which stands beside the budget."""
    if progress is not None and progress.adjusted not in (None, approved.budget.total):
        yield Difference("budget.total", approved.budget.total, progress.adjusted)


def _adjusted(progress: Progress | None) -> Iterator[tuple[str, str]]:
    for adjustment in progress.adjustments if progress else ():
        yield from ((change.key, change.after) for change in adjustment.changes)


def _is_meant(difference: Difference, key: str, after: str) -> bool:
    """Whether an adjustment says a change: the same value under the same key, of whatever indicator or place.

    One of an indicator as a whole says that it is gone.
    """
    if _kind(key) == "indicators[]" and not after and difference.after is None:
        return _kind(difference.key).startswith("indicators[].")
    if _kind(key) != _kind(difference.key):
        return False
    return after == as_adjusted(difference.after) or (key == "budget.total" and _is_amount(after, difference.after))


def _is_amount(text: str, amount: Decimal) -> bool:
    with suppress(PerfError):
        return read_amount(text) == amount
    return False


def _kind(key: str) -> str:
    """A key without what stands in brackets: an indicator may be called otherwise since, a goal stand elsewhere."""
    return re.sub(r"\[.*\]", "[]", key)


def _short(value: object) -> str:
    text = as_adjusted(value).replace("\n", "⏎") or _("(nothing)")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _place(key: str, project: Project) -> Key:
    """Where a key stands in the project's file; what is gone is told at its table."""
    parts = re.fullmatch(r"([a-z_]+)(?:\[(.*)\])?(?:\.(.*))?", key)
    if parts is None:
        return ()
    top, picked, rest = parts.groups()
    if top == "indicators":
        names = indicator_names(project.indicators)
        at = (names.index(picked),) if picked in names else ()
        return (top, *at, *((rest,) if at and rest else ()))
    if picked is not None:
        return (top, int(picked) - 1) if picked.isdecimal() else (top,)
    return (top, rest) if rest else (top,)
