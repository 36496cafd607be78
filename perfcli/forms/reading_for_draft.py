"""Pages of a sheet, empty or filled in -> the forms on them as the reader takes them, empty cells too.

What would go where is asked of the reader itself: it reads the sheet once more with something in each empty cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from msgspec.structs import replace

from perfcli.formats.pages import Page, PageRow, Spot
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FormsRead, Written
from perfcli.forms.record.identity import IDENTITY
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_MONEY = regex("资金|预算|投资|经费|金额")
_KEYS = frozenset((*IDENTITY, "department", "goals", "long_term_goals", "overall", "purpose"))
_HIGHEST_HEADER = 3
_FIRST_VALUE = 1001
"""No such amount is the sum of others: none is told by what it comes to."""


def read_for_draft(pages: Sequence[Page], words: Vocabulary) -> FormsRead:
    """What these pages say, each empty cell with the key that a value in it would go to.

    What is said of the whole is told by the same values where nobody filled anything in. Amounts and goals that are
    the year's for want of others beside or over them are what they are where those have a value.
    """
    read = read_forms(pages, words)
    told = {_place(cell): cell.key for cell in read.cells}
    filled = read_forms([_filled(page, told, at, words) for at, page in enumerate(pages)], words)
    keys = {_place(cell): cell.key for cell in filled.cells}
    cells = [_told(cell, keys[_place(cell)], is_empty=not read.forms) for cell in read.cells]
    cells = [replace(cell, key=LABEL) if cell.key == "" and words.label(cell.text).term else cell for cell in cells]
    return replace(read, cells=tuple(cells), forms=read.forms or filled.forms)


def _place(cell: Written) -> tuple[int, int, int]:
    return cell.page, cell.row, cell.left


def _told(cell: Written, filled: str, *, is_empty: bool) -> Written:
    """A cell with its key: `filled` is that where all cells are filled in, which tells labels and values apart."""
    key = filled.split(", ")[0]
    if cell.text.strip() and (filled == LABEL or (is_empty and filled not in ("", NOTHING))):
        return replace(cell, key=filled)
    if cell.key in ("", NOTHING):
        return replace(cell, key=key if key in _KEYS or key.startswith(("budget.", "details.")) else "")
    is_money = all(one.startswith(("budget.", "details.")) for one in (cell.key, key))
    is_clearer = (cell.key, key) == ("goals", "long_term_goals") or (is_money and "budget." in (cell.key + key))
    return replace(cell, key=key) if is_clearer else cell


def _filled(page: Page, told: Mapping[tuple[int, int, int], str], number: int, words: Vocabulary) -> Page:
    """The same page with something in each empty cell that is neither above its labels nor in a table of indicators."""
    copies: dict[int, Spot] = {}
    rows: list[PageRow] = []
    for row in page.rows:
        spots = [replace(spot, above=copies.get(id(spot.above))) for spot in row.spots]
        copies |= {id(old): new for old, new in zip(row.spots, spots, strict=True)}
        rows.append(replace(row, spots=spots))
    values = count(_FIRST_VALUE)
    for at in _rows_to_fill(page, told, number, words):
        for spot in rows[at].own:
            is_open = told.get((number, at, spot.left)) == NOTHING and not words.label(spot.text).term
            if spot.is_empty or is_open:
                value = next(values)
                spot.text = str(value) if _is_amount(rows[:at], rows[at], spot, words) else f"某某{value}号"
    return replace(page, rows=rows)


def _rows_to_fill(
    page: Page, told: Mapping[tuple[int, int, int], str], number: int, words: Vocabulary
) -> Iterator[int]:
    """The rows from the first label on; behind the headings of indicators those that have labels of their own."""
    begun, within, end = False, False, 0
    for at, row in enumerate(page.rows):
        labels = [spot for spot in row.filled if told.get((number, at, spot.left)) == LABEL]
        begun = begun or (not row.is_line and any(words.is_label(words.label(spot.text)) for spot in labels))
        if not begun or row.is_line or at < end:
            continue
        height = _height_of_header(page, at, words) if row.filled else 0
        if height:
            within, end = True, at + height
        elif not within or (labels and not any(is_level(spot.text) for spot in row.filled)):
            yield at


def _height_of_header(page: Page, at: int, words: Vocabulary) -> int:
    """How many rows the header takes that begins in a row, 0 where none does: labels beside empty cells are none."""
    told = [
        replace(row, spots=[replace(one, text="某某") if one.is_empty and not one.above else one for one in row.spots])
        for row in page.rows[at : at + _HIGHEST_HEADER]
    ]
    rows = [*page.rows[:at], *told, *page.rows[at + len(told) :]]
    headers = (find_header(one, at, words, page.positions) for one in (rows, page.rows))
    return min((header.height if header else 0 for header in headers), default=0)


def _is_amount(above: Sequence[PageRow], row: PageRow, spot: Spot, words: Vocabulary) -> bool:
    """Whether a number is to be written into a cell, by the labels before and over it."""
    before = [words.label((one.above or one).text) for one in row.spots if one.right <= spot.left]
    before = [label for label in before if label.full]
    near = before[-1] if before else None
    over = (one for line in reversed(above) for one in line.filled if one.left <= spot.left < one.right)
    head = next((words.label(one.text) for one in over), None)
    if any(label is not None and words.money(label) for label in (near, head)):
        return True
    is_known = near is not None and (words.field(near) or words.is_detail(near))
    return not is_known and any(_MONEY.search(label.full) for label in before)
