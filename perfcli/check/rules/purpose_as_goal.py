"""R207."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.subjects import goals_of
from perfcli.check.views import ProjectView
from perfcli.check.words import bare
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals

PURPOSE = noop("this goal says what the money is spent on, not what it brings about")


class PurposeAsGoal(Rule):
    """A goal says what the money is for.

    What money is spent on belongs to the purpose; a goal names the result that indicators can measure. Goals of wholes
    and of functions are judged too.

    Leaves alone: goals that do not begin with 用于 and are not the purpose word for word.

    Fails:

        goals = ["用于公租房屋面防水和水电管线的维修施工"]

    Passes:

        goals = ["报修房屋当年全部修复，屋面不再渗漏"]

    Source: 财预〔2015〕88号, review of relevance; published texts.
    """

    code = "R207"
    name = "purpose-as-goal"
    severity = "warning"
    nature = "relevance"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Each goal of a project."""
        purpose = bare(view.project.purpose)
        for index, goal in enumerate(view.project.goals):
            if _is_use(goal) or (purpose and bare(goal) == purpose):
                yield Hit(("goals", index), PURPOSE)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The goals of a whole and of its functions."""
        for key, goal in goals_of(goals):
            if _is_use(goal):
                yield Hit(key, PURPOSE)


def _is_use(goal: str) -> bool:
    return goal.lstrip().startswith("用于")
