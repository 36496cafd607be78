from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.errors import PerfError
from perfcli.formats.decoding import Decoded, decode

TEXT = "一、总体绩效目标\n\t元\n"


@pytest.mark.parametrize(
    ("data", "encoding", "assumed"),
    [
        (TEXT.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", False),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le", False),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", False),
        (TEXT.encode("gb18030"), "gb18030", True),
    ],
)
def test_encoding_is_told_from_the_content(data: bytes, encoding: str, assumed: bool) -> None:
    assert decode(data) == Decoded(TEXT, encoding, assumed)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_lf(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode()).text == TEXT


def test_other_breaks_are_part_of_the_text() -> None:
    assert decode("甲\u2028乙\x85丙\x0c丁".encode()).text == "甲\u2028乙\x85丙\x0c丁"


def test_ascii_is_not_assumed() -> None:
    assert decode(b"abc") == Decoded("abc", "utf-8", False)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\x00\x00",
        "甲".encode("utf-16-le") + b"\x00\x00",
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8",
        b"\xff\xfe\x00\x00A\x00\x00\x00",
        b"\xef\xbb\xbf\xff",
        b"\xff\xff\xff",
        b"\x80\x81",
    ],
    ids=["zip", "utf-16 bare", "odd", "surrogate", "utf-32", "bad utf-8", "bad gb18030", "cut gb18030"],
)
def test_what_is_no_text_is_one_clear_error(data: bytes) -> None:
    with pytest.raises(PerfError) as caught:
        decode(data)
    assert caught.value.hint


@given(st.binary())
def test_any_bytes_are_a_text_or_a_clear_error(data: bytes) -> None:
    try:
        decoded = decode(data)
    except PerfError:
        return
    assert "\r" not in decoded.text
    assert "\0" not in decoded.text
    decoded.text.encode("utf-8")
