"""Whose a form below another one is: it is of the unit above where it says nothing of its own."""

from __future__ import annotations

import pytest

from tests.forms.sheets import csv_forms

TITLE = "2024年项目支出绩效目标申报表\n"
HEAD = "主管部门	{department}	实施单位	{unit}\n"
TABLE = """项目名称	{name}
年度资金总额（元）	1200
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	泵房	9座
"""


def form(name: str, *, title: str = TITLE, head: str = "", **said: str) -> str:
    """A form of a project, whose unit and department stand in a row over it."""
    return title + head.format(**said) + TABLE.format(name=name)


def units(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.name, one.units) for one in csv_forms(text)]


FIRST = form("供水改造", head=HEAD, department="某局", unit="某站")


@pytest.mark.parametrize(
    "second",
    [
        form("校舍", head=HEAD, department="教育局", unit="_"),
        form("校舍", head=HEAD, department="某局", unit="_"),
        form("校舍"),
        form("校舍", title="", head=HEAD, department="教育局", unit="_"),
        form("校舍", title="").replace("校舍\n", "校舍\n主管部门及代码	713教育局\n"),
        form("校舍", title="").replace("校舍\n", "校舍\n实施单位	_\n"),
    ],
)
def test_a_form_that_says_of_its_own_whose_it_is_is_not_of_the_unit_above(second: str) -> None:
    assert units(FIRST + second) == [("供水改造", ("某站",)), ("校舍", ())]


def test_a_unit_below_the_title_of_the_form_above_is_not_that_of_a_form_with_its_own() -> None:
    line = "填报单位：某站　　金额单位：元\n"
    assert units(form("供水改造", head=line) + form("校舍")) == [("供水改造", ("某站",)), ("校舍", ())]


@pytest.mark.parametrize(
    ("above", "title", "head"),
    [
        (f"{TITLE}填报单位：某站\n", "", ""),
        (f"{TITLE}填报单位：某站\n", "", "主管部门	某局\n"),
        (f"{TITLE}填报单位：某站\n", "", "实施单位	_\n"),
        (f"{TITLE}单位名称	某站\n", "", "主管部门	某局\n"),
        ("填报单位：某站\n", TITLE, ""),
        ("填报单位：某站\n", TITLE, "主管部门	某局\n"),
    ],
)
def test_a_unit_above_several_forms_is_that_of_each(above: str, title: str, head: str) -> None:
    names = ("供水改造", "行道树", "步道")
    found = units(above + "".join(form(name, title=title, head=head) for name in names))
    assert found == [(name, ("某站",)) for name in names]


def test_a_project_is_not_of_the_unit_whose_whole_stands_above_it() -> None:
    whole = "2024年部门整体支出绩效目标申报表\n部门名称	335 某局\n年度资金总额（元）	31\n年度目标	通车。\n"
    whole += "一级指标	二级指标	三级指标	指标值\n产出指标	数量指标	里程	9公里\n"
    found = csv_forms(whole + form("供水改造"))
    assert [(one.name, one.unit) for one in found] == [("", "335"), ("供水改造", "")]


LIST = """
2024年项目绩效目标汇总表
主管部门	实施单位	项目名称	预算数（元）	三级指标	指标值
某局	某站	供水改造	600	换桩	≥3根
{department}	{unit}	校舍	700	换窗	≥3扇
_	{unit}	操场	800	跑道	≥3条
"""


@pytest.mark.parametrize(
    ("department", "others"), [("教育局", ()), ("713教育局", ()), ("某局", ("某站",)), ("_", ("某站",))]
)
def test_in_a_list_a_unit_goes_on_below_under_its_department(department: str, others: tuple[str, ...]) -> None:
    found = units(LIST.format(department=department, unit="_"))
    assert found == [("供水改造", ("某站",)), ("校舍", others), ("操场", others)]


def test_a_row_of_department_and_unit_is_of_the_project_below_it() -> None:
    rows = [("供水改造", "某局", "某站"), ("校舍", "教育局", "中学")]
    blocks = [form(name, title="", head=HEAD, department=of, unit=unit) for name, of, unit in rows]
    assert units(TITLE + "".join(blocks)) == [("供水改造", ("某站",)), ("校舍", ("中学",))]
