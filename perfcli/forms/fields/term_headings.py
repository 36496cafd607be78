"""Terms or years side by side over labels with their amounts: 实施期 and 年度 over 资金总额, 财政拨款 and theirs."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.fields.goal_terms import is_term
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.label import Label
from perfcli.forms.words.years import names_years
from perfcli.regex import regex

_MONEY = regex("(?:项目)?(?:资金|预算|投资|经费|金额)(?:情况|安排|构成|来源)?")


def is_whose(label: Label) -> bool:
    """Whether a label says no more than of which year or term money is: 实施期, 年度资金, 2021年."""
    is_of_term = bool(label.term) and _MONEY.fullmatch(label.core) is not None and label.year is None
    return is_term(label) or names_years(label) or is_of_term


def terms_over(
    rows: Sequence[PageRow], at: int, cells: Sequence[Spot], draft: Draft, positions: Positions
) -> dict[int, str]:
    """The term of the amounts in each column below such headings, none where these cells are no such headings.

    That of another year than the form's is called as it is printed.
    """
    heads = [spot for spot in cells if not spot.is_empty]
    words, below = draft.words, rows[at + 1] if at + 1 < len(rows) else None
    labels = [words.label(spot.text) for spot in heads]
    is_one_by_one = not any(spot.is_empty for spot in cells[: len(heads)])
    if len(heads) < 2 or not is_one_by_one or below is None or below.is_line or not all(map(is_whose, labels)):
        return {}
    if any(label.year is not None for label in labels) and draft.identity.year is None:
        return {}
    columns = _columns(heads, below, positions)
    parts = [spot for spot in below.filled if words.money(words.label(spot.text))]
    are_paired = len(parts) * 2 <= len(below.own)  # and no headings over amounts in the row after it
    if not columns or not are_paired or not all(any(spot.left in own for spot in parts) for own in columns):
        return {}
    terms = [_term(label, draft.identity.year) for label in labels]
    return {column: term for own, term in zip(columns, terms, strict=True) for column in own}


def _columns(heads: Sequence[Spot], below: PageRow, positions: Positions) -> list[range]:
    """The columns below each of the headings; where order alone is known each is over as many cells."""
    if positions is not Positions.ORDER:
        return [range(spot.left, spot.right) for spot in heads]
    filled = [spot.left for spot in below.filled]
    width, over = divmod(len(filled), len(heads))
    if over or not width:
        return []
    begins = filled[::width]
    return [range(begin, begin + width) for begin in begins]


def _term(label: Label, year: int | None) -> str:
    if label.year is not None:
        return "year" if label.year == year else label.printed
    return label.term or "long"
