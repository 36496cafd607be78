"""A form of changes with all goals twice: a band 调整前绩效目标 over what was, 调整后绩效目标 over what holds."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _

_FEWEST = 3
"""Rows between the bands: fewer are goals of one cell each, which stay beside each other."""


def what_holds(rows: Sequence[PageRow], words: Vocabulary, ledger: Ledger) -> Sequence[PageRow]:
    """The rows without those below a band that says they were before a change; what these hold is named."""
    bands = [(at, side) for at, row in enumerate(rows) if (side := _side(row, words))]
    if [side for _at, side in bands] not in ([BEFORE, AFTER], [AFTER, BEFORE]):
        return rows
    (first, side), (second, _other) = bands
    start, end = (first, second) if side == BEFORE else (second, len(rows))
    if second - first <= _FEWEST or end - start <= _FEWEST:
        return rows
    for at, _band in bands:
        ledger.put(rows[at].filled[0], LABEL)
    heading = " ".join(rows[start].filled[0].text.split())
    for spot in (spot for row in rows[start + 1 : end] for spot in row.filled):
        if words.is_label(words.label(spot.text)) or words.indicator(words.label(spot.text)):
            ledger.put(spot, LABEL)
        else:
            ledger.leave(spot, _("{label}: what was before a change is not taken in").format(label=heading))
    return [row for at, row in enumerate(rows) if at not in (first, second) and not start < at < end]


def _side(row: PageRow, words: Vocabulary) -> str:
    """Whether a row is a band over what was before a change, or over what holds after it."""
    if len(row.filled) != 1 or len(row.own) > 1:
        return ""
    label = words.label(row.filled[0].text)
    found = {"before": BEFORE, "after": AFTER}.get(words.result(label), words.change(label))
    return found if found in (BEFORE, AFTER) else ""
