"""Lists whose brackets or commas are missing."""

from __future__ import annotations

import tomli

from perfcli.codec.slips import kinds
from perfcli.codec.slips.keys import is_known_header
from perfcli.codec.slips.stop import Slip, Stop, assignment
from perfcli.codec.slips.words import name_in
from perfcli.codec.strict import TOKENS
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_HEADER = regex(r"[ \t]*(?:\[\[[^\[\]\"',]+\]\]|\[([A-Za-z_][^\[\]\"',]*)\])[ \t]*(?:#.*)?")
_LATER_KEY = regex(r"[ \t]*([^\s=＝\[\]{}\"'#,]+)[ \t]*[=＝]")
_VALUES = ("true", "false", "inf", "nan")


def bracket_slip(stop: Stop) -> Slip | None:
    """A list that goes on where the next key or table begins, or to the end of the text."""
    if not stop.is_within_list and not (stop.at >= len(stop.text) and _opened_before_end(stop)):
        return None
    opened = stop.opened[0] if stop.opened else _opened_before_end(stop)[0]
    if stop.at < len(stop.text) and not _begins_statement(stop):
        return None
    if stop.text[opened] == "{":
        return Slip(opened, _("this table in braces is not closed"))
    message = _("{key}: this list is not closed, ] is missing").format(key=stop.key)
    before = stop.text[: stop.line_start if stop.at < len(stop.text) else len(stop.text)].rstrip()
    edits = ((len(before), len(before), "\n]"),) if not stop.opened[1:] else ()
    return Slip(opened, message, edits)


def _opened_before_end(stop: Stop) -> tuple[int, ...]:
    """The brackets that are open at the end of a text."""
    opened: list[int] = []
    for token in TOKENS.finditer(stop.text, stop.start):
        if token[0] in ("[", "{"):
            opened.append(token.start())
        elif token[0] in ("]", "}") and opened:
            opened.pop()
    return tuple(opened)


def _begins_statement(stop: Stop) -> bool:
    """Whether the line within a list is a header, or a key with its equals sign."""
    header = _HEADER.fullmatch(stop.line)
    if header:
        return header[1] not in _VALUES
    if is_known_header(stop):
        return True
    names, _value = assignment(stop.text, stop.line_start)
    later = _LATER_KEY.match(stop.line)
    return bool(names) or bool(later and name_in(kinds.table_at(stop.record, stop.table), later[1]))


def comma_slip(stop: Stop) -> Slip | None:
    """Two texts of a list without a comma between them."""
    if stop.reason == "Unclosed array" and (mark := stop.text[stop.at : stop.at + 1]) in (";", "；"):
        message = _("list items are separated by commas, not by {mark}")
        return Slip(stop.at, message.format(mark=mark), ((stop.at, stop.at + 1, ","),))
    if stop.reason != "Unclosed array" or stop.text[stop.at : stop.at + 1] not in ('"', "'"):
        return None
    message = _("a comma is missing between two list items")
    last = None
    for token in TOKENS.finditer(stop.text, stop.start, stop.at):
        if token.lastgroup != "comment" and token[0].strip():
            last = token
    if last is None or last.lastgroup not in ("basic", "literal"):
        return None
    is_on_new_line = not stop.text[stop.line_start : stop.at].strip()
    return Slip(last.end(), message, ((last.end(), last.end(), ","),) if is_on_new_line else ())


def opening_slip(stop: Stop) -> Slip | None:
    """A list of texts whose opening bracket is missing, or a key without a value."""
    if not stop.is_in_value or stop.value_start < 0:
        return None
    start = stop.value_start
    value = stop.text[start : stop.line_end].split("#")[0].strip()
    if kinds.is_texts(stop.kind) and not kinds.is_text(stop.kind):
        end = stop.text.find("]", start)
        list_text = stop.text[start : end + 1]
        is_whole = end >= 0 and _is_list(f"[{list_text}") and "=" not in list_text.split('"')[0]
        if is_whole and not value.startswith("["):
            return Slip(
                start, _("{key}: the opening [ of the list is missing").format(key=stop.key), ((start, start, "["),)
            )
    return Slip(start, _("{key}: the value is missing").format(key=stop.key)) if not value else None


def _is_list(text: str) -> bool:
    try:
        return isinstance(tomli.loads(f"x = {text}")["x"], list)
    except tomli.TOMLDecodeError:
        return False
