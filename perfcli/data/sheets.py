"""A repository's records as rows of our own tables.

What is derived (a level one, a number out of a target, sums) stands beside what it comes from, and is passed over when
the tables are read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from perfcli.data.choices import as_people_see_them
from perfcli.data.dataset import Dataset
from perfcli.data.progress_sheets import progress_rows
from perfcli.data.progress_tables import PROGRESS
from perfcli.data.scalars import scalars
from perfcli.data.tables import COLUMNS, OVERALL, RECORDED, RENAMED, SAFEGUARD, SUMMARY, TITLES, planned_column
from perfcli.formats.tables import KEPT, Column, Sheet, Value
from perfcli.framework import framework_for, level_one
from perfcli.model import LONG_TERM, DepartmentGoals, Details, Indicator, Project, Record, every_checkpoint
from perfcli.progress import names_of
from perfcli.summary import summarise
from perfcli.target import read_target

Row = dict[str, Value]
"""The cells of a row by the keys of their columns; the others are empty."""

Writer = Callable[[Dataset, Mapping[int, str]], Iterator[Row]]


def sheets_of(
    dataset: Dataset,
    framework: Mapping[int, str],
    table: str = "",
    *,
    for_people: bool = False,
    is_workbook: bool = False,
) -> list[Sheet]:
    """Every table of these records; `framework` names the one of each budget year, as the settings do.

    Those of what became of them are left out where nothing is recorded, unless `table` is one of them.

    `for_people` they stand in the order in which people read them, with the usual words of their cells; a workbook
    keeps in hidden columns what stands in it now.
    """
    writers: dict[str, Writer] = {
        "projects": _projects,
        "goals": _project_goals,
        "indicators": _project_indicators,
        "spending_plan": _plan,
        "departments": _departments,
        "functions": _functions,
        "function_indicators": _function_indicators,
        "overall": _overall,
        "details": _project_details,
        "sources": _project_sources,
        "overall_goals": _own_goals,
        "overall_indicators": _own_indicators,
        "overall_details": _own_details,
        "overall_sources": _own_sources,
    }
    if dataset.progress or table in PROGRESS:
        writers |= {name: partial(_became, name) for name in PROGRESS}
    columns = as_people_see_them(dataset, framework, is_workbook=is_workbook) if for_people else COLUMNS
    sheets = [_sheet(name, columns[name], writer(dataset, framework)) for name, writer in writers.items()]
    return [*sheets, _summary(dataset)]


def _sheet(name: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> Sheet:
    keys = [column.key.removeprefix(KEPT) for column in columns]
    return Sheet(name, *TITLES[name], columns, [tuple([row.get(key) for key in keys]) for row in rows])


def _cells(record: Record) -> Row:
    """What a record holds in one cell each."""
    renamed = RENAMED.get(type(record), {})
    return {renamed.get(key, key): value for key, value in scalars(record).items()}


def _each_project(dataset: Dataset) -> Iterator[tuple[Row, Project]]:
    for entry in dataset.projects:
        project = entry.record
        lead: Row = {"year": project.year, "unit": project.unit, "code": project.code, "project_name": project.name}
        yield lead, project


def _unit_names(dataset: Dataset) -> dict[str, str]:
    return {unit.code: unit.name for entry in dataset.departments for unit in entry.record.units}


def _projects(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    names = _unit_names(dataset)
    for _lead, project in _each_project(dataset):
        yield _cells(project) | _cells(project.budget) | {"unit_name": names.get(project.unit, "")}


def _project_goals(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, project in _each_project(dataset):
        for term, goals in (("", project.goals), (LONG_TERM, project.long_term_goals)):
            yield from (lead | {"number": number, "goal": goal, "term": term} for number, goal in enumerate(goals, 1))


def _project_indicators(dataset: Dataset, framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, project in _each_project(dataset):
        names = iter(names_of(project.year_indicators))
        rows = _indicators(project.indicators, framework_for(project.year, framework))
        yield from (lead | row | {RECORDED: "" if row["term"] else next(names)} for row in rows)


def _indicators(indicators: Iterable[Indicator], framework: str) -> Iterator[Row]:
    for number, item in enumerate(indicators, 1):
        target = read_target(item.target)
        yield {
            **scalars(item),
            "number": number,
            "level1": item.level1 or level_one(item.kind, framework),
            "operator": target.operator,
            "value": target.value,
            "upper": target.upper,
            "unit_of_measure": target.unit,
        }


def _plan(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, project in _each_project(dataset):
        for month in sorted(project.spending_plan):
            share = project.spending_plan[month]
            yield lead | {"month": month, "percent": share, "planned": project.planned(month)}


def _project_details(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, project in _each_project(dataset):
        yield from (lead | row for row in _details(project.details, project.indicators))


def _details(own: Details, indicators: Iterable[Indicator]) -> Iterator[Row]:
    """A row a text; those of a list, be there one, have their places."""
    for number, details in [(None, own), *((n, item.details) for n, item in enumerate(indicators, 1))]:
        for label, value in details.items():
            texts = [(None, value)] if isinstance(value, str) else list(enumerate(value, 1))
            for place, text in texts:
                yield {"number": number, "label": label, "value": text, "place": place}


def _project_sources(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, project in _each_project(dataset):
        sources = project.budget.sources
        yield from (lead | {"label": label, "amount": amount} for label, amount in sources.items())


def _departments(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for department in (entry.record for entry in dataset.departments):
        for unit in department.units:
            yield _cells(department) | _cells(unit)
        if not department.units:
            yield _cells(department)


def _each_goals(dataset: Dataset) -> Iterator[tuple[Row, DepartmentGoals]]:
    for entry in dataset.goals:
        goals = entry.record
        yield {"department": goals.of[:3], "year": goals.year, "unit": goals.unit}, goals


def _functions(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        for number, function in enumerate(goals.functions, 1):
            yield _cells(function) | lead | {"number": number}


def _function_indicators(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        for function, found in enumerate(goals.functions, 1):
            for number, item in enumerate(found.indicators, 1):
                yield _cells(item) | lead | {"function": function, "number": number}


def _overall(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        amounts = _cells(goals.budget) if goals.budget else {}
        yield _cells(goals) | amounts | lead | {"part": OVERALL, "number": 1, "text": goals.overall}
        for number, item in enumerate(goals.safeguards, 1):
            yield _cells(item) | lead | {"part": SAFEGUARD, "number": number}


def _own_goals(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        yield from (lead | {"number": number, "goal": goal} for number, goal in enumerate(goals.goals, 1))


def _own_indicators(dataset: Dataset, framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        yield from (lead | row for row in _indicators(goals.indicators, framework_for(goals.year, framework)))


def _own_details(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        yield from (lead | row for row in _details(goals.details, goals.indicators))


def _own_sources(dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    for lead, goals in _each_goals(dataset):
        sources = goals.budget.sources if goals.budget else {}
        yield from (lead | {"label": label, "amount": amount} for label, amount in sources.items())


def _became(name: str, dataset: Dataset, _framework: Mapping[int, str]) -> Iterator[Row]:
    yield from progress_rows(dataset, name)


def _summary(dataset: Dataset) -> Sheet:
    """Counts and sums by year and unit, and of each year."""
    names = _unit_names(dataset)
    projects = [entry.record for entry in dataset.projects]
    months = every_checkpoint(projects)
    planned = map(planned_column, months)
    rows: list[tuple[Value, ...]] = []
    for by, label in ((("year", "unit"), ""), (("year",), "合计")):
        for key, sums in summarise(projects, by).items():
            year, unit = key[0], str(key[1]) if len(key) > 1 else ""
            amounts = sums.total, sums.fiscal, sums.other, *(sums.planned[month] for month in months)
            rows.append((year, unit, names.get(unit, label), sums.projects, *amounts))
    return Sheet("summary", *TITLES["summary"], (*SUMMARY, *planned), rows)
