"""Which column of a table of money has the budget as it became during the year (全年预算数), whatever it is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import narrow

_AS_PRINTED = Decimal("0.6")
"""How far, in percent, a printed rate may be from the one that follows: some are printed without decimals."""


def adjusted_column(labels: Sequence[Label], columns: Sequence[str]) -> int:
    """The column that is called so, where what was spent stands beside it and what it was before; else 0."""
    amounts = [at for at, column in enumerate(columns) if column == "amount"]
    changed = [at for at in amounts if labels[at].full.startswith("调整后")]
    return changed[0] if "later" in columns and len(changed) == 1 and len(amounts) > 1 else 0


def as_changed(labels: Sequence[Label], columns: Sequence[str], words: Vocabulary) -> list[str]:
    """The columns on a 调整表, where the budget as it became holds and the one beside it is what was before."""
    became = [words.money_result(label) == "adjusted" for label in labels]
    if became.count(True) != 1 or "amount" not in columns:
        return list(columns)
    was = {"amount": "before"}
    return ["amount" if is_it else was.get(column, column) for is_it, column in zip(became, columns, strict=True)]


def adjusted_by_share(
    labels: Sequence[Label], columns: Sequence[str], rows: Sequence[Mapping[int, Spot]], words: Vocabulary
) -> int:
    """Of 年初预算数, 调整数 and 执行数 the second where what was spent is a share of it; 0 where it is a change."""
    meant = [words.money_result(label) for label in labels]
    changed = [at for at, column in enumerate(columns) if column == "change"]
    if len(changed) != 1 or "adjusted" in meant or "spent" not in meant or "amount" not in columns:
        return 0
    spent, rate = meant.index("spent"), meant.index("rate") if "rate" in meant else -1
    filled = [row for row in rows if changed[0] in row and not is_blank(row[changed[0]].text)]
    told = [_is_share(row[changed[0]], row.get(spent), row.get(rate)) for row in filled]
    return changed[0] if told and all(told) else 0


def _is_share(whole: Spot, part: Spot | None, rate: Spot | None) -> bool:
    """Whether an amount is a part of another, by the rate that is printed beside them."""
    of, spent, printed = (_number(spot) for spot in (whole, part, rate))
    if of is None or spent is None or printed is None or of <= 0:
        return False
    percent = spent * 100 / of
    return min(abs(percent - printed), abs(percent - printed * 100)) <= _AS_PRINTED


def _number(spot: Spot | None) -> Decimal | None:
    try:
        return Decimal(narrow(spot.text).replace(",", "").rstrip("%")) if spot is not None else None
    except InvalidOperation:
        return None
