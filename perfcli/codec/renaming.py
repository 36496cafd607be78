"""Tables of records named by their keys, given other names where they stand: their comments and own keys go along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from perfcli.codec.canonical import key_text
from perfcli.codec.reader import parse_exact, with_line_feeds
from perfcli.codec.spans import Outline
from perfcli.regex import regex

Way = tuple[str, ...]

_PART = regex(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*(\.?)""")


def renamed_tables(text: str, above: tuple[Way, ...], names: Mapping[str, str]) -> str:
    """The text with the headers `[above.NAME]`, and those of tables below it, under new names.

    Tables that are not written with headers of their own stay as they are. Line ends and a mark stay.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    line_end = "\r\n" if body.count("\r\n") * 2 > body.count("\n") else "\n"
    body = with_line_feeds(body)
    parse_exact(body)
    parts = []
    at = 0
    for start in Outline(body).headers:
        path = list(_parts(body, start + (2 if body.startswith("[[", start) else 1)))
        keys = tuple(key for key, _start, _end in path)
        for way in above:
            depth = len(way)
            if keys[:depth] == way and len(keys) > depth and keys[depth] in names:
                _key, first, last = path[depth]
                parts += [body[at:first], key_text(names[keys[depth]])]
                at = last
    return mark + ("".join(parts) + body[at:]).replace("\n", line_end)


def _parts(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The keys of a header and where each stands."""
    while match := _PART.match(text, at):
        name = match[1]
        yield next(iter(parse_exact(f"{name} = 0"))) if name[0] in "\"'" else name, match.start(1), match.end(1)
        at = match.end()
        if not match[2]:
            return
