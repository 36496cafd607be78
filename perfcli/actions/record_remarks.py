"""What is said of what was just recorded: it stays, but may not be what was meant."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from perfcli.actions.evaluating import evaluator
from perfcli.exact import Points
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import Progress
from perfcli.progress.actual import UNKNOWN, read_actual
from perfcli.progress.evaluation import as_project
from perfcli.progress.recording import Entry
from perfcli.progress.rows import indicator_names
from perfcli.repository import Repository
from perfcli.target import read_target


def remarks(repository: Repository, owner: Project | DepartmentGoals, after: Progress, entry: Entry) -> Iterator[str]:
    """A line each; `after` is the progress with the entry."""
    project = owner if isinstance(owner, Project) else as_project(owner, "")
    yield from _of_results(project, entry)
    if entry.on is None:
        yield from _given(repository, project, after, entry)
    else:
        yield from _not_compared(project, entry)


def of_value(text: str, target: str, year: int, name: str) -> str:
    """Of an actual value: whether it cannot be compared with a target that is a figure."""
    if read_target(target).operator is None or read_actual(text, target, year, name) != UNKNOWN:
        return ""
    return _("{text} cannot be compared with the target {target}.").format(text=text, target=target)


def _of_results(project: Project, entry: Entry) -> Iterator[str]:
    """More results than goals, which one of them is nobody can say; without goals the whole has one result."""
    results, goals = len(entry.values.get("results", ())), len(project.goals)
    if results > max(goals, 1):
        message = _("{code}: {results} results were recorded, more than its goals ({goals})")
        yield message.format(code=entry.code, results=results, goals=goals)


def _not_compared(project: Project, entry: Entry) -> Iterator[str]:
    """Values of a monitoring that give no light, though the target is a figure."""
    for name, row in zip(indicator_names(project), project.year_indicators, strict=True):
        value = entry.indicators.get(name, {}).get("value", "")
        if value and (said := of_value(value, row.target, project.year, row.name)):
            yield f"{entry.code}: {name}: {said}"


def _given(repository: Repository, project: Project, after: Progress, entry: Entry) -> Iterator[str]:
    """Points given by a form or by hand that stand whatever is recorded now, where the rule makes others."""
    evaluation = after.evaluation
    if evaluation is None or not entry.says_something:
        return
    by_rule = replace(after, evaluation=replace(evaluation, execution_points=None))
    found = evaluator(repository)(project, by_rule)
    for row in found.rows:
        said = entry.indicators.get(row.name, {})
        given, made = row.said.score, row.computed.points
        is_over = made is not None and given != made
        if given is not None and is_over and said.keys() & {"actual", "tier"} and "score" not in said:
            message = _('{code}: {name}: the given score of {score} stands; `--score "{name}="` takes it out')
            yield message.format(code=entry.code, name=row.name, score=_text(given))
    for key, made in (("execution_points", found.execution_points), ("total_score", found.summed_score)):
        whole: Points | None = getattr(evaluation, key)
        of_money = entry.adjusted is not None or "spent" in entry.values
        touches = of_money or (key == "total_score" and entry.indicators)
        if touches and key not in entry.values and whole is not None and whole != made:
            message = _("{code}: the given {key} of {score} stands; {option} takes it out")
            option = f'`--{key.replace("_", "-")} ""`'
            yield message.format(code=entry.code, key=key, score=_text(whole), option=option)


def _text(points: Decimal) -> str:
    return f"{points.normalize():f}"
