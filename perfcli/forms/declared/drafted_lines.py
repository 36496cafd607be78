"""The title and the lines around the table of a sheet -> how they are declared."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.form import FormCell
from perfcli.forms.laying.shown import DETAIL
from perfcli.forms.words.amounts import is_scale, read_scale
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_YEAR = regex(r"20[0-9]{2}(?=\s*年)")
_OF_YEAR = regex(r"[（(]20[0-9]{2}\s*年度?[)）]|20[0-9]{2}\s*年度?")
_BETWEEN = regex(r"\s{2,}|\u3000+")
_REMARK = regex(r"^[（(][^（）()]*[）)]")


def with_year(text: str) -> str:
    """A title in which its year may be another one."""
    return _YEAR.sub("{year}", " ".join(text.split()))


def without_year(text: str) -> str:
    """A title whatever its year."""
    return _OF_YEAR.sub("", " ".join(text.split()))


def drafted_line(text: str, words: Vocabulary) -> tuple[FormCell, ...]:
    """The labels of a line with the keys of their values; what has none is a label by itself."""
    cells = list(_cells(text, words))
    if any(cell.key for cell in cells):
        return tuple(cells)
    return (FormCell(label=with_year(text)),)


def _cells(text: str, words: Vocabulary) -> Iterator[FormCell]:
    named = False
    for part in filter(None, (part.strip() for part in _BETWEEN.split(text.strip()))):
        if is_scale(part) and read_scale(part) is not None:
            yield FormCell(label="金额" if part.startswith("金额") else "", key="scale")
            continue
        label, colon, rest = part.partition("：")
        if not colon:
            if not named:  # else it goes on with the value before it, such as a date's 年 月 日
                yield FormCell(label=with_year(part))
            continue
        named = True
        remark = _REMARK.match(rest)
        known = words.label(label)
        field = words.field(known)
        key = field if field in ("unit", "year") else f"{DETAIL}{known.printed}"
        yield FormCell(label=f"{label}：{remark[0] if remark else ''}", key=key)
