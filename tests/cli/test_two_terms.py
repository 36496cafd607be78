"""Indicators of the year and of the long-term goals on one form, or on one that has a place for the year's alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.conftest import MAINTENANCE, Perf
from tests.forms.sheets import web_page

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
NOTHING = "Nothing to change: the repository holds all of it already."
HEAD = """\
name = "绩效目标表"
title = "{year}年项目绩效目标表"
widths = [10, 14, 8, 8, 8, 14, 8, 8, 8]

[[parts]]
rows = [
  [{ label = "项目名称" }, { key = "name", columns = 3 }, { label = "项目编码" }, { key = "code", columns = 4 }],
  [{ label = "预算数" }, { key = "budget.total", columns = 3 }, { label = "填报单位" }, { key = "unit", columns = 4 }],
]

[[parts]]
columns = [
  { heading = "一级指标", key = "indicators.level1", merged = true },
"""
WHOLE = '{{ over = "{over}", heading = "指标值", key = "indicators.target"{term}, columns = 3 }},'
PARTS = "\n  ".join(
    f'{{{{ over = "{{over}}", heading = "{heading}", key = "indicators.{key}"{{term}} }}}},'
    for heading, key in (("指标性质", "operator"), ("数值", "value"), ("度量单位", "measure"))
)
NAMES = '  {{ over = "{over}", heading = "三级指标", key = "indicators.name"{term} }},\n  '


def declared(long: str, year: str) -> str:
    """A form with both terms side by side and these columns of targets."""
    halves = ((long, {"over": "中期指标", "term": ', term = "中期"'}), (year, {"over": "年度指标", "term": ""}))
    return HEAD + "\n".join((NAMES + columns).format(**said) for columns, said in halves) + "\n]\n"


def of_one(over: str, term: str) -> str:
    """A form that has a place for indicators of one term alone."""
    columns = (NAMES + PARTS).format(over=over, term=term).replace("}", ", columns = 2 }")
    return HEAD + columns + "\n]\n"


SHARED = """\
  { heading = "二级指标", key = "indicators.kind", columns = 2 },
  { heading = "三级指标", key = "indicators.name", columns = 2 },
  { over = "指标值", heading = "年度", key = "indicators.target", columns = 2 },
  { over = "指标值", heading = "中期", key = "indicators.target", term = "中期", columns = 2 },
]
"""
"""Columns of a form on which both terms have the names in common."""


def indicator(kind: str, name: str, target: str, term: str = "") -> str:
    told = f'term = "{term}"\n' if term else ""
    return (
        f'\n[[indicators]]\nkind = "{kind}"\nname = "{name}"\ndescription = ""\ntarget = "{target}"\nbasis = ""\n{told}'
    )


def with_indicators(perf: Perf, *rows: tuple[str, ...]) -> str:
    """Let the project have these indicators and no others."""
    text = perf.read(PROJECT).partition("\n[[indicators]]")[0] + "".join(indicator(*row) for row in rows)
    perf.write(PROJECT, text)
    return text


def rows_of(text: str) -> str:
    return text[text.index("[[indicators]]") :]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
@pytest.mark.parametrize(("long", "year"), [(WHOLE, PARTS), (PARTS, WHOLE)], ids=["of the year", "of the long term"])
def test_a_target_may_be_parted_for_one_term_alone(perf: Perf, long: str, year: str, form: str) -> None:
    perf.write("forms/own.toml", declared(long, year))
    before = with_indicators(perf, ("数量指标", "年套数", "≥10套"), ("数量指标", "累计套数", "≥50套", "中期"))
    assert perf("form", "fill", MAINTENANCE, "--form", "own", "-o", f"a.{form}").status == 0
    for options in ((), ("--update",)):
        again = perf("import", f"a.{form}", *options)
        assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


def test_a_target_that_is_parted_for_one_term_goes_with_its_cells(perf: Perf) -> None:
    perf.write("forms/own.toml", declared(WHOLE, PARTS))
    rows = ("数量指标", "年套数", "≥10套"), ("数量指标", "累计套数", "≥50套", "中期")
    before = with_indicators(perf, *rows)
    assert perf("form", "fill", MAINTENANCE, "--form", "own", "-o", "a.html").status == 0
    file = perf.root / "a.html"
    text = file.read_text(encoding="utf-8")
    for old, new in ((">10<", ">12<"), ("≥50套", "≥60套")):
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    assert perf("import", "a.html", "--update").status == 0
    assert perf.read(PROJECT) == before.replace("≥10套", "≥12套").replace("≥50套", "≥60套")


def test_a_number_of_a_row_that_is_open_is_no_part_of_its_indicator(perf: Perf) -> None:
    before = with_indicators(perf, ("数量指标", "年套数", "≥10套"))
    text = """\
2021年项目支出绩效目标申报表
项目名称	公租房维修费	<	实施单位	住房保障局本级
年度资金总额（万元）	24	<	其中：财政拨款	20
序号	一级指标	二级指标	三级指标	指标值
1（　　）	产出指标	数量指标	年套数	≥10套
"""
    (perf.root / "a.html").write_text(web_page(text), encoding="utf-8")
    again = perf("import", "a.html", "--update")
    assert (again.status, rows_of(perf.read(PROJECT))) == (1, rows_of(before)), again.err
    assert "something is still to be filled in: 1（ ）" in again.err


KINDS = ("数量指标", "质量指标", "社会效益指标", "服务对象满意度指标")
ROWS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(("套数", "满意度", "覆盖率")), st.sampled_from(("", "中期"))),
    min_size=1,
    max_size=7,
)
FORMS = ("national", "hebei", "approval", "project-list", "national-terms", "parted", "year", "long", "shared", "book")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("slug", FORMS)
@given(rows=ROWS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_nobody_edited_changes_nothing(perf: Perf, slug: str, form: str, rows: list[tuple[str, str, str]]) -> None:
    """Whatever the terms of indicators that are called alike, and whichever of them a form has a place for."""
    perf.write("forms/parted.toml", declared(WHOLE, PARTS))
    perf.write("forms/year.toml", of_one("年度指标", ""))
    perf.write("forms/long.toml", of_one("中期指标", ', term = "中期"'))
    before = with_indicators(perf, *((kind, name, f"≥{at}个", term) for at, (kind, name, term) in enumerate(rows, 1)))
    perf.write("forms/shared.toml", HEAD + SHARED)
    assume(slug != "shared" or len(set(rows)) == len(rows))
    options = ("--form", slug, "-o", f"a.{form}")
    if slug == "book":
        made = perf("book", "--department", "335", "--year", "2021", "-o", "a.docx" if form == "docx" else "a.txt")
    else:
        made = perf("form", "fill", MAINTENANCE, *options)
    assert made.status == 0, made.err
    for update in ((), ("--update",)):
        again = perf("import", "a.txt" if form == "xlsx" and slug == "book" else f"a.{form}", "--year", "2021", *update)
        assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


A, B, C = ("数量指标", "套数", "≥1个"), ("数量指标", "套数", "≥2个"), ("质量指标", "合格率", "≥3%")
LONG = (("数量指标", "套数", "≥7个", "中期"), ("质量指标", "合格率", "≥8%", "中期"))
NEW = ("数量指标", "户数", "≥9个")


def edited(perf: Perf, form: str, now: tuple[tuple[str, ...], ...], *options: str) -> None:
    """Take over a form that was filled in when the project had other indicators."""
    before = perf.read(PROJECT)
    with_indicators(perf, *now)
    made = perf("form", "fill", MAINTENANCE, "--form", form, "-o", "a.docx")
    perf.write(PROJECT, before)
    assert (made.status, perf("import", "a.docx", "--update", "--year", "2021", *options).status) == (0, 0)


@pytest.mark.parametrize("form", ["national", "hebei", "national-terms"])
@pytest.mark.parametrize(
    ("now", "after"),
    [
        ((A, NEW, B, C), (LONG[0], A, NEW, LONG[1], B, C)),
        ((A, B, C, NEW), (LONG[0], A, LONG[1], B, C, NEW)),
        ((A, C), (LONG[0], A, LONG[1], C)),
        ((B, C), (*LONG, B, C)),
        ((A, B), (LONG[0], A, LONG[1], B)),
        ((A, B, C, C), (LONG[0], A, LONG[1], B, C, C)),
        ((("数量指标", "里程", "≥1个"), B, C), (LONG[0], ("数量指标", "里程", "≥1个"), LONG[1], B, C)),
        ((A, B, ("质量指标", "合格率", "≥4%")), (LONG[0], A, LONG[1], B, ("质量指标", "合格率", "≥4%"))),
    ],
    ids=["more amid", "more", "a double less", "the first double less", "less", "a double", "named", "value"],
)
def test_the_other_term_stays_as_and_where_it_is(
    perf: Perf, form: str, now: tuple[tuple[str, ...], ...], after: tuple[tuple[str, ...], ...]
) -> None:
    wanted = with_indicators(perf, *after)
    with_indicators(perf, LONG[0], A, LONG[1], B, C)
    edited(perf, form, now)
    assert perf.read(PROJECT) == wanted


def test_the_other_term_stays_before_what_followed_it(perf: Perf) -> None:
    wanted = with_indicators(perf, C, LONG[0], A, LONG[1], B)
    with_indicators(perf, LONG[0], A, LONG[1], B, C)
    edited(perf, "national", (C, A, B))
    assert perf.read(PROJECT) == wanted


WHOLE_FILE = "goals/2021/335001.toml"
WHOLE_HEAD = 'unit = "335001"\nyear = 2021\noverall = "做好工作"\ngoals = ["按期完成"]\n'
WHOLE_HEAD += "\n[budget]\ntotal = 100000.00\nfiscal = 100000.00\nother = 0.00\n"


@pytest.mark.parametrize("form", ["docx", "xlsx"])
@pytest.mark.parametrize("slug", ["unit-overall", "evaluation", "monitoring"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (3, 0, 4, 1, 2)])
def test_a_whole_keeps_its_indicators_of_the_long_term(
    perf: Perf, order: tuple[int, ...], slug: str, form: str
) -> None:
    rows = (A, ("质量指标", "及时率", "≥2个"), C, *LONG)
    before = WHOLE_HEAD + "".join(indicator(*rows[place]) for place in order)
    perf.write(WHOLE_FILE, before)
    assert perf("form", "fill", "335001", "--form", slug, "-o", f"a.{form}").status == 0
    for update in ((), ("--update",)):
        again = perf("import", f"a.{form}", "--year", "2021", *update)
        assert (again.status, again.out.splitlines()[-1:], perf.read(WHOLE_FILE)) == (0, [NOTHING], before), again.err


@pytest.mark.parametrize("update", [(), ("--update",)], ids=["plain", "update"])
@pytest.mark.parametrize("columns", ["code,name,target", "code,kind,name,target", "code,kind,name,target,term"])
def test_a_list_of_all_indicators_changes_nothing(perf: Perf, columns: str, update: tuple[str, ...]) -> None:
    before = with_indicators(perf, LONG[0], A, LONG[1], C)
    assert perf("list", "indicators", "--columns", columns, "-o", "a.csv").status == 0
    again = perf("import", "a.csv", *update)
    assert (again.status, again.out.splitlines()[-1:], perf.read(PROJECT)) == (0, [NOTHING], before), again.err


def test_a_published_document_is_of_the_year_alone(perf: Perf) -> None:
    """An indicator of it that is called as one of the long term is another one."""
    wanted = with_indicators(perf, C, A, *LONG)
    with_indicators(perf, C, A)
    assert perf("book", "--department", "335", "--year", "2021", "-o", "a.docx").status == 0
    with_indicators(perf, *LONG)
    assert perf("import", "a.docx", "--update").status == 0
    assert perf.read(PROJECT) == wanted
