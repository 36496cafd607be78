"""Whatever a legal file holds, every rule can judge it: texts, lists of texts in details, amounts and weights."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from perfcli.codec.canonical import write
from perfcli.model import Budget, DepartmentGoals, Function, FunctionIndicator, Indicator, Project, Record, Template
from tests.check.examples import CODE, checker, codes, project
from tests.strategies import record_of, tuples_of

TARGETS = (
    "",
    "",
    "≥120套",
    "5G网络全覆盖",
    "100%-90%",
    "≤5个且≥8个",
    "2020年12月底前",
    "0",
    "≥-3",
    "≥≤5",
    "—",
    "10公里",
)
NAMES = ("", "维修房屋套数", "满意度", "投诉次数", "提高效率（%）", "完成时间", "每套维修费用", "水质类别")
KINDS = ("", "数量指标", "时效指标", "成本指标", "经济成本指标", "产出", "指标")
LABELS = ("评分标准", "备注", "山海关区", "北戴河区")
SAID = (
    "10分",
    "5公里",
    "3",
    "完成得满分",
    ("10分", "5分"),
    ("≥3个",),
    ("完成得满分", "5分"),
    ("10公里", "3个", "满意"),
)

target = st.sampled_from(TARGETS)
name = st.sampled_from(NAMES)
details = st.dictionaries(st.sampled_from(LABELS), st.sampled_from(SAID), max_size=3)
rows = tuples_of(record_of(Indicator, name=name, target=target, kind=st.sampled_from(KINDS), details=details), 4)
functions = record_of(Function, indicators=tuples_of(record_of(FunctionIndicator, name=name, target=target), 3))
year = st.sampled_from((2020, 2021, 2022))
projects = record_of(
    Project, code=st.just(CODE), unit=st.just("335001"), year=year, indicators=rows, details=details, name=name
)
goals = record_of(
    DepartmentGoals,
    department=st.just("335"),
    unit=st.just(""),
    year=year,
    functions=tuples_of(functions, 2),
    budget=st.none() | record_of(Budget),
    indicators=rows,
    details=details,
)
templates = record_of(Template, indicators=rows, details=details)


@given(st.one_of(projects, goals, templates))
def test_every_rule_judges_any_record(record: Record) -> None:
    path = {
        Project: f"projects/2021/335001/{CODE}.toml",
        DepartmentGoals: "goals/2021/335.toml",
        Template: "templates/any.toml",
    }[type(record)]
    text = write(record)
    found = checker().check(path, text.encode("utf-8"))
    assert "D501" not in {finding.code for finding in found.findings}, text


LISTED = """
[[indicators]]
kind = "数量指标"
name = "养护里程"
target = ""
description = "完成养护的乡村道路"
basis = "年度工作计划"

[indicators.details]
"评分标准" = {said}
"备注" = "10公里"
"""


def test_details_with_lists_stand_for_no_target_but_where_all_are_values() -> None:
    path = f"projects/2021/335001/{CODE}.toml"
    words = LISTED.format(said='["完成得满分", "未完成不得分"]')
    assert codes({path: project(words)}).count("C107") == 1
    values = LISTED.format(said='["10分", "5分"]')
    assert codes({path: project(values)}).count("C107") == 0
    goals = 'department = "335"\nyear = 2021\ngoals = ["养护全区道路"]\n'
    assert codes({"goals/2021/335.toml": goals + words}) == ["C107"]
