"""Whether a plain number (`80元`) is one to reach or to stay under: by the kind and the name of its indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
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
    " 投诉 事故 上访 伤亡 负面舆情 偏差率 误差率 能耗 电耗 水耗 油耗 耗电量 耗水量 耗油量 耗气量 碳排放量 污染物排放量"
    " 废水排放量 废气排放量 工期 耗时 不达标率 未达标率 未完成率 不及时率 未到位率"
    " 缺口 赤字 赤字率 返修率 废品率 漏报率 误报率 犯罪率 发案率 发案数 坏账率 不良贷款率 负债率 债务率 线损率"
    " 感染率 贫困发生率 退学率 缺勤率 药占比 差评率 火灾起数 火灾次数 返贫人数 上访人次 隐患数 隐患数量 漏洞数"
    " 漏洞数量 缺陷数 缺陷数量 黑臭水体数量 差距 物价涨幅 房价涨幅 价格涨幅 CPI涨幅 垃圾产生量 重污染天数"
    " 沉降量 噪声 噪音 误差 损失 二氧化碳排放 碳排放 污染物排放 PM2.5浓度 PM10浓度 臭氧浓度 颗粒物浓度 COD浓度"
    " 氨氮浓度 总磷浓度 污染物浓度 平均住院日"
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


LESSENED = regex("缩小|收窄|弥补|填补|减少|下降|降低|降幅|压减|压缩|缩短|遏制|节约|节省|挽回|避免|提前|延长")
"""What turns a name that ends in complaints or a time: 减少投诉次数 5次 may be so many fewer, or no more than five."""

HANDLED = regex(
    "处理|处置|整改|受理|办理|办结|答复|回复|查处|接待|化解|调解|调处|回访|调查|排查|演练|培训|宣传|预防|防范|应对|应急|救援|救助|抢险|治理|修复|修补|消除|清理|清除|发现|查出|侦破|破获"
)
"""What is done about complaints and accidents, of which more may be work done: 受理投诉 20件."""

_TIMES = regex(r"个?(?:工作日|自然日|日历天|日历日|天|日|小时|分钟|秒钟?|周|星期|个?月|季度?|年)(?:[/每(].*)?")
_TIME_NAME = regex(r"(?:时间|时长|时限|期限|周期|工期|用时|耗时|年限)$")
_TAKEN = regex(
    r"(?:响应|到场|到达|到位|办理|办结|处置|处理|审批|审核|审查|审结|等待|等候|排队|候诊|修复|恢复|抢修|维修|检修|反馈|回复"
    r"|回应|答复|施工|建设|采购|完成|完工|竣工|交付|停机|停电|停水|停气|故障|中断|延误|拥堵|延迟|救援|出警|急救|发放|拨付"
    r"|支付|兑付|送达|结案|通勤|整改|处警|派单|制证|报销|结算)(?:平均)?(?:时间|时长|时限|期限|周期)$|(?:工期|用时|耗时)$"
)
"""Names of how long something takes."""

_LASTING = regex(
    r"(?:质保|保修|保质|有效|管护|养护|服务|合同|保存|存续)期$|(?:使用|设计|服务|质保|保修|运行|受益)年限$|寿命$"
    r"|(?:质保|保修|保质|有效|使用|服务|开放|培训|运行|运营|工作|营业|值班|值守|续航|供[暖热水电气]|播[出放]|展[出览]"
    r"|学习|授课|教学|志愿|受益|存续|管护|养护|保存|在岗|飞行|通车|照[护料]|锻炼|活动|演出|宣传)(?:时间|时长|期限|天数|年限)$"
)
"""Names of how long something lasts, which is to be reached."""

_WITHOUT = regex(
    "(?:无|零|未|不|没有|杜绝|禁止|严禁)(?:发生|出现|产生|任何|安全|质量|责任|生产|施工|工程|重大|较大|特大|一般|有效|群体性?|恶性|人员|食品"
    "|交通|消防|环境|医疗|设备|网络)*$"
)
"""What stands before the words of the list where a name asks for none of them: 零差错率 100%, 工程无质量事故率."""

PAID_OR_RECEIVED = regex(
    "收入|税收|到位|配套|自筹|争取|撬动|带动|引导|引入|吸引|社会(?:资本|资金|投[资入])|投放|产值|增收|收益|效益|挽回|减免|补助|补贴|奖补|奖励"
    "|救助|慰问|低保|资助|津贴|待遇|工资|报酬|养老金|抚恤|赔偿|补偿|完成投资|投资完成|投入|利润|盈利|标准$"
)
"""Names under costs of what is paid out, comes in or is put in: less of it may be less than was promised."""

_IS_COST = regex("(?:成本|费用?|经费|开支|支出|造价|单价|价格)(?:控制)?(?:标准|总?额|数额?|金额|规模)?$")
"""Names that end in what costs: 培训费标准, 补助成本."""

_OPEN = regex(
    "(?:含水率|浓度|价格?|租金|排名|名次|位次|等级|级别|类别|档次|坡度|半径|距离|间距|间隔|温度|湿度|库存|周转天数|涨幅)$"
    "|^控制(?!率)|控制(?:数|量|额)?$"
)
"""Names of what there may be too much or too little of."""

_RANK = regex(
    "(?:类别|等级|级别|档次|评级|定级|星级|水质)(?!数|种).*\0(?:类|级|等|档|星|星级|等级)$"
    "|(?:名次|排名|位次)(?!数).*\0(?:名|位)$"
)
"""Names with units (水质类别 3类) of what is numbered in order: nobody knows whether more is better."""

_USED = regex(r"用[水电油气煤能纸]量$|消耗量$|排放量$")


class _ByName:
    """What `better_by` returns; another process gets it by its settings."""

    def __init__(self, settings: CheckSettings) -> None:
        self._settings = settings
        less = tuple(merged(REVERSE, settings.words.reverse))
        more = tuple(merged(POSITIVE, settings.words.positive))
        self._of = lru_cache(8192)(partial(_better, less, more))

    def __call__(self, indicator: Indicator) -> Better:
        unit = read_target(indicator.target).unit
        return self._of(indicator.kind, without_remark(indicator.name), unit)

    def __reduce__(self) -> tuple[type[_ByName], tuple[CheckSettings]]:
        return _ByName, (self._settings,)


def better_by(settings: CheckSettings) -> BetterOf:
    """What says of an indicator whether its plain number (`80元`) is to be reached or stayed under.

    It is to be reached (财预〔2020〕10号), but of what `reverse` lists, of how long something takes, and of costs:
    there amounts and prices are to be stayed under, and shares say by their names what they are. Numbers with an
    operator need no name.
    """
    return _ByName(settings)


def _better(less: tuple[str, ...], more: tuple[str, ...], kind: str, name: str, unit: str | None) -> Better:
    if _TIME_NAME.search(name) or _is_time(unit):
        return _of_time(kind, name, unit, less)
    if name.endswith(less):
        return _unless_turned(name, less, unit)
    if _USED.search(name):
        return "unsure"
    if _RANK.search(f"{name}\0{unit or ''}"):
        return "unsure"
    if is_cost(kind):
        return _of_cost(name, unit, more)
    return "unsure" if _OPEN.search(name) and not name.endswith(more) else "more"


def _is_time(unit: str | None) -> bool:
    return unit is not None and _TIMES.fullmatch(unit) is not None


def _of_time(kind: str, name: str, unit: str | None, less: tuple[str, ...]) -> Better:
    """Of how long something takes there should be less, of how long it lasts more."""
    if is_percent(unit):
        return "more"  # 响应时间 100% is how often it was kept
    if LESSENED.search(name):
        return "unsure"
    taken = _TAKEN.search(name) if _is_time(unit) else None
    if taken and _WITHOUT.search(name[: taken.start()]):
        return "more"  # 无故障时间
    if name.endswith(less) or taken:
        return "less"
    if _LASTING.search(name):
        return "more"
    return "unsure" if _TIME_NAME.search(name) or kind == "时效指标" or is_cost(kind) else "more"


def _unless_turned(name: str, less: tuple[str, ...], unit: str | None) -> Better:
    """Less, unless words before those of the list turn it: 减少投诉次数, 受理投诉件数; a rate counts no work done.

    Of how often there was none (零差错率 100%) there should be more.
    """
    end = max((word for word in less if name.endswith(word)), key=len)
    before = name.removesuffix(end)
    if _WITHOUT.search(before):
        return "more" if is_percent(unit) else "unsure"
    is_turned = LESSENED.search(before) or (not end.endswith("率") and HANDLED.search(before))
    return "unsure" if is_turned else "less"


def _of_cost(name: str, unit: str | None, more: tuple[str, ...]) -> Better:
    """Of what a name under 成本指标 there should be more: of what was saved and paid out, not of what was used up."""
    if name.endswith(more) or _SAVED.search(name):
        return "more"
    if is_percent(unit) or (unit is None and name.endswith(("率", "比例", "比重", "占比"))):
        return "more" if _GOOD_SHARE.search(name) else "unsure"
    is_money = unit is None or "元" in unit
    is_unsaid = _SAVES.search(name) or (PAID_OR_RECEIVED.search(name) and not _IS_COST.search(name))
    return "less" if is_money and not is_unsaid else "unsure"


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
