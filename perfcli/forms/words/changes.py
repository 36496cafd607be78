"""How labels and headings say that something was before a change, or holds after it."""

from __future__ import annotations

from perfcli.forms.words.label import normal, without_remark
from perfcli.regex import regex

BEFORE, AFTER = "before", "after"
"""What was before a change, and what holds after it."""

WAS = "调整前"
"""What stands with the label of what was before a change, where the form's own words do not say it: 调整前指标值."""

BEFORE_CHANGE = "(?:调整|变更|修改|修订)前"
"""The pattern of what such a heading begins with."""

_OF = "的?(?:批复|核定|下达|安排|申报|设定)?(?:预算|资金|绩效)?(?:指标|目标)?(?:数|额|金额|值|内容|情况|方案|安排)?"
_BEFORE = regex(rf"({BEFORE_CHANGE}|年初|原|批复){_OF}")
_AFTER = regex(rf"((?:拟?(?:调整|变更|修改|修订)[后为]|拟(?:调整|变更|修改|修订)|现|新)){_OF}")


def side_of(text: str) -> str:
    """Whether a heading says nothing but that what stands below it was before a change, or holds: 原, 调整后."""
    full = without_remark(normal(text).strip("()"))
    return BEFORE if _BEFORE.fullmatch(full) else AFTER if _AFTER.fullmatch(full) else ""


def says_more(text: str) -> bool:
    """Whether such a heading says what it is of, too: 年初目标值."""
    told = _BEFORE.fullmatch(without_remark(normal(text).strip("()")))
    return told is not None and told[0] != told[1]
