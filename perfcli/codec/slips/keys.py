"""Keys and headers that TOML does not take: in Chinese, of full width, with a bracket too few."""

from __future__ import annotations

import re
from typing import Any

from perfcli.codec.slips import kinds
from perfcli.codec.slips.stop import Slip, Stop, unquoted
from perfcli.codec.slips.words import name_in, names_of
from perfcli.folding import as_typed, fold
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_PART = regex(r"[^\s=＝\[\]［］【】〔〕.．,，:：{}\"'#“”‘’「」『』]+")
_BEHIND = regex(r"[ \t\u3000]*(?:[=＝:：.]|\])")
_EQUALS = regex(r" ?[=＝]")
_BARE = regex(r"[A-Za-z0-9_-]*\Z")
_VALUE = regex(r"[\"'\[0-9]")
_BARE_KEY = regex(r"[A-Za-z0-9_-]+")

_NAME = r"""(?:"[^"\n]*"|[^\s\[\]［］【】〔〕=＝.．,，:：{}"'#“”]+)"""
_HEADER = regex(
    rf"[ \t\u3000]*(?P<open>[\[［【〔]{{0,2}})[ \t\u3000]*(?P<names>{_NAME}(?:[.．]{_NAME})*)"
    r"[ \t\u3000]*(?P<close>[\]］】〕]{0,2})(?P<rest>[ \t\u3000]*(?:#.*)?)"
)


def header_slip(stop: Stop) -> Slip | None:
    """A header with brackets of full width, too few or of the wrong number, or with a table's name in Chinese."""
    match = _HEADER.fullmatch(stop.line)
    if stop.is_within_list or not match or not (match["open"] or match["close"]):
        return None
    names, kind = _path(stop.record, [unquoted(name) for name in re.split(r"[.．]", match["names"])])
    marks = as_typed(f"{match['open']}…{match['close']}").translate(str.maketrans("【】〔〕", "[][]"))
    if kind is None:
        opening, closing = marks.split("…")
        whole = max(len(opening), len(closing))
        is_clear = whole == 1 and opening and all(map(_BARE_KEY.fullmatch, names))
        brackets = ("[", "]") if is_clear else ("", "")
    else:
        brackets = ("[[", "]]") if kinds.is_tables(kind) else ("[", "]")
    new = f"{brackets[0]}{'.'.join(names)}{brackets[1]}"
    start = stop.line_start + match.start("open")
    if not brackets[0] or stop.text[start : stop.line_start + match.end("close")] == new:
        return None
    message = _("write this header as {header}").format(header=new)
    return Slip(stop.at, message, ((start, stop.line_start + match.end("close"), new),))


def is_known_header(stop: Stop) -> bool:
    """Whether a line is the header of a table of ours, whatever brackets it has and in whatever language."""
    match = _HEADER.fullmatch(stop.line)
    return bool(match and match["open"] and _path(stop.record, re.split(r"[.．]", match["names"]))[1] is not None)


def _path(record: Any, words: list[str]) -> tuple[list[str], Any]:
    """The names of a header's tables, and the type of the last; the words as they are and None for one not of ours."""
    table: Any = record
    names: list[str] = []
    kind: Any = None
    for word in words:
        name = name_in(table, word) if kinds.fields_of(table) else None
        kind = kinds.fields_of(table).get(name or "")
        if name is None or not (kinds.is_table(kind) or kinds.is_tables(kind)):
            return words, None
        names.append(name)
        table = kinds.table_at(table, (name,))
    return names, kind


def key_slip(stop: Stop) -> Slip | None:
    """A key with other than A-Z, a-z, 0-9, _ and - that lacks its quotes, or is one of ours in Chinese."""
    line, column = stop.line, stop.at - stop.line_start
    bare = _BARE.search(line, 0, column)
    start = bare.start() if bare else column
    part = _PART.match(line, start)
    if stop.is_within_list or not part or part.end() <= column or not _BEHIND.match(line, part.end()):
        return None
    key = part[0]
    if "=" in line[:start] or key.isascii() or not all(sign.isalnum() or sign in "_-()" for sign in fold(key)):
        return None
    message = _('the key {key} needs quotes, "{key}": without them a key has only A-Z a-z 0-9 _ -').format(key=key)
    names = names_of(key)
    if names:
        message += _("; the key for it is {names}").format(names=_(", ").join(names))
    is_whole = not line[:start].strip() and not line[:start].endswith(".")
    is_set = not start and bool(_EQUALS.match(line, part.end()))
    new = _written(stop, key, bool(names), is_set) if is_whole else None
    place = stop.line_start + start
    if new and not new.startswith('"'):
        message = _("the key for {key} is {name}").format(key=key, name=new)
    return Slip(place, message, ((place, place + len(key), new),) if new else ())


def _written(stop: Stop, key: str, is_label: bool, is_set: bool) -> str | None:
    """A key as it is written in the table it stands in, None where that is not beyond doubt."""
    table = kinds.table_at(stop.record, stop.table) if stop.record else None
    if table is not None and (name := name_in(table, key)):
        return name
    if _BARE_KEY.fullmatch(as_typed(key)):
        return as_typed(key)
    return f'"{key}"' if is_set and (kinds.is_free(table) or not is_label) else None


def equals_slip(stop: Stop) -> Slip | None:
    """A key and its value without the equals sign between them."""
    key = stop.text[stop.line_start : stop.at].strip()
    if stop.is_within_list or not _VALUE.match(stop.text, stop.at) or not _BARE_KEY.fullmatch(key):
        return None
    message = _("= is missing between the key {key} and its value").format(key=key)
    kind = kinds.kind_at(stop.record, (*stop.table, key))
    return Slip(stop.at, message, ((stop.at, stop.at, "= "),) if kind is not None else ())


def line_slip(stop: Stop) -> Slip | None:
    """A line that is nothing that TOML knows."""
    if stop.is_within_list or stop.names or "=" in stop.line or not stop.line.strip() or stop.unclosed is not None:
        return None
    return Slip(stop.at, _("this line is not a key = value, no [table] and no # comment"))
