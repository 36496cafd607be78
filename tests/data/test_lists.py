"""Plain lists and our own tables, as csv texts: what the columns are, what cannot be placed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfcli.data.dataset import Dataset
from perfcli.data.lists import read_tables
from perfcli.errors import PerfError
from perfcli.exact import Money, Percent
from perfcli.formats.csv import read_csv
from perfcli.model import Budget, Department, Indicator, Project, Unit

CODE = "13030321AAAAAAAAAAAAA"
OTHER = "13030321BBBBBBBBBBBBB"


def read(text: str) -> Dataset:
    return read_tables([read_csv(text, "清单")])


def left(dataset: Dataset) -> list[tuple[str, str]]:
    return [(item.where, item.text) for item in dataset.leftovers]


def test_a_list_of_projects_with_chinese_headings_in_any_order() -> None:
    found = read(
        "2021年预算项目清单,,,,,,,,\n"
        "项目名称,项目编码,预算单位,年度,预算数（万元）,其他资金（万元）,资金用途,6月底,12月底,绩效目标\n"
        f'公租房维修费,{CODE},335001住房保障局本级,2021年,24,4.5,日常维修,50%,100,"1.及时维修\n2.住户满意"\n'
    )
    assert found.leftovers == ()
    assert [entry.record for entry in found.projects] == [
        Project(
            code=CODE,
            name="公租房维修费",
            unit="335001",
            year=2021,
            budget=Budget(total=Money("240000.00"), fiscal=Money("195000.00"), other=Money("45000.00")),
            purpose="日常维修",
            goals=("及时维修", "住户满意"),
            spending_plan={6: Percent("50.00"), 12: Percent("100.00")},
        )
    ]
    assert found.projects[0].carried == {
        "code", "name", "unit", "year", "budget", "budget.total", "budget.fiscal", "budget.other", "purpose", "goals",
        "spending_plan", "spending_plan.6", "spending_plan.12",
    }  # fmt: skip
    assert [entry.record for entry in found.departments] == [
        Department(code="335", units=(Unit(code="335001", name="住房保障局本级"),))
    ]


def test_a_list_with_english_headings() -> None:
    found = read(f"Project code\tProject name\tUnit\tTotal budget\n{CODE}\tRepairs\t335001\t1,200.50\n")
    assert [(entry.record.name, entry.record.year, entry.record.budget.total) for entry in found.projects] == [
        ("Repairs", 0, Decimal("1200.50"))
    ]


def test_a_list_of_indicators_says_what_is_merged_once() -> None:
    found = read(
        "项目编码,项目名称,二级指标,指标名称,指标值,备注\n"
        f"{CODE},维修,数量指标,套数,≥174套,\n"
        ",,质量指标,合格率,100%,老李\n"
        "合计,,,,,\n"
        f"{OTHER},取暖,数量指标,户数,≥20户,\n"
    )
    assert [(entry.record.code, entry.record.indicators) for entry in found.projects] == [
        (
            CODE,
            (
                Indicator(kind="数量指标", name="套数", target="≥174套"),
                Indicator(kind="质量指标", name="合格率", target="100%", details={"备注": "老李"}),
            ),
        ),
        (OTHER, (Indicator(kind="数量指标", name="户数", target="≥20户"),)),
    ]
    assert left(found) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("短码,维修,335001,1", "a project's code has 21 characters"),
        (f"{CODE},维修,335001,很多", "很多 is not an amount"),
        (f"{CODE},维修,335001,-1", "-1 is not an amount"),
        (f"{CODE},维修,335001,0.001", "0.001 is not an amount"),
    ],
)
def test_a_row_that_cannot_be_read_leaves_the_others_alone(row: str, reason: str) -> None:
    found = read(f"项目编码,项目名称,单位编码,预算数\n{row}\n{OTHER},取暖,335001,5\n")
    assert [entry.record.code for entry in found.projects] == [OTHER]
    assert [item.where for item in found.leftovers] == ["清单, row 2"]
    assert reason in found.leftovers[0].reason


def test_funds_above_their_total_are_left_over() -> None:
    found = read(f"项目编码,项目名称,单位编码,预算数,财政资金\n{CODE},维修,335001,5,6\n{OTHER},取暖,335001,5,5\n")
    assert [entry.record.code for entry in found.projects] == [OTHER]
    assert [item.reason for item in found.leftovers] == ["one of its funds is 6.00, more than its total 5.00"]


def test_rows_that_contradict_one_another() -> None:
    found = read(f"项目编码,项目名称,预算数\n{CODE},维修,1\n{CODE},取暖,1\n")
    assert [entry.record.name for entry in found.projects] == ["维修"]
    assert left(found) == [("清单, row 3", f"{CODE} | 取暖 | 1")]


def test_a_table_of_something_else_is_an_error() -> None:
    with pytest.raises(PerfError) as raised:
        read("甲,乙\n1,2\n")
    assert "no table here has known headings" in raised.value.message
