"""Where every key of a text stands, in whatever layout TOML allows."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, note, reject, settings
from hypothesis import strategies as st

from perfcli.codec.spans import Outline, Path

TEXT = '''\
# 说明 = 1
a = 1 # b = 2
  "q k" = [ "x", # ]
    ["y", {in = 1, "中" = [2]}],
  ]
'lit' = """
[no.table]
c = "\\""" \\\\"""
s = \'\'\'
[[no.array]]'\'\'\'
d.e . "f g" = 1979-05-27 07:32:00
i = { x = { y.z = 1 }, w = [ ] } # i.x = 2

[ t . "u" ]   # head
v = 'a#b'
t2.v2 = -0.5

[[ar]]
n = 1
[ar.sub]
m = 1
[[ar.subs]]
o = 1
[[ar.subs]]
o = 2

[[ar]] # second
n = 2
[[ar.subs]]
o = 3

[t.z]
k = [
  1, 2,
  3 ]
'''

PLACES: list[tuple[Path, tuple[int, int]]] = [
    (("a",), (2, 1)),
    (("q k",), (3, 3)),
    (("q k", 0), (3, 13)),
    (("q k", 1), (4, 5)),
    (("q k", 1, 0), (4, 6)),
    (("q k", 1, 1), (4, 11)),
    (("q k", 1, 1, "in"), (4, 12)),
    (("q k", 1, 1, "中"), (4, 20)),
    (("q k", 1, 1, "中", 0), (4, 27)),
    (("lit",), (6, 1)),
    (("s",), (9, 1)),
    (("d", "e", "f g"), (11, 1)),
    (("i", "x"), (12, 7)),
    (("i", "x", "y", "z"), (12, 13)),
    (("i", "w"), (12, 24)),
    (("t", "u"), (14, 1)),
    (("t", "u", "v"), (15, 1)),
    (("t", "u", "t2", "v2"), (16, 1)),
    (("ar",), (18, 1)),
    (("ar", 0), (18, 1)),
    (("ar", 0, "n"), (19, 1)),
    (("ar", 0, "sub", "m"), (21, 1)),
    (("ar", 0, "subs", 1, "o"), (25, 1)),
    (("ar", 1), (27, 1)),
    (("ar", 1, "n"), (28, 1)),
    (("ar", 1, "subs", 0), (29, 1)),
    (("t", "z", "k", 2), (35, 3)),
]


@pytest.mark.parametrize(("key", "place"), PLACES)
def test_places(key: Path, place: tuple[int, int]) -> None:
    assert tomli.loads(TEXT)["t"]["z"]["k"] == [1, 2, 3]
    assert Outline(TEXT).place(key) == place


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (("missing",), (1, 1)),
        (("t", "u", "missing"), (14, 1)),
        (("ar", 1, "missing"), (27, 1)),
        (("ar", 5), (18, 1)),
        (("i", "x", "missing"), (12, 7)),
        (("q k", 9), (3, 3)),
        (("a", "deeper"), (2, 1)),
    ],
)
def test_what_is_missing_is_placed_at_the_innermost_table_there_is(key: Path, place: tuple[int, int]) -> None:
    assert Outline(TEXT).place(key) == place


def test_the_text_of_every_value_is_the_value() -> None:
    outline = Outline(TEXT)
    for name in ("a", "q k", "lit", "s", "i"):
        assignment = outline.root.assignments[name]
        value = TEXT[assignment.node.start : assignment.value_end]  # type: ignore[union-attr]  # written as values
        assert tomli.loads(f"x = {value}\n")["x"] == tomli.loads(TEXT)[name]


def test_blocks_begin_at_their_comments() -> None:
    text = "a = 1\n# far\n\n# near\n  # nearer\n[b]\nc = 1\n# of d\n[[d]]\n"
    outline = Outline(text)
    table, tables = outline.root.entries["b"], outline.root.entries["d"]
    assert text[outline.comment_start(table) :].startswith("# near\n")  # type: ignore[arg-type]  # a table
    assert outline.block_end(table) == text.index("# of d")  # type: ignore[arg-type]  # a table
    assert outline.block_end(tables.elements[0]) == len(text)  # type: ignore[union-attr]  # an array of tables


names = st.text(st.sampled_from("ab1-_中\" '#.=]\n\\"), max_size=4)
leaves = st.one_of(
    st.sampled_from(
        ["1", "-0.5", "true", "1979-05-27", "07:32:00", "1979-05-27 07:32:00", "'x # = ]'", '"\\"]"', "inf"]
    ),
    st.sampled_from(['"""\n[x]\ny = 1\n\\""""""', "'''\n]]'\n''''"]),
)


def key_text(name: str, bare: bool) -> str:
    if bare and name and all(letter in "ab1-_" for letter in name):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@st.composite
def values(draw: st.DrawFn, depth: int = 2) -> str:
    kind = draw(st.integers(0, 3 if depth else 1))
    if kind == 2:
        filler = draw(st.sampled_from(["", " ", "\n ", " # ]\n"]))
        items = draw(st.lists(values(depth - 1), max_size=3))
        return "[" + filler + f",{filler}".join(items) + filler + "]"
    if kind == 3:
        entries = draw(st.dictionaries(names, values(depth - 1), max_size=3))
        return "{ " + ", ".join(f"{key_text(name, True)} = {value}" for name, value in entries.items()) + " }"
    return draw(leaves)


@st.composite
def documents(draw: st.DrawFn) -> str:
    lines: list[str] = []
    for header in draw(st.lists(st.tuples(names, names, st.booleans()), max_size=4)):
        for name, value in draw(st.dictionaries(names, values(), max_size=3)).items():
            first = draw(st.sampled_from(["", "  ", "# c = 1\n", "\n\n"]))
            dotted = draw(st.sampled_from(["", "d.", 'd . "e f". ']))
            lines.append(f"{first}{dotted}{key_text(name, draw(st.booleans()))} = {value} # e = 2")
        outer, inner, is_array = header
        path = f"{key_text(outer, True)} . {key_text(inner, False)}"
        lines.append(f"[[{path}]]" if is_array else f"[ {path} ] # [x]")
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


def every_key(value: Any, key: Path = ()) -> list[Path]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for name, item in entries for path in ((*key, name), *every_key(item, (*key, name)))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(documents())
def test_every_key_of_a_text_is_found(text: str) -> None:
    try:
        data = tomli.loads(text)
    except tomli.TOMLDecodeError:
        reject()
    note(text)
    outline = Outline(text)
    lines = text.split("\n")
    for key in every_key(data):
        line, column = outline.place(key)
        rest = lines[line - 1][column - 1 :]
        assert rest
        last = key[-1]
        if isinstance(last, str) and not rest.startswith("["):
            assert (last in rest) or (key_text(last, False)[1:-1] in rest)
