"""A315."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import without_remark
from perfcli.i18n import noop

VAGUE = noop("{target} cannot be measured: give a number, or say what will be seen when it is reached")


_GRADED = ("等级", "级别", "类别", "档次", "等次", "评级", "评价结果", "考核结果", "评定结果", "考评结果")
_GRADES = frozenset(("优", "优良", "优秀", "良", "良好"))


class VagueTarget(Rule):
    """A target in words that cannot be measured.

    提高, 良好, 效果明显 or 有效改善居住环境 is reached whatever happens. Where no number can be had, say what will
    be seen: a list closed, a rule issued.

    Leaves alone: dates; texts that say something to be checked (a number, a level, 达标, 建成); words beside those
    of the lists `vague_targets`, `vague_degrees` and `vague_nouns`, of which a vague target is made up, alone or
    with one verb of the kind of 提高 and what is to get better; a grade of what is graded (空气质量等级 优良).

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
        target, name = row.indicator.target, without_remark(row.indicator.name)
        if name.endswith(_GRADED) and target.strip().removesuffix("以上").removesuffix("及") in _GRADES:
            return
        if row.target.operator is None and context.words.is_vague(target):
            yield Hit(("target",), VAGUE, {"target": row.indicator.target})
