"""The tables of a declared form: its columns are known, so that each cell is read by the heading it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from perfcli.form import LIST, Form, FormColumn, FormPart
from perfcli.formats.blocks import clean
from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.declared.result_values import is_result_column, result_column
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.laying.shown import DETAIL, INDICATOR, INDICATOR_DETAIL, SOURCE, TARGET_PARTS
from perfcli.forms.laying.shown_adjustments import ADJUSTMENTS
from perfcli.forms.laying.table_rows import NUMBER, is_of_adjustments, is_of_indicators, is_shared, shares_names
from perfcli.forms.parts.signatures import is_number, put_sum
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.tables.change_list import read_changes
from perfcli.forms.tables.indicator_table import IndicatorTable
from perfcli.forms.tables.project_list import ProjectList
from perfcli.forms.words.wording import as_seen


def column_spots(part: FormPart, rows: Sequence[PageRow]) -> list[Spot] | None:
    """The cells of the headings of a table, None where rows are not its first."""
    if len(rows) < part.header_height:
        return None
    spots = _without_label(part, rows[0])
    if part.header_height == 2 and spots is not None:
        spots = _lower(part, spots, _without_label(part, rows[1], goes_on=True))
    if spots is None or len(spots) < len(part.columns):
        return None
    found = spots[: len(part.columns)]
    named = zip(part.columns, found, strict=True)
    return found if all(as_seen(column.heading) == as_seen(spot.text) for column, spot in named) else None


def _without_label(part: FormPart, row: PageRow, *, goes_on: bool = False) -> list[Spot] | None:
    """The cells right of the label down the left, None where that is another."""
    if not part.label:
        return list(row.spots)
    if not row.spots or (not goes_on and as_seen(row.spots[0].text) != as_seen(part.label)):
        return None
    return list(row.spots[1:])


def _lower(part: FormPart, upper: Sequence[Spot], lower: Sequence[Spot] | None) -> list[Spot] | None:
    """The headings of two rows: those below a shared one, in place of it."""
    if lower is None or len(lower) < len(part.columns):
        return None
    found: list[Spot] = []
    at = 0
    for over, group in groupby(enumerate(part.columns), key=lambda pair: pair[1].over):
        columns = list(group)
        if over and (at >= len(upper) or as_seen(upper[at].text) != as_seen(over)):
            return None
        found += [lower[number] if over else _at(upper, at + place) for place, (number, _column) in enumerate(columns)]
        at += 1 if over else len(columns)
    return found


def _at(spots: Sequence[Spot], at: int) -> Spot:
    return spots[at] if at < len(spots) else Spot("", 0, 0, 0, "")


class DeclaredTable:
    """Reads the rows of a table into a draft, or into one for each project of a list."""

    def __init__(self, form: Form, part: FormPart, positions: Positions, draft: Draft) -> None:
        self._part, self._positions, self._draft = part, positions, draft
        self._is_list = form.of == LIST
        self._projects: ProjectList | None = None

    def read(self, header: Sequence[PageRow], rows: Sequence[PageRow]) -> None:
        """Take its headings and its rows."""
        draft, part = self._draft, self._part
        for row in header:
            draft.known(row.filled)
        spots = column_spots(part, header) or []
        first = 1 if part.label else 0
        columns = [
            self._column(column, spot, first + at)
            for at, (column, spot) in enumerate(zip(part.columns, spots, strict=True))
        ]
        head = Header(columns, len(header), self._positions, None, first + len(columns))
        if self._positions is not Positions.SPANS:
            self._begin_anew(head, rows)
        if self._is_list:
            self._projects = ProjectList(head, draft.words, draft, is_declared=True)
            for row in rows:
                self._projects.read(row)
        elif is_of_indicators(part):
            terms = part.terms if len(part.terms) == 1 or not shares_names(part) else ("",)
            table = IndicatorTable(head, draft.words, draft.ledger, terms, is_declared=True)
            for row in rows:
                if _names_indicator(head, row) or not put_sum(row, draft.words, draft.ledger):
                    table.read(row)
            first_row = len(draft.indicators)
            table.put_into(draft)
            self._leave_lacking(first_row)
        elif is_of_adjustments(part):
            read_changes(draft.adjustments, head, rows, draft.words, draft.ledger, is_declared=True)
        else:
            self._details(head, rows)

    def projects(self) -> list[FilledForm]:
        """The projects of a list."""
        return self._projects.finished() if self._projects else []

    def _column(self, column: FormColumn, spot: Spot, at: int) -> Column:
        left, right = (at, at + 1) if self._positions is Positions.ORDER else (spot.left, spot.right)
        terms = self._part.terms
        block = terms.index(column.term) if column.term in terms and not shares_names(self._part) else 0
        key, heading, of = _meaning(column)
        if is_result_column(key):
            return result_column(key, heading, left, right, block)
        term = column.term if key == "target" else ""
        return Column(key, heading, left, right, of, term, block)

    def _begin_anew(self, head: Header, rows: Sequence[PageRow]) -> None:
        """Where the format does not say what goes on from above, nothing does in a column that is not merged."""
        merged = {at for at, column in enumerate(self._part.columns) if column.merged}
        first = 1 if self._part.label else 0
        for row in rows:
            for column, spot in aligned(head, row):
                if column.left - first not in merged:
                    spot.above = None

    def _leave_lacking(self, first: int) -> None:
        """Indicators of a term say nothing of what only those of the other term have a column for."""
        for at, row in enumerate(self._draft.indicators[first:], first):
            if lacking := _lacking(self._part, row.term):
                self._draft.unread[at] = self._draft.unread.get(at, frozenset()) | lacking

    def _details(self, head: Header, rows: Sequence[PageRow]) -> None:
        """A small table: the texts of each of its columns, as far down as any is filled in."""
        cells: dict[str, list[Spot]] = {}
        texts: dict[str, list[str]] = {column.heading: [] for column in head.columns if column.key != NUMBER}
        for row in rows:
            placed = [(column, spot) for column, spot in aligned(head, row) if spot.above is None]
            filled = {column.heading: _text(spot) for column, spot in placed if column.key != NUMBER}
            if any(filled.values()):
                for label, found in texts.items():
                    found.append(filled.get(label, ""))
            for column, spot in placed:
                if not spot.is_empty:
                    key = f"{DETAIL}{column.heading}" if _text(spot) else NOTHING
                    cells.setdefault(column.heading, []).append(spot)
                    self._draft.ledger.put(spot, LABEL if column.key == NUMBER else key)
        for label, found in texts.items():
            while found and not found[-1]:
                found.pop()
            if found:
                self._draft.details.setdefault(label, []).extend(found)
            if is_amount_label(label):
                self._draft.funds.detail(label, cells.get(label, []))


def _lacking(part: FormPart, term: str) -> frozenset[str]:
    """The keys of indicators that a table has columns for, but none for those of a term."""
    columns = [column for column in part.columns if column.key.startswith(INDICATOR)]
    own = {_kept_as(column.key) for column in columns if column.term == term or is_shared(part, column)}
    return frozenset(map(_kept_as, (column.key for column in columns))) - own - {""}


def _kept_as(key: str) -> str:
    """The key of a record's indicator that a column says, be it a part of it; empty for what became of one."""
    name = key.removeprefix(INDICATOR)
    if name in TARGET_PARTS:
        return "target"
    return "" if is_result_column(name) else name


def _names_indicator(head: Header, row: PageRow) -> bool:
    """Whether a row begins with a name and says more than a sum does: an indicator may be called 合计."""
    filled = row.filled
    names = [spot for column, spot in aligned(head, row) if column.key == "name" and not is_blank(spot.text)]
    is_name = bool(filled and names) and names[-1] is filled[0]
    return is_name and any(not (is_number(spot.text) or is_blank(spot.text)) for spot in filled[1:])


def _text(spot: Spot) -> str:
    return "" if is_blank(spot.text) else clean(spot.text)


def _meaning(column: FormColumn) -> tuple[str, str, str]:
    """The key of a column among those of tables, its heading, and what it belongs to."""
    key = column.key
    if key == NUMBER:
        return NUMBER, column.heading, "indicator"
    if key.startswith(INDICATOR_DETAIL):
        return "", key.removeprefix(INDICATOR_DETAIL), "indicator"
    if key.startswith(INDICATOR):
        name = key.removeprefix(INDICATOR)
        return "target" if name == "value" else name, column.heading, "indicator"
    if key.startswith(SOURCE):
        return "source", key.removeprefix(SOURCE), "money"
    if key.startswith("budget."):
        return key.removeprefix("budget."), column.heading, "money"
    if key.startswith(DETAIL):
        return "", key.removeprefix(DETAIL), "project"
    return key.removeprefix(ADJUSTMENTS), column.heading, "project"
