"""Text -> record: strict about types and money, kind to unknown keys, every fault at its place."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.codec import Malformed, decode, dotted, from_toml, parse
from perfcli.codec.reader import parse_exact
from perfcli.codec.records import from_dict
from perfcli.codec.strict import DEEPEST
from perfcli.exact import Money
from perfcli.model import Budget, Project, Record, Template

PROJECT = """\
code = "13030321AAAAAAAAAAAAA"
name = "名"
unit = "335001"
year = 2021
[budget]
total = 1
fiscal = 1.0
other = 0.00
"""


def faults(text: str, record: type[Record] = Project) -> list[tuple[int, int, str, str]]:
    """Line, column, key and code of every fault."""
    with pytest.raises(Malformed) as raised:
        from_toml(text, record)
    return [(fault.line, fault.column, dotted(fault.key), fault.code) for fault in raised.value.faults]


def messages(text: str, record: type[Record] = Project) -> list[str]:
    with pytest.raises(Malformed) as raised:
        from_toml(text, record)
    return [fault.message for fault in raised.value.faults]


def test_what_is_left_out_is_empty() -> None:
    project = from_toml(PROJECT, Project)
    assert (project.template, project.purpose, project.goals, project.spending_plan, project.indicators) == (
        *("", "", ()),
        *({}, ()),
    )
    assert project.budget == Budget(total=Money("1.00"), fiscal=Money("1.00"), other=Money("0.00"))


def test_unknown_keys_belong_to_their_owner() -> None:
    text = PROJECT.replace("[budget]", 'mine = [1, {x = 2}]\n[budget]\nmine = "x"')
    text += '[budget.more]\na = 1979-05-27\n[[indicators]]\nkind = "k"\nmine = nan\n'
    assert from_toml(text, Project).indicators[0].kind == "k"


def test_every_mistyped_key_is_reported_at_its_place() -> None:
    text = """\
code = 5
  name = true
unit = "335001"
goals = ["a", 3, []]
indicators = 7
[budget]
total = "1"
fiscal = 1.001
[spending_plan]
3 = "x"
"""
    assert faults(text) == [
        (1, 8, "code", "type"),
        (2, 10, "name", "type"),
        (1, 1, "year", "missing"),
        (4, 15, "goals[2]", "type"),
        (4, 18, "goals[3]", "type"),
        (7, 9, "budget.total", "type"),
        (8, 1, "budget.fiscal", "type"),
        (6, 1, "budget.other", "missing"),
        (10, 5, "spending_plan.3", "type"),
        (5, 1, "indicators", "type"),
    ]
    assert messages(text) == [
        'code: text needs quotes: "5"',
        'name: text needs quotes: "true"',
        "the key year is missing",
        'goals[2]: text needs quotes: "3"',
        "goals[3]: expected text in quotes, found a list",
        'budget.total: write 1.00 instead of "1"',
        "budget.fiscal: an amount has at most two decimals",
        "the key budget.other is missing",
        'spending_plan.3: a percentage is a plain number without %, such as 75.00; found "x"',
        "indicators: expected a list, found a whole number",
    ]


def test_faults_in_the_elements_of_an_array() -> None:
    text = PROJECT + '[[indicators]]\nkind = "k"\n[[indicators]]\nname = 1\n\n[[indicators]]\nbasis = 1979-05-27\n'
    assert faults(text) == [(12, 8, "indicators[2].name", "type"), (15, 9, "indicators[3].basis", "type")]
    inline = PROJECT.replace("[budget]", 'indicators = [1, {kind = "k"},\n  {name = 2}]\n[budget]')
    assert faults(inline) == [(5, 15, "indicators[1]", "type"), (6, 11, "indicators[3].name", "type")]


def test_an_empty_file_lacks_every_key_that_is_needed() -> None:
    keys = ["code", "name", "unit", "year", "budget.total", "budget.fiscal", "budget.other"]
    assert faults("") == [(1, 1, key, "missing") for key in keys]


@pytest.mark.parametrize(
    ("number", "amount"),
    [
        ("0", "0.00"),
        ("5", "5.00"),
        ("+5.5", "5.50"),
        ("0.1", "0.10"),
        ("2015152.00", "2015152.00"),
        ("1_000.2_5", "1000.25"),
        ("1.50000000", "1.50"),
        ("12e1", "120.00"),
        ("1.25E1", "12.50"),
        ("0.001e1", "0.01"),
        ("0x10", "16.00"),
        ("-0.0", "0.00"),
        ("69999999999999.99", "69999999999999.99"),
        ("70000000000000", "70000000000000.00"),
        ("70_000_000_000_000.00", "70000000000000.00"),
    ],
)
def test_amounts_are_exact(number: str, amount: str) -> None:
    for spelled in (number, f"  {number}  # 元", f"{number}\t"):
        total = from_toml(PROJECT.replace("total = 1", f"total = {spelled}"), Project).budget.total
        assert (type(total), str(total), total.fen) == (Money, amount, int(Decimal(amount) * 100))
    inline = f"budget = {{ total={number}, fiscal={number}, other = 0 }}\n"
    assert str(from_toml(PROJECT[: PROJECT.index("[")] + inline, Project).budget.fiscal) == amount


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("0.001", "an amount has at most two decimals"),
        ("69999999999999.994", "an amount has at most two decimals"),
        ("1e-999999999", "an amount has at most two decimals"),
        ("0." + "0" * 5000 + "1", "an amount has at most two decimals"),
        ("-1", "an amount cannot be negative"),
        ("-0.01", "an amount cannot be negative"),
        ("70000000000000.01", "an amount over 70 trillion yuan cannot be kept exactly"),
        ("70000000000001", "an amount over 70 trillion yuan cannot be kept exactly"),
        ("99999999999999999999999999", "an amount over 70 trillion yuan cannot be kept exactly"),
        ("1e99", "an amount over 70 trillion yuan cannot be kept exactly"),
        ("1e99999999999999999999", "expected a finite number"),
        ("inf", "expected a finite number"),
        ("-inf", "expected a finite number"),
        ("nan", "expected a finite number"),
        ("true", "expected a number, found true or false"),
        ("[1]", "expected a number, found a list"),
        ("1979-05-27", "expected a number, found a date or time"),
    ],
)
def test_what_is_no_amount(number: str, reason: str) -> None:
    text = PROJECT.replace("total = 1", f"total = {number}")
    assert messages(text) == [f"budget.total: {reason}"]
    assert faults(text) == [(6, 1, "budget.total", "type")]


def test_percents_keep_their_decimals_within_bounds() -> None:
    plan = from_toml(PROJECT + "[spending_plan]\n3 = 33.333333333333336\n6 = 50\n12 = 1e2\n", Project).spending_plan
    assert {month: str(share) for month, share in plan.items()} == {3: "33.333333333333336", 6: "50.00", 12: "100.00"}
    assert messages(PROJECT + "[spending_plan]\n3 = 1e-21\n") == ["spending_plan.3: a percent has at most 20 decimals"]


@pytest.mark.parametrize("month", ["0", "13", "-1", '"1.0"', '"3 "', "x", '""', "99999999999999999999"])
def test_what_is_no_month(month: str) -> None:
    (message,) = messages(PROJECT + f"[spending_plan]\n{month} = 1\n")
    assert message.endswith(" is not a month from 1 to 12")


def test_bytes_and_their_marks() -> None:
    assert decode(b"\xef\xbb\xbfa = 1\r\nb = 2\n") == "a = 1\nb = 2\n"
    other, message = "the file is not UTF-8; save it as UTF-8", "save it as UTF-8, or run `perf fmt --repair`"
    for data, line, said in (
        (b"\xff\xfea\0", 1, f"the file is in UTF-16 (“Unicode” in Notepad): {message}"),
        ("a = 1\nb = '公租房维修'\n".encode("gb18030"), 1, f"the file is in GBK (“ANSI” in Notepad): {message}"),
        ("a = 1\nb = '公'\n".encode("gb18030"), 2, other),
        ("a = '公租房维修'\nb = '公".encode()[:-1], 2, other),
    ):
        with pytest.raises(Malformed) as raised:
            decode(data)
        (fault,) = raised.value.faults
        assert (fault.code, fault.line, fault.message) == (
            "encoding",
            line,
            said,
        )


def test_syntax_errors_have_a_place() -> None:
    assert faults('code = "x"\nname = \n') == [(2, 8, "", "syntax")]
    assert faults('code = "x"\ncode = "y"\n')[0][0] == 2
    assert faults("a = " + "9" * 5000 + "\n") == [(1, 5, "", "syntax")]
    assert messages("a = " + "9" * 5000) == ["a number has too many digits"]
    assert messages("a = " + "[" * 9999 + "]" * 9999) == ["values are nested too deeply"]


def test_an_unresolved_merge_is_told_by_its_marks() -> None:
    text = PROJECT.replace('name = "名"\n', '<<<<<<< HEAD\nname = "甲"\n=======\nname = "乙"\n>>>>>>> other\n')
    assert faults(text) == [(2, 1, "", "conflict")]
    quoted = PROJECT + '\n[x]\ny = """\n=======\n"""\n'
    assert from_toml(quoted, Project).name == "名"


def test_values_are_deep_up_to_a_bound_that_has_a_place() -> None:
    text = "code = 5\na = " + "{b = " * (DEEPEST - 1) + "1" + "}" * (DEEPEST - 1)
    assert (1, 8, "code", "type") in faults(text)
    text = "code = 5\na = " + "{b = " * 380 + "1" + "}" * 380
    assert faults(text) == [(2, 5 + 5 * DEEPEST, "", "syntax")]
    assert messages(text) == ["values are nested too deeply"]


def test_a_dictionary_is_the_last_rung() -> None:
    data: dict[str, Any] = {"goals": ["a", 1], "spending_plan": {"13": 1}, "unknown": object()}
    with pytest.raises(Malformed) as raised:
        from_dict(data, Template)
    assert [(dotted(fault.key), fault.line) for fault in raised.value.faults] == [
        ("goals[2]", 0),
        ("spending_plan.13", 0),
    ]


numbers = (
    st.decimals(min_value=-1, max_value=10**14, places=2).map(str)
    | st.decimals(min_value=-1, max_value=10**14, places=4).map(str)
    | st.integers(-1, 10**14).map(str)
    | st.builds("{}e{}".format, st.decimals(0, 100, places=3), st.integers(-5, 20))
    | st.sampled_from(["inf", "nan", "-inf", "0x1f", "0o17", "0b1", "1_0.0_1", "1_000", "+1", "-0.0", "true"])
)


@settings(max_examples=500, deadline=None)
@given(
    numbers, st.sampled_from(["[budget]\ntotal = {}\nfiscal = 0\nother = 0", "budget = {{total={}, fiscal=1,other=0}}"])
)
def test_the_fast_reader_and_the_exact_one_agree(number: str, layout: str) -> None:
    text = PROJECT[: PROJECT.index("[")] + layout.format(number)

    def read(data: dict[str, Any]) -> object:
        try:
            return from_dict(data, Project)
        except Malformed as error:
            return [fault.message for fault in error.faults]

    assert read(parse(text)) == read(parse_exact(text))
