"""What differs between two records, key by key, in the field's own terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from perfcli.i18n import gettext as _
from perfcli.model import Record, plain

_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One key with its value before and after; None where it was not or is no more."""

    key: str
    before: Any
    after: Any

    def __str__(self) -> str:
        before = _("(nothing)") if self.before is None else _spelled(self.before)
        after = _("(nothing)") if self.after is None else _spelled(self.after)
        return f"{self.key}: {before} → {after}"


def differences(before: Record, after: Record) -> list[Difference]:
    """Every key in which two records of one type differ; elements of lists are compared by their place."""
    return list(_walk("", plain(before), plain(after)))


def _walk(key: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            yield from _walk(f"{key}.{name}" if key else name, before.get(name, _ABSENT), after.get(name, _ABSENT))
    elif isinstance(before, list) and isinstance(after, list):
        for place, (old, new) in enumerate(zip_longest(before, after, fillvalue=_ABSENT), 1):
            yield from _walk(f"{key}[{place}]", old, new)
    else:
        yield Difference(key, None if before is _ABSENT else before, None if after is _ABSENT else after)


def _spelled(value: Any) -> str:
    """A value on one line, without quotes; a whole table by the texts in it."""
    if isinstance(value, Mapping):
        return " / ".join(_spelled(item) for item in value.values() if item not in ("", [], {}, None))
    if isinstance(value, list):
        return " / ".join(_spelled(item) for item in value)
    return str(value).replace("\n", "⏎") if value != "" else '""'
