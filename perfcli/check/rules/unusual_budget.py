"""F407."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.i18n import noop

ABOVE = noop("{total} yuan is more than {factor} times the middle of the unit's budgets ({median}): a digit too many?")
BELOW = noop("{total} yuan is less than a {factor}th of the middle of the unit's budgets ({median}): in 万元, not 元?")


class UnusualBudget(Rule):
    """A budget far outside what the unit's others are.

    Most often an amount in 万元 where 元 is meant, or a digit too many.

    Leaves alone: units with fewer than `outlier_projects` other projects in the year (5), amounts within
    `outlier_factor` times (20) the median, and budgets of zero (F406).

    Fails:

        # six projects of a unit about 240000.00
        [budget]
        total = 24.00
        fiscal = 24.00
        other = 0.00

    Passes:

        # six projects of a unit about 240000.00
        [budget]
        total = 900000.00
        fiscal = 900000.00
        other = 0.00

    Source: 财预〔2015〕88号, review of appropriateness of money; numbers are settings.
    """

    code = "F407"
    name = "unusual-budget"
    severity = "notice"
    nature = "feasibility"
    goes_by = ("year", "unit", "total")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its unit in its year."""
        return (f"unit {fact.year} {fact.unit}",)

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """The projects of a unit in a year beside each other."""
        factor = context.check.outlier_factor
        groups: defaultdict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.total:
                groups[fact.year, fact.unit].append(fact)
        for group in groups.values():
            if len(group) <= context.check.outlier_projects or factor <= 1:
                continue
            middle = median(fact.total for fact in group)
            for fact in group:
                if fact.total > middle * factor or fact.total * factor < middle:
                    values = {"total": _yuan(fact.total), "factor": f"{factor:g}", "median": _yuan(middle)}
                    yield fact, Hit(("budget", "total"), ABOVE if fact.total > middle else BELOW, values)


def _yuan(fen: float) -> str:
    return f"{int(fen) // 100}.{int(fen) % 100:02}"
