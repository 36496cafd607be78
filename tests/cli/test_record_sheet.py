"""A workbook to fill in what became of a unit's projects: written, filled in by other programs, taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfcli.cli.programs import libreoffice
from perfcli.office import convert
from tests.cli.test_evaluate import BUDGETED
from tests.conftest import HEATING, MAINTENANCE, Perf

NOTHING = "Nothing to change: the repository holds all of it already.\n"
PATH = f"progress/2021/335001/{MAINTENANCE}.toml"


def filled(perf: Perf, kind: str, cells: dict[tuple[int, str], Any], *more: str) -> Path:
    """The workbook of unit 335001 with cells filled in, by row (from the first of the projects) and heading."""
    file = perf.root / "x.xlsx"
    perf.done("form", "fill", "--blank", "--form", kind, "--unit", "335001", "-o", "x.xlsx", "--force", *more)
    book = openpyxl.load_workbook(file)
    (sheet,) = book.worksheets
    head = next(row for row in sheet.iter_rows() if any(cell.value == "项目编码" for cell in row))
    columns = {cell.value: at for at, cell in enumerate(head, 1)}
    first = 1 + next(at for at, row in enumerate(sheet.iter_rows(), 1) if row == head)
    for (row, heading), value in cells.items():
        cell = sheet.cell(first + row, columns[heading])
        assert not cell.protection.locked, heading
        cell.value = value
    book.save(file)
    return file


MONITORED = {
    (0, "累计执行数（元）"): 120000.5,
    (0, "监控结论"): "总体正常",
    (0, "执行情况"): "80套",
    (0, "完成目标可能性"): "有可能",
    (1, "执行情况"): "基本满意",
}
MONITORING_FILE = f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-07-31
spent = 120000.50
conclusion = "总体正常"

[monitoring.indicators."维修套数"]
value = "80套"
likelihood = "有可能"

[monitoring.indicators."住户满意度"]
value = "基本满意"
"""


@pytest.mark.parametrize("cells", [{}, {(0, "累计执行数（元）"): 120000}])
def test_a_target_that_somebody_changed_in_the_workbook_is_named(perf: Perf, cells: dict[tuple[int, str], Any]) -> None:
    file = filled(perf, "monitoring", cells, "--date", "2021-07-31")
    book = openpyxl.load_workbook(file)
    (cell,) = (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "≥174套")
    cell.value = "≥100套"
    book.save(file)
    outcome = perf("import", "x.xlsx")
    said = f"绩效运行监控填报表, row {cell.row}: 维修套数: the target ≥100套 is not taken over, ≥174套 stays"
    assert outcome.status == 0
    assert [line for line in outcome.err.splitlines() if "维修套数" in line] == [said]
    assert (perf.root / PATH).exists() == bool(cells)


def test_a_monitoring_is_filled_in_and_taken_in(perf: Perf) -> None:
    filled(perf, "monitoring", MONITORED, "--date", "2021-07-31")
    assert perf("import", "x.xlsx").out == "Added 1 file.\n"
    assert perf.read(PATH) == MONITORING_FILE
    before = perf.snapshot()
    assert perf("import", "x.xlsx").out == NOTHING
    assert perf.snapshot() == before | {"x.xlsx": before["x.xlsx"]}


def test_what_is_filled_in_where_nothing_is_recorded_contradicts_nothing(perf: Perf) -> None:
    perf.done("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--value", "维修套数=80套")
    before = perf.read(PATH)
    typed = {(0, "监控结论"): "总体正常", (0, "改进措施"): "加快", (1, "原因说明"): "雨季"}
    filled(perf, "monitoring", typed, "--date", "2021-07-31")
    assert perf("import", "x.xlsx").status == 0
    told = before.replace("2021-07-31\n", '2021-07-31\nconclusion = "总体正常"\nmeasures = "加快"\n')
    assert perf.read(PATH) == f'{told}\n[monitoring.indicators."住户满意度"]\nexplanation = "雨季"\n'
    filled(perf, "monitoring", {(0, "监控结论"): "不正常"}, "--date", "2021-07-31")
    assert "monitoring[1].conclusion: 总体正常 → 不正常" in perf.refused("import", "x.xlsx")


def test_an_evaluation_is_filled_in_and_taken_in_and_what_is_there_comes_out(perf: Perf) -> None:
    cells = {
        (0, "全年执行数（元）"): "23万",
        (0, "目标实际完成情况"): "已完成。\n已满意。",
        (0, "实际完成值"): 171,
        (0, "未完成原因"): "雨季",
        (1, "实际完成值"): "大多满意",
        (1, "完成程度"): "部分达成预期指标并具有一定效果",
        (1, "得分"): 8,
    }
    filled(perf, "evaluation", cells)
    assert perf("import", "x.xlsx").status == 0
    text = perf.read(PATH)
    assert 'spent = 230000.00\nresults = [\n  "已完成。",\n  "已满意。",\n]\n' in text
    assert '"维修套数"]\nactual = "171"\nreason = "雨季"\n' in text
    assert '"住户满意度"]\nactual = "大多满意"\ntier = "partly"\nscore = 8\n' in text
    filled(perf, "evaluation", {})
    assert perf("import", "x.xlsx").status == 0
    assert perf.read(PATH) == text
    filled(perf, "evaluation", {(0, "实际完成值"): "172套"})
    assert "the repository says otherwise in 1 places" in perf.refused("import", "x.xlsx")
    assert perf("import", "x.xlsx", "--update").status == 0
    assert 'actual = "172套"' in perf.read(PATH)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1.维修171套。\n2、住户满意。", '"维修171套。", "住户满意。"'),
        ("维修171套。\n住户满意。", '"维修171套。", "住户满意。"'),
        ("\n住户满意。", '"", "住户满意。"'),
        ("1.\n2.住户满意。", '"", "住户满意。"'),
        ("1.5万元用于维修\n住户满意。", '"1.5万元用于维修", "住户满意。"'),
    ],
)
def test_what_became_of_goals_stands_in_one_cell_with_numbers_or_without(perf: Perf, cell: str, kept: str) -> None:
    filled(perf, "evaluation", {(0, "目标实际完成情况"): cell})
    assert perf("import", "x.xlsx").status == 0
    text = " ".join(line.strip() for line in perf.read(PATH).splitlines())
    assert f"results = [ {kept}, ]" in text
    perf.done("form", "fill", "--blank", "--form", "evaluation", "--unit", "335001", "-o", "x.xlsx", "--force")
    assert perf("import", "x.xlsx").out == NOTHING


def test_the_known_cells_are_protected_without_a_password_and_choices_are_offered(perf: Perf) -> None:
    file = filled(perf, "evaluation", {})
    (sheet,) = openpyxl.load_workbook(file).worksheets
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert any(
        "部分达成预期指标并具有一定效果" in (one.formula1 or "") for one in sheet.data_validations.dataValidation
    )
    codes = [cell for row in sheet.iter_rows() for cell in row if cell.value == MAINTENANCE]
    assert len(codes) == 2
    assert all(cell.protection.locked for cell in codes)


def test_what_cannot_be_recorded_is_named_with_its_cell_and_nothing_is_written(perf: Perf) -> None:
    cells = {
        (0, "全年执行数（元）"): "很多",
        (0, "得分"): 500,
        (1, "完成程度"): "还行",
        (1, "得分"): "1_0",
    }
    filled(perf, "evaluation", cells)
    before = perf.snapshot()
    said = perf.refused("import", "x.xlsx")
    assert "row 4, 全年执行数（元）: 很多 is not an amount" in said
    tiers = "达成预期指标, 部分达成预期指标并具有一定效果, 未达成预期指标且效果较差"
    assert f"row 5, 完成程度: 还行 is no tier: one of {tiers}\n" in said
    assert "row 5, 得分: 1_0 are not points from 0 to 1,000 with at most two decimals" in said
    assert perf.snapshot() == before
    filled(perf, "evaluation", {(0, "得分"): 500})
    assert "row 4: 维修套数: a score of 500 is over the weight of" in perf.refused("import", "x.xlsx")
    filled(perf, "monitoring", {(0, "累计执行数（元）"): 1})
    assert "row 4: the date of the monitoring is missing" in perf.refused("import", "x.xlsx")


def test_a_tier_may_be_said_in_short(perf: Perf) -> None:
    filled(perf, "evaluation", {(0, "完成程度"): "部分达成", (1, "完成程度"): "Missed"})
    assert perf("import", "x.xlsx").status == 0
    assert re.findall('tier = "(.*)"', perf.read(PATH)) == ["partly", "missed"]


def test_an_amount_of_three_decimals_is_named_with_all_of_them(perf: Perf) -> None:
    file = filled(perf, "evaluation", {(0, "全年执行数（元）"): 1100.256})
    edited(file, lambda sheet: setattr(sheet["E4"], "number_format", "0.00"))
    said = "1100.256: an amount has at most two decimals of a yuan"
    assert perf.refused("import", "x.xlsx").splitlines()[1:] == [f"  绩效自评填报表, row 4, 全年执行数（元）: {said}"]


def test_a_row_of_nobody_is_left_over(perf: Perf) -> None:
    file = filled(perf, "monitoring", {(0, "监控日期"): date(2021, 7, 31), (0, "累计执行数（元）"): 5})
    book = openpyxl.load_workbook(file)
    book.worksheets[0].append(["我的备注"])
    book.save(file)
    outcome = perf("import", "x.xlsx")
    assert outcome.status == 1
    assert "a row without a code and a year: 我的备注" in outcome.err
    assert "date = 2021-07-31\nspent = 5.00\n" in perf.read(PATH)


def test_a_day_is_one_also_in_a_cell_of_day_and_time(perf: Perf) -> None:
    day = datetime(2021, 7, 31)  # noqa: DTZ001 - a cell knows no time zone
    cells = {(0, "监控日期"): day, (0, "累计执行数（元）"): 5, (0, "执行情况"): day}
    filled(perf, "monitoring", cells)
    assert perf("import", "x.xlsx").status == 0
    assert "date = 2021-07-31\nspent = 5.00\n" in perf.read(PATH)
    assert 'value = "2021-07-31"' in perf.read(PATH)


def test_a_sheet_that_nobody_filled_in_says_so(perf: Perf) -> None:
    filled(perf, "monitoring", {})
    outcome = perf("import", "x.xlsx")
    assert outcome.status == 0
    assert "x.xlsx: nothing is filled in\n" in outcome.err
    assert outcome.out == "Nothing to change: no project and no goals could be read.\n"


def test_options_that_do_not_fit(perf: Perf) -> None:
    blank = ("form", "fill", "--blank", "--unit", "335001")
    assert "is filled in as a workbook" in perf.refused(*blank, "--form", "monitoring", "-o", "x.docx")
    assert "--date goes with --blank" in perf.refused(*blank, "--form", "national", "--date", "2021-07-31")
    assert perf("form", "fill", HEATING, "--blank", "--form", "monitoring", "-o", "y.xlsx").status == 0


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_says_the_same(perf: Perf) -> None:
    program = libreoffice()
    assert program is not None
    file = filled(perf, "monitoring", MONITORED, "--date", "2021-07-31")
    file.write_bytes(convert(program, convert(program, file.read_bytes(), ".xlsx", "ods"), ".ods", "xlsx"))
    assert perf("import", "x.xlsx").status == 0
    assert perf.read(PATH) == MONITORING_FILE


def test_a_day_takes_the_projects_of_its_year(perf: Perf) -> None:
    perf.done("copy", MAINTENANCE, "--year", "2022")
    for more, years in (("2021-07-31", {"2021"}), ("2022-07-31", {"2022"})):
        perf.done(*f"form fill --blank --form monitoring --unit 335001 -o x.xlsx --force --date {more}".split())
        (sheet,) = openpyxl.load_workbook(perf.root / "x.xlsx").worksheets
        assert {str(row[0]) for row in sheet.iter_rows(min_row=4, values_only=True)} - {"None"} == years


@pytest.mark.parametrize(
    ("value", "shown_as", "said"),
    [
        (date(2021, 7, 31), "yyyy-mm-dd", "2021-07-31 is not an amount"),
        (0.12, "0%", "12% is not an amount"),
        (7.5, "h:mm", "12:00 is not an amount"),
    ],
)
def test_what_a_cell_shows_is_the_amount_and_not_the_number_behind_it(
    perf: Perf, value: object, shown_as: str, said: str
) -> None:
    file = filled(perf, "monitoring", MONITORED | {(0, "累计执行数（元）"): value}, "--date", "2021-07-31")
    edited(file, lambda sheet: setattr(sheet["E4"], "number_format", shown_as))
    assert perf.refused("import", "x.xlsx").splitlines()[1:] == [
        f"  绩效运行监控填报表, row 4, 累计执行数（元）: {said}"
    ]


def test_an_amount_shown_in_ten_thousands_is_what_it_shows(perf: Perf) -> None:
    file = filled(perf, "monitoring", {(0, "累计执行数（元）"): 12}, "--date", "2021-07-31")
    edited(file, lambda sheet: setattr(sheet["E4"], "number_format", '0"万"'))
    perf("import", "x.xlsx")
    assert "spent = 120000.00\n" in perf.read(PATH)


def test_rows_under_the_name_of_another_project_are_refused(perf: Perf) -> None:
    file = filled(perf, "monitoring", MONITORED, "--date", "2021-07-31")
    edited(file, lambda sheet: setattr(sheet["C5"], "value", "清洁取暖"))
    assert perf.refused("import", "x.xlsx").splitlines()[1:] == [
        "  绩效运行监控填报表, row 5: another row gives the project another name"
    ]
    edited(file, lambda sheet: setattr(sheet["C4"], "value", "清洁取暖"))
    assert perf.refused("import", "x.xlsx").splitlines()[1:] == [
        f"  绩效运行监控填报表, row 4: {MAINTENANCE} is called 公租房维修费 here, not 清洁取暖"
    ]
    assert not (perf.root / PATH).exists()


def test_sheets_that_contradict_each_other_are_refused(perf: Perf) -> None:
    file = filled(perf, "monitoring", MONITORED, "--date", "2021-07-31")
    file.rename(perf.root / "first.xlsx")
    filled(
        perf, "monitoring", MONITORED | {(0, "累计执行数（元）"): 7, (1, "执行情况"): "满意"}, "--date", "2021-07-31"
    )
    row = "绩效运行监控填报表, row 4"
    assert perf.refused("import", "first.xlsx", "x.xlsx").splitlines()[1:] == [
        f"  x.xlsx: {row}: of {MAINTENANCE} another value stands in first.xlsx: {row}",
        f"  x.xlsx: {row}: of {MAINTENANCE} 住户满意度 another value stands in first.xlsx: {row}",
    ]
    assert not (perf.root / PATH).exists()
    filled(perf, "monitoring", MONITORED, "--date", "2021-07-31")
    assert perf("import", "first.xlsx", "x.xlsx").status == 0


def edited(file: Path, change: Callable[[Any], None]) -> None:
    """A workbook saved again after a change to its sheet."""
    book = openpyxl.load_workbook(file)
    change(book.worksheets[0])
    book.save(file)


def wholes(perf: Perf) -> None:
    """Goals of the department with a budget, and of a unit without one."""
    perf.write("goals/2021/335.toml", perf.read("goals/2021/335.toml") + BUDGETED)
    perf.write(
        "goals/2021/335001.toml",
        'unit = "335001"\nyear = 2021\n\n[[indicators]]\nname = "在编人数"\ntarget = "≤30人"\n',
    )


def test_wholes_are_filled_in_beside_projects(perf: Perf) -> None:
    wholes(perf)
    cells = {
        (0, "全年预算数（元）"): 500,
        (0, "全年执行数（元）"): 450,
        (0, "实际完成值"): "30人",
        (1, "全年执行数（元）"): 96,
        (1, "实际完成值"): "81%",
        (2, "实际完成值"): "171套",
    }
    filled(perf, "evaluation", cells, "335001", "335")
    assert perf("import", "x.xlsx").out == "Added 3 files.\n"
    assert (
        perf.read("progress/2021/335001.toml")
        == """\
#:schema ../../schemas/progress.json

unit = "335001"
year = 2021
adjusted = 500.00

[evaluation]
spent = 450.00

[evaluation.indicators."在编人数"]
actual = "30人"
"""
    )
    shown = json.loads(perf("evaluate", "show", "335001", "335", "-f", "json").out)
    assert [(one["unit"], one["execution"], one["indicators"][0]["actual"]) for one in shown] == [
        ("335001", 90, "30人"),
        ("335", 96, "81%"),
    ]
    before = perf.snapshot()
    filled(perf, "evaluation", {}, "335001", "335")
    assert perf("import", "x.xlsx").out == NOTHING
    assert perf.snapshot() == before | {"x.xlsx": perf.snapshot()["x.xlsx"]}


def test_a_whole_of_another_name_is_refused(perf: Perf) -> None:
    wholes(perf)
    file = filled(perf, "evaluation", {(0, "实际完成值"): "30人"}, "335001")
    perf.write("departments/335.toml", perf.read("departments/335.toml").replace("住房保障局本级", "住房保障中心"))
    before = perf.snapshot()
    outcome = perf("import", file)
    assert outcome.status == 2
    assert "335001 is called 住房保障中心 here, not 住房保障局本级" in outcome.err
    assert perf.snapshot() == before


def test_the_monitoring_of_a_whole_is_filled_in(perf: Perf) -> None:
    wholes(perf)
    filled(perf, "monitoring", {(0, "累计执行数（元）"): 60, (0, "执行情况"): "40%"}, "335", "--date", "2021-07-31")
    assert perf("import", "x.xlsx").out == "Added 1 file.\n"
    assert perf.read("progress/2021/335.toml").endswith(
        '[[monitoring]]\ndate = 2021-07-31\nspent = 60.00\n\n[monitoring.indicators."完成率"]\nvalue = "40%"\n'
    )


def test_the_forms_of_results_show_wholes(perf: Perf) -> None:
    wholes(perf)
    assert perf("form", "fill", "335001", "--form", "evaluation").err == (
        "Error: goals/2021/335001.toml has no budget: execution cannot be worked out\n"
        "Give it [budget], or `adjusted` in its progress file.\n"
    )
    perf("evaluate", "record", "335", "--spent", "90", "--actual", "完成率=81%")
    perf("monitor", "record", "335", "--date", "2021-07-31", "--spent", "60", "--value", "完成率=40%")
    text = perf("form", "fill", "335", MAINTENANCE, "--form", "evaluation").out
    assert [line for line in text.splitlines() if line.endswith("绩效自评表")] == [
        "整体支出绩效自评表",
        "项目支出绩效自评表",
    ]
    assert "\t部门（单位）名称\n\t住房保障局\n" in text
    assert "整体支出绩效目标执行监控表\n" in perf("form", "fill", "335", "--form", "monitoring").out
    before = perf.snapshot()
    perf("form", "fill", "335", "--form", "evaluation", "-o", "x.docx")
    outcome = perf("import", "x.docx")
    assert (outcome.out.splitlines()[-1] + "\n", outcome.err) == (NOTHING, "")
    assert perf.snapshot() == before | {"x.docx": perf.snapshot()["x.docx"]}


def test_codes_go_with_all_projects_of_a_unit(perf: Perf) -> None:
    for words, count in (((), 1), ((HEATING,), 2), ((MAINTENANCE, HEATING), 2)):
        text = perf("form", "fill", *words, "--unit", "335001", "--form", "national").out
        assert text.count("项目支出绩效目标申报表") == count
