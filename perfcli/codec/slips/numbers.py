"""Numbers as people type them where TOML wants plain ones: 25万元, 250,000.00, 75%, ２５０."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from perfcli.amounts import read_amount
from perfcli.codec.slips.kinds import given
from perfcli.codec.slips.stop import Slip, Stop, glance
from perfcli.errors import PerfError
from perfcli.exact import CENT, Money, Percent, Points, decimals_of
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.regex import regex

_QUOTES = "\"'“”‘’「」『』＂＇"
_BEHIND = ",;，；、。"
_PERCENT = regex(r"-?\d+(?:\.\d+)?", re.ASCII)
_POINTS = regex(r"(\d+(?:\.\d+)?)分?", re.ASCII)
_WHOLE = regex(r"(\d{1,9})(?:年度?|月)?", re.ASCII)

_WANTED = {
    Money: noop("an amount is a plain number in yuan, such as 250000.00"),
    Percent: noop("a percentage is a plain number without %, such as 75.00"),
    Points: noop("points are a plain number, such as 10"),
}
_WHOLE_WANTED = noop("a whole number has digits only")


def number_slip(stop: Stop) -> Slip | None:
    """A number that is not written as TOML writes it."""
    if not stop.is_in_value or not is_number_place(stop.kind):
        return None
    start = stop.value_start
    text = stop.text[start : stop.line_end].split("#")[0].rstrip()
    new = plain_number(stop.kind, text)
    if not text or new == text:
        return None
    return Slip(start, wanted(stop.key, stop.kind, text, new), ((start, start + len(text), new),) if new else ())


def is_number_place(kind: Any) -> bool:
    """Whether a number is wanted by this type, and it is one that people write in other ways too."""
    return given(kind) in (Money, Percent, Points, int)


def wanted(key: str, kind: Any, text: str, new: str | None) -> str:
    """What is to be written for a text that is no plain number."""
    if new:
        return _("{key}: write {number} instead of {text}").format(key=key, text=glance(text), number=new)
    reason = _(_WANTED.get(given(kind), _WHOLE_WANTED))
    return _("{key}: {reason}; found {text}").format(key=key, reason=reason, text=glance(text))


def plain_number(kind: Any, text: str) -> str | None:
    """A number as its file spells it, None where it is not beyond doubt what it is."""
    kind = given(kind)
    typed = as_typed(text.strip().rstrip(_BEHIND).strip(_QUOTES)).strip()
    if kind is Money:
        try:
            return f"{read_amount(typed):f}"
        except PerfError:
            return None
    if kind is Percent:
        match = _PERCENT.fullmatch(typed.removesuffix("%").rstrip())
        number = Decimal(match[0]) if match else Decimal(0)
        return (f"{number:f}" if decimals_of(number) > 1 else f"{number.quantize(CENT):f}") if match else None
    if kind is Points:
        match = _POINTS.fullmatch(typed)
        try:
            return f"{Points.parse(Decimal(match[1])):f}" if match else None
        except ValueError:
            return None
    match = _WHOLE.fullmatch(typed)
    return str(int(match[1])) if match else None
