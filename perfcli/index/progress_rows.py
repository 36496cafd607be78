"""Progress files -> rows of the index, with what follows from them and their projects: lights, points, grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from perfcli.direction import better_by
from perfcli.disk import is_gone
from perfcli.exact import Money, rounded
from perfcli.index.rows import Rows
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import EvaluatedIndicator, Evaluation, MonitoredIndicator, Monitoring, Progress
from perfcli.progress.evaluation import Evaluated, as_project, evaluated, is_alarm
from perfcli.progress.lights import RANKS
from perfcli.progress.monitored import Monitored, MonitoredRow, last_monitoring, monitored_at, planned_by
from perfcli.progress.shown import indicator_row
from perfcli.repository import Repository, read_project

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_FIRST_YEAR = 2
"""Plans begin on the last day of the year before: one that no calendar has is not a year of a plan."""


class ProgressRows:
    """What makes rows of the progress files of one repository."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._root = repository.root
        self._settings = repository.settings
        self._better = better_by(self._settings.check)

    def add(self, rows: Rows, number: int, folder: int, file: str, progress: Progress) -> None:
        """Add the rows of a file, amounts in whole 分; raises OSError where what it is about cannot be read."""
        about, has_budget = self._about(progress)
        evaluation = progress.evaluation if progress.is_evaluated else None
        counts = (len(progress.monitored), evaluation is not None, len(progress.adjustments))
        department = progress.department or progress.unit[:3]
        place = (progress.code, progress.unit, department, progress.year)
        last: tuple[int, int] | None = None
        for at, monitoring in enumerate(progress.monitored, 1):
            one = monitored_at(about, progress, monitoring, self._settings, self._better) if about else None
            _add_monitoring(rows, (number, at), monitoring, one, _numbers(about))
            if monitoring is last_monitoring(progress, None):
                last = at, RANKS[one.light if one else None]
        rows["progress_file"].append(
            (number, folder, file, *place, _fen(progress.adjusted), *counts, *(last or (None, None)))
        )
        if evaluation is not None:
            worked_out = evaluated(about, progress, self._settings, self._better) if about else None
            if worked_out and not has_budget:
                worked_out = worked_out._replace(initial=None)
            alarm = None if worked_out is None else is_alarm(worked_out, self._settings.evaluation)
            planned = planned_by(about, progress, date(progress.year, 12, 31)) if about else None
            _add_evaluation(rows, number, evaluation, worked_out, (alarm, _fen(planned)), _numbers(about))
        rows["fund_part"] += [(number, at, *part) for at, part in enumerate(_parts(progress), 1)]
        rows["progress_detail"] += [(number, at, *detail) for at, detail in enumerate(_details(progress), 1)]
        rows["adjusted_key"] += [(number, at, *key) for at, key in enumerate(_adjusted(progress), 1)]

    def _about(self, progress: Progress) -> tuple[Project | None, bool]:
        """What a file is about, a whole as a project, and whether it has a budget; None where none reads."""
        if progress.year < _FIRST_YEAR:
            return None, False
        if progress.code:
            return self._project(progress), True
        goals = self._goals(progress)
        if goals is None or (goals.budget is None and progress.adjusted is None):
            return None, False
        return as_project(goals, ""), goals.budget is not None

    def _project(self, progress: Progress) -> Project | None:
        """The project that a file is about, None where there is none that reads."""
        path = self._root / "projects" / str(progress.year) / progress.unit / f"{progress.code}.toml"
        try:
            return read_project(str(path), progress.year, progress.unit, progress.code)
        except FileNotFoundError:
            return None

    def _goals(self, progress: Progress) -> DepartmentGoals | None:
        """The goals of the department or unit whose whole a file is about, None where there are none that read."""
        path = self._repository.goals_path(progress.year, progress.of)
        if is_gone(path):
            return None
        loaded = self._repository.load_placed_goals(path)
        if any(problem.code == "system" for problem in loaded.problems):
            raise OSError
        return loaded.record


def _numbers(about: Project | None) -> list[int | None]:
    """The number of each of the year's indicators among all of a project; those of a whole have none."""
    if about is None:
        return []
    has_terms = any(row.term for row in about.indicators)
    return [at if about.code else None for at, row in enumerate(about.indicators, 1) if not (has_terms and row.term)]


def _add_monitoring(
    rows: Rows, key: tuple[int, int], said: Monitoring, one: Monitored | None, numbers: Sequence[int | None]
) -> None:
    amounts = (_fen(said.spent), _fen(said.expected))
    found = (None, None, None) if one is None else (_fen(one.planned), _text(one.execution), one.light)
    rows["monitored"].append((*key, said.date.isoformat(), *amounts, said.conclusion, said.measures, *found))
    known = one.rows if one else ()
    texts: list[tuple[Any, ...]] = [
        (number, row.name, row.target, *_monitored(said.indicators.get(row.name)), _text(row.progress), row.light)
        for number, row in zip(numbers, known, strict=True)
    ]
    names = {row.name for row in known}
    texts += [
        (None, name, None, *_monitored(i), None, None) for name, i in said.indicators.items() if name not in names
    ]
    rows["monitored_row"] += [(*key, at, *row) for at, row in enumerate(texts, 1)]
    rows["monitored_shown"].append((*key, _monitored_shown(known)))


def _monitored_shown(known: Sequence[MonitoredRow]) -> str:
    """The indicators of a project as `monitor status` shows them, in JSON: made here once for all who ask."""
    return _json([{**row._asdict(), "value": row.value or None} for row in known])


def _evaluated_shown(one: Evaluated) -> tuple[str | None, ...]:
    """What `evaluate show` has of a project beside its figures, in JSON: results, indicators; and what it lacks."""
    indicators = [indicator_row(row) for row in one.rows]
    return _json(one.results), _json(indicators), _text(one.recheck_score), _json(one.lacks)


def _json(rows: object) -> str:
    return _ENCODER.encode(rows).decode("utf-8")


def _monitored(said: MonitoredIndicator | None) -> tuple[str, ...]:
    one = said or MonitoredIndicator()
    return one.value, one.expected, one.cause, one.explanation, one.likelihood


def _add_evaluation(
    rows: Rows,
    number: int,
    said: Evaluation,
    one: Evaluated | None,
    beside: tuple[bool | None, int | None],
    numbers: Sequence[int | None],
) -> None:
    """`beside` is whether it is alarming, and what was planned for the year's end."""
    given = _text(said.execution_points), _text(said.total_score)
    if one is None:
        money: tuple[Any, ...] = (None, None, _fen(said.spent), None)
        whole = None if said.total_score is None else _fen(rounded(Fraction(said.total_score)))
        rows["evaluated"].append((number, *money, given[0], given[0], whole, given[1], None, None, *beside))
    else:
        money = (_fen(one.initial), _fen(one.adjusted), _fen(one.spent), _text(one.execution))
        totals = (given[0], _fen(one.total_score), given[1], _text(one.computed_score), one.grade, *beside)
        rows["evaluated"].append((number, *money, _text(one.execution_points), *totals))
        rows["evaluated_shown"].append((number, *_evaluated_shown(one)))
    rows["result"] += [(number, at, result) for at, result in enumerate(said.results, 1)]
    known = one.rows if one else ()
    texts: list[tuple[Any, ...]] = []
    for place, row in zip(numbers, known, strict=True):
        indicator = (place, row.name, row.indicator.kind, row.indicator.target)
        points = (_text(row.weight), _text(row.score), _text(row.said.score), _text(row.computed.points), row.how)
        texts.append((*indicator, row.said.actual, row.said.tier, *points, *_reasons(row.said)))
    names = {row.name for row in known}
    for name, other in said.indicators.items():
        if name not in names:
            given_score = _text(other.score)
            said_of = (other.actual, other.tier, None, given_score, given_score, None, None)
            texts.append((None, name, None, None, *said_of, *_reasons(other)))
    rows["evaluated_row"] += [(number, at, *row) for at, row in enumerate(texts, 1)]


def _reasons(said: EvaluatedIndicator) -> tuple[str | None, ...]:
    return said.reason, said.measure, said.evidence, _text(said.recheck)


def _parts(progress: Progress) -> Iterator[tuple[Any, ...]]:
    """The parts of the money: date, name, initial, adjusted, spent and expected in whole 分."""
    for monitoring in progress.monitoring:
        for name, part in monitoring.parts.items():
            yield monitoring.date.isoformat(), name, None, None, _fen(part.spent), _fen(part.expected)
    for name, given in progress.evaluation.parts.items() if progress.evaluation else ():
        yield None, name, _fen(given.initial), _fen(given.adjusted), _fen(given.spent), None


def _details(progress: Progress) -> Iterator[tuple[str | None, str | None, str, str]]:
    """Details by date and indicator; of several texts a row each."""
    for monitoring in progress.monitoring:
        yield from _labelled(monitoring, monitoring.date.isoformat())
    if progress.evaluation:
        yield from _labelled(progress.evaluation, None)


def _labelled(of: Monitoring | Evaluation, on: str | None) -> Iterator[tuple[str | None, str | None, str, str]]:
    by_indicator: Mapping[str, MonitoredIndicator | EvaluatedIndicator] = of.indicators
    for name, details in ((None, of.details), *((name, one.details) for name, one in by_indicator.items())):
        for label, value in details.items():
            for text in (value,) if isinstance(value, str) else value:
                yield on, name, label, text


def _adjusted(progress: Progress) -> Iterator[tuple[Any, ...]]:
    """Each key that was changed; an adjustment without any has a row of its own."""
    for one in progress.adjustments:
        said = (one.date.isoformat(), one.reason)
        for number, change in enumerate(one.changes, 1):
            yield (*said, number, change.key, change.before, change.after)
        if not one.changes:
            yield (*said, None, None, None, None)


def _fen(amount: Decimal | None) -> int | None:
    """Whole 分 of an amount in 元, hundredths of points."""
    return None if amount is None else amount.fen if isinstance(amount, Money) else int(amount * 100)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
