"""The row of numbers that forms print below their headings to speak of a column by it: 栏次, 1, 2, 3 …."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfcli.folding import as_typed
from perfcli.formats.pages import PageRow
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.words.months import month_of
from perfcli.regex import regex

_FEWEST = 3
_NUMBER = regex(r"[(（]?([0-9]{1,2})[)）]?(?:栏|列)?(?:=[0-9+\-*×/÷()（）]+)?")
_WORDS = ["栏次", "行次", "序号", "栏目", "列次", "甲", "乙", "丙", "丁"]
_ORDERS = ("一二三四五六七八九十", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def without_column_numbers(rows: Sequence[PageRow], ledger: Ledger | None = None) -> list[PageRow]:
    """The rows but those that number the columns; these say nothing and are known as such."""
    kept: list[PageRow] = []
    for at, row in enumerate(rows):
        if kept and _numbers(row, kept[-1], rows[at + 1] if at + 1 < len(rows) else None):
            if ledger is not None:
                for spot in row.filled:
                    ledger.put(spot, LABEL)
        else:
            kept.append(row)
    return kept


def _numbers(row: PageRow, above: PageRow, below: PageRow | None) -> bool:
    """Whether a row numbers the columns, one after another; one of values may begin a list that goes on with 2."""
    if row.is_line or above.is_line or not _is_counted(row):
        return False
    texts = [spot.text for spot in (*above.filled, *(spot.above for spot in row.spots if spot.above is not None))]
    if any(as_typed(text).strip().replace(".", "").isdigit() or month_of(text) for text in texts):
        return False
    first = below.filled[0].text if below is not None and below.filled else ""
    return as_typed(first).strip() != "2"


def _is_counted(row: PageRow) -> bool:
    texts = ["".join(as_typed(spot.text).split()) for spot in row.filled]
    while texts and texts[0] in _WORDS:
        del texts[0]
    places = list(_places(texts))
    return len(texts) >= _FEWEST and places == list(range(1, len(texts) + 1))


def _places(texts: Sequence[str]) -> Iterator[int]:
    """The number that each text is; 0 for what is none."""
    for text in texts:
        number = _NUMBER.fullmatch(text)
        orders = [order.index(text) + 1 for order in _ORDERS if len(text) == 1 and text in order]
        yield int(number[1]) if number else orders[0] if orders else 0
