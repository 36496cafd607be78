"""A form of changes whose indicators stand below bands: 一、修改的指标, 二、新增的指标, 三、删除的指标."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.headings.header import Header
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.table_end import TableEnd
from perfcli.forms.record.adjustments import DROPPED
from perfcli.forms.words.label import without_remark
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_HEADING = "调整类型"
"""What stands over the column that says of an indicator that it holds no longer."""

_SAID = "|".join(sorted(DROPPED, key=len, reverse=True))
_BAND = regex(
    rf"(?:本次)?(?:拟|需|应)?(?:调整|变更)?后?(?:予以)?({_SAID})的?(?:三级|绩效|部分|有关|相关)*(?:指标)?(?:情况|明细|清单)?"
    rf"|(?:三级|绩效|拟|被)*指标的?({_SAID})(?:情况|明细|清单)?"
)
"""What a band says whose indicators hold no longer."""

_CHANGED = regex(f"{_SAID}|新增|增[加设]|修[改订]|调整|变[更动化]|保留|维持|不变|继续|其[他余]")
"""What a band says of indicators that is no level of theirs: 维持不变的指标."""


@dataclass(frozen=True)
class ChangeBands:
    """Puts what a band says behind each of its rows, below a heading that says so: 调整类型."""

    words: Vocabulary
    ledger: Ledger
    positions: Positions

    def told(self, rows: Sequence[PageRow]) -> Sequence[PageRow]:
        """The rows with what they are said to be; those of a form without such bands as they are."""
        if not any(self._dropped(row) for row in rows):
            return rows
        width = max(spot.right for row in rows if not row.is_line for spot in row.spots)
        made: list[PageRow] = []
        header: Header | None = None
        end, said = 0, ""
        for at, row in enumerate(rows):
            if _is_band(row):
                said = self._dropped(row)
                if said or is_level(row.filled[0].text):
                    self.ledger.put(row.filled[0], LABEL)
                    continue
            if found := find_header(rows, at, self.words, self.positions) if row.filled and not row.is_line else None:
                header, end = found, at + found.height
                made.append(self._with(row, width, _HEADING))
            elif at < end or header is None:
                made.append(row)
            elif TableEnd(header, self.words, self.positions, "").is_before(rows, at):
                header, said = None, ""
                made.append(row)
            else:
                made.append(self._with(row, width, said))
        return made

    def _dropped(self, row: PageRow) -> str:
        """What a band says of its indicators that hold no longer, else nothing."""
        if not _is_band(row):
            return ""
        match = _BAND.fullmatch(without_remark(self.words.label(row.filled[0].text).full))
        return (match[1] or match[2]) if match else ""

    def _with(self, row: PageRow, width: int, text: str) -> PageRow:
        """A row with one more cell at its right."""
        last = row.spots[-1]
        left = len(row.spots) if self.positions is Positions.ORDER else width
        return PageRow([*row.spots, Spot(text, left, left + 1, last.place, last.where)], row.table)


def _is_band(row: PageRow) -> bool:
    """Whether a row of one cell may say what became of the indicators below it, and is no level of theirs."""
    if len(row.own) != 1 or not row.filled:
        return False
    text = row.filled[0].text
    return not is_level(text) or _CHANGED.search(text) is not None
