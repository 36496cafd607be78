"""Tables as csv."""

from __future__ import annotations

import pytest

from perfcli.errors import PerfError
from perfcli.formats.csv import MOST_COLUMNS, MOST_ROWS, read_csv
from perfcli.formats.tables import Line


def test_rows_that_hold_nothing_are_left_out_and_the_others_keep_their_numbers() -> None:
    assert read_csv("a,b,,\n\n,,\n , \n,c\n", "t").lines == [Line(1, ("a", "b")), Line(5, ("", "c"))]
    assert read_csv("\n" * 100_000 + "a\n", "t").lines == [Line(100_001, ("a",))]
    assert read_csv("," * 100_000, "t").lines == []


def test_a_table_has_the_bounds_of_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (MOST_ROWS, MOST_COLUMNS) == (1_048_576, 16_384)
    widest = "a," * (MOST_COLUMNS - 1) + "a\n"
    assert len(read_csv(widest, "t").lines[0].cells) == MOST_COLUMNS
    with pytest.raises(PerfError, match="row 2: a table has at most 1048576 rows and 16384 columns"):
        read_csv(f"a\na,{widest}", "t")
    monkeypatch.setattr("perfcli.formats.csv.MOST_ROWS", 2)
    assert len(read_csv("a\n\na\n\n", "t").lines) == 2
    with pytest.raises(PerfError, match="row 4: a table has at most 2 rows and 16384 columns"):
        read_csv("a\n\na\na\n", "t")
