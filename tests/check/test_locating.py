"""Places of findings: whichever way is taken to a key, it is where the outline of the text says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.check.locating import Locator, Search, _places
from perfcli.check.rule import Key
from perfcli.codec.spans import Outline

HEADS = ("[[indicators]]", "[[ indicators ]]", '[["indicators"]]', "[[indicators]]  # mine", "[[functions]]")
ASSIGNMENTS = (
    'name = "n"',
    "name= 'n'",
    '"name" = "n"',
    "name = 5 # [[indicators]]",
    '  name = "deep"',
    "name.first = 1",
)
OTHERS = (
    "# name = 1",
    "",
    'target = "≥90"',
    "x = [",
    "goals = [\n  'a',\n  'b',\n]",
    "list = [\n[1],\n[2],\n]",
    'text = """\n[[indicators]]\nname = 1\n"""',
    "inline = { name = 1 }",
    "[budget]",
    "[budget] # it",
    "[ budget ]",
    "budget.total = 1",
    "total = 1.00",
    "[[functions.indicators]]",
    "[spending_plan]",
)
lines = st.lists(st.sampled_from((*HEADS, *ASSIGNMENTS, *OTHERS)), max_size=12).map("\n".join)


def keys_of(value: Any, key: Key = ()) -> Iterator[Key]:
    """The ways to everything in a document, and to what is missing beside it."""
    if isinstance(value, dict):
        yield from ((*key, "missing"), *((*key, name) for name in value))
        for name, inner in value.items():
            yield from keys_of(inner, (*key, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*key, index)
            yield from keys_of(inner, (*key, index))


@given(lines)
@settings(max_examples=1500, deadline=None)
def test_every_way_to_a_key_ends_at_one_place(text: str) -> None:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    outline = Outline(text)
    locator = Locator(text, data)
    for key in keys_of(data):
        assert locator.place(key) == outline.place(key), (text, key)


def test_usual_files_are_searched() -> None:
    text = '# head\nname = "n"\n\n[budget]\ntotal = 1.00\n\n[[indicators]]\nname = "a"\n\n[[indicators]]\nname = "b"\n'
    search = Search(text, tomllib.loads(text))
    assert _places(text) is not None
    for key, line in {
        ("name",): 2,
        ("budget", "total"): 5,
        ("indicators",): 7,
        ("indicators", 1): 10,
        ("indicators", 1, "name"): 11,
    }.items():
        offset = search.offset(key)
        assert offset is not None
        assert text.count("\n", 0, offset) + 1 == line
    for key in (("missing",), ("budget",), ("indicators", 2), ("indicators", 0, "missing"), ("goals", 0)):
        assert search.offset(key) is None
