"""What was planned of the money and what became of it, behind labels, in rows by year and below two tiers of headings."""

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
            "项目资金	年份	2022年	2023年	2024年	_	_\n^	预算数	10	20	30	_	_\n^	执行数	10	19	0	_	_",
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
