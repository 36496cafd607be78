"""Our own flat tables of records: the sheets of a workbook, the files of a csv folder, and the columns of each.

A table has a name and headings in English for scripts and in Chinese for people. A key of a record that one cell
holds has its column by itself: what no table named from the beginning stands at the end of its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfcli.data.progress_tables import PROGRESS, PROGRESS_TITLES
from perfcli.data.scalars import KINDS, scalar_keys
from perfcli.formats.tables import KEPT, Column, Kind
from perfcli.labels import LABELS
from perfcli.model import (
    Budget,
    Department,
    DepartmentGoals,
    Function,
    FunctionIndicator,
    Indicator,
    Project,
    Record,
    Safeguard,
    Unit,
)

OVERALL = "总体绩效目标"
SAFEGUARD = "工作保障措施"


def _column(record: str, key: str, kind: Kind = "text", width: int = 12, *, name: str = "") -> Column:
    """The column of a record's key; `name` is what it is called in the table where that is not the key."""
    label = LABELS[record][key]
    return Column(name or key, label.chinese, label.english, kind, width)


def _derived(key: str, chinese: str, english: str, kind: Kind = "text", width: int = 12) -> Column:
    """A column that stands beside what it comes from, and is passed over when the table is read again."""
    return Column(key, chinese, english, kind, width, derived=True)


_YEAR = _column("Project", "year", "year", 6)
_UNIT = _column("Project", "unit", width=10)
_CODE = _column("Project", "code", width=24)
_NUMBER = Column("number", "序号", "No.", "count", 6)
_DEPARTMENT = _column("DepartmentGoals", "department", width=10)
_PROJECT = (_YEAR, _UNIT, _CODE)
_GOALS = (_DEPARTMENT, _YEAR)
_OWN_GOALS = (*_GOALS, _UNIT)
_AMOUNTS = tuple(_column("Budget", key, "money", 17) for key in ("total", "fiscal", "other"))
_GOAL = Column("goal", "绩效目标", "Goal", width=80)
_INDICATOR = (
    _NUMBER,
    _derived("level1", "一级指标", "Level one", width=11),
    _column("Indicator", "kind", width=15),
    _column("Indicator", "name", width=20),
    _column("Indicator", "description", width=24),
    _column("Indicator", "target", width=13),
    _column("Indicator", "basis", width=18),
    _derived("operator", "符号", "Operator", width=6),
    _derived("value", "数值", "Value", "number", 9),
    _derived("upper", "上限", "Upper", "number", 7),
    _derived("unit_of_measure", "计量单位", "Unit of measure", width=9),
)
_DETAIL = (
    Column("number", "指标序号", "Indicator no.", "count", 10),
    Column("label", "栏目", "Label", width=20),
    Column("value", "内容", "Value", width=60),
    Column("place", "顺序", "Place", "count", 8),
)
_SOURCE = (Column("label", "资金来源", "Source", width=24), Column("amount", "金额", "Amount", "money", 18))

_BEGUN: dict[str, tuple[Column, ...]] = {
    "projects": (
        *_PROJECT,
        _derived("unit_name", "单位名称", "Unit name", width=20),
        _column("Project", "name", width=28),
        _column("Project", "template", width=14),
        *_AMOUNTS,
        _column("Project", "purpose", width=32),
    ),
    "goals": (*_PROJECT, _NUMBER, _GOAL),
    "indicators": (*_PROJECT, *_INDICATOR),
    "spending_plan": (
        *_PROJECT,
        Column("month", "月份", "Month", "count", 7),
        Column("percent", "累计支出比例", "Cumulative share", "percent", 14),
        _derived("planned", "计划累计支出", "Planned spending", "money", 18),
    ),
    "departments": (
        _DEPARTMENT,
        _column("Department", "name", width=36, name="department_name"),
        _UNIT,
        _column("Unit", "name", width=40, name="unit_name"),
    ),
    "functions": (
        *_GOALS,
        _NUMBER,
        _column("Function", "name", width=30),
        _column("Function", "goal", width=80),
    ),
    "function_indicators": (
        *_GOALS,
        Column("function", "职能序号", "Function no.", "count", 10),
        _NUMBER,
        _column("FunctionIndicator", "name", width=30),
        _column("FunctionIndicator", "description", width=60),
        _column("FunctionIndicator", "target", width=16),
    ),
    "overall": (
        *_GOALS,
        Column("part", "类别", "Part", width=16),
        _NUMBER,
        _column("Safeguard", "title", width=24),
        _column("Safeguard", "text", width=100),
    ),
    "details": (*_PROJECT, *_DETAIL),
    "sources": (*_PROJECT, *_SOURCE),
    "overall_goals": (*_OWN_GOALS, _NUMBER, _GOAL),
    "overall_indicators": (*_OWN_GOALS, *_INDICATOR),
    "overall_details": (*_OWN_GOALS, *_DETAIL),
    "overall_sources": (*_OWN_GOALS, *_SOURCE),
}
"""The columns that each table has had from the beginning."""

LEAST = {name: len(columns) for name, columns in (_BEGUN | PROGRESS).items()}
"""How many columns a table has at least: a file that an older perf exported has no more."""

OWN_SINCE = {"level1": "weight"}
"""A derived column that tells a record's own key too, and the column without which it is derived alone."""

_PROJECT_NAME = Column("project_name", "项目名称", "Project name", width=20, derived=True, behind="code")
NAMING = ("goals", "indicators", "spending_plan", "details", "sources")
"""The tables of parts of projects: their rows name the project beside its code, for people."""

_ADDED: dict[str, tuple[Column, ...]] = {
    "goals": (_column("Indicator", "term", width=8),),
    "functions": (_UNIT,),
    "function_indicators": (_UNIT,),
    "overall": (_UNIT, *_AMOUNTS),
}
RENAMED: dict[type[Record], dict[str, str]] = {
    Department: {"code": "department", "name": "department_name"},
    Unit: {"code": "unit", "name": "unit_name"},
}
"""What keys of a record are called in a table that another's keys of that name stand in."""

RECORDS: dict[str, tuple[type[Record], ...]] = {
    "projects": (Project, Budget),
    "indicators": (Indicator,),
    "departments": (Department, Unit),
    "functions": (Function,),
    "function_indicators": (FunctionIndicator,),
    "overall": (DepartmentGoals, Budget, Safeguard),
    "overall_indicators": (Indicator,),
}
"""The records of which a table has a column for every key that one cell holds."""

_BESIDE = {("overall", "overall")}
"""Table and key of what stands under another column: the overall goal is a text of its part."""


def _following(name: str, columns: Sequence[Column]) -> Iterator[Column]:
    """The columns of all keys of a table's records that it has none for."""
    known = {column.key for column in columns}
    for record in RECORDS.get(name, ()):
        for key, kind in scalar_keys(record).items():
            called = RENAMED.get(record, {}).get(key, key)
            if called not in known and (name, key) not in _BESIDE:
                width = _CODE.width if key == "previous" else 9
                yield _column(record.__name__, key, KINDS[kind], width, name=called)


def _whole(name: str) -> tuple[Column, ...]:
    columns = (*_BEGUN[name], *_ADDED.get(name, ()))
    named = (_PROJECT_NAME,) if name in NAMING else ()
    return (*columns, *_following(name, columns), *named)


def as_people_read(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns in the order of a workbook: one that belongs behind another stands there."""
    followers = [column for column in columns if column.behind]
    ordered = []
    for column in (column for column in columns if not column.behind):
        ordered += [column, *(follower for follower in followers if follower.behind == column.key)]
    return tuple(ordered)


def _kept(key: str, kind: Kind = "text") -> Column:
    heading = KEPT + key
    return Column(heading, heading, heading, kind, derived=True)


RECORDED = "recorded"
"""Under what name an indicator of the year is recorded: where it was renamed, what its rows of progress are of."""

_KEPT_NUMBER = _kept("number", "count")
_KEPT_OF_INDICATORS = (_kept("level1"), _kept("kind"), _kept("target"), _KEPT_NUMBER)
KEPT_COLUMNS = {
    "projects": (_kept("name"),),
    "indicators": (*_KEPT_OF_INDICATORS, _kept(RECORDED)),
    "spending_plan": (_kept("percent", "percent"), _kept("planned", "money")),
    "functions": (_KEPT_NUMBER,),
    "function_indicators": (_kept("function", "count"),),
    "details": (_KEPT_NUMBER,),
    "overall_indicators": _KEPT_OF_INDICATORS,
    "overall_details": (_KEPT_NUMBER,),
    "monitoring": (_kept("date"),),
}
"""Hidden columns of a workbook: by them one sees which of two cells that say the same thing was edited, or moved."""

COLUMNS = {name: _whole(name) for name in _BEGUN} | PROGRESS
TITLES = {
    "projects": ("项目", "Projects"),
    "goals": ("绩效目标", "Goals"),
    "indicators": ("绩效指标", "Indicators"),
    "spending_plan": ("资金支出计划", "Spending plan"),
    "departments": ("部门与单位", "Departments and units"),
    "functions": ("部门职能", "Functions"),
    "function_indicators": ("职能指标", "Function indicators"),
    "overall": ("总体目标与保障措施", "Overall goals"),
    "details": ("其他内容", "Details"),
    "sources": ("资金来源", "Sources"),
    "overall_goals": ("整体绩效目标", "Own goals"),
    "overall_indicators": ("整体绩效指标", "Own indicators"),
    "overall_details": ("整体其他内容", "Own details"),
    "overall_sources": ("整体资金来源", "Own sources"),
    **PROGRESS_TITLES,
    "summary": ("汇总", "Summary"),
}
"""The tables by name, in their order, with the names that people see on the sheets of a workbook."""

SUMMARY = (
    _YEAR,
    _UNIT,
    Column("unit_name", "单位名称", "Unit name", width=40),
    Column("projects", "项目数", "Projects", "count", 10),
    Column("total", "预算数", "Total budget", "money", 20),
    Column("fiscal", "财政资金", "Fiscal funds", "money", 20),
    Column("other", "其他资金", "Other funds", "money", 20),
)
"""The first columns of the summary; one for each month that a project plans for follows."""


def planned_column(month: int) -> Column:
    """The column of the summary for what is planned by the end of a month."""
    return Column(f"planned_{month}", f"{month}月底计划支出", f"Planned by end of month {month}", "money", 20)
