"""Goals of whole units: several in one sheet, a row or more each, and the money of one in the sums of its tasks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money, Points
from perfcli.forms.record.filled import OVERALL, FilledForm
from tests.forms.sheets import csv_forms, csv_of, form, sheet_forms, text_of, text_read
from tests.forms.sheets import read as read_sheet

WHOLES = """
2024年部门整体支出绩效目标表
单位：万元
单位代码	单位名称	年度预算申请	<	<	<	<	整体绩效目标	绩效指标	<	<	<	<
^	^	资金总额	按收入性质分	<	按支出性质分	<	^	一级指标	二级指标	三级指标	指标值	度量单位
^	^	^	一般公共预算拨款	其他资金	基本支出	项目支出	^	^	^	^	^	^
335001	某服务所	418.30	406.30	12.00	268.30	150.00	不出事故。	产出指标	数量指标	渡口巡查	≥1020	次
_	_	_	_	_	_	_	_	产出指标	质量指标	检验合格率	100	%
335002	某航道站	20.00	20.00	_	20.00	_	航道畅通。	产出指标	数量指标	疏浚	3	公里
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
def test_a_sheet_has_the_wholes_of_several_units(read_all: Callable[[str], list[FilledForm]]) -> None:
    found = read_all(WHOLES)
    assert [
        (one.subject, one.unit, one.units, one.overall, one.total, one.other, dict(one.sources)) for one in found
    ] == [
        (
            OVERALL,
            "335001",
            ("某服务所",),
            "不出事故。",
            Money("4183000"),
            Money("120000"),
            {"一般公共预算拨款": Money("4063000"), "基本支出": Money("2683000"), "项目支出": Money("1500000")},
        ),
        (
            OVERALL,
            "335002",
            ("某航道站",),
            "航道畅通。",
            Money("200000"),
            None,
            {"一般公共预算拨款": Money("200000"), "基本支出": Money("200000")},
        ),
    ]
    assert [[(row.kind, row.name, row.target) for row in one.indicators] for one in found] == [
        [("数量指标", "渡口巡查", "≥1020次"), ("质量指标", "检验合格率", "100%")],
        [("数量指标", "疏浚", "3公里")],
    ]


@pytest.mark.parametrize("heading", ["部门整体支出年度绩效指标", "本年拟达到的各项指标"])
@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
def test_what_stands_over_levels_one_is_no_level(read_all: Callable[[str], list[FilledForm]], heading: str) -> None:
    found = read_all(WHOLES.replace("绩效指标\t<", f"{heading}\t<"))
    assert [[(row.level1, row.kind) for row in one.indicators] for one in found] == [
        [("产出指标", "数量指标"), ("产出指标", "质量指标")],
        [("产出指标", "数量指标")],
    ]


TASKS = """
部门整体支出绩效自评表
（2024年度）
部门（单位）名称	某档案馆	<	<	<	<	<	<	<
年度主要任务	任务名称	全年预算数（万元）	<	<	全年执行数（万元）	<	<	得分
^	^	总额	财政拨款	其他资金	总额	财政拨款	其他资金	^
^	日常运转	412.60	412.60	_	405.20	405.20	_	—
^	数字化	180.00	150.00	30.00	171.00	144.00	27.00	—
^	金额合计	592.60	562.60	30.00	576.20	549.20	27.00	9.72
年度目标	旧卷扫得清。	<	<	<	<	<	<	<
一级指标	二级指标	三级指标	<	年度指标值	实际完成值	分值	得分	原因
产出指标	数量指标	扫描旧卷	<	≥20000卷	21000卷	90	90	_
总分	<	<	<	<	<	100	99.72	_
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_the_sums_of_a_table_of_tasks_are_the_money_of_the_whole(read: Callable[[str], FilledForm]) -> None:
    one = read(TASKS)
    assert (one.total, one.fiscal, one.other) == (Money("5926000"), Money("5626000"), Money("300000"))
    assert one.results is not None
    assert (one.results.spent, one.results.execution_points, one.results.total_score) == (
        Money("5762000"),
        Points("9.72"),
        Points("99.72"),
    )
    assert one.results.parts == {
        "财政拨款": {"adjusted": Money("5626000"), "spent": Money("5492000")},
        "其他资金": {"adjusted": Money("300000"), "spent": Money("270000")},
    }
    assert "得分" not in one.details


REVIEWED = """
项目支出绩效自评表
（2023年度）
项目名称	海塘	<	<	<	<	<	<	<
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	自评得分	复评得分	财政评分
产出指标	数量指标	加固	≥3公里	3公里	100	97.5	96	95.5
总分	<	<	<	<	100	97.5	96	95.5
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_of_several_totals_that_below_the_scores_of_the_unit_counts(read: Callable[[str], FilledForm]) -> None:
    results = read(REVIEWED).results
    assert results is not None
    assert results.total_score == Points("97.5")


NOTED = """
项目支出绩效目标表
（2023年度）
项目名称	海塘	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	加固	≥3公里
注：空的不作考核。
资金以财政最终批复为准。
填表人：某某　　填表日期：2023年12月8日
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_a_sentence_below_a_note_goes_on_with_it(read: Callable[[str], FilledForm]) -> None:
    one = read(NOTED)
    assert (one.details["注"], one.details["填表人"]) == (("空的不作考核。", "资金以财政最终批复为准。"), "某某")


TASKED = """
部门整体绩效目标表
（2026年度）
单位：万元
单位代码	单位名称	主要职责	年度总体目标	年度主要任务	<	<	年度绩效指标	<	<	<
^	^	^	^	任务名称	预算金额	<	一级指标	二级指标	三级指标	指标值及单位
^	^	^	^	^	总额	财政拨款	^	^	^	^
624003	某水上学校	训练学员。	安全无事故。	冬训	28.25	19.10	产出指标	数量指标	集训天数	≥112天
^	^	^	^	浮桥	76.25	70.00	^	时效指标	投用日期	2026年5月底前
"""


@pytest.mark.parametrize("read", [form, csv_of])
def test_tasks_of_a_whole_are_details_with_a_row_each(read: Callable[[str], FilledForm]) -> None:
    one = read(TASKED)
    assert (one.subject, one.unit, one.overall, one.total) == (OVERALL, "624003", "安全无事故。", None)
    assert dict(one.details) == {
        "单位名称": "某水上学校",
        "主要职责": "训练学员。",
        "任务名称": ("冬训", "浮桥"),
        "预算金额（总额）（万元）": ("28.25", "76.25"),
        "预算金额（财政拨款）（万元）": ("19.10", "70.00"),
    }
    assert [(row.name, row.target) for row in one.indicators] == [
        ("集训天数", "≥112天"),
        ("投用日期", "2026年5月底前"),
    ]


def test_headings_in_three_rows_of_a_text_are_not_guessed_at() -> None:
    found = text_read("""
2025年部门整体支出绩效目标表
金额单位：万元
单位名称	主要职能	年度预算	<	年度总体目标	产出指标	<	效益指标	<
^	^	资金总额	按收入性质分	^	数量指标	<	社会效益指标	<
^	^	^	一般公共预算	^	指标内容	指标值	指标内容	指标值
某气象中心	观测。	842.15	842.15	预警到村。	观测站	≥46座	准确率	≥88%
""")
    assert [one.problems for one in found.forms] == [
        ("a text does not tell which of its headings stand below which: import Word, Excel or a web page",)
    ]


UNDER_ONE_HEADER = """
2025年部门整体支出绩效目标公开表
金额单位：万元
单位代码	单位名称	部门预算支出	<	<	整体绩效目标	一级指标	二级指标	三级指标	指标值
^	^	合计	财政拨款	其他资金	^	^	^	^	^
615001	某局	2483.60	2400.10	83.50	隐患清零。	产出指标	数量指标	检查	≥1350家次
^	^	^	^	^	^	^	质量指标	闭环率	≥97%
615002	某站	318.25	318.25	_	物资齐全。	产出指标	数量指标	物资品类	≥46种
"""


@pytest.mark.parametrize("read_all", [sheet_forms, csv_forms])
def test_wholes_stand_one_below_another_under_headings_of_levels(
    read_all: Callable[[str], list[FilledForm]],
) -> None:
    assert [
        (one.subject, one.unit, one.overall, one.total, [row.name for row in one.indicators])
        for one in read_all(UNDER_ONE_HEADER)
    ] == [
        (OVERALL, "615001", "隐患清零。", Money("24836000.00"), ["检查", "闭环率"]),
        (OVERALL, "615002", "物资齐全。", Money("3182500.00"), ["物资品类"]),
    ]


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_tasks_whose_sum_is_less_leave_the_budget_of_the_whole(read: Callable[[str], FilledForm]) -> None:
    one = read("""
部门整体支出绩效目标表
（2025年度）
部门（单位）名称	某局
年度部门预算（万元）	资金总额	1,486.00	财政拨款	1,440.00	其他资金	46.00
年度主要任务	任务名称	主要内容	<	预算金额（万元）	<	<
^	^	^	<	总额	财政拨款	其他资金
^	质量强县	帮扶。	<	186.00	172.00	14.00
^	数量抽检	抽检。	<	240.00	236.00	4.00
^	金额合计	<	<	426.00	408.00	18.00
年度绩效指标	一级指标	二级指标	三级指标	指标值
^	产出指标	数量指标	抽检	≥3200批次
""")
    assert (one.total, one.fiscal, one.other) == (Money("14860000.00"), Money("14400000.00"), Money("460000.00"))


SUMMED = """
部门整体支出绩效目标表
（2024年度）
部门（单位）名称	某草原站	<	<	<	<	<
年度主要任务	任务名称	主要内容	<	预算金额（万元）	<	<
^	^	^	<	总额	财政拨款	其他资金
^	灭鼠	投放招鹰架	<	120.5	112	8.5
^	禁牧	发放管护员报酬	<	146	146	_
金额合计	<	<	<	266.5	258	8.5
年度总体目标	草场不退化。	<	<	<	<	<
年度绩效指标	一级指标	二级指标	三级指标	<	指标值	<
^	产出指标	数量指标	架设招鹰架	<	460座	<
"""


@pytest.mark.parametrize("read", [form, csv_of, text_of])
def test_the_sum_of_tasks_may_stand_below_the_label_at_their_left(read: Callable[[str], FilledForm]) -> None:
    one = read(SUMMED)
    assert (one.total, one.fiscal, one.other) == (Money("2665000"), Money("2580000"), Money("85000"))
    assert one.details["任务名称"] == ("灭鼠", "禁牧")
    assert one.overall == "草场不退化。"


def test_what_is_no_amount_in_the_row_of_the_sum_is_named() -> None:
    found = read_sheet(SUMMED.replace("266.5\t258", "266.5\t见附件"))
    assert [item.text for item in found.leftovers] == ["见附件"]
    assert (found.forms[0].total, found.forms[0].other) == (Money("2665000"), Money("85000"))
