"""The rows of a table of indicators with the total score of a self-evaluation, and with the points of execution."""

from __future__ import annotations

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.cells.ledger import LABEL
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.parts.signatures import is_number, put_sum
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.progress.points import points_of
from perfcli.regex import regex

_POINTS = regex("得分|评分|分数|分值|权重")
"""Headings of points, be they a sum of weights, given by the unit or by those above it."""

_OF_EXECUTION = 10
"""What the execution of the budget weighs in a self-evaluation."""


def put_total(header: Header, row: PageRow, draft: Draft) -> bool:
    """Whether a row has the total score: 总分 or 合计, its points below the scores or behind the sum of weights."""
    if row.is_line or not row.filled:
        return False
    first, *others = row.filled
    label = draft.words.label(first.text)
    score = _score(header)
    is_sum = draft.words.is_sum(label) or is_total_of_weights(header, row, draft.words)
    if score is None or not is_sum or "小计" in label.full:
        return False
    # a row drawn as a table of its own counts its columns from its first: from the right they are those above
    shift = max(0, max(column.right for column in header.columns) - row.spots[-1].right)
    numbers = [spot for spot in others if is_number(spot.text)]
    below = [spot for spot in numbers if spot.left + shift < score.right and score.left < spot.right + shift]
    if header.positions is not Positions.SPANS or len(below) != 1:
        weight = header.find("weight")
        is_first = weight is not None and score.left < weight.left
        pointed = [one for one in header.columns if one in (weight, score) or _POINTS.search(one.heading)]
        if len(pointed) == len(numbers) > 1:  # 自评得分, 复评得分 and 财政评分, each with its total
            below = [numbers[pointed.index(score)]]
        elif len(numbers) > 1 or weight is None:
            below = numbers[:1] if is_first else numbers[-1:]
        else:
            below = []
    if not below and draft.words.result(label) == "total":
        weight = header.find("weight")
        below = [
            one
            for one in numbers
            if weight is None or one.right + shift <= weight.left or weight.right <= one.left + shift
        ]
    if len(below) != 1 or not draft.results.total(below[0], label.printed):
        return False
    for spot in others:
        pair = inline_pair(spot.text, draft.words)
        if pair is not None and draft.words.is_label(pair[0]) and pair[1].strip():
            draft.detail(pair[0].printed, spot, pair[1])  # 自评等级：优 behind the total
    put_sum(row, draft.words, draft.ledger, but=below[0], is_sum=True)
    return True


def _score(header: Header) -> Column | None:
    return next((column for column in reversed(header.columns) if column.result == "score"), None)


def is_total_of_weights(header: Header, row: PageRow, words: Vocabulary) -> bool:
    """Whether a row has the total score behind the sum of the weights and nothing else: 自评得分 | 100 | 97."""
    first, *others = row.filled
    told = _score(header) is not None and words.result(words.label(first.text)) == "total"
    return told and len(others) > 1 and all(is_number(spot.text) for spot in others)


def put_execution(header: Header, row: PageRow, draft: Draft) -> bool:
    """Whether a row has the points of the money's execution: 预算执行率（10分） where levels and names stand.

    Their weight has to be 10, as it is where a form does not print it; else the row is none of ours.
    """
    if row.is_line or not row.filled or "execution_points" in draft.results.points:
        return False
    label = draft.words.label(row.filled[0].text)
    if draft.words.money_result(label) != "rate" or "执行" not in label.full:
        return False
    first, *others = row.filled
    placed = [(spot, column) for column, spot in aligned(header, row) if not spot.is_empty and spot is not first]
    told = {column.result or column.key: spot for spot, column in placed}
    levels = [one.left for one in header.columns if one.of == "indicator" and one.key in ("level1", "kind")]
    if not levels or first.left > min(levels):
        return False  # an indicator of that name, below its levels
    known = {"target", "weight", "result", "score"}
    if "score" not in told or len(told) != len(others) or not set(told) <= known:
        return False
    if not all(is_number(told[key].text) for key in told):
        return False
    weight = told.get("weight")
    if weight is not None and points_of(weight.text) != _OF_EXECUTION:
        return False
    draft.known(spot for key, spot in told.items() if key == "target")
    draft.ledger.put(first, LABEL)
    for key, column in (("weight", "weight"), ("result", "rate"), ("score", "points")):
        if key in told:
            draft.results.money("", column, FoundAmount(told[key].text, None, told[key], label.printed))
    return True
