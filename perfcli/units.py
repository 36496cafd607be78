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
