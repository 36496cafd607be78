"""The tables of part two, each on the form of the published document or on another one, and those of part three."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from perfcli.formats.layout import Block, LaidCell, LaidPage, Typed
from perfcli.forms.declared.built_in import published_form
from perfcli.forms.laying.laying import Spare, lay_out
from perfcli.forms.laying.shown import Subject
from perfcli.forms.record.project import PublishedProject

Spelling = Callable[[Decimal], str]


def with_decimals(amount: Decimal) -> str:
    """An amount with two decimals, more where it has more."""
    return _spelled(amount, "f")


def with_separators(amount: Decimal) -> str:
    """The same with commas between thousands."""
    return _spelled(amount, ",f")


def _spelled(amount: Decimal, form: str) -> str:
    whole, _point, decimals = format(amount, form).partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


class EvaluationTable(NamedTuple):
    """The 自评表 of the project of this name."""

    name: str
    page: LaidPage


class Tables(msgspec.Struct, frozen=True):
    """Projects' tables: those in `pages` by their codes, the others on the published form.

    `evaluations` are those of part three. `amounts` spells the amounts of part two; None leaves them as the form
    prints them, where nothing is 0.
    """

    pages: Mapping[str, LaidPage] = msgspec.field(default_factory=dict)
    amounts: Spelling | None = None
    evaluations: tuple[EvaluationTable, ...] = ()

    def of(self, project: PublishedProject) -> LaidPage:
        """The table of a project."""
        page = self.pages[project.code] if project.code in self.pages else _published(project)
        return page if self.amounts is None else respelled(page, self.amounts)

    @property
    def on_side(self) -> bool:
        """Whether any of them lies on its side."""
        return any(page.landscape for page in self.pages.values())

    @property
    def evaluations_on_side(self) -> bool:
        """Whether any table of part three lies on its side."""
        return any(table.page.landscape for table in self.evaluations)


AS_PRINTED = Tables()


def respelled(page: LaidPage, spell: Spelling) -> LaidPage:
    """A page with its amounts spelled this way."""
    return replace(page, blocks=tuple(_respelled(block, spell) for block in page.blocks))


def _respelled(block: Block, spell: Spelling) -> Block:
    return replace(block, rows=tuple(tuple(_cell(cell, spell) for cell in row) for row in block.rows))


def _cell(cell: LaidCell, spell: Spelling) -> LaidCell:
    entry = cell.entry
    if entry is None or entry.typed is not Typed.AMOUNT or entry.number is None:
        return cell
    return cell._replace(text=spell(entry.number))


def _published(project: PublishedProject) -> LaidPage:
    """A project's table as the published document has it."""
    subject = Subject(project.in_year(0), project.unit_name)
    return lay_out(published_form(), [subject], Spare(marks_gaps=False))
