"""A form of changes whose cells say both what was and what is, each in a line: 原：≥7公里 over 现：≥5.4公里."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.headings.header import Column
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.table_end import TableEnd
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_WAS = "(?:原|(?:调整|变更|修改|修订)前)(?:指标值?|目标值?|值)?[:：]"
_IS = "(?:现|新|(?:调整|变更|修改|修订)[后为])(?:指标值?|目标值?|值)?[:：]"
_BOTH = regex(rf"\s*{_WAS}(.+?)(?:\n|(?<=。)|[；;，,])\s*{_IS}(.+)", re.DOTALL)
_MARK = regex(rf"(?:^|[\n；;，,。])\s*(?:{_WAS}|{_IS})")
_NEW = regex(r"\s*(?:新增|增加)[:：](.*)", re.DOTALL)

_PAIR = 2
"""A label and its value; what was and what is."""


@dataclass
class ChangesInCells:
    """Parts such cells: of a label with its value into two rows, of a target into two columns, 原指标值 behind all."""

    words: Vocabulary
    ledger: Ledger
    positions: Positions
    _parted: list[tuple[Spot, Sequence[Spot]]] = field(default_factory=list)
    """Cells, and those that stand for them."""

    def parted(self, rows: Sequence[PageRow]) -> Sequence[PageRow]:
        """The rows with their cells parted; those of a form without such cells as they are."""
        if not any(_both(spot) for row in rows for spot in row.filled):
            return rows
        width = max(spot.right for row in rows if not row.is_line for spot in row.spots)
        made: list[PageRow] = []
        target: Column | None = None
        first = 0
        for at, row in enumerate(rows):
            header = find_header(rows, at, self.words, self.positions) if row.filled and not row.is_line else None
            if header is not None:
                end = TableEnd(header, self.words, self.positions, "")
                target, first = header.find("target") if header.blocks == 1 else None, at + header.height
                last = next((to for to in range(first, len(rows)) if end.is_before(rows, to)), len(rows))
                if target is not None and any(self._told(rows[to], target) for to in range(first, last)):
                    made.append(self._with(row, width, Spot(f"原{target.heading}", 0, 0, row.spots[0].place, "")))
                    continue
                target = None
            if target is None or at >= last:
                made += self._pair(row, rows[at + 1 : at + 2])
            elif at >= first:
                made.append(self._target(row, target, width))
            else:
                made.append(row)
        return made

    def settle(self) -> None:
        """Tell the ledger where the cells went that others stood for, once all rows were read."""
        for spot, parts in self._parted:
            known = [self.ledger.knows(part) for part in parts if not part.is_empty]
            if not all(known):
                continue  # is named as a whole
            for part in parts:
                if self.ledger.knows(part):
                    self.ledger.put(spot, self.ledger.went[id(part)])

    def _told(self, row: PageRow, target: Column) -> bool:
        """Whether the target of a row says what it was."""
        spot = self._below(row, target)
        return spot is not None and bool(_both(spot))

    def _below(self, row: PageRow, column: Column) -> Spot | None:
        if self.positions is Positions.ORDER:
            return row.spots[column.left] if column.left < len(row.spots) else None
        return next((spot for spot in row.spots if column.left <= spot.left < column.right), None)

    def _pair(self, row: PageRow, below: Sequence[PageRow]) -> Iterator[PageRow]:
        """A label with its value as two rows, what was and what is; a label down the left of more stays."""
        both = _both(row.filled[1]) if len(row.filled) == _PAIR and not row.is_line else None
        if both is None or any(
            spot.above is one for next_row in below for spot in next_row.spots for one in row.filled
        ):
            yield row
            return
        label, value = row.filled
        parts = [replace(value, text=text) for text in both]
        self._parted.append((value, parts))
        for side, part in zip(("调整前", "调整后"), parts, strict=True):
            named = replace(label, text=f"{label.text.strip()}（{side}）")
            self._parted.append((label, [named]))
            stand = {id(label): named, id(value): part}
            yield PageRow([stand.get(id(spot), spot) for spot in row.spots], row.table)

    def _target(self, row: PageRow, target: Column, width: int) -> PageRow:
        """A row of the table with what its target was behind all others."""
        spot = self._below(row, target)
        new = _NEW.fullmatch(spot.text) if spot is not None else None
        was, now = (_both(spot) if spot is not None else None) or ("", new[1].strip() if new else "")
        if spot is None or not (was or now):
            if spot is not None and _MARK.search(spot.text):
                spot.unread = _("not understood: no label is known for it")
            return self._with(row, width, Spot("", 0, 0, row.spots[-1].place, ""))
        parts = [replace(spot, text=was), replace(spot, text=now)]
        before = self._with(row, width, parts[0])
        self._parted.append((spot, [before.spots[-1], parts[1]]))
        return PageRow([parts[1] if one is spot else one for one in before.spots], row.table)

    def _with(self, row: PageRow, width: int, spot: Spot) -> PageRow:
        """A row with one more cell at its right."""
        left = len(row.spots) if self.positions is Positions.ORDER else width
        return PageRow([*row.spots, replace(spot, left=left, right=left + 1, above=None)], row.table)


def _both(spot: Spot) -> tuple[str, str] | None:
    """What was and what is by the two lines of a cell; None for a cell that says anything else."""
    match = _BOTH.fullmatch(spot.text)
    if match is None or len(_MARK.findall(spot.text)) != _PAIR:
        return None
    return match[1].strip(), match[2].strip()
