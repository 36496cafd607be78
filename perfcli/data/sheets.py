"""A repository's records as flat tables: the sheets of a workbook, the files of a csv folder.

A table has a name and headings in English for scripts and in Chinese for people. What is derived (a level one, a
number out of a target, sums) stands beside what it comes from, and is passed over when the tables are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from perfcli.data.dataset import Dataset
from perfcli.formats.tables import Column, Kind, Sheet, Value
from perfcli.framework import framework_for, level_one
from perfcli.labels import LABELS
from perfcli.model import DepartmentGoals, Project, every_checkpoint
from perfcli.summary import summarise
from perfcli.target import read_target

OVERALL = "总体绩效目标"
SAFEGUARD = "工作保障措施"


def _column(record: str, key: str, kind: Kind = "text", width: int = 12, *, name: str = "") -> Column:
    """The column of a record's key; `name` is what it is called in the table where that is not the key."""
    label = LABELS[record][key]
    return Column(name or key, label.chinese, label.english, kind, width)


def _derived(key: str, chinese: str, english: str, kind: Kind = "text", width: int = 12) -> Column:
    """A column that stands beside what it comes from, and is passed over when the table is read again."""
    return Column(key, chinese, english, kind, width, derived=True)


_YEAR = _column("Project", "year", "year", 7)
_UNIT = _column("Project", "unit", width=11)
_CODE = _column("Project", "code", width=25)
_NUMBER = Column("number", "序号", "No.", "count", 6)
_DEPARTMENT = _column("DepartmentGoals", "department", width=10)
_PROJECT = (_YEAR, _UNIT, _CODE)
_GOALS = (_DEPARTMENT, _YEAR)
_AMOUNTS = tuple(_column("Budget", key, "money", 18) for key in ("total", "fiscal", "other"))

COLUMNS: dict[str, tuple[Column, ...]] = {
    "projects": (
        *_PROJECT,
        _derived("unit_name", "单位名称", "Unit name", width=30),
        _column("Project", "name", width=45),
        _column("Project", "template", width=16),
        *_AMOUNTS,
        _column("Project", "purpose", width=50),
    ),
    "goals": (*_PROJECT, _NUMBER, Column("goal", "绩效目标", "Goal", width=80)),
    "indicators": (
        *_PROJECT,
        _NUMBER,
        _derived("level1", "一级指标", "Level one", width=13),
        _column("Indicator", "kind", width=18),
        _column("Indicator", "name", width=28),
        _column("Indicator", "description", width=40),
        _column("Indicator", "target", width=16),
        _column("Indicator", "basis", width=28),
        _derived("operator", "符号", "Operator", width=8),
        _derived("value", "数值", "Value", "number", 12),
        _derived("upper", "上限", "Upper", "number", 12),
        _derived("unit_of_measure", "计量单位", "Unit of measure", width=10),
    ),
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
}
TITLES = {
    "projects": ("项目", "Projects"),
    "goals": ("绩效目标", "Goals"),
    "indicators": ("绩效指标", "Indicators"),
    "spending_plan": ("资金支出计划", "Spending plan"),
    "departments": ("部门与单位", "Departments and units"),
    "functions": ("部门职能", "Functions"),
    "function_indicators": ("职能指标", "Function indicators"),
    "overall": ("总体目标与保障措施", "Overall goals"),
    "summary": ("汇总", "Summary"),
}
"""The tables by name, in their order, with the names that people see on the sheets of a workbook."""

_SUMMARY = (
    _YEAR,
    _UNIT,
    Column("unit_name", "单位名称", "Unit name", width=40),
    Column("projects", "项目数", "Projects", "count", 10),
    Column("total", "预算数", "Total budget", "money", 20),
    Column("fiscal", "财政资金", "Fiscal funds", "money", 20),
    Column("other", "其他资金", "Other funds", "money", 20),
)


def sheets_of(dataset: Dataset, framework: Mapping[int, str]) -> list[Sheet]:
    """Every table of these records; `framework` names the one of each budget year, as the settings do."""
    writers: dict[str, Callable[[], Iterator[tuple[Value, ...]]]] = {
        "projects": lambda: _projects(dataset),
        "goals": lambda: _project_goals(dataset),
        "indicators": lambda: _indicators(dataset, framework),
        "spending_plan": lambda: _plan(dataset),
        "departments": lambda: _departments(dataset),
        "functions": lambda: _functions(dataset),
        "function_indicators": lambda: _function_indicators(dataset),
        "overall": lambda: _overall(dataset),
    }
    sheets = [Sheet(name, *TITLES[name], COLUMNS[name], list(rows())) for name, rows in writers.items()]
    return [*sheets, _summary(dataset)]


def _of(project: Project) -> tuple[Value, ...]:
    return project.year, project.unit, project.code


def _unit_names(dataset: Dataset) -> dict[str, str]:
    return {unit.code: unit.name for entry in dataset.departments for unit in entry.record.units}


def _projects(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    names = _unit_names(dataset)
    for project in (entry.record for entry in dataset.projects):
        amounts = project.budget.total, project.budget.fiscal, project.budget.other
        name = names.get(project.unit, "")
        yield (*_of(project), name, project.name, project.template, *amounts, project.purpose)


def _project_goals(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for project in (entry.record for entry in dataset.projects):
        yield from ((*_of(project), number, goal) for number, goal in enumerate(project.goals, 1))


def _indicators(dataset: Dataset, framework: Mapping[int, str]) -> Iterator[tuple[Value, ...]]:
    for project in (entry.record for entry in dataset.projects):
        name = framework_for(project.year, framework)
        for number, item in enumerate(project.indicators, 1):
            target = read_target(item.target)
            yield (
                *_of(project),
                number,
                level_one(item.kind, name),
                item.kind,
                item.name,
                item.description,
                item.target,
                item.basis,
                *target,
            )


def _plan(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for project in (entry.record for entry in dataset.projects):
        for month in sorted(project.spending_plan):
            yield (*_of(project), month, project.spending_plan[month], project.planned(month))


def _departments(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for department in (entry.record for entry in dataset.departments):
        for unit in department.units:
            yield department.code, department.name, unit.code, unit.name
        if not department.units:
            yield department.code, department.name, "", ""


def _of_goals(goals: DepartmentGoals) -> tuple[Value, ...]:
    return goals.department, goals.year


def _functions(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for goals in (entry.record for entry in dataset.goals):
        for number, function in enumerate(goals.functions, 1):
            yield (*_of_goals(goals), number, function.name, function.goal)


def _function_indicators(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for goals in (entry.record for entry in dataset.goals):
        for function, found in enumerate(goals.functions, 1):
            for number, item in enumerate(found.indicators, 1):
                yield (*_of_goals(goals), function, number, item.name, item.description, item.target)


def _overall(dataset: Dataset) -> Iterator[tuple[Value, ...]]:
    for goals in (entry.record for entry in dataset.goals):
        yield (*_of_goals(goals), OVERALL, 1, "", goals.overall)
        for number, item in enumerate(goals.safeguards, 1):
            yield (*_of_goals(goals), SAFEGUARD, number, item.title, item.text)


def _summary(dataset: Dataset) -> Sheet:
    """Counts and sums by year and unit, and of each year."""
    names = _unit_names(dataset)
    projects = [entry.record for entry in dataset.projects]
    months = every_checkpoint(projects)
    planned = (
        Column(f"planned_{month}", f"{month}月底计划支出", f"Planned by end of month {month}", "money", 20)
        for month in months
    )
    rows: list[tuple[Value, ...]] = []
    for by, label in ((("year", "unit"), ""), (("year",), "合计")):
        for key, sums in summarise(projects, by).items():
            year, unit = key[0], str(key[1]) if len(key) > 1 else ""
            amounts = sums.total, sums.fiscal, sums.other, *(sums.planned[month] for month in months)
            rows.append((year, unit, names.get(unit, label), sums.projects, *amounts))
    return Sheet("summary", *TITLES["summary"], (*_SUMMARY, *planned), rows)
