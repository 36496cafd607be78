"""The rows of a 绩效目标调整表: one for each key that was adjusted, in the words of forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from perfcli.comparing import Element, Path
from perfcli.errors import PerfError
from perfcli.form import Form
from perfcli.formats.blocks import clean
from perfcli.forms.laying.shown import Shown
from perfcli.forms.words.amounts import SCALES, written
from perfcli.key_names import spoken
from perfcli.keys import Pick, read_key
from perfcli.model import Project
from perfcli.progress import AdjustedKey, Adjustment
from perfcli.regex import regex

ADJUSTMENTS = "adjustments."
COLUMNS = frozenset(f"{ADJUSTMENTS}{key}" for key in ("date", "reason", "key", "before", "after"))

_PLACE = regex(r"[1-9][0-9]{0,3}", re.ASCII)
_NUMBER = regex(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)


class AdjustmentRow(NamedTuple):
    """What a row shows by the keys of its columns; rows of one `group` are of one adjustment."""

    group: int
    values: Mapping[str, Shown]


def adjustment_rows(adjustments: Iterable[Adjustment], form: Form) -> Iterator[AdjustmentRow]:
    """The rows of adjustments by their dates, which a merge of two branches may leave out of order."""
    for group, one in enumerate(sorted(adjustments, key=lambda adjustment: adjustment.date)):
        for change in one.changes or (AdjustedKey(key=""),):
            path = adjusted_path(change.key)
            texts = {
                "date": one.date.isoformat(),
                "reason": one.reason,
                "key": spoken(Project, path, on_form=True) if path else change.key,
                "before": _value(path, change.before, form),
                "after": _value(path, change.after, form),
            }
            yield AdjustmentRow(group, {f"{ADJUSTMENTS}{key}": Shown(clean(text)) for key, text in texts.items()})


def adjusted_path(key: str) -> Path:
    """The way to the value that was adjusted; empty for a key that a project does not have."""
    try:
        steps, rest = read_key(key, Project)
    except PerfError:
        return ()
    return () if rest else tuple(_step(step) for step in steps)


def _step(step: str) -> str | int | Element:
    if not isinstance(step, Pick):
        return step
    return int(step) if _PLACE.fullmatch(step) else Element(str(step))


def _value(path: Path, text: str, form: Form) -> str:
    """A value as forms print it: amounts in what the form counts in, shares in percent."""
    if not _NUMBER.fullmatch(text):
        return text
    if path[:1] == ("budget",):
        return written(Decimal(text), SCALES[form.scale]) + form.scale
    return f"{text}%" if path[:1] == ("spending_plan",) else text
