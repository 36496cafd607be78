"""Columns of levels that their headings do not tell apart: which has levels one, which levels two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.levels import is_level, level_name
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import kinds_meant


def parted_levels(
    columns: list[Column], below: Sequence[PageRow], words: Vocabulary, positions: Positions
) -> list[Column]:
    """Where one heading stands over levels one and two that have no heading of their own, a column for each."""
    levels = [at for at, column in enumerate(columns) if column.key in ("level1", "kind", "level")]
    if len(levels) != 1 or columns[levels[0]].key == "kind":
        return columns
    at = levels[0]
    wide = columns[at]
    if wide.key == "level":
        if not _is_over_both(wide, below, words, positions):
            return columns
        wide = replace(wide, key="level1")
    whole = columns[-1].right + 1
    if positions is Positions.ORDER and below and all(len(row.spots) == whole for row in below[:2]):
        moved = [replace(column, left=column.left + 1, right=column.right + 1) for column in columns[at:]]
        return [*columns[:at], wide, replace(moved[0], key="kind"), *moved[1:]]
    table = takewhile(lambda row: not (row.filled and words.is_sum(words.label(row.filled[0].text))), below[:6])
    lefts = [{spot.left for spot in row.spots if wide.left <= spot.left < wide.right} for row in table if row.filled]
    if positions is Positions.COLUMNS and lefts and set().union(*lefts) == lefts[0]:
        lefts = lefts[:1]  # an empty cell is no cell
    if not lefts or any(len(found) != 2 for found in lefts):
        return columns
    middle = max(lefts[0])
    one, two = replace(wide, right=middle), replace(wide, key="kind", left=middle)
    return [*columns[:at], one, two, *columns[at + 1 :]]


def _is_over_both(wide: Column, below: Sequence[PageRow], words: Vocabulary, positions: Positions) -> bool:
    """Whether 指标类别 stands over a level one with a level two beside it."""
    row = next((row for row in below if row.filled), None)
    if row is None:
        return False
    right = wide.right + (positions is Positions.ORDER)  # a row has a cell more
    texts = [(spot.above or spot).text for spot in row.spots if wide.left <= spot.left < right]
    return len(texts) == 2 and _begins_with_levels([*texts, ""], words)


def parted_indicators(columns: list[Column], below: Sequence[PageRow], words: Vocabulary) -> list[Column]:
    """Where one heading, 绩效指标, stands over levels and names that have none of their own, a column for each."""
    levels = ("level1", "kind", "level")
    names = [column for column in columns if column.of == "indicator" and column.key == "name"]
    if len(names) != 1 or any(column.key in levels for column in columns):
        return columns
    (wide,) = names
    rows = [[spot for spot in row.spots if wide.left <= spot.left < wide.right] for row in below[:6] if row.filled]
    lefts = [spot.left for spot in rows[0]] if rows else []
    keys = {2: ("level1", "name"), 3: ("level1", "kind", "name")}.get(len(lefts), ())
    if not keys or not _begins_with_levels([spot.text for spot in rows[0]], words):
        return columns
    if any(spot.left not in lefts for row in rows for spot in row):
        return columns
    parts = [
        replace(wide, key=key, left=left, right=right)
        for key, left, right in zip(keys, lefts, [*lefts[1:], wide.right], strict=True)
    ]
    at = columns.index(wide)
    return [*columns[:at], *parts, *columns[at + 1 :]]


def _begins_with_levels(texts: Sequence[str], words: Vocabulary) -> bool:
    """Whether all texts of a row but the last are levels, the first one of level one."""
    first, *others = [level_name(text) for text in texts[:-1]]
    is_first = (is_level(first) or words.is_level_one(words.label(first))) and not _is_kind(first)
    return is_first and all(map(_is_kind, others))


def set_levels(columns: list[Column], below: Sequence[PageRow], words: Vocabulary) -> None:
    """A column called 指标类别 holds levels one, levels two, terms (中期指标) or other words: its values tell."""
    for column in columns:
        known = {other.key for other in columns}
        if column.key != "level":
            continue
        texts = [spot.text for row in below[:6] for spot in row.filled if column.left <= spot.left < column.right]
        column.key = ""
        if texts and words.label(texts[0]).term and words.label(texts[0]).core in ("", "指标", "绩效指标"):
            column.key = "term"
        elif texts and (is_level(texts[0]) or words.is_level_one(words.label(texts[0]))):
            kind = "kind" if kinds_meant(level_name(texts[0])) else "level1"
            column.key = kind if kind not in known else ""
        elif texts and "level1" in known and "kind" not in known:
            after = columns[columns.index(column) + 1 :][:1]
            is_kind = all(map(_is_kind, texts)) or [one.key for one in after] == ["name"]
            column.key = "kind" if is_kind else ""


def _is_kind(text: str) -> bool:
    """Whether a text is a level two, be it without 指标 behind it: 数量, 可持续影响."""
    return bool(kinds_meant(level_name(text)))
