"""A sample is the one that exact logarithms draw, however it is computed."""

from __future__ import annotations

import hashlib
import random
from decimal import Context, Decimal
from fractions import Fraction

import pytest

from perfcli.actions import sampling
from perfcli.actions.sampling import sampled
from perfcli.select import Row

EXACT = Context(prec=40)


def rows_of(count: int, seed: int) -> list[Row]:
    """Rows as the index has them; some codes are there under two units, and amounts from nothing to the most."""
    chance = random.Random(seed)
    return [
        {
            "year": 2019 + number % 7 // 4,
            "code": f"13030321{number // 2:013}",
            "unit": ("335001", "335002")[number % 2],
            "adjusted": Decimal(chance.randrange(10 ** chance.randint(0, 15))).scaleb(-2),
            "light": chance.choice(("red", "yellow", "green", "blue", None)),
        }
        for number in range(count)
    ]


def exactly(rows: list[Row], seed: str) -> list[Row]:
    """The rows in the order in which they are drawn, each by its logarithm of 40 digits."""

    def drawn(row: Row) -> tuple[Decimal, int, str, str]:
        digest = hashlib.sha256(f"{seed}\n{row['year']}\n{row['code']}".encode()).digest()
        uniform = EXACT.divide(Decimal(int.from_bytes(digest[:16], "big") + 1), Decimal(2**128 + 1))
        weight = max(row["adjusted"], Decimal(1)) * {"red": 4, "yellow": 2}.get(row["light"], 1)
        return EXACT.divide(-EXACT.ln(uniform), weight), row["year"], row["code"], row["unit"]

    return sorted(rows, key=drawn)


def place(row: Row) -> tuple[int, str, str]:
    return row["year"], row["code"], row["unit"]


def test_twenty_thousand_rows_are_drawn_as_exact_logarithms_draw_them() -> None:
    rows = rows_of(20_000, 1)
    ordered = exactly(rows, "种子")
    for count in (1, 20, 2_000, 6_667, 19_900, 20_000):
        assert sampled(rows, Fraction(count, 20_000), "种子") == sorted(ordered[:count], key=place)
    assert len(sampled(rows, Fraction(1, 3), "种子")) == 6_667


@pytest.mark.parametrize("slack", [0.5, 0.999])
def test_those_near_to_the_last_one_are_compared_exactly(monkeypatch: pytest.MonkeyPatch, slack: float) -> None:
    rows = rows_of(200, 2)
    ordered = exactly(rows, "甲")
    monkeypatch.setattr(sampling, "_SLACK", slack)
    for count in range(1, 201):
        assert sampled(rows, Fraction(count, 200), "甲") == sorted(ordered[:count], key=place)


@pytest.mark.parametrize(
    "digest", [b"\x00" * 32, b"\x80" + b"\x00" * 31, b"\x7f" + b"\xff" * 31, b"\xff" * 8 + b"\xfe" * 24]
)
def test_every_hash_has_a_draw_that_is_nearly_the_exact_one(monkeypatch: pytest.MonkeyPatch, digest: bytes) -> None:
    (row,) = rows_of(1, 3)
    monkeypatch.setattr(sampling, "_hash", lambda _row, _seed: int.from_bytes(digest[:16], "big") + 1)
    exact = sampling._drawn(row, "")
    assert abs(Decimal(sampling._nearly_drawn(row, "")) / exact - 1) < Decimal("1e-12")


def test_of_nothing_nothing_is_drawn() -> None:
    assert sampled([], Fraction(1, 10), "甲") == []
