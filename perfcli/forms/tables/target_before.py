"""What a target was before a change, where its operator, value and unit have columns of their own."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.forms.headings.header import Column
from perfcli.forms.words.changes import BEFORE_CHANGE
from perfcli.forms.words.targets import joined_target
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_BEFORE = regex(f"{BEFORE_CHANGE}|原")


def join_before(details: dict[str, str], columns: Sequence[Column], words: Vocabulary) -> None:
    """Join its parts among details by their headings: 变更前指标性质, 变更前指标值, 变更前度量单位."""
    if not any(map(_BEFORE.match, details)):
        return
    told = ((column.heading, _BEFORE.match(column.heading)) for column in columns if column.of == "indicator")
    keys = {words.indicator(words.label(text[match.end() :])): text for text, match in told if match}
    parts = {key: details.get(keys.get(key, ""), "") for key in ("operator", "target", "measure")}
    if not parts["target"] or not (parts["operator"] or parts["measure"]):
        return
    target, rest = joined_target(parts["target"], parts["operator"], parts["measure"])
    details[keys["target"]] = target
    for key in ("operator", "measure"):
        if key in keys and key not in rest:
            details.pop(keys[key], None)
