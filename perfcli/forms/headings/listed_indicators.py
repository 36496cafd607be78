"""A list of projects with a column for each level two: a cell has all indicators of it, as 新建泵站：≥3座；….

Or with a column for each indicator, whose name stands below its levels: the cells have the targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.levels import is_level, is_level_one, level_name
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import FRAMEWORKS, kinds_meant, level_one
from perfcli.i18n import gettext as _
from perfcli.model import Indicator
from perfcli.regex import regex

LISTED = "listed"
"""What a column of such cells is of."""

_CLAUSES = regex(r"[\n；;]+")
_NUMBER = regex(r"^\s*(?:[0-9]{1,2}\s*[.．、]|[（(][0-9]{1,2}[)）]|[①-⑳]|指标\s*[0-9]{0,2}\s*[:：.、])\s*(?=\D)")
_COUNTED = regex(r"\s*[（(]?[一二三四五六七八九十]{1,2}(?:[、.．]|[)）]、?)\s*")
_COLON = regex(r"([^:：]{1,40})[:：]\s*(\S.*)", re.DOTALL)
_COLON_AFTER = regex(r"([^:：]{2,20}?)\s*[0-9]{0,2}\s*[:：]")
_HOW_MANY = (
    r"(?:约\s*)?\d[\d,]*(?:\.\d+)?\s*[十百千万亿]{0,2}(?:[个项条座栋幢处套台件次场期份户家人名位辆只头亩米吨元"
    r"天起例篇本册株棵口间所村镇班批宗根盏片块组对双支部艘节%％]|人次|公[里顷斤]|千米|平方米|立方米|个月|小时|分钟)"
)
_QUANTITY = regex(rf"([^\d]{{2,40}}?)(?:为|共)?\s*({_HOW_MANY})")
"""An indicator of words with how many of it at its end: 改造库房2栋."""

_DATED = regex(r"(.{2,40}?)为\s*(\d{2,4}\s*年.*)")
_VALUE = regex(r"\s*(?:[≥≤＞＜><＝=\d]|不|大于|小于|等于|达到)")
_VALUE_ALONE = regex(
    r"(?:[≥≤＞＜><＝=]|不低于|不少于|不高于|不超过|大于|小于|等于).*\d.*"
    rf"|{_HOW_MANY}"
    r"|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份)?(?:[底末初]|[上中下]旬)?(?:之?前|以前)?(?:完成)?"
)
"""A target below its level two, which nobody gave a name: ≤20万元, 12月底前."""

_SIGN = regex(
    r"(.{1,40}?)\s*((?:[≥≤＞＜><＝=]|不低于|不少于|不高于|不超过|不多于|大于|小于|等于|达到).*\d.*)", re.DOTALL
)


def set_listed(columns: Sequence[Column]) -> None:
    """Where projects have rows and no column names indicators, a column under a level has those of it.

    Any other column that is not known has a detail of the project.
    """
    named = any(column.of == "project" and column.key == "name" for column in columns)
    names = [column for column in columns if column.of == "indicator" and column.key == "name"]
    others = {column.key for column in columns if column.of == "indicator" and column not in names}
    if named and len(names) == 1 and not {"level1", "kind", "target", "operator", "weight"} & others:
        names[0].of, names[0].key = LISTED, ""  # 绩效指标, with all of them in a cell
    elif not named or names:
        return
    for column in columns:
        if column.of == "indicator" and not column.key and (heads_level(column) or column.levels):
            column.of = LISTED
        elif (column.of == "indicator" and not column.key) or column.result == "score":
            column.of, column.key = "project", "detail"


def heads_level(column: Column) -> bool:
    """Whether a heading is a level, be it one without 指标 below its level one: 数量 below 产出指标."""
    if is_level(level_name(column.heading)):
        return True
    return is_level_one(level_name(column.over)) and bool(kinds_meant(level_name(column.heading)))


class ListedIndicators:
    """Reads a project's cells below levels into its indicators; it may have two rows of them, 指标名称 and 指标值."""

    def __init__(self, words: Vocabulary, ledger: Ledger, indicators: list[Indicator]) -> None:
        self._words, self._ledger, self._indicators = words, ledger, indicators
        self._places: dict[int, int] = {}
        """Where the indicator of each column is whose target stands in the row below."""

    def read(self, cells: Sequence[tuple[Column, Spot]]) -> None:
        """Take the cells of a row."""
        filled = [(column, spot) for column, spot in cells if not spot.is_empty and spot.above is None]
        meant = self._words.indicator(self._words.label(filled[0][1].text)) if len(filled) > 1 else ""
        if meant == "name":
            self._ledger.put(filled[0][1], LABEL)
            for column, spot in filled[1:]:
                self._places[column.left] = len(self._indicators)
                self._indicators += read_listed(column, spot, self._ledger)
        elif meant == "target" and self._places:
            self._ledger.put(filled[0][1], LABEL)
            for column, spot in filled[1:]:
                self._target(column, spot)
        else:
            for column, spot in cells:
                self._indicators += read_listed(column, spot, self._ledger)

    def _target(self, column: Column, spot: Spot) -> None:
        place = self._places.pop(column.left, None)
        if place is None or place >= len(self._indicators):
            self._ledger.leave(spot, _("{heading}: there is no indicator in this row").format(heading=column.heading))
            return
        self._ledger.put(spot, "indicators.target")
        self._indicators[place] = replace(self._indicators[place], target=clean(spot.text))


def read_listed(column: Column, spot: Spot, ledger: Ledger) -> Iterator[Indicator]:
    """The indicators of a cell under a level."""
    if spot.is_empty or spot.above is not None:
        return
    if is_blank(spot.text):
        ledger.put(spot, NOTHING)
        return
    if column.levels and not heads_level(column):
        ledger.put(spot, "indicators.target")
        level1, kind = levels_of(column.levels[-1], column.levels[0])
        yield Indicator(kind=kind, name=clean(column.heading), target=clean(spot.text), level1=level1)
        return
    upper = column.over if is_level_one(level_name(column.over)) else column.option
    level1, kind = levels_of(column.heading, upper) if heads_level(column) else ("", "")
    is_of_level = _is_known_level(column.heading)
    for clause in _CLAUSES.split(clean(spot.text)):
        is_first = _COUNTED.match(clause) is not None
        text = _bare(clause)
        while found := _level_before(text):
            is_over_others = not (is_of_level or _bare(found[1]))  # 满意度指标： alone, over 服务对象满意度指标：
            level1, kind = _levels_within(found[0], level1, is_first=is_first or is_over_others)
            text = _bare(found[1])
            ledger.put(spot, "indicators.kind")
        if not text or is_blank(text):
            continue
        said = next(filter(None, (way.fullmatch(text) for way in (_COLON, _SIGN, _DATED, _QUANTITY))), None)
        name, target = (said[1].strip(), said[2].strip()) if said else (text, "")
        if (kind or level1) and not said and _VALUE_ALONE.fullmatch(text):
            name, target = kind or level1, text
        ledger.put(spot, "indicators.name")
        yield Indicator(kind=kind, name=name, target=target, level1=level1)


def _levels_within(text: str, level1: str, *, is_first: bool) -> tuple[str, str]:
    """Levels one and two below a level that is named in a cell; one counted as 一、 is a level one."""
    name = level_name(text.strip())
    if level1 and level1 != name and kinds_meant(name) and not is_first:
        return level1, name
    return (name, "") if is_level_one(name) else levels_of(name, "")


def _level_before(text: str) -> tuple[str, str] | None:
    """The level that a text begins with, or is, and what stands behind it: 数量指标：新建泵站≥3座; None without one."""
    said = _COLON_AFTER.match(text)
    if said and _names_level(said[1], text[said.end() :]):
        return said[1], text[said.end() :]
    return (text, "") if is_level(level_name(text)) and _is_known_level(text) else None


def _bare(clause: str) -> str:
    return _NUMBER.sub("", _COUNTED.sub("", clause, count=1)).strip().rstrip("。，,")


def _names_level(text: str, behind: str) -> bool:
    """Whether a text before a colon is a level and no indicator, by what stands behind it."""
    name = level_name(text.strip())
    return _is_known_level(text) and (is_level(name) or not (_VALUE.match(behind) or "满意" in name))


def _is_known_level(text: str) -> bool:
    name = level_name(text.strip())
    return bool(kinds_meant(name)) or is_level_one(name)


def levels_over(columns: Sequence[Column]) -> dict[int, tuple[str, str]]:
    """Levels one and two that stand over the names of each of the tables side by side, by its number.

    Of levels that stand side by side all are levels one, unless one of them never is.
    """
    over = {one.block: one.levels for one in columns if one.of == "indicator" and one.key == "name" and one.levels}
    single = [level_name(levels[0]) for levels in over.values() if len(levels) == 1]
    has_kinds = any(kinds_meant(name) and not is_level_one(name) for name in single)
    found: dict[int, tuple[str, str]] = {}
    for block, levels in over.items():
        name = level_name(levels[-1])
        if len(levels) > 1:
            found[block] = level_name(levels[0]), name
        else:
            level1, kind = levels_of(name, "") if has_kinds or not is_level_one(name) else (name, "")
            found[block] = level1, kind or (name if has_kinds else "")  # 满意度指标 beside 数量指标 is a level two
    return found


def levels_of(heading: str, upper: str) -> tuple[str, str]:
    """Levels one and two: what stands over a heading, else what a framework says, where it is not a level one."""
    name, over = level_name(heading), level_name(upper)
    if is_level(over) and over != name:
        return over, name
    kinds = kinds_meant(name)
    known = [level for framework in FRAMEWORKS if kinds and (level := level_one(kinds[0], framework))]
    return (known[0], name) if known and known[0] != name else (name, "")
