"""What tables show in terminals of 80 and 120 columns: long names, twelve digits, every month, three years."""

from __future__ import annotations

import pytest

from perfcli.cells import text_width
from tests.conftest import Perf, lay_out

pytest.importorskip("pty", reason="no pseudo-terminals on this system")

from tests.terminal import on_terminal  # it needs what is asked for above

LONG = "2021年中央财政城镇保障性安居工程补助资金（老旧小区改造）项目"
CODES = [f"130303{year}H3GNISG2VPZXX" for year in (21, 22, 23)]
INDICATOR = """
[[indicators]]
kind = "社会效益指标"
name = "改造户数占全年计划改造户数的比例"
description = "全年实际改造的老旧小区户数占计划的比例"
target = "≥95%"
basis = "《国务院办公厅关于全面推进城镇老旧小区改造工作的指导意见》"
"""


def project(code: str, year: int) -> str:
    plan = "\n".join(f"{month} = {month * 100 / 12:.2f}" for month in range(1, 13))
    return (
        f'code = "{code}"\nname = "{LONG}"\nunit = "335001"\nyear = {year}\npurpose = "改造"\n\n'
        f"[budget]\ntotal = 388772220722.00\nfiscal = 216579165541.00\nother = 172193055181.00\n\n"
        f"[spending_plan]\n{plan}\n{INDICATOR}"
    )


@pytest.fixture
def wide(tmp_path_factory: pytest.TempPathFactory) -> Perf:
    department = (
        'code = "335"\nname = "住房局"\n\n[[units]]\ncode = "335001"\n'
        'name = "山海关区住房保障和房产管理局城市基础设施配套建设服务中心"\n'
    )
    files = {"perf.toml": 'schema = 1\ndivision = "130303"\n', "departments/335.toml": department}
    for year, code in zip((2021, 2022, 2023), CODES, strict=True):
        files[f"projects/{year}/335001/{code}.toml"] = project(code, year)
    return lay_out(tmp_path_factory.mktemp("wide"), files)


def shown(perf: Perf, width: int, *argv: str, locale: str = "zh_CN") -> str:
    text = on_terminal(perf.root, *argv, width=width, PERF_LOCALE=locale)
    assert [line for line in text.split("\n") if text_width(line) > width] == []
    return text


def test_80_columns_have_the_most_useful_of_a_list(wide: Perf) -> None:
    assert shown(wide, 80, "list", "--limit", "1") == (
        "项目编码               项目名称              预算    预算              预算数\n"
        "                                             单位    年度\n"
        "---------------------  --------------------  ------  ----  ------------------\n"
        f"{CODES[0]}  2021年中央财政城镇保  335001  2021  388,772,220,722.00\n"
        "                       障性安居工程补助资金\n"
        "                       （老旧小区改造）项目\n"
        "终端较窄，有3列未显示：财政资金 (fiscal)、其他资金 (other)、指标数 (indicators)\n"
        "要显示哪些列，用 --columns 指定。\n"
        "共 3 行，显示 1 行\n"
    )


def test_a_command_that_takes_no_columns_says_where_there_is_room(wide: Perf) -> None:
    assert shown(wide, 60, "check", "--by", "unit", locale="en").endswith(
        "Warnings (warnings), …\nA wider terminal has room for them, and a file that is named\nwith -o.\n"
    )


def test_120_columns_have_more(wide: Perf) -> None:
    assert shown(wide, 120, "list", "--limit", "1", locale="en") == (
        "Code                   Name                    Unit    Year               Total              Fiscal"
        "               Other\n"
        "---------------------  ----------------------  ------  ----  ------------------  ------------------"
        "  ------------------\n"
        f"{CODES[0]}  2021年中央财政城镇保障  335001  2021  388,772,220,722.00  216,579,165,541.00"
        "  172,193,055,181.00\n"
        "                       性安居工程补助资金（老\n"
        "                       旧小区改造）项目\n"
        "1 column has no room: Indicators (indicators)\n"
        "Name those to show with --columns.\n"
        "1 of 3 rows shown\n"
    )


@pytest.mark.parametrize("width", [32, 40, 60, 80, 100, 120])
@pytest.mark.parametrize("what", ["projects", "indicators"])
def test_a_code_is_whole_on_its_line_at_any_width(wide: Perf, what: str, width: int) -> None:
    lines = shown(wide, width, "list", what).split("\n")
    assert [code for code in CODES if sum(code in line for line in lines) != 1] == []


def test_what_is_asked_for_is_shown_whole_or_as_blocks(wide: Perf) -> None:
    columns = "code,name,total,fiscal,other"
    assert shown(wide, 80, "list", "--limit", "1", "--columns", columns) == (
        f"项目编码  {CODES[0]}\n"
        "项目名称  2021年中央财政城镇保障性安居工程补助资金（老旧小区改造）项目\n"
        "预算数    388,772,220,722.00\n"
        "财政资金  216,579,165,541.00\n"
        "其他资金  172,193,055,181.00\n"
        "共 3 行，显示 1 行\n"
    )


def test_a_summary_stays_a_table(wide: Perf) -> None:
    assert shown(wide, 80, "summary") == (
        "  预算年度  预算单位  单位名称                        项目数              预算数\n"
        "----------  --------  ------------------------------  ------  ------------------\n"
        "      2021  335001    山海关区住房保障和房产管理局城       1  388,772,220,722.00\n"
        "                      市基础设施配套建设服务中心\n"
        "      2022  335001    山海关区住房保障和房产管理局城       1  388,772,220,722.00\n"
        "                      市基础设施配套建设服务中心\n"
        "      2023  335001    山海关区住房保障和房产管理局城       1  388,772,220,722.00\n"
        "                      市基础设施配套建设服务中心\n"
        "2021年合计                                                 1  388,772,220,722.00\n"
        "2022年合计                                                 1  388,772,220,722.00\n"
        "2023年合计                                                 1  388,772,220,722.00\n"
        "终端较窄，有14列未显示：财政资金 (fiscal)、其他资金 (other)、1月底计划\n"
        "(planned_1)、…\n"
        "要显示哪些列，用 --columns 指定。\n"
    )


def test_columns_of_a_summary_that_have_no_room_follow_in_further_tables(wide: Perf) -> None:
    text = shown(wide, 60, "summary", "--by", "unit", "--columns", "unit,total,planned_3,planned_6", locale="en")
    assert text == (
        "Unit                        Total          By month 3\n"
        "-----------  --------------------  ------------------\n"
        "335001       1,166,316,662,166.00  291,579,165,541.50\n"
        "Grand total  1,166,316,662,166.00  291,579,165,541.50\n"
        "\n"
        "Unit                 By month 6\n"
        "-----------  ------------------\n"
        "335001       583,158,331,083.00\n"
        "Grand total  583,158,331,083.00\n"
    )


def test_a_form_of_many_columns_is_blocks_where_they_could_not_be_read(wide: Perf) -> None:
    more = 'weight = 10\nscoring = "ratio"\n\n[indicators.details]\n"评分标准" = "按比例"\n"备注" = "无"\n'
    wide.write(f"projects/2021/335001/{CODES[0]}.toml", project(CODES[0], 2021) + more)
    assert shown(wide, 80, "show", CODES[0]).partition("\n\n")[2].partition("\n\n")[2] == (
        "一级指标        效益指标\n"
        "二级指标        社会效益指标\n"
        "三级指标        改造户数占全年计划改造户数的比例\n"
        "绩效指标描述    全年实际改造的老旧小区户数占计划的比例\n"
        "指标值          ≥95%\n"
        "指标值确定依据  《国务院办公厅关于全面推进城镇老旧小区改造工作的指导意见》\n"
        "分值            10\n"
        "评分方法        ratio\n"
        "评分标准        按比例\n"
        "备注            无\n"
    )


def test_amounts_beside_each_other_are_broken_between_them(wide: Perf) -> None:
    assert "\n".join(line for line in shown(wide, 80, "show", CODES[0]).split("\n")[6:12]) == (
        "预算规模（元）  预算数 388,772,220,722.00  其中：财政资金 216,579,165,541.00\n"
        "                其他资金 172,193,055,181.00\n"
        "资金用途        改造\n"
        "资金支出计划    1月底 8.33%  2月底 16.67%  3月底 25.00%  4月底 33.33%\n"
        "                5月底 41.67%  6月底 50.00%  7月底 58.33%  8月底 66.67%\n"
        "                9月底 75.00%  10月底 83.33%  11月底 91.67%  12月底 100.00%"
    )
