"""The values of a statement's parameters, as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfcli.amounts import read_amount
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_WHOLE = regex(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)


def read_parameters(given: Sequence[str]) -> dict[str, object]:
    """Values from `name=value`: a plain number is one, all else is text; raises PerfError."""
    values: dict[str, object] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.isidentifier():
            raise PerfError(
                _("{text} is not a parameter").format(text=text or '""'),
                hint=_("Write --param name=value, and $name in the statement."),
            )
        values[name] = _typed(value)
    return values


_AS_SQL_READS_IT = regex(r"[0-9]+(?:\.[0-9]+)?")
"""A code, or a number that compares as one with a column of numbers."""

_PRINTED_YEAR = regex(r"((?:19|20)[0-9]{2})年度?")


def _typed(text: str) -> object:
    """A number where the text is exactly how that number is written, so that 007 stays a code."""
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if repr(number) == text and text not in ("nan", "inf", "-inf") else text


def number_meant(value: object) -> str:
    """The number that the text of a parameter would be for people (`500万`, `2025年`), empty where it is none."""
    if not isinstance(value, str) or _AS_SQL_READS_IT.fullmatch(value):
        return ""
    if year := _PRINTED_YEAR.fullmatch(value.strip()):
        return year[1]
    try:
        return f"{read_amount(value):f}"
    except PerfError:
        return ""
