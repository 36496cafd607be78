"""Tables of indicators with a column of values for each insurance, unit or place: which rows are of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, rows, text_of

_INSURANCE = """
2023年社会保险基金预算绩效目标表
项目名称	基金预算	<	<	<
一级指标	二级指标	三级指标	养老保险	工伤保险
预算编制	数量指标	参保人数	≥42人	≥31人
{rows}
填报人	某某	<	联系电话	0
"""


@pytest.mark.parametrize("read_as", [form, csv_of, text_of])
@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("预算执行	支出指标	发放率	100%	98%", ("预算执行", "支出指标", "发放率", "100%", "98%")),
        ("预算执行	支出进度	年末进度	100%	98%", ("预算执行", "支出进度", "年末进度", "100%", "98%")),
        ("财政资金	到位指标	到位率	100%	99%", ("财政资金", "到位指标", "到位率", "100%", "99%")),
        ("管理效率	管理制度	专户制度	建立	执行", ("管理效率", "管理制度", "专户制度", "建立", "执行")),
        ("管理	财务指标	专户制度	执行	执行", ("管理", "财务指标", "专户制度", "执行", "执行")),
    ],
)
def test_rows_of_a_table_with_a_column_for_each_insurance_stay_in_it(
    read_as: Callable[[str], FilledForm], printed: str, expected: tuple[str, ...]
) -> None:
    found = read_as(_INSURANCE.format(rows=printed))
    row = found.indicators[-1]
    values = row.details["养老保险"], row.details["工伤保险"]
    assert (row.level1, row.kind, row.name, *values) == expected
    assert len(found.indicators) == 2
    assert dict(found.details) == {"填报人": "某某", "联系电话": "0"}
    assert not any("指标值" in note or "targets" in note for note in found.assumptions)


@pytest.mark.parametrize("headings", ["目标值	备注", "实际完成	得分"])
def test_a_level_one_called_as_a_section_of_money_stands_before_a_level_two(headings: str) -> None:
    text = _INSURANCE.replace("养老保险	工伤保险", headings)
    found = form(text.format(rows="预算执行	支出进度	年末进度	100%	98"))
    assert rows(found)[-1][:3] == ("预算执行", "支出进度", "年末进度")
    assert dict(found.details) == {"填报人": "某某", "联系电话": "0"}


@pytest.mark.parametrize("headings", ["养老保险	工伤保险", "目标值	备注", "实际完成	得分"])
@pytest.mark.parametrize(
    "printed",
    [
        "项目资金	资金总额	100	其中：财政资金	30",
        "审核意见	主管部门	同意	财政部门	同意",
        "预算执行	全年预算数	全年执行数	执行率	得分",
    ],
)
def test_what_stands_below_such_a_table_is_none_of_it(headings: str, printed: str) -> None:
    text = _INSURANCE.replace("养老保险	工伤保险", headings)
    assert len(form(text.format(rows=printed)).indicators) == 1
