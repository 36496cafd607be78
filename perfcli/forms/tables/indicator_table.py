"""Rows below the header of a table of indicators -> indicators: levels go on downwards, values are joined and dated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from perfcli.formats.blocks import joined
from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.indicator_levels import Cells, RowLevels
from perfcli.forms.headings.levels import level_name
from perfcli.forms.headings.listed_indicators import levels_over
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.amount_columns import is_place
from perfcli.forms.tables.dropped_rows import DroppedRows, put_dropped
from perfcli.forms.tables.indicator_values import ReadIndicator, RowValues
from perfcli.forms.tables.line_by_line import line_by_line
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import kinds_meant
from perfcli.i18n import gettext as _
from perfcli.model import LONG_TERM, Indicator
from perfcli.regex import regex

_ORDINAL = regex(r"^\s*(?:三级)?指标\s*[0-9一二三四五六七八九十]{0,3}\s*[:：.、]\s*(?=\S)")
_COUNT = regex(r"\s*(?:[0-9]{1,2}\s*[.．、]|[（(][0-9]{1,2}[)）])\s*(?=[^0-9\s])")
_DOTS = regex(r"[….。·\s]+|(?:三级)?指标\s*[0-9一二三四五六七八九十]{0,3}\s*[:：.、]?\s*[….。·\s]*")
_FIGURE = regex("[0-9]")
_ROW_NUMBER = regex(r"[0-9A-Za-z一二三四五六七八九十.．、()（）—-]{1,8}")
_OPENING, _CLOSING = "（(", "）)"
_UNUSED = frozenset(("不适用", "无", "无此项"))
"""What stands in place of a name where a level has no indicator."""

LATER = "later"


@dataclass
class IndicatorTable:
    """Reads the rows of one table; `term` is that of its indicators, by block."""

    header: Header
    words: Vocabulary
    ledger: Ledger
    terms: Sequence[str] = ("",)
    is_declared: bool = False
    """Whether its form is declared, so that no name stands there for one to be filled in, such as 指标1."""

    indicators: list[Indicator] = field(default_factory=list)
    unread: dict[int, frozenset[str]] = field(default_factory=dict)
    """The keys of indicators, by their places, whose cells could not be read."""

    problems: list[str] = field(default_factory=list)
    _blocks: dict[int, RowLevels] = field(default_factory=dict)
    _last: dict[int, int] = field(default_factory=dict)
    """The place of the last indicator of each of the tables that stand side by side."""

    def __post_init__(self) -> None:
        self._values = RowValues(self.header, self.words, self.ledger)
        self._dropped = DroppedRows(self.header, self.words, self.ledger)
        self._over = levels_over(self.header.columns)

    def set_level(self, text: str, spot: Spot) -> None:
        """A level one that stands in a row of its own or in a heading."""
        for block in range(self.header.blocks):
            self._of_block(block).begin(text, spot)
        self._last.clear()

    def put_into(self, draft: Draft) -> None:
        """Give a form the indicators; no more rows follow."""
        for levels in self._blocks.values():
            levels.close()
        self.indicators = _without_numbers(self.indicators)
        first = len(draft.indicators)
        draft.unread |= {first + place: keys for place, keys in self.unread.items()}
        draft.terms |= {self._term(block) for block in range(self.header.blocks)}
        draft.terms |= {column.term for column in self.header.columns if column.key == "target"}
        draft.indicators += self.indicators
        draft.problems += self.problems
        put_dropped(self._dropped.found, draft)
        for column in self.header.columns:
            if column.of == "later":
                draft.results.note_months(column.heading)
        if self.indicators and not self._has_targets():
            message = _("{where}: no column of targets was found in the table of indicators: none is taken in")
            draft.assumptions.append(message.format(where=draft.where))

    def _has_targets(self) -> bool:
        """Whether the table says anywhere what its indicators are to reach, be it for each of several places."""
        columns = self.header.columns
        told = any(column.key in ("target", "best") or is_place(column.heading) for column in columns)
        return told or any(row.target for row in self.indicators) or self._has_targets_of_places()

    def _has_targets_of_places(self) -> bool:
        """Whether several columns that nobody knows have values with figures: one for each unit or insurance."""
        places = self._values.places()
        told = {
            at for row in self.indicators for at in places & row.details.keys() if _FIGURE.search(str(row.details[at]))
        }
        return len(told) > 1

    def read(self, row: PageRow) -> list[Indicator]:
        """The indicators of a row, none where it has no name."""
        placed = self._placed(row)
        found: list[Indicator] = []
        for block in range(self.header.blocks):
            made = self._read_block(block, placed)
            self.indicators += made
            found += made
        return found

    def _placed(self, row: PageRow) -> list[tuple[Column, Spot]]:
        """Each cell with the column it stands in."""
        return aligned(self.header, row)

    def _read_block(self, block: int, placed: Sequence[tuple[Column, Spot]]) -> list[Indicator]:
        cells: dict[str, list[tuple[Column, Spot]]] = {}
        for column, spot in placed:
            if column.block == block and column.of in ("indicator", "later"):
                cells.setdefault(column.key or column.of, []).append((column, spot))
        levels = self._levels(block, cells)
        if self._dropped.take(cells, levels):
            return []
        names = [spot for _column, spot in cells.get("name", ())]
        for _column, spot in cells.get("number", ()):
            if _ROW_NUMBER.fullmatch("".join(spot.text.split())) or any(name.text.strip() for name in names):
                self.ledger.put(spot, LABEL)
        self._require_read(cells)
        printed = "\n".join(spot.text for spot in names if not spot.is_empty)
        name = joined(printed)
        goes_on = bool(names) and all(spot.above is not None for spot in names)
        values = [
            pair for key, pairs in cells.items() if key not in ("level1", "kind", "name", "number") for pair in pairs
        ]
        targets = {spot.text.strip() for _column, spot in cells.get("target", ())}
        is_unused = name in _UNUSED and targets <= {"", *_UNUSED, "/", "—", "-"}
        is_kind = _is_kind(name) and all(spot.is_empty for _column, spot in values)
        if self._is_open(name, values) or is_unused or is_kind or (is_blank(name) and not goes_on):
            self._without_name(names, values)
            return []
        if goes_on and not name:
            return self._more(block, levels, cells, values)
        if (last := self._last.get(block)) is not None and _is_rest(self.indicators[last].name, name):
            self._end_name(last, name, names)
            return self._more(block, levels, cells, values)
        for spot in names:
            self.ledger.put(spot, "indicators.name")
        levels.used()
        if block and levels.level1:
            self._of_block(0).used()
        made = [
            ReadIndicator(one, read.unread)
            for read in self._values.indicators(_ORDINAL.sub("", name), levels, self._term(block), cells)
            for one in line_by_line(printed, read.row)
        ]
        first = len(self.indicators)
        self._last[block] = first + len(made) - 1
        self.unread |= {first + at: read.unread for at, read in enumerate(made) if read.unread}
        return [read.row for read in made]

    def _is_open(self, name: str, values: Sequence[tuple[Column, Spot]]) -> bool:
        """Whether a name is still to be filled in; 指标1 on a form that perf laid out is one where nothing follows."""
        is_named = self.is_declared and name.strip("….。· ")
        is_filled = is_named and not all(is_blank(spot.text) for _column, spot in values)
        return not is_filled and _DOTS.fullmatch(name) is not None

    def _require_read(self, cells: Cells) -> None:
        """What an indicator is called by has to be read, else it would be taken for another one."""
        for key in ("level1", "kind", "name"):
            self.problems += [
                _("{label}: {reason}").format(label=column.heading, reason=spot.unread)
                for column, spot in cells.get(key, ())
                if spot.unread
            ]

    def _levels(self, block: int, cells: Cells) -> RowLevels:
        """The levels of a row, of the tables at the right those at the left where they print none."""
        levels, first = self._of_block(block), self._of_block(0)
        if block and block not in self._over and "level1" not in cells and first.level1 != levels.level1:
            levels.level1, levels.kind = first.level1, ""
        if block and not any(column.key == "kind" and column.block == block for column in self.header.columns):
            levels.kind = first.kind
        levels.read(cells)
        if self.is_declared:
            levels.leave_another(cells)
        if block in self._over:
            level1, kind = self._over[block]
            levels.set(level1, kind or ("" if self.header.find("kind", block) is None else levels.kind))
        return levels

    def _of_block(self, block: int) -> RowLevels:
        return self._blocks.setdefault(block, RowLevels(self.ledger))

    def _without_name(self, names: Sequence[Spot], values: Sequence[tuple[Column, Spot]]) -> None:
        for spot in names:
            if not spot.is_empty:
                self.ledger.put(spot, NOTHING)
        for column, spot in values:
            if spot.is_empty or self.ledger.knows(spot):
                continue
            if is_blank(spot.text) or _DOTS.fullmatch(spot.text) or spot.text.strip() in _UNUSED:
                self.ledger.put(spot, NOTHING)
            else:
                self.ledger.leave(
                    spot, _("{heading}: there is no indicator in this row").format(heading=column.heading)
                )

    def _more(
        self,
        block: int,
        levels: RowLevels,
        cells: dict[str, list[tuple[Column, Spot]]],
        values: Sequence[tuple[Column, Spot]],
    ) -> list[Indicator]:
        """A row below a name that goes on: another value of it, or the rest of one that a page break split."""
        own = [(column, spot) for column, spot in values if not spot.is_empty]
        last = self._last.get(block)
        if not own or last is None:
            return []
        levels.used()
        before = self.indicators[last]
        new = [read.row for read in self._values.indicators(before.name, levels, self._term(0), cells)]
        has_own_target = any(column.key == "target" and spot.above is None for column, spot in own)
        if before.target and has_own_target and any(row.target for row in new):
            return new
        merged = before
        for row in new:
            merged = _with_more(merged, row)
        self.indicators[last] = merged
        return []

    def _end_name(self, place: int, rest: str, spots: Sequence[Spot]) -> None:
        """Put the rest of a name that a page break split behind its beginning."""
        before = self.indicators[place]
        self.indicators[place] = replace(before, name=joined(f"{before.name}\n{rest}"))
        for spot in spots:
            self.ledger.put(spot, "indicators.name")

    def _term(self, block: int) -> str:
        return self.terms[block] if block < len(self.terms) else ""


def _is_kind(name: str) -> bool:
    """Whether a name is a level two (经济效益), and no indicator of satisfaction, which may be called as that is."""
    return "满意" not in name and bool(kinds_meant(level_name(name)))


def _is_rest(before: str, name: str) -> bool:
    """Whether a name closes the bracket that the one above it left open: a page break came between."""
    open_before = sum(map(before.count, _OPENING)) - sum(map(before.count, _CLOSING))
    first = min((at for at, sign in enumerate(name) if sign in f"{_OPENING}{_CLOSING}"), default=-1)
    return open_before > 0 and first >= 0 and name[first] in _CLOSING


def _without_numbers(rows: Sequence[Indicator]) -> list[Indicator]:
    """Indicators without the numbers before their names, where all of several have one: 1.修渠, 2.清淤."""
    matches = [_COUNT.match(row.name) for row in rows]
    if len(rows) < 2 or not all(matches):
        return list(rows)
    return [replace(row, name=row.name[match.end() :]) for row, match in zip(rows, matches, strict=True) if match]


def dated(tables: Sequence[IndicatorTable]) -> Sequence[IndicatorTable]:
    """The tables of a form; one beside 总目标绩效指标 is of the long term where another is the year's."""
    sections = [table.header.section for table in tables]
    if any(section is not None and section.term == "year" for section in sections):
        for table, section in zip(tables, sections, strict=True):
            if section is not None and not section.term and section.core.startswith("总"):
                table.indicators = [replace(row, term=LONG_TERM) for row in table.indicators]
    return tables


def _with_more(before: Indicator, more: Indicator) -> Indicator:
    """An indicator with the rest of its texts, which stood below a page break."""

    def both(one: str, other: str) -> str:
        return one if not other or other == one else f"{one}\n{other}" if one else other

    details = dict(before.details)
    for label, text in more.details.items():
        details[label] = both(str(details.get(label, "")), str(text))
    return replace(
        before,
        description=both(before.description, more.description),
        target=both(before.target, more.target),
        basis=both(before.basis, more.basis),
        details=details,
        weight=before.weight if before.weight is not None else more.weight,
    )
