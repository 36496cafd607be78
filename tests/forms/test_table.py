"""The tables of part two, one variation of the family a test."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from perfcli.documents.text_reader import read_text
from perfcli.exact import Money, Percent
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Budget, Indicator
from tests.documents.build import CODE, HEADER, INDICATOR, left, only, row, rows, table

DREDGING = PublishedProject(
    code=CODE,
    name="河道清淤",
    unit="412001",
    unit_name="临溪县水务局本级",
    budget=Budget(total=Money("100000.00"), fiscal=Money("100000.00"), other=Money("0.00")),
    purpose="用于河道清淤",
    goals=("保障行洪安全",),
    spending_plan={3: Percent("25.00"), 6: Percent("50.00"), 10: Percent("75.00"), 12: Percent("100.00")},
    indicators=(
        Indicator(
            kind="数量指标",
            name="清淤长度",
            description="全年清淤的河道长度",
            target="≥12公里",
            basis="年度工作计划",
        ),
    ),
)


def test_a_table_as_it_stands_in_the_text() -> None:
    text = (
        "1.河道清淤绩效目标表 TC 1、河道清淤绩效目标表 \\f C \\l 1 \n"
        "\t412001临溪县水务局本级\n\t单位：元\n\n"
        "\t项目编码\n\t4108212100000000ABCDE\n\t项目名称\n\t河道清淤\n\n"
        "\t预算规模及资金用途\n\t预算数\n\t100000.00\n\t其中：财政资金\n\t100000.00\n\t其他资金\n\t0\n\n"
        "\t\n\t用于河道清淤\n\n"
        "\t资金支出计划（%）\n\t3月底\n\t6月底\n\t10月底\n\t12月底\n\n"
        "\t\n\t25.00%\n\t50.00%\n\t75.00%\n\t100.00%\n\n"
        "\t绩效目标\n\t1.保障行洪安全\n\n\n"
        "\t一级指标\n\t二级指标\n\t三级指标\n\t绩效指标描述\n\t指标值\n\t指标值确定依据\n\n"
        "\t产出指标\n\t数量指标\n\t清淤长度\n\t全年清淤的河道长度\n\t≥12公里\n\n\n\t年度工作计划\n\n\n"
    )
    assert only(text) == DREDGING
    assert only(text).place == 2


@pytest.mark.parametrize(
    "heading",
    [
        "1.河道清淤绩效目标表 TC 1、河道清淤绩效目标表 \\f C \\l 1 ",
        '1.河道清淤绩效目标表 TC "1、河道清淤绩效目标表" \\f C \\l "1"',
        "1.河道清淤绩效目标表",
        "1、河道清淤绩效目标表",
        "1．河道清淤绩效目标表",
        "（1）河道清淤绩效目标表",
        "(12) 河道清淤绩效目标表",
        "一、河道清淤绩效目标表",
        "河道清淤绩效目标表",
        " 河道清淤 绩效目标表",
        "1.河道\n清淤绩效目标表",
        "\f1.河道清淤绩效目标表",
        "第二部分\n预算项目绩效目标\n1.河道清淤绩效目标表",
        "第二部分 预算项目绩效目标\n\n1.河道清淤绩效目标表",
        None,
    ],
)
def test_headings(heading: str | None) -> None:
    assert only(table(heading)) == DREDGING


@pytest.mark.parametrize("name", ["3.5公里堤防", "2019年堤防（二期）", "TC 站改造", "堤防 TC 1", "绩效目标表"])
def test_a_name_that_looks_like_its_heading(name: str) -> None:
    assert only(table(f"7.{name}绩效目标表 TC 7、{name}绩效目标表 \\f C \\l 1 ", name=name)).name == name
    assert only(table(f"{name}绩效目标表", name=name)).name == name


def test_a_heading_of_another_name_is_reported() -> None:
    document = read_text(table("1.堤防加固绩效目标表"))
    assert document.projects == (DREDGING,)
    assert left(document) == [(1, "1.堤防加固绩效目标表")]
    document = read_text(table("1.河道清淤绩效目标表 TC 1、堤防加固绩效目标表 \\f C \\l 1"))
    assert left(document) == [(1, "1.河道清淤绩效目标表 TC 1、堤防加固绩效目标表 \\f C \\l 1")]


def test_wrapped_name_code_and_unit_join_without_a_break() -> None:
    project = only(table(unit="4120\n01临溪县\n\n水务局本级", code="41082121\n00000000ABCDE", name="河道\n清淤"))
    assert project == DREDGING


@pytest.mark.parametrize("unit", ["412001临溪县水务局本级", "412001 临溪县水务局本级", "412001\n临溪县水务局本级"])
def test_code_and_name_of_a_unit(unit: str) -> None:
    assert only(table(unit=unit)) == DREDGING


def test_a_unit_code_of_more_digits() -> None:
    project = only(table(unit="412001003临溪县水库"))
    assert (project.unit, project.unit_name) == ("412001003", "临溪县水库")


def test_a_text_of_several_lines_keeps_its_line_breaks() -> None:
    indicator = ("产出指标", "数量指标", "清淤\n长度", "第一行\n第二行", "≥12公里\n（主河道）", "甲\n\n乙")
    project = only(table(purpose="用于：\n清淤\n\n和护岸。", indicators=[indicator]))
    assert project.purpose == "用于：\n清淤\n和护岸。"
    assert project.indicators == (
        Indicator(
            kind="数量指标", name="清淤长度", description="第一行\n第二行", target="≥12公里\n（主河道）", basis="甲\n乙"
        ),
    )


def test_stray_empty_lines_in_any_cell() -> None:
    text = "".join(
        f"{line}\n\n \n" if line.startswith("\t") else f"{line}\n"
        for line in table(purpose="甲\n乙", goals="1.甲\n2.乙").split("\n")
    )
    project = only(text)
    assert project.purpose == "甲\n乙"
    assert project.goals == ("甲", "乙")
    assert project.indicators == DREDGING.indicators


def test_empty_cells() -> None:
    indicator = ("", "质量指标", "", "", "", "")
    project = only(table(purpose="", goals="", percents=("25%", "", "75%", "100%"), indicators=[INDICATOR, indicator]))
    assert project.purpose == ""
    assert project.goals == ()
    assert project.spending_plan == {3: 25, 10: 75, 12: 100}
    assert project.indicators[1] == Indicator(kind="质量指标")


def test_signs_in_purpose_and_name() -> None:
    odd = '【“甲”】[乙]（丙）\\n #丁 "戊" \\'
    project = only(table(f"1.{odd}绩效目标表 TC 1、{odd}绩效目标表 \\f C \\l 1 ", name=odd, purpose=odd))
    assert (project.name, project.purpose) == (odd, odd)


def test_goals() -> None:
    text = table(goals="1.清淤，其中2.期先行\n并护岸\n\n2.2021年底前验收")
    assert only(text).goals == ("清淤，其中2.期先行\n并护岸", "2021年底前验收")


@pytest.mark.parametrize(
    ("months", "percents", "plan"),
    [
        (("3月底", "6月底", "9月底", "12月底"), ("10%", "20%", "30%", "100%"), {3: 10, 6: 20, 9: 30, 12: 100}),
        (("6月底", "12月底"), ("50.5%", "100.00%"), {6: Decimal("50.5"), 12: 100}),
        (("12月底",), ("100%",), {12: 100}),
        (tuple(f"{month}月底" for month in range(1, 13)), ("1%",) * 12, dict.fromkeys(range(1, 13), 1)),
        ((), (), {}),
    ],
)
def test_checkpoints(months: tuple[str, ...], percents: tuple[str, ...], plan: dict[int, int]) -> None:
    assert only(table(months=months, percents=percents)).spending_plan == plan


def test_a_checkpoint_that_cannot_be_read_is_reported() -> None:
    document = read_text(table(months=("3月底", "年中", "3月底"), percents=("25%", "50%", "见附件")))
    assert document.projects[0].spending_plan == {3: 25}
    assert [text for _place, text in left(document)] == ["年中", "3月底", "50%", "见附件"]


def test_a_percent_without_a_month_is_reported() -> None:
    document = read_text(table(percents=("25%", "50%", "75%", "100%", "100%")))
    assert document.projects[0].spending_plan == {3: 25, 6: 50, 10: 75, 12: 100}
    assert left(document) == [(32, "100%")]


def test_fewer_percents_than_months_are_reported_not_guessed() -> None:
    document = read_text(table(percents=("25%", "50%", "75%")))
    assert document.projects[0].spending_plan == {}
    assert left(document) == [(28, "25%"), (29, "50%"), (30, "75%")]


@pytest.mark.parametrize(
    ("amounts", "scale", "budget"),
    [
        (("300.00", "200.00", "100.00"), "单位：元", ("300.00", "200.00", "100.00")),
        (("0.01", "0.01", "0"), "单位：元", ("0.01", "0.01", "0.00")),
        (("70000000000000", "0", "70,000,000,000,000"), "单位：元", ("70000000000000.00", "0.00", "70000000000000.00")),
        (("1，234.50", "1,234.5", "0"), "单位：元", ("1234.50", "1234.50", "0.00")),
        (("201.5152", "200", "1.5152"), "单位：万元", ("2015152.00", "2000000.00", "15152.00")),
        (("5", "5", ""), "单位：元", ("5.00", "5.00", "0.00")),
    ],
)
def test_amounts(amounts: tuple[str, str, str], scale: str, budget: tuple[str, str, str]) -> None:
    project = only(table(amounts=amounts, scale=scale))
    assert (str(project.budget.total), str(project.budget.fiscal), str(project.budget.other)) == budget


@pytest.mark.parametrize(
    "cells",
    [
        {"amounts": ("约10万", "0", "0")},
        {"amounts": ("1.005", "1.005", "0")},
        {"amounts": ("0.0000001", "0", "0"), "scale": "单位：万元"},
        {"amounts": ("-1", "0", "0")},
        {"amounts": ("70000000000000.01", "0", "0")},
        {"amounts": ("", "1", "0")},
        {"amounts": ("5", "4", "")},
        {"scale": "单位：美元"},
        {"code": "见附件"},
        {"code": "4108212100000000abcde"},
        {"code": ""},
        {"unit": "临溪县水务局"},
    ],
)
def test_a_project_that_cannot_be_read_is_reported_line_by_line(cells: dict[str, Any]) -> None:
    text = table(**cells) + table("2.河道清淤绩效目标表")
    document = read_text(text)
    assert document.projects == (DREDGING,)
    first = [line.strip() for line in table(**cells).split("\n")]
    assert left(document) == [(number, line) for number, line in enumerate(first, 1) if line]
    assert len({leftover.reason for leftover in document.leftovers}) == 2


def test_any_order_and_number_of_a_kind() -> None:
    indicators = [
        ("效益指标", "社会效益指标", "甲", "", "", ""),
        ("", "社会效益指标", "乙", "", "", ""),
        ("产出指标", "数量指标", "丙", "", "", ""),
        ("产出指标", "质量指标", "丁", "", "", ""),
        ("", "服务对象满意度指标", "戊", "", "", ""),
        ("成本指标", "经济成本指标", "己", "", "", ""),
        ("产出指标", "成本指标", "庚", "", "", ""),
    ]
    project = only(table(indicators=indicators))
    assert [(item.kind, item.name) for item in project.indicators] == [
        ("社会效益指标", "甲"),
        ("社会效益指标", "乙"),
        ("数量指标", "丙"),
        ("质量指标", "丁"),
        ("服务对象满意度指标", "戊"),
        ("经济成本指标", "己"),
        ("成本指标", "庚"),
    ]


def test_no_indicators() -> None:
    assert only(table(indicators=())).indicators == ()


def test_a_level_one_that_is_not_the_kinds_is_reported() -> None:
    indicators = [("效益指标", *INDICATOR[1:]), ("产出指标", "其他指标", "甲", "乙", "1", "丙")]
    document = read_text(table(indicators=indicators))
    assert [item.kind for item in document.projects[0].indicators] == ["数量指标", "其他指标"]
    assert left(document) == [(43, "效益指标"), (50, "产出指标")]


def test_the_header_printed_again_is_known() -> None:
    project = only(table(indicators=[INDICATOR, HEADER, INDICATOR]))
    assert project.indicators == DREDGING.indicators * 2


def test_a_column_that_the_form_does_not_have_is_reported() -> None:
    document = read_text(table(header=(*HEADER, "备注"), indicators=[(*INDICATOR, "另行说明")]))
    assert [text for _place, text in left(document)] == ["备注", "另行说明"]
    assert document.projects == (DREDGING,)


@pytest.mark.parametrize("cells", [INDICATOR[:5], INDICATOR[:2], (*INDICATOR, "多余"), (*INDICATOR[:3], *INDICATOR)])
def test_a_row_of_another_width_is_reported_and_the_next_is_read(cells: tuple[str, ...]) -> None:
    document = read_text(table(indicators=[INDICATOR, cells, INDICATOR]))
    assert document.projects[0].indicators == DREDGING.indicators * 2
    assert left(document) == [(number, text) for number, text in enumerate(cells, 50)]


def test_a_row_whose_empty_level_one_is_missing() -> None:
    assert only(table(indicators=[INDICATOR[1:]])).indicators == DREDGING.indicators


@pytest.mark.parametrize(
    ("index", "cells", "lost"),
    [
        (0, ("412001临溪县水务局本级", "单位：元", "第1页"), ["第1页"]),
        (1, ("项目编码", CODE, "项目名称", "河道清淤", "项目类别", "特定"), ["项目类别", "特定"]),
        (2, ("预算规模及资金用途", "预算数", "1", "其中：财政资金", "1", "其他资金", "0", "结转", "2"), ["结转", "2"]),
        (
            2,
            ("预算规模及资金用途", "预算数", "1", "财政资金", "1", "其他资金", "0", "其中：财政资金", "2"),
            ["其中：财政资金", "2"],
        ),
        (3, ("用途", "用于河道清淤", "详见附件"), ["用途", "详见附件"]),
        (6, ("绩效目标", "1.甲", "续"), ["续"]),
    ],
)
def test_cells_that_the_form_does_not_have_are_reported(index: int, cells: tuple[str, ...], lost: list[str]) -> None:
    lines = rows()
    lines[index] = row(*cells)
    document = read_text("".join(lines))
    assert len(document.projects) == 1
    assert [text for _place, text in left(document)] == lost


def test_a_purpose_that_starts_like_the_cell_of_the_scale() -> None:
    assert only(table(purpose="单位：运转经费")).purpose == "单位：运转经费"


def test_several_units_and_hundreds_of_projects() -> None:
    text = "".join(
        table(f"{number}.项目{number}绩效目标表", unit=f"41200{number % 3 + 1}单位", name=f"项目{number}")
        for number in range(1, 401)
    )
    document = read_text(text)
    assert document.leftovers == ()
    assert [project.name for project in document.projects] == [f"项目{number}" for number in range(1, 401)]
    assert {project.unit for project in document.projects} == {"412001", "412002", "412003"}


def _squeezed(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line)


def _stripped(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("change", [_squeezed, _stripped])
def test_a_text_without_its_empty_lines_or_lone_tabs(change: Callable[[str], str]) -> None:
    second = ("", "质量指标", "合格率", "验收合格的比率", "100%", "合同")
    text = table(indicators=[INDICATOR, second]) + table("2.河道清淤绩效目标表")
    assert read_text(change(text)) == read_text(text)


@pytest.mark.parametrize("line", ["注：本表由财政局汇总", "附件：清单.xlsx"])
def test_a_paragraph_after_a_table_is_no_part_of_its_last_cell(line: str) -> None:
    document = read_text(f"{table()}{line}\n\n{table('2.河道清淤绩效目标表')}\n{line}")
    assert document.projects == (DREDGING, DREDGING)
    assert [text for _place, text in left(document)] == [line, line]


def test_the_last_cell_goes_on_after_one_empty_line() -> None:
    indicator = (*INDICATOR[:5], "甲\n\n乙")
    document = read_text(table(indicators=[indicator]) + table("2.河道清淤绩效目标表", indicators=[indicator]))
    assert document.leftovers == ()
    assert [project.indicators[0].basis for project in document.projects] == ["甲\n乙", "甲\n乙"]


def test_a_plan_filled_in_with_yuan_is_left_over_and_the_rest_read() -> None:
    document = read_text(table(percents=("240000.00", "50.00%", "75.00%", "100.00%")))
    assert [text for _line, text in left(document)] == ["3月底", "240000.00"]
    assert document.projects[0].spending_plan == {6: Percent("50.00"), 10: Percent("75.00"), 12: Percent("100.00")}
