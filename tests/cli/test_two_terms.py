"""Indicators of the year and of the long-term goals on one form, or on one that has a place for the year's alone."""

from __future__ import annotations

import pytest

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
