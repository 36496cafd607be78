"""The parts of a file that rules look at, each with the way to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from perfcli.check.context import Context
from perfcli.check.rule import Key
from perfcli.check.views import Fact, Printed, ProjectView, Row, Topic
from perfcli.framework import COSTS_2021, kind_meant, kinds_meant, level_one_meant
from perfcli.model import Department, DepartmentGoals, Details, Indicator, Project, Record, Template, plain
from perfcli.progress import Progress
from perfcli.regex import regex
from perfcli.target import is_percent, read_target

ROW_TEXTS = ("kind", "name", "description", "target", "basis")
_OUTPUT_KINDS = frozenset(("数量指标", "质量指标", "时效指标", "成本指标", *COSTS_2021))
_YEAR = regex(r"[12][09][0-9]{2}(?=\s*[年.\-/〕])")


def row_of(indicator: Indicator, framework: str, of_function: bool, context: Context) -> Row:
    """An indicator with its meaning."""
    target = read_target(indicator.target)
    return Row(
        indicator,
        target,
        is_percent(target.unit),
        context.words.measure(indicator.name),
        "" if of_function else kind_meant(indicator.kind),
        () if of_function else kinds_meant(indicator.kind),
        tuple([key for key in ("kind", "description", "basis") if not getattr(indicator, key).strip()]),
        "" if of_function else level_one_meant(indicator.kind, framework),
        framework,
        of_function,
    )


def texts_of(record: Record) -> Iterator[tuple[Key, str]]:
    """Every text of a file beside those of indicators; codes are none."""
    if isinstance(record, Project):
        yield ("name",), record.name
        yield ("purpose",), record.purpose
        yield from _texts_beside(record)
    elif isinstance(record, DepartmentGoals):
        yield from _texts_of_goals(record)
    elif isinstance(record, Department):
        yield ("name",), record.name
        for index, unit in enumerate(record.units):
            yield ("units", index, "name"), unit.name
    elif isinstance(record, Template):
        yield from ((("name",), record.name), (("use",), record.use), (("purpose",), record.purpose))
        yield from _texts_beside(record)
    elif isinstance(record, Progress):
        for part in ("monitoring", "evaluation", "adjustments"):
            yield from _texts_within(plain(record)[part], (part,))


def _texts_within(value: object, key: Key) -> Iterator[tuple[Key, str]]:
    """Every text of plain values, but for a tier, which is a word of ours, and for what was before a change."""
    if isinstance(value, str):
        if key[-1] not in ("tier", "key", "before"):
            yield key, value
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _texts_within(entry, (*key, index))
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _texts_within(entry, (*key, name))


def _texts_beside(record: Project | Template | DepartmentGoals) -> Iterator[tuple[Key, str]]:
    """Goals of both terms, and details: the record's and those of its indicators."""
    for index, goal in enumerate(record.goals):
        yield ("goals", index), goal
    if not isinstance(record, DepartmentGoals):
        for index, goal in enumerate(record.long_term_goals):
            yield ("long_term_goals", index), goal
    yield from _texts_of_details(record.details, ("details",))
    for place, indicator in enumerate(record.indicators):
        if indicator.details:
            yield from _texts_of_details(indicator.details, ("indicators", place, "details"))


def _texts_of_details(details: Details, key: Key) -> Iterator[tuple[Key, str]]:
    for label, value in details.items():
        if isinstance(value, str):
            yield (*key, label), value
        else:
            yield from (((*key, label, place), text) for place, text in enumerate(value))


def _texts_of_goals(record: DepartmentGoals) -> Iterator[tuple[Key, str]]:
    yield ("overall",), record.overall
    for index, function in enumerate(record.functions):
        yield ("functions", index, "name"), function.name
        yield ("functions", index, "goal"), function.goal
    for index, safeguard in enumerate(record.safeguards):
        yield ("safeguards", index, "title"), safeguard.title
        yield ("safeguards", index, "text"), safeguard.text
    yield from _texts_beside(record)


def goals_of(goals: DepartmentGoals) -> Iterator[tuple[Key, str]]:
    """The goals of a whole, then those of its functions."""
    for index, goal in enumerate(goals.goals):
        yield ("goals", index), goal
    for place, function in enumerate(goals.functions):
        yield ("functions", place, "goal"), function.goal


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
        for index, indicator in enumerate(record.indicators):
            yield ("indicators", index), indicator


def printed_of(indicators: Sequence[Indicator]) -> tuple[Printed, ...]:
    """What the form prints of each indicator beside its texts."""
    return tuple([Printed(row.level1.strip(), row.term.strip(), row.weight) for row in indicators])


def view_of(
    project: Project,
    data: Mapping[str, Any],
    rows: tuple[Row, ...],
    printed: tuple[Printed, ...],
    expected: str,
    framework: str,
) -> ProjectView:
    """A project as rules see it."""
    said = zip(rows, printed, strict=True)
    kinds = [row.kinds if row.kinds else kinds_meant(form.level1) for row, form in said if not form.term]
    counts = Counter([kind for some in kinds for kind in some])
    return ProjectView(project, data, rows, printed, framework, expected, counts)


def fact_of(path: str, project: Project, context: Context) -> Fact:
    """What comparing rules know of a project."""
    said = "\n".join((project.name, project.purpose, *project.goals))
    own: list[str] = []
    foreign: list[Topic] = []
    for index, indicator in enumerate(project.indicators):
        kind = indicator.kind
        if kind in _OUTPUT_KINDS or not _OUTPUT_KINDS.isdisjoint(kinds_meant(kind)):
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
        0 if context.scaffolds.unedited(project) else _fingerprint(project),
    )


def _fingerprint(project: Project) -> int:
    """What tells goals and indicators from those of others, years and the own name left aside; 0 without any."""
    if not project.indicators:
        return 0
    rows = [text for row in project.indicators for text in (row.kind, row.name, row.description, row.target, row.basis)]
    text = "\n".join([*project.goals, "", *rows])
    if project.name and project.name in text:
        text = text.replace(project.name, "{name}")
    return int.from_bytes(
        hashlib.blake2b(_YEAR.sub("{year}", text).encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big"
    )


def mentions(said: str, topic: str) -> bool:
    """Whether a text mentions any two neighbouring characters of a topic."""
    return any(topic[at : at + 2] in said for at in range(len(topic) - 1))
