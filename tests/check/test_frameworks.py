"""Tables that follow another framework than their year's, or none, are judged by what they follow."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from perfcli.check.fixing import fixed
from perfcli.check.reports.rows import message_of
from perfcli.framework import kinds
from perfcli.settings import Settings
from tests.check.examples import CODE, checker, codes, findings_of, project

PATH = f"projects/2021/335001/{CODE}.toml"
KINDS_OF_2015 = kinds("2015")


def table(of: Iterable[str], year: int = 2021, **keys: str) -> dict[str, str]:
    """A project with one indicator of each of these kinds; keys are laid over each of them."""
    rows = [
        {
            "kind": kind,
            "name": f"第{number}片区维修合格的套数",
            "description": "按维修单统计、由住户签字确认的套数",
            "target": f"≥{number}套",
            "basis": "年度工作计划",
        }
        | keys
        for number, kind in enumerate(of, 1)
    ]
    code = f"130303{year % 100}{CODE[8:]}"
    return {f"projects/{year}/335001/{code}.toml": project("", code=code, year=year, indicators=rows)}


def of_kinds(files: dict[str, str]) -> list[str]:
    return [code for code in codes(files) if code in ("C103", "C104", "C106", "C107", "C109")]


@pytest.mark.parametrize("year", [2021, 2023])
def test_a_table_of_2015_is_judged_by_2015(year: int) -> None:
    assert of_kinds(table(KINDS_OF_2015, year)) == []
    assert of_kinds(table((kind for kind in KINDS_OF_2015 if kind != "质量指标"), year)) == ["C103"]


@pytest.mark.parametrize("year", [2021, 2023])
def test_a_table_of_2021_is_judged_by_2021(year: int) -> None:
    rows = ["经济成本指标", "数量指标", "质量指标", "时效指标", "社会效益指标", "满意度指标"]
    assert of_kinds(table(rows, year)) == []
    assert of_kinds(table([*rows, "可持续影响指标"], year)) == []
    assert of_kinds(table(rows[:3] + rows[4:], year)) == ["C103"]
    assert of_kinds(table(rows[:-1], year)) == ["C109"]


def test_of_2021_any_one_effect_is_enough() -> None:
    rows = ["经济成本指标", "数量指标", "质量指标", "时效指标", "满意度指标"]
    missing = [finding for finding in findings_of(table(rows, 2023)) if finding.code == "C103"]
    assert [message_of(finding) for finding in missing] == [
        "no indicator of effect: the framework of 2021 asks for one, be it 经济效益指标、社会效益指标、生态效益指标"
    ]
    for effect in ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"):
        assert of_kinds(table([*rows, effect], 2023)) == []


def test_a_target_for_each_place_is_no_missing_one() -> None:
    text = table(["时效指标", "数量指标"], target="")[PATH] + "\n[indicators.details]\n"
    assert codes({PATH: text + '"枫渡镇" = "否"\n"苔桥镇" = "否"\n"指标方向" = "是/否"\n'}).count("C107") == 1
    assert codes({PATH: text + '"枫渡镇" = "否"\n"指标方向" = "是/否"\n'}).count("C107") == 2


def test_a_table_with_the_costs_of_both_follows_its_year() -> None:
    assert "C106" in of_kinds(table([*KINDS_OF_2015, "经济成本指标"], 2021))
    assert "C106" in of_kinds(table([*KINDS_OF_2015, "经济成本指标"], 2023))


def test_a_table_of_the_central_budget_has_kinds_of_its_own() -> None:
    rows = ["产出指标", "效益指标", "满意度指标", "计划管理指标", "资金管理指标", "项目管理指标", "监督检查指标"]
    assert of_kinds(table(rows)) == []
    assert of_kinds(table(rows[:3])) == []
    assert of_kinds(table(rows[:3], level1="实施效果指标")) == []


def test_a_table_of_a_form_of_its_own_is_left_alone() -> None:
    assert of_kinds(table(["工作指标", "管理指标", "服务指标"])) == []
    assert of_kinds(table([""] * 3, level1="产出指标")) == []


def test_one_unknown_kind_among_known_ones_is_found() -> None:
    assert of_kinds(table([*KINDS_OF_2015, "产出指标"])) == ["C106"]
    assert of_kinds(table([*KINDS_OF_2015, "维修"])) == ["C106"]


def test_a_kind_of_several_counts_for_each() -> None:
    rows = [*KINDS_OF_2015[:4], "经济、社会、生态效益指标", *KINDS_OF_2015[7:]]
    assert of_kinds(table(rows)) == []


def test_several_rows_of_a_kind_are_no_slip() -> None:
    rows = ["数量指标", "数量指标", "质量指标", "时效指标", *KINDS_OF_2015[4:]]
    assert of_kinds(table(rows)) == ["C103"]
    assert of_kinds(table(["数量指标", *KINDS_OF_2015[:3], *KINDS_OF_2015[4:]])) == ["C103"]


def test_a_row_with_its_neighbours_kind_is_a_slip_and_fixed_where_its_name_says_so() -> None:
    rows = [*KINDS_OF_2015[:7], "生态效益指标", KINDS_OF_2015[8]]
    files = table(rows)
    assert of_kinds(files) == ["C104"]
    assert [finding.fix for finding in findings_of(files) if finding.code == "C104"] == [None]
    text = files[PATH].replace("第8片区维修合格的套数", "第8片区屋面使用年限")
    mended = fixed(checker(), PATH, text.encode(), lambda finding: finding.code == "C104").decode()
    assert of_kinds({PATH: mended}) == []


def test_indicators_of_a_longer_term_are_judged_among_themselves() -> None:
    year, longer = project(), table(["数量指标", "质量指标"], term="中期", name="维修房屋套数")
    below = longer[PATH][longer[PATH].index("\n[[indicators]]") :]
    assert [code for code in codes({PATH: year + below}) if code in ("R201", "C104", "C106")] == ["R201"]


def test_an_empty_column_is_said_once() -> None:
    assert codes(table(KINDS_OF_2015, basis="")).count("C107") == 1
    assert codes(table(KINDS_OF_2015[:1], basis="")).count("C107") == 1


def test_rows_that_only_name_their_kind_are_said_together() -> None:
    blank = table(["时效指标", "生态效益指标"], name="", description="", target="", basis="")[PATH]
    below = blank[blank.index("\n[[indicators]]") :]
    found = [one for one in findings_of({PATH: table(KINDS_OF_2015)[PATH] + below}) if one.code == "C107"]
    assert [one.values["kinds"] for one in found] == ["时效指标、生态效益指标"]
    assert codes({PATH: blank}).count("C107") == 1


OTHER_FORM = [*KINDS_OF_2015[:4], "社会效益指标", "服务对象满意度指标"]


def on_another_form(
    of: Iterable[str] = OTHER_FORM, more: str = "", year: int = 2021, rules: Settings | None = None
) -> list[str]:
    """What is found of a table on another region's form, as to what only the published table has."""
    path, text = next(iter(table(of, year, description="", basis="").items()))
    text = re.sub(r"purpose = .*\n", "", re.sub(r"\[spending_plan\]\n(?:\d.*\n)+", "", text)) + more
    return [code for code in codes({path: text}, rules) if code in ("C101", "C103", "C107", "C108", "C109")]


def test_a_form_of_another_region_is_not_asked_for_what_it_has_no_place_for() -> None:
    label = '\n[details]\n"主管部门" = "山海关区住房保障和房产管理局"\n'
    assert on_another_form(more=label) == []
    assert on_another_form(OTHER_FORM[1:], label) == ["C103"]
    assert on_another_form([*KINDS_OF_2015[:4], "服务对象满意度指标"], label) == ["C103"]
    assert set(on_another_form()) == {"C101", "C103", "C107", "C108"}
    assert set(on_another_form(more=label + "\n[spending_plan]\n12 = 100.00\n")) >= {"C101", "C103", "C107", "C108"}


def test_values_of_places_stand_for_a_target() -> None:
    rows = table(KINDS_OF_2015)[PATH]
    places = '\n[indicators.details]\n"枫渡镇" = "11月前"\n"苔桥镇" = "12月前"\n'
    bare = (
        rows.rstrip().removesuffix('basis = "年度工作计划"').replace('target = "≥9套"\n', "")
        + 'basis = "年度工作计划"\n'
    )
    assert of_kinds({PATH: bare}) == ["C107"]
    assert of_kinds({PATH: bare + places}) == []
    assert of_kinds({PATH: bare + places.replace("枫渡镇", "备注").replace("苔桥镇", "评分标准")}) == ["C107"]


def test_on_another_form_of_later_years_a_table_without_cost_may_follow_2021() -> None:
    label = '\n[details]\n"主管部门" = "山海关区住房保障和房产管理局"\n'
    rows = ["数量指标", "质量指标", "时效指标", "社会效益指标"]
    older = Settings(division="130303", framework={2015: "2015"})
    assert on_another_form(rows, label, 2021) == ["C103", "C103"]
    assert on_another_form(rows, label, 2024, older) == []
    assert on_another_form([*rows, "成本指标"], label, 2024, older) == ["C103"]
    assert on_another_form(rows[1:], label, 2024, older) == ["C103"]
