"""The row with the total score of a self-evaluation."""

from __future__ import annotations

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.draft import Draft
from perfcli.forms.header import Header
from perfcli.forms.lines import inline_pair
from perfcli.forms.signatures import is_number, put_sum


def put_total(header: Header, row: PageRow, draft: Draft) -> bool:
    """Whether a row has the total score: 总分 or 合计, its points below the scores or behind the sum of weights."""
    if row.is_line or not row.filled:
        return False
    first, *others = row.filled
    label = draft.words.label(first.text)
    score = next((column for column in header.columns if column.result == "score"), None)
    if score is None or not draft.words.is_sum(label) or "小计" in label.full:
        return False
    # a row drawn as a table of its own counts its columns from its first: from the right they are those above
    shift = max(0, max(column.right for column in header.columns) - row.spots[-1].right)
    numbers = [spot for spot in others if is_number(spot.text)]
    below = [spot for spot in numbers if spot.left + shift < score.right and score.left < spot.right + shift]
    if header.positions is not Positions.SPANS or len(below) != 1:
        below = numbers[-1:] if len(numbers) > 1 or header.find("weight") is None else []
    if not below and draft.words.result(label) == "total":
        weight = header.find("weight")
        below = [
            one
            for one in numbers
            if weight is None or one.right + shift <= weight.left or weight.right <= one.left + shift
        ]
    if len(below) != 1 or not draft.results.total(below[0]):
        return False
    for spot in others:
        pair = inline_pair(spot.text, draft.words)
        if pair is not None and draft.words.is_label(pair[0]) and pair[1].strip():
            draft.detail(pair[0].printed, spot, pair[1])  # 自评等级：优 behind the total
    put_sum(row, draft.words, draft.ledger, but=below[0])
    return True
