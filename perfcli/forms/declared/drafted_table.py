"""The tables of a sheet -> the columns that declare them, as the reader understands their headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from msgspec.structs import replace

from perfcli.form import FormColumn, FormPart
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.levels import is_level
from perfcli.forms.laying.shown import INDICATOR, INDICATOR_DETAIL, SOURCE
from perfcli.forms.laying.table_rows import NUMBER
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.terms import terms_of
from perfcli.forms.record.filled import Written
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import LONG_TERM

_MERGED = ("level1", "kind")
_KNOWN = ("level1", "kind", "name", "target", "description", "basis", "weight", "operator", "measure")
_NAMELESS = "备注"
"""What a column without a heading is called."""


@dataclass(frozen=True, slots=True)
class DraftedTable:
    """A table as it is declared, and the row behind its last one."""

    part: FormPart
    end: int

    @classmethod
    def begun(
        cls, rows: Sequence[Sequence[Written]], at: int, words: Vocabulary, marks: Sequence[int]
    ) -> DraftedTable | None:
        """The table whose headings stand in a row, None where none does."""
        page = list(page_rows(rows))
        header = find_header(page, at, words, Positions.SPANS)
        if header is None or len({column.left for column in header.columns}) < len(header.columns):
            return None
        if any(cell.key and not cell.text.strip() for row in rows[at : at + header.height] for cell in row):
            return None  # labels before or over values that are not there yet
        side = next((cell for cell in rows[at] if cell.left < header.columns[0].left and cell.text.strip()), None)
        terms = terms_of(header, page[:at], words)
        columns = tuple(_columns(header, rows[at], words, marks, terms))
        part = FormPart(
            label="".join(side.text.split()) if side else "",
            label_columns=max(1, marks.index(header.columns[0].left)),
            columns=columns,
        )
        is_list = any(column.key == "name" for column in columns)
        return cls(part, len(rows) if is_list else _end(rows, at + header.height, header, side))


def page_rows(rows: Sequence[Sequence[Written]]) -> Iterator[PageRow]:
    """The rows of a page out of what was told of its cells."""
    going: dict[int, tuple[Spot, int]] = {}
    for number, row in enumerate(rows):
        own = [Spot(cell.text, cell.left, cell.left + cell.columns, number, cell.where) for cell in row]
        begun = {cell.left for cell in row}
        above = [
            Spot("", spot.left, spot.right, number, spot.where, spot)
            for left, (spot, _rows) in going.items()
            if left not in begun
        ]
        going = {left: (spot, rest - 1) for left, (spot, rest) in going.items() if rest > 1 and left not in begun}
        for cell, spot in zip(row, own, strict=True):
            if cell.rows > 1:
                going[cell.left] = spot, cell.rows - 1
        yield PageRow(sorted([*own, *above], key=lambda spot: spot.left), 1)


def to_one_edge(rows: Sequence[Sequence[Written]]) -> list[list[Written]]:
    """Rows that all end where the widest does: of two tables one below the other Word has one with fewer columns."""
    edge = max((cell.left + cell.columns for row in rows for cell in row), default=0)
    last = [max(row.spots, key=lambda spot: spot.right) for row in page_rows(rows)]
    short = {(origin.place, origin.left) for spot in last if spot.right < edge for origin in (spot.above or spot,)}
    return [
        [replace(cell, columns=edge - cell.left) if (number, cell.left) in short else cell for cell in row]
        for number, row in enumerate(rows)
    ]


def _columns(
    header: Header, row: Sequence[Written], words: Vocabulary, marks: Sequence[int], terms: Sequence[str]
) -> Iterator[FormColumn]:
    parted = {column.block for column in header.columns if column.key in ("operator", "measure")}
    long = {column.block for column in header.columns if column.term == LONG_TERM and header.blocks > 1}
    long |= {block for block, term in enumerate(terms) if term}
    taken: set[tuple[str, str]] = set()
    for column in header.columns:
        term = LONG_TERM if column.term == LONG_TERM or column.block in long else ""
        key = _key(column, has_parts=column.block in parted)
        key = next(one for one in _names(key) if (one, term) not in taken)
        taken.add((key, term))
        over = next((cell.text for cell in row if cell.left <= column.left < cell.left + cell.columns), "")
        is_under = header.height > 1 and words.label(over).full != words.label(column.heading).full
        yield FormColumn(
            key=key,
            over=" ".join(over.split()) if is_under else "",
            heading=_printed(column, row),
            columns=max(1, marks.index(column.right) - marks.index(column.left)),
            merged=column.key in _MERGED or column.of in ("project", "money"),
            term=term,
        )


def _printed(column: Column, row: Sequence[Written]) -> str:
    """The heading as the sheet prints it."""
    found = (cell.text for cell in row if cell.left == column.left and cell.left + cell.columns == column.right)
    return " ".join(next(found, column.heading).split())


def _names(key: str) -> Iterator[str]:
    """A key, and what it is called where another column has it."""
    yield key
    base = key if key.startswith(INDICATOR_DETAIL) else f"{INDICATOR_DETAIL}{key.rpartition('.')[2]}"
    yield from (f"{base}{number}" for number in count(2))


def _key(column: Column, *, has_parts: bool) -> str:
    key = column.key
    if column.of == "money" and not column.was:
        return f"{SOURCE}{column.heading}" if key == "source" else f"budget.{key}"
    if column.of == "project" or column.was:
        return "unit" if key == "unit_code" else key
    if key == "number":
        return NUMBER
    if key == "best" or (key == "target" and not has_parts):
        return f"{INDICATOR}target"
    if key == "target":
        return f"{INDICATOR}value"
    return f"{INDICATOR}{key}" if key in _KNOWN else f"{INDICATOR_DETAIL}{column.heading or _NAMELESS}"


def _end(rows: Sequence[Sequence[Written]], at: int, header: Header, side: Written | None) -> int:
    """Where the rows of indicators end: beside the label down the left, else while their cells are of indicators."""
    left = header.columns[0].left
    while at < len(rows):
        row = rows[at]
        beside = side is not None and not any(cell.left < left for cell in row)
        if not (beside or any(cell.key.startswith(INDICATOR) for cell in row) or _is_passed(row) or _is_open(row)):
            break
        at += 1
    return at


def _is_open(row: Sequence[Written]) -> bool:
    """Whether a row is one of levels without an indicator yet."""
    return all(cell.key == NOTHING or is_level(cell.text) for cell in row if cell.text.strip())


def _is_passed(row: Sequence[Written]) -> bool:
    """Whether a row is empty, or one of sums."""
    keys = {cell.key for cell in row if cell.text.strip()}
    return keys <= {NOTHING} or ("sum" in keys and keys <= {NOTHING, "sum", LABEL})
