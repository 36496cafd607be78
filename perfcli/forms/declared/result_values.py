"""The cells of a declared 自评表 or 监控表 that say what became of a project or a whole -> the draft of the form."""

from __future__ import annotations

from decimal import Decimal

from perfcli.form import OF_PROGRESS
from perfcli.formats.pages import Spot
from perfcli.forms.headings.header import Column
from perfcli.forms.laying.shown_results import part_of_key
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount

_COLUMNS = {"execution": "rate", "execution_points": "points", "execution_weight": "weight"}
"""Keys of the whole, by what the vocabulary calls their columns."""

_HEADINGS = {
    "adjusted": "全年预算数",
    "spent": "执行数",
    "expected": "全年预计执行数",
    "rate": "执行率",
    "points": "得分",
    "weight": "分值",
}
"""The headings of those columns, for what stands there and is nothing that belongs there."""

_OF_INDICATORS = {
    "actual": "result",
    "value": "result",
    "score": "score",
    "expected": "expected",
    "reason": "cause",
    "cause": "cause",
    "explanation": "explanation",
    "likelihood": "likelihood",
    "measure": "measure",
    "recheck": "recheck",
}
"""Columns of a table of indicators, by what the vocabulary calls them."""


def put_result(draft: Draft, key: str, spot: Spot, text: str, label: str, scale: Decimal | None) -> None:
    """Take the value of a cell that has a key of what became of a project; `label` is the one before it."""
    _of, _dot, name = key.partition(".")
    part, column = part_of_key(key) or ("", _COLUMNS.get(name, name))
    column = _COLUMNS.get(column, column)
    results, printed = draft.results, draft.words.label(label).printed
    if name == "results":
        draft.result(spot, text)
    elif name == "total_weight":
        draft.ledger.put(spot, "weight")
    elif column in _HEADINGS:
        found = FoundAmount(spot.exact or text, scale, spot, part or printed)
        if not results.money(part, column, found):
            draft.detail(f"{part or printed}（{_HEADINGS[column]}）", spot, text)
    elif not (results.total(spot, printed) if name == "total_score" else results.monitored(name, spot)):
        draft.detail(printed, spot, text)


def put_initial(draft: Draft, spot: Spot, text: str, label: str, scale: Decimal | None) -> None:
    """What a part of the money was at first, which the goals have too."""
    part = draft.words.label(label).printed
    draft.results.money(part, "initial", FoundAmount(text, scale, spot, part))


def is_result_column(name: str) -> bool:
    """Whether the key of an indicator is one of its results: `evaluation.actual`."""
    return name.partition(".")[0] in OF_PROGRESS


def result_column(name: str, heading: str, left: int, right: int, block: int) -> Column:
    """The column of a table for a key of an indicator's results, such as `evaluation.actual`."""
    _of, _dot, column = name.partition(".")
    if column == "weight":
        return Column(column, heading, left, right, "indicator", "", block)
    return Column("", heading, left, right, "later", "", block, _OF_INDICATORS.get(column, "other"))
