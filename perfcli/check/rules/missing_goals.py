"""C102."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

NO_GOAL = noop("no goal: say in `goals` what the money brings about")


class MissingGoals(Rule):
    """A project has no goal.

    Goals are what the indicators measure and the money is granted for; without one nothing else can be reviewed.

    Leaves alone: projects with at least one entry in `goals`; an empty entry among them is C101.

    Fails:

        goals = []

    Passes:

        goals = ["保障公租房正常使用，及时修复住户报修的房屋"]

    Source: 财预〔2015〕88号, review of completeness.
    """

    code = "C102"
    name = "missing-goals"
    severity = "error"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The list of goals."""
        return () if view.project.goals else (Hit(("goals",), NO_GOAL),)
