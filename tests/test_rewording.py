"""Words that change within a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcli.rewording import is_reworded, likeness, marked, runs

texts = st.text(alphabet="维修改造住房，。 ab12\n", max_size=30)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("及时维修公租房。", "及时修缮公租房。", "及时[-维修-]{+修缮+}公租房。"),
        ("完成174套住房改造", "完成180套住房改造", "完成[-174-]{+180+}套住房改造"),
        ("投入1,200.50元", "投入1,300.50元", "投入[-1,200.50-]{+1,300.50+}元"),
        ("renew the main hall", "renew the old hall", "renew the [-main-]{+old+} hall"),
        ("住户满意", "住户满意率达到90%", "住户满意{+率达到90%+}"),
        ("第一段。\n第二段。", "第一段。", "第一段。[-\n第二段。-]"),
        ("一样", "一样", "一样"),
        ("", "新", "{+新+}"),
    ],
)
def test_what_goes_and_what_comes_is_marked(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


def test_another_text_is_none_that_was_reworded() -> None:
    assert is_reworded("按计划完成东街道路改造任务", "按计划完成西街道路改造任务")
    assert not is_reworded("按计划完成东街道路改造任务", "为职工缴纳社会保险")


def test_texts_of_many_words_are_compared_at_their_ends_alone() -> None:
    before, after = "头" + "甲乙" * 3000 + "尾", "头" + "乙丙" * 3000 + "尾"
    assert [run.sign for run in runs(before, after)] == ["=", "-", "+", "="]
    assert runs(before, after)[1].text == "甲乙" * 3000


@given(texts, texts)
def test_both_texts_are_in_their_runs(before: str, after: str) -> None:
    found = runs(before, after)
    assert "".join(run.text for run in found if run.sign != "+") == before
    assert "".join(run.text for run in found if run.sign != "-") == after
    assert 0 <= likeness(before, after) <= 1
    assert likeness(before, before) == 1
