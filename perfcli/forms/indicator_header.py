"""The header of a table of indicators, of one row or two: its columns, and which column a cell below stands in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.header import Column, Header
from perfcli.forms.header_columns import IN_BRACKETS, PAST, PERIOD, SOURCES, columns_of, is_of_tasks, names_level
from perfcli.forms.header_tiers import are_places, tops_of
from perfcli.forms.indicator_columns import settled
from perfcli.forms.indicator_rows import is_level_one
from perfcli.forms.label import Label, without_remark
from perfcli.forms.levels import is_level
from perfcli.forms.lines import is_title
from perfcli.forms.listed_indicators import set_listed
from perfcli.forms.months import month_of
from perfcli.forms.vocabulary import Vocabulary
from perfcli.regex import regex

_LONGEST = 16
"""Characters of a heading in a second row."""

_FEW = 5
"""Headings of a list of which none is one that nobody knows."""

_TOLD = 2
"""Rows of headings of which the order of cells tells what stands below what."""

_ABOVE = 5
"""Rows above a header among which its title may stand."""

_GRADES = ("优", "良", "中", "差")
_LEVEL_HEADING = regex(r"[一二三]级(?:绩效)?(?:指标|目标)|指标名称")
_YEAR_BEFORE = regex(r"^20[0-9]{2}\s*年度?")


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
    is_over_tree = not is_header and _is_over_tree(keys, labels, rows, at, words)
    lists_wholes = not is_header and _lists_wholes(labels, rows, at, words)
    if not (is_header or is_over_tree or lists_wholes or over_pairs or _is_list(labels, rows, at, words)):
        return None
    height = over_pairs or _height(rows, at, words, positions, cells)
    columns = columns_of(rows[at : at + height], cells, words, positions)
    in_order = positions is Positions.ORDER
    if in_order and (
        _has_wider_rows(columns, rows[at + height :]) or (height > _TOLD and any(map(is_of_tasks, cells)))
    ):
        return None  # the order of cells alone does not tell which headings stand below which
    if is_over_tree:
        columns[0].key = "level1"
    count = len(columns)
    section, columns = settled(columns, rows[at + height :], words, positions)
    set_listed(columns)
    sized = max(len(row.spots) for row in rows[at : at + height]) + max(len(columns) - count, 0)
    return Header(columns, height, positions, section, sized, lists_wholes)


def _has_wider_rows(columns: Sequence[Column], rows: Sequence[PageRow]) -> bool:
    """Whether below the headings of a list of projects rows have more cells than there are columns."""
    table = takewhile(lambda row: not row.is_line, rows)
    is_list = any(column.of == "project" and column.key == "name" for column in columns)
    return is_list and any(len(row.spots) > len(columns) for row in table if len(row.filled) > 2)


def _is_header(keys: Sequence[str], labels: Sequence[Label]) -> bool:
    found = {key for key in keys if key}
    if any(label.full and len(label.full) > 30 for label in labels):
        return False
    telling = found & {"level1", "kind", "name", "target", "description", "weight", "basis", "operator"}
    named = sum(_LEVEL_HEADING.fullmatch(label.full) is not None for label in labels)
    if {"level", "target"} <= found and any(label.full.endswith("内容") for label in labels):
        return len(labels) > 3  # 类别 and 指标类型 beside 指标内容, which has the names
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


def _is_over_tree(
    keys: Sequence[str], labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary
) -> bool:
    """Whether a section such as 分解目标 stands over levels, beside headings of names and of targets."""
    named = [(key, label) for key, label in zip(keys, labels, strict=True) if label.full]
    if not named or not words.is_section(named[0][1]) or not {"name", "target"} <= {key for key, _label in named[1:]}:
        return False
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    return len(below) > 2 and is_level(below[0].text)


def _is_list(labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether a row is over a list of projects, be there no indicators: their names, and two other things of them.

    What they are may stand in the row below, under a heading that only says what they have in common: 资金安排.
    """
    named = [label for label in labels if label.full]
    tier = _second_tier(rows, at, words)
    keys = [words.field(label) or words.money(label) for label in (*named, *tier)]
    if "name" not in keys and "unit" in keys and {"goals", "total"} & set(keys):
        keys = ["name" if label.full == "项目" else key for key, label in zip(keys, (*named, *tier), strict=True)]
    if len(named) < 4 or "name" not in keys[: len(named)] or not {"total", "fiscal", "source"} & set(keys):
        return False
    strange = [
        label
        for label in named
        if not (
            words.looks_like_label(label)
            or words.indicator(label) == "number"
            or is_level(label.full)
            or words.money_result(label)
            or words.indicator_result(label)
        )
    ]
    is_like = not strange or (len(strange) == 1 and bool(tier) and len(named) > _FEW)
    if not (is_like or _is_over_levels(rows, at, words)):
        return False
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    texts = [words.label(spot.text) for spot in below]
    if not tier and any(words.money(label) == "total" and not words.is_sum(label) for label in texts[:2]):
        return False  # parts of the money of one project: 资金名称
    told = sum(key in ("code", "unit", "goals", "total", "fiscal", "other", "source") for key in keys)
    told += any(map(words.money_result, named))
    is_row = bool(tier) or (len(below) > 2 and not any(map(words.is_strong, texts)))
    return told > 1 and is_row


def _lists_wholes(labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether a row is over wholes of units, one below another: 单位名称, 整体绩效目标, 绩效指标 over its levels.

    That they are wholes is said by a heading of goals, or by the title above.
    """
    fields = [words.field(label) for label in labels]
    if "unit" not in fields or "goals" not in fields or "name" in fields or not _is_over_levels(rows, at, words):
        return False
    goals = (label.full for label, field in zip(labels, fields, strict=True) if field == "goals")
    titles = (row.filled[0].text for row in rows[max(0, at - _ABOVE) : at] if len(row.filled) == 1)
    return any("整体" in text for text in goals) or any("整体" in text and is_title(text, words) for text in titles)


def _second_tier(rows: Sequence[PageRow], at: int, words: Vocabulary) -> list[Label]:
    """The headings in the next row, where it is one of headings: most are known, and none has figures."""
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    labels = [words.label(spot.text) for spot in below]
    over = [(top.left, top.right) for top in rows[at].filled if SOURCES.fullmatch(words.label(top.text).full)]
    known = sum(
        _is_known(words, spot.text)
        or words.result(words.label(spot.text)) == "total"
        or words.money_result(words.label(spot.text)) != ""
        or words.field(words.label(spot.text)) == "goals"
        or any(left <= spot.left < right for left, right in over)
        for spot in below
    )
    is_tier = known > 1 and known * 4 > len(below) * 3 and all(len(label.full) <= _LONGEST for label in labels)
    return labels if is_tier and not any(_has_figures(words, spot) for spot in below) else []


def _is_over_levels(rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether the headings in the next row are of levels of indicators and of their names."""
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    return len({"level1", "kind", "name"} & {words.indicator(words.label(spot.text)) for spot in below}) > 1


def _over_pairs(rows: Sequence[PageRow], at: int, words: Vocabulary) -> int:
    """How many rows a header has in which levels stand side by side, each over names and targets of its own; else 0."""
    first = [words.label(spot.text) for spot in rows[at].filled]
    if not all(words.is_label(label) or words.indicator(label) or names_level(label.full, words) for label in first):
        return 0
    for height, row in enumerate(rows[at : at + 2], 1):
        levels = sum(names_level(spot.text, words) for spot in row.filled)
        if levels > 1 and _are_pairs(rows, at + height, words, levels):
            return height + 1
        if levels > 1 and _over_names(row, words) == levels and _names_project(rows[at], words):
            return height
    return 0


def _over_names(row: PageRow, words: Vocabulary) -> int:
    """How many levels of a row are over names themselves: the heading behind each is that of its target."""
    return sum(
        names_level(level.text, words) and words.indicator(words.label(value.text)) == "target"
        for level, value in pairwise(row.filled)
    )


def _names_project(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row of headings has one over the names of projects."""
    return any(words.field(words.label(spot.text)) == "name" for spot in row.filled)


def _are_pairs(rows: Sequence[PageRow], at: int, words: Vocabulary, count: int) -> bool:
    """Whether a row is of headings, so many of them over names and over targets."""
    if at >= len(rows) or rows[at].is_line:
        return False
    labels = [words.label(spot.text) for spot in rows[at].filled]
    keys = [words.indicator(label) or ("name" if label.full.endswith("内容") else "") for label in labels]
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
        below = _without_remarks(below)
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
        return 2 if inside and plain and narrower and not any(_has_figures(words, spot) for spot in below) else 1
    return 2 if _is_second_row(rows[at + 1], cells, words, positions) else 1


def _without_remarks(spots: list[Spot]) -> list[Spot]:
    """The headings of a second row without those that only add to the ones over them: （2025年）."""
    return [spot for spot in spots if IN_BRACKETS.fullmatch(spot.text.strip()) is None] or spots


def _is_second_row(row: PageRow, cells: Sequence[Spot], words: Vocabulary, positions: Positions) -> bool:
    """Whether a row has headings below the wide ones, where the format does not say what goes on downwards."""
    below = _without_remarks(row.filled)
    known = sum(_is_known(words, spot.text) for spot in below)
    if any(_has_figures(words, spot) for spot in below):
        return False
    if known < 2 or known * 2 < len(below):
        return are_places(row, cells, words, positions)
    if positions is Positions.ORDER:
        tops = tops_of([spot.text.strip() for spot in row.spots], len(cells))
        if tops:
            placed = [(top, spot) for spot, top in zip(row.spots, tops, strict=True) if not spot.is_empty]
            under = {top: [spot for at, spot in placed if at == top] for top, _spot in placed}
            return not any(_is_level_head(words, cells[top], below, spots) for top, spots in under.items())
        texts = [not spot.is_empty for spot in row.spots]
        before, after = texts.index(True), texts[::-1].index(True)
        over = cells[before : len(cells) - after]
        return bool(over) and not any(_is_level_head(words, spot, below, below) for spot in over)
    over = [top for top in cells if any(top.left <= spot.left < top.right for spot in below)]
    wide = all(top.right - top.left > 1 or is_level(top.text) for top in over)
    return wide and not any(_is_level_head(words, top, below) for top in over)


def _is_level_head(words: Vocabulary, spot: Spot, below: Sequence[Spot], inside: Sequence[Spot] | None = None) -> bool:
    """Whether a heading is one of a level or of names, and not over those: 中期指标, 绩效指标 over 一级指标.

    What stands right below it is `inside` where that is told otherwise than by its place.
    """
    label = words.label(spot.text)
    own = [one for one in below if spot.left <= one.left < spot.right] if inside is None else inside
    under = [words.label(one.text) for one in own]
    if len({level.full for level in under}) > 1 and all(is_level_one(level.full) for level in under):
        return False  # 绩效指标 over 产出指标 and 效益指标
    if {"level1", "kind"} <= {words.indicator(level) for level in under}:
        return False  # 指标名称 over the levels and the names themselves
    if label.term or without_remark(label.full) == "绩效指标":
        over = [words.indicator(words.label(one.text)) for one in below]
        return not ({"level1", "kind", "name"} & set(over) or label.term)
    return words.indicator(label) in ("level1", "kind", "name")


def _is_known(words: Vocabulary, text: str) -> bool:
    label = words.label(text)
    known = words.indicator(label) or words.money(label) or words.money_column(label) or words.is_known_column(label)
    told = bool(known) or label.full in _GRADES or is_level(text) or month_of(text) is not None
    return told or PAST.match(label.full) is not None or PERIOD.fullmatch(label.full) is not None


def _has_figures(words: Vocabulary, spot: Spot) -> bool:
    """Whether a cell has figures, and is no heading over those of some months or of a year: 1-7月执行数."""
    label = words.label(spot.text.strip())
    text = _YEAR_BEFORE.sub("", without_remark(label.full))
    is_dated = month_of(text) is not None or not text or PERIOD.fullmatch(text) is not None
    return any(map(str.isdigit, text)) and not (is_dated or words.money_result(label) or words.indicator_result(label))
