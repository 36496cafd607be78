"""What was planned of the money and what became of it, behind labels and in rows by year."""

from __future__ import annotations

import pytest

from tests.forms.sheets import form

SAID = """
2023年度项目支出绩效自评表（单位：万元）
项目名称	护林	<	<	<	<	<
{rows}
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分
产出指标	数量指标	巡护	≥20公里	22公里	10	10
"""


@pytest.mark.parametrize(
    ("rows", "money", "parts"),
    [
        (
            "年度预算数	20	其中：财政拨款	18	执行数	19	_\n其中：财政拨款执行数	17	_	_	_	_	_",
            ("200000.00", "180000.00", {}),
            {"财政拨款": {"spent": "170000.00"}},
        ),
        (
            "预算数	20	执行数	19	执行率	95%	_\n财政拨款预算数	18	财政拨款执行数	17	财政拨款执行率	94%	_\n"
            "自筹预算数	2	自筹执行数	2	_	_	_",
            ("200000.00", "180000.00", {"自筹": "20000.00"}),
            {"财政拨款": {"spent": "170000.00"}, "自筹": {"spent": "20000.00"}},
        ),
        (
            "项目资金	年份	2022年	2023年	2024年	_	_\n"
            "^	预算数	10	20	30	_	_\n^	执行数	10	19	0	_	_",
            ("200000.00", "None", {}),
            {},
        ),
        (
            "上年结转	2	本年预算	18	合计	20	_\n实际支出	19	结余	1	执行率	95%	_",
            ("200000.00", "None", {"上年结转": "20000.00", "本年预算": "180000.00"}),
            {},
        ),
    ],
)
def test_what_was_spent_and_what_is_left_is_no_source_of_the_money(
    rows: str, money: tuple[str, str, dict[str, str]], parts: dict[str, dict[str, str]]
) -> None:
    one = form(SAID.format(rows=rows))
    assert (f"{one.total}", f"{one.fiscal}", {name: f"{value}" for name, value in one.sources.items()}) == money
    assert one.results is not None
    assert f"{one.results.spent}" == "190000.00"
    told = {name: {key: f"{value}" for key, value in part.items()} for name, part in one.results.parts.items()}
    assert told == parts


def test_headings_over_one_row_of_amounts_are_of_all_the_money() -> None:
    one = form(
        """
县级预算项目绩效运行监控表
监控月份：1-8月　　　　金额单位：元
项目名称	护林	<	<	<	<
年初预算数	调整后预算数	1-8月执行数	执行率	序时进度	全年预计执行数
680000.00	655000.00	366800.00	56.00%	66.67%	648450.00
年度目标	护好林	<	<	<	<
"""
    )
    assert one.results is not None
    assert [f"{amount}" for amount in (one.total, one.results.adjusted, one.results.spent, one.results.expected)] == [
        "680000.00",
        "655000.00",
        "366800.00",
        "648450.00",
    ]


WHOLE = """
2024年度部门整体支出绩效自评表（单位：万元）
部门名称	防御中心	<	<	<
部门预算	_	资金总额	财政拨款	其他资金
^	年初预算数	452.80	436.00	16.80
^	全年预算数	468.30	451.50	16.80
^	全年执行数	455.66	440.06	15.60
^	预算执行率	97.30%	97.47%	92.86%
年度总体目标	报得准	<	<	<
"""


def test_rows_may_say_what_of_the_money_they_have() -> None:
    one = form(WHOLE)
    assert (f"{one.total}", f"{one.fiscal}") == ("4528000.00", "4360000.00")
    assert {name: f"{value}" for name, value in one.sources.items()} == {
        "财政拨款": "4360000.00",
        "其他资金": "168000.00",
    }
    assert one.results is not None
    assert (f"{one.results.adjusted}", f"{one.results.spent}") == ("4683000.00", "4556600.00")
    assert f"{one.results.parts['其他资金']['spent']}" == "156000.00"
