"""What the amounts of one row of labels and values say of each other: which are of all years, which make a total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import narrow
from perfcli.regex import regex

_BARE = regex(r"[0-9]{1,15}(?:\.[0-9]{1,10})?")


def of_all_years(cells: Sequence[Spot], words: Vocabulary) -> frozenset[int]:
    """Where one of two totals of a row is said to be the year's, the value of the other."""
    totals = [
        (label, value)
        for spot, value in pairwise(cells)
        if (label := words.label(spot.text)).full and words.money(label) == "total"
        if not words.is_label(words.label(value.text))
    ]
    dated = any(label.term == "year" and words.money_result(label) != "adjusted" for label, _value in totals)
    return frozenset(id(value) for label, value in totals if dated and not label.term)


def sums_to_total(cells: Sequence[Spot], total: FoundAmount | None, words: Vocabulary) -> bool:
    """Whether several parts stand in a row that are together just what the year's total is, each in what it says."""
    if total is None or (whole := bare_number(total.text)) is None:
        return False
    pairs = [(words.label(spot.text), value) for spot, value in pairwise(cells) if not bare_number(spot.text)]
    amounts = [(label, _in_yuan(label, value, total)) for label, value in pairs if label.full]
    parts = [(label, amount) for label, amount in amounts if amount is not None]
    told = [words.money(label) for label, _amount in parts]
    if len(parts) < 2 or "total" in told or "whole" in told:
        return False
    return any(told) and sum(amount for _label, amount in parts) == whole * (total.scale or 1)


def _in_yuan(label: Label, value: Spot, total: FoundAmount) -> Decimal | None:
    """An amount in 元, where it does not say it in what the total is; None for what is no bare number."""
    amount = bare_number(value.text)
    return None if amount is None else amount * (scale_in(label.remark) or total.scale or 1)


def parts_of_first(cells: Sequence[Spot], words: Vocabulary) -> frozenset[int]:
    """The other amounts of a row that begins with one of all the money, where they are just that together."""
    filled = [spot for spot in cells if not spot.is_empty]
    labels, values = filled[::2], filled[1::2]
    amounts = [bare_number(spot.text) for spot in values]
    if (
        len(labels) != len(values)
        or len(amounts) < 3
        or words.money(words.label(labels[0].text)) not in ("total", "whole")
    ):
        return frozenset()
    first, *others = amounts
    told = [amount for amount in others if amount is not None]
    is_sum = len(told) == len(others) and sum(told) == first
    return frozenset(id(spot) for spot in values[1:]) if is_sum else frozenset()


def parts_of_sum(cells: Sequence[Spot], words: Vocabulary) -> dict[int, str]:
    """Which part of the money each amount of a row is by its sum, where that is of one called as all of it and others.

    上年结转, 2, 本年预算, 18, 合计, 20: the sum is the total, and 本年预算 a source.
    """
    filled = [spot for spot in cells if not spot.is_empty]
    pairs = [(words.label(spot.text), value, bare_number(value.text)) for spot, value in pairwise(filled)]
    told = [(label, value, amount) for label, value, amount in pairs if label.full and amount is not None]
    sums = [(value, amount) for label, value, amount in told if words.is_sum(label)]
    others = [(value, amount, words.money(label)) for label, value, amount in told if not words.is_sum(label)]
    parts = [(value, amount, kind) for value, amount, kind in others if kind]
    kinds = [kind for _value, _amount, kind in parts]
    if len(sums) != 1 or len(parts) < 2 or kinds.count("total") != 1 or "whole" in kinds:
        return {}
    if sum(amount for _value, amount, _kind in parts) != sums[0][1]:
        return {}
    return {id(sums[0][0]): "total"} | {id(value): "source" for value, _amount, kind in parts if kind == "total"}


def is_rest(text: str, found: Mapping[str, FoundAmount]) -> bool:
    """Whether an amount is just what is missing between the total found so far and its parts, each in the same."""
    total = found.get("total")
    parts = [one for key, one in found.items() if key != "total"]
    if total is None or not parts or any(one.scale not in (None, total.scale) for one in parts):
        return False
    amount, whole, *others = [bare_number(one) for one in (text, total.text, *(part.text for part in parts))]
    told = [one for one in others if one is not None]
    return bool(amount) and len(told) == len(others) and whole is not None and whole - sum(told) == amount


def said_twice(cells: Sequence[Spot], words: Vocabulary) -> frozenset[str]:
    """The labels that stand twice in a row."""
    labels = [words.label(spot.text) for spot in cells if not spot.is_empty]
    counts = Counter(label.full for label in labels if label.full)
    return frozenset(label for label, count in counts.items() if count > 1)


def bare_number(text: str) -> Decimal | None:
    """A bare number, None for anything else."""
    bare = narrow(text).replace(",", "")
    return Decimal(bare) if _BARE.fullmatch(bare) else None
