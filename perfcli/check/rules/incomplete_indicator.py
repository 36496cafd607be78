"""C107."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

MISSING = noop("an indicator without {key}: {name}")

_OF_PROJECT = ("kind", "name", "description", "target", "basis")
_OF_FUNCTION = ("name", "description", "target")


class IncompleteIndicator(Rule):
    """An indicator lacks its kind, name, description, target or basis.

    Every cell of its row in the form has to be filled: what is measured, how, how much of it, and why so much.

    Leaves alone: indicators of functions, whose form has neither kind nor basis, as to these two.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"
        basis = ""

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        description = "完成维修并由住户签字确认的房屋"
        target = "≥120套"
        basis = "年度工作计划"

    Source: 财预〔2015〕88号, review of completeness.
    """

    code = "C107"
    name = "incomplete-indicator"
    severity = "error"
    nature = "completeness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """The five texts of one indicator, the three of a function's."""
        for key in _OF_FUNCTION if row.of_function else _OF_PROJECT:
            if not getattr(row.indicator, key).strip():
                yield Hit((key,), MISSING, {"key": key, "name": row.indicator.name or row.indicator.kind or "?"})
