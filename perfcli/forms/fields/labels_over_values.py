"""Labels that stand over their values: whether a row has such, over one row of values or over several."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import Positions, Spot
from perfcli.forms.cells.cells_below import NUMBER, is_amount_cell, under
from perfcli.forms.fields.heading_row import LONGEST_HEAD, SENTENCE, HeadingRow
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.words.label import normal


def kind_over_values(heads: HeadingRow) -> str:
    """Labels over their values: of one row each, or the headings of a small table."""
    values = [heads.below[at] for at in sorted(heads.below)]
    short = heads.positions is Positions.COLUMNS and 0 in heads.below and len(values) > 1  # an empty cell is no cell
    if len(heads.filled) < len(heads.cells) or (len(values) != len(heads.cells) and not short):
        return ""
    if any(spot.above is not None for spot in values):
        return ""
    if len(heads.cells) == 1:
        return "fields" if _is_over_one(heads, values[0]) else ""
    if _are_odd(heads):
        return "table"
    texts = [heads.words.label(spot.text) for spot in values]
    if any(heads.words.is_strong(text) or heads.words.is_section(text) for text in texts):
        return ""
    if heads.words.field(heads.labels[0]) in ("name", "code") and heads.words.money(texts[0]):
        return ""  # 项目编码, which has none, above 项目资金总额
    pairs = [inline_pair(spot.text, heads.words) for spot in values]
    if any(pair is not None and heads.words.is_label(pair[0]) for pair in pairs):
        return ""
    if not any(holds(heads, values) for holds in (_are_headings, _are_over_numbers, _are_over_sentences)):
        return ""
    is_whole = _are_of_whole(heads) and _is_over_row(heads, values)
    several = not is_whole and (heads.words.is_heading(heads.labels[0]) or _rows_below(heads) > 1)
    return "table" if several and not _are_parts(heads, values) else "fields"


def _are_of_whole(heads: HeadingRow) -> bool:
    """Whether these are over all the money: its budget, and what was spent of it."""
    return "amount" in heads.columns and "spent" in map(heads.words.money_result, heads.labels)


def _is_over_row(heads: HeadingRow, values: Sequence[Spot]) -> bool:
    """Whether the row below is one of amounts, and the next begins with a label of its own."""
    after = heads.rows[heads.at + 2].filled if heads.at + 2 < len(heads.rows) else []
    ends = not after or heads.words.is_strong(heads.words.label(after[0].text))
    return NUMBER.fullmatch(values[0].text.strip()) is not None and ends


def _is_over_one(heads: HeadingRow, value: Spot) -> bool:
    """Whether the one label of a row stands over its text."""
    label = heads.labels[0]
    known = heads.words.field(label) in ("goals", "purpose") or heads.words.is_detail(label)
    pieces = [piece for piece in value.text.split("\u3000") if piece.strip()]
    pairs = [inline_pair(piece, heads.words) for piece in pieces]
    inline = any(pair is not None and heads.words.is_label(pair[0]) for pair in pairs[:1])
    inline = inline or (len(pairs) > 1 and None not in pairs)  # 申请人：某某　　联系电话：0
    told = inline or heads.words.is_strong(heads.words.label(value.text))
    longer = len(value.text) > len(heads.cells[0].text)
    return known and not told and longer and value.right == heads.cells[0].right


def _are_headings(heads: HeadingRow, values: Sequence[Spot]) -> bool:
    """Whether all look like labels, or two that are known stand side by side where a value would be."""
    if len(values) > 2 and _count_rows(heads, values[0]):
        return True
    if len(heads.labels) > 1 and all(map(heads.words.is_heading, heads.labels)) and _rows_below(heads) > 1:
        return not any(heads.words.is_label(heads.words.label(spot.text)) for spot in values)
    if all(map(heads.words.looks_like_label, heads.labels)):
        return not any(heads.words.looks_like_label(heads.words.label(spot.text)) for spot in values)
    looking = sum(map(heads.words.looks_like_label, heads.labels))
    if looking > 1 and looking * 2 >= len(heads.labels) and _is_below_labels_over_values(heads):
        return not any(heads.words.looks_like_label(heads.words.label(spot.text)) for spot in values)
    like = [heads.words.looks_like_label(label) for label in heads.labels]
    beside = looking * 2 == len(heads.labels) and any(one and other for one, other in pairwise(like))
    first = looking > 1 and heads.words.is_heading(heads.labels[0])
    if (beside or first or looking * 2 > len(heads.labels)) and len(heads.labels) > 2 and _rows_below(heads) > 1:
        return not any(heads.words.looks_like_label(heads.words.label(spot.text)) for spot in values)
    strong = [heads.words.is_strong(label) for label in heads.labels]
    known = sum(map(heads.words.is_label, heads.labels))
    return known * 2 > len(heads.labels) and any(one and other for one, other in pairwise(strong))


def _count_rows(heads: HeadingRow, value: Spot) -> bool:
    """Whether the first of these is over numbers of rows: 序号."""
    return heads.words.indicator(heads.labels[0]) == "number" and value.text.strip().isdecimal()


def _are_over_sentences(heads: HeadingRow, values: Sequence[Spot]) -> bool:
    """Whether a label stands over texts too long to be labels of what is beside them, row by row."""
    if not heads.words.is_label(heads.labels[0]) or any(SENTENCE.search(label.full) for label in heads.labels):
        return False
    if any(len(label.full) >= LONGEST_HEAD for label in heads.labels) or _rows_below(heads) < 2:
        return False
    if any(heads.words.looks_like_label(heads.words.label(spot.text)) for spot in values):
        return False
    firsts = [under(heads.cells, row, heads.positions).get(0) for row in heads.rows[heads.at + 1 : heads.at + 3]]
    return all(spot is not None and len(normal(spot.text)) > len(heads.labels[0].full) for spot in firsts) and any(
        spot is not None and len(normal(spot.text)) >= LONGEST_HEAD for spot in firsts
    )


def _is_below_labels_over_values(heads: HeadingRow) -> bool:
    """Whether the two rows above are one of labels and one of their values: a form that goes on so."""
    if heads.at < 2 or any(row.is_line for row in heads.rows[heads.at - 2 : heads.at]):
        return False
    labels, values = (
        [heads.words.looks_like_label(heads.words.label(spot.text)) for spot in row.filled]
        for row in heads.rows[heads.at - 2 : heads.at]
    )
    return len(labels) > 1 and len(labels) == len(values) and all(labels) and not any(values)


def _are_parts(heads: HeadingRow, values: Sequence[Spot]) -> bool:
    """Whether parts of the money stand over their amounts."""
    return all(map(heads.words.money, heads.labels)) and all(map(is_amount_cell, values))


def _are_over_numbers(heads: HeadingRow, values: Sequence[Spot]) -> bool:
    """Whether words stand over numbers: headings, whatever they are called."""
    first = heads.words.label(values[0].text)
    if heads.words.looks_like_label(first) and not (heads.words.is_sum(first) and _rows_below(heads) > 1):
        return False
    if len(heads.labels) == 2 and _are_names_and_amounts(heads, values):
        return True
    if len(heads.labels) < 3 or any(map(heads.words.is_strong, heads.labels)):
        return _are_parts(heads, values) and any(not spot.is_empty for spot in values)
    numbers = [at for at, spot in enumerate(values) if at and NUMBER.fullmatch(spot.text.strip())]
    return 1 in numbers or len(numbers) > 1 or any(_is_over_amounts(heads, at) for at in numbers)


def _is_over_amounts(heads: HeadingRow, at: int) -> bool:
    """Whether a heading such as 金额 has amounts below it, row by row, and none behind it."""
    rows = heads.rows[heads.at + 1 : heads.at + 1 + _rows_below(heads)]
    below = [under(heads.cells, row, heads.positions).get(at) for row in rows]
    are_amounts = all(spot is not None and is_amount_cell(spot) for spot in below)
    return heads.words.money_column(heads.labels[at]) == "amount" and len(rows) > 1 and are_amounts


def _are_odd(heads: HeadingRow) -> bool:
    """Whether an odd number of short words, the first known to nobody, is over as many texts in each row: no pairs."""
    count = len(heads.cells)
    if count % 2 == 0 or heads.words.is_label(heads.labels[0]):
        return False
    if any(len(label.full) >= LONGEST_HEAD or SENTENCE.search(label.full) for label in heads.labels):
        return False
    rows = heads.rows[heads.at + 1 : heads.at + 1 + _rows_below(heads)]
    return len(rows) > 1 and all(len(row.filled) == count for row in rows)


def _are_names_and_amounts(heads: HeadingRow, values: Sequence[Spot]) -> bool:
    """Whether amounts stand below the second of two headings, and below the first what they are for, row by row."""
    head, amount = heads.labels
    told = [head, heads.words.label(values[0].text)]
    if any(heads.words.is_label(label) or heads.words.money(label) for label in told) or not heads.words.money(amount):
        return False
    return NUMBER.fullmatch(values[1].text.strip()) is not None and _rows_below(heads) > 1


def _rows_below(heads: HeadingRow) -> int:
    """How many rows follow whose cells stand below these, each below one."""
    count = 0
    for row in heads.rows[heads.at + 1 :]:
        below = under(heads.cells, row, heads.positions)
        filled = row.filled
        if row.is_line or not filled or any(spot not in below.values() for spot in filled):
            break
        if filled[0].left < heads.cells[0].left or _look_like_labels(heads, filled):
            break
        count += 1
    return count


def _look_like_labels(heads: HeadingRow, spots: Sequence[Spot]) -> bool:
    return sum(heads.words.looks_like_label(heads.words.label(spot.text)) for spot in spots) * 2 > len(spots)
