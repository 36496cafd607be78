"""What was and what became of a project, in columns of a list: before a change, what was spent, its points."""

from __future__ import annotations

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.weight_columns import OF_EXECUTION
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.label import Label


def put_result(draft: Draft, label: Label, spot: Spot, column: Column) -> bool:
    """Whether a cell says what became of the project: what was spent, its points; it is kept then."""
    words, results = draft.words, draft.results
    if words.result(label) == "later":
        draft.result(spot)
        return True
    found = FoundAmount(spot.exact or spot.text, scale_in(label.remark), spot, label.printed)
    if words.result(label) == "total" or words.indicator_result(label) == "score":
        of_money = OF_EXECUTION.search(column.over) is not None
        return results.money("", "points", found) if of_money else results.total(spot, label.printed)
    results.note_months(column.over)
    results.note_months(label.printed)
    meant = column.result or words.money_result(label)
    return meant in ("adjusted", "spent", "expected", "rate", "points", "weight") and results.money("", meant, found)


def put_was(draft: Draft, column: Column, spot: Spot) -> None:
    """Keep what was before a change: an amount, goals, or another text."""
    label = draft.words.label(column.option)
    if column.was == "goals":
        draft.was(column.heading, spot)
    elif column.of == "money":
        scale = scale_in(label.remark)
        draft.amount_before(column.was, label, FoundAmount(spot.exact or spot.text, scale, spot, column.heading))
        draft.amount_detail(column.heading, spot, scale=scale)
    else:
        draft.detail(column.heading, spot)


def put_said(draft: Draft, column: Column, spot: Spot) -> None:
    """Keep what holds of a project."""
    label = draft.words.label(column.heading)
    if column.of == "money":
        draft.amount(column.key, label, spot)
    else:
        draft.field(column.key, label, spot)
