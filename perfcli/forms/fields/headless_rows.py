"""Rows of indicators that no headings stand over: they are named, and never taken for labels with values."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow
from perfcli.forms.cells.ledger import LABEL
from perfcli.forms.headings.indicator_levels import is_kind
from perfcli.forms.headings.levels import is_level, is_level_one, level_name
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _

_LEAST = 3
"""Cells of such a row: level one, level two, a name."""


def without_indicators(rows: Sequence[PageRow], draft: Draft) -> list[PageRow]:
    """The rows that may hold labels and values; those of indicators, and those that go on with one, are left over."""
    kept: list[PageRow] = []
    label = ""
    for row in rows:
        goes_on = not row.is_line and bool(row.spots) and (row.spots[0].is_empty or row.spots[0].above is not None)
        label = _level_two(row, draft.words) or (label if goes_on else "")
        if not label:
            kept.append(row)
            continue
        for spot in row.filled:
            if _is_level_one(spot.text, draft.words) or level_name(spot.text) == label:
                draft.ledger.put(spot, LABEL)
            else:
                reason = _("{label}: no headings of a table of indicators stand over it").format(label=label)
                draft.ledger.leave(spot, reason)
    return kept


def _level_two(row: PageRow, words: Vocabulary) -> str:
    """The level two of a row that has it right behind its level one, before a text that is none."""
    texts = [(spot.above or spot).text for spot in row.spots if not (spot.above or spot).is_empty]
    if row.is_line or len(texts) < _LEAST:
        return ""
    one, two, name = texts[:_LEAST]
    is_name = "满意" in name or not _is_level_two(name)  # 船东满意度 may be either
    return level_name(two) if _is_level_one(one, words) and is_name and _is_level_two(two) else ""


def _is_level_one(text: str, words: Vocabulary) -> bool:
    return is_level_one(level_name(text)) or words.is_level_one(words.label(text))


def _is_level_two(text: str) -> bool:
    """Whether a text is a level two, be it called a goal: 时效目标."""
    name = level_name(text)
    return is_level(text) or is_kind(name) or is_kind(name.removesuffix("目标"))
