"""Readers and writers at once in their short form."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.endurance.load import Load, beyond, under_load

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that are begun by fork")

SHORT = Load(projects=800, readers=4, writers=2, seconds=3, seed=9)


def test_answers_are_right_while_others_write(tmp_path: Path) -> None:
    wrong, counts = under_load(tmp_path, SHORT)
    assert wrong == []
    assert counts["answers"] > 0
    assert counts["commands"] > 0


@pytest.mark.parametrize(
    ("total", "is_wrong"), [("9", True), ("10", False), ("11", False), ("12", False), ("13", True), ("11.01", True)]
)
def test_a_sum_that_no_moment_had_is_found(total: str, is_wrong: bool) -> None:
    found = beyond({"301001": Decimal(total)}, {"301001": (Decimal(10), Decimal(12))})
    assert found == [f"301001 has {total}, not from 10 to 12"] * is_wrong
