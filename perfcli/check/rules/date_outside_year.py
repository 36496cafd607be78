"""D518."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop

OUTSIDE = noop("{date} is not in the budget year {year}")
TWICE = noop("a monitoring of {date} is recorded twice")


class DateOutsideYear(Rule):
    """A monitoring is dated outside of its budget year, or two are of one date.

    Money and progress are compared with how far the year is: another year's date makes every light wrong.

    Leaves alone: the dates of adjustments, which may be entered later.

    Fails:

        [[monitoring]]
        date = 2020-07-31

    Passes:

        [[monitoring]]
        date = 2021-07-31

    Source: 财预〔2019〕136号.
    """

    code = "D518"
    name = "date-outside-year"
    severity = "warning"
    nature = "data"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """The date of each monitoring."""
        known: set[str] = set()
        for at, one in enumerate(view.progress.monitoring):
            date = one.date.isoformat()
            if one.date.year != view.progress.year:
                yield Hit(("monitoring", at, "date"), OUTSIDE, {"date": date, "year": view.progress.year})
            if date in known:
                yield Hit(("monitoring", at, "date"), TWICE, {"date": date})
            known.add(date)
