"""What became of projects and of wholes as rows of our own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from perfcli.data.dataset import Dataset
from perfcli.data.scalars import scalars
from perfcli.formats.tables import Value
from perfcli.model import Details
from perfcli.progress import Evaluation, Monitoring, Progress

Row = dict[str, Value]
"""The cells of a row by the keys of their columns; the others are empty."""


def progress_rows(dataset: Dataset, name: str) -> Iterator[Row]:
    """The rows of the table of this name."""
    names = {(one.record.year, one.record.code): one.record.name for one in dataset.projects}
    for progress in (entry.record for entry in dataset.progress):
        lead: Row = {key: getattr(progress, key) for key in ("year", "unit", "code", "department")}
        lead["project_name"] = names.get((progress.year, progress.code), "")
        if not progress.code:
            lead["department"] = progress.department or progress.unit[:3]
        yield from (row | lead for row in _WRITERS[name](progress))


def _file(progress: Progress) -> Iterator[Row]:
    yield {"adjusted": progress.adjusted}


def _monitoring(progress: Progress) -> Iterator[Row]:
    for one in progress.monitoring:
        yield scalars(one) | {"date": one.date.isoformat()}


def _monitored(progress: Progress) -> Iterator[Row]:
    for one in progress.monitoring:
        for name, row in one.indicators.items():
            yield scalars(row) | {"date": one.date.isoformat(), "indicator": name}


def _evaluation(progress: Progress) -> Iterator[Row]:
    if progress.evaluation:
        yield scalars(progress.evaluation)


def _scores(progress: Progress) -> Iterator[Row]:
    for name, row in progress.evaluation.indicators.items() if progress.evaluation else ():
        yield scalars(row) | {"indicator": name}


def _results(progress: Progress) -> Iterator[Row]:
    results = progress.evaluation.results if progress.evaluation else ()
    for number, result in enumerate(results, 1):
        yield {"number": number, "result": result}


def _parts(progress: Progress) -> Iterator[Row]:
    for on, one in _each(progress):
        for name, part in one.parts.items():
            yield scalars(part) | {"date": on, "part": name}


def _details(progress: Progress) -> Iterator[Row]:
    for on, one in _each(progress):
        yield from _texts(on, "", one.details)
        for name, row in one.indicators.items():
            yield from _texts(on, name, row.details)


def _each(progress: Progress) -> Iterator[tuple[str, Monitoring | Evaluation]]:
    """Every monitoring with its day, and the self-evaluation without one."""
    yield from ((one.date.isoformat(), one) for one in progress.monitoring)
    if progress.evaluation:
        yield "", progress.evaluation


def _texts(on: str, name: str, details: Details) -> Iterator[Row]:
    for label, value in details.items():
        texts = [(None, value)] if isinstance(value, str) else list(enumerate(value, 1))
        for place, text in texts:
            yield {"date": on, "indicator": name, "label": label, "value": text, "place": place}


def _adjustments(progress: Progress) -> Iterator[Row]:
    for number, one in enumerate(progress.adjustments, 1):
        head: Row = {"number": number, "date": one.date.isoformat(), "reason": one.reason}
        for change in one.changes:
            yield head | scalars(change)
        if not one.changes:
            yield head


_WRITERS: Mapping[str, Callable[[Progress], Iterator[Row]]] = {
    "progress": _file,
    "monitoring": _monitoring,
    "monitored_values": _monitored,
    "evaluations": _evaluation,
    "scores": _scores,
    "results": _results,
    "fund_parts": _parts,
    "progress_details": _details,
    "adjustments": _adjustments,
}
