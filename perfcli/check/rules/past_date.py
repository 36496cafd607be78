"""F410."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.subjects import goals_of
from perfcli.check.views import ProjectView
from perfcli.framework import kind_meant
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals, Indicator
from perfcli.regex import regex
from perfcli.target import read_target

PAST = noop("{target} lies before the budget year {year}: a date left over from an older table?")

GOAL = noop("the goal speaks of {past}, before the budget year {year}: text left over from an older table?")

_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[.\-/][0-9])")

_GOAL_YEAR = regex(r"(?<![0-9〔\[【(（])((?:19|20)[0-9]{2})\s*年(?:度|内|[底末初]|[0-9]{1,2}月)?")
_LOOKS_BACK = regex(
    r"比|较|以来|年度?[末底的]?(?:平均|同期|实际)?水平|[高低优]于(?:19|20)|结转|结余|基础上|基数|历史"
    r"|欠|偿还|清偿|还本|付息|返还|归还|补发|补缴|补付|补拨|兑付|尾款|质保|续建|已|遗留|前期|巩固|考核|始|成立"
    r"|批复|文件|规划|号|往年|起|至今|自|决算"
    r"|整改|审计|年(?:以前|之前|前)[^，。；]{0,6}的|(?:建成|建造|修建|建设|竣工|完工|购置|开工|实施|签订|发生|形成|认定)的"
    r"|(?:根据|依据|按照|针对|参照|结合|对|将)[^，。；]{0,6}(?:19|20)[0-9]{2}"
)
"""What speaks of the past on purpose: 较2019年增长, 2019年结转资金, 自2018年起."""

_TITLE = regex("《[^《》]*》")


class PastDate(Rule):
    """The date of a target, or the year of a goal, lies before the budget year.

    The money of this year cannot bring about what was to be done last year: the table was copied from an older one.

    Leaves alone: dates in the budget year or later; goals that look back on purpose (较2019年增长, 2019年结转资金,
    自2018年起, 偿还2020年贷款), name a document (《2019年养护办法》), or a year that stands in the project's name or
    purpose; years elsewhere but in the target of an indicator of time. Goals of wholes and of their functions are
    judged too.

    Fails:

        [[indicators]]
        kind = "时效指标"
        name = "维修完成时间"
        target = "2020年12月底前"

    Passes:

        [[indicators]]
        kind = "时效指标"
        name = "维修完成时间"
        target = "2021年12月底前"

    Source: 财预〔2015〕88号, review of feasibility.
    """

    code = "F410"
    name = "past-date"
    severity = "warning"
    nature = "feasibility"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """One project."""
        project = view.project
        yield from _of_targets(project.indicators, project.year)
        goals = [(("goals", index), goal) for index, goal in enumerate(project.goals)]
        yield from _of_goals(goals, project.year, f"{project.name}\n{project.purpose}")

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """A whole and its functions."""
        yield from _of_targets(goals.indicators, goals.year)
        yield from _of_goals(goals_of(goals), goals.year, "\n".join(one.name for one in goals.functions))


def _of_targets(indicators: Sequence[Indicator], year: int) -> Iterable[Hit]:
    for index, row in enumerate(indicators):
        if kind_meant(row.kind) == "时效指标" and read_target(row.target).operator is None:
            years = [int(past) for past in _YEAR.findall(_TITLE.sub("", row.target))]
            if years and max(years) < year:
                yield Hit(("indicators", index, "target"), PAST, {"target": row.target, "year": year})


def _of_goals(goals: Iterable[tuple[Key, str]], year: int, known: str) -> Iterable[Hit]:
    """Goals all of whose years are past, where they do not speak of the past."""
    for key, text in goals:
        goal = _TITLE.sub("", text)
        years = _GOAL_YEAR.findall(goal) if "年" in goal and not _LOOKS_BACK.search(goal) else []
        if years and max(map(int, years)) < year and not any(past in known for past in years):
            yield Hit(key, GOAL, {"past": int(max(years)), "year": year})
