"""Which of several totals is the year's, and which parts are whose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, text_of


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_parts_of_both_terms_that_are_by_chance_the_total_of_the_year_stay_apart(
    read: Callable[[str], FilledForm],
) -> None:
    found = read("""
项目支出绩效目标申报表
（2024年度）
项目名称	供水延伸	<	<	项目期	2024年-2026年	<	<
项目资金\\n（元）	中期资金总额：	<	12600000.00	<	年度资金总额：	<	4800000.00
^	其中：财政拨款	<	9000000.00	<	其中：财政拨款	<	3600000.00
^	其他资金	<	3600000.00	<	其他资金	<	1200000.00
""")
    assert (found.total, found.fiscal, found.other) == (
        Money("4800000.00"),
        Money("3600000.00"),
        Money("1200000.00"),
    )


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("has_total", [True, False])
def test_the_sum_of_the_tasks_is_the_total_where_no_other_one_is_printed(
    read: Callable[[str], FilledForm], has_total: bool
) -> None:
    total = "年度预算\\n（万元）	部门预算总额	<	1286.40	<	<\n" if has_total else ""
    found = read(f"""
部门整体支出绩效目标申报表
（2024年度）
部门（单位）名称	某县监管局	<	<	<	<
年度主要任务	任务名称	主要内容	预算金额（万元）	<	<
^	^	^	总额	财政拨款	其他资金
^	食品抽检	抽检2600批次	146.20	146.20	0.00
^	市场执法	查处违法行为	172.00	122.00	50.00
^	金额合计	<	318.20	268.20	50.00
{total}年度总体目标	监管到位。	<	<	<	<
年度绩效指标	一级指标	二级指标	三级指标	指标值	备注
^	产出指标	数量指标	抽检批次	≥2600批次	_
""")
    assert found.total == Money("12864000.00" if has_total else "3182000.00")
    assert ("总额（金额合计）（万元）" in found.details) is has_total


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_sum_of_some_spending_is_no_total(read: Callable[[str], FilledForm]) -> None:
    found = read("""
部门整体支出绩效目标申报表
（2024年度）
部门（单位）名称	某县监管局	<	<	<
年度主要任务	任务名称	预算金额（万元）	<	<
^	^	总额	财政拨款	其他资金
^	食品抽检	146.20	146.20	0.00
^	金额合计	146.20	146.20	0.00
三公经费预算（万元）	合计	因公出国（境）费	公务用车运行维护费	公务接待费
^	46.80	0.00	41.00	5.80
绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	抽检批次	≥2600批次
""")
    assert (found.total, found.fiscal) == (Money("1462000.00"), Money("1462000.00"))
    assert found.details["三公经费预算（合计）（万元）"] == "46.80"


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize("label", ["年度投资总额", "本年度总投资", "2023年总投资"])
def test_of_the_investments_of_all_years_that_of_the_year_is_the_total(
    read: Callable[[str], FilledForm], label: str
) -> None:
    found = read(f"""
中央预算内投资项目绩效目标表
（2023年度）
项目名称	引水渠改造	<	<
投资情况\\n（万元）	项目总投资	<	860
^	以前年度已下达	<	300
^	{label}	<	420
^	其中：中央预算内投资	<	400
^	县级配套	<	20
^	以后年度安排	<	140
总体目标	灌区不缺水。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	改造渠道	6公里
""")
    assert found.total == Money("4200000.00")
    assert dict(found.sources) == {"中央预算内投资": Money("4000000.00"), "县级配套": Money("200000.00")}
    assert found.details == {
        "项目总投资（万元）": "860",
        "以前年度已下达（万元）": "300",
        "以后年度安排（万元）": "140",
    }


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize(
    "rows",
    [
        "其中：累计已下达中央预算内\\n投资（万元）	1,200	本次下达中央预算内\\n投资（万元）	2,350",
        "其中：本次申请中央预算内投资（万元）	2,350	其中：截至2023年底累计下达投资（万元）	1,200",
        "其中：以前年度已下达投资（万元）	1,200	<	<\n其中：本次下达中央预算内投资（万元）	2,350	<	<",
        "累计已安排投资（万元）	1,200	本批次下达投资（万元）	2,350",
    ],
)
def test_what_was_allotted_before_is_none_of_the_year(read: Callable[[str], FilledForm], rows: str) -> None:
    found = read(f"""
2024年中央预算内投资计划绩效目标表
专项名称	护边道路	<	<
总投资（万元）	6,480	建设起止年限	2023年—2025年
{rows}
总体目标	雨天能到界碑。	<	<
""")
    assert (found.total, found.sources, found.problems) == (Money("23500000.00"), {}, ())
    assert found.details["总投资（万元）"] == "6,480"
    assert "1,200" in found.details.values()


@pytest.mark.parametrize("read", [form, csv_of, text_of])
@pytest.mark.parametrize(
    "rows",
    [
        "已下达投资	1,200	其中：中央预算内投资	1,000\n本次下达投资	2,350	其中：中央预算内投资	2,000",
        "已下达投资	1,200	本次下达投资	2,350\n其中：中央预算内投资	1,000	其中：中央预算内投资	2,000",
        "累计下达投资	1,200	<	<\n其中：中央预算内投资	1,000	<	<\n"
        "本次下达投资	2,350	<	<\n其中：中央预算内投资	2,000	<	<",
    ],
)
def test_the_parts_of_what_was_allotted_before_are_none_of_the_year(
    read: Callable[[str], FilledForm], rows: str
) -> None:
    found = read(f"""
2024年中央预算内投资计划绩效目标表
单位：万元
专项名称	护边道路	<	<
总投资	6,480	<	<
{rows}
总体目标	雨天能到界碑。	<	<
""")
    assert (found.total, found.sources) == (Money("23500000.00"), {"中央预算内投资": Money("20000000.00")})
    earlier = "累计下达投资" if "累计" in rows else "已下达投资"
    assert found.details[f"{earlier}（万元）"] == "1,200"
    assert found.details[f"中央预算内投资（{earlier}）（万元）"] == "1,000"


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_columns_of_what_was_allotted_before_and_is_now(read: Callable[[str], FilledForm]) -> None:
    found = read("""
2024年中央预算内投资计划绩效目标表
单位：万元
专项名称	护边道路	<	<	<
资金来源	总投资	已下达	本次下达	以后年度
合计	6,480	1,200	2,350	2,930
中央预算内投资	5,000	1,000	2,000	2,000
地方配套	1,480	200	350	930
总体目标	雨天能到界碑。	<	<	<
""")
    assert found.total == Money("23500000.00")
    assert dict(found.sources) == {"中央预算内投资": Money("20000000.00"), "地方配套": Money("3500000.00")}
    assert found.details["合计（已下达）（万元）"] == "1,200"
