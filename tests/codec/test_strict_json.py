"""JSON as people send it: what is read, and what is refused with its place."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.codec.strict_json import NotJson, read_json_text


def refused(text: str) -> tuple[str, int, int]:
    with pytest.raises(NotJson) as raised:
        read_json_text(text)
    return str(raised.value), raised.value.line, raised.value.column


def test_numbers_stay_as_they_are_spelled() -> None:
    read = read_json_text("[0.10, 3, 1e999999999999999999999]")
    assert read == [Decimal("0.10"), 3, Decimal("Infinity")]
    assert str(read[0]) == "0.10"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": 1, "a": 2}', ("a stands twice in one object", 1, 10)),
        (
            '{"b": {"a": 1},\n "c": [{"a": "\\"}{a"},\n {"a": 1, "x": "a",\n "a": 2}]}',
            ("a stands twice in one object", 4, 2),
        ),
        ('{"a": 1, "\\u0061": 2}', ("a stands twice in one object", 1, 10)),
        ("NaN", ("NaN is not a number", 0, 0)),
        ("[-Infinity]", ("-Infinity is not a number", 0, 0)),
        ("9" * 5000, ("a number has too many digits", 0, 0)),
        ("0." + "9" * 5000, ("a number has too many digits", 0, 0)),
        ("[" * 100_000, ("values are nested too deeply", 0, 0)),
        ("[" * 60 + "]" * 60, ("values are nested too deeply", 0, 0)),
        ('"\\ud800"', ("a \\u escape is half a character (a lone surrogate)", 0, 0)),
        ("[1,\n2,,]", ("not valid JSON: Expecting value", 2, 3)),
    ],
)
def test_what_is_refused(text: str, reason: tuple[str, int, int]) -> None:
    assert refused(text) == reason


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=10,
)


@given(_VALUES)
def test_json_reads_as_it_was_written(value: object) -> None:
    assert read_json_text(json.dumps(value)) == value


@given(st.dictionaries(st.text(max_size=3), _VALUES, min_size=1, max_size=4), st.data())
def test_a_doubled_key_is_found_wherever_it_stands(value: dict[str, object], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(value)))
    text = json.dumps(value)[:-1] + f",\n{json.dumps(key)}: 1}}"
    assert refused(text) == (f"{key} stands twice in one object", 2, 1)
