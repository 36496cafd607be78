"""R208."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.check.words import bare
from perfcli.i18n import noop

GOAL = noop("the level-three name {name} is goal {number} word for word: name what is counted to see it reached")


class GoalAsIndicator(Rule):
    """A level-three name is one of the goals word for word.

    An indicator measures a goal; a goal written a second time measures nothing.

    Leaves alone: names that say anything else than a goal does.

    Fails:

        goals = ["小区环境得到有效改善"]

        [[indicators]]
        kind = "生态效益指标"
        name = "小区环境得到有效改善"

    Passes:

        goals = ["小区环境得到有效改善"]

        [[indicators]]
        kind = "生态效益指标"
        name = "新增小区绿地面积"

    Source: 财预〔2015〕88号, review of relevance (refined and quantified); published texts.
    """

    code = "R208"
    name = "goal-as-indicator"
    severity = "notice"
    nature = "relevance"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Each name against the goals."""
        goals = {bare(goal): number for number, goal in enumerate(view.project.goals, 1)}
        for index, row in enumerate(view.rows):
            name = row.indicator.name
            number = goals.get(bare(name)) if name.strip() else None
            if number:
                yield Hit(("indicators", index, "name"), GOAL, {"name": name, "number": number})
