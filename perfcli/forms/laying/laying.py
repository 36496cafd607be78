"""A declared form with what a record says: a page of cells with the columns that they span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from perfcli.form import MONTHS, SHARES, Form, FormCell, FormPart
from perfcli.formats.blocks import joined
from perfcli.formats.layout import LANDSCAPE, WIDTH, Block, Cells, LaidCell, LaidPage, Look
from perfcli.forms.laying.lines import filled_in, line_of
from perfcli.forms.laying.shown import (
    INDICATOR,
    Shown,
    Subject,
    empty_share,
    month_shown,
    plan_of,
    shown,
)
from perfcli.forms.laying.table_rows import table_rows, without_marks

_LABEL = Shown("", Look.LABEL)


class Spare(NamedTuple):
    """How many empty rows a table of indicators has below its own, and whether each row prints its levels.

    `marks_gaps`: a dash says of a level that there is none, so that nobody takes it from the row above.
    """

    rows: int = 0
    repeats: bool = False
    marks_gaps: bool = True


NO_SPARE = Spare()


def lay_out(form: Form, subjects: Sequence[Subject], spare: Spare = NO_SPARE, months: Sequence[int] = ()) -> LaidPage:
    """The form of a record, or of several where it is a list; `months` are those of a plan that says none."""
    first = subjects[0]
    blocks: list[Block] = []
    width = edges_of(form.widths, form.landscape)[-1]
    for part in form.parts:
        if part.columns:
            blocks.append(_Table(form, part, subjects, spare).block())
        elif blocks and not blocks[-1].headers:
            blocks[-1] = Block((*blocks[-1].rows, *_rows(form, part, first, months)))
        else:
            blocks.append(Block(tuple(_rows(form, part, first, months))))
    return LaidPage(
        name=joined(getattr(first.record, "name", "") or first.unit_name),
        title=filled_in(form.title, first),
        blocks=tuple(blocks),
        above=tuple(line_of(form, cells, first, width) for cells in form.above),
        below=tuple(line_of(form, cells, first, width) for cells in form.below),
        landscape=form.landscape,
    )


@lru_cache(64)
def edges_of(widths: tuple[int, ...], landscape: bool) -> tuple[int, ...]:
    """Where the columns of a form begin and end on the page."""
    total, room = sum(widths), LANDSCAPE if landscape else WIDTH
    return tuple(room * part // total for part in (0, *accumulate(widths)))


def _rows(form: Form, part: FormPart, subject: Subject, months: Sequence[int]) -> Iterator[Cells]:
    """The rows of a part; a cell that spans several goes on in those below it."""
    edges = edges_of(form.widths, form.landscape)
    for row in part.placed:
        cells: list[LaidCell] = []
        label = ""
        for left, right, cell in row:
            if cell is None:
                cells.append(LaidCell("", edges[left], edges[right], Look.LABEL, 0))
            elif cell.key in (MONTHS, SHARES):
                cells += _plan(cell, subject, edges[left], edges[right], months)
            else:
                cells.append(_cell(form, cell, subject, edges[left], edges[right], label))
                label = cell.label or label
        yield tuple(cells)


def _cell(form: Form, cell: FormCell, subject: Subject, left: int, right: int, label: str) -> LaidCell:
    if not cell.key:
        return LaidCell(cell.label, left, right, Look.LABEL if cell.label else Look.TEXT, cell.rows)
    value = shown(cell.key, subject, form, cell.label or label)
    entry = None if cell.key == "scale" or cell.label else value.entry
    return LaidCell(cell.label + value.text, left, right, value.look, cell.rows, entry)


def _plan(cell: FormCell, subject: Subject, left: int, right: int, otherwise: Sequence[int]) -> Iterator[LaidCell]:
    """A spending plan as cells of one width, its months or its shares."""
    months, shares = plan_of(subject)
    values = [month_shown(month) for month in months] if cell.key == MONTHS else shares
    if not months and otherwise:
        values = [month_shown(month) if cell.key == MONTHS else empty_share() for month in otherwise]
    values = values or [Shown("")]
    marks = [left + (right - left) * at // len(values) for at in range(len(values) + 1)]
    for (start, end), value in zip(pairwise(marks), values, strict=True):
        entry = value.entry if cell.key == SHARES else None
        yield LaidCell(value.text, start, end, value.look, 1, entry)


class _Table:
    """A table of a form with the rows of its records."""

    def __init__(self, form: Form, part: FormPart, subjects: Sequence[Subject], spare: Spare) -> None:
        self._part = part
        edges = edges_of(form.widths, form.landscape)
        first = part.label_columns if part.label else 0
        marks = [first, *(first + at for at in accumulate(column.columns for column in part.columns))]
        self._left = edges[first]
        self._edges = [(edges[left], edges[right]) for left, right in pairwise(marks)]
        self._rows = table_rows(form, part, subjects, spare.rows)
        if not spare.marks_gaps:
            self._rows = [without_marks(row) for row in self._rows]
        self._repeats = spare.repeats

    def block(self) -> Block:
        """Its headings and its rows; the label down its left stands beside all of them."""
        part = self._part
        heads = self._headings()
        rows = [*heads, *([] for _row in self._rows)]
        for at, column in enumerate(part.columns):
            runs = self._runs(at) if column.merged and not self._repeats else [1] * len(self._rows)
            for row, cells, run in zip(self._rows, rows[len(heads) :], runs, strict=True):
                value = row.values[at]
                text = value.text if run else ""
                cells.append(LaidCell(text, *self._edges[at], value.look, run, value.entry))
        if part.label:
            for number, cells in enumerate(rows):
                text, run = ("", 0) if number else (part.label, len(rows))
                cells.insert(0, LaidCell(text, 0, self._left, Look.LABEL, run))
        merged = frozenset(at + bool(part.label) for at, column in enumerate(part.columns) if column.merged)
        return Block(tuple(map(tuple, rows)), len(heads), bool(part.label), merged)

    def _headings(self) -> list[list[LaidCell]]:
        """One row of headings, or two where some share one over them."""
        named = list(zip(self._part.columns, self._edges, strict=True))
        if self._part.header_height == 1:
            return [[LaidCell(column.heading, left, right, Look.LABEL) for column, (left, right) in named]]
        first: list[LaidCell] = []
        second: list[LaidCell] = []
        for over, group in groupby(named, key=lambda pair: pair[0].over):
            columns = list(group)
            if over:
                first.append(LaidCell(over, columns[0][1][0], columns[-1][1][1], Look.LABEL))
            for column, (left, right) in columns:
                if not over:
                    first.append(LaidCell(column.heading, left, right, Look.LABEL, 2))
                second.append(LaidCell(column.heading if over else "", left, right, Look.LABEL, 1 if over else 0))
        return [first, second]

    def _runs(self, at: int) -> list[int]:
        """How many rows each cell of a merged column spans, 0 for one that goes on; an empty one stands alone.

        What is merged at its left and another record part it too, one of indicators the level one wherever it stands.
        """
        columns = enumerate(self._part.columns)
        of_indicators = self._part.columns[at].key.startswith(INDICATOR)
        merged = [
            number
            for number, column in columns
            if column.merged and (number <= at or (of_indicators and column.key == f"{INDICATOR}level1"))
        ]
        keys = [
            (row.group, *(row.values[number].text for number in merged)) if row.values[at].text else (number, None)
            for number, row in enumerate(self._rows)
        ]
        runs: list[int] = []
        for _key, group in groupby(keys):
            length = len(list(group))
            runs += [length, *[0] * (length - 1)]
        return runs
