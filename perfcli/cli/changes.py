"""Changes as they are shown: rows for programs, and for people what changed in the words of forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfcli import i18n, output
from perfcli.actions.diffing import Changed, is_element
from perfcli.cli.destination import Destination
from perfcli.comparing import Change
from perfcli.exact import Money, Percent
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.key_names import spoken
from perfcli.labels import LABELS
from perfcli.model import DepartmentGoals, Record, Template
from perfcli.progress import Progress
from perfcli.repository import SETTINGS
from perfcli.rewording import is_reworded, marked
from perfcli.rows_for_scripts import json_text
from perfcli.select import Row
from perfcli.settings import Settings

SHOWN = ("unit", "name", "what", "change")
"""The columns of a table for people."""

_PROSE = frozenset({"purpose", "goals", "long_term_goals", "overall", "goal", "text", "description"})
_LONG = 12
"""A longer text, and prose of any length, is shown once with its changed words marked, and not twice."""

_CALLED_BY_THEIR_KIND = (DepartmentGoals, Progress, Template)
"""Records that a name, if they have one, does not tell from a project or a department."""

_KINDS = {
    "added": noop("Added"),
    "dropped": noop("Dropped"),
    "renamed": noop("Renamed"),
    "moved": noop("Moved"),
    "changed": noop("Changed"),
}


def put(destination: Destination, changed: Sequence[Changed], keys: Sequence[str]) -> None:
    """Write the changes with the columns asked for: those of programs, or for people a table of four."""
    form = destination.checked_format()
    if form in output.FOR_PEOPLE and not destination.columns:
        put_shown(destination, [row for one in changed for row in shown_rows(one, destination.scale)], SHOWN)
        return
    put_rows(destination, [row for one in changed for row in one.rows()], keys)


def put_rows(destination: Destination, rows: Sequence[Row], keys: Sequence[str]) -> None:
    """Write rows for programs: where the format does not nest, tables and lists in them as JSON."""
    flat = destination.checked_format() in ("csv", "tsv")
    destination.put_rows([_flat(row) for row in rows] if flat else rows, keys, subject="changes")


def put_shown(destination: Destination, rows: Sequence[Row], keys: Sequence[str]) -> None:
    """Write rows for people, nothing at all where there are none."""
    if rows or destination.file:
        destination.put_rows(rows, keys, subject="changes")


def shown_rows(changed: Changed, scale: str) -> list[Row]:
    """A row for each change of a record; what names the record stands in the first one alone."""
    about = changed.about
    kind = type(changed.record)
    subject = LABELS[kind.__name__][""].spoken if kind in _CALLED_BY_THEIR_KIND else SETTINGS * (kind is Settings)
    named = "\n".join(filter(None, (subject, about["name"], about["code"])))
    rows: list[Row] = []
    for change in changed.changes:
        first = {"unit": about["unit"], "name": named} if not rows else {}
        rows.append({"unit": "", "name": "", **first, **_shown(kind, change, scale)})
    return rows


def _shown(kind: type[Record], change: Change, scale: str) -> Row:
    what = spoken(kind, change.path) or _(_KINDS[change.kind])
    return {"what": what, "change": _told(change, scale)}


def _told(change: Change, scale: str) -> str:
    """What changed, on one line where it is short."""
    before, after = change.before, change.after
    if not change.path:
        return "" if before is None and after is None else _value(after if before is None else before, scale)
    if change.kind == "moved" and is_element(change):
        return _("from place {before} to {after}").format(before=before, after=after)
    if before is None or after is None:
        value = _value(after if before is None else before, scale)
        return _(_KINDS[change.kind]) + _(": ") + value
    if isinstance(before, Money) and isinstance(after, Money):
        return _amounts(before, after, scale)
    if isinstance(before, str) and isinstance(after, str):
        key = next((step for step in reversed(change.path) if isinstance(step, str)), "")
        if (key in _PROSE or min(len(before), len(after)) > _LONG) and is_reworded(before, after):
            return marked(before, after)
    return f"{_value(before, scale)} → {_value(after, scale)}"


def _amounts(before: Money, after: Money, scale: str) -> str:
    said = f"{i18n.money(before, scale)} → {i18n.money(after, scale)} {scale}"
    share = _share(before, after)
    return _("{amounts} ({share})").format(amounts=said, share=share) if share else said


def _share(before: Decimal, after: Decimal) -> str:
    """A difference in percent with its sign, empty where there was nothing before."""
    if not before:
        return ""
    share = i18n.percent(((after - before) * 100 / before).quantize(Decimal("0.01")))
    return share if share.startswith("-") else f"+{share}"


def _value(value: Any, scale: str) -> str:
    """A value for people, on one line unless it has more."""
    if isinstance(value, Money):
        return f"{i18n.money(value, scale)} {scale}"
    if isinstance(value, Percent):
        return i18n.percent(value)
    if isinstance(value, Mapping):
        return " · ".join(_value(item, scale) for item in value.values() if item not in ("", [], {}, None))
    if isinstance(value, list):
        return "；".join(_value(item, scale) for item in value)
    return str(value)


def _flat(row: Row) -> Row:
    """A row of texts and numbers: tables and lists in it as JSON."""
    return {key: json_text(value) if isinstance(value, Mapping | list) else value for key, value in row.items()}
