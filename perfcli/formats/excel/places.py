"""Where cells stand: references such as B7, and numbers of rows and columns as people write them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from perfcli.regex import regex

_LETTERS = regex("[A-Z]{1,3}")
_REFERENCE = regex(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_RANGES = 20


def merged_range(reference: str) -> tuple[int, int, int, int] | None:
    """The first and the last row (from 1), the first and the last column (from 0) of A1:B2, None for no range."""
    first, _colon, last = reference.partition(":")
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not begin or not end:
        return None
    return int(begin[2]), int(end[2]), column_index(begin[1]), column_index(end[1])


def ranges(numbers: list[int], name: Callable[[int], str]) -> str:
    """Numbers in their order as people write them, the first of many: 3, 5-9, 12."""
    ends: list[list[int]] = []
    for number in numbers:
        if ends and number == ends[-1][1] + 1:
            ends[-1][1] = number
        else:
            ends.append([number, number])
    said = [name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in ends[:_MOST_RANGES]]
    return ", ".join([*said, "…"] if len(ends) > _MOST_RANGES else said)


@lru_cache(2000)
def column_of(letters: str, following: int) -> int:
    """The column of a reference, the following one where it has none."""
    return column_index(letters) if _LETTERS.fullmatch(letters) else following


def column_index(letters: str) -> int:
    """The number of a column, counted from 0, by its letters."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
