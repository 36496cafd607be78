"""Lists whose headings say more than the form: weights, targets in parts, details and sources."""

from __future__ import annotations

import pytest

from perfcli.data.dataset import Dataset
from perfcli.data.joining import joined_target
from perfcli.data.lists import read_tables
from perfcli.data.scalars import BadRowError
from perfcli.exact import Money, Points
from perfcli.formats.csv import read_csv
from perfcli.formats.tables import Line, Table
from perfcli.model import Indicator, Project

CODE = "13030321AAAAAAAAAAAAA"
OTHER = "13030321BBBBBBBBBBBBB"


def read(text: str) -> Dataset:
    return read_tables([read_csv(text, "清单")])


def only(found: Dataset) -> Project:
    (entry,) = found.projects
    return entry.record


def left(found: Dataset) -> list[tuple[str, str, str]]:
    return [(item.where, item.text, item.reason) for item in found.leftovers]


def test_weights_targets_in_parts_and_further_columns() -> None:
    found = read(
        "项目编码,一级指标,二级指标,三级指标,指标解释,指标性质,指标值,度量单位,权重,评分标准,备注\n"
        f"{CODE},产出指标,数量指标,管网长度,改造的管网,≥,800,米,20,按比例扣分,\n"
        ",,质量指标,合格率,验收合格,定量,100,%,15分,,重点\n"
        ",效益指标,社会效益指标,满意,居民,定性,有所改善,-,5.5,,\n"
        ",其他指标,综合指标,档案,归档,正向,≥3份,份,,,\n"
    )
    assert only(found).indicators == (
        Indicator(
            kind="数量指标", name="管网长度", description="改造的管网", target="≥800米",
            weight=Points("20"), details={"评分标准": "按比例扣分"},
        ),
        Indicator(
            kind="质量指标", name="合格率", description="验收合格", target="100%",
            weight=Points("15"), details={"指标性质": "定量", "备注": "重点"},
        ),
        Indicator(
            kind="社会效益指标", name="满意", description="居民", target="有所改善",
            weight=Points("5.5"), details={"指标性质": "定性"},
        ),
        Indicator(
            kind="综合指标", name="档案", description="归档", target="≥3份",
            level1="其他指标", details={"指标性质": "正向"},
        ),
    )  # fmt: skip
    assert left(found) == []


@pytest.mark.parametrize(
    ("sign", "value", "unit", "target", "rest"),
    [
        ("≥", "800", "米", "≥800米", {}),
        (">=", "95", "%", ">=95%", {}),
        ("不低于", "3", "次", "不低于3次", {}),
        ("=", "100%", "%", "=100%", {}),
        ("≤", "20万", "元", "≤20万元", {}),
        ("≥", "≥95%", "%", "≥95%", {}),
        ("≥", "95%以上", "", "95%以上", {}),
        ("≤", "12", "月", "≤12月", {}),
        ("≥", "5-8", "个", "5-8个", {"符号": "≥"}),
        ("定性", "优", "级", "优", {"符号": "定性", "度量单位": "级"}),
        ("反向", "5", "起", "5起", {"符号": "反向"}),
        ("≥", "800米", "米", "≥800米", {}),
        ("", "800户", "人", "800户", {"度量单位": "人"}),
        ("-", "800", "无", "800", {}),
        ("≥", "2021年12月底前", "", "2021年12月底前", {"符号": "≥"}),
    ],
)
def test_a_target_in_three_columns(sign: str, value: str, unit: str, target: str, rest: dict[str, str]) -> None:
    details = {label: text for label, text in (("符号", sign), ("度量单位", unit)) if text}
    assert (joined_target(value, details), details) == ({"target": target}, rest)


def test_two_operators_that_differ_are_no_target() -> None:
    with pytest.raises(BadRowError, match="≤5 beside the operator ≥"):
        joined_target("≤5", {"符号": "≥"})


def test_a_unit_beside_the_target_is_no_budget_unit() -> None:
    found = read(f"项目编码,三级指标,指标值,单位\n{CODE},套数,120,套\n")
    assert only(found).indicators == (Indicator(name="套数", target="120套"),)
    assert left(found) == []


def test_details_and_sources_of_projects() -> None:
    found = read(
        "项目编码,项目名称,单位编码,预算数（万元）,中央资金（万元）,其中：省级资金(元),上年结转（万元）,主管部门,负责人,备注\n"
        f"{CODE},维修,335001,12.5,10,25000,0,住房局,张三,急\n"
        f"{OTHER},取暖,335001,3,,,,,,\n"
    )
    first, second = (entry.record for entry in found.projects)
    assert dict(first.budget.sources) == {
        "中央资金": Money("100000.00"),
        "省级资金": Money("25000.00"),
        "上年结转": Money("0.00"),
    }
    assert dict(first.details) == {"主管部门": "住房局", "负责人": "张三", "备注": "急"}
    assert (dict(second.budget.sources), dict(second.details)) == ({}, {})
    assert found.projects[0].carried >= {"budget.sources.中央资金", "details.负责人"}
    assert not any(key.startswith(("details", "budget.sources")) for key in found.projects[1].carried)
    assert left(found) == []


def test_sources_under_one_heading_and_none_of_another_year() -> None:
    found = read(
        "项目编码,财政资金,,上年预算,\n,中央,省级,中央资金,合计\n" f"{CODE},10,5,7,7\n"
    )  # fmt: skip
    assert dict(only(found).budget.sources) == {"中央": Money("10.00"), "省级": Money("5.00")}
    assert [text for _where, text, _reason in left(found)] == ["7 | 7"]


def test_a_source_that_is_no_amount_is_left_over() -> None:
    found = read(f"项目编码,项目名称,中央资金\n{CODE},维修,约十万\n{OTHER},取暖,5\n")
    assert [entry.record.code for entry in found.projects] == [OTHER]
    assert left(found)[0][:2] == ("清单, row 2", f"{CODE} | 维修 | 约十万")


def test_one_weight_merged_over_several_indicators_is_none_of_theirs() -> None:
    rows = [
        ("项目编码", "三级指标", "指标值", "分值"),
        (CODE, "套数", "1", "50"),
        (CODE, "面积", "2", "50"),
        (CODE, "户数", "3", "10"),
    ]
    above = {3: frozenset({0, 3}), 4: frozenset({0})}
    lines = [Line(n, cells, above.get(n, frozenset())) for n, cells in enumerate(rows, 1)]
    found = read_tables([Table("清单", lines)])
    assert [item.weight for item in only(found).indicators] == [None, None, Points("10")]
    assert left(found) == [("清单, row 2, column D", "50", "one weight for several indicators")]


@pytest.mark.parametrize(("term", "stored"), [("年度指标", ""), ("长期目标", "中期"), ("中期", "中期"), ("", "")])
def test_the_term_of_an_indicator(term: str, stored: str) -> None:
    found = read(f"项目编码,三级指标,指标值,目标时期\n{CODE},套数,1,{term}\n")
    assert only(found).indicators == (Indicator(name="套数", target="1", term=stored),)


def test_long_term_goals_last_years_code_and_the_way_of_scoring() -> None:
    found = read(
        "项目编码,上年项目编码,长期目标,三级指标,指标值,评分方法\n"
        f"{CODE},{OTHER},全部改造完,套数,1,ratio\n"
        f"{CODE},{OTHER},全部改造完,面积,2,每少一套扣一分\n"
    )
    project = only(found)
    assert (project.previous, project.long_term_goals) == (OTHER, ("全部改造完",))
    assert project.indicators == (
        Indicator(name="套数", target="1", scoring="ratio"),
        Indicator(name="面积", target="2", details={"评分方法": "每少一套扣一分"}),
    )


def test_a_label_that_a_list_says_leaves_the_others() -> None:
    from perfcli.carried import taken_over

    found = read(f"项目编码,负责人,中央资金\n{CODE},李四,5\n")
    said = found.projects[0]
    before = Project(
        code=CODE, name="维修", unit="335001", year=2021, details={"主管部门": "住房局", "负责人": "张三"},
        budget=said.record.budget.__class__(
            total=Money("9.00"), fiscal=Money("9.00"), other=Money("0.00"), sources={"上年结转": Money("1.00")}
        ),
    )  # fmt: skip
    after = taken_over(before, said.record, said.carried - {"code", "year"})
    assert dict(after.details) == {"主管部门": "住房局", "负责人": "李四"}
    assert (after.budget.total, dict(after.budget.sources)) == (
        Money("9.00"),
        {"上年结转": Money("1.00"), "中央资金": Money("5.00")},
    )
