"""The table of one project as it is laid out on a page: cells with the columns that they span.

Widths are in twentieths of a point, for A4 between the margins of an official document (GB/T 9704: 156 mm).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from perfcli.formats.blocks import clean, joined
from perfcli.formats.layout import WIDTH, Cells, LaidCell, Look
from perfcli.forms.amounts import write_amount, write_percent
from perfcli.forms.goals import write_goals
from perfcli.forms.indicator_rows import levels_one
from perfcli.forms.project import PublishedProject
from perfcli.forms.table import write_unit
from perfcli.forms.wording import (
    BUDGET,
    COLUMNS,
    FISCAL,
    GOALS,
    OTHER,
    PLAN,
    PROJECT_CODE,
    PROJECT_NAME,
    TOTAL,
)
from perfcli.model import Indicator

_COLUMN_WIDTHS = (1130, 1330, 1660, 1960, 1200, 1564)
_EDGES = (0, *accumulate(_COLUMN_WIDTHS))
_LABEL = _COLUMN_WIDTHS[0]
_BUDGET_WIDTHS = (800, 1620, 1120, 1620, 980, 1574)


class Form(NamedTuple):
    """The rows of a project's table: those above the indicators, the header of these, and one for each."""

    head: list[Cells]
    header: Cells
    indicators: list[Cells]

    @property
    def rows(self) -> list[Cells]:
        """All rows in their order."""
        return [*self.head, self.header, *self.indicators]


def form_of(project: PublishedProject) -> Form:
    """A project's table, texts as the form carries them."""
    header = tuple(_cell(name, at, Look.LABEL) for at, name in enumerate(COLUMNS))
    return Form(list(_head(project)), header, list(_indicators(project.indicators)))


def _head(project: PublishedProject) -> Iterator[Cells]:
    unit_name, budget = joined(project.unit_name), project.budget
    months = sorted(project.spending_plan)
    unit_edge, code_edge, name_edge = _EDGES[4], _LABEL + 2780, _LABEL + 3760
    yield (
        LaidCell(write_unit(project.unit, unit_name), 0, unit_edge, Look.TEXT),
        LaidCell("单位：元", unit_edge, WIDTH, Look.AMOUNT),
    )
    yield (
        LaidCell(PROJECT_CODE, 0, _LABEL, Look.LABEL),
        LaidCell(project.code, _LABEL, code_edge, Look.TEXT),
        LaidCell(PROJECT_NAME, code_edge, name_edge, Look.LABEL),
        LaidCell(joined(project.name), name_edge, WIDTH, Look.TEXT),
    )
    labels = ((TOTAL, budget.total), (FISCAL, budget.fiscal), (OTHER, budget.other))
    amounts = [part for label, amount in labels for part in ((label, Look.LABEL), (write_amount(amount), Look.AMOUNT))]
    yield (LaidCell(BUDGET, 0, _LABEL, Look.LABEL, rows=2), *_spread(amounts, _BUDGET_WIDTHS))
    yield (LaidCell("", 0, _LABEL, Look.LABEL, rows=0), LaidCell(clean(project.purpose), _LABEL, WIDTH, Look.TEXT))
    shares = _evenly(len(months))
    heads = [(f"{month}月底", Look.LABEL) for month in months]
    plan = [(write_percent(project.spending_plan[month]), Look.MIDDLE) for month in months]
    yield (LaidCell(PLAN, 0, _LABEL, Look.LABEL, rows=2), *_spread(heads or [("", Look.TEXT)], shares))
    yield (LaidCell("", 0, _LABEL, Look.LABEL, rows=0), *_spread(plan or [("", Look.TEXT)], shares))
    goals = LaidCell(write_goals(project.goals), _LABEL, WIDTH, Look.TEXT)
    yield LaidCell(GOALS, 0, _LABEL, Look.LABEL), goals


def _evenly(count: int) -> list[int]:
    room, parts = WIDTH - _LABEL, max(count, 1)
    marks = [room * at // parts for at in range(parts + 1)]
    return [right - left for left, right in pairwise(marks)]


def _spread(texts: Sequence[tuple[str, Look]], widths: Sequence[int]) -> Iterator[LaidCell]:
    """Cells side by side, right of the label."""
    left = _LABEL
    for (text, look), width in zip(texts, widths, strict=True):
        yield LaidCell(text, left, left + width, look)
        left += width


def _cell(text: str, at: int, look: Look, rows: int = 1) -> LaidCell:
    return LaidCell(text, _EDGES[at], _EDGES[at + 1], look, rows)


def _indicators(indicators: Sequence[Indicator]) -> Iterator[Cells]:
    """One row an indicator; level one stands once beside the rows that follow one another with it."""
    levels = [(levels_one(joined(item.kind)) or [""])[0] for item in indicators]
    for number, item in enumerate(indicators):
        goes_on = number > 0 and levels[number] != "" and levels[number - 1] == levels[number]
        rows = 0 if goes_on else _run(levels, number)
        texts = clean(item.description), clean(item.target), clean(item.basis)
        yield (
            _cell("" if goes_on else levels[number], 0, Look.MIDDLE, rows),
            _cell(joined(item.kind), 1, Look.MIDDLE),
            _cell(joined(item.name), 2, Look.TEXT),
            *(_cell(text, at, Look.TEXT) for at, text in enumerate(texts, 3)),
        )


def _run(levels: Sequence[str], start: int) -> int:
    """How many rows from one on have the same level one; an unknown one stands alone."""
    end = start + 1
    while levels[start] and end < len(levels) and levels[end] == levels[start]:
        end += 1
    return end - start
