"""Rows inside a table of indicators, and cells beside them, that are none of its indicators."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.header import Header
from perfcli.forms.headings.levels import is_level, is_level_one, level_name
from perfcli.forms.parts.signatures import is_sum_of_level, put_sum
from perfcli.forms.parts.table_end import is_level_band
from perfcli.forms.parts.total_row import put_execution, put_total
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.amount_columns import is_place, is_place_sum
from perfcli.forms.tables.indicator_table import IndicatorTable
from perfcli.forms.words.label import without_remark
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import LONG_TERM


def put_section(row: PageRow, table: IndicatorTable) -> None:
    """Keep the label down the left of the indicators, where it stands beside a row of them: their term, or a level."""
    left = min((column.left for column in table.header.columns), default=0)
    for spot in row.filled:
        label = table.words.label(spot.text)
        if spot.left < left and (table.words.is_section(label) or table.words.indicator(label) == "name"):
            table.ledger.put(spot, LABEL)
            if label.term and table.header.blocks == 1:
                table.terms = [LONG_TERM if label.term == "long" else ""]
            return
        if spot.left < left and is_level(spot.text):
            table.set_level(spot.text, spot)
            return


def level_bands(above: Sequence[PageRow], header: Header, words: Vocabulary) -> Sequence[PageRow]:
    """The row right above a header that names the level one of its indicators, beside 绩效指标 or alone; else none."""
    if not above or above[-1].is_line or header.find("level1") is not None or not 0 < len(above[-1].filled) < 3:
        return []
    *beside, level = above[-1].filled
    labels = [words.label(spot.text) for spot in beside]
    known = all(words.is_section(label) or words.indicator(label) == "name" for label in labels)
    return above[-1:] if known and is_level_one(level_name(level.text)) else []


def is_passed(row: PageRow, table: IndicatorTable, draft: Draft) -> bool:
    """Whether a row is none of an indicator: a sum, a level one by itself, nothing; it is kept then."""
    own, header, words = row.filled, table.header, table.words
    if (
        not own
        or put_total(header, row, draft)
        or put_execution(header, row, draft)
        or _put_allotted(row, table, draft)
    ):
        return True
    if put_sum(row, words, table.ledger):
        return True
    if is_sum_of_level(row, words):
        table.set_level(own[0].text, own[0])
        return put_sum(row, words, table.ledger, of=own[0])
    if is_level_band(header, row, words) or _is_level_alone(row, table):
        table.set_level(own[0].text, own[0])
        return True
    name = header.find("name")
    is_empty = len(own) == 1 and all(spot.is_empty for spot in row.spots if spot is not own[0])
    is_beside = name is None or not (own[0].left < name.right and name.left < own[0].right)
    if is_empty and is_beside and is_blank(own[0].text):
        table.ledger.put(own[0], NOTHING)
        return True
    return False


def _put_allotted(row: PageRow, table: IndicatorTable, draft: Draft) -> bool:
    """Whether a row has the money of each place below its heading, before the indicators: 分配资金（万元）."""
    header = table.header
    first, *amounts = row.filled
    label = table.words.label(first.text)
    placed = [(spot, column) for column, spot in aligned(header, row) if any(spot is one for one in amounts)]
    if not placed or len(placed) < len(amounts) or not is_amount_label(label.full):
        return False
    columns = [column for _spot, column in placed]
    if not all(is_place(one.heading) or is_place_sum(one.heading) for one in columns):
        return False
    if first.left > header.columns[0].left or not all(is_amount(spot.text) for spot in amounts):
        return False
    draft.known([first])
    for spot, column in placed:
        name = f"{without_remark(label.full)}（{column.heading}）"
        draft.amount_detail(name, spot, scale=scale_in(label.remark))
    return True


def _is_level_alone(row: PageRow, table: IndicatorTable) -> bool:
    """Whether a row has a level one and nothing else, at the left of the table."""
    header, own = table.header, row.filled
    name = header.find("name")
    is_wide = name is not None and own[0].right > name.left and header.positions is Positions.SPANS
    is_two = header.positions is Positions.COLUMNS and table.words.is_level_two(table.words.label(own[0].text))
    is_short = header.positions is Positions.ORDER and row.spots[-1] is own[0]  # its cell goes on to the right
    is_alone = len(own) == 1 and (len(row.own) == 1 or is_wide or is_short) and not (is_two and header.find("kind"))
    first = next((column.left for column in header.columns if column.key or column.heading), 0)
    return is_alone and is_level(own[0].text) and own[0].left <= first
