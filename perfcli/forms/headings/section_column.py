"""The first column of a table of indicators: a label down its left, levels without a heading, goals beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from perfcli.formats.pages import PageRow
from perfcli.forms.headings.header import BESIDE_GOALS, Column
from perfcli.forms.headings.levels import is_level, is_level_one, level_name
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import kinds_meant

_LEVELS = frozenset(("level1", "kind", "level"))
_NEAR = 60
"""Rows right below a header."""

_FEWEST_CELLS = 3
"""Cells of a row of an indicator that has something before its levels."""


def without_section(
    columns: list[Column], below: Sequence[PageRow], words: Vocabulary
) -> tuple[Label | None, list[Column]]:
    """The label down the left of the table, such as 绩效指标, where another column has the indicators' names."""
    if not columns:
        return None, columns
    first = columns[0]
    if first.levels:
        return None, columns  # names below a level that stands beside others
    label = words.label(first.heading)
    others = {column.key for column in columns[1:] if column.of == "indicator"}
    names = [column for column in columns[1:] if column.of == "indicator" and column.key == "name"]
    if (
        is_level_one(level_name(first.heading))
        and len(names) == 1
        and not others & _LEVELS
        and _has_kinds(first, below)
    ):
        first.of, first.key, names[0].levels = "indicator", "kind", (first.heading,)
        return None, columns
    if first.of == "indicator" and "level1" not in others and not label.term and _has_levels(first, below, words):
        # 绩效目标分解 over 产出目标, 效果目标; 指标类型 over 数量指标, 质量指标
        first.key = "kind" if "kind" not in others and _has_kinds(first, below) else "level1"
        return None, columns
    goals = (
        first.of == "project"
        and first.key == "goals"
        and not any(column.of == "project" and column.key == "name" for column in columns)
    )
    target = first.key == "target" and "target" in others and "level1" in others
    if (goals or (target and words.field(label) == "goals")) and _has_goals(first, below):
        first.of, first.key = BESIDE_GOALS, "goals"
        return None, columns
    is_name = first.of == "indicator" and first.key == "name"
    named = is_name and (not others.isdisjoint(("name", "level1")) or _is_beside_kinds(first, others, below, words))
    over_levels = not others.isdisjoint(("level1", "level")) and label.full.endswith("指标")
    goes_down = not others.isdisjoint(("level1", "kind", "name", "level")) and _goes_down(first, below, words)
    plain = not first.key and (words.is_section(label) or over_levels or goes_down)
    if named or (plain and first.of in ("indicator", "later")) or goals or target:
        return label, columns[1:]
    return None, columns


def _is_beside_kinds(first: Column, others: set[str], below: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether 绩效指标 stands beside levels two, and neither it nor anything else in the rows right below it."""
    row = next((row for row in below if row.filled), None)
    is_empty = row is not None and row.filled[0].left > first.left
    is_section = words.is_section(words.label(first.heading))
    return is_section and "kind" in others and (is_empty or _goes_down(first, below, words))


def _has_kinds(column: Column, below: Sequence[PageRow]) -> bool:
    """Whether levels two stand below a heading, which is their level one: 产出指标 over 数量指标."""
    table = takewhile(lambda row: len(row.filled) > 1, below)
    texts = [spot.text for row in table for spot in row.filled if column.left <= spot.left < column.right]
    texts = list(takewhile(lambda text: not is_level_one(level_name(text)), texts))  # another one has a heading again
    return bool(texts) and all(kinds_meant(level_name(text)) for text in texts)


def _has_goals(column: Column, below: Sequence[PageRow]) -> bool:
    """Whether goals stand below their heading, each beside its indicators."""
    table = takewhile(lambda row: not row.is_line, below[:_NEAR])
    return any(len(row.filled) >= _FEWEST_CELLS and row.filled[0].left == column.left for row in table)


def _has_levels(column: Column, below: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether nothing but levels one stands below a heading, and more than one of them."""
    table = takewhile(lambda row: len(row.filled) > 1, below)
    texts = {spot.text for row in table for spot in row.filled if column.left <= spot.left < column.right}
    return len(texts) > 1 and all(is_level(text) or words.is_level_one(words.label(text)) for text in texts)


def _goes_down(column: Column, below: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether the cell of a heading goes on beside the rows below it: nothing of these stands under it.

    Where the format does not say what goes on, further rows may have something there.
    """
    rows = [row for row in below if row.filled]
    above = next((spot.above for row in rows[:1] for spot in row.spots if spot.left == column.left), None)
    if above is None or words.label(above.text).printed != column.heading:
        return False
    later = (row.filled for row in rows if row.filled[0].left == column.left)
    first = next(later, [])
    return len(first) < _FEWEST_CELLS or words.looks_like_label(words.label(first[0].text))
