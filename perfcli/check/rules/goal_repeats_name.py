"""R206."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.check.words import bare
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals
from perfcli.regex import regex

REPEATS = noop("the goal only repeats the name {name}: say what will be different, for whom, by when")

_LEAD = regex(r"^(?:完成|做好|搞好|抓好|实施|推进|推动|开展|保障|加强|强化|指导|执行|确保|落实|规范|组织|负责)+")
_TAIL = regex(r"(?:工作|项目|任务|经费|资金|款|费|工程)+$")


class GoalRepeatsName(Rule):
    """A goal repeats the name of the project, or a function's goal is its name.

    The name says what is done; the goal has to say what it brings about, so that it can be measured.

    Leaves alone: goals that say anything more. A verb in front such as 做好 or 推进 and a word such as 工作 or 项目
    at the end are not more.

    Fails:

        name = "老旧小区改造工作"
        goals = ["做好老旧小区改造工作"]

    Passes:

        name = "老旧小区改造工作"
        goals = ["12栋住宅楼年内完成外墙保温，居民采暖支出下降5%"]

    Source: 财预〔2015〕88号, review of relevance; published texts.
    """

    code = "R206"
    name = "goal-repeats-name"
    severity = "warning"
    nature = "relevance"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Each goal of a project."""
        name = view.project.name
        for index, goal in enumerate(view.project.goals):
            if _same(goal, name):
                yield Hit(("goals", index), REPEATS, {"name": name})

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The goal of each function."""
        for index, function in enumerate(goals.functions):
            if _same(function.goal, function.name):
                yield Hit(("functions", index, "goal"), REPEATS, {"name": function.name})


def _same(goal: str, name: str) -> bool:
    said, named = bare(goal), bare(name)
    if not said or not named:
        return False
    return said == named or _core(said) == _core(named) != ""


def _core(text: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", text))
