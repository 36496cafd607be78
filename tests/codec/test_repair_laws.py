"""A file with one slip is mended to exactly what it held, or left to its author: never to other data."""

from __future__ import annotations

import codecs
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.codec import Malformed, decode, from_toml, repaired, write
from perfcli.codec.reader import parse_exact
from perfcli.model import Record
from tests.codec.slipping import KINDS
from tests.strategies import records

_PLACES = 12
"""Slips of a kind that are tried in one text."""


def _is_readable(data: bytes, kind: type[Record]) -> bool:
    try:
        from_toml(data.decode(), kind)
    except (Malformed, UnicodeDecodeError):
        return False
    return True


def _holds(record: Record, text: str, data: bytes) -> bool:
    """Whether the slip was mended; fails where it was mended to something else."""
    kind = type(record)
    try:
        mended = repaired(data, kind)
    except Malformed:
        return False
    after = decode(mended.text.encode())
    assert (parse_exact(after), from_toml(after, kind)) == (parse_exact(text), from_toml(text, kind))
    return True


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8, deadline=None)
@given(record=records)
def test_a_slip_is_mended_to_what_was_there_or_left(kind: str, record: Record) -> None:
    text = write(record)
    for slipped in islice(KINDS[kind](text), _PLACES):
        data = slipped.encode()
        if slipped != text and not _is_readable(data, type(record)):
            _holds(record, text, data)


@settings(max_examples=50, deadline=None)
@given(record=records, encoding=st.sampled_from(["utf-16-le", "utf-16-be", "gb18030"]), is_marked=st.booleans())
def test_another_encoding_is_told_or_left(record: Record, encoding: str, is_marked: bool) -> None:
    text = write(record)
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"") if is_marked else b""
    data = mark + text.encode(encoding)
    if not _is_readable(data, type(record)):
        is_mended = _holds(record, text, data)
        assert is_mended or not mark


@settings(max_examples=50, deadline=None)
@given(record=records, line_end=st.sampled_from(["\r", "\r\n", "\r\r\n"]))
def test_line_ends_are_told_or_left(record: Record, line_end: str) -> None:
    text = write(record)
    data = text.replace("\n", line_end).encode()
    if not _is_readable(data, type(record)):
        _holds(record, text, data)


@settings(max_examples=50, deadline=None)
@given(record=records)
def test_what_can_be_read_stays(record: Record) -> None:
    text = write(record)
    assert repaired(text.encode(), type(record)) == (text, (), "")
