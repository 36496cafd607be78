"""What is found of a declared form on a page, and the labels by which it is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfcli.form import Form, FormCell, FormPart
from perfcli.formats.pages import Page, PageRow, Spot
from perfcli.forms.laying.lines import label_pattern, value_behind
from perfcli.forms.words.amounts import SCALES
from perfcli.forms.words.wording import as_seen

Pair = tuple[FormCell, Spot, str]
"""A declared cell, the one on the page, and its text, of a line the part that is this cell's."""


@dataclass
class Match:
    """The rows of a form as they are found: which cell is which."""

    title: Spot | None = None
    heading: Spot | None = None
    """That of a document, in place of the form's title."""

    year: int | None = None
    pairs: list[Pair] = field(default_factory=list)
    months: list[Spot] = field(default_factory=list)
    shares: list[Spot] = field(default_factory=list)
    tables: list[tuple[FormPart, Sequence[PageRow], list[PageRow]]] = field(default_factory=list)
    beside: list[PageRow] = field(default_factory=list)
    """Rows in its tables that are none of theirs: signatures and notes."""

    around: list[PageRow] = field(default_factory=list)
    """The rows outside of its tables."""

    foreign: list[list[PageRow]] = field(default_factory=list)
    """Rows that the form does not have, those that follow each other together."""

    changed: list[Pair] = field(default_factory=list)
    """Cells of those rows in whose place the form has others, by what they are there: their labels are not the same."""

    scales: set[str] = field(default_factory=set)
    """What the labels that say it say that amounts are in."""

    at: int = 0


class Begun(NamedTuple):
    """A form that begins in a row of a page."""

    page: Page
    at: int
    form: Form
    match: Match
    is_of_whole: bool = False
    """Whether it is of the whole of a unit or department."""


class Labels:
    """The labels of a form, where one that says what amounts are in may say another unit."""

    def __init__(self, form: Form) -> None:
        self._form = form

    def say_scale(self, cell: FormCell) -> bool:
        """Whether the one of a cell says what amounts are in."""
        return self._form.scale != "元" and self._form.scale in cell.label

    def is_there(self, cell: FormCell, spot: Spot, found: Match) -> bool:
        """Whether a cell is the one with a label; where that says what amounts are in it may say another unit."""
        if _is_label(cell, spot):
            found.scales |= {self._form.scale} if self.say_scale(cell) else set()
            return True
        said = [name for name in SCALES if as_seen(cell.label.replace(self._form.scale, name)) == as_seen(spot.text)]
        found.scales |= {*said}
        return self.say_scale(cell) and not cell.key and len(said) == 1


def own_text(cell: FormCell, spot: Spot) -> str:
    """The value of a cell, behind its label where it has both."""
    return value_behind(cell.label, spot.text) if cell.label else spot.text


def _is_label(cell: FormCell, spot: Spot) -> bool:
    seen, label = as_seen(spot.text), as_seen(cell.label)
    return label_pattern(cell.label).match(spot.text.strip()) is not None if cell.key else seen == label
