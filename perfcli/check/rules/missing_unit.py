"""A316."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.direction import without_remark
from perfcli.i18n import noop
from perfcli.regex import regex

NO_UNIT = noop("{target} has no unit: write what is counted, such as % or 套")
HALF = noop("{unit} in {target} is half a unit: write of what, such as 万元 or 万人次")

_PLAIN = regex(r"(?:指数|系数|[Pp][Uu][Ee]|[Pp][Hh]|酸碱度|(?<![占分同环])比)值?$")
"""Names of what has no unit: an index, a coefficient, the ratio of two amounts."""

_MAGNITUDES = ("十", "百", "千", "万", "十万", "百万", "千万", "亿")


class MissingUnit(Rule):
    """A number without a unit, or with half of one.

    ≥90 of what: percent, households, yuan? ≤250万 and ≤500/人 of what? The form's system asks for a unit with
    every number.

    Leaves alone: zero, targets in words or dates, a unit in brackets at the end of the name or of the target (面积(亩),
    24.00（万元）), and what has no unit: names that end in 指数, 系数, 比, PUE or pH值.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: what the form's system checks.
    """

    code = "A316"
    name = "missing-unit"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target, unit = row.indicator.target, (row.target.unit or "").strip()
        if row.target.operator is None or not row.target.value or (unit and not _is_half(unit)):
            return
        if context.words.unit_in_name(row.indicator.name) or context.words.unit_in_name(target):
            return
        if not unit and not _PLAIN.search(without_remark(row.indicator.name)):
            yield Hit(("target",), NO_UNIT, {"target": target})
        elif unit:
            yield Hit(("target",), HALF, {"unit": unit, "target": target})


def _is_half(unit: str) -> bool:
    """Whether a unit says how many of what, or for each of what, and not of what: 万, /人."""
    return unit in _MAGNITUDES or (unit[0] in "/／" and "元" not in unit)
