"""A307."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex

ALL = noop("{target}: no part of a whole passes 100%, so write =100%")

_SIGN = regex(r"\s*(?:≥|≧|⩾|>=|＞＝|>＝|＞=)\s*")


class AtLeastAll(Rule):
    """≥100% where =100% is meant.

    Of a part of a whole there is no more than 100%: a target that allows more reads as if there were.

    Leaves alone: names that can pass 100%, such as those with 增长, 产销 or 倍 (`over_whole`) and 完成率, and
    upper bounds. The fix writes =
    where the target begins with the sign.

    Fails:

        [[indicators]]
        kind = "质量指标"
        name = "施工质量合格率"
        target = "≥100%"

    Passes:

        [[indicators]]
        kind = "质量指标"
        name = "施工质量合格率"
        target = "=100%"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A307"
    name = "at-least-all"
    severity = "warning"
    nature = "appropriateness"
    fixable = True

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target, indicator = row.target, row.indicator
        if target.operator != "≥" or target.value != 100 or not row.is_percent or row.measure not in ("", "ratio"):
            return
        if not context.words.can_pass_all(indicator.name):
            written = _SIGN.match(indicator.target)
            fix = Fix(f"={indicator.target[written.end() :]}") if written else None
            yield Hit(("target",), ALL, {"target": indicator.target}, fix)
