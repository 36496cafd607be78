"""Levels one and two of the rows of a table of indicators: each goes on downwards until another one is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING, Ledger
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.levels import is_level, is_level_one, level_name, levels_one
from perfcli.framework import kinds_meant
from perfcli.i18n import gettext as _

LEVELS = ("level1", "kind")
Cells = Mapping[str, Sequence[tuple[Column, Spot]]]
"""The cells of a row by the keys of their columns."""


@dataclass
class RowLevels:
    """The levels that hold in a row, of one of the tables that stand side by side."""

    ledger: Ledger
    level1: str = ""
    kind: str = ""
    _without_rows: dict[str, list[Spot]] = field(default_factory=dict)
    """The cells of levels under which no indicator was found yet."""

    def begin(self, text: str, spot: Spot) -> None:
        """A level in a row of its own or in a heading: one of level two where one of level one stands over it."""
        name = level_name(text)
        if is_kind(name) and self.level1 and not is_kind(self.level1):
            self.kind = name
            self.ledger.put(spot, "indicators.kind")
            return
        self.level1, self.kind = name, ""
        self.ledger.put(spot, "indicators.level1")

    def set(self, level1: str, kind: str) -> None:
        """The levels that stand over the columns of a table."""
        self.level1, self.kind = level1, kind

    def read(self, cells: Cells) -> None:
        """The levels that a row prints."""
        for key in LEVELS:
            for _column, spot in cells.get(key, ()):
                text = level_name(spot.text)
                if spot.above is not None or not text:
                    continue
                if is_blank(text):
                    self.ledger.put(spot, NOTHING)
                    setattr(self, key, "")
                    continue
                self._put(key, spot)
                if key == "level1" and text != self.level1:
                    self.level1, self.kind = text, self.kind if _goes_on("kind", cells) else ""
                elif key == "kind":
                    self.kind = text

    def leave_another(self, cells: Cells) -> None:
        """A level one that is left blank is not the one above where the level two beside it is of another."""
        own, kinds = (
            [spot for _column, spot in cells.get(key, ()) if spot.above is None] for key in ("level1", "kind")
        )
        known = levels_one(level_name(self.kind)) if any(not spot.is_empty for spot in kinds) else []
        if own and all(spot.is_empty for spot in own) and known and self.level1 not in known:
            self.level1 = ""

    def used(self) -> None:
        """An indicator stands beside the levels."""
        self._without_rows.clear()

    def close(self) -> None:
        """Levels under which no indicator stands are known, if they are levels at all; else they are left over."""
        for key in LEVELS:
            self._close(key)

    def _close(self, key: str) -> None:
        for spot in self._without_rows.pop(key, ()):
            reason = "" if is_level(spot.text) else _("no indicator stands beside it")
            self.ledger.take_back(spot, reason)

    def _put(self, key: str, spot: Spot) -> None:
        """Take a cell; one that repeats the level above it begins none."""
        waiting = self._without_rows.get(key, [])
        if any(level_name(one.text) != level_name(spot.text) for one in waiting):
            self._close(key)
        if key == "level1":
            self._close("kind")
        if waiting or level_name(spot.text) != getattr(self, key):
            self._without_rows.setdefault(key, []).append(spot)
        self.ledger.put(spot, f"indicators.{key}")


def is_kind(name: str) -> bool:
    """Whether a level is one of level two in every framework."""
    return bool(kinds_meant(name)) and not is_level_one(name)


def _goes_on(key: str, cells: Cells) -> bool:
    """Whether the cell of a level goes on from the row above."""
    return any(spot.above is not None and not spot.above.is_empty for _column, spot in cells.get(key, ()))
