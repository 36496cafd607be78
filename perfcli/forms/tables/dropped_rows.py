"""Rows of a form of changes whose indicators hold no longer: 删除 in a column of its own, or in place of a target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfcli.formats.blocks import clean, joined
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.headings.header import Header
from perfcli.forms.headings.indicator_levels import Cells, RowLevels
from perfcli.forms.record.adjustments import DROPPED
from perfcli.forms.record.draft import Draft
from perfcli.forms.tables.target_before import join_before
from perfcli.forms.words.changes import BEFORE_CHANGE, WAS
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_SAYS_CHANGE = regex(r"(?:调整|变更|变动|增减|修改)(?:后)?(?:类型|类别|方式|情况|性质|状态|操作)|操作(?:类型|方式)?")
_WAS = regex(f"{BEFORE_CHANGE}.*|原.+")
_BEGINS = regex("|".join(sorted(DROPPED, key=len, reverse=True)))
_OF_NAMES = regex(WAS + r"(?:三级|绩效|具体)?指标(?:名称|内容)?")
_LEVELS = ("level1", "kind", "number")


class Dropped(NamedTuple):
    """An indicator that holds no longer: its level, its name, what says so, and what else was said of it."""

    level: str
    name: str
    said: str
    texts: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is kept under: 数量指标·修建步道（取消）."""
        return f"{self.level}·{self.name}（{self.said}）"


@dataclass
class DroppedRows:
    """Finds them below one header."""

    header: Header
    words: Vocabulary
    ledger: Ledger
    found: list[Dropped] = field(default_factory=list)
    _last: str = ""
    """What a column at the left of the levels said last, which goes on downwards."""

    def __post_init__(self) -> None:
        told = [column.heading for column in self.header.columns if column.of == "indicator" and not column.key]
        says = any(_SAYS_CHANGE.fullmatch(heading) or _WAS.fullmatch(heading) for heading in told)
        self._is_of_changes = says or bool(self.header.was)

    def take(self, cells: Cells, levels: RowLevels) -> bool:
        """Whether the indicator of a row holds no longer; it is kept then, and its cells go to the details."""
        said = (self._said(cells) or self._by_name(cells)) if self._is_of_changes else ""
        if not said:
            return False
        level = levels.kind or levels.level1
        levels.used()
        own = [(column, spot) for key, pairs in cells.items() if key not in _LEVELS for column, spot in pairs]
        own = [(column, spot) for column, spot in own if spot.above is None and not spot.is_empty]
        for _column, spot in cells.get("number", ()):
            self.ledger.put(spot, LABEL)
        for _column, spot in own:
            is_said = spot.text.strip() == said
            self.ledger.put(spot, NOTHING if is_blank(spot.text) else LABEL if is_said else f"details.{level}")
        told = [
            (column, clean(spot.text)) for column, spot in own if not is_blank(spot.text) and spot.text.strip() != said
        ]
        texts = {column.heading: text for column, text in told}
        join_before(texts, self.header.columns, self.words)
        names = [text for column, text in told if column.key == "name"] or [text for _column, text in told[:1]]
        rest = tuple(text for text in texts.values() if text not in names)
        self.found.append(Dropped(level, joined("\n".join(names)), said, rest))
        return True

    def _said(self, cells: Cells) -> str:
        """What a row says where its indicator holds no longer after a change, else nothing."""
        others = cells.get("indicator", ())
        levels = [column.left for key in ("level1", "kind") for column, _spot in cells.get(key, ())]
        told = []
        for column, spot in others:
            if _SAYS_CHANGE.fullmatch(column.heading):
                goes_on = spot.is_empty and bool(levels) and column.left < min(levels)
                self._last = self._last if goes_on else spot.text.strip()
                told.append(self._last)
        if any(_WAS.fullmatch(column.heading) for column, _spot in others):
            told += [spot.text.strip() for key in ("target", "name") for _column, spot in cells.get(key, ())]
            told += self._reason(cells)
        return next((text for text in told if text in DROPPED), "")

    @staticmethod
    def _reason(cells: Cells) -> list[str]:
        """What a reason begins with, where nothing stands in place of the target that was: 取消，改为租用."""
        if any(not is_blank(spot.text) for key in ("target", "measure") for _column, spot in cells.get(key, ())):
            return []
        told = (_BEGINS.match(spot.text.strip()) for _column, spot in cells.get("indicator", ()))
        return [match[0] for match in told if match]

    def _by_name(self, cells: Cells) -> str:
        """What the heading over a name says that was before a change, where no name holds after it."""
        if any(not is_blank(spot.text) for _column, spot in cells.get("name", ())):
            return ""
        others = ((column.heading, spot.text) for column, spot in cells.get("indicator", ()))
        told = [heading for heading, text in others if heading in self.header.was and not is_blank(text)]
        return WAS if any(map(_OF_NAMES.fullmatch, told)) else ""


def put_dropped(rows: Sequence[Dropped], draft: Draft) -> None:
    """Keep them as details of all, and say so."""
    for row in rows:
        draft.details.setdefault(row.label, []).extend(row.texts or (row.name,))
    if rows:
        names = ", ".join(row.name for row in rows)
        told = _("{where}: indicators that hold no longer are kept as details: {names}")
        draft.assumptions.append(told.format(where=draft.where, names=names))
