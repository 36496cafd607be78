"""What earlier rows of a project in a list said of it, against what a further row says."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.headings.header import Column
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.goals import read_goals
from perfcli.forms.words.label import Label
from perfcli.forms.words.wording import narrow


def is_open(draft: Draft, column: Column, label: Label) -> bool:
    """Whether nothing was said yet of what a column has."""
    if column.of == "money" and not column.was:
        return _kept(draft, column, label) is None
    if column.key == "goals":
        return not (draft.long_term if column.term else draft.goals)
    return not any(_texts(draft, column))


def is_said(draft: Draft, column: Column, label: Label, spot: Spot) -> bool:
    """Whether a cell says what was said of the project before."""
    same = "".join(spot.text.split())
    if column.of == "money" and not column.was:
        kept = _kept(draft, column, label)
        return kept is not None and _number(kept.text) == _number(spot.exact or spot.text)
    if column.key == "goals":
        goals = draft.long_term if column.term else draft.goals
        whole = all("".join(goal.split()) in same for goal in goals)
        return bool(goals) and (whole or set(read_goals(clean(spot.text))) <= set(goals))
    return any("".join(text.split()) in same for text in _texts(draft, column) if text)


def is_of_another(draft: Draft, cells: Sequence[tuple[Label, Column, Spot]], code: str) -> bool:
    """Whether a row that names the project again is of another one of that name.

    It has another year, or without a code another total, and no goals that were said before.
    """
    own = [cell for cell in cells if not is_blank(cell[2].text) and not is_open(draft, cell[1], cell[0])]
    said = {column.key: is_said(draft, column, label, spot) for label, column, spot in own}
    if said.get("year") is False:
        return True
    return not code and said.get("total") is False and not said.get("goals", False)


def _texts(draft: Draft, column: Column) -> Sequence[str]:
    """What was said of the project in the column of a text."""
    whose = draft.identity
    if column.key == "year":  # a detail where the title has another one
        return [str(whose.year or ""), *draft.details.get(column.heading, [])]
    texts = {"name": whose.name, "purpose": draft.purpose, "code": whose.code, "unit": whose.unit}
    texts["unit_code"] = whose.unit
    return [texts[column.key]] if column.key in texts else draft.details.get(column.heading, [])


def _kept(draft: Draft, column: Column, label: Label) -> FoundAmount | None:
    """The amount of the project that a column of money has."""
    if column.key == "source":
        return draft.funds.sources.get(label.printed)
    return draft.funds.amounts.get(column.key)


def _number(text: str) -> str:
    """An amount to compare: 320.00 and 320 are one."""
    plain = narrow(text).replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
