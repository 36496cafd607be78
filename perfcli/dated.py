"""Years that texts name: what has to be looked at once goals are taken to another year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from perfcli.folding import as_typed
from perfcli.keys import Key, Pick, indicator_names, key_text
from perfcli.model import Indicator, Record
from perfcli.regex import regex

_DOCUMENT = regex(r"[〔【\[(（]\s*(?:19|20)[0-9]{2}\s*[〕】\])）]\s*第?\s*[0-9]+\s*号", re.ASCII)
_YEAR = regex(
    r"(?<![0-9])(?<![0-9][.,])(?<![≥≤><=])((?:19|20)[0-9]{2})(?=\s*(?:年|[-—–~～至./]\s*[0-9])|(?![0-9.,%％]|\s*[元万亿千百人户套个件次米亩平公吨台辆家所座处项名天块条部本栋间处余多左㎡]))",
    re.ASCII,
)  # fmt: skip
_LEFT_ALONE = frozenset({"code", "unit", "department", "previous", "template", "level1", "kind", "scoring", "term"})


class Mention(NamedTuple):
    """A text that names an earlier year, under the key that `perf set` knows it by; whether as a document's number."""

    key: str
    text: str
    is_document: bool


def mentions(record: Record, year: int) -> list[Mention]:
    """The texts of a record that name a year before this one: dates first, numbers of documents apart."""
    found = []
    for key, text in _texts((), record):
        said = as_typed(text)
        documents = _DOCUMENT.findall(said)
        rest = _DOCUMENT.sub("", said)
        if any(int(named) < year for named in _YEAR.findall(rest)):
            found.append(Mention(key_text(key), text, is_document=False))
        elif documents:
            found.append(Mention(key_text(key), text, is_document=True))
    return sorted(found, key=lambda mention: mention.is_document)


def _texts(key: Key, value: Any) -> Iterator[tuple[Key, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Record):
        for name in value.__struct_fields__:
            if name not in _LEFT_ALONE:
                yield from _texts((*key, name), getattr(value, name))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts((*key, str(name)), item)
    elif isinstance(value, tuple):
        is_named = bool(value) and isinstance(value[0], Indicator)
        names = indicator_names(value) if is_named else [str(place) for place in range(1, len(value) + 1)]
        for name, item in zip(names, value, strict=True):
            yield from _texts((*key, Pick(name)), item)
