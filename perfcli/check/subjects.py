"""The parts of a file that rules look at, each with the way to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from perfcli.check.context import Context
from perfcli.check.rule import Key
from perfcli.check.views import Fact, ProjectView, Row, Topic
from perfcli.framework import level_one
from perfcli.model import Department, DepartmentGoals, Indicator, Project, Record, Template
from perfcli.target import is_percent, read_target

ROW_TEXTS = ("kind", "name", "description", "target", "basis")
_OUTPUT_LEVELS = frozenset({"产出指标", "成本指标"})


def row_of(indicator: Indicator, framework: str, of_function: bool, context: Context) -> Row:
    """An indicator with its meaning."""
    target = read_target(indicator.target)
    return Row(
        indicator,
        target,
        is_percent(target.unit),
        context.words.measure(indicator.name),
        "" if of_function else level_one(indicator.kind, framework),
        framework,
        of_function,
    )


def texts_of(record: Record) -> Iterator[tuple[Key, str]]:
    """Every text of a file beside those of indicators; codes are none."""
    if isinstance(record, Project):
        yield ("name",), record.name
        yield ("purpose",), record.purpose
        for index, goal in enumerate(record.goals):
            yield ("goals", index), goal
    elif isinstance(record, DepartmentGoals):
        yield from _texts_of_goals(record)
    elif isinstance(record, Department):
        yield ("name",), record.name
        for index, unit in enumerate(record.units):
            yield ("units", index, "name"), unit.name
    elif isinstance(record, Template):
        yield from ((("name",), record.name), (("use",), record.use), (("purpose",), record.purpose))
        for index, goal in enumerate(record.goals):
            yield ("goals", index), goal


def _texts_of_goals(record: DepartmentGoals) -> Iterator[tuple[Key, str]]:
    yield ("overall",), record.overall
    for index, function in enumerate(record.functions):
        yield ("functions", index, "name"), function.name
        yield ("functions", index, "goal"), function.goal
    for index, safeguard in enumerate(record.safeguards):
        yield ("safeguards", index, "title"), safeguard.title
        yield ("safeguards", index, "text"), safeguard.text


def indicators_of(record: Record) -> Iterator[tuple[Key, Indicator]]:
    """Every indicator of a file, those of functions without kind and basis."""
    if isinstance(record, Project | Template):
        for index, indicator in enumerate(record.indicators):
            yield ("indicators", index), indicator
    elif isinstance(record, DepartmentGoals):
        for place, function in enumerate(record.functions):
            for index, row in enumerate(function.indicators):
                indicator = Indicator(name=row.name, description=row.description, target=row.target)
                yield ("functions", place, "indicators", index), indicator


def view_of(project: Project, data: Mapping[str, Any], rows: tuple[Row, ...], framework: str) -> ProjectView:
    """A project as rules see it."""
    counts = Counter([row.indicator.kind for row in rows])
    return ProjectView(project, data, rows, framework, counts)


def fact_of(path: str, project: Project, context: Context) -> Fact:
    """What comparing rules know of a project."""
    said = "\n".join((project.name, project.purpose, *project.goals))
    framework = context.framework(project.year)
    own: list[str] = []
    foreign: list[Topic] = []
    for index, indicator in enumerate(project.indicators):
        if level_one(indicator.kind, framework) in _OUTPUT_LEVELS:
            topic = context.words.topic(indicator.name)
            if len(topic) >= 2 and mentions(said, topic):
                own.append(topic)
            elif len(topic) >= 2:
                foreign.append(Topic(index, topic))
    return Fact(
        path,
        project.code,
        project.year,
        project.unit,
        project.name,
        project.purpose,
        project.template,
        project.budget.total.fen,
        "\n".join(sorted({indicator.name.strip() for indicator in project.indicators} - {""})),
        tuple(own),
        tuple(foreign),
    )


def mentions(said: str, topic: str) -> bool:
    """Whether a text mentions any two neighbouring characters of a topic."""
    return any(topic[at : at + 2] in said for at in range(len(topic) - 1))
