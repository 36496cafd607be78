"""A form of the field as it is declared: its title, its rows of cells, its tables. Data alone, without I/O.

The declarations of a repository lie in `forms/SLUG.toml`; those that come with the program have the same form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

import msgspec

from perfcli.model import Record

MOST_COLUMNS = 60
Span = Annotated[int, msgspec.Meta(ge=1, le=MOST_COLUMNS)]
Height = Annotated[int, msgspec.Meta(ge=1, le=1000)]
Width = Annotated[int, msgspec.Meta(ge=1, le=10_000)]

PROJECT = "project"
UNIT = "unit"
LIST = "list"
EVALUATION = "evaluation"
MONITORING = "monitoring"
ADJUSTMENT = "adjustment"
SUBJECTS = (PROJECT, UNIT, LIST, EVALUATION, MONITORING, ADJUSTMENT)
"""What a form is of: a project, the whole of a unit or department, a list of projects, what became of a project."""

OF_RESULTS = (EVALUATION, MONITORING, ADJUSTMENT)
OF_PROGRESS = (EVALUATION, MONITORING)
"""Forms of what became of a project, or of the whole of a unit or department."""


MONTHS, SHARES = "spending_plan.months", "spending_plan.shares"
"""The keys of a spending plan whose months the form leaves open."""
_OF_A_TERM = frozenset(f"indicators.{key}" for key in ("name", "target", "operator", "value", "measure"))


class FormCell(Record, frozen=True, kw_only=True):
    """A cell: a printed label, the value of a key, or both: the value behind the label.

    `columns` and `rows` are how many of the form's it spans; a cell without label and key is empty.
    """

    OPTIONAL = ("label", "key", "columns", "rows")

    label: str = ""
    key: str = ""
    columns: Span = 1
    rows: Height = 1


class Placed(NamedTuple):
    """A cell and the columns of the form that it begins and ends at; None for one that goes on from above."""

    left: int
    right: int
    cell: FormCell | None


class FormColumn(Record, frozen=True, kw_only=True):
    """A column of a table that has a row for each indicator, each key that was adjusted, or each value of some details.

    `over` is a heading that it shares with those beside it; `merged`: equal values below each other are one cell;
    `term` is 中期 where the column is of the long-term goals.
    """

    OPTIONAL = ("over", "heading", "columns", "merged", "term")

    key: str
    over: str = ""
    heading: str = ""
    columns: Span = 1
    merged: bool = False
    term: str = ""


class FormPart(Record, frozen=True, kw_only=True):
    """Rows of cells, or a table with its columns; `label` is printed down the left of a table."""

    OPTIONAL = ("rows", "label", "label_columns", "columns")

    rows: tuple[tuple[FormCell, ...], ...] = ()
    label: str = ""
    label_columns: Span = 1
    columns: tuple[FormColumn, ...] = ()

    @property
    def placed(self) -> Iterator[list[Placed]]:
        """The cells of each row with the columns where they begin and end; those going on from above are among them."""
        going: dict[int, tuple[int, int]] = {}
        for row in self.rows:
            below: dict[int, tuple[int, int]] = {}
            found: list[Placed] = []
            cells, at = list(row), 0
            while cells or at in going:
                cell = None if at in going else cells.pop(0)
                right, rows = going[at] if cell is None else (at + cell.columns, cell.rows)
                found.append(Placed(at, right, cell))
                if rows > 1:
                    below[at] = right, rows - 1
                at = right
            going = below
            yield found

    @property
    def header_height(self) -> int:
        """How many rows the headings of its table take."""
        return 2 if any(column.over for column in self.columns) else 1

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms of its names and targets in their order, the year's as an empty text.

        A column that counts the rows or has levels one beside them is of these, whatever term it does not say.
        """
        telling = [column for column in self.columns if column.key in _OF_A_TERM] or self.columns
        return tuple(dict.fromkeys(column.term for column in telling))


class Form(Record, frozen=True, kw_only=True):
    """A form: `widths` are the parts of its columns of the page's width, `above` and `below` lines around its table.

    The title and the labels of the lines may hold `{year}` and `{name}`. Amounts are printed in `scale`.
    """

    name: str
    use: str = ""
    of: str = PROJECT
    title: str = ""
    scale: str = "元"
    landscape: bool = False
    widths: tuple[Width, ...]
    above: tuple[tuple[FormCell, ...], ...] = ()
    parts: tuple[FormPart, ...]
    below: tuple[tuple[FormCell, ...], ...] = ()

    @property
    def cells(self) -> Iterator[FormCell]:
        """Every declared cell outside of its tables, in the order of the form."""
        yield from (cell for line in self.above for cell in line)
        yield from (cell for part in self.parts for row in part.rows for cell in row)
        yield from (cell for line in self.below for cell in line)

    @property
    def keys(self) -> frozenset[str]:
        """Every key that it has a place for."""
        columns = (column.key for part in self.parts for column in part.columns)
        return frozenset((*(cell.key for cell in self.cells if cell.key), *columns))
