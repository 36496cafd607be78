"""Goals beside a term that is no label of goals by itself: 实施期, 本年度, 总体 or 2022年 below 绩效目标."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.cells_below import is_amount
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.years import is_year

_WHOLE = ("总体", "整体", "总", "全部", "总期")


def is_term(label: Label) -> bool:
    """Whether a label says a term or a year and nothing else."""
    return (bool(label.term) and not label.core) or label.full in _WHOLE or is_year(label.full)


def says_goals(label: Label, spot: Spot) -> bool:
    """Whether a cell has the goals of the term before it, and not which year that is: 年度, 2022年."""
    return is_term(label) and not spot.is_empty and not is_year(spot.text) and not is_amount(spot.text)


def read_goals_below(rows: Sequence[PageRow], at: int, draft: Draft) -> int:
    """Read goals row by row below their heading, each behind its term; how many rows that are, 0 for none."""
    head, *others = rows[at].filled
    words = draft.words
    heading = words.label(head.text)
    if others or words.field(heading) != "goals":
        return 0
    taken = 1
    for row in rows[at + 1 :]:
        cells = row.filled
        if row.is_line or len(cells) != 2 or row.own != cells:
            break
        label = words.label(cells[0].text)
        if not says_goals(label, cells[1]):
            break
        draft.known([head, cells[0]])
        put_goals_of_term(draft, label, heading, cells[1])
        taken += 1
    return taken if taken > 1 else 0


def put_goals_of_term(draft: Draft, label: Label, section: Label, spot: Spot) -> None:
    """Goals beside their term; those of another year than the form's are details."""
    if label.year is not None and draft.identity.year not in (None, label.year):
        draft.detail(label.printed, spot)
    else:
        draft.goal(_goals_of(label, section, draft.words), spot, spot.text)


def _goals_of(label: Label, section: Label, words: Vocabulary) -> Label:
    """The label that these goals would have without their section: 实施期目标, 总体目标."""
    if label.full in _WHOLE:
        return words.label("总体目标")
    return replace(words.label("目标"), term=label.term) if label.term else section
