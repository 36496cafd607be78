"""A310."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import bare
from perfcli.i18n import noop

NOTHING = noop("the description {description} says nothing about the value: say what is counted, and of what")


class EmptyDescription(Rule):
    """The description says nothing about the value.

    问卷调查 or 按计划完成 fits every indicator of every project, and a text of two or three characters none.

    Leaves alone: texts that are not in the list `empty_descriptions` word for word and have `shortest_description`
    characters or more (4), and those that repeat the name (A309).

    Fails:

        [[indicators]]
        kind = "服务对象满意度指标"
        name = "住户对维修服务满意度"
        description = "问卷调查"

    Passes:

        [[indicators]]
        kind = "服务对象满意度指标"
        name = "住户对维修服务满意度"
        description = "维修回访中选择满意和较满意的住户占回访住户的比例"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A310"
    name = "empty-description"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        name, description = row.indicator.name, row.indicator.description
        said = bare(description)
        is_empty = said in context.words["empty_descriptions"] or len(said) < context.check.shortest_description
        if is_empty and description.strip() and not context.words.repeats(name, description):
            yield Hit(("description",), NOTHING, {"description": description})
