"""A form or document that nobody edited changes nothing, be there a place on it for all of a project or not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from perfcli.forms.declared.built_in import builtin_forms
from tests.cli.test_adjusting import approved
from tests.cli.test_form import EXAMPLE, OF_PROJECT
from tests.conftest import MAINTENANCE, Perf
from tests.forms.sheets import web_page

__all__ = ["approved"]  # a fixture that pytest finds by its name

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
NOTHING = "Nothing to change: the repository holds all of it already."
SOURCES = """\
total = 300000.00
fiscal = 200000.00
other = 50000.00

[budget.sources]
"上年结转" = 50000.00
"""
OF_RESULTS = [slug for slug, form in builtin_forms().items() if form.of in ("evaluation", "monitoring")]
FISCAL_ALONE = """\
name = "财政资金表"
title = "{year}年财政资金表"
widths = [20, 40, 40]

[[parts]]
rows = [
    [{ label = "项目名称" }, { key = "name", columns = 2 }],
    [{ label = "用款单位" }, { key = "unit", columns = 2 }],
    [{ label = "资金" }, { label = "财政拨款（元）" }, { key = "budget.fiscal" }],
]
"""


def with_sources(perf: Perf) -> str:
    """Let sources be a part of the total beside fiscal and other funds."""
    before = perf.read(PROJECT)
    text = before.replace("total = 240000.00\nfiscal = 200000.00\nother = 40000.00\n", SOURCES)
    assert text != before
    perf.write(PROJECT, text)
    return text


def amounts(perf: Perf) -> str:
    return perf.read(PROJECT).partition("[budget]\n")[2].partition("\n[spending_plan]")[0]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("slug", [*OF_PROJECT, *OF_RESULTS, "project-list", "special", "fiscal"])
def test_sources_that_make_up_the_rest_stay(perf: Perf, slug: str, form: str) -> None:
    for name, text in {"special": EXAMPLE, "fiscal": FISCAL_ALONE}.items():
        perf.write(f"forms/{name}.toml", text)
    before = with_sources(perf)
    assert perf("form", "fill", MAINTENANCE, "--form", slug, "-o", f"a.{form}").status == 0
    again = perf("import", f"a.{form}", "--update", "--year", "2021")
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


@pytest.mark.parametrize("options", [(), ("--form", "national")])
def test_sources_stay_with_a_document_that_does_not_print_them(perf: Perf, options: tuple[str, ...]) -> None:
    before = with_sources(perf)
    assert perf("book", "--department", "335", "--year", "2021", "-o", "a.docx", *options).status == 0
    again = perf("import", "a.docx", "--update", "--year", "2021")
    assert (again.status, perf.read(PROJECT)) == (0, before)


def test_an_evaluation_of_approved_goals_needs_no_reason_for_sources(approved: Perf, tmp_path: Path) -> None:
    before = with_sources(approved)
    file = tmp_path / "自评表.docx"
    assert approved("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", file).status == 0
    assert (approved("import", file).status, approved.read(PROJECT)) == (0, before)


def taken(perf: Perf, *rows: str) -> tuple[str, list[str]]:
    """The budget once a form with these amounts was taken over, and what was said."""
    text = "\n".join(
        ("2021年项目支出绩效目标申报表", "单位：元", "项目名称\t公租房维修费\t实施单位\t住房保障局本级", *rows)
    )
    (perf.root / "a.html").write_text(web_page(text), encoding="utf-8")
    done = perf("import", "a.html", "--update")
    assert done.status == 0, done.err
    return amounts(perf), done.err.splitlines()


@pytest.mark.parametrize(
    ("row", "after"),
    [
        ("年度资金总额\t300000\t其中：财政拨款\t200000", (300000, 200000, 50000, 50000)),
        ("年度资金总额\t320000\t其中：财政拨款\t220000", (320000, 220000, 50000, 50000)),
        ("年度资金总额\t320000\t其中：财政拨款\t200000", (320000, 200000, 70000, 50000)),
        ("年度资金总额\t250000\t其中：财政拨款\t200000", (250000, 200000, 50000, 50000)),
        ("年度资金总额\t300000\t其中：上年结转\t50000", (300000, 200000, 50000, 50000)),
        ("财政拨款\t220000\t其他资金\t50000", (320000, 220000, 50000, 50000)),
    ],
)
def test_amounts_that_a_form_does_not_say_stay_beside_those_it_says(
    perf: Perf, row: str, after: tuple[int, ...]
) -> None:
    with_sources(perf)
    total, fiscal, other, source = (f"{amount}.00" for amount in after)
    found, _said = taken(perf, row)
    wanted = f'total = {total}\nfiscal = {fiscal}\nother = {other}\n\n[budget.sources]\n"上年结转" = {source}\n'
    assert found == wanted


def test_a_sum_that_a_form_breaks_is_named(perf: Perf) -> None:
    with_sources(perf)
    found, said = taken(perf, "年度资金总额\t320000\t其中：财政拨款\t200000", "其他资金\t50000\t<\t<")
    assert found == SOURCES.replace("300000", "320000")
    wanted = "the total 320000.00 is not fiscal plus other funds, which are 250000.00; no sources make up the rest"
    assert [line for line in said if "sources" in line] == [f"paragraph 1: {wanted}"]


def with_long_texts(perf: Perf) -> str:
    """Let texts be longer than a cell of a workbook."""
    text = perf.read(PROJECT)
    for said in ("用于公租房日常维修。", "及时维修。", "全年维修的公租房套数"):
        text = text.replace(f'"{said}"', f'"{said[0] * 40000}"')
    perf.write(PROJECT, text)
    return text


@pytest.mark.parametrize("slug", ["national", "hebei", "evaluation", "project-list"])
def test_a_text_that_a_cell_cuts_is_named_and_stays(perf: Perf, slug: str) -> None:
    before = with_long_texts(perf)
    filled = perf("form", "fill", MAINTENANCE, "--form", slug, "-o", "a.xlsx")
    wanted = f"  公租房维修费: the text 1.{'及' * 18} … is cut after 32767 characters, all that a cell holds"
    assert (filled.status, wanted in filled.err.splitlines()) == (0, True)
    again = perf("import", "a.xlsx", "--update", "--year", "2021")
    assert (again.status, perf.read(PROJECT)) == (1, before)
    assert "a text of 32767 characters, all that a cell holds: it may have been cut" in again.err


def test_a_text_that_an_export_cuts_stays(perf: Perf) -> None:
    before = with_long_texts(perf)
    assert perf("export", "a.xlsx").status == 0
    again = perf("import", "a.xlsx", "--update")
    assert (again.status, perf.read(PROJECT)) == (1, before)
    assert "a text of 32767 characters, all that a cell holds: it may have been cut" in again.err


def test_a_text_that_a_sheet_to_be_filled_in_cuts_is_named(perf: Perf) -> None:
    perf.write("templates/long.toml", f'name = "长"\npurpose = "{"用" * 40000}"\n')
    argv = ("--form", "national", "--template", "long", "--unit", "335001", "--name", "新", "-o", "a.xlsx")
    filled = perf("form", "fill", "--blank", *argv)
    wanted = f"  新: the text {'用' * 20} … is cut after 32767 characters, all that a cell holds"
    assert (filled.status, wanted in filled.err.splitlines()) == (0, True)


def indicator(kind: str, name: str, term: str = "") -> str:
    told = f'term = "{term}"\n' if term else ""
    return f'\n[[indicators]]\nkind = "{kind}"\nname = "{name}"\ndescription = ""\ntarget = "≥2个"\nbasis = ""\n{told}'


def with_indicators(perf: Perf, *rows: tuple[str, ...]) -> str:
    """Let the project have these indicators and no others."""
    text = perf.read(PROJECT).partition("\n[[indicators]]")[0] + "".join(indicator(*row) for row in rows)
    perf.write(PROJECT, text)
    return text


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (3, 4, 0, 1, 2), (0, 3, 1, 4, 2), (0, 2, 1, 4, 3), (4, 2, 0, 3, 1)])
def test_terms_side_by_side_keep_the_order_of_their_indicators(perf: Perf, order: tuple[int, ...], form: str) -> None:
    rows = (
        ("数量指标", "年长度"),
        ("数量指标", "年座数"),
        ("社会效益指标", "年受益"),
        ("数量指标", "中长度", "中期"),
        ("社会效益指标", "中受益", "中期"),
    )
    before = with_indicators(perf, *(rows[place] for place in order))
    assert perf("form", "fill", MAINTENANCE, "--form", "national-terms", "-o", f"a.{form}").status == 0
    again = perf("import", f"a.{form}", "--update", "--year", "2021")
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


def test_an_indicator_more_on_a_form_of_two_terms_follows_its_own(perf: Perf) -> None:
    rows = [("数量指标", "年长度"), ("数量指标", "中长度", "中期"), ("社会效益指标", "中受益", "中期")]
    after = with_indicators(perf, rows[0], ("数量指标", "年座数"), *rows[1:])
    assert perf("form", "fill", MAINTENANCE, "--form", "national-terms", "-o", "a.docx").status == 0
    with_indicators(perf, *rows)
    assert perf("import", "a.docx", "--update", "--year", "2021").status == 0
    assert perf.read(PROJECT) == after


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
@pytest.mark.parametrize("slug", [*OF_PROJECT, "project-list"])
def test_indicators_that_are_called_as_blank_rows_are_come_back(perf: Perf, slug: str, form: str) -> None:
    before = with_indicators(perf, ("数量指标", "指标1"), ("质量指标", "指标001"), ("社会效益指标", "三级指标二"))
    filled = perf("form", "fill", MAINTENANCE, "--form", slug, "-o", f"a.{form}")
    assert (filled.status, "nothing" in filled.err) == (0, False)
    again = perf("import", f"a.{form}", "--update", "--year", "2021")
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
def test_a_cell_for_one_month_and_one_for_a_list_leave_the_rest(perf: Perf, form: str) -> None:
    text = FISCAL_ALONE.replace("财政拨款（元）", "6月底").replace("budget.fiscal", "spending_plan.6")
    text = text.replace("财政资金", "六月").replace("资金", "进度").replace("用款单位", "实施单位")
    more = '[{ label = "任务" }, { key = "details.任务", columns = 2 }],\n]\n'
    perf.write("forms/june.toml", text.removesuffix("]\n") + more)
    before = perf.read(PROJECT).replace("\n[[ind", '\n[details]\n"任务" = ["修渠", "清淤"]\n\n[[ind', 1)
    perf.write(PROJECT, before)
    assert perf("form", "fill", MAINTENANCE, "--form", "june", "-o", f"a.{form}").status == 0
    again = perf("import", f"a.{form}", "--update", "--year", "2021")
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


@pytest.mark.parametrize("form", ["txt", "html"])
def test_an_amount_of_a_project_stands_once_in_a_list(perf: Perf, form: str) -> None:
    with_indicators(
        perf, ("数量指标", "套数"), ("质量指标", "合格率"), ("社会效益指标", "户数"), ("满意度指标", "满意度")
    )
    out = perf("form", "fill", MAINTENANCE, "--form", "project-list", "-f", form).out
    assert [out.count(text) for text in ("公租房维修费", "24.00", "1.及时维修。")] == [1, 1, 1]


WHOLE = "goals/2021/335001.toml"
OF_WHOLE = """\
unit = "335001"
year = 2021
overall = "做好工作"
goals = ["按期完成"]

[budget]
total = 100000.00
fiscal = 100000.00
other = 0.00

[[indicators]]
kind = "数量指标"
name = "里程"
target = "≥3公里"

[[functions]]
name = "养护"
goal = "养好"

[[functions.indicators]]
name = "好路率"
target = "≥90%"
"""


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
@pytest.mark.parametrize(
    "goal", ["实现预期目标", "年度目标", "目标1", "主要任务", "绩效目标1：完成改造", "长期目标：三年全覆盖"]
)
def test_a_goal_that_reads_like_a_label_stays(perf: Perf, goal: str, form: str) -> None:
    before = re.sub(r"(?m)^goals = \[[^]]*\]", f'goals = ["{goal}"]', perf.read(PROJECT))
    perf.write(PROJECT, before)
    assert perf("evaluate", "record", MAINTENANCE, "--spent", "9500", "--result", "全部完成").status == 0
    assert perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "9000").status == 0
    for slug in OF_RESULTS:
        assert perf("form", "fill", MAINTENANCE, "--form", slug, "-o", f"{slug}.{form}").status == 0
        again = perf("import", f"{slug}.{form}")
        assert (again.status, again.out.splitlines()[-1], perf.read(PROJECT)) == (0, NOTHING, before), slug


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("slug", ["evaluation", "monitoring"])
def test_a_whole_with_one_goal_stays_be_anything_recorded_or_not(perf: Perf, slug: str, form: str) -> None:
    perf.write(WHOLE, OF_WHOLE)
    assert perf("form", "fill", "335001", "--form", slug, "-o", f"a.{form}").status == 0
    again = perf("import", f"a.{form}")
    assert (again.status, again.out.splitlines()[-1], perf.read(WHOLE)) == (0, NOTHING, OF_WHOLE)


@pytest.mark.parametrize("slug", ["evaluation", "monitoring"])
def test_its_goal_stays_on_a_form_with_another_label(perf: Perf, slug: str) -> None:
    perf.write(WHOLE, OF_WHOLE)
    assert perf("form", "fill", "335001", "--form", slug, "-o", "a.html").status == 0
    text = (perf.root / "a.html").read_text(encoding="utf-8")
    (perf.root / "a.html").write_text(text.replace("年度总体目标", "年度绩效目标"), encoding="utf-8")
    again = perf("import", "a.html")
    assert (again.status, again.out.splitlines()[-1], perf.read(WHOLE)) == (0, NOTHING, OF_WHOLE)


OWN_ROWS = """\
[[indicators]]
kind = "综合指标"
level1 = "管理指标"
name = "档案率"
target = "100%"

[indicators.details]
"评分标准" = "每少1%扣0.1分"

[[indicators]]
kind = "数量指标"
name = "里程"
target = "≥1公里"

[indicators.details]
"良" = "≥0.9公里"

[[indicators]]
kind = "数量指标"
name = "三年里程"
target = "≥3公里"
basis = "规划"
term = "中期"
"""
OWN = """\
name = "乙表"
title = "{year}年项目绩效目标表"
widths = [10, 10, 14, 14, 10, 10]

[[parts]]
rows = [
  [{ label = "项目名称" }, { key = "name", columns = 2 }, { label = "项目编码" }, { key = "code", columns = 2 }],
  [{ label = "总" }, { key = "budget.total", columns = 2 }, { label = "财" }, { key = "budget.fiscal", columns = 2 }],
  [{ label = "其他" }, { key = "budget.other" }, { label = "填报单位" }, { key = "unit", columns = 3 }],
  [{ label = "目标一" }, { key = "goals.1", columns = 2 }, { label = "目标二" }, { key = "goals.2", columns = 2 }],
]

[[parts]]
columns = [
  { over = "中期指标", heading = "三级指标", key = "indicators.name", term = "中期" },
  { over = "中期指标", heading = "指标值", key = "indicators.target", term = "中期" },
  { over = "年度指标", heading = "二级指标", key = "indicators.kind", merged = true },
  { over = "年度指标", heading = "三级指标", key = "indicators.name" },
  { over = "年度指标", heading = "指标值", key = "indicators.target" },
  { over = "年度指标", heading = "评分标准", key = "indicators.details.评分标准" },
]
"""


@pytest.fixture
def of_much(perf: Perf) -> str:
    """A project with three goals, levels of its own, details of two kinds and an indicator of the long term."""
    perf.write("forms/own.toml", OWN)
    text = re.sub(r"(?m)^goals = \[[^]]*\]", 'goals = ["甲甲", "乙乙", "丙丙"]', perf.read(PROJECT))
    text = f"{text.partition('[[indicators]]')[0]}{OWN_ROWS}"
    perf.write(PROJECT, text)
    return text


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
@pytest.mark.parametrize("slug", ["own", "hebei-grades"])
def test_what_a_form_has_no_place_for_stays(perf: Perf, of_much: str, slug: str, form: str) -> None:
    assert perf("form", "fill", MAINTENANCE, "--form", slug, "-o", f"a.{form}").status == 0
    again = perf("import", f"a.{form}", "--update")
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], of_much), again.err


def test_what_it_has_a_place_for_goes_with_its_cell(perf: Perf, of_much: str) -> None:
    """Of the goals, and of the details of indicators; an indicator called otherwise keeps the others."""
    assert perf("form", "fill", MAINTENANCE, "--form", "own", "-o", "a.html").status == 0
    file = perf.root / "a.html"
    text = file.read_text(encoding="utf-8")
    for old, new in (("乙乙", ""), ("甲甲", "丁丁"), (">里程<", ">公里数<")):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    assert perf("import", "a.html", "--update").status == 0
    wanted = of_much.replace('"甲甲", "乙乙", "丙丙"', '"丁丁", "丙丙"').replace('name = "里程"', 'name = "公里数"')
    assert tomllib.loads(perf.read(PROJECT)) == tomllib.loads(wanted)


@pytest.mark.parametrize("slug", OF_RESULTS)
def test_indicators_of_another_term_are_no_news(perf: Perf, of_much: str, slug: str) -> None:
    assert perf("form", "fill", MAINTENANCE, "--form", slug, "-o", "a.docx").status == 0
    again = perf("import", "a.docx")
    assert (again.status, "stay as they are" in again.err, perf.read(PROJECT)) == (0, False, of_much)


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
@pytest.mark.parametrize("name", ["合计", "总计", "总分"])
def test_an_indicator_that_is_called_as_a_sum_stays(perf: Perf, name: str, form: str) -> None:
    before = perf.read(PROJECT).replace('name = "维修套数"', f'name = "{name}"')
    assert name in before
    perf.write(PROJECT, before)
    assert perf("form", "fill", MAINTENANCE, "--form", "hebei-grades", "-o", f"a.{form}").status == 0
    again = perf("import", f"a.{form}", "--update", "--year", "2021")
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


NEW_WHOLE = """\
unit = "335001"
year = 2021
overall = "做好工作"

[budget]
total = 100000.00
fiscal = 100000.00
other = 0.00

[[indicators]]
kind = "数量指标"
name = "里程"
description = ""
target = "≥3公里"
basis = ""
"""


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_a_whole_that_is_new_has_its_levels_one_as_they_are_printed(perf: Perf, form: str) -> None:
    file = perf.root / "goals/2021/335001.toml"
    perf.write("goals/2021/335001.toml", NEW_WHOLE)
    assert perf("form", "fill", "335001", "--form", "unit-overall", "-o", f"a.{form}").status == 0
    file.unlink()
    done = perf("import", f"a.{form}", "--year", "2021")
    (row,) = tomllib.loads(file.read_text(encoding="utf-8"))["indicators"]
    assert (done.status, row["name"], row["level1"]) == (0, "里程", "产出指标"), done.err
