"""Numbers out of the index as the digits that a text has, so that they need not be read to be spelled again."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

Number = Callable[[bytes], object]
"""What is made of a number's digits."""


def decimal(digits: bytes) -> Decimal:
    """The number itself."""
    return Decimal(digits.decode("ascii"))


def hundredths(count: int | None, number: Number) -> object:
    """What `number` makes of so many 分, or hundredths of points; None for none."""
    return None if count is None else number(b"%d.%02d" % divmod(count, 100))


def known(digits: bytes | None, number: Number) -> object:
    """What `number` makes of digits; None for none."""
    return None if digits is None else number(digits)
