"""A page that is laid out as a form declares -> what it says, each cell by its place.

Rows that people put in or changed are read by their words, and so is a page that is not laid out so at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from perfcli.form import LIST, MONTHS, OF_PROGRESS, OF_RESULTS, PROJECT, UNIT, Form, FormCell
from perfcli.formats.blocks import clean
from perfcli.formats.pages import Page, PageRow, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.declared.foreign_rows import MoneyColumns
from perfcli.forms.declared.label_scales import printed_scales
from perfcli.forms.declared.match import Begun, Match
from perfcli.forms.declared.matching import Matching
from perfcli.forms.declared.table import DeclaredTable
from perfcli.forms.declared.values import put_value
from perfcli.forms.fields.fields import Fields
from perfcli.forms.laying.lines import title_pattern
from perfcli.forms.laying.shown import GOAL, INDICATOR_DETAIL, PLAN
from perfcli.forms.laying.whole_form import form_of_whole, has_form_of_whole
from perfcli.forms.parts.line_text import note_in, year_in
from perfcli.forms.parts.lines import Lines
from perfcli.forms.parts.parting import begins_form, speaks_of_money
from perfcli.forms.parts.signatures import is_signed
from perfcli.forms.parts.table_heading import heading_in
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.record.finished import finished
from perfcli.forms.record.plan import read_plan
from perfcli.forms.words.amounts import SCALES
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import as_seen


@dataclass(frozen=True)
class DeclaredReading:
    """Reads the declared forms of a page; where none begins nothing is touched."""

    forms: Sequence[Form]
    words: Vocabulary
    ledger: Ledger
    begun: Begun | None = None
    """One that was found before."""

    @cached_property
    def _all(self) -> list[tuple[Form, bool]]:
        """The forms, those of wholes among them, and whether each is one."""
        wholes = [(form_of_whole(form), True) for form in self.forms if has_form_of_whole(form)]
        return [*((form, form.of == UNIT) for form in self.forms), *wholes]

    def read(self, page: Page, at: int) -> tuple[list[FilledForm], int] | None:
        """The filled-in forms that begin in a row of a page, and the row behind their end; None where none does."""
        begun = self.begins(page, at)
        if begun is None:
            return None
        end = self._below(page, begun.match.at)
        return self._filled(begun, page.rows[begun.match.at : end]), end

    def begins(self, page: Page, at: int) -> Begun | None:
        """The form that begins in a row of a page: the first of which every label stands where it has to, if any."""
        if self.begun is not None and self.begun.page is page and self.begun.at == at:
            return self.begun
        return next(self._matches(page, at), None)

    def _matches(self, page: Page, at: int) -> Iterator[Begun]:
        filled = page.rows[at].filled
        seen = as_seen(filled[0].text) if len(filled) == 1 else ""
        is_heading = heading_in(page.rows[at]) is not None
        forms = [
            (form, is_of_whole)
            for form, is_of_whole in self._all
            if not form.title or title_pattern(form.title).fullmatch(seen) or (is_heading and form.of == PROJECT)
        ]
        matchings = [(form, is_of_whole, Matching(form, page, self.words)) for form, is_of_whole in forms]
        for match in (Matching.match, Matching.match_loosely):
            found = ((form, match(one, at), is_of_whole) for form, is_of_whole, one in matchings)
            yield from (Begun(page, at, form, one, whole) for form, one, whole in found if one and _tells(form, one))

    def _below(self, page: Page, at: int) -> int:
        """Where what stands below a form ends: its signatures and notes, whatever else its table has."""
        end, noted = at, False
        while at < len(page.rows):
            row = page.rows[at]
            at += 1
            if not row.filled:
                continue
            if row.is_line and not (is_signed(row, self.words) or noted):
                break
            if self.begins(page, at - 1) is not None or begins_form(page, at - 1, self.words):
                return end
            noted, end = noted or note_in(row.filled[0].text) is not None, at
        return end

    def _filled(self, begun: Begun, below: Sequence[PageRow]) -> list[FilledForm]:
        form, page, match = begun.form, begun.page, begun.match
        draft = self._draft(begun)
        lines = Lines(draft, has_cells=True, has_table=True)
        label = ""
        departments: list[tuple[str, Spot, str]] = []
        scales = printed_scales(form, match.pairs)
        for cell, spot, text in match.pairs:
            label = cell.label or label
            if cell.key == "department":
                departments.append((label, spot, text))
            else:
                put_value(draft, cell, spot, text, label, scales.get(id(cell)))
        if match.months:
            draft.known(match.months)
            shares = [*match.shares, *(Spot("", 0, 0, 0, "") for _month in match.months[len(match.shares) :])]
            read_plan([month.text for month in match.months], shares[: len(match.months)], draft)
        lists: list[DeclaredTable] = []
        for part, header, rows in match.tables:
            table = DeclaredTable(form, part, page.positions, draft)
            table.read(header, rows)
            lists.append(table)
        for name, spot, text in departments:
            _put_department(draft, name, spot, text)
        self._read_foreign(lines, page, match)
        Fields(lines, page.positions).read([*match.beside, *below])
        whose = draft.identity
        if whose.year is None and draft.title and whose.name:
            whose.year = year_in(as_seen(draft.title).replace(as_seen(whose.name), "", 1))
        if form.of == LIST:
            return [project for table in lists for project in table.projects()]
        return [
            replace(
                finished(draft),
                plan_months=_own_months(form),
                placed_goals=_placed_goals(match),
                row_labels=frozenset(
                    key.removeprefix(INDICATOR_DETAIL) for key in form.keys if key.startswith(INDICATOR_DETAIL)
                ),
            )
        ]

    def _read_foreign(self, lines: Lines, page: Page, match: Match) -> None:
        """Read rows that the form does not have by their words, beside the labels down the left that go on there."""
        if not any(match.foreign):
            return
        columns = MoneyColumns(page, match, self.words)
        for rows in (run for group in match.foreign for run in columns.runs(group)):
            fields = Fields(lines, page.positions, columns.terms(rows))
            over = [spot.above for spot in rows[0].spots if spot.above is not None]
            fields.sections.items = [(spot, self.words.label(spot.text)) for spot in over]
            fields.read(rows)

    def _draft(self, begun: Begun) -> Draft:
        """A draft with what the form says before any of its cells is read."""
        form, match = begun.form, begun.match
        first = match.title or (match.pairs[0][1] if match.pairs else begun.page.rows[0].spots[0])
        kind = form.of if form.of in OF_RESULTS else "form"
        draft = Draft(self.words, self.ledger, first.where, kind=kind)
        draft.identity.year = match.year
        draft.is_overall = begun.is_of_whole
        funds = draft.funds
        funds.scale = SCALES[next(iter(match.scales), form.scale)]
        funds.tells_money = any(key.startswith("budget.") for key in form.keys)
        funds.tells_money = funds.tells_money or speaks_of_money(match.around, self.words)
        if match.title is not None:
            draft.title = match.title.text.strip()
            self.ledger.put(match.title, "title")
            draft.results.note_months(match.title.text)
        return draft


def _tells(form: Form, match: Match) -> bool:
    """Whether a form tells all rows: those put in among what became of a project stand below headings of their own."""
    return form.of not in OF_PROGRESS or not any(match.foreign)


def _own_months(form: Form) -> frozenset[int]:
    """The months of a spending plan that a form has a cell for, of one that has no place for all of it."""
    months = (key.removeprefix(PLAN) for key in form.keys if key.startswith(PLAN))
    return frozenset() if MONTHS in form.keys else frozenset(int(month) for month in months if month.isdecimal())


def _placed_goals(match: Match) -> dict[int, str]:
    """The goals that have cells of their own, by their places; empty where a cell is."""
    goals = (
        (cell.key.removeprefix(GOAL), text) for cell, spot, text in match.pairs if not spot.unread and _is_goal(cell)
    )
    return {int(place): "" if is_blank(text) else clean(text) for place, text in goals}


def _is_goal(cell: FormCell) -> bool:
    return cell.key.startswith(GOAL)


def _put_department(draft: Draft, label: str, spot: Spot, said: str) -> None:
    """The department is what the unit's code begins with; one that says otherwise is a detail."""
    text = "".join(said.split())
    unit = draft.identity.unit
    if unit and text[:3] == unit[:3] and not text[3:4].isdecimal():
        draft.ledger.put(spot, "department")
    elif text:
        draft.detail(label, spot, said)
