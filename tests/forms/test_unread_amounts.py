"""Amounts of a form that cannot be read: an error, a formula that was never calculated, what is struck through."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfcli.actions.reading import read_source
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FormsRead
from tests.documents.word import p, tbl, tc, tr, word
from tests.forms.sheets import WORDS, sheet, web_page

_FORM_OF = """
2024年项目支出绩效目标申报表
单位：万元
项目名称	乡村放映	实施单位	某站
{}
年度绩效目标	走遍十七个村	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	放映场次	≥204场
"""


@pytest.mark.parametrize(
    ("money", "problem"),
    [
        ("年度资金总额	?	其中：财政拨款	38.5\n其他资金	12	<	<", "年度资金总额: #N/A"),
        ("2024年资金总额	?	财政拨款	38.5\n其他资金	12	<	<", "2024年资金总额: #N/A"),
        ("资金总额	?	其中：财政拨款	38.5\n其他资金	12	<	<", "资金总额: #N/A"),
        ("年度资金总额	财政拨款	其他资金\n?	38.5	12", "年度资金总额: #N/A"),
        ("年度资金总额	财政拨款	其他资金\n50.5	?	12", "财政拨款: #N/A"),
        ("年度资金总额	50.5	其中：财政拨款	38.5\n其他资金	?	<	<", "其他资金: #N/A"),
        ("项目总额	320	<	<\n其中：2024年预算	?	<	<", "2024年预算: #N/A"),
        ("资金	资金总额	财政拨款	备注\n原	420	390	甲\n现	436.8	?	_", "财政拨款: #N/A"),
        (
            "_	调整前	调整后	调整原因\n年度资金总额	90	?	追加\n财政拨款	90	90	_",
            "年度资金总额: #N/A",
        ),
    ],
)
def test_an_amount_that_cannot_be_read_is_a_problem_wherever_it_stands(money: str, problem: str) -> None:
    page = sheet(_FORM_OF.format(money))
    (spot,) = [spot for row in page.rows for spot in row.filled if spot.text == "?"]
    spot.unread = "#N/A"
    (one,) = read_forms([page], WORDS).forms
    assert one.problems == (problem,)


@pytest.mark.parametrize("cell", ["实施单位	?", "中期资金总额	?", "联系电话	?", "上年资金总额	?"])
def test_another_cell_that_cannot_be_read_leaves_the_amounts_alone(cell: str) -> None:
    page = sheet(
        _FORM_OF.format(f"{cell}\n年度资金总额	50.5	其中：财政拨款	38.5").replace("	实施单位	某站", "")
    )
    (spot,) = [spot for row in page.rows for spot in row.filled if spot.text == "?"]
    spot.unread = "#N/A"
    (one,) = read_forms([page], WORDS).forms
    assert (one.total, one.fiscal, one.problems) == (Decimal(505000), Decimal(385000), ())


def _in_word(total: str) -> bytes:
    rows = [row.split("\t") for row in _FORM_OF.strip().format("年度资金总额	?	财政拨款	38.5").split("\n")]
    cells = [
        [f"<w:tc>{p('', total)}</w:tc>" if cell == "?" else tc(cell) for cell in row if cell != "<"] for row in rows
    ]
    return word("".join(p(row[0]) for row in rows[:2]) + tbl(*(tr(*row) for row in cells[2:])))


def _in_a_page(total: str) -> bytes:
    return web_page(_FORM_OF.format("年度资金总额	?	财政拨款	38.5")).replace("?", total).encode()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", _in_word("<w:r><w:rPr><w:strike/></w:rPr><w:t>50.5</w:t></w:r>"), "struck through"),
        ("a.docx", _in_word("<w:r><w:rPr><w:vanish/></w:rPr><w:t>50.5</w:t></w:r>"), "hidden text"),
        ("a.html", _in_a_page("<s>50.5</s>"), "struck through"),
        ("a.html", _in_a_page("<span hidden>50.5</span>"), "hidden text"),
        ("a.html", _in_a_page("<img src=50.png>"), "a picture stands in the cell"),
    ],
)
def test_an_amount_that_is_struck_hidden_or_a_picture_is_one_that_cannot_be_read(
    name: str, data: bytes, reason: str
) -> None:
    source, _decoded = read_source(name, data, lambda data, _suffix: data)
    assert isinstance(source, FormsRead)
    (one,) = source.forms
    assert one.problems == (f"年度资金总额: {reason}",)
