"""What stands in and below a table and is none of its own: signatures, notes, sums, levels without an indicator."""

from __future__ import annotations

import pytest

from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FormsRead
from tests.forms.sheets import WORDS, csv_of, form, read, rows, sheet

HEAD = """
项目支出绩效目标申报表
（2024年度）
项目名称	<	古桥加固	<	<	<
项目编码	<	99090424T000000718842	<	<	<
主管部门及代码	<	_	<	实施单位	335001某站
项目属性	<	_	<	项目期	_
项目资金（万元）	<	年度资金总额：	<	31.2	<
^	<	其中：财政拨款	<	31.2	<
^	<	其他资金	<	0	<
资金用途	<	加固	<	<	<
总体目标	<	汛前通车。	<	<	<
绩效指标	一级指标	二级指标	三级指标	<	指标值
^	产出指标	数量指标	修桥	<	≥2座
"""


def declared(text: str, head: str = HEAD, slug: str = "national") -> FormsRead:
    """What a form of ours says that has these rows in or below its table."""
    return read_forms([sheet(head + text.strip("\n"))], WORDS, declared=[builtin_forms()[slug]])


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("填表人：张三	_	联系电话：139	_	_	_", {"填表人": "张三", "联系电话": "139"}),
        ("_	填表人：张三	_	_	_	_", {"填表人": "张三"}),
        ("_	_	_	审核人：李四	_	_", {"审核人": "李四"}),
        ("填表人：	张三	_	审核人：	李四	_", {"填表人": "张三", "审核人": "李四"}),
        (
            "填表人：张三	_	_	审核人：李四	_	日期：2024-3-1",
            {"填表人": "张三", "审核人": "李四", "日期": "2024-3-1"},
        ),
        ("填报人：	单位负责人：	_	填报日期：2024年3月1日	_	_", {"填报日期": "2024年3月1日"}),
        ("备注：分两年实施	_	_	_	_	_", {"备注": "分两年实施"}),
        (
            "_	_	_	_	_	_\n填表人：张三	_	_	_	_	_\n注：一式三份	_	_	_	_	_",
            {"填表人": "张三", "注": "一式三份"},
        ),
        ("^	_	_	审核人：李四	_	_\n^	_	质量指标	验收	_	100%", {"审核人": "李四"}),
    ],
)
def test_signatures_and_notes_below_a_form_are_details(text: str, details: dict[str, str]) -> None:
    found = declared(text)
    assert found.leftovers == ()
    (only,) = found.forms
    assert only.details == details
    assert [row.name for row in only.indicators] == ["修桥", "验收"][: 1 + ("验收" in text)]


def test_they_are_no_indicators_of_a_form_that_is_read_by_its_words_either() -> None:
    found = form(
        """
2024年项目支出绩效目标表
单位：万元
项目名称	古桥加固	实施单位	某站
年度资金总额	31.2	其中：财政拨款	30
年度目标	汛前通车。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	修桥	≥2座
_	_	审核人：李四	_
_	填表人：张三	_	日期：2024-3-1
"""
    )
    assert rows(found) == [("产出指标", "数量指标", "修桥", "≥2座", "")]
    assert found.details == {"实施单位": "某站", "审核人": "李四", "填表人": "张三", "日期": "2024-3-1"}


def test_levels_without_an_indicator_are_known_and_other_words_are_named() -> None:
    found = declared("^	效益指标	社会效益指标	_	<	_\n^	满意度指标	待补充	_	<	_")
    assert [row.name for row in found.forms[0].indicators] == ["修桥"]
    assert [(left.text, left.reason) for left in found.leftovers] == [("待补充", "no indicator stands beside it")]
    went = {cell.text: cell.key for cell in found.cells}
    assert (went["产出指标"], went["社会效益指标"], went["待补充"]) == ("indicators.level1", "label", "")


@pytest.mark.parametrize("row", ["^	合计	_	_	<	100", "^	_	_	合计	<	100"])
def test_a_sum_is_no_indicator(row: str) -> None:
    found = declared(row)
    assert [row.name for row in found.forms[0].indicators] == ["修桥"]
    assert found.leftovers == ()


def test_what_stands_around_a_list_belongs_to_each_of_its_projects() -> None:
    found = declared(
        """
335001某站	古桥加固	31.2	1.通车	产出指标	数量指标	修桥	≥	2	座	10
^	新桥	20	1.建成	产出指标	数量指标	建桥	≥	1	座	10
填表人：张三	_	_	_	_	_	_	_	_	_	_
""",
        """
部门预算项目绩效目标汇总表
（2024年度）
单位：万元
单位名称	项目名称	预算数	年度目标	一级指标	二级指标	三级指标	指标性质	指标值	度量单位	权重
""",
        "project-list",
    )
    assert found.leftovers == ()
    assert [(one.name, dict(one.details)) for one in found.forms] == [
        ("古桥加固", {"填表人": "张三"}),
        ("新桥", {"填表人": "张三"}),
    ]


def test_what_stands_in_a_form_that_nobody_filled_in_is_named() -> None:
    found = read(
        """
2024年项目支出绩效目标表
填报单位：某站
项目名称	_	联系电话	139
年度资金总额	_	其中：财政拨款	_
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	_	_
"""
    )
    assert (found.forms, found.notes) == ((), ("1: nobody filled it in",))
    assert [(left.text, left.reason) for left in found.leftovers] == [
        ("139", "in the form that it stands in neither a name nor goals nor indicators were understood")
    ]


def test_a_label_and_its_text_below_a_table_are_no_indicator_in_a_list_of_text() -> None:
    one = csv_of(
        """
项目支出绩效自评表（2021年度）（单位：万元）
项目名称	错车道	<	<	<	<
年度资金总额	20	<	<	<	<
一级指标	二级指标	三级指标	绩效指标描述	指标值	实际完成值
产出指标	数量指标	错车道	个数	≥46个	47个
满意度指标	服务对象满意度指标	满意度	问卷	≥92%	93%
存在问题、原因及整改措施	<	路基不稳，次年补齐。	<	<	<
绩效自评等级	<	☑优　□良　□中　□差	<	<	<
"""
    )
    assert [row.name for row in one.indicators] == ["错车道", "满意度"]
    assert one.details["存在问题、原因及整改措施"] == "路基不稳，次年补齐。"
