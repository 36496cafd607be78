"""A line with a caret under the place: wide characters count for two cells, long lines are cut around it."""

from __future__ import annotations

import pytest

from perfcli.cells import text_width
from perfcli.codec.excerpts import excerpt


@pytest.mark.parametrize(
    ("text", "line", "column", "shown"),
    [
        ("a = 1\nname = “公租房”\n", 2, 8, ("name = “公租房”", "       ^")),
        ('名称＝"公租房', 1, 8, ('名称＝"公租房', "             ^")),
        ("code =\n", 1, 7, ("code =", "      ^")),
        ("\tcode =\n", 1, 2, (" code =", " ^")),
        ('a = "\x01\x1b[2J"\n', 1, 7, ('a = "\\u0001\\u001b[2J"', "           ^")),
        ("e\u0301 = 1\n", 1, 4, ("e\u0301 = 1", "  ^")),
        ("\n", 1, 1, ("", "^")),
        ("a = 1", 1, 99, ("a = 1", "     ^")),
    ],
)
def test_the_caret_stands_under_its_place(text: str, line: int, column: int, shown: tuple[str, str]) -> None:
    assert excerpt(text, line, column) == "\n".join(shown)


def test_there_is_no_line_beyond_the_end() -> None:
    assert [excerpt("a = 1\n", line, 1) for line in (0, 2, 3, 99)] == ["", "\n^", "", ""]


@pytest.mark.parametrize("column", [1, 30, 80, 399, 400])
def test_a_long_line_is_cut_around_its_place(column: int) -> None:
    text = "".join(chr(0x4E00 + number) for number in range(400))
    shown, caret = excerpt(text, 1, column).split("\n")
    assert text_width(shown) <= 73
    assert shown.strip("…") in text
    before = next(end for end in range(len(shown) + 1) if text_width(shown[:end]) == len(caret) - 1)
    assert shown[before] == text[column - 1]
