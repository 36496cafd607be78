"""The columns of a header, each by the headings that stand over it: which key the cells below one go to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.headings.change_columns import set_sides, without_sides
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.header_tiers import Tier, tiers
from perfcli.forms.headings.levels import is_level
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import LONG_TERM
from perfcli.regex import regex

_VALUES = ("内容", "数值", "值", "目标", "具体内容")
_NAMES = ("名称", "内容", "指标名称", "指标内容", "具体内容")
"""What stands over the names below 三级指标, where their numbers have a column of their own."""

_WAS = regex(r"(?:调整|变更|修改)前|原(?![因则始])")
_CONTENT = regex("内容$|事项$|名称$")
NUMBERED_NAME = regex("(?:三级)?(?:绩效)?指标[0-9一二三四五六七八九十]{1,2}")
"""How names are headed that stand side by side and are counted: 指标1 | 目标值 | 指标2 | 目标值."""

_SHARES = regex("%|比例|进度")
"""What a heading over months says where shares of the budget stand below them, and no amounts."""

PAST = regex(r"(?!.*结[转余])(?:近[一二两三四五]年|(?:大?前|上|去|往|历)年|上一年|以前年度)")
"""How headings over what indicators were in earlier years begin: no targets. 上年结转 is money of this year."""

SOURCES = regex("(?:其中[:：]?)?(?:项目)?(?:资金|经费|预算)(?:来源|构成|渠道|筹措)(?:及金额|情况)?")
"""Over parts of the money, whatever they are called."""

MONEY = regex("(?:资金|预算|投资|经费|金额)(?:安排|规模|总额|情况)?$")
"""What a heading over parts of the money and their sum ends with."""

IN_BRACKETS = regex(r"^[(（]([^()（）]+)[)）]$")
"""A heading that stands in brackets as a whole: （2025年）."""

_THIS_YEAR = ("本年", "当年", "本年度", "当年度")

_OF_YEAR = regex("(?:20[0-9]{2}年|本年|当年|年度)度?(?:预算)?(?:安排|预算|资金|申请|投入)?(?:数|金额)?")
"""A heading over the parts of one year's money."""

TASKS = "tasks"
"""The option of columns with a row for each task of a whole: further rows say more of it."""

_OF_TASKS = regex("(?:年度|本年|当年|部门|单位)?(?:主要|重点)(?:工作)?任务(?:分解)?")

_QUARTER = regex("第?[一二三四1-4]季度?")
PERIOD = regex(
    r"第?[一二三四1-4]季度?|[上下]半年|前三个?季度|1月?[-—–~～至][0-9]{1,2}月(?:累计)?|全年|累计|全年累计|年度累计"
)
"""A part of the year that stands over results: of several the sum is what was reached."""

_OF_INDICATORS = frozenset(("level1", "kind", "name", "target", "operator", "measure", "weight"))
"""What an indicator says itself, also below 绩效指标完成情况."""

PROJECT_KEYS = frozenset(("name", "code", "unit", "unit_code", "year", "purpose", "goals"))


def columns_of(rows: Sequence[PageRow], cells: Sequence[Spot], words: Vocabulary, positions: Positions) -> list[Column]:
    """The columns: those of the rows below stand in place of the wide ones above them."""
    columns: list[Column] = []
    found, sides = without_sides(tiers(rows, cells, positions), words)
    over_levels = {text for tier in found if words.indicator(words.label(tier.text)) == "level1" for text in tier.over}
    for tier in found:
        if tier.over and is_of_tasks(tier.over[0]):
            columns.append(_of_tasks(words, tier))
            continue
        column = _column(words, tier.text, tier.over[-1] if tier.over else "", tier.left, tier.right)
        if not column.key and column.of == "indicator":
            column = _sum_of_year(words, tier) or column
        column.over = tier.over[-1] if tier.over else ""
        column.levels = tuple(text for text in tier.over if names_level(text, words) and text not in over_levels)
        columns.append(column)
    set_sides(columns, sides, words)
    _name_pairs(columns, words)
    return columns


def is_of_tasks(heading: Spot | str) -> bool:
    """Whether a heading is the one over the tasks of a whole: 年度主要任务."""
    return _OF_TASKS.fullmatch(normal(heading if isinstance(heading, str) else heading.text)) is not None


def _of_tasks(words: Vocabulary, tier: Tier) -> Column:
    """A column below 年度主要任务: a detail of the whole, of each task a row further down."""
    label, upper = words.label(tier.text), words.label(tier.over[-1])
    heading = label.printed if len(tier.over) < 2 else f"{upper.printed}（{label.printed}）"
    return Column("detail", heading, tier.left, tier.right, "project", option=TASKS, over=tier.over[-1])


def _sum_of_year(words: Vocabulary, tier: Tier) -> Column | None:
    """小计 below a year's heading (2025年安排) that stands below one of money: this year's part of all of it."""
    label = words.label(tier.text)
    above = [words.label(text) for text in tier.over]
    if len(above) < 2 or not words.is_sum(label) or not _OF_YEAR.fullmatch(above[-1].full):
        return None
    upper = above[-2]
    if words.money(upper) != "total" and not MONEY.search(upper.full):
        return None
    remarks = [one.remark for one in reversed(above) if scale_in(one.remark)]
    heading = f"{above[-1].printed}（{remarks[0]}）" if remarks else above[-1].printed
    return Column("total", heading, tier.left, tier.right, "money")


def _name_pairs(columns: Sequence[Column], words: Vocabulary) -> None:
    """Where tables stand side by side and nothing is called a name, what has a target behind it has the names.

    They are called by their level, 数量指标 | 指标值 | 质量指标 | 指标值, or alike: 指标内容 | 指标值 | 指标内容 | ….
    """
    if any(column.of == "indicator" and column.key == "name" for column in columns):
        return
    before = [one for one, value in pairwise(columns) if value.of == "indicator" and value.key == "target"]
    levels = [one for one in before if names_level(one.heading, words)]
    alike = [one for one in before if one.of == "indicator" and not one.key and _CONTENT.search(one.heading)]
    numbered = [one for one in before if NUMBERED_NAME.fullmatch(normal(one.heading))]
    if len(numbered) > 1:
        alike = numbered
        for one in numbered:
            one.heading = "指标名称"
    if len(levels) > 1:
        for level in levels:
            level.key, level.levels = "name", (*level.levels, level.heading)
    elif len(alike) > 1 and len({one.heading for one in alike}) == 1:
        for one in alike:
            one.key = "name"


def _column(words: Vocabulary, text: str, over: str, left: int, right: int) -> Column:
    label, upper = words.label(IN_BRACKETS.sub(r"\1", text.strip())), words.label(over)
    heading = label.printed
    key = words.indicator(label) if label.full else ""
    if PAST.match(label.full) or (PAST.match(upper.full) and key in ("", "target")):
        return Column("", heading, left, right)
    if over and (below := _below(words, label, upper, left, right)):
        return below
    if key == "later":
        return _result(words, label, None, left, right)
    if key == "measure" and words.field(label) == "name":
        key = ""  # 单位（项目名称）
    if key:
        of_year = key == "weight" and label.term == "year"
        term = _term(label, upper) if key == "target" else ""
        return Column(key, heading, left, right, term="year" if of_year else term)
    if _WAS.match(label.full) or words.money_column(label) == "change":
        return Column("", heading, left, right)
    found = words.field(label)
    if found in PROJECT_KEYS:
        return Column(found, heading, left, right, "project", term=LONG_TERM if label.term == "long" else "")
    part, heading = _part(words, label, upper)
    if part and label.term != "long":
        if scale_in(upper.remark) and not scale_in(label.remark):
            heading = f"{heading}（{upper.remark}）"
        return Column(part, heading, left, right, "money")
    if month_of(text) is not None and _SHARES.search(normal(over)) and scale_in(upper.remark) is None:
        return Column("plan", heading, left, right, "project")
    return Column("", heading, left, right, option=upper.printed)


def _term(label: Label, upper: Label) -> str:
    return LONG_TERM if "long" in (label.term, upper.term) else ""


def _below(words: Vocabulary, label: Label, upper: Label, left: int, right: int) -> Column | None:
    """The column of a heading that the one over it tells; None where it tells nothing."""
    heading = label.printed
    key, above = words.indicator(label) if label.full else "", words.indicator(upper)
    if words.field(upper) == "goals":
        if words.result(label) == "later":
            return Column("detail", heading, left, right, "project")
        if label.full == "目标" or ("体" in upper.full and label.full.endswith("目标")):
            return Column("goals", heading, left, right, "project")  # 总体目标 over 预期目标
    if key in ("operator", "target", "measure") and upper.term:
        return Column(key, heading, left, right, term=_term(label, upper), option=upper.printed)
    if above == "later" and key not in _OF_INDICATORS:
        return _result(words, label, upper, left, right)
    if above == "target" and (key == "target" or label.term or not label.core or label.full in _VALUES):
        return Column("target", heading, left, right, term=_term(label, upper))
    if above == "name" and label.full in _NAMES:
        return Column("name", heading, left, right)
    return Column("", heading, left, right) if not key and above not in ("", "target") else None


def _part(words: Vocabulary, label: Label, upper: Label) -> tuple[str, str]:
    """Which part of the money a heading is over, and what it is called; no part where it is over none."""
    part, heading = words.money(label), label.printed
    is_sum, is_over_money = words.is_sum(label), MONEY.search(upper.full) is not None
    if is_sum and words.money(upper):
        part, heading = words.money(upper), heading if words.money(upper) == "total" else upper.printed
    if is_sum and (SOURCES.fullmatch(upper.full) or (not part and is_over_money)):
        part = "total"  # 小计 below 资金来源
    if not part and label.full in _THIS_YEAR and (words.money(upper) or is_over_money):
        return words.money(upper) or "total", upper.printed  # 预算安排 over 上年, 本年, 增减
    if not part and label.full and SOURCES.fullmatch(upper.full):
        part = "source"
    return part, heading


def _result(words: Vocabulary, label: Label, upper: Label | None, left: int, right: int) -> Column:
    """A column of what became of indicators; below a wide heading one of its options, unless it says what it is."""
    result = words.indicator_result(label)
    if upper and PERIOD.fullmatch(label.full) and words.indicator_result(upper) == "result":
        if _QUARTER.fullmatch(label.full):
            return Column("", label.printed, left, right)
        return Column("", label.printed, left, right, "later", result="result")
    heading = f"{upper.printed}：{label.printed}" if upper else label.printed
    if upper and (not result or result.endswith("_mark")):
        return Column("", heading, left, right, "later", result=words.indicator_result(upper), option=label.printed)
    option = label.printed if result.endswith("_mark") else ""
    return Column("", heading, left, right, "later", result=result.removesuffix("_mark"), option=option)


def names_level(text: str, words: Vocabulary) -> bool:
    """Whether a heading is a level of indicators, and none that stands over all of them: 绩效指标."""
    label = words.label(text)
    is_named = is_level(text) or words.is_level_one(label) or label.full.endswith("满意度")
    return is_named and not words.is_section(label) and words.indicator(label) != "name"
