"""Numbers exactly as they are written: amounts, percents and points, within bounds that every reader keeps."""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

LARGEST_AMOUNT = Decimal(70_000_000_000_000)
"""70 万亿 元: just under 2^46, from where a double no longer holds the 分."""

_LARGEST_DOUBLE = float(LARGEST_AMOUNT)

LARGEST_PERCENT = Decimal(100_000)
"""Far beyond sense, and small enough that what is planned of the largest amount still fits 64 bits of 分."""

CENT = Decimal("0.01")

_MOST_DECIMALS = 20
"""Of a percent: more than any share has that was divided on a double."""

_MOST_POINTS = 1000
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_POINTS_DECIMALS = 4


class Money(Decimal):
    """An amount in 元, exact to the 分, from 0 to 70 万亿."""

    @classmethod
    def parse(cls, value: object) -> Money:
        """Read an amount in 元 from a TOML or JSON number; raises ValueError with the reason."""
        if type(value) is float and 0 <= value <= _LARGEST_DOUBLE:
            spelled = repr(value)
            decimals = len(spelled) - spelled.find(".") - 1
            if decimals <= 2 and "e" not in spelled and spelled[0] != "-":
                return cls(spelled if decimals == 2 else f"{spelled}0")
        number = exact(value)
        if number < 0:
            raise ValueError("negative")
        if number > LARGEST_AMOUNT:
            raise ValueError("too large")
        cents = number.quantize(CENT)
        if cents != number:
            raise ValueError("more than two decimals")
        return cls(abs(cents))

    @property
    def fen(self) -> int:
        """The amount in whole 分."""
        return int(self * 100)


class Percent(Decimal):
    """A share in percent with at least two decimals: whether it makes sense is for `check` to judge."""

    @classmethod
    def parse(cls, value: object) -> Percent:
        """Read percent from a TOML or JSON number; raises ValueError with the reason."""
        return _percent(value) if type(value) is float else cls._parse(value)

    @classmethod
    def _parse(cls, value: object) -> Percent:
        number = exact(value)
        if not -LARGEST_PERCENT <= number <= LARGEST_PERCENT:
            raise ValueError("percent too large")
        decimals = decimals_of(number)
        if decimals > _MOST_DECIMALS:
            raise ValueError("too many decimals")
        return cls(number if decimals >= 2 else number.quantize(CENT))


class Points(Decimal):
    """分值 or 权重: points of a score, from 0 to 1,000 with at most four decimals."""

    @classmethod
    def parse(cls, value: object) -> Points:
        """Read points from a TOML or JSON number; raises ValueError with the reason."""
        number = exact(value)
        if not 0 <= number <= _MOST_POINTS:
            raise ValueError("points out of range")
        if decimals_of(number) > _POINTS_DECIMALS:
            raise ValueError("too many decimals of points")
        return cls(number)


def decimals_of(number: Decimal) -> int:
    """How many decimals a finite number is written with."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


@lru_cache(1024)
def _percent(value: float) -> Percent:
    return Percent._parse(value)


def exact(value: object) -> Decimal:
    """A number as it was written; raises ValueError for what is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("not a number")
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("not a finite number")
    return number


def rounded(points: Fraction) -> Decimal:
    """Points or percent with two decimals, half up; exact, whatever their size."""
    return _half_up(points.numerator, points.denominator)


def in_percent(part: Decimal, whole: Decimal) -> Decimal:
    """A part in percent of a whole over zero, with two decimals, half up; exact, whatever their size."""
    numerator, below = part.as_integer_ratio()
    denominator, above = whole.as_integer_ratio()
    return _half_up(numerator * above * 100, below * denominator)


def _half_up(numerator: int, denominator: int) -> Decimal:
    return _EXACT.multiply(Decimal((numerator * 200 + denominator) // (denominator * 2)), CENT)
