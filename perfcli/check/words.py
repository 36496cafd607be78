"""The word lists that rules go by, and how Chinese texts are compared.

Every list is a default that `[check.words]` of perf.toml adds to, or takes from by a leading `-`. What a name says
is measured is told by its end (道路里程, 改造小区的数量): the longest listed ending wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

from perfcli.check.lookalikes import unified
from perfcli.direction import POSITIVE, REMARK, REVERSE, better_by, merged
from perfcli.direction import without_remark as without_remark
from perfcli.regex import regex
from perfcli.select import fold
from perfcli.settings import CheckSettings
from perfcli.units import COUNTED, MEASURED

DEFAULTS: Mapping[str, str] = {
    "ratio": "率 比例 比率 占比 比重 百分比 满意度 满意程度 意度",
    "quantity": "数 数量 里程 长度 宽度 高度 深度 面积 人次 场次 产量 总量 存量 用量 用水量 用电量 重量 容量"
    " 储量 供应量 供水量 发电量 处理量 排放量 减排量 清运量 流量 栋数 名额 信访量 工程量 业务量 工作量 接待量 发放量"
    " 采购量 购置量 浏览量 访问量 点击量 播放量 阅读量 借阅量 库存量 供热量 供气量 客流量 车流量 种植量 养殖量 频次",
    "price": "价格 单价 总价 造价 成本 成本投入 费用 费 经费 金额 总额 收入 产值 利润 收益 预算数 决算数"
    " 补助标准 收费标准 开支标准 支出标准 成本标准 损失额 滞纳金 投资额 总投资 补助金额 均价 工资 薪酬 税收 租金",
    "duration": "年限 使用期 使用时间 时长 用时 工期 周期 寿命 响应时间 持续时间 缩短时间",
    "date": "时间 时限 日期 期限",
    "unmeasured": "质量 效率 指数 系数 分数 基数 倍数 参数 多数 少数 函数 缴费 收费 付费 免费 消费 退费 浪费"
    " 交费 报销费 控制预算数 国家标准 行业标准",
    "units": MEASURED,
    "count_units": COUNTED,
    "no_units": "是 否 是否 有 无 全部 符合 合格 达标 达到 完成 良好 优秀 要求 按时 及时 满意 正常 分配 具有"
    " 可持续 以上标准 比例 比率 占比 率",
    "malformed_units": "百分百 百分之 百分率 百分数 百份比 百分 百分之百 %% %百分比 百分比% 百比分",
    "over_whole": "增长 增幅 增加 增收 提高 提升 上升 上涨 超额 同比 环比 倍 收益 回报 利润 负债 周转 流动比"
    " 速动比 涨幅 扩大 带动 毛入学 产销 拨备 备付 床位使用 产能利用 保值 债务率 偿债覆盖 流动性覆盖",
    "reverse": REVERSE,
    "positive": POSITIVE,
    "filler": "反映 情况 保障 确保 年度 本年度 当年 进行 正常 有关 相关 是否 实现 的 了 对 有效 切实 进一步"
    " 方面 状况 程度",
    "empty_descriptions": "问卷调查 调查问卷 满意度调查 问卷 是否满意 满意 按计划完成 按预算完成 按要求完成"
    " 按时完成 完成情况 实际情况 达标 符合要求 按规定执行 按标准执行 资金支出情况 情况良好 一户一表 详见方案"
    " 同名称 同上 略 是 否 有 无",
    "vague_names": "及时性 达标 完成率 完成情况 满意率 满意度 办结率 使用率 提高效率 可持续性 可持续影响"
    " 生态影响 社会影响 经济影响 经济效益 社会效益 生态效益 安全性 稳定性 规范性 合理性 有效性 长期使用性 维修效果"
    " 工作完成率 项目完成率 项目完成情况 项目成本 成本 质量 数量 时效 效果 持续影响 更加持续影响 生态效果"
    " 环境改善情况 资金使用效益 经济效益完成率 数量指标 质量指标 时效指标 成本指标 项目数量指标"
    " 项目质量指标 项目时效指标 项目成本指标 质量达标 项目质量 项目数量 按时完成 项目按时完成",
    "goal_verbs": "提高 提升 改善 促进 保障 确保 保证 加强 推进 推动 规范 优化 完善 增强 维护 强化 节约 控制在"
    " 持续保障 按 完成",
    "vague_targets": "提高 提升 改善 有效 良好 较好 好 优 明显 显著 长期 持续 逐步提高 逐步提升 逐步改善"
    " 有所提高 有所提升 有所改善 明显提高 明显提升 明显改善 显著提高 显著提升 显著改善 有效提高 有效提升 有效改善"
    " 不断提高 不断提升 不断改善 进一步提高 进一步提升 较高 高 合理 正常 完善 促进 保障 得到提高 得到提升 得到改善"
    " 及时 长远 深远 长效 中长期 可持续 按时 按期 及时完成 按时完成 按期完成 按要求完成 较快 推进 保证"
    " 有提高 有提升 有改善"
    " 稳定 有序 达到预期 发挥 保质保量 尽快 尽快完成 适当 适度 稳步"
    " 满意 增强 加强 增加 优化 推动 带动 改进 支撑 好转 较强 较大 优良 优秀",
    "vague_degrees": "有效 明显 显著 持续 不断 逐步 逐渐 逐年 稳步 进一步 长期 大幅 大幅度 大力 较大 得到 有所 切实"
    " 全面 充分 基本 较为 比较 较 很 非常 更加 日益 积极 正面 正向 长远 一定 极大 大大 高度 良好",
    "vague_nouns": "效果 成效 作用 影响 影响力 水平 质量 能力 效益 效率 情况 环境 状况 程度 意识",
    "people": "人员 职工 员工 学生 学员 教师 老师 干部 专家 人才 志愿者 残疾人 老人 老年人 儿童 群众 居民 村民 农民"
    " 人口 低保对象 救助对象 补助对象 优抚对象 帮扶对象 特困人员 退役军人"
    " 护林员 辅警 网格员 医生 护士 保安 驾驶员 党员 运动员 讲解员 保洁员 协管员",
    "things": "个 件 套 台 座 处 条 只 张 项 辆 栋 幢 部 艘 盏 块 根",
    "empty_bases": "无 没有 暂无 无依据 无标准 不适用 略 空 同上 依据 有 是 否 未知 无文件 无相关文件 其他"
    " 其它 待查 na none null",
    "placeholders": "待定 待填 待填写 待补充 待完善 待确定 请填写 此处填写 在此填写 某某 暂缺 TBD TODO 某单位 某项目"
    " 单击或点击此处 单击此处 点击此处 选择一项。 #N/A #REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL!",
    "generic": "数量 个数 套数 户数 人数 次数 件数 面积 长度 里程 比率 比例 准确率 合格率 完成率 及时率 到位率"
    " 通过率 覆盖率 控制率 开工率 竣工率 使用率 率 价格 单价 造价 成本 费用 经费 标准 总额 金额 时间 时限 日期"
    " 年限 用时 完成 安装 实际 采购 购置 购买 建设 改造 建成 新增 新建 维修 维护 补助 补贴 发放 审核 调查 数据"
    " 验收 检查 检测 设计 施工 使用 投入 控制 管理 运行 运转 项目 工程 工程量 工程质量 工作 任务 设备 设施 配套"
    " 资金 预算 计划 质量 年度 综合 业务 房屋 住房 人员 职工 群众 居民 单位 服务 对象 一次 平均 人均 户均 年均"
    " 单位面积 每套 每米 每公里 单次 单项 单场 单处 全年 按时 及时性 及时 准确性 规范性 规范 情况 进度 材料 专用"
    " 清单 日常 全部 有效 相关 满足 需要 保障 提供 开展 举办 组织 参加 培训 会议 活动 支付 支出 拨付 结算 合同"
    " 达标 性 数 的 及 和 与",
}
"""Every list by its name in `[check.words]`, its words apart by spaces."""

SLIPS: Mapping[str, str] = {
    "反正": "反映",
    "通缉数据": "统计数据",
    "布署": "部署",
    "按装": "安装",
    "报消": "报销",
    "帐目": "账目",
    "松驰": "松弛",
    "既使": "即使",
    "满意意度": "满意度",
    "合隔": "合格",
    "竟标": "竞标",
    "侯车": "候车",
    "凑建": "筹建",
    "渡假": "度假",
}
"""Words that are a slip of the keyboard, and what is meant; `slips` of perf.toml adds to them or, with an empty
text, takes one out."""

_WITHIN_OTHERS = {
    "反正": "(?<![正乱])反正(?![弦切余都就是也不要正我他她它你这那,，。])",
    "布署": "布署(?!名)",
    "按装": "按装(?![配修机置备载箱潢])",
    "报消": "报消(?![防毒费耗协保息除])",
    "帐目": "帐目(?![标录的])",
    "既使": "既使(?![用命得])",
    "合隔": "合隔(?![断离墙热音板栅])",
    "竟标": "(?<![究毕])竟标",
    "渡假": "(?<!过)渡假",
}
"""How slips are told from the same characters of other words: 反正弦, 报消防验收, 究竟标准."""

MEASURES = ("ratio", "quantity", "price", "duration", "date", "unmeasured")

_REMEMBERED = 50_000
_LONGEST_TOPIC = 40
_MOST_FILLER = 24
"""How many characters longer than its name a description may be and still be taken to repeat it."""

_LONGEST_VAGUE = 24
_CHECKABLE = regex(
    r"[0-9零〇一二三四五六七八九十百千万亿两]|[率至到级倍无不名次]|同期|上年|去年|标准|达标|合格|完成|建成|通过|出台"
)
"""What of a target can be checked at the year's end, although it begins or ends in vague words."""

_NO_WORD = regex(r"[\W_]+")
_RUN = regex(r"[\u4e00-\u9fff]{2,}")
_RATIO_END = regex(r"(?:合格|完成|执行|覆盖|办结|及时|准确|达标|管理|控制|普及|提高|到位)?率$")
_MAGNITUDE = regex(r"^(?:[十百千万亿]|百万|千万|十万)+(?=.)")
_PERCENTS = ("%", "百分比", "百分之")
_BEFORE_UNIT = regex(r"^(?:计量|度量)?(?:单位)?[\s:：≥≤≧≦＞＜><=＝*＊xX×_＿]*")
_LATIN = regex(r"[A-Za-zμΩ°℃㎡㎥²³0-9^%‰]+")


@lru_cache(maxsize=16384)
def bare(text: str) -> str:
    """A text as compared: half-width, lower case, look-alikes as what they show, no spaces and punctuation."""
    return _NO_WORD.sub("", fold(unified(text)))


def edit_distance_is_one(one: str, other: str) -> bool:
    """Whether two different texts differ by one character put in, left out or exchanged."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


class WordLists:
    """The lists of one repository, made ready for the questions that rules ask."""

    def __init__(self, settings: CheckSettings) -> None:
        self._lists = {name: merged(DEFAULTS[name], getattr(settings.words, name)) for name in DEFAULTS}
        self.slips = {wrong: right for wrong, right in {**SLIPS, **settings.slips}.items() if right}
        self.slip = regex(_alternatives(self.slips, _WITHIN_OTHERS))
        measures = {word: measure for measure in MEASURES for word in self._lists[measure]}
        self._measures = measures
        self._longest_measure = max(map(len, measures), default=0)
        self._filler = regex(_alternatives(self._lists["filler"]))
        self._generic = regex(_alternatives(self._lists["generic"]))
        self.placeholder = regex(_alternatives(self._lists["placeholders"]))
        self.over_whole = regex(_alternatives(self._lists["over_whole"]))
        self._known_units = self._lists["units"] | self._lists["count_units"]
        self.better = better_by(settings)
        self._cache: dict[str, str] = {}
        self._topics: dict[str, str] = {}

    def __getitem__(self, name: str) -> frozenset[str]:
        return self._lists[name]

    def measure(self, name: str) -> str:
        """What a name says is measured: ratio, quantity, price, duration or date; empty where it does not say."""
        known = self._cache.get(name)
        if known is None:
            if len(self._cache) > _REMEMBERED:
                self._cache.clear()
            said = without_remark(name)
            ends = (said[at:] for at in range(max(0, len(said) - self._longest_measure), len(said)))
            known = next((self._measures[end] for end in ends if end in self._measures), "")
            known = self._cache[name] = "" if known == "unmeasured" else known
        return known

    def ends_with(self, list_name: str, name: str) -> bool:
        """Whether a name ends with a word of a list."""
        return without_remark(name).endswith(tuple(self._lists[list_name]))

    def core(self, text: str) -> str:
        """A text without fillers, remark, spaces and punctuation: what is left to compare."""
        return self._filler.sub("", bare(without_remark(text)))

    def repeats(self, name: str, description: str) -> bool:
        """Whether a description says nothing that its name does not say."""
        if len(description) > len(name) + _MOST_FILLER:
            return False
        said, named = self.core(description), self.core(name)
        return said in (named, _RATIO_END.sub("", named), re.sub("率$", "", named)) or (
            len(said) >= 2 and said in named
        )

    @cached_property
    def _vague(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        """Patterns of a word that says nothing, of nothing but such words, of such a clause about something."""
        vague = _alternatives(self._lists["vague_targets"] | self._lists["vague_degrees"])
        nouns, degree = _alternatives(self._lists["vague_nouns"]), f"(?:{_alternatives(self._lists['vague_degrees'])})"
        clause = re.compile(
            rf"(?:{degree})*(?:提高|提升|改善|促进|增强|加强|推动|带动|优化|改进)[\u4e00-\u9fff]{{2,10}}"
            rf"|{degree}+(?:保障|维护|巩固|缓解|满足|完善)[\u4e00-\u9fff]{{2,10}}"
            rf"|[\u4e00-\u9fff]{{2,10}}?{degree}+(?:{_alternatives(self._lists['vague_targets'])})"
        )
        return re.compile(vague), re.compile(rf"(?:{vague}|{nouns}|[的了地着并和与])+"), clause

    def is_vague(self, target: str) -> bool:
        """Whether a target says in words that something gets better or is good, and nothing that could be checked."""
        said = target.strip().rstrip("。.;；")
        joined = bare(said)
        if not joined or len(joined) > _LONGEST_VAGUE:
            return False
        word, only, clause = self._vague
        if only.fullmatch(joined):
            return word.search(joined) is not None
        if joined != fold(said) or _CHECKABLE.search(word.sub("", joined)):
            return False
        return clause.fullmatch(joined) is not None

    def can_pass_all(self, name: str) -> bool:
        """Whether more than 100% can be of what a name says: of growth, of debts beside income, of a plan."""
        return self.over_whole.search(name) is not None or without_remark(name).endswith("完成率")

    def topic(self, name: str) -> str:
        """What an indicator is about: the longest run of characters left when generic words go; empty if none."""
        known = self._topics.get(name)
        if known is None:
            if len(self._topics) > _REMEMBERED:
                self._topics.clear()
            runs = _RUN.findall(self._generic.sub(" ", without_remark(name)))
            known = self._topics[name] = max(runs, key=len, default="")[:_LONGEST_TOPIC]
        return known

    def is_unit(self, unit: str) -> bool:
        """Whether what follows a number can be its unit: a listed one, one in Latin letters, or a short unknown one."""
        return all(self._is_unit_part(part) for part in re.split(r"[/·.每*×]", REMARK.sub("", unit.strip())) if part)

    def is_listed_unit(self, unit: str) -> bool:
        """Whether a text is a unit of the lists, also with 万 before it or joined by /; percent counts as one."""
        parts = [fold(part).strip() for part in re.split(r"[/·.每*×]", unit)]
        return all((_MAGNITUDE.sub("", part) or part) in self._known_units or part in _PERCENTS for part in parts)

    def unit_in_name(self, name: str) -> str:
        """The unit that a name says in brackets at its end: 面积(亩), 满意度（%）, 成活率(≥**%); empty where none."""
        remark = REMARK.search(name)
        said = _BEFORE_UNIT.sub("", remark[0].strip()[1:-1].strip()) if remark else ""
        return said if said and self.is_listed_unit(said) else ""

    def _is_unit_part(self, part: str) -> bool:
        part = fold(part).strip()
        part = _MAGNITUDE.sub("", re.sub(r"\(.*?\)", "", part)) or part
        if part in self._known_units or _LATIN.fullmatch(part) or part.startswith("百分"):
            return True
        if any(word == part or (len(word) > 1 and word in part) for word in self._lists["no_units"]):
            return False
        return len(part) <= 3 or part.endswith(tuple(unit for unit in self._known_units if len(unit) > 1))


def _alternatives(words: Iterable[str], patterns: Mapping[str, str] = MappingProxyType({})) -> str:
    """A pattern for any of the words, the longest first; one that nothing matches where there are none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(patterns.get(word) or re.escape(word) for word in ordered) or r"(?!)"


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, the longest first; it finds nothing where there are none."""
    return regex(_alternatives(words))
