"""A list that people keep: one row a project or an indicator under headings of their own, among rows of other kinds.

White space does not count, and an empty code is that of the row above.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal

from perfcli.data.cell_values import is_code
from perfcli.data.headings import Heads, heads_at, is_numbering, known_heads, may_head
from perfcli.data.left import Left
from perfcli.data.loose import (
    Surroundings,
    is_note,
    is_total,
    own_columns,
    own_texts,
    says_scale,
    section_kind,
    section_unit,
    surroundings_of,
)
from perfcli.data.parts import AMOUNTS
from perfcli.data.pasted import is_filled
from perfcli.data.project_rows import ProjectRows, columns, is_amount, read_amounts
from perfcli.data.scalars import BadRowError
from perfcli.data.totals import Totals
from perfcli.formats.tables import CellValue, Line, Table, Unread, as_text, plain
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext

_FILLED_DOWN = ("year", "unit", "unit_name", "code", "project_name", "level1", "kind")
_TELLING = frozenset({"indicator_name", "target", "description", "goals", "purpose", *AMOUNTS})
"""Columns of which a row without a code of its own has to fill one to be a record."""

_TEXTS = frozenset({"kind", "indicator_name", "target", "description", "goals", "purpose"})
_MOST_TITLES = 5
_SHOWN = 20


class PeopleList:
    """Reads one table, list after list; `origin` is a name for the table that no other has."""

    def __init__(self, table: Table, projects: ProjectRows, left: Left, origin: str) -> None:
        self._table, self._projects, self._left, self._origin = table, projects, left, origin
        self.titled: set[tuple[int, str]] = set()
        self._twice: list[int] = []

    def read(self, heads: Heads) -> set[tuple[int, str]]:
        """Read the table; the keys of the projects whose year its title says alone."""
        lines = self._table.lines
        begin = 0
        while True:
            following = next_heads(lines, heads)
            end = len(lines) if following is None else _first_title(lines, heads.end, following.begin)
            self._block(heads, lines[begin : heads.begin], lines[heads.end : end])
            if following is None:
                break
            begin, heads = end, following
        if self._twice:
            message = ngettext(
                "row {rows} says what was read before: it counts once",
                "rows {rows} say what was read before: they count once",
                len(self._twice),
            )
            shown = _(", ").join(map(str, self._twice[:_SHOWN])) + (" …" if len(self._twice) > _SHOWN else "")
            self._left.note(self._table, message.format(rows=shown))
        return self.titled

    def _block(self, heads: Heads, titles: Sequence[Line], lines: Sequence[Line]) -> None:
        said = surroundings_of(
            titles, (line for line in lines if line.beside or len(line.cells) - line.cells.count("") == 1)
        )
        for line in titles[:_MOST_TITLES]:
            if texts := own_texts(line):
                note = _("row {row} above the headings: {text}")
                self._left.note(self._table, note.format(row=line.number, text=" | ".join(texts)[:100]))
        if said.scale and not said.scale.is_nan() and any(map(is_amount, heads.keys)):
            note = _("1 is {scale} yuan in its amounts, as it says beside its rows")
            self._left.note(self._table, note.format(scale=plain(said.scale)))
        block = _Block(self._table, heads, said, self._left)
        block.passed_over = {_spelled(line) for line in (*titles, *self._table.lines[heads.begin : heads.end])}
        block.shared = _shared(lines, heads.keys.index("weight")) if "weight" in heads.keys else set()
        block.find_shared_amounts(lines)
        for line in lines:
            self._line(block, line)
        block.require_sums()

    def _line(self, block: _Block, line: Line) -> None:
        row = block.record(line)
        if row is None:
            return
        try:
            block.require_apart(line)
            parts, is_new = self._projects.take(row, block.scales, exact=False, table=self._origin)
        except BadRowError as error:
            self._left.row(self._table, line.number, line.cells, block.reason(line, row, error))
            block.strangers(line, only_unread=True)
            return
        if not is_new:
            self._twice.append(line.number)
        if block.said.year and not block.has_year(line):
            self.titled.add((parts.year, parts.code))
        block.took(line, row, (parts.year, parts.code), parts.amounts)
        block.strangers(line)


def next_heads(lines: Sequence[Line], heads: Heads) -> Heads | None:
    """The headings of the next list below, None where these ones hold to the end."""
    spelled = {_spelled(line) for line in lines[heads.begin : heads.end]}
    code = heads.keys.index("code")
    for at in range(heads.end, len(lines)):
        cells = lines[at].cells
        if code < len(cells) and is_code(cells[code]):
            continue
        known = known_heads(lines[at]) if may_head(lines[at]) else set()
        if len(known) >= 3 and "code" in known and _spelled(lines[at]) not in spelled:
            return heads_at(lines, at)
    return None


def _first_title(lines: Sequence[Line], begin: int, end: int) -> int:
    """Where the titles above the next headings start: rows of one or two cells that are no notes and no sums."""
    while end > begin and len(texts := own_texts(lines[end - 1])) < 3 and not is_note(texts):
        if any(is_total(text) for text in texts):
            break
        end -= 1
    return end


def _spelled(line: Line) -> tuple[str, ...]:
    return _squeezed(own_texts(line))


def _squeezed(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(["".join(text.split()) for text in texts])


def _shared(lines: Sequence[Line], weight: int) -> set[int]:
    """The numbers of the rows whose weight is merged with that of another: it is none of a single indicator."""
    pairs = itertools.pairwise(lines)
    return {number for above, below in pairs if weight in below.above for number in (above.number, below.number)}


class _Block:
    """The rows under one row of headings."""

    def __init__(self, table: Table, heads: Heads, said: Surroundings, left: Left) -> None:
        self._table, self._heads, self.said, self._left = table, heads, said, left
        pairs = zip(heads.keys, heads.scales, strict=True)
        self.scales = {key: scale or said.scale or Decimal(1) for key, scale in pairs}
        self.passed_over: set[tuple[str, ...]] = set()
        self.shared: set[int] = set()
        self._of_several: set[int] = set()
        self._code = heads.keys.index("code")
        self._above: dict[str, CellValue] = {}
        self._section: dict[str, str] = {"unit": said.unit or ""}
        self._totals = Totals()
        self._sums: dict[int, Line] = {}

    def record(self, line: Line) -> dict[str, CellValue] | None:
        """A row as a record, with what it has from the rows above it; None for a row of another kind."""
        if not self._has_code(line) and self._is_other(line):
            return None
        row = columns(self._heads.keys, line.cells)
        row.pop("number", None)
        for at in line.beside:
            if at < len(self._heads.keys) and is_amount(self._heads.keys[at]):
                row[self._heads.keys[at]] = ""
        if line.number in self.shared:
            row["weight"] = ""
        if not self._has_code(line):
            starts_level = is_filled(row.get("level1")) and row.get("level1") != self._above.get("level1")
            for key in _FILLED_DOWN:
                if key in row and not is_filled(row[key]) and not (key == "kind" and starts_level):
                    row[key] = self._above.get(key, "")
        for key, value in self._section.items():
            if value and not is_filled(row.get(key)) and (key != "unit" or not is_filled(row.get("unit_name"))):
                row[key] = value
        if self.said.year and not is_filled(row.get("year")):
            row["year"] = str(self.said.year)
        return row

    def reason(self, line: Line, row: dict[str, CellValue], error: BadRowError) -> str:
        """Why a record was not read; one that names a project of its own is that of the rows below nevertheless."""
        own = {self._heads.keys[at] for at in own_columns(line) if at < len(self._heads.keys)}
        if "code" in own and (self._has_code(line) or "project_name" in own or as_text(row["code"]).isascii()):
            self._above = row
        elif not (is_code(row["code"]) or "code" in own):
            return _("it says no project, and that of the row above is not known")
        return str(error)

    def took(self, line: Line, row: dict[str, CellValue], key: object, amounts: Mapping[str, Decimal]) -> None:
        """Remember a record that was read, and what is known by now of its project's amounts."""
        self._above = row
        self._totals.count(line.number, key, amounts)

    def has_year(self, line: Line) -> bool:
        """Whether a row says its own year."""
        return any(is_filled(cell) for key, cell in zip(self._heads.keys, line.cells, strict=False) if key == "year")

    def find_shared_amounts(self, lines: Sequence[Line]) -> None:
        """Find the rows of projects whose amount is merged with another's: nobody knows how much is whose."""
        columns_of = [at for at, key in enumerate(self._heads.keys) if is_amount(key)]
        begun: dict[int, int] = {}
        for line in lines:
            for at in columns_of:
                if at not in line.above:
                    begun[at] = line.number
                elif self._has_code(line):
                    self._of_several |= {begun.get(at, line.number), line.number}

    def require_apart(self, line: Line) -> None:
        """Raise BadRowError for a project whose amount is merged with another's."""
        if line.number in self._of_several:
            raise BadRowError(_("one amount is merged over several projects"))

    def _has_code(self, line: Line) -> bool:
        at = self._code
        return at < len(line.cells) and at not in line.above and is_code(line.cells[at])

    def _is_other(self, line: Line) -> bool:
        """Whether a row without a code of its own is no record: then it is understood here, or left over."""
        own = own_columns(line)
        texts = [as_text(line.cells[at]) for at in own]
        if not own or _squeezed(texts) in self.passed_over or is_numbering(texts):
            return True
        if self._is_sum(line, own):
            return True
        if says_scale(texts) and surroundings_of([line], []).scale == self.said.scale:
            return True
        if is_note(texts):
            return self._leave(line, _("a note or a signature, not a record"), is_note=True)
        if len(own) == 1 and self._starts_section(texts[0]):
            return True
        keys = {self._heads.keys[at] for at in own if at < len(self._heads.keys)}
        if "code" in keys or keys & _TELLING or any(key.startswith("plan_") for key in keys):
            return False
        return self._leave(line, _("a row without a code, and nothing in it that makes a record"))

    def _leave(self, line: Line, reason: str, *, is_note: bool = False) -> bool:
        cells = [line.cells[at] for at in own_columns(line)]
        self._left.row(self._table, line.number, cells, reason, is_note=is_note)
        return True

    def _starts_section(self, text: str) -> bool:
        if any(key in ("indicator_name", "target") for key in self._heads.keys) and (kind := section_kind(text)):
            self._section["kind"] = kind
            self._above = {**self._above, "kind": ""}
            return True
        if "unit" not in self._heads.keys and (unit := section_unit(text)):
            self._section["unit"] = unit
            return True
        return False

    def _is_sum(self, line: Line, own: Sequence[int]) -> bool:
        """Whether a row says that it sums up others and is no indicator of that name; its amounts are kept."""
        keys = self._heads.keys
        rest = {keys[at] for at in own if at < len(keys) and not is_total(line.cells[at])}
        if not any(is_total(line.cells[at]) for at in own) or rest & _TEXTS:
            return False
        row = columns(keys, line.cells)
        try:
            self._totals.sum_up(line.number, read_amounts(row, self.scales))
        except BadRowError as error:
            return self._leave(line, str(error))
        self._sums[line.number] = line
        return True

    def require_sums(self) -> None:
        """Leave over the rows of sums that do not agree with the rows that they could sum up."""
        for row, key, said, made in self._totals.disagreements():
            heading = self._heading(key)
            reason = _("{heading}: the sum says {said} yuan, the rows make {made} yuan")
            self._leave(self._sums[row], reason.format(heading=heading, said=f"{said:,f}", made=f"{made:,f}"))

    def _heading(self, key: str) -> str:
        at = self._heads.keys.index(key)
        lines = self._table.lines[self._heads.begin : self._heads.end]
        return "".join(next((as_text(line.cells[at]) for line in reversed(lines) if at < len(line.cells)), key).split())

    def strangers(self, line: Line, *, only_unread: bool = False) -> None:
        """Leave over what stands in columns that are not known, and the cells that cannot be read."""
        keys = self._heads.keys
        unknown = []
        for at in own_columns(line):
            cell = line.cells[at]
            if line.number in self.shared and at < len(keys) and keys[at] == "weight":
                self._left.cell(self._table, line.number, at, as_text(cell), _("one weight for several indicators"))
            elif isinstance(cell, Unread):
                self._left.cell(self._table, line.number, at, cell.shown or cell.reason, cell.reason)
            elif at >= len(keys) or not keys[at]:
                unknown.append(cell)
        if not only_unread:
            self._left.row(self._table, line.number, unknown, _("not a known column"))
