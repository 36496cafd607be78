"""A315."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop

VAGUE = noop("{target} cannot be measured: give a number, or say what will be seen when it is reached")


class VagueTarget(Rule):
    """A target in words that cannot be measured.

    提高, 良好, 效果明显 or 有效改善居住环境 is reached whatever happens. Where no number can be had, say what will
    be seen: a list closed, a rule issued.

    Leaves alone: dates; texts that say something to be checked (a number, a level, 达标, 建成); words beside those
    of the lists `vague_targets`, `vague_degrees` and `vague_nouns`, of which a vague target is made up, alone or
    with one verb of the kind of 提高 and what is to get better.

    Fails:

        [[indicators]]
        kind = "社会效益指标"
        name = "住户居住条件"
        target = "有所改善"

    Passes:

        [[indicators]]
        kind = "社会效益指标"
        name = "住户居住条件改善户数"
        target = "≥120户"

    Source: 财预〔2015〕88号, review of appropriateness (a target that cannot be measured).
    """

    code = "A315"
    name = "vague-target"
    severity = "notice"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        if row.target.operator is None and context.words.is_vague(row.indicator.target):
            yield Hit(("target",), VAGUE, {"target": row.indicator.target})
