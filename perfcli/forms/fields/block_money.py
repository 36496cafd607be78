"""Rows of a small table that are the money or parts of it: budget, what was before it, what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.fields.block_columns import BlockColumns
from perfcli.forms.fields.changed_values import put_reason
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.tables.change_list import REASON
from perfcli.forms.words.label import Label


def put_money_row(columns: BlockColumns, part: str, label: Label, below: Mapping[int, Spot]) -> None:
    """The amounts of all the money or of a part of it, each by what its column has of it."""
    for at, spot in below.items():
        if not at or spot.is_empty or spot.above is not None:
            continue
        _amount(columns, part, label, at, spot)


def _amount(columns: BlockColumns, part: str, label: Label, at: int, spot: Spot) -> None:
    column, heading = columns.kinds[at], columns.block.labels[at]
    of_row = columns.words.money_result(label)
    if is_blank(spot.text):
        columns.draft.ledger.put(spot, NOTHING)
    elif column == "amount" and of_row and not columns.is_of_other_year(heading):
        _result_of_row(columns, of_row, label, at, spot)
    elif column == "later" and not columns.is_of_other_year(heading):
        _result(columns, part, label, at, spot)
        if columns.is_only_adjusted and columns.words.money_result(heading) == "adjusted" and label.term != "long":
            scale = scale_in(label.remark) or columns.scale(heading)
            columns.draft.amount(part, label, spot, scale=scale)
    elif column == "amount" and label.term != "long" and not columns.is_of_other_year(heading):
        if part == "whole" and heading.year is not None:
            part = "total"  # 投资总额 below 2025年（本年）
        scale = scale_in(label.remark) or columns.scale(heading)
        columns.draft.amount(part, label, spot, scale=scale)
        if "later" in columns.kinds and part != "total":
            columns.draft.results.money(label.printed, "initial", FoundAmount(spot.text, scale, spot, label.printed))
    else:
        name = f"{label.printed}（{heading.printed}）" if heading.printed else label.printed
        if column == "before":
            scale = scale_in(label.remark) or columns.scale(heading)
            columns.draft.amount_before(part, label, FoundAmount(spot.exact or spot.text, scale, spot, name))
        if columns.words.change(heading) == REASON:
            put_reason(columns.draft, label, heading, spot)
        elif column in ("", "text") and not columns.words.is_sum(heading):
            columns.draft.detail(name, spot)
        else:
            columns.draft.amount_detail(name, spot, scale=scale_in(label.remark) or columns.scale(heading))


def _result_of_row(columns: BlockColumns, column: str, label: Label, at: int, spot: Spot) -> None:
    """What became of all the money in the form's year, where each row says what it tells of: 预算数, 执行数."""
    scale = scale_in(label.remark) or columns.scale(columns.block.labels[at])
    found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
    if not columns.draft.results.money("", column, found):
        columns.draft.detail(label.printed, spot)


def _result(columns: BlockColumns, part: str, label: Label, at: int, spot: Spot) -> None:
    """An amount of the year's later life: of all the money, or of the part that the row is of."""
    results, heading = columns.draft.results, columns.block.labels[at]
    column = "adjusted" if at == columns.adjusted else columns.words.money_result(heading)
    results.note_months(heading.printed)
    scale = scale_in(heading.remark) or scale_in(label.remark) or columns.scale(heading)
    found = FoundAmount(spot.exact or spot.text, scale, spot, label.printed)
    name = "" if part == "total" else label.printed
    if not results.money(name, column, found):
        columns.draft.detail(f"{label.printed}（{heading.printed}）", spot)
