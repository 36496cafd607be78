"""`KEY=VALUE` -> a project: keys in the words of the file and of the form, whatever the values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.assigning import assigned, read_assignment, read_unset
from perfcli.codec import from_toml, patch
from perfcli.errors import PerfError
from perfcli.keys import key_text, named_differences, read_key
from perfcli.model import Project
from tests.conftest import FILES, MAINTENANCE

TEXT = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"]
PROJECT = from_toml(TEXT, Project)

values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
KEYS = ("purpose", "name", "goals[1]", "details.备注", "indicators[维修套数].target", "indicators[2].details.优")


@settings(deadline=None)
@given(st.sampled_from(KEYS), values)
def test_any_value_set_is_read_back_and_nothing_else_changes(key: str, value: str) -> None:
    after = assigned(PROJECT, [read_assignment(f"{key}={value}")])
    said = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    told = [(difference.key, difference.after) for difference in named_differences(PROJECT, after)]
    expected = key.replace("[2]", "[住户满意度]")
    assert told in ([(expected, said)], [])
    assert from_toml(patch(TEXT, after), Project) == after


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters='"'), min_size=1, max_size=8))
def test_any_label_in_quotes_is_the_label(label: str) -> None:
    assert read_key(f'details."{label}"=x', Project) == (("details", label), "=x")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("预算数", "budget.total"),
        ("Budget.Total", "budget.total"),
        ("财政资金", "budget.fiscal"),
        ("预算规模.其他资金", "budget.other"),
        ("资金来源.上年结转", "budget.sources.上年结转"),
        ("绩效目标[2]", "goals[2]"),
        ("中期目标[1]", "long_term_goals[1]"),
        ("长期目标[1]", "long_term_goals[1]"),
        ("资金支出计划.12月底", "spending_plan.12"),
        ("绩效指标[支付率[%]].权重", "indicators[支付率[%]].weight"),
        ('indicators["a].target=b"].target', 'indicators["a].target=b"].target'),
        ("上年项目编码", "previous"),
        ("其他内容.1.项目负责人", "details.1.项目负责人"),
        ("details.本年度+下年度", "details.本年度+下年度"),
        ("details.措施[2]", "details.措施[2]"),
    ],
)
def test_how_a_key_is_written(written: str, key: str) -> None:
    found, rest = read_key(f"{written}=x", Project)
    assert (key_text(found), rest) == (key, "=x")
    assert read_unset(written).key == found if not key.startswith("budget.") or "sources" in key else True


def test_a_list_under_a_label() -> None:
    one = assigned(PROJECT, [read_assignment("details.措施+=甲")])
    assert one.details == {"措施": "甲"}
    two = assigned(one, [read_assignment("details.措施+=乙")])
    assert two.details == {"措施": ("甲", "乙")}
    assert assigned(two, [read_assignment("details.措施[2]=丙")]).details == {"措施": ("甲", "丙")}
    with pytest.raises(PerfError, match="it has 2 entries"):
        assigned(two, [read_assignment("details.措施=丁")])
    odd = assigned(PROJECT, [read_assignment('details."措施[2]"=甲')])
    assert assigned(odd, [read_assignment("details.措施[2]=乙")]).details == {"措施[2]": "乙"}


def test_white_space_in_labels_and_wide_forms_are_as_in_forms() -> None:
    one = assigned(PROJECT, [read_assignment("details.负 责 人=张三")])
    assert one.details == {"负责人": "张三"}
    assert assigned(one, [read_assignment("details.负责人＝李四")]).details == {"负责人": "李四"}


def test_places_are_those_before_anything_was_taken_out() -> None:
    words = [read_unset("goals[1]"), read_assignment("goals[2]=改了"), read_unset("indicators[1]")]
    after = assigned(PROJECT, words)
    assert after.goals == ("改了",)
    assert [row.name for row in after.indicators] == ["住户满意度"]
