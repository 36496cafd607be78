"""What a form says of whose it is, and whether the unit of the form above it on a sheet is its own too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.parts.line_text import WIDE_GAP, inline_pair
from perfcli.forms.parts.parting import has_title, title_place
from perfcli.forms.words.amounts import is_scale
from perfcli.forms.words.label import normal
from perfcli.forms.words.vocabulary import Vocabulary


def is_of_unit_above(named: Sequence[PageRow], rows: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether a form is of the unit that the rows of an earlier one name, both on one sheet.

    It says nothing of whose it is that they do not say, be it a label without its value; and it stands under their
    title, unless the unit stands above that one, over all of them.
    """
    if has_title(rows, words):
        first = title_place(named, words) or 0
        over, own = (_units(_said(part, words)) for part in (named[:first], named[first:]))
        if not over or not own <= over:
            return False
    return set(_said(rows, words)) <= set(_said(named, words))


def _units(said: Iterable[tuple[str, str, str]]) -> set[str]:
    """The units that are named."""
    return {value for key, _label, value in said if key == "unit" and value}


def _said(rows: Sequence[PageRow], words: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """The labels of units and departments in these rows, each with what stands behind it."""
    for row in rows:
        if sum(bool(words.indicator(words.label(spot.text))) for spot in row.filled) > 2:
            continue  # headings, one of which is 单位
        for at, spot in enumerate(row.spots):
            for text in WIDE_GAP.split(spot.text):
                yield from _pair(text, row.spots[at + 1 : at + 2], words)


def _pair(text: str, following: Sequence[Spot], words: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """What a cell, or a part of one, says of whose a form is."""
    label = words.label(text)
    value = "".join(spot.text for spot in following if not words.is_strong(words.label(spot.text)))
    if not words.owner(label) and (pair := inline_pair(text, words)) is not None:
        label, value = pair
    key = words.owner(label)
    if key and not is_scale(f"{label.printed}：{value}"):
        yield key, label.full, normal(value)
