"""F406."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals

ZERO = noop("the budget is zero: enter the amount, or take the project out")
OF_WHOLE = noop("the budget of the whole is zero: enter the amount, or take [budget] out")


class ZeroBudget(Rule):
    """The budget is zero.

    A project without money has no goals of a budget, and a whole that has a budget has some money.

    Leaves alone: any amount above zero; goals of a department or unit without `[budget]`.

    Fails:

        [budget]
        total = 0.00
        fiscal = 0.00
        other = 0.00

    Passes:

        [budget]
        total = 240000.00
        fiscal = 240000.00
        other = 0.00

    Source: 财预〔2015〕88号, review of feasibility.
    """

    code = "F406"
    name = "zero-budget"
    severity = "warning"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        if not view.project.budget.total:
            yield Hit(("budget", "total"), ZERO)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """A whole that says its budget."""
        if goals.budget and not goals.budget.total:
            yield Hit(("budget", "total"), OF_WHOLE)
