"""Which indicators are ones to stay under although their target is a plain number: costs, complaints and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perfcli.model import Indicator
from perfcli.progress.weights import is_cost
from perfcli.regex import regex
from perfcli.settings import CheckSettings

REVERSE = (
    "投诉率 投诉数 投诉量 投诉次数 投诉件数 投诉数量 有效投诉率 事故率 事故数 事故数量 事故次数"
    " 事故发生次数 事故发生起数 事故件数 故障发生次数 投诉发生次数"
    " 事故起数 事故发生率 事故发生数 责任事故数 安全事故数 差错率 差错数 出错率 失误率 错误率 返工率 退件率 违规率"
    " 违约率 违法率 逾期率 超支率 超标率 死亡率 死亡人数 伤亡人数 发病率 病死率 患病率 故障率 故障次数 空置率"
    " 闲置率 信访量 信访率 信访件数 上访率 上访次数 损失率 损耗率 漏损率 流失率 辍学率 失业率 退货率 次品率"
    " 不合格率 拒付率 滞纳金 滞纳金发生额 损失额 用时 响应时间 复发率 返贫率 缺陷率 欠费率 拖欠率 损伤率 不满意率"
)
"""The ends of such names; `reverse` of `[check.words]` adds to them."""

REMARK = regex(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]\s*$")
"""A remark in brackets at the end of a name."""

IsReverse = Callable[[Indicator], bool]


def reverse_by(settings: CheckSettings) -> IsReverse:
    """What says of an indicator whether its plain number (`80元`) is one to stay under: by its kind or name."""
    ends = tuple(merged(REVERSE, settings.words.reverse))
    return lambda indicator: is_cost(indicator.kind) or without_remark(indicator.name).endswith(ends)


def without_remark(name: str) -> str:
    """A name without the remark in brackets at its end: 满意度（%） is 满意度."""
    return REMARK.sub("", name).strip() if name[-1:] in ")）]】〕" or name[-1:].isspace() else name


def merged(defaults: str, own: Iterable[str]) -> frozenset[str]:
    """A list of words with a repository's own; an entry that begins with `-` takes that word out."""
    words = set(defaults.split())
    for word in own:
        if word.startswith("-"):
            words.discard(word[1:])
        elif word:
            words.add(word)
    return frozenset(words)
