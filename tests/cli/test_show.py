"""`perf show`: the form as a table, as markdown, as JSON."""

from __future__ import annotations

import json

import pytest

from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf

SHEET = f"""\
Performance goals: 公租房维修费

Unit           335001 住房保障局本级
Code           {MAINTENANCE}
Year           2021
Name           公租房维修费
Budget (元)    Total budget 240,000.00  of it fiscal 200,000.00  other funds 40,000.00
Purpose        用于公租房日常维修。
Spending plan  end of month 3: 25.00%  end of month 6: 50.00%  end of month 10: 75.00%  end of month 12: 100.00%
Goals          1. 及时维修。
               2. 住户满意。

+------------+--------------------+-------------+----------------------+--------+-------+
| Level one  | Level two          | Level three | Description          | Target | Basis |
+============+====================+=============+======================+========+=======+
| 产出指标   | 数量指标           | 维修套数    | 全年维修的公租房套数 | ≥174套 | 计划  |
+------------+--------------------+-------------+----------------------+--------+-------+
| 满意度指标 | 服务对象满意度指标 | 住户满意度  | 问卷                 | 满意   |       |
+------------+--------------------+-------------+----------------------+--------+-------+
"""


def test_the_sheet(perf: Perf) -> None:
    assert perf.done("show", MAINTENANCE) == SHEET
    assert perf.done("show", MAINTENANCE, MAINTENANCE) == f"{SHEET}\n{SHEET}"


def test_an_unfinished_project(perf: Perf) -> None:
    assert perf.done("show", ROAD, "--scale", "亿元") == (
        "Performance goals: A|B 路 改造\n\n"
        "Unit           336001 交通局本级\n"
        f"Code           {ROAD}\n"
        "Year           2022\n"
        "Name           A|B 路\n"
        "               改造\n"
        "Budget (亿元)  Total budget 700,000.00  of it fiscal 700,000.00  other funds 0.00\n"
        "Purpose\nSpending plan\nGoals\n\nNo indicators yet.\n"
    )


def test_markdown(perf: Perf) -> None:
    assert perf.done("show", HEATING, "-f", "markdown") == (
        "## Performance goals: 清洁取暖\n\n"
        "| Item          | Content                                                                  |\n"
        "|:--------------|:-------------------------------------------------------------------------|\n"
        "| Unit          | 335002 供热站                                                            |\n"
        f"| Code          | {HEATING}                                                    |\n"
        "| Year          | 2021                                                                     |\n"
        "| Name          | 清洁取暖                                                                 |\n"
        "| Budget (元)   | Total budget 0.05  of it fiscal 0.05  other funds 0.00                   |\n"
        "| Purpose       |                                                                          |\n"
        "| Spending plan | end of month 6: 50.00%  end of month 9: 90.00%  end of month 12: 100.00% |\n"
        "| Goals         |                                                                          |\n\n"
        "No indicators yet.\n"
    )


def test_json_holds_the_file_and_what_it_means(perf: Perf) -> None:
    (shown,) = json.loads(perf.done("show", MAINTENANCE, "-f", "json"))
    assert list(shown)[:13] == [
        "code",
        "name",
        "unit",
        "year",
        "template",
        "purpose",
        "goals",
        "budget",
        "spending_plan",
        "indicators",
        "previous",
        "long_term_goals",
        "details",
    ]
    assert shown["goals"] == ["及时维修。", "住户满意。"]
    assert shown["spending_plan"] == {"3": 25.0, "6": 50.0, "10": 75.0, "12": 100.0}
    assert shown["indicators"] == [
        {
            "kind": "数量指标",
            "name": "维修套数",
            "description": "全年维修的公租房套数",
            "target": "≥174套",
            "basis": "计划",
            "level1": "产出指标",
            "operator": "≥",
            "value": 174,
            "upper": None,
            "unit": "套",
            "weight": None,
            "scoring": "",
            "term": "",
            "details": {},
        },
        {
            "kind": "服务对象满意度指标",
            "name": "住户满意度",
            "description": "问卷",
            "target": "满意",
            "basis": "",
            "level1": "满意度指标",
            "operator": None,
            "value": None,
            "upper": None,
            "unit": None,
            "weight": None,
            "scoring": "",
            "term": "",
            "details": {},
        },
    ]


def test_jsonl_is_one_project_a_line_with_exact_amounts(perf: Perf) -> None:
    first, second = perf.done("show", HEATING, ROAD, "-f", "jsonl").splitlines()
    assert first.startswith(
        f'{{"code":"{HEATING}","name":"清洁取暖","unit":"335002","year":2021,"template":"","purpose":"","goals":[],'
        '"budget":{"total":0.05,"fiscal":0.05,"other":0.00,"sources":{}},"spending_plan":{"6":50.00,"9":90.00,"12":100.00},'
        '"indicators":[],"previous":"","long_term_goals":[],"details":{}'
    )
    assert second.startswith(
        f'{{"code":"{ROAD}","name":"A|B 路\\n改造","unit":"336001","year":2022,"template":"","purpose":"","goals":[],'
        '"budget":{"total":70000000000000.00,"fiscal":69999999999999.99,"other":0.01,"sources":{}},"spending_plan":{},'
        '"indicators":[],"previous":"","long_term_goals":[],"details":{}'
    )


def test_the_latest_year_unless_one_is_named(perf: Perf) -> None:
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    perf.write(f"projects/2023/335002/{HEATING}.toml", text.replace("year = 2021", "year = 2023"))
    assert json.loads(perf.done("show", HEATING, "-f", "json"))[0]["year"] == 2023
    assert json.loads(perf.done("show", HEATING, "-f", "json", "--year", "2021"))[0]["year"] == 2021
    assert "no project of 2022 has the code" in perf.refused("show", HEATING, "--year", "2022")


def test_codes_from_standard_input(perf: Perf) -> None:
    given = f"\ufeff{HEATING}\r\n\r\n  {ROAD} "
    shown = perf.done("show", "-", MAINTENANCE, "-f", "jsonl", stdin=given)
    assert [json.loads(line)["code"] for line in shown.splitlines()] == [HEATING, ROAD, MAINTENANCE]
    assert perf.done("show", "-", "-f", "json", stdin="") == "[]\n"
    assert perf.refused("show", "-", stdin=b"\n\xff\n") == "Error: line 2 of the input is not UTF-8\n"


def test_nothing_is_printed_unless_every_code_exists(perf: Perf) -> None:
    assert perf.refused("show", MAINTENANCE, "13030321AAAAAAAAAAAAB", "-f", "jsonl") == (
        f"Error: no project has the code 13030321AAAAAAAAAAAAB\nDid you mean: {MAINTENANCE}?\n"
    )


@pytest.mark.parametrize("code", ["../x", "/etc/passwd", "..", "x\\y", "a\nb"])
def test_hostile_codes_are_codes_that_do_not_exist(perf: Perf, code: str) -> None:
    assert perf.refused("show", code).startswith("Error: no project has the code ")


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_rows_are_refused(perf: Perf, form: str) -> None:
    assert perf.refused("show", MAINTENANCE, "-f", form) == (
        f"Error: unknown format: {form}\nKnown ones: json, jsonl, markdown, table\n"
    )


def test_an_unreadable_project_is_refused(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace("240000.00", "240000.001"))
    assert perf.refused("show", MAINTENANCE) == (
        f"Error: this file has to be mended first\n  {path}:13:1: budget.total: an amount has at most two decimals\n"
        "      total = 240000.001\n      ^\n"
    )


def test_a_condition_over_an_unreadable_project_is_refused(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace("240000.00", "240000.001"))
    assert perf.refused("show", "--where", "total > 0") == (
        "Error: what is written would lack these files, which cannot be read\n"
        f"  {path}:13:1: budget.total: an amount has at most two decimals\n"
        "      total = 240000.001\n      ^\n"
        "Mend these files, or choose other years.\n"
    )


def test_an_unreadable_department_takes_no_more_than_the_name(perf: Perf) -> None:
    perf.write("departments/335.toml", "code =")
    assert perf.done("show", MAINTENANCE) == SHEET.replace("335001 住房保障局本级", "335001")


def test_a_name_cannot_drive_the_terminal(perf: Perf) -> None:
    path = f"projects/2021/335002/{HEATING}.toml"
    perf.write(path, perf.read(path).replace("清洁取暖", "\\u001b[31m红\\u202e色\\r\\u200f"))
    shown = perf.done("show", HEATING)
    assert "Performance goals: \\u001b[31m红\\u202e色 \\u200f\n" in shown
    assert "Name           \\u001b[31m红\\u202e色\\u000d\\u200f\n" in shown
    assert not set(shown) & set("\x1b\u202e\r\u200f")


def test_a_file_by_its_ending(perf: Perf) -> None:
    perf.done("show", HEATING, "-o", "one.jsonl")
    assert json.loads(perf.read("one.jsonl"))["code"] == HEATING


FULL = f"""\
code = "{HEATING}"
name = "清洁取暖"
unit = "335002"
year = 2021
template = "heating"
purpose = ""
goals = ["供暖"]
previous = "13030320BBBBBBBBBBBBB"
long_term_goals = ["三年全覆盖", "不反弹"]

[budget]
total = 0.05
fiscal = 0.05
other = 0.00

[budget.sources]
"中央资金" = 0.03
"上年结转" = 0.02

[spending_plan]
12 = 100.00

[details]
"负责人" = "张三"
"措施" = ["巡查", "督办"]

[[indicators]]
kind = "数量指标"
name = "户数"
description = ""
target = "≥20户"
basis = ""
weight = 12.5
scoring = "ratio"

[indicators.details]
"评分标准" = "按比例"

[[indicators]]
kind = "综合指标"
name = "档案"
description = ""
target = "齐全"
basis = ""
level1 = "管理指标"
term = "中期"

[indicators.details]
"注|" = ["甲", "乙"]
"""


FULL_SHEET = r"""
清洁取暖绩效目标表

预算单位        335002 供热站
项目编码        13030321BBBBBBBBBBBBB
预算年度        2021
项目名称        清洁取暖
预算规模（元）  预算数 0.05  其中：财政资金 0.05  其他资金 0.00
资金来源        中央资金 0.03  上年结转 0.02
资金用途
资金支出计划    12月底 100.00%
绩效目标        1. 供暖
上年项目编码    13030320BBBBBBBBBBBBB
中期目标        1. 三年全覆盖
                2. 不反弹
负责人          张三
措施            巡查
                督办

+----------+----------+----------+--------------+--------+----------------+------+----------+------+----------+-----+
| 一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据 | 分值 | 评分方法 | 时期 | 评分标准 | 注| |
+==========+==========+==========+==============+========+================+======+==========+======+==========+=====+
| 产出指标 | 数量指标 | 户数     |              | ≥20户  |                | 12.5 | ratio    |      | 按比例   |     |
+----------+----------+----------+--------------+--------+----------------+------+----------+------+----------+-----+
| 管理指标 | 综合指标 | 档案     |              | 齐全   |                |      |          | 中期 |          | 甲  |
|          |          |          |              |        |                |      |          |      |          | 乙  |
+----------+----------+----------+--------------+--------+----------------+------+----------+------+----------+-----+
"""
FULL_MARKDOWN = r"""
| Item            | Content                                                |
|:----------------|:-------------------------------------------------------|
| Unit            | 335002 供热站                                          |
| Code            | 13030321BBBBBBBBBBBBB                                  |
| Year            | 2021                                                   |
| Name            | 清洁取暖                                               |
| Budget (元)     | Total budget 0.05  of it fiscal 0.05  other funds 0.00 |
| Sources         | 中央资金 0.03  上年结转 0.02                           |
| Purpose         |                                                        |
| Spending plan   | end of month 12: 100.00%                               |
| Goals           | 1. 供暖                                                |
| Previous code   | 13030320BBBBBBBBBBBBB                                  |
| Long-term goals | 1. 三年全覆盖<br>2. 不反弹                             |
| 负责人          | 张三                                                   |
| 措施            | 巡查<br>督办                                           |

| Level one | Level two | Level three | Description | Target | Basis | Weight | Scoring | Term | 评分标准 | 注\|     |
|:----------|:----------|:------------|:------------|:-------|:------|:-------|:--------|:-----|:---------|:---------|
| 产出指标  | 数量指标  | 户数        |             | ≥20户  |       | 12.5   | ratio   |      | 按比例   |          |
| 管理指标  | 综合指标  | 档案        |             | 齐全   |       |        |         | 中期 |          | 甲<br>乙 |
"""


def test_every_key_that_is_filled(perf: Perf) -> None:
    perf.write(f"projects/2021/335002/{HEATING}.toml", FULL)
    assert "\n" + perf.done("--locale", "zh_CN", "show", HEATING, "--year", "2021") == FULL_SHEET
    shown = perf.done("show", HEATING, "--year", "2021", "-f", "markdown")
    assert "\n" + shown.partition("\n\n")[2] == FULL_MARKDOWN


def test_json_ends_its_objects_with_the_further_keys(perf: Perf) -> None:
    perf.write(f"projects/2021/335002/{HEATING}.toml", FULL)
    text = perf.done("show", HEATING, "--year", "2021", "-f", "json")
    assert '"budget":{"total":0.05,"fiscal":0.05,"other":0.00,"sources":{"中央资金":0.03,"上年结转":0.02}}' in text
    (shown,) = json.loads(text)
    assert list(shown)[10:13] == ["previous", "long_term_goals", "details"]
    assert shown["details"] == {"负责人": "张三", "措施": ["巡查", "督办"]}
    first, second = shown["indicators"]
    assert list(first) == [
        "kind", "name", "description", "target", "basis", "level1", "operator", "value", "upper", "unit",
        "weight", "scoring", "term", "details",
    ]  # fmt: skip
    assert (first["level1"], first["weight"], first["details"]) == ("产出指标", 12.5, {"评分标准": "按比例"})
    assert (second["level1"], second["weight"], second["term"]) == ("管理指标", None, "中期")


def test_each_amount_of_a_form_is_named_by_its_row_and_its_heading(perf: Perf) -> None:
    shown = perf.done("show", MAINTENANCE, "--form", "evaluation", "-f", "markdown").splitlines()
    assert [line for line in shown if "年初预算数" in line] == [
        "| 项目资金（万元） 年度资金总额 年初预算数 | 24.00 |",
        "| 项目资金（万元） 其中：财政资金 年初预算数 | 20.00 |",
        "| 项目资金（万元） 其他资金 年初预算数 | 4.00 |",
    ]
    assert not [line for line in shown if "—" in line or line == "|  |  |"]
