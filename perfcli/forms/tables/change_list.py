"""A 调整表 that is a list with a row for each change: when, what, before, after, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.parts.signatures import is_signed
from perfcli.forms.record.adjustments import FUNDS, Adjustments, day_of
from perfcli.forms.record.filled import SaidChange
from perfcli.forms.words import changes
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.keys import key_text

BEFORE, AFTER = changes.BEFORE, changes.AFTER
REASON, DATE, KEY, NUMBER = "reason", "date", "key", "number"
"""The columns of a list of changes."""

_LONGEST_HEAD = 20

_COLUMNS = frozenset({BEFORE, AFTER, REASON, DATE, KEY, NUMBER})


def find_changes(row: PageRow, words: Vocabulary, positions: Positions) -> Header | None:
    """The header of a list of changes that a row is: what, before and after, each once, and no level of indicators."""
    columns: list[Column] = []
    for at, spot in enumerate(row.spots):
        label = words.label(spot.text)
        if words.indicator(label) in ("level1", "kind"):
            return None
        left, right = (at, at + 1) if positions is Positions.ORDER else (spot.left, spot.right)
        columns.append(Column(words.change(label), label.printed, left, right, "project"))
    found = [column.key for column in columns if column.key]
    if len(set(found)) < len(found) or not {KEY, BEFORE, AFTER} <= set(found):
        return None
    return Header(columns, 1, positions)


def ends_list(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row is none of a list: a line, signatures, a label with its value."""
    filled = row.filled
    is_pair = 0 < len(filled) <= 2 and words.is_strong(words.label(filled[0].text))
    return row.is_line or is_pair or is_signed(row, words)


def read_changes(
    found: Adjustments,
    header: Header,
    rows: Sequence[PageRow],
    words: Vocabulary,
    ledger: Ledger,
    *,
    is_declared: bool = False,
) -> None:
    """The rows of a list of changes; a date and a reason that go on from above are said once.

    In a declared form a word that is not a key is a label of the form's own: a detail.
    """
    found.is_list = True
    day: date | None = None
    reason = ""
    for row in rows:
        cells = {column.key: spot for column, spot in aligned(header, row) if column.key in _COLUMNS}
        texts = {key: "" if is_blank(spot.text) else clean(spot.text) for key, spot in cells.items()}
        _put(row, cells, ledger)
        if not any(text for key, text in texts.items() if key != NUMBER):
            continue
        if texts.get(DATE):
            day, reason = _day(cells[DATE], ledger), texts.get(REASON, "")
        elif texts.get(REASON) or (DATE not in cells and _is_own(cells.get(REASON))):
            reason = texts.get(REASON, "")
        change = _change(row, texts, reason, day, words)
        if is_declared and not change.meaning and change.key and "·" not in change.key:
            change = replace(change, meaning=key_text(("details", "".join(change.key.split()))))
        found.rows.append(change)


def heads_sides(row: PageRow, words: Vocabulary) -> bool:
    """Whether 调整前 and 调整后 stand in a row over two tables side by side, whatever is headed beside them."""
    labels = [words.label(spot.text) for spot in row.filled]
    told = [words.change(label) for label in labels]
    is_told = told.count(BEFORE) == told.count(AFTER) == 1 and set(told[:2]) == {BEFORE, AFTER}
    return is_told and not row.is_line and all(len(label.full) < _LONGEST_HEAD for label in labels)


def reasons_above(rows: Sequence[PageRow], header: Header, words: Vocabulary) -> list[Column]:
    """The columns of what else is headed in these rows, 调整原因, that have no heading over indicators."""
    is_over = any(heads_sides(row, words) for row in rows)
    told = [(spot, words.label(spot.text)) for row in rows for spot in row.filled]
    told = [(spot, label) for spot, label in told if words.change(label) not in (BEFORE, AFTER)]
    told = [(spot, label) for spot, label in told if is_over or words.change(label) == REASON]
    if header.positions is Positions.ORDER:
        return _behind([label for _spot, label in told], header) if is_over else []
    made = []
    for spot, label in told:
        below = [column for column in header.columns if column.left <= spot.left < column.right]
        if not below:
            made.append(Column("", label.printed, spot.left, spot.right))
        elif is_over and (not below[0].heading or _is_of_empty(below[0], header)):
            below[0].key, below[0].heading = "", label.printed
    return made


def _is_of_empty(column: Column, header: Header) -> bool:
    """Whether a heading of csv stands over an empty cell too, and so was taken for that of units: 指标值."""
    same = [one for one in header.columns if one.heading == column.heading]
    return header.positions is Positions.COLUMNS and column.key == "measure" and len(same) > 1


def _behind(labels: Sequence[Label], header: Header) -> list[Column]:
    """The columns of these headings where only the order of cells is known: the last ones, without their own."""
    count = len(labels)
    last = header.columns[-count:] if count else []
    if last and not any(column.heading for column in last):
        for column, label in zip(last, labels, strict=True):
            column.heading = label.printed
        return []
    right = header.columns[-1].right
    return [Column("", label.printed, right + at, right + at + 1) for at, label in enumerate(labels)]


def _is_own(spot: Spot | None) -> bool:
    """Whether a cell is none that goes on from above."""
    return spot is not None and spot.above is None


def _change(row: PageRow, texts: Mapping[str, str], reason: str, day: date | None, words: Vocabulary) -> SaidChange:
    key = texts.get(KEY, "")
    part = words.money(words.label(key)) if key else ""
    return SaidChange(
        where=next((spot.where for spot in row.filled), ""),
        key=key,
        meaning=f"budget.{part}" if part in FUNDS else "",
        before=texts.get(BEFORE, ""),
        after=texts.get(AFTER, ""),
        reason=reason,
        day=day,
    )


def _put(row: PageRow, cells: Mapping[str, Spot], ledger: Ledger) -> None:
    keys = {id(spot): key for key, spot in cells.items()}
    for spot in row.filled:
        key = keys.get(id(spot), "")
        if is_blank(spot.text):
            ledger.put(spot, NOTHING)
        elif key:
            ledger.put(spot, LABEL if key == NUMBER else f"adjustments.{key}")


def _day(spot: Spot, ledger: Ledger) -> date | None:
    found = day_of(spot.text)
    if found is None:
        ledger.take_back(spot, _("not a date such as 2021-07-31"))
    return found
