"""The header of a table of indicators: its columns, where they stand, whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.words.changes import BEFORE_CHANGE, WAS
from perfcli.forms.words.label import Label, normal, without_remark
from perfcli.regex import regex

BESIDE_GOALS = "goals"
"""What a column is of that has goals, each beside its own indicators."""

_BEFORE = regex(BEFORE_CHANGE)


@dataclass(slots=True)
class Column:
    """A column: its key (empty for one that is not known), its heading, its place, whose indicators' it is.

    `of` tells what it belongs to: "indicator", "later", "project", "money". `block` counts tables side by side. Of one
    that says what became of indicators `result` is what, `option` what a mark in it stands for.
    """

    key: str
    heading: str
    left: int
    right: int
    of: str = "indicator"
    term: str = ""
    block: int = 0
    result: str = ""
    option: str = ""
    over: str = ""
    """The heading right over it."""

    levels: tuple[str, ...] = ()
    """The levels of indicators that stand over it: 成本指标 over 三级指标 and 指标值."""

    was: str = ""
    """The key of what it tells of as that was before a change: total, of 预算金额 over 调整前."""

    before: int | None = None
    """Where the column stands that tells what this one was before a change."""

    says_weights: bool = False
    """Whether its names say the points of their indicators behind them: 巡护里程（10分）."""


@dataclass(slots=True)
class Header:
    """The columns of a table of indicators, and how many rows its header has."""

    columns: list[Column]
    height: int
    positions: Positions
    section: Label | None = None
    sized: int = field(default=0)
    """How many cells a whole row has, where positions are an order."""

    lists_wholes: bool = False
    """Whether each row is of the whole of a unit: 单位名称 and 整体绩效目标, and no project."""

    is_untold: bool = False
    """Whether the order of cells alone does not tell which of its headings stand below which."""

    was: frozenset[str] = frozenset()
    """The headings of levels and names as they were before a change: they are told where they were others."""

    places: dict[tuple[int, int], Column | None] = field(default_factory=dict, repr=False, compare=False)
    """In which column a cell stands, by its left and right: a table has few different ones."""

    def find(self, key: str, block: int = 0) -> Column | None:
        """The column of a key."""
        columns = (column for column in self.columns if column.of == "indicator" and column.block == block)
        return next((column for column in columns if column.key == key), None)

    def parted_goals(self, row: PageRow) -> tuple[Sequence[tuple[Column, Spot]], PageRow]:
        """The goals that begin in a row, beside their own indicators, and the row without them."""
        columns = [column for column in self.columns if column.of == BESIDE_GOALS]
        goals = [
            (column, spot)
            for column in columns
            for spot in row.filled
            if column.left <= spot.left < column.right and len(row.filled) > 1
        ]
        if not goals:
            return (), row
        spots = [spot for _column, spot in goals]
        empty = [replace(spot, text="") if spot in spots else spot for spot in row.spots]
        return goals, PageRow(empty, row.table, row.is_line)

    @property
    def blocks(self) -> int:
        """How many tables stand side by side."""
        return max((column.block for column in self.columns), default=0) + 1

    @property
    def has_projects(self) -> bool:
        """Whether each row also says which project, or whole of a unit, it belongs to."""
        return self.lists_wholes or any(column.of == "project" and column.key == "name" for column in self.columns)

    @property
    def says_changes(self) -> bool:
        """Whether its own headings say which of two tables side by side is the one before a change."""
        return any(_BEFORE.match(normal(column.over)) is not None for column in self.columns)

    def take_changes(self) -> None:
        """Of two tables side by side, before and after a change, the one after it has the indicators."""
        after = {column.key for column in self.columns if column.block}
        was: set[str] = set()
        for column in self.columns:
            if not column.block and column.of == "indicator" and column.key in after:
                column.heading = f"{WAS}{column.heading}"
                was |= {column.heading} if column.key in ("level1", "kind", "name") else set()
                column.key = ""
            column.block = 0
        self.was = frozenset(was)

    def is_before(self, column: Column) -> bool:
        """Whether a column tells what was before a change, where an empty cell may be one that does not go on."""
        return bool(self.was) and self.positions is not Positions.SPANS and column.heading.startswith(WAS)

    def says_goals(self, first: Spot, second: Spot) -> bool:
        """Whether these stand in the columns of a project's name and of its goals or purpose."""
        keys = [
            next((column.key for column in self.columns if column.of == "project" and column.left == spot.left), "")
            for spot in (first, second)
        ]
        return keys[0] == "name" and keys[1] in ("goals", "purpose")

    def stands_like(self, other: Header) -> bool:
        """Whether another header has the same headings in the same places, whatever the rows below make of them."""
        return self._places == other._places

    @property
    def _places(self) -> list[tuple[str, int]]:
        """The headings, without remarks such as （元）, and where they stand."""
        return [(without_remark(normal(column.heading)).strip("*★:"), column.left) for column in self.columns]

    def of_money(self, left: int) -> bool:
        """Whether a cell that begins there stands in a column of money."""
        return any(column.of == "money" and column.left <= left < column.right for column in self.columns)
