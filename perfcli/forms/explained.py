"""What was taken for what in a form: each cell with the key that it went to, as rows and as a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from perfcli.formats.web.laid import POLICY
from perfcli.formats.web.rendering import rendered
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.record.filled import FormsRead, Written
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS

_OF_RESULTS = {
    "department": ("Department", ""),
    "indicators.result": ("EvaluatedIndicator", "actual"),
    "indicators.score": ("EvaluatedIndicator", "score"),
    "indicators.cause": ("MonitoredIndicator", "cause"),
    "indicators.expected": ("MonitoredIndicator", "expected"),
    "indicators.explanation": ("MonitoredIndicator", "explanation"),
    "indicators.measure": ("EvaluatedIndicator", "measure"),
    "indicators.recheck": ("EvaluatedIndicator", "recheck"),
    "indicators.likelihood": ("MonitoredIndicator", "likelihood"),
    "adjusted": ("EvaluatedPart", "adjusted"),
    "spent": ("EvaluatedPart", "spent"),
    "expected": ("Monitoring", "expected"),
    "results": ("Evaluation", "results"),
    "execution_points": ("Evaluation", "execution_points"),
    "date": ("Monitoring", "date"),
    "conclusion": ("Monitoring", "conclusion"),
    "measures": ("Monitoring", "measures"),
    "total_score": ("Evaluation", "total_score"),
    "weight": ("Indicator", "weight"),
}
"""Keys of what became of a project, by the record and the key whose words are theirs."""


def explained_rows(read: FormsRead) -> Iterator[dict[str, object]]:
    """One row a cell: its file, its place, its text, the key that it went to (empty for none)."""
    for cell in filled_cells(read):
        yield {
            "file": read.name,
            "place": cell.where,
            "text": cell.text,
            "key": "" if cell.key == LABEL else cell.key,
            "label": cell.key == LABEL,
        }


def filled_cells(read: FormsRead) -> list[Written]:
    """The cells that hold something."""
    return [cell for cell in read.cells if cell.text.strip()]


def meaning(key: str) -> str:
    """A key in words: what the value under it is called, or what else a cell is."""
    parts = (part.removeprefix("progress.") for part in key.split(", "))
    return _(", ").join(map(_meaning, parts)) if key else _("NOT UNDERSTOOD")


def _meaning(key: str) -> str:
    own = {
        LABEL: _("(label)"),
        NOTHING: _("(not filled in)"),
        "title": _("(title)"),
        "sum": _("(sum)"),
        "rate": _("(execution rate)"),
    }
    if key in own:
        return own[key]
    if key in _OF_RESULTS:
        record, name = _OF_RESULTS[key]
        return LABELS[record][name].spoken
    first, _dot, rest = key.partition(".")
    if first == "details":
        return _within(LABELS["Project"]["details"].spoken, rest)
    if first == "overall":
        return LABELS["DepartmentGoals"]["overall"].spoken
    if first == "parts":
        part, _dot, name = rest.rpartition(".")
        label = LABELS["EvaluatedPart"].get(name)
        return _within(part or rest, label.spoken) if label else rest
    kind = {"budget": "Budget", "indicators": "Indicator"}.get(first, "Project")
    if kind == "Project":
        label = LABELS[kind].get(first)
        return " ".join(filter(None, (label.spoken if label else first, rest)))
    name, _dot, inner = rest.partition(".")
    if name == "details":
        return _within(LABELS[kind][name].spoken, inner)
    label = LABELS[kind].get(name)
    return _within(label.spoken, inner) if label and inner else label.spoken if label else key


def _within(whole: str, part: str) -> str:
    return f"{whole}{_(': ')}{part}"


def explained_page(reads: Sequence[FormsRead]) -> str:
    """A web page that shows each form as it was understood."""
    forms = ({"name": read.name, "tables": _tables(read)} for read in reads)
    values = {"policy": POLICY, "title": _("What was taken for what"), "forms": forms}
    return rendered("perfcli.forms", "explained.html", values)


class _Shown(NamedTuple):
    """A cell of the page; one of no text fills the place between two others."""

    text: str
    kind: str
    meaning: str
    columns: int
    rows: int


def _tables(read: FormsRead) -> Iterator[list[list[_Shown]]]:
    return (list(_rows(cells)) for _number, cells in groupby(filled_cells(read), key=lambda cell: cell.page))


def _rows(cells: Iterable[Written]) -> Iterator[list[_Shown]]:
    """Rows of cells; an empty place between two cells is one empty cell."""
    taken: dict[int, int] = {}
    for row, group in groupby(cells, key=lambda cell: cell.row):
        shown, at = [], 0
        for cell in group:
            gap = [column for column in range(at, cell.left) if taken.get(column, -1) < row]
            shown += [_Shown("", "", "", len(gap), 1)] if gap else []
            shown.append(_shown(cell))
            taken.update(dict.fromkeys(range(cell.left, cell.left + cell.columns), row + cell.rows - 1))
            at = cell.left + cell.columns
        yield shown


def _shown(cell: Written) -> _Shown:
    if cell.key == LABEL:
        return _Shown(cell.text, "label", "", cell.columns, cell.rows)
    return _Shown(cell.text, "" if cell.key else "lost", meaning(cell.key), cell.columns, cell.rows)
