"""Rows across a table that begin a project below the headings of all: 项目一：山塘加固, 项目名称：山塘加固."""

from __future__ import annotations

from perfcli.formats.pages import PageRow
from perfcli.forms.parts.line_text import WIDE_GAP, inline_pair
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_NUMBERED = regex(
    r"\s*(?:[(（]?[0-9一二三四五六七八九十]{1,3}[)）]?\s*[、.．]?\s*)?项目\s*[0-9０-９一二三四五六七八九十]{1,3}\s*[:：、.．]\s*"
    r"([^\s:：；;。][^:：；;。\n]{1,80})"
)


def named_in_band(row: PageRow, words: Vocabulary) -> str:
    """The name of the project that a row across a table begins, empty where it is no such row."""
    if row.is_line or len(row.filled) != 1 or row.filled[0] is not row.spots[0]:
        return ""
    text = row.filled[0].text
    if said := _NUMBERED.fullmatch(text.strip()):
        return said[1].strip()
    pair = inline_pair(text[: len(text) - len(beside_name(row))], words)
    is_name = pair is not None and words.field(pair[0]) == "name" and "\n" not in text.strip()
    return pair[1].strip() if pair is not None and is_name else ""


def beside_name(row: PageRow) -> str:
    """What stands behind the name in such a row, apart from it: 预算金额：48.60."""
    text = row.filled[0].text
    gap = WIDE_GAP.search(text, len(text) - len(text.lstrip()))
    return text[gap.end() :].strip() if gap else ""
