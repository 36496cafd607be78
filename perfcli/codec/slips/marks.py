"""Marks of an input method outside of texts: full-width signs, Chinese quotes, spaces that are none."""

from __future__ import annotations

import re

from perfcli.codec.slips import kinds
from perfcli.codec.slips.stop import Slip, Stop
from perfcli.i18n import gettext as _
from perfcli.regex import regex

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂", "＇": "＇", "”": "”", "„": "“", "〝": "〞"}
"""Opening quotes of an input method, and what closes a text that begins with one."""

CLOSING = frozenset(QUOTES.values()) | {"“", "’"}
"""What an input method may set where a text ends."""

_SIGNS = dict(zip("＝，、．＃｛｝［］【】〔〕", "=,,.#{}[][][]", strict=True))
_SPACES = "\u3000\u00a0\u2000-\u200a\u202f\u205f"
_NOTHING = "\u200b-\u200f\u2060\ufeff\u00ad"
_BLANK = regex(f"[{_SPACES}{_NOTHING}]")
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f]")
_RUN = regex(f"^[{_SPACES}{_NOTHING} \t]+")
_BEHIND_TEXT = regex(r"[ \t\u3000]*(?:[,，、;；\]］】}｝#＃]|$)")
_BEHIND_KEY = regex(r"[ \t\u3000]*[=＝:：]")
_COLON = regex(r"[ \t]*[:：]")


def control_slip(stop: Stop) -> Slip | None:
    """A control character, which stands in no text as such."""
    sign = stop.text[stop.at : stop.at + 1]
    if not _CONTROL.match(sign):
        return None
    return Slip(stop.at, _("delete the control character {code}").format(code=f"U+{ord(sign):04X}"))


def mark_slip(stop: Stop) -> Slip | None:
    """A mark of an input method at the very place where reading stopped."""
    sign = stop.text[stop.at : stop.at + 1]
    if _BLANK.match(sign):
        return _blank(stop)
    if sign in _SIGNS and not _begins_bare_text(stop):
        message = _("write {plain} instead of the full-width {mark}")
        edits = ((stop.at, stop.at + 1, _SIGNS[sign]),)
        return Slip(stop.at, message.format(mark=sign, plain=_SIGNS[sign]), edits)
    return _quoted(stop) if sign in QUOTES else None


def colon_slip(stop: Stop) -> Slip | None:
    """A colon where an equals sign belongs, right behind the key."""
    match = _COLON.match(stop.text, stop.at)
    if stop.is_within_list or stop.names or not match or not stop.text[stop.line_start : stop.at].strip():
        return None
    message = _("a key and its value are separated by =, not by {mark}")
    new = " =" if stop.text.startswith(" ", match.end()) else " = "
    edits = ((stop.at, match.end(), new),)
    return Slip(match.end() - 1, message.format(mark=match[0].strip()), edits)


def _blank(stop: Stop) -> Slip:
    """A space that is none: one of an input method, or one that nobody sees."""
    end = stop.at + len(stop.text[stop.at : stop.line_end]) - len(_RUN.sub("", stop.text[stop.at : stop.line_end], 1))
    blanks, sign = stop.text[stop.at : end], stop.text[stop.at]
    message = _("delete the invisible character {code}")
    if sign == "\u3000":
        message = _("write an ordinary space instead of the full-width one")
    elif re.match(f"[{_SPACES}]", sign):
        message = _("write an ordinary space instead of {code}")
    new = " " if any(re.match(f"[{_SPACES} \t]", blank) for blank in blanks) else ""
    if not stop.text[stop.line_start : stop.at].strip():
        new = ""
    may_begin_text = (stop.is_in_value and not kinds.is_texts(stop.kind)) or stop.is_within_list
    is_clear = not may_begin_text or stop.text[end : end + 1] in ("", "\n", "#", '"', "'", *QUOTES)
    edits = ((stop.at, end, new),) if is_clear else ()
    return Slip(stop.at, message.format(code=f"U+{ord(sign):04X}"), edits)


def _begins_bare_text(stop: Stop) -> bool:
    """Whether a mark begins a value that should have quotes, rather than a list or a table."""
    return stop.is_in_value and stop.at == stop.value_start and kinds.is_text(stop.kind)


def _quoted(stop: Stop) -> Slip:
    """A text in quotes of an input method, its own quotes within it."""
    text, start = stop.text, stop.at
    opening = text[start]
    message = _('text is quoted with "…", not with {marks}').format(marks=f"{opening}{QUOTES[opening]}")
    end = _closing(text, start, stop.line_end)
    if end is None:
        return Slip(start, message)
    inner = text[start + 1 : end]
    behind = _BEHIND_KEY if not stop.names and not stop.is_within_list else _BEHIND_TEXT
    if any(sign in inner for sign in '"\\') or not behind.match(text[end + 1 : stop.line_end]):
        return Slip(start, message)
    return Slip(start, message, ((start, start + 1, '"'), (end, end + 1, '"')))


def _closing(text: str, start: int, line_end: int) -> int | None:
    """Where a text that begins with a quote of an input method ends: at the one that closes it, not one within it."""
    opening, closing = text[start], QUOTES[text[start]]
    depth = 0
    for at in range(start + 1, line_end):
        sign = text[at]
        if sign == opening and opening != closing:
            depth += 1
        elif sign == closing:
            if not depth:
                return at
            depth -= 1
    return None
