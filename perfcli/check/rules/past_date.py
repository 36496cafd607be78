"""F410."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

PAST = noop("{target} lies before the budget year {year}: a date left over from an older table?")

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[.\-/][0-9])")


class PastDate(Rule):
    """The date of a target lies before the budget year.

    The money of this year cannot bring about what was to be done last year: the table was copied from an older one.

    Leaves alone: dates in the budget year or later, and years anywhere but in the target of an indicator of time.

    Fails:

        [[indicators]]
        kind = "时效指标"
        name = "维修完成时间"
        target = "2020年12月底前"

    Passes:

        [[indicators]]
        kind = "时效指标"
        name = "维修完成时间"
        target = "2021年12月底前"

    Source: 财预〔2015〕88号, review of feasibility.
    """

    code = "F410"
    name = "past-date"
    severity = "warning"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        for index, row in enumerate(view.rows):
            if row.target.operator is None and row.indicator.kind == "时效指标":
                years = [int(year) for year in _YEAR.findall(row.indicator.target)]
                if years and max(years) < view.project.year:
                    values: dict[str, str | int] = {"target": row.indicator.target, "year": view.project.year}
                    yield Hit(("indicators", index, "target"), PAST, values)
