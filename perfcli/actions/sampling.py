"""Which self-evaluations are checked again (抽查复评): drawn by money and light, the same for the same seed."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from perfcli.select import Row

_BY_LIGHT: Mapping[str | None, int] = {"red": 4, "yellow": 2}
"""How much likelier a project is drawn by its light; no regulation fixes these numbers."""

_EXACT = Context(prec=40)
_RANGE = 2**128 + 1
"""Hashes are from 1 up to this, exclusive: over it they lie between 0 and 1."""

_SLACK = 1e-9
"""Much more than doubles can be wrong by: draws nearer to each other are compared exactly."""


def sampled(rows: Sequence[Row], share: Fraction, seed: str) -> list[Row]:
    """A share of rows, at least one, by year and code: likelier the more money, and the worse the light.

    The same ones for the same seed, whatever the order and the machine: each is drawn by a hash of seed, year and
    code (weighted sampling without replacement, Efraimidis and Spirakis 2006). Doubles tell the most apart: exact
    logarithms, which take many times as long, are left to those near to the last one that is drawn.
    """
    count = -(-len(rows) * share.numerator // share.denominator)
    if not count:
        return []
    drawn = [_nearly_drawn(row, seed) for row in rows]
    last = sorted(drawn)[count - 1]
    least, most = last * (1 - _SLACK), last * (1 + _SLACK)
    chosen = [row for row, by in zip(rows, drawn, strict=True) if by < least]
    near = [row for row, by in zip(rows, drawn, strict=True) if least <= by <= most]
    chosen += sorted(near, key=lambda row: (_drawn(row, seed), *_place(row)))[: count - len(chosen)]
    return sorted(chosen, key=_place)


def _place(row: Row) -> tuple[int, str, str]:
    return row["year"], row["code"], row["unit"]


def _hash(row: Row, seed: str) -> int:
    digest = hashlib.sha256(f"{seed}\n{row['year']}\n{row['code']}".encode()).digest()
    return int.from_bytes(digest[:16], "big") + 1


def _weight(row: Row) -> Decimal:
    return Decimal(max(row["adjusted"], Decimal(1)) * _BY_LIGHT.get(row["light"], 1))


def _nearly_drawn(row: Row, seed: str) -> float:
    """What a row is drawn by, as a double: each of the two logarithms is precise where it is asked."""
    number = _hash(row, seed)
    log = math.log(number / _RANGE) if number < _RANGE // 2 else math.log1p(-((_RANGE - number) / _RANGE))
    return -log / float(_weight(row))


def _drawn(row: Row, seed: str) -> Decimal:
    """What a row is drawn by: −ln(u) ÷ weight, u between 0 and 1 by its hash; the lowest are drawn first."""
    uniform = _EXACT.divide(Decimal(_hash(row, seed)), Decimal(_RANGE))
    return _EXACT.divide(-_EXACT.ln(uniform), _weight(row))
