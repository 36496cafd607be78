"""Cells that are derived from others of their row, where somebody edited them in a workbook: what is meant by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from perfcli.data.pasted import pasted_number
from perfcli.formats.tables import CellValue, Number, as_text, plain
from perfcli.framework import level_one, own_level_one
from perfcli.i18n import gettext as _
from perfcli.model import Indicator
from perfcli.regex import regex
from perfcli.target import QUALITATIVE, Target, is_percent, read_target

TARGET_PARTS = ("operator", "value", "upper", "unit_of_measure")
"""The columns that say what a target says, in the order of Target."""

_NUMBER = regex(r"[0-9][0-9,]*(?:\.[0-9]+)?")


def continued(before: Sequence[Indicator], number: Decimal, item: Indicator) -> Indicator | None:
    """The indicator that a row goes on with: the one in its place if it is called so, else the one called so."""
    place = before[int(number) - 1] if number == int(number) and 0 < number <= len(before) else None
    called = [one for one in before if (one.kind, one.name, one.term) == (item.kind, item.name, item.term)]
    if place in called or len(called) != 1:
        return place
    return called[0]


def says(target: str, given: Mapping[str, CellValue]) -> bool:
    """Whether cells say what a target says."""
    try:
        return _says(target, _parts(given))
    except ArithmeticError:
        return False


def edited_target(given: Mapping[str, CellValue], target: str, before: str | None) -> tuple[str, str]:
    """The target that a row means, and why what its derived cells say is not heeded, empty where nothing is lost.

    `given` are those of TARGET_PARTS that the table has, `before` is the target that the repository has there. Cells
    that say what one of these targets says are derived; others were edited, and the target with them unless it was too.
    Without a target they are one.
    """
    try:
        said = _parts(given)
    except ArithmeticError:
        return target, _("not a number: the target stays as it is")
    is_silent = not any(part is not None for part in said.values())
    if is_silent or _says(target, said):
        return target, ""
    if not target and before and _says(before, said):
        return before, ""
    if target != (before or ""):
        is_derived = before is not None and _says(before, said)
        return target, "" if is_derived else _("the target was changed too, and is what is taken over")
    made = _made(target, said)
    return (made, "") if made else (target, _("no target can be made of this: the target stays as it is"))


def _parts(given: Mapping[str, CellValue]) -> dict[str, str | Decimal | None]:
    """The cells as the parts of a target that they are; raises ArithmeticError for what is not a number.

    A number may carry its unit (95%, 25万): it goes with the cell of the unit.
    """
    texts = {key: cell.exact if isinstance(cell, Number) else as_text(cell).strip() for key, cell in given.items()}
    said: dict[str, str | Decimal | None] = {}
    for key, text in texts.items():
        if not text:
            said[key] = None
        elif key == "operator":
            said[key] = text if text == "range" else read_target(f"{text}1").operator or text
        elif key == "unit_of_measure":
            said.setdefault(key, text)
        else:
            said[key], unit = _number_in(pasted_number(text), texts.get("unit_of_measure", ""))
            said |= {"unit_of_measure": unit} if unit else {}
    return said


def _number_in(text: str, unit: str) -> tuple[Decimal, str]:
    """The number of a cell, and its unit where the cell says one; raises ArithmeticError."""
    try:
        return Decimal(text.replace(",", "")), ""
    except InvalidOperation:
        read = read_target(text)
        if read.value is None or read.operator != "=" or read.unit is None:
            raise
    both = read if read.unit == unit or not unit or (is_percent(read.unit) and is_percent(unit)) else None
    both = both or read_target(f"{text}{unit}")
    if both.value is None or both.unit is None:
        raise InvalidOperation
    return both.value, both.unit


def _says(target: str, said: Mapping[str, str | Decimal | None]) -> bool:
    return _agrees(read_target(target), said)


def _agrees(read: Target, said: Mapping[str, str | Decimal | None]) -> bool:
    return all(_same(part, said[key]) for key, part in zip(TARGET_PARTS, read, strict=True) if key in said)


def _same(one: str | Decimal | None, other: str | Decimal | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one == other or float(one) == float(other)
    return one == other


def _made(target: str, said: Mapping[str, str | Decimal | None]) -> str:
    """The target with these parts in it, empty where there is none: as it is written where that can be kept."""
    now = read_target(target)
    if target and now == QUALITATIVE:
        return ""
    parts = dict(zip(TARGET_PARTS, now, strict=True)) | dict(said)
    wanted = parts if parts["operator"] or parts["value"] is None else parts | {"operator": "="}
    for text in (_within(target, now, parts), _plainly(parts)):
        if text and _agrees(read_target(text), wanted):
            return text
    return ""


def _within(target: str, now: Target, parts: Mapping[str, str | Decimal | None]) -> str:
    """The target as it is written with other numbers and another unit in it."""
    text = target
    for old, key in ((now.value, "value"), (now.upper, "upper")):
        new = parts[key]
        if old is not None and isinstance(new, Decimal) and old != new:
            text = _NUMBER.sub(lambda found, old=old, new=new: _number(found[0], old, new), text)  # type: ignore[misc]
    unit = parts["unit_of_measure"]
    if now.unit and unit != now.unit:
        head, _found, tail = text.rpartition(now.unit)
        text = f"{head}{unit or ''}{tail}"
    return text


def _number(found: str, old: Decimal, new: Decimal) -> str:
    return plain(new) if Decimal(found.replace(",", "")) == old else found


def _plainly(parts: Mapping[str, str | Decimal | None]) -> str:
    """A target that is nothing but these parts."""
    operator, value, upper, unit = (parts[key] for key in TARGET_PARTS)
    if not isinstance(value, Decimal):
        return ""
    between = f"-{plain(upper)}" if isinstance(upper, Decimal) else ""
    sign = "" if operator in (None, "range") else operator
    return f"{sign}{plain(value)}{between}{unit or ''}"


def edited_level(level1: str, kind: str, before: Indicator | None, framework: str) -> str:
    """The level one that a row has of its own: none where it is derived from the kind, be it from the one before."""
    own = own_level_one(level1, kind)
    if own and before is not None and before.kind != kind and level_one(kind, framework):
        was = before.level1 or level_one(before.kind, framework)
        return "" if level1 == was else own
    return own
