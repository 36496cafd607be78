"""Forms of changes with rows 调整前 and 调整后, below headings of money, beside goals and for each indicator."""

from __future__ import annotations

import pytest

from perfcli.forms.record.filled import FilledForm
from tests.forms.sheets import csv_of, form, read, text_of
from tests.forms.test_parted_targets import Read

TITLE = "项目支出绩效目标调整申请表（2023年度）"

ROWS = """
年度目标	调整前	<	二十四处修复。	<	<	<
^	调整后	<	十九处修复。	<	<	<
一级指标	二级指标	三级指标	类别	指标值	权重	调整理由
产出指标	数量指标	修复河埠头	调整前	≥24处	15	划入他处
^	^	^	调整后	≥19处	15	^
^	^	打捞沉船	调整前	=9条	10	已打捞
^	^	^	调整后	取消	—	^
^	^	安装标尺	调整前	—	—	新增
^	^	^	调整后	≥32根	10	^
"""

MONEY = [
    """
项目名称	河埠头修复	<	<	项目编码	99090423Z000000290457	<
资金\\n（万元）	类别	<	年度资金总额	财政拨款	自有资金	调整依据
^	调整前	<	132.00	120.00	12.00	十七号文
^	调整后	<	114.50	104.50	10.00	^
""",
    """
项目名称	河埠头修复	<	<	项目编码	99090423Z000000290457	<
项目资金（万元）	调整类别	<	自有资金	财政拨款	年度资金总额	调整依据
^	调整后	<	10.00	104.50	114.50	十七号文
^	调整前	<	12.00	120.00	132.00	^
""",
]


def _reason(one: FilledForm) -> object:
    """Why the money was changed, under the label of what stands over it."""
    (label,) = (label for label in one.details if "调整依据" in label)
    return one.details[label]


@pytest.mark.parametrize("reader", [form, csv_of, text_of])
@pytest.mark.parametrize("money", MONEY)
def test_two_rows_below_headings_of_money(reader: Read, money: str) -> None:
    one = reader(TITLE + money + ROWS.lstrip("\n"))
    assert (f"{one.total}", f"{one.fiscal}", f"{one.sources['自有资金']}", one.goals) == (
        "1145000.00",
        "1045000.00",
        "100000.00",
        ("十九处修复。",),
    )
    side = "变更前" if "变更前" in money else "调整前"
    assert {label: text for label, text in one.details.items() if side in label and "资金" in label} == {
        f"年度资金总额（{side}）（万元）": "132.00",
        f"自有资金（{side}）（万元）": "12.00",
    }
    assert (one.details["年度目标（调整前）"], _reason(one)) == ("二十四处修复。", "十七号文")
    assert [(row.name, row.target, f"{row.weight}", row.details.get("调整前指标值")) for row in one.indicators] == [
        ("修复河埠头", "≥19处", "15", "≥24处"),
        ("安装标尺", "≥32根", "10", None),
    ]
    assert one.details["数量指标·打捞沉船（取消）"] == ("=9条", "10", "已打捞")


def test_headings_that_do_not_stand_over_two_such_rows_are_named() -> None:
    text = f"""
{TITLE}
项目名称	河埠头修复	<	<	项目编码	99090423Z000000290457	<
资金（万元）	类别	<	年度资金总额	财政拨款	自有资金	调整依据
^	调整前	<	132.00	120.00	12.00	十七号文
^	调整前	<	114.50	104.50	10.00	^
"""
    found = read(text)
    assert {"132.00", "114.50"} <= {item.text for item in found.leftovers}
