"""Edits of a text: what was wanted and nothing else, every comment beside what it was written for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.codec import Malformed, formatted, from_toml, patch, write
from perfcli.codec.arrays import array_text
from perfcli.codec.reader import parse_exact
from perfcli.codec.spans import Array, Outline, Tables
from perfcli.codec.strict import DEEPEST
from perfcli.exact import Money, Percent
from perfcli.model import (
    Budget,
    Department,
    DepartmentGoals,
    Function,
    FunctionIndicator,
    Indicator,
    Project,
    Record,
    Safeguard,
    Unit,
)
from perfcli.settings import Settings
from tests.strategies import indicators, pairs, projects

TEXT = """\
# 项目的说明
#:schema ../schemas/project.json

code = "A"   # 编码
name = 'n'
unit = "335001"
year = 2021
mine = {x = 1} # 我的
purpose = ""
goals = [
  # 第一个目标
  "甲", # 甲的注
  "乙",
  # 第三个
  "丙", # 丙的注
  # 完
]

# 钱
[budget] # 元
total = 1_000   # 一千
fiscal = 1000.0
other = 0

[budget.mine]
note = "留"

[spending_plan]
# 三月
3 = 25.00
12 = 100.00 # 年底

# 数量
[[indicators]] # 一
kind = "k1"
name = "n1" # 名一
mine = [1, 2]

# 质量
[[indicators]]
name = "n2"
kind = "k2"
description = "d2"

[extra]
a = 1 # 外
"""

BASE = from_toml(TEXT, Project)


def money(text: str) -> Money:
    return Money.parse(Decimal(text))


def plan(**shares: str) -> dict[int, Percent]:
    return {int(month[1:]): Percent.parse(Decimal(share)) for month, share in shares.items()}


def edited(old: str, new: str, text: str = TEXT) -> str:
    """The text with one part of it, which stands there once, replaced."""
    assert text.count(old) == 1
    return text.replace(old, new)


def test_nothing_to_change_changes_nothing() -> None:
    for text in (TEXT, TEXT.rstrip("\n"), TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT):
        assert patch(text, BASE) == text


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (replace(BASE, code="B"), edited('code = "A" ', 'code = "B" ')),
        (replace(BASE, name="甲\n乙"), edited("name = 'n'", 'name = """\n甲\n乙"""')),
        (replace(BASE, year=2022), edited("year = 2021", "year = 2022")),
        (replace(BASE, template="t"), edited("year = 2021\n", 'year = 2021\ntemplate = "t"\n')),
        (
            replace(BASE, budget=Budget(total=money("1000.5"), fiscal=money("1000"), other=money("0.5"))),
            edited("other = 0\n", "other = 0.50\n", edited("1_000   #", "1000.50   #")),
        ),
    ],
)
def test_scalars_are_replaced_where_they_stand(wanted: Project, expected: str) -> None:
    assert patch(TEXT, wanted) == expected


@pytest.mark.parametrize(
    ("shares", "old", "new"),
    [
        (plan(m3="30", m12="100"), "3 = 25.00", "3 = 30.00"),
        (plan(m3="25", m6="50.125", m12="100"), "3 = 25.00\n", "3 = 25.00\n6 = 50.125\n"),
        (plan(m1="5", m3="25", m12="100"), "[spending_plan]\n", "[spending_plan]\n1 = 5.00\n"),
        (plan(m12="100"), "3 = 25.00\n", ""),
        (plan(m3="25"), "12 = 100.00 # 年底", "# 年底"),
        ({}, "3 = 25.00\n12 = 100.00 # 年底\n", "# 年底\n"),
    ],
)
def test_the_plan(shares: dict[int, Percent], old: str, new: str) -> None:
    assert patch(TEXT, replace(BASE, spending_plan=shares)) == edited(old, new)


GOALS = TEXT[TEXT.index("goals = [") : TEXT.index("]\n\n# 钱") + 1]


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        (
            ("甲", "新", "丙"),
            '[\n  # 第一个目标\n  "甲", # 甲的注\n  "新",\n  # 第三个\n  "丙", # 丙的注\n  # 完\n]',
        ),
        (("乙", "丙"), '[\n  "乙",\n  # 第三个\n  "丙", # 丙的注\n  # 完\n]'),
        (("甲", "丙"), '[\n  # 第一个目标\n  "甲", # 甲的注\n  # 第三个\n  "丙", # 丙的注\n  # 完\n]'),
        (("甲",), '[\n  # 第一个目标\n  "甲", # 甲的注\n  # 完\n]'),
        (
            ("丙", "甲", "乙"),
            '[\n  # 第三个\n  "丙", # 丙的注\n  # 第一个目标\n  "甲", # 甲的注\n  "乙",\n  # 完\n]',
        ),
        (
            ("甲", "乙", "丙", "丁\n戊"),
            '[\n  # 第一个目标\n  "甲", # 甲的注\n  "乙",\n  # 第三个\n  "丙", # 丙的注\n  """\n丁\n戊""",\n  # 完\n]',
        ),
        ((), "[\n  # 完\n]"),
    ],
)
def test_goals_keep_their_comments(goals: tuple[str, ...], expected: str) -> None:
    assert patch(TEXT, replace(BASE, goals=goals)) == edited(GOALS, f"goals = {expected}")


@pytest.mark.parametrize(
    ("before", "news", "after"),
    [
        ("[]", ["a"], '[\n  "a",\n]'),
        ("[ ]", ["a", "b"], '[\n  "a",\n  "b",\n]'),
        ("[ # noch\n]", ["a"], '[ # noch\n  "a",\n]'),
        ('["a"]', ["a", "b"], '["a", "b"]'),
        ('["a",]', ["a", "b"], '["a", "b",]'),
        ('[ "a", "b" ]', ["b"], '[ "b" ]'),
        ('[ "a", "b" ]', ["a"], '[ "a" ]'),
        ('["a", "b"]', ["b", "a"], '["b","a"]'),
        ('["a", "b"]', [], "[]"),
        ('["a" # x\n, "b" # y\n]', ["b"], '["b" # y\n]'),
        ('[\n"a", "b",\n"c"]', ["a", "c"], '[\n"a",\n"c"]'),
        ('["a", # x\n"b"]', ["a"], '["a" # x\n]'),
        ('[ # x\n"a", # y\n"b", # z\n]', ["b", "a"], None),
        ("[{a = 1}, {a = 2}]", [{"a": 2}, {"a": 3, "b": ["x"]}], '[{a = 2}, { a = 3, b = ["x"] }]'),
        ("[1, 2.50]", [1, Decimal("2.50"), 3], "[1, 2.50, 3]"),
    ],
)
def test_arrays_in_every_layout(before: str, news: list[object], after: str | None) -> None:
    text = f"x = {before} # end\n"
    node = Outline(text).root.entries["x"]
    assert isinstance(node, Array)
    olds = parse_exact(text)["x"]
    patched = array_text(text, node, olds, news)
    assert parse_exact(f"x = {patched}")["x"] == news
    if after is not None:
        assert patched == after


FIRST = TEXT[TEXT.index("# 数量") : TEXT.index("# 质量")]
SECOND = TEXT[TEXT.index("# 质量") : TEXT.index("[extra]")]
NEW = '[[indicators]]\nkind = "k0"\nname = "n0"\ndescription = ""\ntarget = ""\nbasis = ""\n\n'
ONE, TWO = BASE.indicators
ZERO = Indicator(kind="k0", name="n0")


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [
        ((TWO, ONE), SECOND + FIRST),
        ((TWO,), SECOND),
        ((ONE,), FIRST),
        ((ZERO, ONE, TWO), NEW + FIRST + SECOND),
        ((ONE, ZERO, TWO), FIRST + NEW + SECOND),
        ((ONE, TWO, ZERO), FIRST + SECOND + NEW),
        ((ONE, replace(TWO, description="", target="≥1")), FIRST + SECOND.replace('"d2"', '""\ntarget = "≥1"')),
        ((TWO, ZERO, ONE), SECOND + NEW + FIRST),
        ((replace(TWO, basis="b"), ONE), SECOND.replace('"d2"', '"d2"\nbasis = "b"') + FIRST),
        ((), ""),
    ],
)
def test_indicators_keep_their_comments_and_unknown_keys(rows: tuple[Indicator, ...], blocks: str) -> None:
    patched = patch(TEXT, replace(BASE, indicators=rows))
    assert patched == edited(FIRST + SECOND, blocks)


def test_only_the_keys_asked_for() -> None:
    wanted = replace(BASE, name="m", code="B", goals=(), indicators=())
    assert patch(TEXT, wanted, frozenset({"name"})) == edited("name = 'n'", 'name = "m"')


@pytest.mark.parametrize("text", [TEXT, TEXT.rstrip("\n")])
def test_line_ends_and_marks_are_the_files_own(text: str) -> None:
    wanted = replace(BASE, name="甲\n乙", goals=("甲",), indicators=(TWO, ONE, ZERO), template="t")
    expected = patch(TEXT, wanted)
    assert "\r" not in expected
    assert patch("\ufeff" + text, wanted) == "\ufeff" + expected
    assert patch(text.replace("\n", "\r\n"), wanted) == expected.replace("\n", "\r\n")


INLINE = """\
code="A"
name="n"
unit="u"
year=1
budget={total=1,fiscal=1,other=0} # b
spending_plan = { 3=25, 12=100 }
indicators=[{kind="k1",x=1},
  {kind="k2"}] # i
"""


def test_inline_tables() -> None:
    base = from_toml(INLINE, Project)
    one, two = base.indicators
    assert patch(INLINE, replace(base, budget=replace(base.budget, other=money("2")))) == edited(
        "other=0", "other=2.00", INLINE
    )
    assert patch(INLINE, replace(base, spending_plan=plan(m3="25", m6="50", m12="90"))) == edited(
        "3=25, 12=100", "3=25, 6 = 50.00, 12=90.00", INLINE
    )
    assert patch(INLINE, replace(base, spending_plan=plan(m1="1", m12="100"))) == edited(
        "3=25, 12=100", "1 = 1.00, 12=100", INLINE
    )
    assert from_toml(patch(INLINE, replace(base, spending_plan={})), Project).spending_plan == {}
    assert patch(INLINE, replace(base, indicators=(two,))) == edited(
        '{kind="k1",x=1},\n  {kind="k2"}', '\n  {kind="k2"}', INLINE
    )
    assert patch(INLINE, replace(base, indicators=(replace(one, name="n"), two))) == edited(
        '{kind="k1",x=1}', '{ kind = "k1", name = "n", x = 1 }', INLINE
    )


DOTTED = """\
code = "A"
name = "n"
unit = "u"
year = 1
budget.total = 1 # t
budget.fiscal = 1
budget.other = 0
"spending_plan".3 = 25 # drei
spending_plan.12 = 100
mine.a = 1
"""


def test_dotted_and_quoted_keys() -> None:
    base = from_toml(DOTTED, Project)
    assert patch(DOTTED, replace(base, budget=replace(base.budget, total=money("2")))) == edited(
        "total = 1 #", "total = 2.00 #", DOTTED
    )
    assert patch(DOTTED, replace(base, spending_plan=plan(m3="30"))) == edited(
        "3 = 25 # drei\nspending_plan.12 = 100\n", "3 = 30.00 # drei\n", DOTTED
    )
    assert patch(DOTTED, replace(base, spending_plan={})) == edited(
        '"spending_plan".3 = 25 # drei\nspending_plan.12 = 100\n', "# drei\n", DOTTED
    )
    more = patch(DOTTED, replace(base, spending_plan=plan(m3="25", m6="50", m12="100"), goals=("a",)))
    assert from_toml(more, Project).spending_plan == plan(m3="25", m6="50", m12="100")
    assert "# drei" in more
    assert "mine.a = 1" in more


def test_a_department_and_its_goals() -> None:
    text = 'code = "335"\nname = "局" # 名\n\n[[units]]\ncode = "335001" # 一\nname = "甲"\n'
    base = from_toml(text, Department)
    wanted = replace(base, units=(Unit(code="335000", name="零"), *base.units))
    assert patch(text, wanted) == edited("[[units]]\n", '[[units]]\ncode = "335000"\nname = "零"\n\n[[units]]\n', text)
    goals = """\
department = "335"
year = 2021
# 一
[[functions]]
name = "f1"
[[functions.indicators]]
name = "i1" # 率
# 二
[[functions]]
name = "f2"
# 保障
[[safeguards]]
title = "s"
"""
    record = from_toml(goals, DepartmentGoals)
    first, second = record.functions
    turned = patch(goals, replace(record, functions=(second, first), safeguards=(Safeguard(title="s", text="t"),)))
    assert turned == (
        'department = "335"\nyear = 2021\n# 二\n[[functions]]\nname = "f2"\n\n# 一\n[[functions]]\nname = "f1"\n'
        '[[functions.indicators]]\nname = "i1" # 率\n\n# 保障\n[[safeguards]]\ntitle = "s"\ntext = "t"\n'
    )
    more = replace(second, indicators=(FunctionIndicator(name="i2"),))
    assert from_toml(patch(goals, replace(record, functions=(first, more, Function(name="f3")))), DepartmentGoals) == (
        replace(record, functions=(first, more, Function(name="f3")))
    )


def test_of_two_functions_without_a_name_the_one_with_indicators_goes() -> None:
    text = """\
department = "335"
year = 2021

# 一
[[functions]]
name = ""

[[functions.indicators]]
name = "i"

# 二
[[functions]]
# 名
name = ""
mine = 1
"""
    wanted = replace(from_toml(text, DepartmentGoals), functions=(Function(name=""),))
    gone = '# 一\n[[functions]]\nname = ""\n\n[[functions.indicators]]\nname = "i"\n\n'
    assert patch(text, wanted) == edited(gone, "", text)


def test_a_new_function_comes_behind_the_new_indicators_of_the_one_before() -> None:
    text = (
        'department = "335"\nyear = 2021\n\n[[functions]]\nname = "f"\n\n# 尾\n\n# 保障\n[[safeguards]]\ntitle = "s"\n'
    )
    record = from_toml(text, DepartmentGoals)
    first = replace(record.functions[0], indicators=(FunctionIndicator(name="i"),))
    wanted = replace(record, functions=(first, Function(name="g")))
    new = (
        '[[functions.indicators]]\nname = "i"\ndescription = ""\ntarget = ""\n\n'
        '[[functions]]\nname = "g"\ngoal = ""\n\n# 保障\n'
    )
    assert patch(text, wanted) == edited("# 保障\n", new, text)


def test_settings_that_go_and_come() -> None:
    text = '# 设置\nschema = 1\nyear = 2021 # 年\n\n[framework]\n2015 = "2015" # 旧\n'
    assert patch(text, Settings(division="130303"), frozenset({"division", "year"})) == (
        '# 设置\nschema = 1\n# 年\ndivision = "130303"\n\n[framework]\n2015 = "2015" # 旧\n'
    )
    assert patch("", Settings(division="130303"), frozenset({"division"})) == 'division = "130303"\n'
    assert patch("[check]\nx = 1\n", Settings(division="1"), frozenset({"division"})) == (
        'division = "1"\n[check]\nx = 1\n'
    )


def test_a_text_that_cannot_be_read_or_edited() -> None:
    with pytest.raises(Malformed):
        patch("code =\n", BASE)
    deep = TEXT + "deep = " + "{b = " * 380 + "1" + "}" * 380 + "\n"
    with pytest.raises(Malformed, match="values are nested too deeply"):
        patch(deep, replace(BASE, code="B"))


def test_a_text_as_deep_as_can_be_is_edited_and_formatted() -> None:
    for opening, closing in (("{b = ", "}"), ("[", "]"), ("{b.b = ", "}"), ("[{b = ", "}]")):
        levels = (DEEPEST - 4) // max(opening.count("b") + opening.count("["), 1)
        deep = TEXT + "deep = " + opening * levels + "1" + closing * levels + "\n"
        assert patch(deep, replace(BASE, code="B")) == edited('code = "A" ', 'code = "B" ', deep)
        assert parse_exact(formatted(deep, Project)) == parse_exact(deep)
    dotted = TEXT + "[" + ".".join(["b"] * DEEPEST) + "]\n"
    assert patch(dotted, replace(BASE, code="B")) == edited('code = "A" ', 'code = "B" ', dotted)
    assert parse_exact(formatted(dotted, Project)) == parse_exact(dotted)


def test_a_private_number_that_is_none_does_not_keep_a_text_from_being_edited() -> None:
    text = TEXT + "x = nan\ny = [-inf, nan]\n"
    assert patch(text, replace(BASE, code="B")) == edited('code = "A" ', 'code = "B" ', text)


def sprinkled(text: str, data: st.DataObject) -> str:
    """The text with comments above and behind some of its lines, perhaps without its last line end."""
    if '"""' in text:
        return text
    lines: list[str] = []
    for line in text.split("\n"):
        kind = data.draw(st.integers(0, 6))
        lines += [f"# above {len(lines)}"] if kind == 0 else []
        lines.append(f"{line} # behind {len(lines)}" if kind == 1 and line else line)
    joined = "\n".join(lines)
    return joined.rstrip("\n") if data.draw(st.booleans()) else joined


@settings(max_examples=400, deadline=None)
@given(pairs, st.data())
def test_the_data_wanted_is_what_is_there_afterwards(pair: tuple[Record, Record], data: st.DataObject) -> None:
    before, after = pair
    text = sprinkled(write(before), data)
    note(text)
    patched = patch(text, after)
    note(patched)
    assert from_toml(patched, type(after)) == after
    assert patch(patched, after) == patched
    back = patch(patched, before)
    assert from_toml(back, type(before)) == before


@settings(max_examples=300, deadline=None)
@given(projects, st.lists(indicators, min_size=1, max_size=5, unique_by=lambda row: (row.kind, row.name)), st.data())
def test_every_comment_of_what_stays_is_kept(project: Project, rows: list[Indicator], data: st.DataObject) -> None:
    project = replace(project, indicators=tuple(rows))
    text = sprinkled(write(project), data)
    note(text)
    shuffled = tuple(data.draw(st.permutations(rows)))
    shares = {month: Percent(share + 1) for month, share in project.spending_plan.items()}
    changed = replace(project, code="x", purpose="y", year=3, indicators=shuffled, spending_plan=shares)
    changed = replace(changed, goals=tuple(data.draw(st.permutations(project.goals))))
    patched = patch(text, changed)
    note(patched)
    assert comments(patched) == comments(text)
    for place, row in enumerate(rows):
        moved = lines_of(patched, shuffled.index(row))
        assert comments(moved, "# behind ") == comments(lines_of(text, place), "# behind ")


def comments(text: str, *marks: str) -> list[str]:
    """The sprinkled comments of a text; their marks stand in no generated value."""
    wanted = marks or ("# above ", "# behind ")
    return sorted(line[line.index(mark) :] for line in text.split("\n") for mark in wanted if mark in line)


def lines_of(text: str, place: int) -> str:
    """The lines of the indicator at a place, from its header to the next."""
    text = text if text.endswith("\n") else text + "\n"
    node = Outline(text).root.entries["indicators"]
    assert isinstance(node, Tables)
    start = node.elements[place].start
    following = node.elements[place + 1].start if place + 1 < len(node.elements) else len(text)
    return text[start:following]
