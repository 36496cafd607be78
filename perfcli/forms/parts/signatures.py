"""Rows in and below a table that are none of its own: sums, who filled it in, by whom it was checked, when, notes."""

from __future__ import annotations

from perfcli.folding import as_typed
from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.headings.header import Header
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.line_text import inline_pair, note_in
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.progress.points import points_of
from perfcli.regex import regex

_DATE = regex(r"20[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?)")
_SIGNED = regex("(?:人|电话|手机|签字|盖章|公章|领导|意见|[填审复编申]\\S?(?:日期|时间|报日))$")
_LONGEST_LABEL = 8
"""Characters of a label such as 日期 that is taken for one of a signature beside another that is known."""


def is_signed(row: PageRow, words: Vocabulary, *, is_beside: bool = False) -> bool:
    """Whether every cell of a row that holds something is a label with its value, one of them a known one.

    Labels have a colon behind them, or all of them name who signed or when; a value may stand in the cell behind one.
    With `is_beside` a label or level goes on at the left, and one has to name who or when: indicators may have colons.
    """
    if _are_signatures(row, words):
        return True
    waits = signed = False
    for spot in row.filled:
        pair = inline_pair(spot.text, words)
        if note_in(spot.text):
            waits, signed = False, True
        elif pair is not None and 0 < len(pair[0].full) <= _LONGEST_LABEL:
            waits, signed = is_blank(pair[1]), signed or _signs(pair[0], words, is_beside=is_beside)
        elif waits or _DATE.fullmatch("".join(as_typed(spot.text).split())):
            waits = False
        else:
            return False
    return signed


def _signs(label: Label, words: Vocabulary, *, is_beside: bool) -> bool:
    return words.is_detail(label) and (not is_beside or _SIGNED.search(label.core) is not None)


def _are_signatures(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row has pairs of cells, each a known label such as 审核人 or 填报日期 and a short value."""
    filled = row.filled
    if len(filled) < 3 or len(filled) % 2:
        return False
    labels, values = ((words.label(spot.text) for spot in filled[first::2]) for first in (0, 1))
    told = all(words.looks_like_label(label) and _SIGNED.search(label.core) for label in labels)
    return told and not any(map(words.looks_like_label, values))


def is_total_alone(header: Header, row: PageRow, words: Vocabulary) -> bool:
    """Whether a row has the total score, and the table no column of points that it could be a sum of."""
    if header.find("weight") or any(column.result == "score" for column in header.columns):
        return False
    first, *others = row.filled
    is_total = words.result(words.label(first.text)) == "total"
    return is_total and bool(others) and points_of(others[0].text) is not None


def is_sum_of_level(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row begins a level with the sum of its points: 产出指标 | 小计 | 50."""
    if len(row.filled) < 3:
        return False
    level, told, *numbers = row.filled
    begins = is_level(level.text) or words.is_level_one(words.label(level.text))
    return begins and words.is_sum(words.label(told.text)) and all(is_number(spot.text) for spot in numbers)


def put_sum(
    row: PageRow,
    words: Vocabulary,
    ledger: Ledger,
    but: Spot | None = None,
    of: Spot | None = None,
    *,
    is_sum: bool = False,
) -> bool:
    """Whether a row sums others up, whose cells are put away then: 合计 and numbers, be it behind `of`.

    With `is_sum` it does, whatever it is called.
    """
    filled = [spot for spot in row.filled if spot is not of]
    if not filled or not (is_sum or words.is_sum(words.label(filled[0].text))):
        return False
    ledger.put(filled[0], LABEL)
    for spot in filled[1:]:
        if spot is but or ledger.knows(spot):
            continue
        if is_blank(spot.text) or is_number(spot.text):
            ledger.put(spot, "sum")
        else:
            ledger.leave(spot, _("beside a sum"))
    return True


def is_number(text: str) -> bool:
    """Whether a text is a bare number, a share or points."""
    return text.strip().replace(",", "").rstrip("%％分").replace(".", "", 1).isdigit()
