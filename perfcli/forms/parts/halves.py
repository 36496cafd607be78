"""Bands over the halves of a form of changes, 一、调整前绩效目标, or titles of whole tables: 表二 调整后绩效目标表."""

from __future__ import annotations

from perfcli.formats.pages import PageRow
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

BEFORE_HALF, AFTER_HALF = "before", "after"

_BAND = regex(r"(?:拟)?(?:调整|变更|修改|修订)(前|后)的?.{0,12}|(原|现)(?:批复|申报|方案|绩效|目标).{0,10}")
"""What a band says that is over all that was before a change or holds after it: 调整后绩效目标及指标."""

_TABLE = regex(r"^\s*表\s*[一二三四五六七八九十0-9]{1,2}[\s、.．:：]+(?=\S)")

NUMBERED = regex(r"^\s*[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|" + _TABLE.pattern)
"""How bands begin that are numbered: 二、, （二）, 表二."""


def half_of(row: PageRow, words: Vocabulary) -> str:
    """Which half a row of one cell is over, empty for none."""
    if len(row.own) != 1 or not row.filled:
        return ""
    label = words.label(_TABLE.sub("", row.filled[0].text))
    found = {"before": BEFORE_HALF, "after": AFTER_HALF}.get(words.result(label), words.change(label))
    if found in (BEFORE_HALF, AFTER_HALF):
        return found
    told = _BAND.fullmatch(label.full)
    return "" if told is None else BEFORE_HALF if told[1] == "前" or told[2] == "原" else AFTER_HALF


def numbers_table(row: PageRow) -> bool:
    """Whether a row only says which table of the form follows: 表三 调整说明."""
    return len(row.own) == 1 and bool(row.filled) and _TABLE.match(row.filled[0].text) is not None
