"""Which columns of a table tell what of a project: asked once of all rows that have the same columns."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from perfcli.data.parts import AMOUNTS
from perfcli.data.scalars import scalar_keys
from perfcli.model import Indicator, Project

OF_INDICATOR = {{"name": "indicator_name"}.get(key, key): key for key in scalar_keys(Indicator)}
"""The keys of an indicator by the columns of a list."""

OF_PROJECT = {
    {"name": "project_name"}.get(key, key): key for key in scalar_keys(Project) if key not in ("code", "unit", "year")
}
"""The keys of a project that one cell holds by the columns of a list."""

SOURCE = "budget.sources."
"""What the key of a column of further amounts begins with; its label follows."""

_PLAN = "plan_"
_TELLING = ("kind", "indicator_name", "description", "target", "basis")
"""Columns of which a list of indicators has one."""

Labelled = tuple[tuple[str, str], ...]
"""Columns with what their keys say behind their beginning, in the order of the row."""


class RowColumns(msgspec.Struct, frozen=True):
    """The columns of a row by what they tell.

    `texts` and `indicator` are columns with the key that each is of its record and the type of that key, `amounts`
    those of a budget, `months` those that plan for a month; `has_plan` and `has_indicator` say whether a row is part of
    a plan and whether it is one of a list of indicators.
    """

    texts: tuple[tuple[str, str, Any], ...]
    indicator: tuple[tuple[str, str, Any], ...]
    amounts: tuple[str, ...]
    sources: Labelled
    details: Labelled
    indicator_details: Labelled
    months: Labelled
    has_plan: bool
    has_indicator: bool


@lru_cache(100)
def told_by(columns: tuple[str, ...]) -> RowColumns:
    """What rows tell that have these columns."""
    of_project, of_indicator = scalar_keys(Project), scalar_keys(Indicator)
    months = _labelled(columns, _PLAN)
    return RowColumns(
        texts=tuple((column, key, of_project[key]) for column, key in OF_PROJECT.items() if column in columns),
        indicator=tuple(
            (column, OF_INDICATOR[column], of_indicator[OF_INDICATOR[column]])
            for column in columns
            if column in OF_INDICATOR
        ),
        amounts=tuple(name for name in AMOUNTS if name in columns),
        sources=_labelled(columns, SOURCE),
        details=_labelled(columns, "details."),
        indicator_details=_labelled(columns, "indicators.details."),
        months=months,
        has_plan=bool(months) or "month" in columns,
        has_indicator=any(key in columns for key in _TELLING),
    )


def _labelled(columns: tuple[str, ...], begin: str) -> Labelled:
    return tuple((column, column.removeprefix(begin)) for column in columns if column.startswith(begin))
