"""Columns as people write them behind --columns and --sort: by their keys, or by the headings they have in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from perfcli.errors import PerfError
from perfcli.folding import plain_name
from perfcli.i18n import gettext as _
from perfcli.i18n import noop, speaking
from perfcli.select import require_column

Heading = Callable[[str], str]
"""What stands over the column of a key, in the language spoken."""

Words = Callable[[str], Iterable[str]]
"""What else it is called."""

_UNKNOWN = noop("unknown column: {given}")


def written(text: str) -> list[str]:
    """The names that are separated by commas, of either width."""
    return [name.strip() for name in text.replace("，", ",").split(",")]


def keys_named(
    names: Iterable[str], keys: Iterable[str], heading: Heading, words: Words = str.split, unknown: str = _UNKNOWN
) -> list[str]:
    """The key of each name: itself, or the one whose column is headed so in the language spoken or in Chinese.

    `words` is what else its column is called, `unknown` what is said of a name that is none. Raises PerfError for one
    that is none, with the nearest, and for one that several columns have.
    """
    known = tuple(dict.fromkeys(keys))
    ways: tuple[Words, ...] = (lambda key: (heading(key),), words)
    with speaking("zh_CN"):
        chinese = {key: heading(key) for key in known}
    return [_key_named(name, known, ways, chinese, unknown) for name in names]


def sort_key(sort: str, keys: Sequence[str], subject: str) -> str:
    """What rows are sorted by, with the sign before it, as the key of a column; `subject` is what the rows are."""
    name = sort.removeprefix("-")
    if not sort or name in keys:
        return sort
    from perfcli.cli.columns import headings_of, words_of

    unknown = noop("unknown column to sort by: {given}")
    [key] = keys_named([name], keys, headings_of(subject), words_of(subject), unknown)
    return sort.removesuffix(name) + key


def _key_named(name: str, known: Sequence[str], ways: Sequence[Words], chinese: Mapping[str, str], unknown: str) -> str:
    for way in ways if name not in known else ():
        found = [key for key in known if plain_name(name) in _called(key, way)]
        if len(found) > 1:
            message = _("several columns are called {name}").format(name=name)
            raise PerfError(message, hint=_("Name one by its key: {names}.").format(names=_(", ").join(found)))
        if found:
            return found[0]
    require_column(name, known, unknown, chinese)
    return name


def _called(key: str, way: Words) -> set[str]:
    """What a column is called in the language spoken and in Chinese."""
    with speaking("zh_CN"):
        names = [*way(key)]
    return {plain_name(name) for name in (*names, *way(key))} - {""}
