"""Rows below the header of a table of indicators -> indicators: levels go on downwards, values are joined and dated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from perfcli.exact import Points
from perfcli.folding import as_typed
from perfcli.formats.blocks import clean, joined
from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.alignment import aligned
from perfcli.forms.blanks import is_blank
from perfcli.forms.heading_row import Column, Header
from perfcli.forms.indicator_levels import Cells, RowLevels
from perfcli.forms.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.targets import joined_target
from perfcli.forms.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.model import Indicator

_ORDINAL = re.compile(r"^\s*(?:三级)?指标\s*[0-9一二三四五六七八九十]{0,3}\s*[:：.、]\s*(?=\S)")
_DOTS = re.compile(r"[….。·\s]+|(?:三级)?指标\s*[0-9一二三四五六七八九十]{0,3}\s*[:：.、]?\s*[….。·\s]*")
_WEIGHT = re.compile(r"([0-9]{1,3}(?:\.[0-9]*)?)\s*[分%]?")
LATER = "later"


@dataclass
class IndicatorTable:
    """Reads the rows of one table; `term` is that of its indicators, by block."""

    header: Header
    words: Vocabulary
    ledger: Ledger
    terms: Sequence[str] = ("",)
    is_repeated: bool = False
    """Whether each row prints its levels, unless its cells go on from above."""

    indicators: list[Indicator] = field(default_factory=list)
    _blocks: dict[int, RowLevels] = field(default_factory=dict)
    _last: dict[int, int] = field(default_factory=dict)
    """The place of the last indicator of each of the tables that stand side by side."""

    def set_level(self, text: str, spot: Spot) -> None:
        """A level one that stands in a row of its own or in a heading."""
        for block in range(self.header.blocks):
            self._of_block(block).begin(text, spot)
        self._last.clear()

    def finish(self) -> None:
        """No more rows follow."""
        for levels in self._blocks.values():
            levels.close()

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
        for _column, spot in cells.get("number", ()):
            self.ledger.put(spot, LABEL)
        names = [spot for _column, spot in cells.get("name", ())]
        name = joined("\n".join(spot.text for spot in names if not spot.is_empty))
        goes_on = bool(names) and all(spot.above is not None for spot in names)
        values = [
            pair for key, pairs in cells.items() if key not in ("level1", "kind", "name", "number") for pair in pairs
        ]
        if _DOTS.fullmatch(name) or (not name and not goes_on):
            self._without_name(names, values)
            return []
        if goes_on and not name:
            return self._more(block, levels, cells, values)
        for spot in names:
            self.ledger.put(spot, "indicators.name")
        levels.used()
        if block and levels.level1:
            self._of_block(0).used()
        made = self._indicators(block, levels, _ORDINAL.sub("", name), cells)
        self._last[block] = len(self.indicators) + len(made) - 1
        return made

    def _levels(self, block: int, cells: Cells) -> RowLevels:
        """The levels of a row, of the tables at the right those at the left where they print none."""
        levels, first = self._of_block(block), self._of_block(0)
        if block and "level1" not in cells and first.level1 != levels.level1:
            levels.level1, levels.kind = first.level1, ""
        if block and not any(column.key == "kind" and column.block == block for column in self.header.columns):
            levels.kind = first.kind
        levels.read(cells, is_repeated=self.is_repeated)
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
            if is_blank(spot.text) or _DOTS.fullmatch(spot.text):
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
        new = self._indicators(0, levels, before.name, cells)
        if before.target and any(row.target for row in new):
            return new
        merged = before
        for row in new:
            merged = _with_more(merged, row)
        self.indicators[last] = merged
        return []

    def _indicators(
        self, block: int, levels: RowLevels, name: str, cells: dict[str, list[tuple[Column, Spot]]]
    ) -> list[Indicator]:
        details: dict[str, str] = {}
        texts: dict[str, str] = {}
        for key, pairs in cells.items():
            for column, spot in pairs:
                self._value(key, column, spot, texts, details)
        weight = _points(texts.pop("weight", ""), details)
        targets = [
            (column.term or self._term(block), self._text(spot, "target")) for column, spot in cells.get("target", ())
        ]
        joint = {key: self._text(spot, "") for key in ("operator", "measure") for _column, spot in cells.get(key, ())}
        rows: list[Indicator] = []
        filled = [(term, text) for term, text in targets if text]
        if not filled:
            filled = [(targets[0][0] if targets and len(targets) == 1 else self._term(block), texts.pop("best", ""))]
        texts.pop("best", None)
        for at, (term, text) in enumerate(filled):
            own = dict(details)
            target, rest = joined_target(text, joint.get("operator", ""), joint.get("measure", ""))
            self._beside(cells, rest, own, bool(text))
            for key in joint.keys() - rest.keys():
                self._put_into(cells[key], "indicators.target")
            rows.append(
                Indicator(
                    kind=levels.kind,
                    name=name,
                    description=texts.get("description", ""),
                    target=target,
                    basis=texts.get("basis", ""),
                    level1=levels.level1,
                    weight=weight if not at or len(filled) > 1 else None,
                    term=term,
                    scoring=texts.get("scoring", ""),
                    details=own,
                )
            )
        return rows

    def _beside(
        self, cells: dict[str, list[tuple[Column, Spot]]], rest: dict[str, str], own: dict[str, str], has_target: bool
    ) -> None:
        """An operator or a unit outside of the target is a detail; beside values of places it goes before them."""
        for key, text in rest.items():
            column = cells[key][0][0]
            places = [at for at in own if at in self._place_labels()]
            if key == "operator" and not has_target and places and joined_target("1", text, "")[0] != "1":
                for label in places:
                    own[label] = joined_target(own[label], text, "")[0]
                self._put_into(cells[key], ", ".join(f"details.{label}" for label in places))
            else:
                own[column.heading] = text
                self._put_into(cells[key], f"indicators.details.{column.heading}")

    def _put_into(self, cells: Sequence[tuple[Column, Spot]], key: str) -> None:
        for _column, spot in cells:
            if spot.above is None and not spot.is_empty:
                self.ledger.put(spot, key)

    def _place_labels(self) -> set[str]:
        """Headings that the vocabulary does not know, where no column has targets: a column of values a town."""
        if any(column.key == "target" for column in self.header.columns):
            return set()
        return {
            column.heading
            for column in self.header.columns
            if column.of == "indicator" and not column.key and not self._is_known(column.heading)
        }

    def _is_known(self, heading: str) -> bool:
        return self.words.is_known_column(self.words.label(heading))

    def _value(self, key: str, column: Column, spot: Spot, texts: dict[str, str], details: dict[str, str]) -> None:
        if key in ("level1", "kind", "name", "target", "operator", "measure", "number"):
            return
        if key == "later":
            if spot.above is None and not spot.is_empty:
                self._later(column, spot)
            return
        text = self._text(spot, key if key != "indicator" else f"details.{column.heading}", whole=key == "weight")
        if not text:
            return
        if key == "indicator":
            label = column.heading
            while label in details and details[label] != text:
                label += "#"
            details[label] = text
        elif key in texts:
            details[column.heading] = text
        elif key == "best":
            texts["best"] = text
        else:
            texts[key] = text

    def _later(self, column: Column, spot: Spot) -> None:
        if is_blank(spot.text):
            self.ledger.put(spot, NOTHING)
        else:
            self.ledger.leave_result(spot, column.heading)

    def _text(self, spot: Spot, key: str, *, whole: bool = False) -> str:
        """The text of a cell, also where it goes on from above; `whole` where it is of the first alone."""
        if spot.above is not None:
            return "" if whole else self._text(spot.above, key)
        text = clean(spot.text)
        if not text or is_blank(text):
            if text:
                self.ledger.put(spot, NOTHING)
            return ""
        if key:
            self.ledger.put(spot, f"indicators.{key}")
        return text

    def _term(self, block: int) -> str:
        return self.terms[block] if block < len(self.terms) else ""


def _points(text: str, details: dict[str, str]) -> Points | None:
    """A weight in points; what is no number of points is a detail."""
    match = _WEIGHT.fullmatch("".join(as_typed(text).split()))
    if not text or not match:
        if text:
            details["分值"] = text
        return None
    try:
        return Points.parse(Decimal(match[1]))
    except (ValueError, InvalidOperation):
        details["分值"] = text
        return None


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
