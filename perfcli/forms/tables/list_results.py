"""What became of a project, in columns of a list: what was spent, its points."""

from __future__ import annotations

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.headings.header import Column
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.label import Label
from perfcli.regex import regex

_OF_EXECUTION = regex("资金|预算|执行")
"""What a heading over points speaks of where they are those of the money."""


def put_result(draft: Draft, label: Label, spot: Spot, column: Column) -> bool:
    """Whether a cell says what became of the project: what was spent, its points; it is kept then."""
    words, results = draft.words, draft.results
    if words.result(label) == "later":
        draft.result(spot)
        return True
    found = FoundAmount(spot.exact or spot.text, scale_in(label.remark), spot, label.printed)
    if words.result(label) == "total" or words.indicator_result(label) == "score":
        of_money = _OF_EXECUTION.search(column.over) is not None
        return results.money("", "points", found) if of_money else results.total(spot, label.printed)
    results.note_months(column.over)
    results.note_months(label.printed)
    meant = column.result or words.money_result(label)
    return meant in ("adjusted", "spent", "expected", "rate", "points") and results.money("", meant, found)
