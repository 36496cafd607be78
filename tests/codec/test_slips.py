"""Texts that are no TOML by a slip of the hand: what is said, where, and what mends it where there is no doubt."""

from __future__ import annotations

import pytest

from perfcli import i18n
from perfcli.codec import Malformed, from_toml
from perfcli.codec.faults import Fault
from perfcli.model import Project

HEAD = 'code = "13030321AAAAAAAAAAAAA"\nname = "名"\nunit = "335001"\nyear = 2021\n'
BUDGET = "[budget]\ntotal = 1.00\nfiscal = 1.00\nother = 0.00\n"
ONE = HEAD + BUDGET
"""Nine lines: what is said of one slip in them is said of nothing else."""


def fault_of(text: str) -> Fault:
    with pytest.raises(Malformed) as raised:
        from_toml(text, Project)
    return raised.value.faults[0]


def applied(text: str, fault: Fault) -> str:
    for start, end, new in sorted(fault.edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def said(line: str, mended: str | None) -> tuple[int, str]:
    """Column and message of the slip in a line that stands first; it is mended to another, None where it is left."""
    text = f"{line}\n{ONE}"
    fault = fault_of(text)
    assert fault.line == 1
    assert applied(text, fault) == (text if mended is None else f"{mended}\n{ONE}")
    return fault.column, fault.message


WIDE = "write {} instead of the full-width {}"


@pytest.mark.parametrize(
    ("line", "column", "message", "mended"),
    [
        ('purpose = "维修', 14, 'the closing " of the text is missing', 'purpose = "维修"'),
        ('purpose = "维修 # 待补', 19, 'the closing " of the text is missing', None),
        ('purpose = "维修 ', 15, 'the closing " of the text is missing', None),
        ('purpose = "维修”', 15, 'text opened with " is closed with ", not with ”', None),
        ("purpose = '维修\"", 15, "text opened with ' is closed with ', not with \"", None),
        ("purpose = '维修", 14, "the closing ' of the text is missing", "purpose = '维修'"),
        ('purpose = 维修"', 11, 'the opening " of the text is missing', 'purpose = "维修"'),
        ('purpose =  维修"', 12, 'the opening " of the text is missing', None),
        ("purpose = 维修", 11, 'text needs quotes: "维修"', 'purpose = "维修"'),
        ("purpose = 维修 # 待补", 11, 'text needs quotes: "维修"', None),
        ("mine = 维修", 8, 'text needs quotes: "维修"', None),
        ("purpose = “维修”", 11, 'text is quoted with "…", not with “”', 'purpose = "维修"'),
        ("purpose = ‘维修’ # 注", 11, 'text is quoted with "…", not with ‘’', 'purpose = "维修" # 注'),
        ("purpose = 「维修」", 11, 'text is quoted with "…", not with 「」', 'purpose = "维修"'),
        ("purpose = “关于“十四五”的”", 11, 'text is quoted with "…", not with “”', 'purpose = "关于“十四五”的"'),
        ('purpose = “维修"', 11, 'text is quoted with "…", not with “”', None),
        (
            'purpose = "关于"十四五"规划"',
            14,
            'write a quote inside a text as \\", or use “ and ”',
            'purpose = "关于\\"十四五\\"规划"',
        ),
        ('purpose = "甲", "乙"', 13, 'write a quote inside a text as \\", or use “ and ”', None),
        ('purpose = "甲",', 14, "only a comment may follow a value: delete ,", 'purpose = "甲"'),
        ('purpose = "甲"。', 14, "only a comment may follow a value: delete 。", 'purpose = "甲"'),
        ("purpose =", 10, "purpose: the value is missing", None),
        ('purpose ＝ "甲"', 9, WIDE.format("=", "＝"), 'purpose = "甲"'),
        ('purpose： "甲"', 8, "a key and its value are separated by =, not by ：", 'purpose = "甲"'),
        ('purpose: "甲"', 8, "a key and its value are separated by =, not by :", 'purpose = "甲"'),
        ('purpose "甲"', 9, "= is missing between the key purpose and its value", 'purpose = "甲"'),
        ('\u3000purpose = "甲"', 1, "write an ordinary space instead of the full-width one", 'purpose = "甲"'),
        ('purpose\u00a0= "甲"', 8, "write an ordinary space instead of U+00A0", 'purpose = "甲"'),
        ('purpose\u200b = "甲"', 8, "delete the invisible character U+200B", 'purpose = "甲"'),
        ("purpose =\u3000甲", 10, "write an ordinary space instead of the full-width one", None),
        ('purpose = "甲\x01乙"', 13, "delete the control character U+0001", None),
        ('ｐurpose = "甲"', 1, "the key for ｐurpose is purpose", 'purpose = "甲"'),
        ('资金用途 = "甲"', 1, "the key for 资金用途 is purpose", 'purpose = "甲"'),
        (
            '联系人 = "甲"',
            1,
            'the key 联系人 needs quotes, "联系人": without them a key has only A-Z a-z 0-9 _ -',
            '"联系人" = "甲"',
        ),
        ("goals = [“甲”, “乙”]", 10, 'text is quoted with "…", not with “”', 'goals = ["甲", “乙”]'),
        ('goals = ["甲"，"乙"]', 13, WIDE.format(",", "，"), 'goals = ["甲","乙"]'),
        ('goals = ["甲"、"乙"]', 13, WIDE.format(",", "、"), 'goals = ["甲","乙"]'),
        ('goals = ["甲"；"乙"]', 13, "list items are separated by commas, not by ；", 'goals = ["甲","乙"]'),
        ('goals = 【"甲"]', 9, WIDE.format("[", "【"), 'goals = ["甲"]'),
        ('goals = ["甲" "乙"]', 13, "a comma is missing between two list items", None),
        ('goals = "甲", "乙"]', 9, "goals: the opening [ of the list is missing", 'goals = ["甲", "乙"]'),
        (
            'basis = "D:\\张三\\表"',
            12,
            "write a backslash as \\\\, or put the text in single quotes '…'",
            'basis = "D:\\\\张三\\\\表"',
        ),
        ('basis = "D:\\new\\张三"', 16, "write a backslash as \\\\, or put the text in single quotes '…'", None),
        ('purpose = "D:\\"', 16, 'the \\ before the last " makes it part of the text: write a backslash as \\\\', None),
        ("这是说明", 1, "this line is not a key = value, no [table] and no # comment", None),
        (
            "<<<<<<< HEAD",
            1,
            "<<<<<<< marks an unresolved git merge: choose one of the versions and delete the marks",
            None,
        ),
    ],
)
def test_a_line_at_the_top(line: str, column: int, message: str, mended: str | None) -> None:
    assert said(line, mended) == (column, message)


@pytest.mark.parametrize(
    ("before", "after", "place", "message", "mended"),
    [
        (
            "total = 1.00",
            "total = 25万元",
            (6, 9),
            "budget.total: write 250000.00 instead of 25万元",
            "total = 250000.00",
        ),
        (
            "total = 1.00",
            "total = 250,000.00",
            (6, 9),
            "budget.total: write 250000.00 instead of 250,000.00",
            "total = 250000.00",
        ),
        (
            "total = 1.00",
            "total = ２５０ # 元",
            (6, 9),
            "budget.total: write 250.00 instead of ２５０",
            "total = 250.00 # 元",
        ),
        (
            "total = 1.00",
            'total = "1.5亿元"',
            (6, 9),
            'budget.total: write 150000000.00 instead of "1.5亿元"',
            "total = 150000000.00",
        ),
        (
            "total = 1.00",
            "total = 约25万",
            (6, 9),
            "budget.total: an amount is a plain number in yuan, such as 250000.00; found 约25万",
            None,
        ),
        (
            "total = 1.00",
            "total = 75%",
            (6, 9),
            "budget.total: an amount is a plain number in yuan, such as 250000.00; found 75%",
            None,
        ),
        (
            "total = 1.00",
            "total = 1.00\ntotal = 1.00",
            (7, 1),
            "the key budget.total is defined twice, first on line 6",
            "total = 1.00",
        ),
        (
            "total = 1.00",
            "total = 1.00\ntotal = 2.00",
            (7, 1),
            "the key budget.total is defined twice, first on line 6",
            None,
        ),
        ("total = 1.00", "预算数 = 1.00", (6, 1), "the key for 预算数 is total", "total = 1.00"),
        ("year = 2021", "year = 2021年", (4, 8), "year: write 2021 instead of 2021年", "year = 2021"),
        ("year = 2021", 'year = "2021"', (4, 8), 'year: write 2021 instead of "2021"', "year = 2021"),
        ("year = 2021", "year = 二〇二一", (4, 8), "year: a whole number has digits only; found 二〇二一", None),
        ('unit = "335001"', "unit = 335001", (3, 8), 'unit: text needs quotes: "335001"', 'unit = "335001"'),
        ("[budget]", "[预算]", (5, 2), "write this header as [budget]", "[budget]"),
        ("[budget]", "［budget］", (5, 1), "write this header as [budget]", "[budget]"),
        ("[budget]", "[budget", (5, 8), "write this header as [budget]", "[budget]"),
        ("[budget]", "budget]", (5, 7), "write this header as [budget]", "[budget]"),
        ("[budget]", "[[budget]]", (5, 1), "budget is a single table: write its header as [budget]", "[budget]"),
        (
            "[budget]",
            '[indicators]\nname = "甲"\n[budget]',
            (5, 1),
            "indicators is a list of tables: write each header as [[indicators]]",
            '[[indicators]]\nname = "甲"\n[budget]',
        ),
        (
            "[budget]",
            '[[指标]]\nname = "甲"\n[budget]',
            (5, 3),
            "write this header as [[indicators]]",
            '[[indicators]]\nname = "甲"\n[budget]',
        ),
        (
            "[budget]",
            '[indicators]\nname = "甲"\n[indicators]\nname = "乙"\n[budget]',
            (7, 12),
            "write this header as [[indicators]]",
            '[indicators]\nname = "甲"\n[[indicators]]\nname = "乙"\n[budget]',
        ),
        (
            "[budget]",
            '[indicators]\nname = "甲"\n[[indicators]]\nname = "乙"\n[budget]',
            (5, 1),
            "indicators is a list of tables: write each header as [[indicators]]",
            '[[indicators]]\nname = "甲"\n[[indicators]]\nname = "乙"\n[budget]',
        ),
        (
            "[budget]",
            "[spending_plan]\n3 = 75%\n[budget]",
            (6, 5),
            "spending_plan.3: write 75.00 instead of 75%",
            "[spending_plan]\n3 = 75.00\n[budget]",
        ),
        (
            "[budget]",
            "[spending_plan]\n3月 = 75\n[budget]",
            (6, 1),
            "the key for 3月 is 3",
            "[spending_plan]\n3 = 75\n[budget]",
        ),
        (
            "[budget]",
            '[spending_plan]\n"3月底" = 75\n[budget]',
            (6, 1),
            "the key for 3月底 is 3",
            "[spending_plan]\n3 = 75\n[budget]",
        ),
        (
            "[budget]",
            'goals = [\n  "甲",\n\n[budget]',
            (5, 9),
            "goals: this list is not closed, ] is missing",
            'goals = [\n  "甲",\n]\n\n[budget]',
        ),
        (
            "[budget]",
            'goals = [\n  "甲",\n  乙",\n]\n[budget]',
            (7, 3),
            'the opening " of the text is missing',
            'goals = [\n  "甲",\n  "乙",\n]\n[budget]',
        ),
        (
            "[budget]",
            'goals = [\n  "甲,\n  "乙",\n]\n[budget]',
            (6, 5),
            'the closing " of the text is missing',
            'goals = [\n  "甲",\n  "乙",\n]\n[budget]',
        ),
        (
            "[budget]",
            'goals = [\n  "甲"\n  "乙",\n]\n[budget]',
            (6, 6),
            "a comma is missing between two list items",
            'goals = [\n  "甲",\n  "乙",\n]\n[budget]',
        ),
        (
            "[budget]",
            "goals = [\n  “甲”，\n]\n[budget]",
            (6, 3),
            'text is quoted with "…", not with “”',
            'goals = [\n  "甲"，\n]\n[budget]',
        ),
        (
            "[budget]",
            'goals = "甲"\n[budget]',
            (5, 9),
            'goals: a list needs brackets: ["甲"]',
            'goals = ["甲"]\n[budget]',
        ),
        (
            "[budget]",
            'purpose = """\n甲\n[budget]',
            (5, 11),
            'this multi-line text is not closed: """ is missing',
            None,
        ),
        (
            "other = 0.00\n",
            'other = 0.00\n[[indicators]]\nname = "甲"\nname = "乙"\n',
            (11, 1),
            "the key indicators.name is defined twice, first on line 10",
            None,
        ),
    ],
)
def test_a_place_in_a_file(before: str, after: str, place: tuple[int, int], message: str, mended: str | None) -> None:
    assert from_toml(ONE, Project).name == "名"
    text = ONE.replace(before, after)
    fault = fault_of(text)
    assert (fault.line, fault.column, fault.message) == (*place, message)
    assert applied(text, fault) == (text if mended is None else ONE.replace(before, mended))


def test_a_text_without_its_end_is_told_from_where_it_begins() -> None:
    text = f'purpose = """\n甲\n\n{ONE}\n[details]\n"乙" = """\n丙"""\n'
    fault = fault_of(text)
    message = 'this multi-line text runs on over line 4: its closing """ seems to be missing'
    assert (fault.line, fault.column, fault.message, fault.edits) == (1, 11, message, ())


def test_a_required_key_under_its_name_in_chinese() -> None:
    text = ONE.replace("name =", '"项目名称" =')
    fault = fault_of(text)
    assert (fault.code, fault.line, fault.message) == ("missing", 2, "the key for 项目名称 is name")
    assert applied(text, fault) == ONE


def test_messages_and_excerpts_in_chinese() -> None:
    i18n.set_locale("zh_CN")
    fault = fault_of(ONE.replace("total = 1.00", "total = 25万元"))
    assert (fault.message, fault.excerpt) == ("budget.total：25万元 应写作 250000.00", "total = 25万元\n        ^")
    fault = fault_of(ONE.replace('"名"', "“名”"))
    assert (fault.message, fault.excerpt) == ('文本用半角引号 "…" 括起，不用 “”', "name = “名”\n       ^")


def test_a_key_in_capitals_and_short_names_in_chinese() -> None:
    for line, name in (("Name = ", "Name"), ("名称 = ", "名称"), ("项目名称 = ", "项目名称")):
        text = ONE.replace("name = ", line)
        fault = fault_of(text)
        assert (fault.line, fault.message, applied(text, fault)) == (2, f"the key for {name} is name", ONE)


@pytest.mark.parametrize("number", ["1001", "1000.00001", "5000分"])
def test_points_out_of_bounds_are_not_written_otherwise(number: str) -> None:
    text = ONE + f'\n[[indicators]]\nkind = "数量指标"\nname = "里程"\nweight = {number}\n'
    fault = fault_of(text)
    assert "instead of" not in fault.message
    assert "weight: points are" in fault.message
