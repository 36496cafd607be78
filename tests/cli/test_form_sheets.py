"""Sheets that people changed, declarations with traps, records that no sheet can hold as they are."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import HEATING, MAINTENANCE, Perf

MAINTENANCE_PATH = f"projects/2021/335001/{MAINTENANCE}.toml"
NOTHING = "Nothing to change: the repository holds all of it already."
TABLE = """
[[parts]]
columns = [
    { heading = "一级指标", key = "indicators.level1" },
    { heading = "二级指标", key = "indicators.kind" },
    { heading = "三级指标", key = "indicators.name" },
    { heading = "指标值", key = "indicators.target" },
]
"""


def changed(perf: Perf, name: str, **values: str | float) -> None:
    """A workbook with cells changed, as a person would do it."""
    path = perf.root / name
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for place, value in values.items():
        book.worksheets[0][place] = value
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


def sheet(perf: Perf, form: str, *argv: str, code: str = MAINTENANCE) -> str:
    name = argv[0] if argv else "a.xlsx"
    assert perf("form", "fill", code, "--form", form, "-o", name).status == 0
    return name


def place_of(perf: Perf, name: str, text: str | float) -> str:
    book = openpyxl.load_workbook(io.BytesIO((perf.root / name).read_bytes()))
    found = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == text)
    return found.coordinate


def test_the_scale_that_a_sheet_says_is_the_one_that_counts(perf: Perf) -> None:
    name = sheet(perf, "hebei")
    changed(perf, name, **{place_of(perf, name, "单位：元"): "单位：万元"})
    changed(
        perf,
        name,
        **{place_of(perf, name, 240000): 24, place_of(perf, name, 200000): 20, place_of(perf, name, 40000): 4},
    )
    done = perf("import", name, "--update", "--dry-run", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)


def test_another_year_in_the_title_is_another_project(perf: Perf) -> None:
    name = sheet(perf, "hebei")
    changed(perf, name, A1="2022年公租房维修费绩效目标表")
    done = perf("import", name, "--dry-run")
    assert f"would add projects/2022/335001/{MAINTENANCE}.toml" in done.out


def test_two_projects_of_one_name_are_not_taken_for_each_other(perf: Perf) -> None:
    other = MAINTENANCE[:-1] + "Z"
    perf.write(f"projects/2021/335001/{other}.toml", perf.read(MAINTENANCE_PATH).replace(MAINTENANCE, other))
    name = sheet(perf, "national-terms", code=other)
    before = perf.snapshot()
    refused = perf("import", name, "--update")
    assert refused.status == 2
    assert f"335001 has several projects called 公租房维修费 in 2021: {MAINTENANCE}, {other}" in refused.err
    assert perf.snapshot() == before


@pytest.mark.parametrize("form", ["docx", "txt"])
@pytest.mark.parametrize("slug", ["hebei-grades", "national", "region", "national-terms"])
def test_a_document_on_another_form_changes_nothing_when_it_is_read_back(perf: Perf, slug: str, form: str) -> None:
    assert perf("book", "--department", "335", "--year", "2021", "--form", slug, "-o", f"b.{form}").status == 0
    done = perf("import", f"b.{form}", "--department", "335", "--year", "2021")
    assert done.status == 0
    assert done.out.splitlines()[2:] == ["Department 335, 2021: 2 functions, 1 indicators, 0 safeguards", NOTHING]


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_the_document_of_a_unit_on_a_form_without_codes_comes_back(perf: Perf, form: str) -> None:
    """Its cover and its contents are known, though neither a code nor a part one tells that it is one."""
    declared = (
        'name = "表"\ntitle = "某表"\nscale = "元"\nwidths = [1, 1]\n[[parts]]\nrows = [\n'
        '[{ label = "项目名称" }, { key = "name" }],\n[{ label = "单位" }, { key = "unit" }],\n]\n'
    )
    perf.write(
        "forms/own.toml",
        declared
        + TABLE.replace(
            '    { heading = "一级指标", key = "indicators.level1" },\n'
            '    { heading = "二级指标", key = "indicators.kind" },\n',
            "",
        ),
    )
    assert perf("book", "--unit", "335001", "--year", "2021", "--form", "own", "-o", f"b.{form}").status == 0
    done = perf("import", f"b.{form}", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)
    assert "nobody filled it in" not in done.err


MONEY: dict[str, str | float] = {
    "A1:H1": "2021年县级专项资金绩效目标申报表",
    "A2:B2": "项目名称",
    "C2:E2": "滨海路改造",
    "F2": "实施单位",
    "G2:H2": "335002供热站",
    "A3:A7": "资金情况（万元）",
    "B3:C4": "资金来源",
    "D3:F3": "本年预算",
    "G3:H3": "上年预算",
    **dict(zip(("D4", "E4", "F4", "G4", "H4"), ("合计", "县级", "市级", "合计", "县级"), strict=True)),
    "B5:C5": "资金总额",
    "D5": 31.2,
    "E5": 30,
    "F5": 1.2,
    "G5": 20,
    "H5": 20,
    "B6:C6": "其中：财政拨款",
    "D6": 30,
    "E6": 29,
    "F6": 1,
    "G6": 20,
    "H6": 20,
    "B7:C7": "其他资金",
    "D7": 1.2,
    "E7": 1,
    "F7": 0.2,
    "G7": 0,
    "H7": 0,
    "A8:B8": "年度目标",
    "C8:H8": "改造道路",
}


def test_a_draft_has_the_money_below_two_rows_of_headings(perf: Perf) -> None:
    book = openpyxl.Workbook()
    for place, value in MONEY.items():
        book.worksheets[0][place.partition(":")[0]] = value
        if ":" in place:
            book.worksheets[0].merge_cells(place)
    for at, heading in enumerate(("一级指标", "二级指标", "三级指标", "指标值"), 1):
        book.worksheets[0].cell(9, at, heading)
    for at, text in enumerate(("产出指标", "数量指标", "改造长度", "≥3公里"), 1):
        book.worksheets[0].cell(10, at, text)
    for row in (9, 10):
        book.worksheets[0].merge_cells(f"D{row}:H{row}")
    book.save(perf.root / "样表.xlsx")
    done = perf("form", "new", "own", "--like", "样表.xlsx")
    assert (done.status, "no cell was found" in done.err) == (0, False)
    draft = perf.read("forms/own.toml")
    assert 'name = "县级专项资金绩效目标申报表"\n' in draft
    for label, key in (("资金总额", "total"), ("其中：财政拨款", "fiscal"), ("其他资金", "other")):
        plain = label.removeprefix("其中：")
        assert (
            f'        {{ label = "{label}", columns = 2 }},\n'
            f'        {{ key = "budget.{key}" }},\n'
            f'        {{ key = "details.{plain}（县级）" }},\n'
            f'        {{ key = "details.{plain}（市级）" }},\n'
            f'        {{ key = "details.{plain}（上年预算合计）" }},\n'
            f'        {{ key = "details.{plain}（上年预算县级）" }},\n'
        ) in draft
    assert perf("form", "check", "own").status == 0
    assert perf("import", "样表.xlsx").status == 0
    path = next(path for path in (perf.root / "projects/2021/335002").iterdir() if path.stem != HEATING)
    text = path.read_text(encoding="utf-8")
    assert "total = 312000.00\nfiscal = 300000.00\nother = 12000.00\n" in text
    assert '"财政拨款（上年预算县级）（万元）" = "20"\n' in text


PARTED = """\
name = "专项"
title = "{year}年专项表"
widths = [2, 1, 2]

[[parts]]
rows = [[{ label = "名称" }, { key = "name", columns = 2 }]]

[[parts]]
columns = [
    { heading = "三级指标", key = "indicators.name" },
    { heading = "HEADING", key = "indicators.KEY" },
    { heading = "指标值", key = "indicators.value" },
]
"""


@pytest.mark.parametrize(
    ("heading", "key", "cells"),
    [
        ("符号", "operator", [["≥", "3.5公里"], ["=", "100%"], ["", "12月底前"], ["", "5—6万元"]]),
        ("单位", "measure", [["公里", "≥3.5"], ["%", "=100"], ["", "12月底前"], ["", "5—6万元"]]),
    ],
)
def test_the_value_has_what_of_a_target_has_no_column(
    perf: Perf, heading: str, key: str, cells: list[list[str]]
) -> None:
    perf.write("forms/own.toml", PARTED.replace("HEADING", heading).replace("KEY", key))
    text = perf.read(MAINTENANCE_PATH).partition("[[indicators]]")[0]
    for number, target in enumerate(("≥3.5公里", "=100%", "12月底前", "5—6万元")):
        text += f'[[indicators]]\nkind = "数量指标"\nname = "指标{number}"\ntarget = "{target}"\n\n'
    perf.write(MAINTENANCE_PATH, text)
    outcome = perf("form", "fill", MAINTENANCE, "--form", "own", "-o", "a.xlsx")
    assert "target" not in outcome.err
    page = openpyxl.load_workbook(perf.root / "a.xlsx").worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in page.iter_rows(min_row=4, max_row=7, max_col=3)]
    assert [row[1:] for row in rows] == cells
    assert "target" not in perf("import", "--update", "a.xlsx").out


PLANNED = """\
name = "专项"
title = "专项表"
widths = [2, 3]

[[parts]]
rows = [
    [{ label = "名称" }, { key = "name" }],
    [{ label = "月份" }, { key = "spending_plan.months" }],
    [{ label = "进度" }, { key = "spending_plan.shares" }],
    [{ label = "目标" }, { key = "goals" }],
]
"""


@pytest.mark.parametrize("plan", [{"12": "100"}, {"6": "50", "12": "100"}])
def test_goals_do_not_stand_below_the_months_of_a_plan(perf: Perf, plan: dict[str, str]) -> None:
    perf.write("forms/own.toml", PLANNED)
    perf("set", HEATING, *(f"spending_plan.{month}={share}" for month, share in plan.items()))
    perf.done("set", HEATING, "goals+=按期供暖")
    for slug, label in (("own", "目标"), ("hebei", "绩效目标")):
        lines = perf.done("show", HEATING, "--form", slug).splitlines()
        assert [line.split() for line in lines if "按期供暖" in line] == [[label, "1.按期供暖"]]
    text = perf.done("form", "fill", HEATING, "--form", "hebei", "-f", "md")
    assert "| 绩效目标 | 1.按期供暖 |\n" in text
    assert "| 资金支出计划（%） 12月底 | 100.00% |\n" in text


BLANK = ("form", "fill", "--blank", "--template", "road", "--unit", "335002")
TEMPLATE = """\
name = "道路"
use = "新建道路"
purpose = "用于{name}"
goals = ["建成通车", "花完{budget}元"]

[[indicators]]
kind = "成本指标"
name = "结算总额"
description = "经评审的金额，不超过{budget}元"
target = "≤{budget}元"
basis = "概算"
"""


def test_an_amount_that_is_not_known_yet_is_a_place_to_fill_in(perf: Perf) -> None:
    perf.write("templates/road.toml", TEMPLATE)
    outcome = perf(*BLANK, "--name", "滨海路", "--form", "national-weights", "-o", "a.xlsx")
    assert outcome.err.splitlines()[1:] == [
        "  indicators.basis: the form has no place for it (1 record)",
        "  indicators.description: the form has no place for it (1 record)",
    ]
    page = openpyxl.load_workbook(perf.root / "a.xlsx").worksheets[0]
    assert [page[f"{column}13"].value for column in "DEFG"] == ["结算总额", None, "≤（　　）元", None]
    changed(perf, "a.xlsx", E7=50, E8=50, E9=0)
    done = perf("import", "a.xlsx")
    assert (done.status, done.out.splitlines()[-1]) == (1, "Added 1 file.")
    assert done.err.splitlines()[1:] == [
        "  a.xlsx, 2 times: something is still to be filled in",
        "    a.xlsx:滨海路, cell F13: ≤（ ）元",
        "    a.xlsx:滨海路, cell C11: 2.花完（ ）元",
    ]
    path = next(path for path in (perf.root / "projects/2021/335002").iterdir() if path.stem != HEATING)
    assert 'name = "结算总额"\ndescription = ""\ntarget = ""\n' in path.read_text(encoding="utf-8")
    changed(perf, "a.xlsx", C11="1.建成通车", E13="≤", F13=500000, G13="元")
    assert perf("import", "--update", "a.xlsx").status == 0
    assert 'target = "≤500000元"' in path.read_text(encoding="utf-8")


def test_a_sheet_of_many_projects_takes_no_template(perf: Perf) -> None:
    perf.write("templates/road.toml", TEMPLATE)
    said = "Error: --template and --name are for the form of a project\n"
    assert perf.refused(*BLANK, "--form", "project-list", "-f", "txt") == said


NAMES = (
    "农村公路：一期",
    "项目名称：测试",
    "单位：某某",
    "2021年中央专项资金：农村公路建设",
    "桥梁；涵洞",
    "道路建设。三期",
)


def renamed(perf: Perf, name: str) -> None:
    """The project between two others of its unit, under this name and with a purpose that sounds like labels."""
    text = perf.read(MAINTENANCE_PATH)
    for code in ("0", "Z"):
        other = MAINTENANCE[:-1] + code
        path = f"projects/2021/335001/{other}.toml"
        perf.write(path, text.replace(MAINTENANCE, other).replace("公租房维修费", f"道路养护{code}"))
    perf.write(MAINTENANCE_PATH, text.replace('name = "公租房维修费"', f'name = "{name}"'))
    perf.done("set", MAINTENANCE, "purpose=绩效目标：改造；预算数：10万元；其中：财政资金5万元")


@pytest.mark.parametrize("form", ["docx", "txt"])
@pytest.mark.parametrize("name", NAMES)
def test_the_heading_of_a_document_is_no_line_of_a_form(perf: Perf, name: str, form: str) -> None:
    renamed(perf, name)
    before = perf.snapshot()
    for of in (("--department", "335"), ("--unit", "335001")):
        book = f"{of[1]}.{form}"
        assert perf("book", *of, "--year", "2021", "--form", "approval", "-o", book).status == 0
        done = perf("import", "--update", book, "--department", "335", "--year", "2021")
        assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)
        assert "could not be placed" not in done.err
        assert done.out.startswith("Unit 335001: 3 projects, ")
    assert {name: text for name, text in perf.snapshot().items() if not name.startswith("335")} == before


def test_the_first_heading_may_sound_like_a_label_too(perf: Perf) -> None:
    perf.write(MAINTENANCE_PATH, perf.read(MAINTENANCE_PATH).replace('name = "公租房维修费"', 'name = "单位：某某"'))
    assert perf("book", "--department", "335", "--year", "2021", "--form", "national", "-o", "b.txt").status == 0
    done = perf("import", "--update", "b.txt", "--department", "335", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)


COUNTY = """\
甲县水务局
2023年部门预算绩效文本
第一部分
部门整体绩效目标
一、总体绩效目标
供水安全。
二、分项绩效目标
（一）供水
绩效目标：水质达标
绩效指标：①水质达标率：合格水样的比例，指标值≥98%。
三、工作保障措施
（一）加强管理。责任到人。
第二部分
预算项目绩效目标
1.管网改造绩效目标表
	项目名称
	管网改造

	实施单位
	815001甲县水务局本级

	资金总额（万元）
	50

	年度目标
	年内改造管网。

	一级指标
	二级指标
	三级指标
	指标值

	产出指标
	数量指标
	改造管网
	≥12公里

第三部分
附则
"""


def test_a_county_whose_part_two_stands_on_a_form_of_its_own(perf: Perf) -> None:
    """Its year is that of its title, its department that of its unit; what is known of neither part is named."""
    perf.write("county.txt", COUNTY)
    done = perf("import", "county.txt", "--division", "990904")
    assert done.out.splitlines()[:2] == [
        "Unit 815001 甲县水务局本级: 1 projects, 1 indicators, 500,000.00 yuan",
        "Department 815, 2023: 1 functions, 1 indicators, 1 safeguards",
    ]
    assert [line.strip() for line in done.err.splitlines() if "附则" in line] == ["county.txt:39: 附则"]
    goals = perf.read("goals/2023/815.toml")
    assert 'overall = "供水安全。"' in goals
    assert 'text = "责任到人。"' in goals
    (project,) = (perf.root / "projects" / "2023" / "815001").iterdir()
    assert 'target = "≥12公里"' in project.read_text(encoding="utf-8")


def test_a_document_that_lacks_something_is_left_out_with_both_its_parts(perf: Perf) -> None:
    perf.write("county.txt", COUNTY.replace("815001", ""))
    before = perf.snapshot()
    done = perf("import", "county.txt", "--division", "990904", "--department", "815", "--skip")
    assert done.status == 1
    assert "county.txt was left out:" in done.err
    assert perf.snapshot() == before


def test_a_form_without_money_leaves_the_budget_alone(perf: Perf) -> None:
    perf.write(
        "forms/bare.toml",
        'name = "甲"\ntitle = "绩效目标简表"\nwidths = [1, 1, 1, 1]\n[[parts]]\nrows = [\n'
        '    [{ label = "项目编码" }, { key = "code" }, { label = "项目名称" }, { key = "name" }],\n'
        '    [{ label = "实施单位" }, { key = "unit" }, { label = "年度目标" }, { key = "goals" }],\n]\n' + TABLE,
    )
    name = sheet(perf, "bare")
    changed(perf, name, **{place_of(perf, name, "维修套数"): "维修的套数"})
    done = perf("import", name, "--update", "--dry-run", "--year", "2021")
    assert done.status == 0
    assert "budget" not in done.out


def test_sources_that_a_form_has_no_place_for_stay(perf: Perf) -> None:
    text = perf.read(MAINTENANCE_PATH).replace(
        "\n[spending_plan]", '\n[budget.sources]\n"中央补助" = 5.00\n"上年结转" = 6.00\n\n[spending_plan]'
    )
    perf.write(MAINTENANCE_PATH, text)
    done = perf("import", sheet(perf, "region"), "--update", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)
    changed(perf, "a.xlsx", **{place_of(perf, "a.xlsx", 0.0005): 0.0007})
    assert perf("import", "a.xlsx", "--update", "--year", "2021").status == 0
    assert perf.read(MAINTENANCE_PATH) == text.replace('"中央补助" = 5.00', '"中央补助" = 7.00')


def test_a_label_and_its_value_in_one_cell_however_the_colon_is_typed(perf: Perf) -> None:
    perf.write(
        "forms/joint.toml",
        'name = "甲"\ntitle = "绩效目标简表"\nwidths = [1, 1]\nabove = [[{ key = "scale" }]]\n[[parts]]\nrows = [\n'
        '    [{ label = "项目名称" }, { key = "name" }],\n    [{ label = "项目编码" }, { key = "code" }],\n'
        '    [{ label = "实施单位" }, { key = "unit" }],\n    [{ label = "预算数" }, { key = "budget.total" }],\n'
        '    [{ label = "用途：", key = "purpose", columns = 2 }],\n]\n',
    )
    name = sheet(perf, "joint")
    changed(perf, name, **{place_of(perf, name, "用途：用于公租房日常维修。"): "用 途: 用于公租房日常维修。"})
    done = perf("import", name, "--update", "--dry-run", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)


def test_an_opinion_below_the_table_is_kept(perf: Perf) -> None:
    name = sheet(perf, "hebei")
    last = openpyxl.load_workbook(io.BytesIO((perf.root / name).read_bytes())).worksheets[0].max_row
    changed(perf, name, **{f"A{last + 1}": "审核意见：不同意"})
    explained = perf("import", name, "--explain").out
    assert "审核意见：不同意" in explained
    assert "Level one" not in next(line for line in explained.splitlines() if "审核意见：不同意" in line)


def test_an_unfinished_row_takes_no_level_from_above(perf: Perf) -> None:
    name = sheet(perf, "national-weights")
    empty = place_of(perf, name, "住户满意度").replace("D", "")
    changed(perf, name, **{f"C{int(empty) + 2}": "数量指标", f"D{int(empty) + 2}": "新增", f"F{int(empty) + 2}": "5"})
    done = perf("import", name, "--update", "--dry-run", "--year", "2021")
    assert "indicators[新增]: (nothing) → 数量指标 / 新增 / 5\n" in done.out
    assert done.status == 0


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
def test_what_a_sheet_cannot_hold_is_named(perf: Perf, form: str) -> None:
    perf.write(MAINTENANCE_PATH, perf.read(MAINTENANCE_PATH).replace("维修套数", r"维修\t套\u0007数"))
    filled = perf("form", "fill", MAINTENANCE, "--form", "national", "-o", f"a.{form}")
    assert f"  {MAINTENANCE}: indicators[1].name: 维修 套\\u0007数 → 维修 套\ufffd数\n" in filled.err
    done = perf("import", f"a.{form}", "--update", "--dry-run", "--year", "2021")
    assert (done.status, done.out.count("→")) == (0, 1)


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
def test_two_spaces_are_two_spaces(perf: Perf, form: str) -> None:
    perf.write(MAINTENANCE_PATH, perf.read(MAINTENANCE_PATH).replace("用于公租房日常维修。", "用于  公租房   维修。"))
    done = perf("import", sheet(perf, "national", f"a.{form}"), "--update", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)


def test_a_form_whose_words_nobody_knows_is_read_too(perf: Perf) -> None:
    perf.write(
        "forms/card.toml",
        'name = "甲"\ntitle = "信息卡"\nwidths = [1, 1]\n[[parts]]\nrows = [\n'
        '    [{ label = "称呼" }, { key = "name" }],\n    [{ label = "承办" }, { key = "unit" }],\n'
        '    [{ label = "代号" }, { key = "code" }],\n    [{ label = "花费" }, { key = "budget.total" }],\n]\n',
    )
    for name in ("a.xlsx", "a.docx", "a.html", "a.txt"):
        done = perf("import", sheet(perf, "card", name), "--update", "--dry-run", "--year", "2021")
        assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING), name


def test_a_drafted_title_is_nobodys(perf: Perf) -> None:
    sheet(perf, "hebei")
    assert perf("form", "new", "mine", "--like", "a.xlsx").status == 0
    assert 'title = "{name}绩效目标表"\n' in perf.read("forms/mine.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("above = [[]]\nwidths = [1, 1]\n", "a line around the table needs a label or a key"),
        ("widths = [1, 10000]\n", "a column is too narrow beside the others to hold anything"),
        (
            'above = [[{ key = "name" }]]\nwidths = [1, 1]\n',
            "on a line the label and the key of a value stand in one cell",
        ),
        ('above = [[{ label = "称：", key = "name" }]]\nwidths = [1, 1]\n', "the key name has a cell already"),
    ],
)
def test_a_declaration_with_a_trap_is_named(perf: Perf, text: str, said: str) -> None:
    rows = '[[parts]]\nrows = [[{ label = "名称" }, { key = "name" }]]\n'
    perf.write("forms/trap.toml", f'name = "甲"\ntitle = "信息卡"\n{text}{rows}')
    checked = perf("form", "check")
    assert (checked.status, said in checked.out) == (1, True)
    imported = perf("import", sheet(perf, "national"), "--update", "--dry-run")
    assert imported.status == 0
    assert "Warning: these files could not be read and are left out:\n  forms/trap.toml" in imported.err


def test_a_year_twice_in_a_title_is_one_year(perf: Perf) -> None:
    perf.write(
        "forms/twice.toml",
        'name = "甲"\ntitle = "{year}年信息卡（{year}）"\nwidths = [1, 1]\n[[parts]]\nrows = [\n'
        '    [{ label = "项目名称" }, { key = "name" }],\n    [{ label = "实施单位" }, { key = "unit" }],\n'
        '    [{ label = "预算数" }, { key = "budget.total" }],\n]\n',
    )
    done = perf("import", sheet(perf, "twice"), "--update", "--dry-run")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)


def test_a_folder_that_is_no_form_does_not_stop_an_import(perf: Perf) -> None:
    (perf.root / "forms/d.toml").mkdir(parents=True)
    done = perf("import", sheet(perf, "national"), "--update", "--dry-run")
    assert done.status == 0
    assert "forms/d.toml: cannot be read" in done.err


def test_the_ending_txt_is_text(perf: Perf) -> None:
    sheet(perf, "national", "a.txt")
    assert perf.read("a.txt").startswith("项目支出绩效目标申报表\n（2021年度）\n\t项目名称\n")


def test_an_amount_that_cannot_be_read_leaves_the_project_out(perf: Perf) -> None:
    name = sheet(perf, "national", code=HEATING)
    changed(perf, name, **{place_of(perf, name, 0.000005): "五万元"})
    before = perf.snapshot()
    refused = perf("import", name, "--update")
    assert (refused.status, "五万元 is not an amount that can be read" in refused.err) == (2, True)
    assert perf.snapshot() == before


def test_a_folder_is_made_for_one_file_too(perf: Perf) -> None:
    assert perf("form", "fill", MAINTENANCE, MAINTENANCE, "--form", "national", "-f", "html", "-o", "new/").status == 0
    assert [path.name for path in Path(perf.root / "new").iterdir()] == [f"{MAINTENANCE} 公租房维修费.html"]


_IN_YUAN = """
name = "中期资金备案表"
title = "中期资金备案表"
widths = [2, 3]
above = [[{ key = "scale" }]]

[[parts]]
rows = [
    [{ label = "项目名称" }, { key = "name" }],
    [{ label = "项目编码" }, { key = "code" }],
    [{ label = "实施单位" }, { key = "unit" }],
    [{ label = "中期资金总额" }, { key = "details.中期资金总额" }],
    [{ label = "预算数" }, { key = "budget.total" }],
]
"""


def test_an_amount_among_the_details_brings_its_unit_along(perf: Perf) -> None:
    """Read from a sheet that counts in 万元, printed on one that counts in 元 and the other way round."""
    perf.write("forms/yuan.toml", _IN_YUAN)
    name = sheet(perf, "national-terms")
    changed(perf, name, D6=960.5)
    assert perf("import", name, "--update").status == 0
    assert '"中期资金总额（万元）" = "960.5"\n' in perf.read(MAINTENANCE_PATH)
    in_yuan = sheet(perf, "yuan", "元.xlsx")
    place = place_of(perf, in_yuan, "9605000.00")
    done = perf("import", in_yuan, "--update", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)
    changed(perf, in_yuan, **{place: "7000000"})
    assert perf("import", in_yuan, "--update", "--year", "2021").status == 0
    kept = perf.read(MAINTENANCE_PATH)
    assert '"中期资金总额（元）" = "7000000"\n' in kept
    assert "960.5" not in kept
    sheet(perf, "national-terms", "b.xlsx")
    assert place_of(perf, "b.xlsx", "700.00") == "D6"


def test_a_source_said_to_be_0_is_none_and_an_empty_one_stays(perf: Perf) -> None:
    sources = '[budget.sources]\n"省级补助" = 150000.00\n"中央补助" = 1000.00\n'
    perf.write(
        MAINTENANCE_PATH, perf.read(MAINTENANCE_PATH).replace("\n[spending_plan]", f"\n{sources}\n[spending_plan]")
    )
    name = sheet(perf, "region")
    place = place_of(perf, name, 15)
    changed(perf, name, **{place: ""})
    assert perf("import", name, "--update").out.splitlines()[-1] == NOTHING
    changed(perf, name, **{place: 0})
    assert "budget.sources.省级补助: 150000.00 → (nothing)" in perf("import", name, "--update").out
    assert '[budget.sources]\n"中央补助" = 1000.00\n' in perf.read(MAINTENANCE_PATH)


FORMULA = "a formula that was never calculated: open it in Excel and save it"


@pytest.mark.parametrize(
    ("slug", "text", "label"),
    [("national", 24, "年度资金总额"), ("national", 20, "其中：财政拨款"), ("national", "维修套数", "三级指标")],
)
def test_an_amount_or_a_name_by_a_formula_without_a_value_refuses_the_form(
    perf: Perf, slug: str, text: str | float, label: str
) -> None:
    name = sheet(perf, slug)
    changed(perf, name, **{place_of(perf, name, text): "=A1+A2"})
    before = perf.snapshot()
    refused = perf("import", name, "--update")
    assert refused.status == 2
    assert f"{label}: {FORMULA}" in refused.err
    assert perf.snapshot() == before


@pytest.mark.parametrize(
    ("slug", "text"), [("national", "≥174套"), ("national-weights", "174"), ("national-weights", "套")]
)
def test_a_target_by_a_formula_without_a_value_stays_as_it_was(perf: Perf, slug: str, text: str | float) -> None:
    name = sheet(perf, slug)
    changed(perf, name, **{place_of(perf, name, text): "=A1+A2"})
    done = perf("import", name, "--update")
    assert (done.status, done.out.splitlines()[-1]) == (1, NOTHING)
    assert FORMULA in done.err
