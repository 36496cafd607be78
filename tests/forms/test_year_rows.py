"""Money of several years in one table: a row or a column for each, headings in one row or in several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.forms.record.filled import FilledForm, SaidChange
from tests.forms.sheets import csv_of, form, text_of

READERS = pytest.mark.parametrize("read", [form, csv_of, text_of])

HEAD = "项目支出绩效目标申报表（2025年度）\n金额单位：万元\n"
END = "测算依据\t每亩620元。"


def _money(found: FilledForm) -> tuple[str | None, ...]:
    return tuple(None if amount is None else str(amount) for amount in (found.total, found.fiscal, found.other))


TIERS = f"""{HEAD}
项目名称	护渔	<	<	实施单位	渔政站	<
项目资金\\n来源	年度	合计	财政拨款	<	<	其他资金
^	^	^	小计	一般公共预算	政府性基金	^
^	2024年	162.40	158.00	110.00	48.00	4.40
^	2025年	88.60	86.60	80.60	6.00	2.00
^	2026年	41.50	41.50	41.50	_	_
^	合计	292.50	286.10	232.10	54.00	6.40
{END}	<	<	<	<	<
""".replace("\n\n", "\n")


@READERS
def test_the_row_of_the_year_below_headings_in_two_rows_is_its_money(read: Callable[[str], FilledForm]) -> None:
    found = read(TIERS)
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert dict(found.sources) == {"一般公共预算": Money("806000.00"), "政府性基金": Money("60000.00")}
    assert found.details == {
        "实施单位": "渔政站",
        "2024年（合计）（万元）": "162.40",
        "2024年（财政拨款）（万元）": "158.00",
        "2024年（一般公共预算）（万元）": "110.00",
        "2024年（政府性基金）（万元）": "48.00",
        "2024年（其他资金）（万元）": "4.40",
        "2026年（合计）（万元）": "41.50",
        "2026年（财政拨款）（万元）": "41.50",
        "2026年（一般公共预算）（万元）": "41.50",
        "合计（合计）（万元）": "292.50",
        "合计（财政拨款）（万元）": "286.10",
        "合计（一般公共预算）（万元）": "232.10",
        "合计（政府性基金）（万元）": "54.00",
        "合计（其他资金）（万元）": "6.40",
        "测算依据": "每亩620元。",
    }


@READERS
@pytest.mark.parametrize(
    ("before", "own", "after"),
    [
        ("2024", "2025", "2026"),
        ("2024年度", "2025年度", "2026年度"),
        ("上年", "当年", "下年"),
        ("去年", "本年度", "明年"),
    ],
)
def test_years_are_called_in_many_ways(read: Callable[[str], FilledForm], before: str, own: str, after: str) -> None:
    found = read(
        TIERS.replace("2024年\t", f"{before}\t").replace("2025年\t", f"{own}\t").replace("2026年\t", f"{after}\t")
    )
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert found.details[f"{before}（合计）（万元）"] == "162.40"


@READERS
@pytest.mark.parametrize("own", ["第二年", "2025-2026年", "2025年及以后", "2023年"])
def test_a_table_without_a_row_of_the_year_alone_has_no_money_of_it(
    read: Callable[[str], FilledForm], own: str
) -> None:
    found = read(TIERS.replace("2025年\t", f"{own}\t"))
    assert (*_money(found), dict(found.sources)) == (None, None, None, {})
    assert found.details[f"{own}（合计）（万元）"] == "88.60"
    assert found.details["合计（合计）（万元）"] == "292.50"


@READERS
def test_where_two_rows_are_of_the_year_none_is_taken(read: Callable[[str], FilledForm]) -> None:
    found = read(TIERS.replace("2026年\t", "2025年\t"))
    assert _money(found) == (None, None, None)
    assert found.details["2025年（合计）（万元）"] == ("88.60", "41.50")


@READERS
def test_what_is_below_a_part_of_the_money_is_of_that_part(read: Callable[[str], FilledForm]) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	<	<	实施单位	渔政站	<
年度	总计	财政资金	<	<	其他资金	<	<
^	^	小计	中央	其他	小计	自筹资金	其他
合计	251.00	244.60	196.60	48.00	6.40	4.50	1.90
2024年	162.40	158.00	110.00	48.00	4.40	3.00	1.40
2025年	88.60	86.60	80.60	6.00	2.00	1.50	0.50
{END}	<	<	<	<	<	<
""")
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert dict(found.sources) == {
        "中央": Money("806000.00"),
        "财政资金：其他": Money("60000.00"),
        "自筹资金": Money("15000.00"),
        "其他资金：其他": Money("5000.00"),
    }


@READERS
def test_headings_may_stand_in_three_rows(read: Callable[[str], FilledForm]) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	<	实施单位	渔政站
资金情况	年度	资金来源	<	<	<
^	^	合计	财政拨款	<	其他资金
^	^	^	小计	中央	^
^	2024年	162.40	158.00	110.00	4.40
^	2025年	88.60	86.60	80.60	2.00
{END}	<	<	<	<
""")
    assert (*_money(found), dict(found.sources)) == ("886000.00", "866000.00", "20000.00", {"中央": Money("806000.00")})


@READERS
def test_the_parts_of_the_year_stand_without_a_column_of_years(read: Callable[[str], FilledForm]) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	实施单位	渔政站	<
项目资金	合计	财政拨款	<	<	其他资金
^	^	小计	一般公共预算	政府性基金	^
^	88.60	86.60	80.60	6.00	2.00
{END}	<	<	<	<
""")
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert dict(found.sources) == {"一般公共预算": Money("806000.00"), "政府性基金": Money("60000.00")}


@READERS
@pytest.mark.parametrize(
    ("headings", "first"),
    [
        ("预算金额	备注", "162.40	已下达"),
        ("建设内容	合计", "拆网	162.40"),
        ("预算数	执行数", "162.40	160"),
    ],
)
def test_the_sum_of_all_years_is_none_of_the_year(read: Callable[[str], FilledForm], headings: str, first: str) -> None:
    content = first.startswith("拆")
    found = read(f"""{HEAD}项目名称	护渔	实施单位	渔政站
分年度安排	年度	{headings}
^	2024年	{first}
^	2025年	{"运桩	88.60" if content else "88.60	_"}
^	合计	{"_	251.00" if content else "251.00	_"}
{END}	<	<
""")
    assert _money(found) == ("886000.00", None, None)
    name = "合计" if content else headings.split("\t")[0]
    assert found.details[f"合计（{name}）（万元）"] == "251.00"


@READERS
def test_a_column_for_each_year_may_stand_below_a_heading(read: Callable[[str], FilledForm]) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	<	实施单位	渔政站
项目资金	资金来源	合计	分年度预算	<	<
^	^	^	2024年	2025年	2026年
^	合计	292.50	162.40	88.60	41.50
^	财政拨款	286.10	158.00	86.60	41.50
^	其他资金	6.40	4.40	2.00	_
{END}	<	<	<	<
""")
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert found.details["合计（合计）（万元）"] == "292.50"
    assert found.details["财政拨款（2026年）（万元）"] == "41.50"


@READERS
@pytest.mark.parametrize("second", ["占比", "执行数"])
def test_each_year_may_have_several_columns(read: Callable[[str], FilledForm], second: str) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	<	实施单位	渔政站
项目资金	资金来源	2024年	<	2025年	<
^	^	预算数	{second}	预算数	{second}
^	合计	162.40	100	88.60	_
^	财政拨款	158.00	97	86.60	_
^	其他资金	4.40	3	2.00	_
{END}	<	<	<	<
""")
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert found.details["财政拨款（2024年（预算数））（万元）"] == "158.00"


@READERS
def test_columns_of_years_that_are_counted_are_none_of_the_year(read: Callable[[str], FilledForm]) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	<	实施单位	渔政站
项目资金	资金来源	合计	第一年	第二年	第三年
^	合计	292.50	162.40	88.60	41.50
^	财政拨款	286.10	158.00	86.60	41.50
{END}	<	<	<	<
""")
    assert _money(found) == (None, None, None)
    assert found.details["合计（第二年）（万元）"] == "88.60"


@READERS
def test_years_may_stand_over_their_parts(read: Callable[[str], FilledForm]) -> None:
    found = read(f"""{HEAD}项目名称	护渔	<	<	<	实施单位	渔政站	<
资金	2024年	<	<	2025年	<	<	2026年
^	合计	财政拨款	其他资金	合计	财政拨款	其他资金	^
^	162.40	158.00	4.40	88.60	86.60	2.00	41.50
{END}	<	<	<	<	<	<
""")
    assert _money(found) == ("886000.00", "866000.00", "20000.00")
    assert found.details == {
        "实施单位": "渔政站",
        "2024年（合计）（万元）": "162.40",
        "2024年（财政拨款）（万元）": "158.00",
        "2024年（其他资金）（万元）": "4.40",
        "2026年（万元）": "41.50",
        "测算依据": "每亩620元。",
    }


@READERS
def test_years_before_and_after_a_change(read: Callable[[str], FilledForm]) -> None:
    found = read("""
项目绩效目标及分年预算调整表（2025年度）
项目名称	冷藏点	<	<	<	<	<
分年预算\\n（万元）	年度	调整前	<	<	调整后	<
^	^	小计	财政拨款	其他资金	小计	财政拨款
^	2024年	150.00	140.00	10.00	145.00	145.00
^	2025年	212.00	200.00	12.00	168.00	168.00
申请调整理由	两处选址后移。	<	<	<	<	<
""")
    assert _money(found) == ("1680000.00", "1680000.00", None)
    assert found.details["合计（调整前）（万元）"] == "212.00"
    assert found.details["2024年（财政拨款（调整后））（万元）"] == "145.00"
    assert found.changes is not None
    assert found.changes.rows[:2] == (
        SaidChange(where=found.where, key="budget.total", before="2120000.00", after="1680000.00"),
        SaidChange(where=found.where, key="budget.fiscal", before="2000000.00", after="1680000.00"),
    )
