"""The header of a table of indicators, of one row or two: its columns, and which column a cell below stands in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.headings.change_columns import are_untold
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.header_columns import IN_BRACKETS, NUMBERED_NAME, columns_of, is_of_tasks, names_level
from perfcli.forms.headings.header_tiers import are_places, tops_of
from perfcli.forms.headings.heading_words import has_figures, is_known, is_over_levels
from perfcli.forms.headings.indicator_columns import settled
from perfcli.forms.headings.levels import is_level, is_level_one, level_name
from perfcli.forms.headings.listed_indicators import set_listed
from perfcli.forms.parts.list_header import lists_projects, lists_wholes, names_indicators, names_more
from perfcli.forms.words.changes import AFTER, BEFORE, side_of
from perfcli.forms.words.label import Label, without_remark
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import kinds_meant
from perfcli.regex import regex

_TOLD = 2
"""Rows of headings of which the order of cells tells what stands below what."""

_BESIDE = 60
"""Rows below a header that tell whether goals stand beside their indicators: a page may have very many headers."""

_CALLED_NAMES = ("指标", "绩效指标", "考核指标")
"""What the names of indicators are headed by where nothing says which level they are."""

_LEVEL_HEADING = regex(r"[一二三]级(?:绩效)?(?:指标|目标)|指标名称")


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
    is_header = is_header or _is_beside_goals(rows, at, words)
    is_over_tree = not is_header and _is_over_tree(keys, labels, rows, at, words)
    is_header = is_header or (not is_over_tree and _heads_pairs(keys, labels))
    of_wholes = lists_wholes(labels, rows, at, words, is_header=is_header)
    if not (is_header or is_over_tree or of_wholes or over_pairs or lists_projects(labels, rows, at, words)):
        return None
    height = over_pairs or _height(rows, at, words, positions, cells)
    columns = columns_of(rows[at : at + height], cells, words, positions)
    in_order = positions is Positions.ORDER
    is_untold = in_order and of_wholes and height > _TOLD and (any(map(is_of_tasks, cells)) or over_pairs > 0)
    is_list = any(column.of == "project" and column.key == "name" for column in columns)
    if in_order and is_list and names_more(rows, at + height, words):
        return None
    if in_order and are_untold(columns):
        return None
    if in_order and not is_untold and is_list and _has_wider_rows(columns, rows[at + height :]):
        return None  # the order of cells alone does not tell which headings stand below which
    if is_over_tree:
        columns[0].key = "level1"
    count = len(columns)
    section, columns = settled(columns, rows[at + height :], words, positions)
    set_listed(columns)
    sized = max(len(row.spots) for row in rows[at : at + height]) + max(len(columns) - count, 0)
    return Header(columns, height, positions, section, sized, of_wholes, is_untold)


def _has_wider_rows(columns: Sequence[Column], rows: Sequence[PageRow]) -> bool:
    """Whether below the headings of a list of projects rows have more cells than there are columns."""
    table = takewhile(lambda row: not row.is_line, rows)
    return any(len(row.spots) > len(columns) for row in table if len(row.filled) > 2)


def _is_header(keys: Sequence[str], labels: Sequence[Label]) -> bool:
    found = {key for key in keys if key}
    if any(label.full and len(label.full) > 30 for label in labels):
        return False
    telling = found & {"level1", "kind", "name", "target", "description", "weight", "basis", "operator"}
    named = sum(_LEVEL_HEADING.fullmatch(label.full) is not None for label in labels)
    has_content = any(label.full.endswith("内容") for label in labels)  # which has the names
    if has_content and {"kind", "target"} <= found:
        return True
    if has_content and {"level", "target"} <= found:
        return len(labels) > 3  # 类别 and 指标类型 beside 指标内容
    return ("name" in found and len(telling) >= 2 and (named > 0 or len(telling) >= 3)) or named >= 2


def _heads_pairs(keys: Sequence[str], labels: Sequence[Label]) -> bool:
    """Whether 指标, or 绩效指标 and 指标内容, stand right before the values of indicators, whatever stands beside."""
    named = [(key, label.full) for key, label in zip(keys, labels, strict=True) if label.full]
    return any(
        key == "target" and (name in _CALLED_NAMES or (name.endswith("内容") and over == "name"))
        for (over, _text), (_key, name), (key, _value) in zip([("", ""), *named], named, named[1:], strict=False)
    )


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
    return known and bool(values) and is_over_levels(rows, at, words)


def _is_beside_goals(rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether headings of goals and of indicators stand over levels, and several goals below, each beside its own."""
    own = rows[at].filled
    labels = [words.label(spot.text) for spot in own]
    if len(own) != 2 or words.field(labels[0]) != "goals" or not words.is_section(labels[1]):
        return False
    table = takewhile(lambda row: not row.is_line, rows[at + 2 : at + 2 + _BESIDE])
    beside = [row for row in table if len(row.filled) > 2 and row.filled[0].left == own[0].left]
    told = [row for row in beside if is_level(row.filled[1].text) or is_level_one(row.filled[1].text)]
    return len(told) > 1 and is_over_levels(rows, at, words)


def _is_over_tree(
    keys: Sequence[str], labels: Sequence[Label], rows: Sequence[PageRow], at: int, words: Vocabulary
) -> bool:
    """Whether 分解目标 or 绩效内容 stands over levels, beside headings of names and of targets."""
    named = [(key, label) for key, label in zip(keys, labels, strict=True) if label.full]
    if not named or not {"name", "target"} <= {key for key, _label in named[1:]}:
        return False
    if not (words.is_section(named[0][1]) or named[0][0] == "name"):
        return False
    below = rows[at + 1].filled if at + 1 < len(rows) and not rows[at + 1].is_line else []
    return len(below) > 2 and (is_level(below[0].text) or words.is_level_one(words.label(below[0].text)))


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
    keys = [words.indicator(label) or ("name" if _heads_names(label) else "") for label in labels]
    return keys.count("name") >= count and keys.count("target") >= count


def _heads_names(label: Label) -> bool:
    return label.full.endswith("内容") or NUMBERED_NAME.fullmatch(label.full) is not None


def _height(rows: Sequence[PageRow], at: int, words: Vocabulary, positions: Positions, cells: Sequence[Spot]) -> int:
    """Two where the next row has headings below the wide ones of the first, three where one more has below its own."""
    height = _of_two(rows, at, words, positions, cells)
    if height == 2 and names_indicators(rows, at + 2, words, positions):
        return 3
    if height == 1 or at + 2 >= len(rows) or not any(is_known(words, spot.text) for spot in rows[at + 2].filled):
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
        return 2 if inside and plain and narrower and not any(has_figures(words, spot) for spot in below) else 1
    return 2 if _is_second_row(rows[at + 1], cells, words, positions) else 1


def _without_remarks(spots: list[Spot]) -> list[Spot]:
    """The headings of a second row without those that only add to the ones over them: （2025年）."""
    return [spot for spot in spots if IN_BRACKETS.fullmatch(spot.text.strip()) is None] or spots


def _is_second_row(row: PageRow, cells: Sequence[Spot], words: Vocabulary, positions: Positions) -> bool:
    """Whether a row has headings below the wide ones, where the format does not say what goes on downwards."""
    below = _without_remarks(row.filled)
    known = sum(is_known(words, spot.text) or _is_below_level(spot, cells, positions) for spot in below)
    known += sum(words.is_sum(words.label(spot.text)) for spot in below) if known else 0  # 小计, 其中：财政拨款
    if any(has_figures(words, spot) for spot in below):
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


def _is_below_level(spot: Spot, cells: Sequence[Spot], positions: Positions) -> bool:
    """Whether a text is a level two without 指标 below its level one: 数量 below 产出指标."""
    if positions is Positions.ORDER or not kinds_meant(level_name(spot.text)):
        return False
    over = [top for top in cells if not top.is_empty and top.left <= spot.left]
    return bool(over) and is_level_one(level_name(over[-1].text))


def _is_level_head(words: Vocabulary, spot: Spot, below: Sequence[Spot], inside: Sequence[Spot] | None = None) -> bool:
    """Whether a heading is one of a level or of names, and not over those: 中期指标, 绩效指标 over 一级指标.

    What stands right below it is `inside` where that is told otherwise than by its place.
    """
    label = words.label(spot.text)
    own = [one for one in below if spot.left <= one.left < spot.right] if inside is None else inside
    under = [words.label(one.text) for one in own]
    if len({level.full for level in under}) > 1 and all(is_level_one(level.full) for level in under):
        return False  # 绩效指标 over 产出指标 and 效益指标
    if len(under) > 1 and words.indicator(under[0]) == "number" and words.indicator(label) == "name":
        return False  # 三级指标 over 序号 and 名称
    if {BEFORE, AFTER} <= {side_of(one.text) for one in own} and words.indicator(label) in ("level1", "kind", "name"):
        return without_remark(label.full) == "绩效指标"  # 三级指标 over 调整前 and 调整后
    keys = {words.indicator(level) for level in under}
    if {"level1", "kind"} <= keys or {"operator", "target"} <= keys or {"target", "measure"} <= keys:
        return False  # 指标名称 over the levels and the names themselves, 调整后指标 over the parts of targets
    if label.term or without_remark(label.full) == "绩效指标":
        over = [words.indicator(words.label(one.text)) for one in below]
        return not ({"level1", "kind", "name"} & set(over) or label.term)
    return words.indicator(label) in ("level1", "kind", "name")
