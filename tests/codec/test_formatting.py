"""`fmt`: canonical layout, comments kept, data unchanged, nothing more to do the second time."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.check.places import RECORDS, place_of
from perfcli.codec import Malformed, formatted
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.settings import Settings

SHIPPED = Path(__file__).parents[2] / "repo_template"

WEIRD = """\
# about the file

# about name
name = 'x'   # behind
# about code
code = "1"
budget = { total = 1, fiscal = 1_0, other = 0.5 }  # money
unit="a"


# mine
mine = { a = 1, b = [1,2] }
year = 2_021
goals = [ "a", # first
  "b",
]
spending_plan.6 = 1
spending_plan.3 = 2 # half

# the rows
[[indicators]] # row 1
name = "x"
kind = "a\\nb"
[indicators.extra]
z = 1
[[indicators]]
# inside
name = "y"
[other.deep]
k = 1
# tail
"""

CANONICAL = """\
# about the file

# about code
code = "1"

# about name
name = "x" # behind
unit = "a"
year = 2021
goals = [ "a", # first
  "b",
]

# mine
mine = { a = 1, b = [1,2] }

[budget] # money
total = 1.00
fiscal = 10.00
other = 0.50

[spending_plan]
3 = 2.00 # half
6 = 1.00

# the rows
[[indicators]] # row 1
kind = \"\"\"
a
b\"\"\"
name = "x"

[indicators.extra]
z = 1

[[indicators]]
# inside
name = "y"

[other.deep]
k = 1

# tail
"""


def test_order_spelling_and_comments() -> None:
    assert formatted(WEIRD, Project) == CANONICAL
    assert formatted(CANONICAL, Project) == CANONICAL


def test_line_ends_and_byte_order_mark() -> None:
    assert formatted("\ufeff" + WEIRD.replace("\n", "\r\n"), Project) == CANONICAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("# alone", "# alone\n"),
        ('#:schema x\ncode="1"', '#:schema x\n\ncode = "1"\n'),
        ("indicators = []\n", "indicators = []\n"),
        (
            'indicators = [{name="a"}, {name="b"}] # two',
            '[[indicators]] # two\nname = "a"\n\n[[indicators]]\nname = "b"\n',
        ),
        (
            "[budget]\ntotal = 5\n\n\n\n# x\n\n\n# y\nother = 1.5",
            "[budget]\ntotal = 5.00\n\n# x\n\n# y\nother = 1.50\n",
        ),
        ('"my key" = 1979-05-27\ncode = "1"', 'code = "1"\n"my key" = 1979-05-27\n'),
        ("x = nan\ny = [\n  1, # one\n]\n", "x = nan\ny = [\n  1, # one\n]\n"),
        ("year = true\n[budget]\ntotal = '5'\n", "year = true\n\n[budget]\ntotal = '5'\n"),
    ],
)
def test_small_texts(text: str, expected: str) -> None:
    assert formatted(text, Project) == expected
    assert formatted(expected, Project) == expected


def test_settings_keep_their_groups() -> None:
    text = "# head\n\n# year\nyear = 2021\n\n# division\ndivision = '130303'\n"
    expected = '# head\n\n# division\ndivision = "130303"\n\n# year\nyear = 2021\n'
    assert formatted(text, Settings) == expected


def test_nested_arrays_of_tables() -> None:
    text = (
        "[[functions]]\nname='a'\n[[functions.indicators]]\ntarget='1'\nname='x'\n"
        "# b\n[[functions]]\ngoal='g'\nname='b'\n"
    )
    assert formatted(text, DepartmentGoals) == (
        '[[functions]]\nname = "a"\n\n[[functions.indicators]]\nname = "x"\ntarget = "1"\n\n'
        '# b\n[[functions]]\nname = "b"\ngoal = "g"\n'
    )


def test_what_is_no_toml_is_not_touched() -> None:
    with pytest.raises(Malformed, match="the value is missing"):
        formatted("a = \n", Project)


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.toml")), ids=lambda path: path.stem)
def test_shipped_files_are_canonical(path: Path) -> None:
    place = place_of(path.relative_to(SHIPPED).as_posix())
    assert place is not None
    text = path.read_text(encoding="utf-8")
    assert formatted(text, RECORDS[place.kind]) == text


_comment = st.sampled_from(["# one", "#two", '#  “三” = [x] "', "#:schema a.json", "#"])
_gap = st.lists(st.one_of(st.just(""), _comment), max_size=3).map(lambda lines: "".join(f"{line}\n" for line in lines))
_behind = st.one_of(st.just(""), _comment.map(lambda comment: f"  {comment}"))
_text = st.text(alphabet=st.sampled_from("ab 中#\"'\\\n=[]{},"), max_size=6)


@st.composite
def _string(draw: st.DrawFn) -> str:
    text = draw(_text)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if "'" not in text and "\n" not in text and draw(st.booleans()):
        return f"'{text}'"
    if draw(st.booleans()):
        return f'"""{escaped}"""'
    return '"' + escaped.replace("\n", "\\n") + '"'


_number = st.sampled_from(["0", "1", "1_000", "-3", "0.5", "12.345", "1e3", "0x1F", "true", "1979-05-27", "inf"])


@st.composite
def _array(draw: st.DrawFn) -> str:
    items = draw(st.lists(st.one_of(_string(), _number), max_size=3))
    inside = [f"{draw(_gap)}{item},{draw(_behind)}\n" for item in items]
    return "[" + draw(st.sampled_from(["", "\n"])) + "".join(inside) + "]"


_value = st.one_of(_string(), _number, _array(), st.just("{ a = 1, 'b c' = {x = 2} }"), st.just("{}"))
_KEYS = ["code", "name", "unit", "year", "purpose", "goals", "mine", '"my key"', "template", "functions", "budget"]
_INNER = ["total", "other", "fiscal", "3", "12", "kind", "name", "target", "note"]


@st.composite
def _keys(draw: st.DrawFn, names: list[str]) -> str:
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=5))
    return "".join(f"{draw(_gap)}{key}={draw(_value)}{draw(_behind)}\n" for key in chosen)


@st.composite
def _file(draw: st.DrawFn) -> str:
    text = draw(_keys(_KEYS))
    tables = ["budget", "spending_plan", "extra", "extra.deep"]
    single = draw(st.lists(st.sampled_from(tables), unique=True, max_size=3))
    arrays = draw(st.lists(st.sampled_from(["indicators", "others"]), max_size=4))
    headers = [f"[{name}]" for name in single] + [f"[[{name}]]" for name in arrays]
    for header in draw(st.permutations(headers)):
        text += f"{draw(_gap)}{header}{draw(_behind)}\n{draw(_keys(_INNER))}"
    return text + draw(_gap)


def _is_valid(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


_STRINGS = re.compile(r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|(#.*)")


def _comments(text: str) -> Counter[str]:
    return Counter(match[1].rstrip() for match in _STRINGS.finditer(text) if match[1])


@settings(max_examples=300, deadline=None)
@given(_file().filter(_is_valid), st.sampled_from([Project, DepartmentGoals, Settings]))
def test_any_file_keeps_its_data_and_comments(text: str, record: type[Record]) -> None:
    new = formatted(text, record)
    assert tomllib.loads(new, parse_float=Decimal) == tomllib.loads(text, parse_float=Decimal)
    assert _comments(new) == _comments(text)
    assert formatted(new, record) == new
