"""F410."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.regex import regex

PAST = noop("{target} lies before the budget year {year}: a date left over from an older table?")

GOAL = noop("the goal speaks of {past}, before the budget year {year}: text left over from an older table?")

_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})\s*(?:年|[.\-/][0-9])")

_GOAL_YEAR = regex(r"(?<![0-9〔\[【(（])((?:19|20)[0-9]{2})\s*年(?:度|内|[底末初]|[0-9]{1,2}月)?")
_LOOKS_BACK = regex(
    r"比|较|以来|结转|结余|基础上|基数|历史|欠|尾款|质保|续建|已|遗留|前期|巩固|考核|始|成立|批复|文件|规划|号|往年|起|至今|自|决算"
    r"|整改|审计|(?:建成|竣工|完工|购置|开工|实施|签订|发生|形成|认定)的"
    r"|(?:根据|依据|按照|针对|参照|结合|对|将)[^，。；]{0,6}(?:19|20)[0-9]{2}"
)
"""What speaks of the past on purpose: 较2019年增长, 2019年结转资金, 自2018年起."""


class PastDate(Rule):
    """The date of a target, or the year of a goal, lies before the budget year.

    The money of this year cannot bring about what was to be done last year: the table was copied from an older one.

    Leaves alone: dates in the budget year or later; goals that look back on purpose (较2019年增长, 2019年结转资金,
    自2018年起), name a document, or a year that stands in the project's name or purpose; years elsewhere but in the
    target of an indicator of time.

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
        for index, row in enumerate(view.rows):
            if row.target.operator is None and row.kind == "时效指标":
                years = [int(year) for year in _YEAR.findall(row.indicator.target)]
                if years and max(years) < view.project.year:
                    values: dict[str, str | int] = {"target": row.indicator.target, "year": view.project.year}
                    yield Hit(("indicators", index, "target"), PAST, values)
        yield from self._goals(view)

    def _goals(self, view: ProjectView) -> Iterable[Hit]:
        """Goals all of whose years are past, where they do not speak of the past."""
        project = view.project
        known = f"{project.name}\n{project.purpose}"
        for index, goal in enumerate(project.goals):
            years = _GOAL_YEAR.findall(goal) if "年" in goal and not _LOOKS_BACK.search(goal) else []
            if years and max(map(int, years)) < project.year and not any(year in known for year in years):
                yield Hit(("goals", index), GOAL, {"past": int(max(years)), "year": project.year})
