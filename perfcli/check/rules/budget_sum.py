"""F401."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.budgets import unexplained
from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.model import Budget, DepartmentGoals

SUM = noop("the total {total} is not fiscal plus other funds, which are {sum}")


class BudgetSum(Rule):
    """The total is not fiscal funds plus other funds.

    All sums of the department and the published table go by these three amounts.

    Leaves alone: a rest that further sources of the money make up (`[budget.sources]`); else nothing: the three are
    exact to the 分.

    Fails:

        [budget]
        total = 240000.00
        fiscal = 200000.00
        other = 0.00

    Passes:

        [budget]
        total = 240000.00
        fiscal = 200000.00
        other = 40000.00

    Source: the form (预算数 = 财政资金 + 其他资金).
    """

    code = "F401"
    name = "budget-sum"
    severity = "error"
    nature = "feasibility"

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The budget of a whole, where it has one."""
        return _hits(goals.budget) if goals.budget else ()

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        return _hits(view.project.budget)


def _hits(budget: Budget) -> Iterable[Hit]:
    if unexplained(budget):
        values = {"total": f"{budget.total:f}", "sum": f"{budget.fiscal + budget.other:f}"}
        yield Hit(("budget", "total"), SUM, values)
