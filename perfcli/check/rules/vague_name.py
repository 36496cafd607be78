"""A319."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import bare, without_remark
from perfcli.i18n import noop
from perfcli.regex import regex

VAGUE = noop("{name} fits every project: name what is counted here")
WISH = noop("{name} is a wish, not something to measure: name what is counted")

_STATES = ("情况", "进度", "状况", "程度", "进展")
_SHARE = regex(r"占|除以|[/／÷]|之比")


class VagueName(Rule):
    """A level-three name that does not say what is measured.

    及时性 or 达标 fits every project; 提高工作效率 is a wish. A name is what is counted: 住户报修响应时间.

    Leaves alone: names that are not in the list `vague_names`, and names that begin with a word of `goal_verbs` but
    end as a measure does (保障办公人员数量) or as a state that words tell
    (按月度计划推进情况 按计划推进), or have a target that is counted (维护及时性 <24小时, 促进就业 ≥200人) without
    ending in what cannot be (效率, 水平). Names whose description says of what whole the value is a part (占, 除以, /).

    Fails:

        [[indicators]]
        kind = "时效指标"
        name = "及时性"

    Passes:

        [[indicators]]
        kind = "时效指标"
        name = "住户报修响应时间"
        target = "≤24小时"

    Source: 财预〔2015〕88号, review of relevance (refined and quantified); published texts.
    """

    code = "A319"
    name = "vague-name"
    severity = "notice"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        name = without_remark(row.indicator.name)
        if _SHARE.search(row.indicator.description):
            return
        nouns = tuple(context.words["vague_nouns"])
        is_counted = row.target.operator is not None and not row.is_percent and not name.endswith(nouns)
        wish = (
            not row.measure
            and not is_counted
            and not (row.target.operator is None and name.endswith(_STATES))
            and name.startswith(tuple(context.words["goal_verbs"]))
        )
        if name and (wish or bare(name) in context.words["vague_names"]):
            yield Hit(("name",), WISH if wish else VAGUE, {"name": row.indicator.name})
