"""Points as people type and print them, wherever they do: options, answers, forms, workbooks."""

from __future__ import annotations

from decimal import Decimal

from perfcli.exact import Points
from perfcli.folding import as_typed
from perfcli.regex import regex

_POINTS = regex(r"([0-9]{1,4}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})\s*分?")


def points_of(text: str) -> Points | None:
    """A number of points such as `9.6`, `10分` or `.5`, from 0 to 1,000.

    None for anything else: `1_0`, `1 0` and `5.` are slips.
    """
    match = _POINTS.fullmatch(as_typed(text).strip())
    try:
        return Points.parse(Decimal(match[1])) if match else None
    except ValueError:  # over 1,000
        return None
