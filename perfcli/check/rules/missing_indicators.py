"""C105."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals

NONE = noop("no indicator: the goals cannot be measured")
NO_FUNCTION = noop("no function: part one has at least one, each with its goal and indicators")


class MissingIndicators(Rule):
    """A project or a function has no indicator, or a department no function.

    A goal without an indicator cannot be watched during the year nor scored after it.

    Leaves alone: how many there are, once there is one; which kinds are missing is C103. A department or unit whose
    whole has indicators on a form of its own (整体支出绩效目标表) needs no function.

    Fails:

        indicators = []

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥120套"

    Source: 财预〔2015〕88号, review of completeness.
    """

    code = "C105"
    name = "missing-indicators"
    severity = "error"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The indicators of a project."""
        return () if view.rows else (Hit(("indicators",), NONE),)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The functions of a department and their indicators."""
        if not goals.functions and not goals.indicators:
            yield Hit(("indicators",), NONE) if goals.unit else Hit(("functions",), NO_FUNCTION)
        for index, function in enumerate(goals.functions):
            if not function.indicators:
                yield Hit(("functions", index, "indicators"), NONE)
