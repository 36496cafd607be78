"""Which columns of a table of indicators have the parts of its targets: operators, values, units of measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.headings.header import Column
from perfcli.forms.words.targets import is_operator
from perfcli.regex import regex

NO_OPERATOR = ("定性", "定性指标", "-", "—", "/", "无")
"""What stands among operators where a target has none."""

_COUNTED = regex("(?:三级)?(?:绩效)?指标[0-9一二三四五六七八九十]{1,3}[:：]?|[0-9]{1,3}[.．、]?")
_OF_TARGETS = regex("[及与和、/](?:指标|目标)值$")

_ENOUGH = 200
"""So many rows tell: a page may have very many headers, each over all rows below it."""


def parted_targets(columns: list[Column], below: Sequence[PageRow], positions: Positions) -> list[Column]:
    """Where one heading of targets stands over their operators, values and units of measure, a column for each."""
    rows = [row for row in takewhile(lambda row: not row.is_line, below[:_ENOUGH]) if row.filled]
    at = next((at for at, one in enumerate(columns) if one.key == "target" and _has_parts(one, rows)), -1)
    if positions is Positions.ORDER:
        return _parted_by_order(columns, rows)
    if at < 0:
        return columns
    wide, several = columns[at], [cells for row in rows if len(cells := _below(columns[at], row)) > 1]
    places = [wide.left, *sorted({spot.left for cells in several for spot in cells[1:]}), wide.right]
    keys = _keys(several)
    parts = [
        replace(wide, key=key, left=left, right=right)
        for key, left, right in zip(keys, places, places[1:], strict=False)
    ]
    return [*columns[:at], *parts, *columns[at + 1 :]] if len(places) == len(keys) + 1 else columns


def parted_names(columns: list[Column], below: Sequence[PageRow], positions: Positions) -> list[Column]:
    """Where one heading of names stands over what counts them (指标1) or over their targets too, a column for each."""
    at = next((at for at, one in enumerate(columns) if one.of == "indicator" and one.key == "name"), -1)
    if at < 0:
        return columns
    wide, whole = columns[at], columns[-1].right + 1
    rows = [row for row in takewhile(lambda row: not row.is_line, below[:_ENOUGH]) if row.filled]
    moved = int(positions is Positions.ORDER)
    if moved:
        is_more = not any(len(row.spots) == whole - 1 for row in rows)  # each row has a cell more
        several = [row.spots[wide.left : wide.left + 2] for row in rows if is_more and len(row.spots) == whole]
    else:
        several = [cells for row in rows if len(cells := _below(wide, row)) > 1]
    middles = {cells[1].left for cells in several}
    keys = _keys_of_names(wide, several, columns)
    if len(middles) != 1 or not keys:
        return columns
    (middle,) = middles
    first = replace(wide, key=keys[0], right=middle)
    second = replace(wide, key=keys[1], left=middle, right=wide.right + moved)
    after = [replace(one, left=one.left + moved, right=one.right + moved) for one in columns[at + 1 :]]
    return [*columns[:at], first, second, *after]


def _keys_of_names(
    wide: Column, several: Sequence[Sequence[Spot]], columns: Sequence[Column]
) -> tuple[str, str] | None:
    """What two cells are that stand below one heading of names in the same row, None where that is not clear."""
    if any(len(cells) > 2 for cells in several):
        return None
    if all(_COUNTED.fullmatch("".join(cells[0].text.split())) for cells in several):
        return "number", "name"
    is_over_both = _OF_TARGETS.search(wide.heading) and not any(one.key == "target" for one in columns)
    return ("name", "target") if is_over_both else None


def _parted_by_order(columns: list[Column], rows: Sequence[PageRow]) -> list[Column]:
    """The same by the order of cells alone: rows with an operator have a cell more than there are columns."""
    for at, column in enumerate(columns):
        if column.key != "target" or any(other.key == "operator" for other in columns):
            continue
        whole = columns[-1].right
        told = [row for row in rows if len(row.spots) == whole + 1 and is_operator(row.spots[column.left].text.strip())]
        if not told or any(len(row.spots) > whole and row not in told for row in rows):
            continue
        moved = [replace(one, left=one.left + 1, right=one.right + 1) for one in columns[at:]]
        return [*columns[:at], replace(column, key="operator"), *moved]
    return columns


def _below(column: Column, row: PageRow) -> list[Spot]:
    return [spot for spot in row.filled if column.left <= spot.left < column.right]


def _has_parts(column: Column, rows: Sequence[PageRow]) -> bool:
    return bool(_keys([cells for row in rows if len(cells := _below(column, row)) > 1]))


def _keys(several: Sequence[Sequence[Spot]]) -> tuple[str, ...]:
    """What the cells are that stand below one heading of targets in the same row, empty where that is not clear."""
    texts = [[spot.text.strip() for spot in cells] for cells in several]
    first = ("operator",) if texts and all(is_operator(row[0]) or row[0] in NO_OPERATOR for row in texts) else ()
    rest = [row[len(first) :] for row in texts]
    if not rest or not all(rest) or max(map(len, rest)) > 2:
        return ()
    measures = [row[1] for row in rest if len(row) > 1]
    if not measures:
        return (*first, "target") if first else ()
    are_measures = not any(any(map(str.isdigit, text)) for text in measures)
    has_values = all(any(map(str.isdigit, row[0])) for row in rest if len(row) > 1)
    return (*first, "target", "measure") if are_measures and has_values else ()


def set_operators(columns: list[Column], below: Sequence[PageRow]) -> None:
    """Of 指标性质 and 指标方向 the one below which operators stand has them, whatever the other says (正向).

    Where neither is there it is one below which nothing but operators and 定性 stands, be it called 指标值类型.
    """
    if not any(column.of == "indicator" and column.key == "operator" for column in columns):
        for column in columns:
            if column.of == "indicator" and not column.key and _are_operators(column, below):
                column.key = "operator"
    groups: dict[tuple[object, ...], list[Column]] = {}
    for column in columns:
        if column.of == "indicator" and column.key == "operator":
            groups.setdefault((column.block, column.term, column.option, column.over), []).append(column)
    for group in groups.values():
        if len(group) > 1:
            most = max(group, key=lambda column: _operators(column, below))
            for column in group:
                column.key = column.key if column is most else ""
    _set_values(columns)


def _set_values(columns: Sequence[Column]) -> None:
    """Where no heading is one of targets, what stands behind operators has their values: 运算符号 | 内容 | 度量单位."""
    ours = [column for column in columns if column.of == "indicator"]
    if any(column.key == "target" for column in ours):
        return
    for operator, value, measure in zip(columns, columns[1:], columns[2:], strict=False):
        if operator.key == "operator" and value in ours and not value.key and measure.key == "measure":
            value.key, value.term = "target", operator.term


def _are_operators(column: Column, below: Sequence[PageRow]) -> bool:
    """Whether operators stand below a heading, and nothing else but that there is none: 定性."""
    table = takewhile(lambda row: not row.is_line, below[:_ENOUGH])
    texts = [spot.text.strip() for row in table for spot in row.filled if column.left <= spot.left < column.right]
    others = [text for text in texts if not is_operator(text)]
    return len(others) < len(texts) and all(text in (*NO_OPERATOR, column.heading) for text in others)


def _operators(column: Column, below: Sequence[PageRow]) -> int:
    """How many cells below a heading are operators."""
    cells = (spot.text for row in below for spot in row.filled if column.left <= spot.left < column.right)
    return sum(is_operator(text.strip()) for text in cells)
