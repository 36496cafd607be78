"""Rows of a list that sum others: of units, of departments, of all."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.parts.signatures import is_number
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _


def sums_others(
    header: Header, placed: Sequence[tuple[Column, Spot]], words: Vocabulary, *, new_unit: bool, named: bool
) -> bool:
    """Whether a row sums others: an amount, and neither a project nor an indicator."""
    filled = [(column, spot) for column, spot in placed if not spot.is_empty and spot.above is None]
    if not filled:
        return False
    if words.is_sum(words.label(filled[0][1].text)) or _is_called_sum(filled, words):
        return True
    # one that ends with its sum may give that the width of the rest of the row
    sums = [is_number(spot.text) and header.of_money(spot.left) for _column, spot in filled]
    has_rows = any(
        column.of == "indicator" and not is_sum for (column, _spot), is_sum in zip(filled, sums, strict=True)
    )
    has_money = any(sums) or any(column.of == "money" for column, _spot in filled)
    return not named and not has_rows and new_unit and has_money


def put_sums(placed: Sequence[tuple[Column, Spot]], words: Vocabulary, ledger: Ledger) -> None:
    """Keep the cells of such a row; a text in it is left over."""
    for column, spot in placed:
        if spot.is_empty or spot.above is not None:
            continue
        if column.key in ("unit", "unit_code", "name", "code") or words.is_sum(words.label(spot.text)):
            ledger.put(spot, LABEL)
        elif is_blank(spot.text) or is_number(spot.text):
            ledger.put(spot, "sum")
        else:
            ledger.leave(spot, _("beside a sum"))


def _is_called_sum(filled: Sequence[tuple[Column, Spot]], words: Vocabulary) -> bool:
    """Whether 小计 stands where the name of a project would, with nothing beside it but a unit and amounts."""
    names = [spot for column, spot in filled if column.of == "project" and column.key == "name"]
    others = [spot for column, spot in filled if column.key not in ("name", "unit", "unit_code", "number")]
    alone = bool(others) and all(is_number(spot.text) for spot in others)
    return alone and bool(names) and words.is_sum(words.label(names[0].text))
