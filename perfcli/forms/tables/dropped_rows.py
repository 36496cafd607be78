"""Rows of a form of changes whose indicators hold no longer: 删除 in a column of its own, or in place of a target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfcli.formats.blocks import clean, joined
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING, Ledger
from perfcli.forms.headings.indicator_levels import Cells, RowLevels
from perfcli.forms.record.adjustments import DROPPED
from perfcli.forms.record.draft import Draft
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_SAYS_CHANGE = regex(r"(?:调整|变更|变动|增减|修改)(?:后)?(?:类型|类别|方式|情况|性质|状态|操作)|操作(?:类型|方式)?")
_WAS = regex(r"(?:调整|变更|修改|修订)前.*|原.+")
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


def dropped(cells: Cells, levels: RowLevels, ledger: Ledger) -> Dropped | None:
    """The indicator of a row that holds no longer, None for others; its cells go to the details."""
    said = _said(cells)
    if not said:
        return None
    level = levels.kind or levels.level1
    levels.used()
    own = [(column, spot) for key, pairs in cells.items() if key not in _LEVELS for column, spot in pairs]
    own = [(column, spot) for column, spot in own if spot.above is None and not spot.is_empty]
    for _column, spot in own:
        is_said = spot.text.strip() == said
        ledger.put(spot, NOTHING if is_blank(spot.text) else LABEL if is_said else f"details.{level}")
    texts = [(column.key, clean(spot.text)) for column, spot in own if not is_blank(spot.text)]
    texts = [(key, text) for key, text in texts if text != said]
    names = [text for key, text in texts if key == "name"] or [text for _key, text in texts[:1]]
    return Dropped(level, joined("\n".join(names)), said, tuple(text for _key, text in texts if text not in names))


def put_dropped(rows: Sequence[Dropped], draft: Draft) -> None:
    """Keep them as details of all, and say so."""
    for row in rows:
        draft.details.setdefault(row.label, []).extend(row.texts or (row.name,))
    if rows:
        names = ", ".join(row.name for row in rows)
        told = _("{where}: indicators that hold no longer are kept as details: {names}")
        draft.assumptions.append(told.format(where=draft.where, names=names))


def _said(cells: Cells) -> str:
    """What a row says where its indicator holds no longer after a change, else nothing."""
    others = cells.get("indicator", ())
    told = [spot.text.strip() for column, spot in others if _SAYS_CHANGE.fullmatch(column.heading)]
    if any(_WAS.fullmatch(column.heading) for column, _spot in others):
        told += [spot.text.strip() for key in ("target", "name") for _column, spot in cells.get(key, ())]
    return next((text for text in told if text in DROPPED), "")
