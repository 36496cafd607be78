"""What kind (二级指标) a name (三级指标) speaks for, where it does so plainly."""

from __future__ import annotations

from perfcli.check.words import without_remark
from perfcli.regex import regex

_CONTROLLED = ("", "控制", "控制率", "控制数", "控制额", "控制标准", "标准", "控制情况")
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("服务对象满意度指标", ("满意度", "满意率", "满意程度")),
    ("成本指标", tuple(f"{word}{end}" for word in ("成本", "造价", "单价") for end in _CONTROLLED)),
    (
        "时效指标",
        (
            *("及时率", "及时性", "按时完成率", "按期完成率"),
            *(
                f"{word}{end}"
                for word in ["完成", "完工", "开工", "竣工", "交付", "发放", "到位"]
                for end in ["时间", "时限", "日期"]
            ),
        ),
    ),
    ("质量指标", ("合格率", "优良率", "验收通过率", "质量达标率")),
    (
        "数量指标",
        (
            *("数量", "个数", "套数", "户数", "人数", "台数", "栋数", "座数", "间数", "面积", "里程", "长度"),
            *("场次", "人次", "采购量", "购置量", "工程量", "种植量", "处理量"),
        ),
    ),
)
"""How a name ends that speaks for a kind, the surest first."""

_OF_FAULTS = regex(r"事故|投诉|差错|违规|违约|问题|故障|返工|缺陷|不合格|逾期|超期|延误|停机|停航|减少|缩短|节约|下降")
_PLAIN_AMOUNTS = ("人数", "户数", "人次", "场次", "面积", "里程", "长度", "采购量", "购置量", "工程量")
_OF_QUALITY = regex(
    r"优|良|合格|达标|标准|高|精|[级证奖星]|规范|完好|有效|成活|通过|就业|取得|获|误|偏差|缺|漏|坏|[/／÷占比]"
)
_ALONE = ("及时率", "及时性")

_HINTS = {
    "经济效益指标": regex(r"经济|收入|产值|税收|收益|利润|增收"),
    "社会效益指标": regex(r"社会|就业|公众|治安|安全事故"),
    "生态效益指标": regex(r"生态|环境|绿化|污染|节能|减排|水质|空气|能耗|植被"),
    "可持续影响指标": regex(r"可持续|持续|长期|长效|使用年限|正常使用|寿命"),
}


def spoken_for(name: str) -> str:
    """The kind that a name plainly speaks for, as the framework of 2015 calls it; "" where it does not."""
    said = without_remark(name)
    kind = next((kind for kind, endings in _ENDINGS if said.endswith(endings)), "")
    if said in _ALONE or (kind == "数量指标" and _OF_FAULTS.search(said)):
        return ""
    return kind


def is_plain_amount(name: str) -> bool:
    """Whether a name is how many there are, and nothing of how good: 培训人数, and not 考核合格人数."""
    return (
        spoken_for(name) == "数量指标"
        and without_remark(name).endswith(_PLAIN_AMOUNTS)
        and _OF_QUALITY.search(name) is None
    )


def hinted(name: str) -> frozenset[str]:
    """The kinds that the words of a name go with, those of effect included."""
    plain = spoken_for(name)
    kinds = {kind for kind, pattern in _HINTS.items() if pattern.search(name)}
    return frozenset(kinds | {plain} - {""})
