"""Lines that only number the name of a project over its table: 一、山塘加固."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow
from perfcli.forms.parts.line_text import without_number
from perfcli.forms.words.label import normal
from perfcli.forms.words.vocabulary import Vocabulary


def repeated_names(rows: Sequence[PageRow], words: Vocabulary) -> list[PageRow]:
    """The lines that say nothing but what stands behind a label of projects' names too."""
    pairs = (pair for row in rows if not row.is_line for pair in pairwise(row.filled))
    names = {normal(name.text) for spot, name in pairs if words.field(words.label(spot.text)) == "name"}
    told = ((row, row.filled[0].text.strip()) for row in rows if len(row.filled) == 1)
    return [row for row, text in told if _is_numbered(text, words) and normal(without_number(text)) in names]


def _is_numbered(text: str, words: Vocabulary) -> bool:
    """Whether a number stands before a text that is no label."""
    return text != without_number(text) and not words.is_label(words.label(text))
