"""What an actual value (实际完成值) says against its target: so much in the target's unit, a tier, a date kept or not.

What a person would not be sure of is not read: `UNKNOWN`, so that nothing is scored in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from perfcli.dates import beside_date, read_days, read_deadline
from perfcli.folding import fold
from perfcli.target import Target, is_percent, read_target
from perfcli.units import convert

Tier = Literal["reached", "partly", "missed"]

TIERS: tuple[Tier, ...] = ("reached", "partly", "missed")
"""达成预期指标, 部分达成预期指标并具有一定效果, 未达成预期指标且效果较差 (财预〔2020〕10号)."""


_FAR = 1000


class Actual(NamedTuple):
    """An actual value as read.

    `low` and `high` are its bounds in the target's unit, equal for a plain number, None where it is open (≥95% has no
    upper one); `tier` what words say; `is_missing` where nothing was filled in. Nothing of it: it was not understood.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    tier: Tier | None = None
    is_missing: bool = False

    @property
    def is_number(self) -> bool:
        """Whether it says how much."""
        return self.low is not None or self.high is not None

    @property
    def number(self) -> Fraction | None:
        """The one number that it is, in the target's unit."""
        return self.low if self.low == self.high else None


UNKNOWN = Actual()
MISSING = Actual(is_missing=True)

WORDS: Mapping[Tier, str] = {
    "reached": "达成 达成预期 达成预期指标 达成预期目标 达成目标 达成年度指标 达成年度目标 全部达成 已达成"
    " 达到预期 达到预期指标 达到预期目标 达到预期效果 达到目标 达到目标值 达到指标值 已达到"
    " 已达到预期 达标 已达标 完成 已完成 全部完成 全面完成 按时完成 按期完成 如期完成 按计划完成"
    " 按要求完成 完成目标 完成预期目标 实现 已实现 全部实现 实现目标 实现预期目标",
    "partly": "部分达成 部分达成预期指标 部分达成预期指标并具有一定效果 部分达成年度指标并具有一定效果"
    " 部分达成预期目标 部分达成目标 部分完成 部分实现 部分实现目标 部分达到预期 部分达标",
    "missed": "未达成 未达成预期指标 未达成预期指标且效果较差 未达成年度指标且效果较差 未达成预期目标"
    " 未达成目标 未达成目标且效果较差 未达到预期 未达到目标 没有达到 未达标 未完成 没有完成 未实现"
    " 未实现目标",
}
"""Words for each tier, as forms and people have them; only a whole cell counts."""

_TIER = {word: tier for tier, words in WORDS.items() for word in words.split()}
_NOTHING = frozenset(("", "未填", "待填", "空", "空白"))
_RULES = "-–—/\\*._~"
"""What people draw into a cell that they leave empty."""

_NONE = frozenset(("无", "零", "没有", "未发生", "无发生", "未出现", "0"))
_LED_BY = re.compile(
    r"^(?:(?:已|实际|共计?|累计|合计|总计|全年|当年|完成|达到|达|实现|发放|支出|为|是|:)+)(?=[\d<>=≥≤])"
)
_MARKS = re.compile(r"[\s,.;:、。·\"'()\[\]【】〔〕!-]+")
_DOUBT = re.compile(r"未|没|不|无|晚|延|推|拟|预计|计划|尚|将|逾|超|争取|正在|开始|启动|基本|部分")
_DONE = re.compile(
    r"(?:[于在已前日,.;:、。()]|之前|以前|已经|截[至止]|全部|全面|均|按[时期]|如期|按计划|提前|顺利|实际|完成时间|时间"
    r"|项目|工程|工作|任务|目标|完成|完工|竣工|验收|合格|通过|达成|实现|达标|投入使用|交付使用|到位)*"
)
"""What a date may stand with and still say no more than that it was done then; 11月招标 is not the end of works."""


@lru_cache(maxsize=8192)
def read_actual(text: str, target: str, year: int) -> Actual:
    """What an actual says of this target in this budget year; never raises."""
    said = fold(text).strip()
    if "".join(said.split()).strip(_RULES) in _NOTHING:
        return MISSING
    if tier := _tier(said, target):
        return Actual(tier=tier)
    wanted = read_target(target)
    if wanted.operator is None:
        return _against_date(said, target, year)
    if "".join(said.split()) in _NONE and (wanted.value == 0 or wanted.operator in "≤<"):
        return Actual(Fraction(0), Fraction(0))
    return _against_number(text, wanted)


def _tier(said: str, target: str) -> Tier | None:
    """The tier that a whole cell names; words that repeat the target say that it was reached."""
    packed = _MARKS.sub("", said)
    if packed in _TIER:
        return _TIER[packed]
    repeats = packed and packed == _MARKS.sub("", fold(target)) and read_target(target).operator is None
    return "reached" if repeats and not re.search(r"\d", packed) else None


def _against_date(said: str, target: str, year: int) -> Actual:
    deadline, days = read_deadline(target, year), read_days(said, year)
    if deadline is None or days is None or _DOUBT.search(said):
        return UNKNOWN
    if not _DONE.fullmatch(rest := beside_date(said)) and rest not in beside_date(target):
        return UNKNOWN
    # A date without a year may be one in the year of the target.
    meant = (days, read_days(said, deadline.sure.year) or days)
    return Actual(tier="reached") if all(one.last <= deadline.sure for one in meant) else UNKNOWN


def _against_number(text: str, target: Target) -> Actual:
    packed = "".join(fold(text).split())
    found = read_target(_LED_BY.sub("", packed))
    if found.operator is None or found.value is None:
        return UNKNOWN
    low = _in_unit(Fraction(found.value), found, target)
    if low is None:
        return UNKNOWN
    if found.operator == "range":
        high = None if found.upper is None else _in_unit(Fraction(found.upper), found, target)
        return UNKNOWN if high is None else Actual(low, high)
    if found.operator == "=":
        return Actual(low, low)
    return Actual(low, None) if found.operator in "≥>" else Actual(None, low)


def _in_unit(value: Fraction, found: Target, target: Target) -> Fraction | None:
    """A number in the target's unit; None where they are not of one kind.

    A number without % is percent where it can be nothing else: 93 against ≥90%, not 0.93, which may be 93%. Without a
    unit a thousand times more or less than the target is likely in another one: 3.5 against ≤35000元.
    """
    if not found.unit and is_percent(target.unit):
        return value if value > 1 or value == 0 or target.value == value else None
    if found.unit is None and target.unit and target.value and value:
        goal = abs(Fraction(target.value))
        if not goal / _FAR < abs(value) < goal * _FAR:
            return None
    return convert(value, found.unit, target.unit)
