"""R209."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.words import bare
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals

COPIED = noop("{name} with the same description stands under the function {first} already: does it measure both?")
NAMED_TWICE = noop("the function {name} stands here a second time, first as function {first}")


class CopiedFunction(Rule):
    """A function repeats another one of its department: its name, or an indicator with its description.

    An indicator carried over from another function (发文数 under 信访稳定工作) measures that other function.

    Leaves alone: the same name with another description, since 办结率 of another matter is another indicator.

    Fails:

        [[functions]]
        name = "综合事务管理"
        goal = "保障机关高效运转"

        [[functions.indicators]]
        name = "系统发文数"
        description = "当年实际的发文数量"
        target = "≥90份"

        [[functions]]
        name = "信访稳定工作"
        goal = "信访件按期办结"

        [[functions.indicators]]
        name = "系统发文数"
        description = "当年实际的发文数量"
        target = "≥90份"

    Passes:

        [[functions]]
        name = "综合事务管理"
        goal = "保障机关高效运转"

        [[functions.indicators]]
        name = "系统发文数"
        description = "当年实际的发文数量"
        target = "≥90份"

        [[functions]]
        name = "信访稳定工作"
        goal = "信访件按期办结"

        [[functions.indicators]]
        name = "信访件按期办结率"
        description = "按期办结的件数占受理件数的比例"
        target = "≥90%"

    Source: 财预〔2015〕88号, review of relevance; published texts.
    """

    code = "R209"
    name = "copied-function"
    severity = "notice"
    nature = "relevance"

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """Functions beside each other."""
        names: dict[str, int] = {}
        first: defaultdict[tuple[str, str], int] = defaultdict(int)
        for index, function in enumerate(goals.functions):
            earlier = names.setdefault(bare(function.name), index)
            if earlier != index and function.name.strip():
                yield Hit(("functions", index, "name"), NAMED_TWICE, {"name": function.name, "first": earlier + 1})
            for place, row in enumerate(function.indicators):
                said = (bare(row.name), bare(row.description))
                owner = first.setdefault(said, index)
                if owner != index and all(said):
                    values = {"name": row.name, "first": goals.functions[owner].name}
                    yield Hit(("functions", index, "indicators", place, "name"), COPIED, values)
