"""What words say of a target without a number in them: reached, partly, missed (财预〔2020〕10号)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from perfcli.folding import fold
from perfcli.regex import regex
from perfcli.target import Target, read_target

Tier = Literal["reached", "partly", "missed"]

TIERS: tuple[Tier, ...] = ("reached", "partly", "missed")
"""达成预期指标, 部分达成预期指标并具有一定效果, 未达成预期指标且效果较差 (财预〔2020〕10号)."""

WORDS: Mapping[Tier, str] = {
    "reached": "达成 达成预期 达成预期指标 达成预期目标 达成目标 达成年度指标 达成年度目标 全部达成 已达成"
    " 达到预期 达到预期指标 达到预期目标 达到预期效果 达到目标 达到目标值 达到指标值 已达到"
    " 已达到预期 达标 已达标 完成 已完成 全部完成 全面完成 按时完成 按期完成 如期完成 按计划完成"
    " 按要求完成 完成目标 完成预期目标 实现 已实现 全部实现 实现目标 实现预期目标 已全部完成 均已完成"
    " 已按时完成 已按期完成 已按计划完成 按时全部完成 全部按时完成 按期全部完成 全部按期完成 按计划全部完成 圆满完成"
    " 顺利完成 超额完成 百分之百完成 百分百完成 100%完成",
    "partly": "部分达成 部分达成预期指标 部分达成预期指标并具有一定效果 部分达成年度指标并具有一定效果"
    " 部分达成预期目标 部分达成目标 部分完成 部分实现 部分实现目标 部分达到预期 部分达标",
    "missed": "未达成 未达成预期指标 未达成预期指标且效果较差 未达成年度指标且效果较差 未达成预期目标"
    " 未达成目标 未达成目标且效果较差 未达到预期 未达到目标 没有达到 未达标 未完成 没有完成 未实现"
    " 未实现目标",
}
"""Words for each tier, as forms and people have them; only a whole cell counts."""

_TIER = {word: tier for tier, words in WORDS.items() for word in words.split()}
_DONE_ALONE = regex("完成")
"""Words that say that work was done, and nothing of how many complaints or how much money there were."""

_PLAINLY_DONE = regex("(?:已|全部|均已|已全部|全面|100%|百分之百|百分百)*(?:完成|实现|达标)")
_IN_TIME = regex("^(?:已?按[时期]|如期|按计划)")
_ASKS_MORE = regex("^[无零否不未]|按[时期]|及时|如期|提前|高质量|高标准|优|良|[一二三四五1-5]级|较|显著|明显|大幅")
"""What words of a target ask for besides that something be done."""

_MARKS = regex(r"[\s,.;:、。·\"'()\[\]【】〔〕!-]+")


def without_marks(text: str) -> str:
    """A text without white space, brackets and other marks."""
    return _MARKS.sub("", text)


def leave_open(tier: Tier, said: str, wanted: Target, target: str) -> bool:
    """Whether words leave open what they say of a number: how little of it there was, or of a limit how much.

    Against words that ask when, how well or that nothing happens, that work was done says nothing.
    """
    if wanted.operator is None:
        packed, asked = without_marks(said), without_marks(fold(target))
        is_in_time = "提前" in asked and _IN_TIME.search(packed) is not None
        return (
            tier == "reached"
            and packed != asked
            and (is_in_time or (_PLAINLY_DONE.fullmatch(packed) is not None and _ASKS_MORE.search(asked) is not None))
        )
    is_limit = wanted.value == 0 or wanted.operator in ("≤", "<")
    return tier != "reached" or (is_limit and _DONE_ALONE.search(said) is not None)


def tier_named(text: str) -> Tier | None:
    """The tier that somebody names: reached, or in words of the field."""
    packed = without_marks(fold(text))
    return next((tier for tier in TIERS if tier == packed.lower()), None) or _TIER.get(packed)


def tier_of(said: str, target: str) -> Tier | None:
    """The tier that a whole cell names; words that repeat the target say that it was reached."""
    packed = without_marks(said)
    if packed in _TIER:
        return _TIER[packed]
    if not packed or read_target(target).operator is not None:
        return None
    if re.search(r"\d", packed):  # 1.5:1 is not 15:1
        said, target = ("".join(fold(text).split()).strip("。.,;") for text in (said, target))
        return "reached" if said == target else None
    return "reached" if packed == without_marks(fold(target)) else None
