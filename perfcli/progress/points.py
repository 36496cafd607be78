"""Points as people type and print them, wherever they do: options, answers, forms, workbooks."""

from __future__ import annotations

from decimal import Decimal

from perfcli.exact import CENT, Points
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


def typed_points_of(text: str) -> Points | None:
    """Points that somebody gives: as `points_of`, with at most two decimals, since 79.996 would count as 80.

    What a form prints is kept as printed instead.
    """
    points = points_of(text)
    return None if points is None or is_too_fine(points) else points


def is_too_fine(points: Decimal | None) -> bool:
    """Whether points have more than two decimals, so that they count rounded."""
    return points is not None and points != points.quantize(CENT)
