"""The keys of a record that hold one text or one number: a column each, and what a cell of it says."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, get_args

import msgspec

from perfcli.data.pasted import has_lost_digits, is_filled, pasted_number
from perfcli.exact import Money, Percent, Points
from perfcli.formats.tables import CellValue, Kind, Number, Value, as_text
from perfcli.i18n import gettext as _
from perfcli.model import Record

KINDS: dict[Any, Kind] = {str: "text", int: "count", Money: "money", Percent: "percent", Points: "number"}
"""What a column of a key of this type holds."""


class BadRowError(ValueError):
    """Why a row could not be placed."""


@cache
def scalar_keys(record: type[Record]) -> dict[str, Any]:
    """The keys of a record that one cell holds, each with its type, in the order of the record."""
    found = {}
    for field in msgspec.structs.fields(record):
        kinds = [kind for kind in (get_args(field.type) or (field.type,)) if kind is not type(None)]
        if len(kinds) == 1 and kinds[0] in KINDS:
            found[field.name] = kinds[0]
    return found


def scalars(record: Record) -> dict[str, Value]:
    """What a record holds under these keys."""
    return {key: getattr(record, key) for key in scalar_keys(type(record))}


def read_scalar(value: CellValue, kind: Any, *, exact: bool) -> Any:
    """What a cell says of a key of this type; an empty one of a number says None. Raises BadRowError."""
    if kind is str:
        return read_text(value, exact=exact)
    if not is_filled(value) or (not exact and as_text(value).strip() in ("-", "—", "－", "/", "／")):
        return None
    given = value.exact if isinstance(value, Number) else as_text(value)
    bare = pasted_number(given) if exact else pasted_number(given).rstrip("分%％")
    try:
        return int(bare) if kind is int else kind.parse(Decimal(bare))
    except (ValueError, ArithmeticError):
        raise BadRowError(_("{text} is not a valid number here").format(text=given[:40])) from None


def read_text(value: CellValue, *, exact: bool) -> str:
    """The text of a cell, `exact` with white space at its ends; raises BadRowError for a number that lost digits."""
    if exact and isinstance(value, str):
        return value
    if has_lost_digits(value):
        raise BadRowError(
            _("{number} is a number that has lost digits: format the column as text").format(number=as_text(value)[:40])
        )
    text = as_text(value)
    if exact or "\n" not in text:
        return text if exact else text.strip()
    return "\n".join(line.strip() for line in text.strip().split("\n"))
