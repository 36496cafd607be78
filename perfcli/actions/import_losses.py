"""What an import takes out of a project in passing: worth a word beside the values before and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from perfcli.codec import decode, parse
from perfcli.data.unknown_keys import unknown_keys
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.key_text import pick_text
from perfcli.keys import indicator_names
from perfcli.model import Project, Record
from perfcli.regex import regex
from perfcli.target import read_target
from perfcli.writing import Change

_AT = regex(r"\[[0-9]+\]")
_BARE = regex(r"[0-9][0-9,]*(?:\.[0-9]+)?", re.ASCII)


def losses(before: Project, after: Project) -> Iterator[str]:
    """The operator and unit of a target that a bare number replaced; all goals or all indicators."""
    targets = dict(zip(indicator_names(before.indicators), before.indicators, strict=True))
    for name, row in zip(indicator_names(after.indicators), after.indicators, strict=True):
        was = targets[name].target if name in targets else ""
        read = read_target(was)
        is_more = read.value is not None and (read.operator != "=" or read.unit)
        if is_more and _BARE.fullmatch(as_typed(row.target).strip()):
            message = _("{code}: indicators{name}.target: {after} has neither the operator nor the unit of {before}")
            yield message.format(code=after.code, name=pick_text(name), after=row.target, before=was)
    if before.goals and not after.goals:
        count = len(before.goals)
        yield ngettext(
            "{code}: {count} goal is taken out, none is left",
            "{code}: {count} goals are taken out, none is left",
            count,
        ).format(code=after.code, count=count)
    if before.indicators and not after.indicators:
        count = len(before.indicators)
        message = ngettext(
            "{code}: {count} indicator is taken out, none is left",
            "{code}: {count} indicators are taken out, none is left",
            count,
        )
        yield message.format(code=after.code, count=count)


def keys_lost(change: Change, kind: type[Record], name: str | Path) -> Iterator[str]:
    """The keys that perf does not know and that go with the row they stood in; `name` is what the file is called."""
    if change.before is None or change.after is None or change.before == change.after:
        return
    before = [(key, value) for key, value in unknown_keys(parse(decode(change.before)), kind)]
    if not before:
        return
    # by key and value whatever the place: an element that stays may have moved up
    kept = Counter((_AT.sub("", key), repr(value)) for key, value in unknown_keys(parse(decode(change.after)), kind))
    for key, value in before:
        known = (_AT.sub("", key), repr(value))
        kept[known] -= 1
        if kept[known] < 0:
            message = _("{name}: {key} is taken out with its row: {value}")
            yield message.format(name=name, key=key, value=value)
