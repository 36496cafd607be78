"""D513."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from difflib import get_close_matches
from typing import Any, get_args

from perfcli.carried import inner_record
from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import Place
from perfcli.i18n import noop
from perfcli.model import Budget, Function, FunctionIndicator, Indicator, Project, Record, Safeguard, Unit, key_types
from perfcli.progress import Progress

LIKELY = noop("unknown key {key}: is {meant} meant, which is missing here?")

_INNER: Mapping[str, type[Record]] = {
    "budget": Budget,
    "units": Unit,
    "functions": Function,
    "safeguards": Safeguard,
}

_NESTED = frozenset({Function})


class MisspeltKey(Rule):
    """A key is likely a misspelling of one that is missing.

    Unknown keys belong to the user and are kept; so a misspelt one is not read, and what it says is lost without a
    word.

    Leaves alone: every unknown key that is not close to a known one, and those beside which the known one stands.

    Fails:

        # purpose is missing
        porpose = "用于404公租房维修"

    Passes:

        remark = "第二次上报"

    Source: the format of the repository.
    """

    code = "D513"
    name = "misspelt-key"
    severity = "warning"
    nature = "data"

    def file(self, place: Place, record: Record, data: Mapping[str, Any], context: Context) -> Iterable[Hit]:
        """The keys of a file, table by table."""
        if place.kind == "progress":
            return _typed(data, Progress, ())
        return _tables(data, type(record), ()) if place.kind != "settings" else ()


def _typed(value: object, kind: Any, key: Key) -> Iterator[Hit]:
    """The keys of a value and of what is in it, table by table, by the types of the record."""
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _typed(entry, kind, (*key, index))
    elif isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, Record):
        yield from _likely(value, kind, key)
        types = key_types(kind)
        for name in value.keys() & types.keys():
            yield from _typed(value[name], inner_record(types[name]) or get_args(types[name])[-1:], (*key, name))
    elif isinstance(value, dict) and isinstance(kind, tuple):
        for name, entry in value.items():
            yield from _typed(entry, inner_record(kind[0]) if kind else None, (*key, name))


def _tables(data: Mapping[str, Any], record: type[Record], key: Key) -> Iterator[Hit]:
    yield from _likely(data, record, key)
    for name, value in data.items():
        inner = _inner(record, name)
        if inner is None:
            continue
        for at, table in [((), value)] if isinstance(value, dict) else [((i,), v) for i, v in enumerate(value)]:
            if isinstance(table, dict) and (inner in _NESTED or not table.keys() <= _known(inner)):
                yield from _tables(table, inner, (*key, name, *at))


def _likely(data: Mapping[str, Any], record: type[Record], key: Key) -> Iterator[Hit]:
    """The unknown keys of one table that are close to one that is missing."""
    known = _known(record)
    if not data.keys() <= known:
        missing = [name for name in known if name not in data]
        for name in data.keys() - known:
            close = get_close_matches(name, missing, n=1, cutoff=0.75)
            if close:
                yield Hit((*key, name), LIKELY, {"key": name, "meant": close[0]})


def _inner(record: type[Record], name: str) -> type[Record] | None:
    if name == "indicators":
        return FunctionIndicator if record is Function else Indicator
    return _INNER.get(name) if record is not Project or name == "budget" else None


def _known(record: type[Record]) -> Set[str]:
    return key_types(record).keys()
