"""What a key is called in the language spoken: the label of a form for the path to a value."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, get_args, get_origin

import msgspec

from perfcli.comparing import Element, Path
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS
from perfcli.model import Budget, Month, Record, key_types


def spoken(kind: type[Record], path: Path, *, on_form: bool = False) -> str:
    """A path in a record of this type by the words that forms have for it, as in 维修套数 · 指标值.

    `on_form`: as a form prints it, whatever the language spoken.
    """
    said: list[str] = []
    known: Any = kind
    for place, step in enumerate(path):
        following = path[place + 1] if place + 1 < len(path) else ""
        if isinstance(step, Element):
            said.append(step.name)
        elif isinstance(step, int):
            said[-1:] = [f"{said[-1]} {step}" if said else str(step)]
        else:
            known, name = _step(known, step, on_form=on_form)
            # what stands in an element, a budget or among details needs no word for the whole of them
            is_told_by_the_next = place + 2 < len(path) and (isinstance(following, Element) or _is_of_records(known))
            if not is_told_by_the_next and not (following and (known is Budget or step == "details")):
                said.append(name)
    return " · ".join(said)


def _step(known: Any, key: str, *, on_form: bool) -> tuple[Any, str]:
    """The type behind a key of what is known, and what the key is called."""
    if isinstance(known, type) and issubclass(known, msgspec.Struct):
        types_of = key_types(known)
        label = LABELS.get(known.__name__, {}).get(key)
        name = key if label is None else label.chinese if on_form else label.spoken
        return _element_type(types_of.get(key)), name
    if isinstance(known, tuple) and known[0] == Month:
        return None, f"{key}月底" if on_form else _("By month {month}").format(month=key)
    return known[1] if _is_of_records(known) else None, key


def _is_of_records(known: Any) -> bool:
    """Whether a table holds a record under each of its keys."""
    return isinstance(known, tuple) and isinstance(known[1], type) and issubclass(known[1], Record)


def _element_type(kind: Any) -> Any:
    """What a value of this type is, or holds: a record's type, or the types of a table's keys and values."""
    if isinstance(kind, types.UnionType):
        kind = next((part for part in get_args(kind) if part is not types.NoneType), None)
    origin = get_origin(kind)
    if origin is tuple:
        return get_args(kind)[0]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return get_args(kind)
    return kind
