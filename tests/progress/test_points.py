"""Points as people type them."""

from __future__ import annotations

import pytest

from perfcli.progress.points import points_of


@pytest.mark.parametrize(
    ("text", "points"),
    [("9.6", "9.6"), (" １０ 分 ", "10"), (".5", "0.5"), ("0", "0"), ("1000", "1000"), ("8.1250", "8.1250")],
)
def test_points_are_read_alike_from_options_forms_and_workbooks(text: str, points: str) -> None:
    assert str(points_of(text)) == points


@pytest.mark.parametrize("text", ["", "-1", "1_0", "1 0", "5.", "1e2", "1001", "9.12345", "十", "②", "9.5/10"])
def test_what_is_no_points_is_none(text: str) -> None:
    assert points_of(text) is None
