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
    assert list(shown) == [
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
    assert perf.done("show", HEATING, ROAD, "-f", "jsonl") == (
        f'{{"code":"{HEATING}","name":"清洁取暖","unit":"335002","year":2021,"template":"","purpose":"","goals":[],'
        '"budget":{"total":0.05,"fiscal":0.05,"other":0.00,"sources":{}},"spending_plan":{"6":50.00,"9":90.00,"12":100.00},'
        '"indicators":[],"previous":"","long_term_goals":[],"details":{}}\n'
        f'{{"code":"{ROAD}","name":"A|B 路\\n改造","unit":"336001","year":2022,"template":"","purpose":"","goals":[],'
        '"budget":{"total":70000000000000.00,"fiscal":69999999999999.99,"other":0.01,"sources":{}},"spending_plan":{},'
        '"indicators":[],"previous":"","long_term_goals":[],"details":{}}\n'
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
