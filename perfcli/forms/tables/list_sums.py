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
from perfcli.regex import regex

_SUM_OF = regex("(?:小计|合计|总计)[:：]?$")
_WHOSE = ("unit", "unit_code", "number")
"""The keys of columns that say whose a row is."""


def sums_others(
    header: Header, placed: Sequence[tuple[Column, Spot]], words: Vocabulary, *, new_unit: bool, named: bool
) -> bool:
    """Whether a row sums others: an amount, and neither a project nor an indicator."""
    filled = [(column, spot) for column, spot in placed if not spot.is_empty and spot.above is None]
    if not filled:
        return False
    if words.is_sum(words.label(filled[0][1].text)) or _is_called_sum(filled, words) or _ends_as_sum(filled):
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
    called = next((spot.left for _column, spot in placed if words.is_sum(words.label(spot.text))), 0)
    for column, spot in placed:
        if spot.is_empty or spot.above is not None:
            continue
        if column.key in ("name", "code", *_WHOSE) or spot.left < called or words.is_sum(words.label(spot.text)):
            ledger.put(spot, LABEL)
        elif is_blank(spot.text) or is_number(spot.text):
            ledger.put(spot, "sum")
        else:
            ledger.leave(spot, _("beside a sum"))


def _ends_as_sum(filled: Sequence[tuple[Column, Spot]]) -> bool:
    """Whether a row has nothing but amounts behind a text that ends as sums are called: 某局小计."""
    texts = [spot.text for _column, spot in filled if not is_number(spot.text)]
    return len(texts) == 1 < len(filled) and _SUM_OF.search("".join(texts[0].split())) is not None


def _is_called_sum(filled: Sequence[tuple[Column, Spot]], words: Vocabulary) -> bool:
    """Whether 小计 stands where the name of a project would, with nothing behind it but amounts.

    Before it may stand whose sum it is: a unit, 工程建设股.
    """
    names = [spot for column, spot in filled if column.of == "project" and column.key == "name"]
    if not names or not words.is_sum(words.label(names[0].text)):
        return False
    others = [spot for column, spot in filled if column.key not in ("name", *_WHOSE) and spot.left > names[0].left]
    return bool(others) and all(is_number(spot.text) for spot in others)
