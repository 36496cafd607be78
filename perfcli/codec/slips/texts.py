"""Texts whose quotes are missing or stand in their midst, and backslashes that are meant as such."""

from __future__ import annotations

import re

import tomli

from perfcli.codec.slips import kinds
from perfcli.codec.slips.marks import CLOSING
from perfcli.codec.slips.numbers import is_number_place
from perfcli.codec.slips.stop import Slip, Stop, glance
from perfcli.codec.strict import TOKENS
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_QUOTE = regex(r'\\.|"')
_TEXT = regex(r'"(?:[^"\\]++|\\.)*+"|\'[^\']*\'')
_BETWEEN = regex(r'"[\s,，、;；]*"')
_BEHIND = regex(r"[,，;；。、]+")
_ESCAPE = regex(r"\\(u[0-9A-Fa-f]{4}|U(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4}|\r?\n|.)", re.DOTALL)
_KNOWN = regex(r"[btnfr]|\n|[uU].")
_SAME = ("\\", '"')
_LATER = ("e", "x")
_SYNTAX = frozenset("#\\=[]{}\"'")
_MANY_LINES = ('"""', "'''")
_STATEMENT = regex(r"^(?:\[\[?[A-Za-z_.]+\]\]?[ \t]*$|[A-Za-z_]+ = [\"\[0-9])", re.MULTILINE)
"""A line that is a header or a key of a file, hardly one of a text."""

_ESCAPE_REASONS = ("Unescaped '\\' in a string", "Invalid hex value", "Escaped character is not a Unicode scalar value")


class _Place:
    """The piece of a line that should be one text: its own offset, and how many blanks stand before it."""

    def __init__(self, stop: Stop) -> None:
        self.is_element = stop.is_within_list
        if self.is_element:
            indent = len(stop.line) - len(stop.line.lstrip(" \t"))
            self.start = stop.line_start + indent
            self.is_set = stop.line[:indent] == _indent_of_others(stop)
        else:
            self.start = stop.value_start
            between = stop.text[stop.text.rfind("=", 0, self.start) + 1 : self.start]
            self.is_set = between in ("", " ")
        self.text = stop.text[self.start : stop.line_end]
        if self.is_element and self.text.endswith(","):
            self.text = self.text[:-1]
        self.end = self.start + len(self.text)


def _indent_of_others(stop: Stop) -> str:
    """What stands before the texts of a list on lines of their own."""
    lines = [stop.text[stop.opened[-1] : stop.line_start].split("\n")[-2:][0]]
    lines.append(stop.text[stop.line_end + 1 :].split("\n", 1)[0])
    found = (line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line.lstrip(" \t").startswith('"'))
    return next(found, "  ")


def swallowed_slip(stop: Stop) -> Slip | None:
    """A text of several lines that has lost its end, and so goes on to where the next one begins."""
    for token in TOKENS.finditer(stop.text, 0, stop.at):
        if token[0].startswith(_MANY_LINES) and (later := _STATEMENT.search(token[0])):
            line = stop.text.count("\n", 0, token.start() + later.start()) + 1
            message = _("this multi-line text runs on over line {line}: its closing {marks} seems to be missing")
            return Slip(token.start(), message.format(line=line, marks=token[0][:3]))
    return None


def unclosed_slip(stop: Stop) -> Slip | None:
    """A text of several lines that never ends."""
    if stop.unclosed is None:
        return None
    marks = stop.text[stop.unclosed] * 3
    return Slip(stop.unclosed, _("this multi-line text is not closed: {marks} is missing").format(marks=marks))


def text_slip(stop: Stop) -> Slip | None:
    """A text without one of its quotes or without both, with quotes in its midst, or with something behind it."""
    is_one_line = stop.is_in_value or (stop.is_within_list and stop.text[stop.opened[-1]] == "[")
    if not is_one_line or (stop.is_in_value and is_number_place(stop.kind)):
        return None
    place = _Place(stop)
    if not place.text.strip() or place.text.startswith(_MANY_LINES):
        return None
    if place.text[0] in "\"'":
        return _quoted(stop, place, place.text[0])
    return _unquoted(stop, place)


def _quoted(stop: Stop, place: _Place, mark: str) -> Slip | None:
    """What begins with a quote."""
    text = place.text
    closed = _TEXT.match(text)
    if not closed:
        message = _("the closing {mark} of the text is missing").format(mark=mark)
        if text.endswith('\\"'):
            message = _('the \\ before the last " makes it part of the text: write a backslash as \\\\')
        elif text[-1] in CLOSING or (len(text) > 1 and text[-1] in "\"'"):
            message = _("text opened with {mark} is closed with {mark}, not with {sign}")
            message = message.format(mark=mark, sign=text[-1])
        is_clear = _is_clear_end(text, mark) and (text != mark or (mark == '"' and place.is_set))
        return Slip(place.end, message, ((place.end, place.end, mark),) if is_clear else ())
    rest = text[closed.end() :]
    if not place.is_element and _BEHIND.fullmatch(rest.strip()):
        at = place.start + closed.end()
        message = _("only a comment may follow a value: delete {sign}").format(sign=rest.strip())
        return Slip(at + len(rest) - len(rest.lstrip()), message, ((at, place.end, ""),))
    is_inner = mark == '"' and len(text) > 1 and text[-1] == '"' and not _ends_as_text(rest)
    if not is_inner or (place.is_element and rest.lstrip().startswith(",")):
        return None
    message = _('write a quote inside a text as \\", or use “ and ”')
    inner = text[1:-1]
    is_clear = not ("\\" in text or "#" in text or _BETWEEN.search(text) or inner[:1] == '"' or inner[-1:] == '"')
    at = place.start + closed.end() - 1
    new = '"' + inner.replace('"', '\\"') + '"'
    return Slip(at, message, ((place.start, place.end, new),) if is_clear and _is_text_place(stop) else ())


def _is_clear_end(text: str, mark: str) -> bool:
    """Whether a text that begins with a quote has lost no more than the one at its very end."""
    if text[1:] and (text[-1].isspace() or text[-1] in CLOSING or text[-1] in ",，、;；]}\"'"):
        return False
    if mark == "'":
        return "'" not in text[1:] and not {'"', "#"} & set(text)
    return "#" not in text and '"' not in _ESCAPE.sub("", text[1:])


def _ends_as_text(rest: str) -> bool:
    """Whether what stands behind a text begins with a comment, or is blank."""
    return not rest.strip() or rest.lstrip().startswith("#")


def _unquoted(stop: Stop, place: _Place) -> Slip | None:
    """What begins with no quote: its last one alone is there, or none."""
    text = place.text
    quotes = [found.start() for found in _QUOTE.finditer(text) if found[0] == '"']
    if stop.is_in_value and stop.at > place.start and _is_value(text):
        return None
    is_first = place.is_set and text[0] not in "[{"
    if quotes == [len(text) - 1]:
        message = _('the opening " of the text is missing')
        is_clear = (
            is_first and "#" not in text and "'" not in text and (_is_text_place(stop) or not _is_value(text[:-1]))
        )
        return Slip(place.start, message, ((place.start, place.start, '"'),) if is_clear else ())
    is_bare = not quotes and stop.at == place.start
    if text[0] in "[{" or not (is_bare or (_is_text_place(stop) and stop.is_in_value)):
        return None
    message = _('text needs quotes: "{text}"').format(text=glance(text.split("#")[0].rstrip().replace('"', "")))
    is_clear = is_first and not _SYNTAX & set(text) and not text[-1].isspace() and text[-1] not in ",;，；"
    is_clear = is_clear and not (place.is_element and "," in text) and _is_text_place(stop)
    return Slip(place.start, message, ((place.start, place.end, f'"{text}"'),) if is_clear else ())


def _is_text_place(stop: Stop) -> bool:
    """Whether a text is wanted here by a key of ours."""
    return kinds.is_texts(stop.kind) if stop.is_within_list else kinds.is_text(stop.kind)


def _is_value(text: str) -> bool:
    try:
        tomli.loads(f"x = {text}")
    except tomli.TOMLDecodeError:
        return False
    return True


def backslash_slip(stop: Stop) -> Slip | None:
    """Backslashes in a text that begin no escape of TOML: most often the path of a file."""
    if stop.reason not in _ESCAPE_REASONS:
        return None
    found = next((token for token in TOKENS.finditer(stop.text, stop.start) if token.end() >= stop.at), None)
    if found is None or found.lastgroup != "basic" or found.start() > stop.at:
        return None
    return text_with_backslashes(stop.text, found.start(), found.end())


def text_with_backslashes(text: str, start: int, end: int) -> Slip | None:
    """The same of the text in double quotes between two offsets; None where all of its escapes are TOML's."""
    escapes = list(_ESCAPE.finditer(text[start:end]))
    wrong = [match for match in escapes if match[1] not in _SAME and not _KNOWN.fullmatch(match[1][:2])]
    if not wrong:
        return None
    message = _("write a backslash as \\\\, or put the text in single quotes '…'")
    is_clear = all((match in wrong and match[1] not in _LATER) or match[1] in _SAME for match in escapes)
    edits = tuple((start + match.start(), start + match.start(), "\\") for match in wrong)
    return Slip(start + wrong[0].start(), message, edits if is_clear else ())
