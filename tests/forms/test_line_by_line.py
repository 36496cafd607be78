"""Cells of one row that hold several indicators, one a line."""

from __future__ import annotations

import pytest

from perfcli.exact import Points
from tests.forms.sheets import sheet_forms

LIST = """
2024年项目支出绩效目标表
金额单位：万元
单位	项目名称	项目金额	产出指标	<	<	<
^	^	^	数量指标	<	质量指标	<
^	^	^	指标名称	指标值	指标名称	指标值
335001-某局	增雨	218.60	{names}	{targets}	记录完整率	100%
"""


@pytest.mark.parametrize(
    ("names", "targets", "told"),
    [
        (r"作业过程\n发射火箭弹", r"≥22次\n≥380枚", [("作业过程", "≥22次"), ("发射火箭弹", "≥380枚")]),
        (r"1.作业过程\n2.发射火箭弹", r"1.≥22次\n2.≥380枚", [("作业过程", "≥22次"), ("发射火箭弹", "≥380枚")]),
        (r"1.作业过程\n2.发射火箭弹", r"1.22次\n2.38枚", [("1.作业过程2.发射火箭弹", "1.22次\n2.38枚")]),
        (r"（1）巡检\n（2）值守", r"（1）全覆盖\n（2）不间断", [("巡检", "全覆盖"), ("值守", "不间断")]),
        (r"项目按期\n完成时间", r"2024年\n12月底前", [("项目按期完成时间", "2024年\n12月底前")]),
        (r"作业\n合格率", r"≥95\n%", [("作业合格率", "≥95\n%")]),
        (r"作业过程\n合格率", "≥22次", [("作业过程合格率", "≥22次")]),
        ("作业过程", r"≥22次\n≥380枚", [("作业过程", "≥22次\n≥380枚")]),
        (r"作业效果\n明显程度", r"有所\n改善", [("作业效果明显程度", "有所\n改善")]),
    ],
)
def test_names_and_targets_of_as_many_lines_are_several_indicators(
    names: str, targets: str, told: list[tuple[str, str]]
) -> None:
    (one,) = sheet_forms(LIST.format(names=names, targets=targets))
    assert [(row.kind, row.name, row.target) for row in one.indicators] == [
        *(("数量指标", *pair) for pair in told),
        ("质量指标", "记录完整率", "100%"),
    ]


def test_what_has_as_many_lines_is_shared_out_and_points_are_given_once() -> None:
    (one,) = sheet_forms(r"""
项目支出绩效自评表
（2024年度）
项目名称	增雨	<	<	<	<	<	<
一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	备注
产出指标	数量指标	作业过程\n发射火箭弹	≥22次\n≥380枚	25次\n400枚	12\n8	12\n7.5	按记录
	质量指标	完整率\n合格率	≥95%\n≥98%	96%\n99%	10	10	甲\n乙
""")
    assert [(row.name, row.target, row.weight, dict(row.details)) for row in one.indicators] == [
        ("作业过程", "≥22次", Points("12"), {"备注": "按记录"}),
        ("发射火箭弹", "≥380枚", Points("8"), {"备注": "按记录"}),
        ("完整率", "≥95%", Points("10"), {"备注": "甲"}),
        ("合格率", "≥98%", None, {"备注": "乙"}),
    ]
    assert one.results is not None
    assert one.results.indicators == {
        "作业过程": {"actual": "25次", "score": Points("12")},
        "发射火箭弹": {"actual": "400枚", "score": Points("7.5")},
        "完整率": {"actual": "96%", "score": Points("10")},
        "合格率": {"actual": "99%"},
    }
