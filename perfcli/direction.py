"""Whether a plain number (`80元`) is one to reach or to stay under: by the kind and the name of its indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal

from perfcli.model import Indicator
from perfcli.progress.weights import is_cost
from perfcli.regex import regex
from perfcli.settings import CheckSettings
from perfcli.target import is_percent, read_target

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

Better = Literal["more", "less", "unsure"]
"""Of what there should be more or less than a plain number; `unsure` where its name does not say."""

BetterOf = Callable[[Indicator], Better]

POSITIVE = (
    "满意度 满意率 合格率 通过率 覆盖率 到位率 准确率 及时率 完好率 达标率 知晓率 普及率 优良率"
    " 成活率 入住率 参与率 办结率 完成率 优秀率 执行率 保障率 成功率 竣工率 开工率 归档率 正常运行率 一次合格率"
)
"""The ends of names of what there should be more of; `positive` of `[check.words]` adds to them."""

_SAVING = r"(?:节约|节省|节支|降低|下降|减少|压减|压缩|压降|缩减|削减|核减|审减)"
_SAVED = regex(
    rf"^{_SAVING}(?![型能]).{{0,12}}(?:成本|支出|资金|经费|费用?|开支|金额|额|总额|数额|元)$"
    rf"|{_SAVING}(?:成本|支出|资金|经费|费用|开支)?(?:率|额|金额|总额|数|数额|量|幅度?|比例?|比率)?$"
)
"""Names of what was saved, which costs are scored by: 资金节约额, 节约财政资金, 成本降低率."""

_SAVES = regex(_SAVING)
_GOOD_SHARE = regex(
    r"(?:有效|落实|配套|匹配|足额|支付|拨付|发放|兑付|兑现|使用|支出|合规|规范|合法|真实|准确|及时|完整|公开|保证|保障)"
    r"(?:率|度)$"
)
"""Names of shares that are good when high although they stand under costs."""


def better_by(settings: CheckSettings) -> BetterOf:
    """What says of an indicator whether its plain number (`80元`) is to be reached or stayed under.

    It is to be reached (财预〔2020〕10号), but of what `reverse` lists, and of costs: there amounts and prices are to
    be stayed under, and shares say by their names what they are. Numbers with an operator need no name.
    """
    less = tuple(merged(REVERSE, settings.words.reverse))
    more = tuple(merged(POSITIVE, settings.words.positive))

    @lru_cache(8192)
    def of(name: str, unit: str | None, *, costs: bool) -> Better:
        if name.endswith(less):
            return "less"
        return _of_cost(name, unit, more) if costs else "more"

    def better(indicator: Indicator) -> Better:
        unit = read_target(indicator.target).unit
        return of(without_remark(indicator.name), unit, costs=is_cost(indicator.kind))

    return better


def _of_cost(name: str, unit: str | None, more: tuple[str, ...]) -> Better:
    """Of what a name under 成本指标 there should be more: of what was saved and paid out, not of what was used up."""
    if name.endswith(more) or _SAVED.search(name):
        return "more"
    if is_percent(unit) or (unit is None and name.endswith(("率", "比例", "比重", "占比"))):
        return "more" if _GOOD_SHARE.search(name) else "unsure"
    is_money = unit is None or "元" in unit
    return "less" if is_money and not _SAVES.search(name) else "unsure"


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
