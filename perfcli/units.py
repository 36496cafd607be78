"""Units of measurement as people write them after a number, and how much of one the other is."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from perfcli.folding import fold
from perfcli.regex import regex

_KINDS: dict[str, dict[str, Fraction | int]] = {
    "length": {
        "米 m": 1,
        "千米 公里 km": 1000,
        "里 华里": 500,
        "分米 dm": Fraction(1, 10),
        "厘米 公分 cm": Fraction(1, 100),
        "毫米 mm": Fraction(1, 1000),
    },
    "area": {
        "平方米 平米 平方 m2 m^2": 1,
        "平方千米 平方公里 km2": 1_000_000,
        "公顷 ha hm2": 10_000,
        "亩": Fraction(10_000, 15),
    },
    "volume": {"立方米 立方 方 m3 m^3": 1, "升 公升 l": Fraction(1, 1000), "毫升 ml": Fraction(1, 1_000_000)},
    "mass": {
        "千克 公斤 kg": 1,
        "吨 t": 1000,
        "斤 市斤": Fraction(1, 2),
        "克 g": Fraction(1, 1000),
        "毫克 mg": Fraction(1, 1_000_000),
    },
    "money": {"元 人民币元 元人民币 圆": 1},
    "time": {
        "小时 个小时 h": 1,
        "分钟": Fraction(1, 60),
        "秒 秒钟": Fraction(1, 3600),
        "天 日 自然日 日历天": 24,
        "周 星期 个星期": 168,
    },
    "months": {"月 个月": 1, "季度 个季度 季": 3, "年": 12},
    "energy": {"千瓦时 度 kwh": 1},
    "power": {"千瓦 kw": 1, "瓦 w": Fraction(1, 1000), "兆瓦 mw": 1000},
    "share": {"% 百分比 百分之": 1, "‰ 千分比 千分之": Fraction(1, 10)},
    "people": {"人 名 位 个人": 1},
    "visits": {"人次 人·次 人/次 人(次)": 1},
}
"""Units of one kind, each as so many of the first. No figure here is rounded: 15 亩 are a hectare."""

MEASURED = (
    "% ‰ ％ 百分点 个百分点 倍 元 角 分 万 亿 平方米 平米 立方米 方 立方 米 公里 千米 里 厘米 毫米 亩"
    " 公顷 平方公里 平方千米 吨 公斤 千克 克 升 毫升 标准煤 千瓦时 千瓦 瓦 度 兆 伏 年 月 日 天 小时 时 分钟 秒"
    " 季度 周 工作日 学时 课时 学年 摄氏度 分贝 公升 台班 工时 车次 批次 人次 场次 户次 件次 项次 人天 人日 人月"
    " 年度 学分 公里数 平方 个月 期 届 轮 级 星 万人 亿元 万元 千元 百元 美元"
)
"""Units of what is measured, and words that stand where one does."""

COUNTED = (
    "个 项 次 件 套 户 人 名 位 人次 台 辆 处 座 栋 幢 本 份 册 场 场次 期 批 批次 家 所 只 株"
    " 棵 条 篇 部 间 组 支 张 片 口 眼 盏 门 枚 块 根 列 架 艘 头 匹 羽 种 类 宗 例 起 村 班 队 点 站 单 标段 项目"
    " 街道 社区 小区 企业 台套 人数 户数 次数 课题 平台 网点 泵站 路灯 学校 乡镇 行政村"
)
"""What is counted, and the words that Chinese counts it by."""

_UNITS = {
    word: (kind, Fraction(factor))
    for kind, units in _KINDS.items()
    for words, factor in units.items()
    for word in words.split()
}
_MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MAGNITUDE = regex(r"(?:[十百千万]?[万亿]|[十百千])(?!分)")
_BARE = frozenset(("万", "亿", "万亿", "十万", "百万", "千万"))
_PER = regex(r"/|每")


def convert(value: Fraction, unit: str | None, into: str | None) -> Fraction | None:
    """A value in another unit, exactly; None where the two are not of one kind, or nobody says that they are.

    Units that are spelled alike are one, whatever they count (万户 is ten thousand 户), 个 before a noun aside (个村 is
    村). Without a unit on one side the number is taken to be in the other's, save for percents and for 万, where a
    missing one changes the value; 万 alone is ten thousand of the other's.
    """
    unit, into = _completed(unit, into), _completed(into, unit)
    if fold(unit or "") == fold(into or ""):
        return value
    if not unit or not into:
        given = _measure(unit or into or "")
        return None if given[0][0] == "share" or _MAGNITUDE.match(fold(unit or into or "")) else value
    return value * ratio if (ratio := _ratio(unit, into)) is not None else None


def _completed(unit: str | None, other: str | None) -> str | None:
    """A unit that is a bare 万 with the noun of the other's: 1.2万 beside 亩 is 万亩."""
    if unit is None or other is None or fold(unit) not in _BARE or fold(other) in _BARE:
        return unit
    found = _MAGNITUDE.match(fold(other))
    noun = fold(other)[found.end() if found else 0 :]
    is_share = _UNITS.get(noun, ("",))[0] == "share"
    return unit if is_share else f"{fold(unit)}{noun}"


@lru_cache(maxsize=1024)
def _ratio(unit: str, into: str) -> Fraction | None:
    """How many of a unit's one the other's are: 1 万亩 is 10,000 亩."""
    pairs = list(zip(_measure(unit), _measure(into), strict=False))
    if len(_measure(unit)) != len(_measure(into)) or any(mine[0] != theirs[0] for mine, theirs in pairs):
        return None
    (mine, theirs), *per = pairs
    ratio = mine[1] / theirs[1]
    for (_kind, one), (_same, other) in per:
        ratio *= other / one
    return ratio


def _measure(unit: str) -> list[tuple[str, Fraction]]:
    """The kind and size of a unit, and of each it is said by: 万元/人 is money, 10,000, by people."""
    text = "".join(fold(unit).split())
    if text in _UNITS:
        return [_UNITS[text]]
    return [_simple(part) for part in _PER.split(text)]


def _simple(word: str) -> tuple[str, Fraction]:
    if word in _UNITS:
        return _UNITS[word]
    found = _MAGNITUDE.match(word)
    if not found:
        return word.removeprefix("个") or word, Fraction(1)
    kind, factor = _UNITS.get(word[found.end() :], (word[found.end() :], Fraction(1)))
    for sign in found[0]:
        factor *= _MAGNITUDES[sign]
    return kind, factor


_LISTED = frozenset((*_UNITS, *MEASURED.split(), *COUNTED.split()))
_BEGINNINGS = tuple(unit for unit in _LISTED if len(unit) > 1 or not unit.isascii())
_ENDINGS = tuple(unit for unit in _LISTED if len(unit) > 1)
_PART_OF = regex(r"[/·.*×每]")
_BRACKET = regex(r"\(.*?\)")
_LATIN = regex("[a-z]")
_CHINESE = regex("[\u4e00-\u9fff]")
_LONGEST_NOUN, _LONGEST = 3, 10
_SPAN = regex("(?:小时|分钟|秒钟?|天|日|周|星期|个?月|季度?|年)(?=[\u4e00-\u9fff])")
_COUNT_OF_ACTS = ("次", "起", "场", "期", "件次", "人次", "批次", "轮")
_OUTCOME = regex(
    r"全覆盖|不[断变减少出]|(?:全[\u4e00-\u9fff]|覆盖|畅通|通办|值守|联动|无休|清零|健全|完善|成功|到位|达标|落实|办[结好成]?|合格|有效"
    r"|正常|满意|规范|稳定|在线|运行|上线|投用|交付|建成|建立|创建|清偿|缴清?|提升|提高|下降|增长|热线)$"
)
_ACT = regex(r"(?:值班|响应|处置|处理|整改|开放|开通|实施|推进|保障|管理|制定|出台|发布|上岗)$")
"""Ends of what is said of something; after 次 and its kin it is what is counted (20次应急响应)."""


@lru_cache(maxsize=1024)
def may_be_unit(text: str) -> bool:
    """Whether what follows a number can be its unit, and is not the rest of a word or of a clause.

    A listed unit can, by itself or before a noun (户贫困家庭), one in Latin letters, and a noun of up to three
    characters that no list has (标箱); not 险全缴 of 5险全缴, G网络 of 5G网络, 件事一次办.
    """
    parts = _PART_OF.split(_BRACKET.sub("", "".join(fold(text).split())))
    return all(_may_be_part(part) or _may_be_part(_MAGNITUDE.sub("", part)) for part in parts)


def _may_be_part(part: str) -> bool:
    if part in _LISTED or not _CHINESE.search(part):
        return True
    if len(part) > _LONGEST or _OUTCOME.search(part):
        return False
    if part.endswith(_ENDINGS) and not _LATIN.match(part):
        return True
    if _SPAN.match(part) or (_ACT.search(part) and not part.startswith(_COUNT_OF_ACTS)):
        return False
    is_plain = len(part) <= _LONGEST_NOUN or part.startswith("百分")
    return part.startswith(_BEGINNINGS) or (is_plain and not _LATIN.search(part))
