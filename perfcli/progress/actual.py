"""What an actual value (实际完成值) says against its target: so much in the target's unit, a tier, a date kept or not.

What a person would not be sure of is not read: `UNKNOWN`, so that nothing is scored in silence.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from perfcli.dates import beside_date, is_to_last, read_days, read_deadline
from perfcli.folding import fold
from perfcli.numerals import with_digits
from perfcli.progress.notes import is_in_doubt
from perfcli.progress.tiers import Tier, leave_open, tier_of, without_marks
from perfcli.regex import regex
from perfcli.target import Target, is_percent, read_target
from perfcli.units import convert

_FAR = 500
_TENFOLD = 10
_ALL = Fraction(100)


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

_NOTHING = frozenset(("", "未填", "待填", "空", "空白"))
_RULES = "-–—/\\*._~"
"""What people draw into a cell that they leave empty."""

_NONE = frozenset(("无", "零", "没有", "未发生", "无发生", "未出现", "0"))
_NOT_GIVEN = frozenset(("无", "没有"))
_LOSS = regex("滞纳金|损失|罚款|罚金|违约金|赔偿|拖欠|欠费|超[支出时期]|逾期|延误|延迟|中断|故障|停[机电水气]")
_TIME = regex(r"个?(?:工作日|自然日|日历天|天|日|小时|分钟|秒钟?|周|个?月|季度?|年)")
_NONE_OF = regex(
    r"(?:无任何|没有|未发生|未出现|未收到|未接到|未产生|无|零|0)(.+?)(?:事件|情况|现象|行为)?(?:发生|出现)?"
)
_UNWANTED = regex(
    "投诉|事故|安全事故|安全责任事故|责任事故|违规|违纪|违法|违规违纪|违纪违规|违法违规|上访|信访|举报|差错|纠纷|拖欠"
    "|伤亡|人员伤亡|死亡|火灾|舆情|负面舆情"
)
"""What 无 can stand before to say that there was none; with the indicator's name known, what that names."""

_NO_COUNT = regex(r"法|数据|资料|统计|记录|台账|效果|需|此|该")
_LED_BY = regex(
    r"^(?:(?:已|实际|共计?|累计|合计|总计|全年|当年|完成|达到|达|实现|发放|支出|提高[到至]|提升[到至]|增加到|增至|降[到至]|下降[到至]|减少到|发生|出现|收到|为|是|:)+)(?=[\d<>=≥≤])"
)
_LED_BY_NAME = regex(r"(?:已|实际|共计?|累计|合计|总计|全年|当年)*([^\d<>=≥≤%,;。]+?)(?:达到|达|为|是|:)?(?=[\d<>=≥≤])")
_COMPLETION = frozenset(("完成率", "完成比例", "完成比", "任务完成率", "目标完成率", "计划完成率"))
_NARROWER = regex(r"[时期首优新净]|一次|准点")
"""What makes a share another than that which its last words name: 按时完成率 is no 完成率."""

_DOUBT = regex(r"未|没|不|无|晚|延|推|拟|预计|计划|尚|将|逾|超|争取|正在|开始|启动|基本|部分")
_CLOCK = regex(r"(?<=\d)(?:\s+|\s*[Tt]\s*)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_SPOKEN_MONTH = regex("十[一二]?月")
_FALL = regex("下降|降低|降幅|减少|减幅|压减|缩减|削减|节约|节省")
_LETTERS = frozenset("kw")
"""What some write for 千 and 万."""

_DONE = regex(
    r"(?:[于在已前日,.;:、。()]|之前|以前|已经|截[至止]|全部|全面|均|按[时期]|如期|按计划|提前|顺利|实际|完成时间|时间"
    r"|项目|工程|工作|任务|目标|完成|完工|竣工|验收|合格|通过|达成|实现|达标|投入使用|交付使用|到位)*"
)
"""What a date may stand with and still say no more than that it was done then; 11月招标 is not the end of works."""


_CHANGE = regex(
    r"(?:同比|环比)?(增长|增加|增幅|提高|提升|上升|下降|降低|降幅|减少|压减|缩减|缩短|节约|节省)(?=[\d<>=≥≤不超至])(.+)"
)
"""A change with how much of it: 增长≥10%."""

_A_YEAR = regex(r"/(?:每|全)?年度?$")


@lru_cache(maxsize=8192)
def read_goal(text: str) -> Target:
    """What a target says, and of one that asks for a change of at least so much (增长≥10%), how much."""
    found = read_target(text)
    change = None if found.operator else _CHANGE.fullmatch("".join(fold(text).split()))
    asked = found if change is None else read_target(change[2])
    return asked if asked.operator in ("≥", ">") else found


@lru_cache(maxsize=8192)
def read_actual(text: str, target: str, year: int, name: str = "") -> Actual:
    """What an actual says of this target in this budget year; never raises.

    `name` is what the indicator is called, whose words may stand before the number (改造174套, 满意度92%).
    """
    said = fold(text).strip()
    if "".join(said.split()).strip(_RULES) in _NOTHING:
        return MISSING
    wanted = read_goal(target)
    if is_in_doubt(said, year, is_counted=wanted.operator is not None):
        return UNKNOWN
    if tier := tier_of(said, target):
        return UNKNOWN if leave_open(tier, said, wanted, target) else Actual(tier=tier)
    if wanted.operator is None:
        return _against_date(_CLOCK.sub("", said), target, year, name)
    called = "".join(fold(name).split())
    packed = _without_change("".join(said.split()), target, called)
    if packed == "全部" and is_percent(wanted.unit) and wanted.value == _ALL:
        return Actual(_ALL, _ALL)
    if (wanted.value == 0 or wanted.operator in "≤<") and _is_none(packed, called):
        return UNKNOWN if packed in _NOT_GIVEN and _is_measured(wanted, called) else Actual(Fraction(0), Fraction(0))
    found = _against_number(_without_lead(packed, called, wanted), wanted)
    is_fall = found.low is not None and found.low < 0 and _FALL.search(called) is not None
    return UNKNOWN if is_fall and (wanted.value or 0) > 0 else found  # -5% of a 下降率 may be a fall by 5%


def _is_measured(wanted: Target, called: str) -> bool:
    """Whether a target is of money or time, of which 无 says that nothing was given; not so of losses and fines."""
    unit = wanted.unit or ""
    return bool(wanted.value) and not _LOSS.search(called) and ("元" in unit or _TIME.fullmatch(unit) is not None)


def _without_change(packed: str, target: str, called: str) -> str:
    """Of a change that a target asks for, or its indicator is called by, how much; empty where another one is meant."""
    asked = None if read_target(target).operator else _CHANGE.fullmatch("".join(fold(target).split()))
    said = _CHANGE.fullmatch(packed)
    if asked is None:
        is_named = said is not None and re.search(rf"{said[1]}(?:[率幅额量数]|比[例率]|$)", called) is not None
        return said[2] if said is not None and is_named else packed
    return said[2] if said is not None and said[1] == asked[1] else ""


def _is_none(packed: str, called: str) -> bool:
    """Whether a cell says that there was none: 无, 零投诉, 未发生安全事故."""
    found = _NONE_OF.fullmatch(without_marks(packed))
    if packed in _NONE or found is None:
        return packed in _NONE
    what = found[1]
    return (
        what in called and len(what) > 1 and not _NO_COUNT.search(what)
        if called
        else _UNWANTED.fullmatch(what) is not None
    )


def _in_digits(packed: str, wanted: Target) -> str:
    """The cell with its numerals as digits, save where a target without a unit leaves open what 一级 would be."""
    if read_target(packed).operator and "成" not in packed:
        return packed
    said = with_digits(packed)
    has_own_unit = said != packed and wanted.unit is None and read_target(said).unit
    return packed if has_own_unit else said


def _without_lead(packed: str, called: str, wanted: Target) -> str:
    """What a cell says without words before its number that only say of what it is."""
    said = _LED_BY.sub("", _in_digits(packed, wanted))
    lead = _LED_BY_NAME.match(said)
    if lead is None or read_target(said).operator:
        return said
    words = lead[1]
    rest = called.removesuffix(words)
    is_share = is_percent(wanted.unit) and not _NARROWER.search(rest.removesuffix("完成率"))
    is_named = bool(called) and (called.startswith(words) or (is_share and rest != called))
    return said[lead.end() :] if is_named or (is_share and words in _COMPLETION) else said


def _against_date(said: str, target: str, year: int, name: str) -> Actual:
    said = with_digits(said) if _SPOKEN_MONTH.search(said) else said
    deadline, days = read_deadline(target, year), read_days(said, year)
    if deadline is None or days is None or _DOUBT.search(said) or is_to_last(name, target):
        return UNKNOWN
    if not _DONE.fullmatch(rest := beside_date(said)) and rest not in beside_date(target):
        return UNKNOWN
    if days.last < date(year, 1, 1) <= deadline.sure:
        return UNKNOWN  # done before the year of the budget: likely a slip of the year
    # A date without a year may be one in the year of the target.
    meant = (days, read_days(said, deadline.sure.year) or days)
    return Actual(tier="reached") if all(one.last <= deadline.sure for one in meant) else UNKNOWN


def _against_number(said: str, target: Target) -> Actual:
    found = read_target(said)
    if found.operator is None and target.unit and said.endswith("".join(fold(target.unit).split())):
        found = read_target(f"={said}")  # 85全部分配 against ≥90全部分配
    if found.operator is None or found.value is None:
        return UNKNOWN
    is_zero = found.value == target.value == 0 and found.operator == "="
    low = Fraction(0) if is_zero else _in_unit(Fraction(found.value), found, target)
    if low is None:
        return UNKNOWN
    if found.operator == "range":
        high = None if found.upper is None else _in_unit(Fraction(found.upper), found, target)
        return UNKNOWN if high is None else Actual(low, high)
    if found.operator == "=":
        return Actual(low, low)
    return Actual(low, None) if found.operator in "≥>" else Actual(None, low)


def _in_unit(value: Fraction, found: Target, target: Target) -> Fraction | None:
    """A number in the target's unit; None where they are not of one kind, or where it is likely in another one."""
    if not found.unit and is_percent(target.unit):
        # 93 against ≥90% is percent, 0.93 may be 93%.
        return value if value > 1 or value == 0 or target.value == value else None
    if found.unit is None and _is_far(value, target):
        return None
    if target.unit is None and (found.unit or "").lower() in _LETTERS:
        return None
    converted = convert(value, found.unit, target.unit)
    if converted is None and found.unit and target.unit:  # an evaluation is of the year: 3次 are 3次/年
        return convert(value, _A_YEAR.sub("", found.unit), _A_YEAR.sub("", target.unit))
    return converted


def _is_far(value: Fraction, target: Target) -> bool:
    """Whether a number without a unit is likely one in another unit: 3.5 against ≤35000元, 0.8 against ≥80."""
    goal = abs(Fraction(target.value or 0))
    if not goal or not value:
        return False
    less, more = sorted((abs(value), goal))
    return (target.unit is not None and more >= less * _FAR) or (less < 1 < more and more >= less * _TENFOLD)
