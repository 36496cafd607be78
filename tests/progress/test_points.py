"""Points as people type them."""

from __future__ import annotations

import pytest

from perfcli.progress.points import points_of, typed_points_of


@pytest.mark.parametrize(
    ("text", "points"),
    [("9.6", "9.6"), (" １０ 分 ", "10"), (".5", "0.5"), ("0", "0"), ("1000", "1000"), ("8.1250", "8.1250")],
)
def test_points_are_read_alike_from_options_forms_and_workbooks(text: str, points: str) -> None:
    assert str(points_of(text)) == points


@pytest.mark.parametrize("text", ["", "-1", "1_0", "1 0", "5.", "1e2", "1001", "9.12345", "十", "②", "9.5/10"])
def test_what_is_no_points_is_none(text: str) -> None:
    assert points_of(text) is None


@pytest.mark.parametrize(
    ("text", "points"), [("9.6", "9.6"), ("9.60", "9.60"), ("9.6000", "9.6000"), ("79.996", None), ("9.005分", None)]
)
def test_points_that_somebody_gives_have_two_decimals(text: str, points: str | None) -> None:
    found = typed_points_of(text)
    assert (None if found is None else str(found)) == points
