"""Which column of a table of indicators has the operators of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from perfcli.formats.pages import PageRow
from perfcli.forms.header import Column
from perfcli.forms.targets import is_operator

_NO_OPERATOR = ("定性", "定性指标", "-", "—", "/", "无")
"""What stands among operators where a target has none."""

_ENOUGH = 200
"""So many rows tell: a page may have very many headers, each over all rows below it."""


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


def _are_operators(column: Column, below: Sequence[PageRow]) -> bool:
    """Whether operators stand below a heading, and nothing else but that there is none: 定性."""
    table = takewhile(lambda row: not row.is_line, below[:_ENOUGH])
    texts = [spot.text.strip() for row in table for spot in row.filled if column.left <= spot.left < column.right]
    others = [text for text in texts if not is_operator(text)]
    return len(others) < len(texts) and all(text in (*_NO_OPERATOR, column.heading) for text in others)


def _operators(column: Column, below: Sequence[PageRow]) -> int:
    """How many cells below a heading are operators."""
    cells = (spot.text for row in below for spot in row.filled if column.left <= spot.left < column.right)
    return sum(is_operator(text.strip()) for text in cells)
