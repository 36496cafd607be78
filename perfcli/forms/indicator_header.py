"""The header of a table of indicators, of one row or two: its columns, and which column a cell below stands in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.blanks import scale_in
from perfcli.forms.header import Column, Header
from perfcli.forms.header_tiers import are_places, tiers, tops_of
from perfcli.forms.indicator_columns import settled
from perfcli.forms.label import Label, normal
from perfcli.forms.levels import is_level
from perfcli.forms.listed_indicators import set_listed
from perfcli.forms.months import month_of
from perfcli.forms.vocabulary import Vocabulary
from perfcli.model import LONG_TERM
from perfcli.regex import regex

_VALUES = ("内容", "数值", "值", "目标", "具体内容")
_GRADES = ("优", "良", "中", "差")
_LEVEL_HEADING = regex(r"[一二三]级(?:绩效)?(?:指标|目标)|指标名称")
_WAS = regex(r"(?:调整|变更|修改)前|原(?![因则始])")
_SHARES = regex("%|比例|进度")
"""What a heading over months says where shares of the budget stand below them, and no amounts."""

_YEAR = regex(r"20[0-9]{2}\s*年度?")
_PAST = regex(r"近[一二两三四五]年|(?:大?前|上|去|往|历)年|上一年|以前年度")
"""How headings over what indicators were in earlier years begin: no targets."""

PROJECT_KEYS = frozenset(("name", "code", "unit", "unit_code", "year", "purpose", "goals"))


def find_header(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions) -> Header | None:
    """The header that begins in this row, None where none does; its second row may stand below an empty one."""
    found = _header(rows, at, words, positions)
    below = next((place for place in range(at + 1, min(at + 4, len(rows))) if rows[place].filled), at + 1)
    known = [label for spot in rows[at].filled if (label := words.label(spot.text)) and words.indicator(label)]
    if below == at + 1 or len(known) < 2 or any(row.is_line for row in rows[at : below + 1]):
        return found
    closed = _header([rows[at], *rows[below:]], 0, words, positions)
    if closed is None or closed.height < 2 or (found is not None and found.height > 1):
        return found
    closed.height += below - at - 1
    return closed


def _header(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions) -> Header | None:
    cells = [spot for spot in rows[at].own if not (spot.is_empty and positions is not Positions.ORDER)]
    if positions is Positions.ORDER:
        cells = list(rows[at].spots)
    labels = [words.label(spot.text) for spot in cells]
    keys = [words.indicator(label) if label.full else "" for label in labels]
    over_pairs = _over_pairs(rows, at, words)
    is_header = _is_header(keys, labels) or _is_over_header(keys, labels, rows, at, words)
    if not is_header and not _is_list(labels, rows, at, words) and not over_pairs:
        return None
    height = over_pairs or _height(rows, at, words, positions, cells)
    columns = _columns(rows[at : at + height], cells, words, positions)
    count = len(columns)
    section, columns = settled(columns, rows[at + height :], words, positions)
    set_listed(columns)
    sized = max(len(row.spots) for row in rows[at : at + height]) + max(len(columns) - count, 0)
    return Header(columns, height, positions, section, sized)


def _is_header(keys: Sequence[str], labels: Sequence[Label]) -> bool:
    found = {key for key in keys if key}
    if any(label.full and len(label.full) > 30 for label in labels):
        return False
    telling = found & {"level1", "kind", "name", "target", "description", "weight", "basis", "operator"}
    named = sum(_LEVEL_HEADING.fullmatch(label.full) is not None for label in labels)
    return ("name" in found and len(telling) >= 2 and (named > 0 or len(telling) >= 3)) or named >= 2


def _is_over_header(
    keys: Sequence[str], labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary
) -> bool:
    """Whether 绩效指标, 指标值 and other headings stand over a row with those of the levels and the names."""
    named = [label for label in labels if label.full]
    if at + 1 >= len(rows) or rows[at + 1].is_line or len(named) < 2 or {"level1", "kind"} & set(keys):
        return False
    if not (words.indicator(named[0]) == "name" or words.is_section(named[0])):
        return False
    known = all(words.indicator(label) or words.is_known_column(label) for label in named[1:])
    values = {"target", "later", "weight"} & {words.indicator(label) for label in named[1:]}
    return known and bool(values) and _is_over_levels(rows, at, words)


def _is_list(labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether a row is over a list of projects, be there no indicators: their names, and two other things of them."""
    named = [label for label in labels if label.full]
    keys = [words.field(label) or words.money(label) for label in named]
    if len(named) < 4 or "name" not in keys or not {"total", "fiscal", "source"} & set(keys):
        return False
    like = all(
        words.looks_like_label(label)
        or words.indicator(label) == "number"
        or is_level(label.full)
        or words.money_result(label)
        or words.indicator_result(label)
        for label in named
    )
    if not (like or _is_over_levels(rows, at, words)):
        return False
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    texts = [words.label(spot.text) for spot in below]
    if any(words.money(label) == "total" and not words.is_sum(label) for label in texts[:2]):
        return False  # parts of the money of one project: 资金名称
    told = sum(key in ("code", "unit", "goals", "total", "fiscal", "other", "source") for key in keys)
    told += any(map(words.money_result, named))
    return told > 1 and len(below) > 2 and not any(map(words.is_strong, texts))


def _is_over_levels(rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether the headings in the next row are of levels of indicators and of their names."""
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    return len({"level1", "kind", "name"} & {words.indicator(words.label(spot.text)) for spot in below}) > 1


def _over_pairs(rows: Sequence[PageRow], at: int, words: Vocabulary) -> int:
    """How many rows a header has in which levels stand side by side, each over names and targets of its own; else 0."""
    first = [words.label(spot.text) for spot in rows[at].filled]
    if not all(words.is_label(label) or words.indicator(label) or _is_level(label.full, words) for label in first):
        return 0
    for height, row in enumerate(rows[at : at + 2], 1):
        levels = sum(_is_level(spot.text, words) for spot in row.filled)
        if levels > 1 and _are_pairs(rows, at + height, words, levels):
            return height + 1
        if levels > 1 and _over_names(row, words) == levels and _names_project(rows[at], words):
            return height
    return 0


def _over_names(row: PageRow, words: Vocabulary) -> int:
    """How many levels of a row are over names themselves: the heading behind each is that of its target."""
    return sum(
        _is_level(level.text, words) and words.indicator(words.label(value.text)) == "target"
        for level, value in pairwise(row.filled)
    )


def _names_project(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row of headings has one over the names of projects."""
    return any(words.field(words.label(spot.text)) == "name" for spot in row.filled)


def _is_level(text: str, words: Vocabulary) -> bool:
    """Whether a heading is a level of indicators, and none that stands over all of them: 绩效指标."""
    label = words.label(text)
    return not words.is_section(label) and (is_level(text) or words.is_level_one(label))


def _are_pairs(rows: Sequence[PageRow], at: int, words: Vocabulary, count: int) -> bool:
    """Whether a row is of headings, so many of them over names and over targets."""
    if at >= len(rows) or rows[at].is_line:
        return False
    keys = [words.indicator(words.label(spot.text)) for spot in rows[at].filled]
    return keys.count("name") >= count and keys.count("target") >= count


def _height(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions, cells: Sequence[Spot]) -> int:
    """Two where the next row has headings below the wide ones of the first, three where one more has below its own."""
    height = _of_two(rows, at, words, positions, cells)
    if height == 1 or at + 2 >= len(rows) or not any(_is_known(words, spot.text) for spot in rows[at + 2].filled):
        return height
    middle = rows[at + 1].spots if positions is Positions.ORDER else rows[at + 1].filled
    return height + _of_two(rows, at + 1, words, positions, middle) - 1


def _of_two(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions, cells: Sequence[Spot]) -> int:
    if at + 1 >= len(rows) or rows[at + 1].is_line:
        return 1
    below = rows[at + 1].filled
    if not below or (len(below) < 2 and positions is not Positions.SPANS):
        return 1
    if positions is Positions.SPANS:
        wide = [spot for spot in cells if spot.right - spot.left > 1 or is_level(spot.text)]
        inside = all(any(top.left <= spot.left and spot.right <= top.right for top in wide) for spot in below)
        tops = [top for top in wide if any(top.left <= spot.left < top.right for spot in below)]
        plain = not any(_is_level_head(words, top, below) for top in tops)
        narrower = all(
            spot.right - spot.left < top.right - top.left or is_level(top.text)
            for top in tops
            for spot in below
            if top.left <= spot.left < top.right
        )
        return 2 if inside and plain and narrower and not any(_has_digits(spot) for spot in below) else 1
    return 2 if _is_second_row(rows[at + 1], cells, words, positions) else 1


def _is_second_row(row: PageRow, cells: Sequence[Spot], words: Vocabulary, positions: Positions) -> bool:
    """Whether a row has headings below the wide ones, where the format does not say what goes on downwards."""
    below = row.filled
    known = sum(_is_known(words, spot.text) for spot in below)
    if any(_has_digits(spot) for spot in below):
        return False
    if known < 2 or known * 2 < len(below):
        return are_places(row, cells, words, positions)
    if positions is Positions.ORDER:
        tops = tops_of([spot.text.strip() for spot in row.spots], len(cells))
        if tops:
            heads = [cells[top] for spot, top in zip(row.spots, tops, strict=True) if not spot.is_empty]
            return not any(_is_level_head(words, spot, below) for spot in heads)
        texts = [not spot.is_empty for spot in row.spots]
        before, after = texts.index(True), texts[::-1].index(True)
        over = cells[before : len(cells) - after]
        return before < len(cells) and bool(over) and not any(_is_level_head(words, spot, below) for spot in over)
    over = [top for top in cells if any(top.left <= spot.left < top.right for spot in below)]
    wide = all(top.right - top.left > 1 or is_level(top.text) for top in over)
    return wide and not any(_is_level_head(words, top, below) for top in over)


def _is_level_head(words: Vocabulary, spot: Spot, below: Sequence[Spot]) -> bool:
    """Whether a heading is one of a level or of names, and not over those: 中期指标, 绩效指标 over 一级指标."""
    label = words.label(spot.text)
    if label.term or label.full == "绩效指标":
        over = [words.indicator(words.label(one.text)) for one in below]
        return not ({"level1", "kind", "name"} & set(over) or label.term)
    return words.indicator(label) in ("level1", "kind", "name")


def _is_known(words: Vocabulary, text: str) -> bool:
    label = words.label(text)
    known = words.indicator(label) or words.money(label) or words.money_column(label) or words.is_known_column(label)
    told = bool(known) or label.full in _GRADES or is_level(text) or month_of(text) is not None
    return told or _PAST.match(label.full) is not None


def _has_digits(spot: Spot) -> bool:
    """Whether a cell has figures, and is no heading over those of a month or a year."""
    is_dated = month_of(spot.text) is not None or _YEAR.fullmatch(spot.text.strip()) is not None
    return any(char.isdigit() for char in spot.text.replace("1-7", "")) and not is_dated


def _columns(rows: Sequence[PageRow], cells: Sequence[Spot], words: Vocabulary, positions: Positions) -> list[Column]:
    """The columns: those of the rows below stand in place of the wide ones above them."""
    columns: list[Column] = []
    for tier in tiers(rows, cells, positions):
        column = _column(words, tier.text, tier.over[-1] if tier.over else "", tier.left, tier.right)
        column.over = tier.over[-1] if tier.over else ""
        column.levels = tuple(text for text in tier.over if _is_level(text, words))
        columns.append(column)
    _take_levels_for_names(columns, words)
    return columns


def _take_levels_for_names(columns: Sequence[Column], words: Vocabulary) -> None:
    """Of levels side by side with a target behind each the cells are names: 数量指标 | 指标值 | 质量指标 | 指标值."""
    if any(column.of == "indicator" and column.key == "name" for column in columns):
        return
    pairs = [
        (level, value)
        for level, value in pairwise(columns)
        if value.of == "indicator" and value.key == "target" and _is_level(level.heading, words)
    ]
    if len(pairs) > 1:
        for level, _value in pairs:
            level.key, level.levels = "name", (*level.levels, level.heading)


def _column(words: Vocabulary, text: str, over: str, left: int, right: int) -> Column:
    label, upper = words.label(text), words.label(over)
    heading = label.printed
    key = words.indicator(label) if label.full else ""
    term = LONG_TERM if "long" in (label.term, upper.term) else ""
    if _PAST.match(label.full) or (_PAST.match(upper.full) and key in ("", "target")):
        return Column("", heading, left, right)
    if over:
        above = words.indicator(upper)
        if key in ("operator", "target", "measure") and upper.term:
            return Column(key, heading, left, right, term=term, option=upper.printed)
        if above == "later":
            return _result(words, label, upper, left, right)
        if above == "target" and (key == "target" or label.term or not label.core or label.full in _VALUES):
            return Column("target", heading, left, right, term=term)
        if not key and above and above != "target":
            return Column("", heading, left, right)
    if key == "later":
        return _result(words, label, None, left, right)
    if key:
        return Column(key, heading, left, right, term=term if key == "target" else "")
    if _WAS.match(label.full) or words.money_column(label) == "change":
        return Column("", heading, left, right)
    found = words.field(label)
    if found in PROJECT_KEYS:
        return Column(found, heading, left, right, "project", term=LONG_TERM if label.term == "long" else "")
    part = words.money(label) or ("total" if words.is_sum(label) and words.money(upper) == "total" else "")
    if part and label.term != "long":
        if scale_in(upper.remark) and not scale_in(label.remark):
            heading = f"{heading}（{upper.remark}）"
        return Column(part, heading, left, right, "money")
    if month_of(text) is not None and _SHARES.search(normal(over)) and scale_in(upper.remark) is None:
        return Column("plan", heading, left, right, "project")
    return Column("", heading, left, right, option=upper.printed)


def _result(words: Vocabulary, label: Label, upper: Label | None, left: int, right: int) -> Column:
    """A column of what became of indicators; below a wide heading one of its options, unless it says what it is."""
    result = words.indicator_result(label)
    heading = f"{upper.printed}：{label.printed}" if upper else label.printed
    if upper and (not result or result.endswith("_mark")):
        return Column("", heading, left, right, "later", result=words.indicator_result(upper), option=label.printed)
    option = label.printed if result.endswith("_mark") else ""
    return Column("", heading, left, right, "later", result=result.removesuffix("_mark"), option=option)
