"""The index of the search: which projects hold which pairs of characters, in parts that a page loads as it needs them.

Parts are scripts, since a page that lies in a folder may load nothing else. A project's number is its place among all,
the newest and largest first, so that what is found first is shown first and lies in few parts.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from unicodedata import normalize

from perfcli.printable import printable
from perfcli.regex import regex
from perfcli.site.content import Content, Entry
from perfcli.site.rendering import digest, short_money

CARDS = 100
"""Projects whose lines of the result stand in one part."""

ANYWHERE, NAMED = "=", "~"
"""Before a term that stands in any text of a project, and before one of its name, or its whole code."""

_POSTINGS = 20_000
"""Projects named by a part of the index, more or less."""

_LONGEST = 4000
_WORD = regex(r"[^\W_]+")
_MODULUS = 1_000_003
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_files(content: Content) -> Iterator[tuple[str, bytes]]:
    """The files of the index by their paths below the site."""
    entries = sorted(
        content.entries,
        key=lambda entry: (-entry.project.year, -entry.project.budget.total, entry.project.unit, entry.project.code),
    )
    found: dict[str, array[int]] = {}
    for number, entry in enumerate(entries):
        own = entry.project
        anywhere = {ANYWHERE + term for term in terms_of(_texts(content, entry))}
        for term in (*anywhere, *(NAMED + term for term in terms_of([own.name])), NAMED + own.code.lower()):
            numbers = found.get(term)
            if numbers is None:
                found[term] = numbers = array("I")
            numbers.append(number)
    parts = max(1, sum(map(len, found.values())) // _POSTINGS)
    lists: list[list[str]] = [[] for _number in range(parts)]
    for term in sorted(found):
        lists[part_of(term[1:], parts)].append(f"{_quoted(term)}:{_quoted(packed(found[term]))}")
    made = [
        (f"search/terms-{number}.js", _script("terms", number, "{", rows, "}")) for number, rows in enumerate(lists)
    ]
    for number, start in enumerate(range(0, len(entries), CARDS)):
        rows = [_card(content, entry) for entry in entries[start : start + CARDS]]
        made.append((f"search/cards-{number}.js", _script("cards", number, "[", rows, "]")))
    version = digest("".join(digest(data) for _path, data in made).encode())
    about = f'window.perfSearch={{"version":"{version}","parts":{parts},"size":{CARDS}}};\n'
    yield "search/index.js", about.encode()
    yield from made


def terms_of(texts: Iterable[str]) -> set[str]:
    """The pairs of neighbouring characters of each word, each Chinese character by itself; folded as in `search.js`."""
    found: set[str] = set()
    for text in texts:
        for word in _WORD.findall(normalize("NFKC", text[:_LONGEST]).lower()):
            found.update(sign for sign in word if sign > "\x7f")
            found.update(map("".join, pairwise(word)))
    return found


def part_of(term: str, parts: int) -> int:
    """The part that a term stands in."""
    total = 0
    for sign in term:
        total = (total * 31 + ord(sign)) % _MODULUS
    return total % parts


def packed(numbers: Sequence[int]) -> str:
    """Rising numbers as the steps between them in base 36, the first one from -1."""
    steps, last = [], -1
    for number in numbers:
        steps.append(_base36(number - last))
        last = number
    return " ".join(steps)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"


def _texts(content: Content, entry: Entry) -> Iterator[str]:
    project = entry.project
    yield from (project.code, project.name, project.unit, content.name(project.unit), project.purpose)
    yield from project.goals
    yield from (text for row in project.indicators for text in (row.name, row.target))


def _card(content: Content, entry: Entry) -> str:
    project = entry.project
    values = [
        *(project.name[:120], str(project.year), project.unit, project.code, content.name(project.unit)[:80]),
        short_money(project.budget.total),
    ]
    return f"[{','.join(_quoted(printable(value)) for value in values)}]"


def _quoted(text: str) -> str:
    """A text in a script, wherever that is put: no line end of another kind and no tag ends it."""
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _script(kind: str, number: int, begin: str, rows: Iterable[str], end: str) -> bytes:
    text = f"perfSearch.{kind}({number},{begin}\n" + ",\n".join(rows) + f"\n{end});\n"
    return text.encode("utf-8", "backslashreplace")
