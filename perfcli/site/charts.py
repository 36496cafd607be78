"""Charts as places on a drawing: what templates draw as SVG. A table of the same figures stands beside each.

Drawn here and not by a library: those measured give each drawing a style sheet of its own (pygal, 18 kB and 4 ms each;
matplotlib, 32 ms), which a strict policy forbids and a page has no room for, or know neither parts of a bar nor a
spread (leather). A drawing of ours takes 1 kB and follows the colours of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

WIDTH = 400
ROW = 40
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 12, 14, 30
_PLOT_HEIGHT = 170
_LABEL = 19
_LATIN = 0.58


class Part(NamedTuple):
    """A part of a bar: where it begins and how wide it is; `kind` names its colour."""

    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart of bars: what it is of, its parts, and what is written at its end."""

    y: int
    label: str
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other, on a drawing of this height."""

    rows: tuple[Bar, ...]
    height: int
    kinds: tuple[str, ...] = ()


def bars(rows: Iterable[tuple[str, Decimal, str]], whole: Decimal = Decimal(0)) -> Bars:
    """A bar for each label and amount; the third is what is written beside it.

    The largest is as wide as the drawing, or what is `whole` where none is larger.
    """
    rows = list(rows)
    largest = max([whole, *(amount for _label, amount, _text in rows)])
    made = []
    for at, (label, amount, text) in enumerate(rows):
        width = _share(amount, largest) * WIDTH
        made.append(Bar(at * ROW, _short(label), text, (Part(0, max(round(width, 1), 1.0 if amount else 0), "main"),)))
    return Bars(tuple(made), max(len(made), 1) * ROW)


def parted_bars(rows: Iterable[tuple[str, Sequence[int], str]], kinds: Sequence[str]) -> Bars:
    """A bar for each label, parted by counts of these kinds, all as wide as the drawing."""
    made = []
    for at, (label, counts, text) in enumerate(rows):
        whole, x, parts = sum(counts), 0.0, []
        for count, kind in zip(counts, kinds, strict=True):
            width = WIDTH * count / whole if whole else 0.0
            if width:
                parts.append(Part(round(x, 1), round(max(width - 2, 1), 1), kind))
            x += width
        made.append(Bar(at * ROW, _short(label), text, tuple(parts)))
    return Bars(tuple(made), max(len(made), 1) * ROW, tuple(kinds))


class Mark(NamedTuple):
    """A tick of an axis: where it is, and what is written there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Curves:
    """Spending by month: `plan` and `spent` are points of the drawing, `plan_line` and `spent_line` join them."""

    height: int
    left: int
    right: int
    bottom: float
    plan: tuple[tuple[float, float], ...]
    spent: tuple[tuple[float, float], ...]
    plan_line: str
    spent_line: str
    months: tuple[Mark, ...]
    percents: tuple[Mark, ...]


def curves(plan: Sequence[tuple[Decimal, Decimal]], spent: Sequence[tuple[Decimal, Decimal]]) -> Curves:
    """Cumulative percents of the budget over months, 0 to 12, as planned and as spent; both begin with nothing."""
    most = max([Decimal(100), *(percent for _month, percent in (*plan, *spent))])
    most = (most / 20).to_integral_value(ROUND_CEILING) * 20
    width = WIDTH - _LEFT - _RIGHT

    def place(month: Decimal, percent: Decimal) -> tuple[float, float]:
        x = _LEFT + width * _share(month, Decimal(12))
        return round(x, 1), round(_TOP + _PLOT_HEIGHT * (1 - _share(percent, most)), 1)

    begun = (Decimal(0), Decimal(0))
    planned = [place(*point) for point in plan]
    happened = [place(*point) for point in spent]
    step = most / 4
    return Curves(
        height=_TOP + _PLOT_HEIGHT + _BOTTOM,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        bottom=float(_TOP + _PLOT_HEIGHT),
        plan=tuple(planned),
        spent=tuple(happened),
        plan_line=_line([place(*begun), *planned]) if planned else "",
        spent_line=_line([place(*begun), *happened]) if happened else "",
        months=tuple(Mark(place(Decimal(month), Decimal(0))[0], str(month)) for month in (0, 3, 6, 9, 12)),
        percents=tuple(Mark(place(Decimal(0), step * at)[1], f"{step * at:.0f}%") for at in range(5)),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Where one value stands among others: the ends, the middle half, the median and the value on one line."""

    least: float
    low: float
    middle: float
    high: float
    most: float
    own: float


def spread(values: Sequence[Decimal], own: Decimal) -> Spread:
    """The places on a line of the quartiles of rising values and of one of them."""
    least, most = values[0], values[-1]

    def place(value: Decimal) -> float:
        return round(10 + (WIDTH - 20) * (_share(value - least, most - least) if most > least else 0.5), 1)

    low, middle, high = quartiles(values)
    return Spread(place(least), place(low), place(middle), place(high), place(most), place(own))


def quartiles(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """The lower quartile, the median and the upper quartile of rising values: the nearest of them, none between two."""
    last = len(values) - 1
    low, middle, high = (values[round(last * part / 4)] for part in (1, 2, 3))
    return low, middle, high


def _share(part: Decimal, whole: Decimal) -> float:
    return float(part / whole) if whole else 0.0


def _line(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _short(label: str) -> str:
    """As much of a label as has room beside an amount: Latin signs are half as wide as Chinese ones."""
    width = 0.0
    for at, sign in enumerate(label):
        width += _LATIN if sign < "\u2e80" else 1
        if width > _LABEL and at + 1 < len(label):
            return f"{label[:at]}…"
    return label
