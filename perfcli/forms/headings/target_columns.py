"""Which columns of a table of indicators have the targets that hold, whatever they are called."""

from __future__ import annotations

from perfcli.forms.headings.header import Column
from perfcli.forms.words.changes import BEFORE_CHANGE
from perfcli.forms.words.label import normal, without_remark
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import LONG_TERM
from perfcli.regex import regex

INITIAL = "initial"
"""The key of a column of targets that hold unless another has one: 年初指标值 beside 调整指标值."""

_CHANGING = ("target", "operator", "measure", "weight")
"""The keys of columns that stand below 调整前 and below 调整后."""

_VALUE = regex(r"(?:指标|目标|计划|预期)值")
_NO_TARGET = regex(
    r"前|上年|历史|原[因指目]|说明|解释|依据|来源|内容|计算|公式|标准|类[型别]|性质|单位|完成|实际|偏差|差异"
)
"""What is said of targets, or a target of another time: 指标值取值依据."""

_STANDARD = regex(r"(?:绩效|评价|考核|考评)?标准值")
"""A heading that is over targets where no other one is: 标准值 beside 评分办法."""

_OF_BOTH = regex(r"(?:内容|描述|解释|说明|名称)[、，,/及和与（(]{1,2}(?:年度|绩效)?(?:指标|目标|计划|预期)值[）)]?$")
"""A heading over targets that names something else before them: 指标内容、指标值."""

_BEFORE = regex(f"(?:预算)?批复|原|年初|{BEFORE_CHANGE}")
_AFTER = regex(
    r"(?:拟?调整|变更|修改|修订)[后为]|拟调整|现|新(?=.?.?指标|目标)|(?:全年)?\(?调整\)?(?:绩效)?(?:指标|目标)值"
)
"""How headings over targets before and after a change begin."""


def set_target(columns: list[Column], words: Vocabulary) -> None:
    """Where no heading is known as that of the targets, the one that speaks of values has them: 指标值设置情况.

    So has one beside what became of them, below a heading of both: 完成情况 over 年初目标值 and 年末实际值. So have
    those right behind the names that are called by their terms: 三级指标 | 实施期指标 | 年度指标.
    """
    if any(column.key in ("target", "best") for column in columns):
        return
    if dated := _dated(columns, words):
        for column in dated:
            column.key, column.term = "target", LONG_TERM if words.label(column.heading).term == "long" else ""
        return
    beside = [column for column in columns if column.of == "later" and column.option]
    beside = [column for column in beside if words.indicator(words.label(column.option)) == "target"]
    if len(beside) == 1:
        beside[0].of, beside[0].key, beside[0].heading = "indicator", "target", beside[0].option
        beside[0].result = beside[0].option = ""
        return
    found = [
        column
        for column in columns
        if column.of == "indicator" and not column.key and _VALUE.search(column.heading)
        if not _NO_TARGET.search(column.heading)
    ] or [column for column in columns if column.key in ("", "description") and _is_of_both(column.heading)]
    standards = [column for column in columns if column.of == "indicator" and _STANDARD.fullmatch(column.heading)]
    found = found or [column for column in standards if column.key in ("", "basis")]
    if len(found) == 1:
        found[0].key = "target"


def _dated(columns: list[Column], words: Vocabulary) -> list[Column]:
    """The columns behind that of the names which are called as one of names, and by a term."""
    names = [column for column in columns if column.of == "indicator" and column.key == "name"]
    told = [words.label(column.heading) for column in names]
    is_dated = [bool(label.term) and label.core == "指标" for label in told]
    return names[1:] if len(names) > 1 and not is_dated[0] and all(is_dated[1:]) else []


def _is_of_both(heading: str) -> bool:
    """Whether a heading over targets names something else before them, whatever hint stands behind it: （必填）."""
    text = normal(heading)
    return any(_OF_BOTH.search(one) for one in (text, without_remark(text)))


def set_changed(columns: list[Column], words: Vocabulary) -> None:
    """Of targets before and after a change (批复指标值, 调整后指标值) those after it hold; the others are details.

    At the end of the year those before hold where nothing was changed.
    """
    _set_below_changes(columns, words)
    targets = [column for column in columns if column.of == "indicator" and column.key == "target"]
    told = [words.label(text).full for column in targets for text in (column.heading, column.over)]
    if any(map(_AFTER.match, told)):
        is_over = any(column.of == "later" and column.result == "result" for column in columns)
        for column in targets:
            if _BEFORE.match(words.label(column.heading).full):
                column.key = INITIAL if is_over else ""


def _set_below_changes(columns: list[Column], words: Vocabulary) -> None:
    """Of targets, their parts and points below 调整后 and 调整前, those below 调整前 are details called so."""
    over = [words.label(column.over).full for column in columns]
    levels = [column for column in columns if column.of == "indicator" and column.key in ("level1", "kind", "name")]
    if any(column.over for column in levels) or not any(map(_AFTER.match, over)):
        return
    for column, above in zip(columns, over, strict=True):
        if _BEFORE.match(above) and column.of == "indicator" and column.key in _CHANGING:
            column.heading, column.key = f"{above}{column.heading}", ""
