"""The rows of one form: which are of a table of indicators, where that ends, and which stand around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from msgspec.structs import replace

from perfcli.formats.pages import Page, PageRow
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.fields.fields import Fields
from perfcli.forms.fields.heading_block import are_changes
from perfcli.forms.headings.header import Header
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.line_text import is_title
from perfcli.forms.parts.lines import Lines
from perfcli.forms.parts.parting import names_project, speaks_of_money
from perfcli.forms.parts.project_bands import beside_name, named_in_band
from perfcli.forms.parts.repeated_names import repeated_names
from perfcli.forms.parts.terms import leave_other_years, terms_of
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.filled import OVERALL, FilledForm
from perfcli.forms.record.finished import finished
from perfcli.forms.tables.before_change import ChangedRows, part_changes, put_before
from perfcli.forms.tables.change_bands import ChangeBands
from perfcli.forms.tables.change_list import ends_list, find_changes, heads_sides, read_changes, reasons_above
from perfcli.forms.tables.change_rows import with_headings
from perfcli.forms.tables.changes_in_cells import ChangesInCells
from perfcli.forms.tables.indicator_table import IndicatorTable, dated
from perfcli.forms.tables.passed_rows import level_bands, put_section
from perfcli.forms.tables.place_rows import find_place_rows
from perfcli.forms.tables.project_list import ProjectList
from perfcli.forms.tables.row_pairs import RowPairs
from perfcli.forms.tables.table_at_hand import TableAtHand
from perfcli.forms.words.vocabulary import Vocabulary


@dataclass
class FormRows:
    """One form's rows while they are read."""

    page: Page
    rows: Sequence[PageRow]
    words: Vocabulary
    ledger: Ledger
    scale: Decimal | None
    above: FilledForm | None = None
    goes_on: bool = False
    """Whether it stands in the table of the form above, or below the unit that a line over that one names."""

    headings: Header | None = None
    """Those of the indicators of the form above, which stand over the ones of a project in a band too."""

    is_of_above: bool = False
    """Whether it is of the unit of that one where it names none of its own."""

    _repeats: set[int] = field(default_factory=set)
    """The lines that only say the project's name."""

    projects: list[ProjectList] = field(default_factory=list)
    tables: list[IndicatorTable] = field(default_factory=list)
    draft: Draft = field(init=False)
    lines: Lines = field(init=False)
    _last: TableAtHand | None = None
    """The table above, which goes on below a header that says the same."""

    def read(self) -> list[FilledForm]:
        """The form, or the forms of a table that lists several projects."""
        self.draft = draft = Draft(self.words, self.ledger, self._where())
        self.lines = Lines(draft)
        pairs = RowPairs(self.words, self.ledger)
        cells = ChangesInCells(self.words, self.ledger, self.page.positions)
        rows = with_headings(cells.parted(self.rows), self.words, self.page.positions)
        rows = ChangeBands(self.words, self.ledger, self.page.positions).told(rows)
        changed = part_changes(pairs.joined(rows), self.words, self.ledger)
        self.rows = changed.held
        draft.funds.otherwise = self.scale
        self._look_ahead(draft)
        self._begin_below_headings()
        self._read(self.rows)
        is_like_above = self.above is not None and (self.above.subject == OVERALL) == draft.is_overall
        whose = draft.identity
        self.is_of_above = self.is_of_above and is_like_above and not (whose.unit or whose.units)
        if self.above is not None and self.is_of_above:
            whose.unit, whose.units = self.above.unit, [(0, name) for name in self.above.units]
        for table in dated(self.tables):
            table.put_into(draft)
        if changed.before:
            self._read_before(changed)
        pairs.settle()
        cells.settle()
        listed = [project for projects in self.projects for project in projects.finished()]
        return listed if self.projects else [finished(draft)]

    def _read_before(self, changed: ChangedRows) -> None:
        """Read what was before a change: amounts, goals and indicators are details of those that hold."""
        draft, own, tables = self.draft, self.ledger, self.tables
        self.ledger, self.tables, self._last = Ledger(), [], None
        draft.before, self.lines.has_table = changed.heading, False
        self._read(changed.before)
        put_before(dated(self.tables), self.ledger, changed.heading, draft)
        draft.before = ""
        self.ledger, self.tables = own, tables

    def _read(self, rows: Sequence[PageRow]) -> None:
        """Read rows one after another: tables of indicators, other tables, and what stands around them."""
        draft, at = self.draft, 0
        fields = Fields(self.lines, self.page.positions, around=self.rows)
        pending: list[PageRow] = []
        while at < len(rows):
            header = None
            if self._is_in_band(rows[at]):
                at += 1
                continue
            if id(rows[at]) in self._repeats:
                draft.known(rows[at].filled)
                at += 1
                continue
            if taken := self._other_table(rows, at, fields, pending):
                pending = []
                at += taken
                continue
            if rows[at].filled and not rows[at].is_line:
                header = find_header(rows, at, self.words, self.page.positions)
            if header is None and self._last is not None and self._last.resumes(rows, at):
                fields.read(pending)
                pending = []
                at = self._last.read(rows, at)
                continue
            if header is None:
                if self._last is None or not self._last.takes_total(rows[at]):
                    pending.append(rows[at])
                at += 1
                continue
            if header.blocks > 1 and pending and heads_sides(pending[-1], self.words):
                self.draft.known(pending.pop().filled)
            bands = level_bands(pending, header, self.words)
            above, pending = pending[: len(pending) - len(bands)], []
            fields.read(above)
            self.lines.has_table = True
            at += self._table(header, rows, at, draft, above, bands)
        fields.read(pending)

    def _other_table(self, rows: Sequence[PageRow], at: int, fields: Fields, pending: Sequence[PageRow]) -> int:
        """Read a list of changes, or a table with a row for each place, that begins here; how many rows it has."""
        changes = find_changes(rows[at], self.words, self.page.positions)
        if changes is not None and at < self._last_header:
            changes = None  # over amounts and goals of a form with indicators
        places = find_place_rows(rows, at, self.words, self.page.positions) if changes is None else None
        if changes is not None or places is not None:
            fields.read(pending)
        if changes is not None:
            return self._changes(changes, rows, at) - at
        if places is None:
            return 0
        self.draft.known(spot for row in rows[at : at + places.height] for spot in row.filled)
        self.lines.has_table = True
        return places.read(self.draft)

    @property
    def last_headings(self) -> Header | None:
        """The headings of the last table of indicators."""
        return self._last.header if self._last else None

    def _begin_below_headings(self) -> None:
        """Go on with the table of the form above, whose headings are those of the indicators here too."""
        if self.headings is not None and self.rows and named_in_band(self.rows[0], self.words):
            table = IndicatorTable(self.headings, self.words, self.ledger, terms_of(self.headings, (), self.words))
            self.tables.append(table)
            self._last = self._at_hand(self.headings, table)
            self.lines.has_table = True

    def _is_in_band(self, row: PageRow) -> bool:
        """Whether a row across the table is the name of its project; it is kept then."""
        name = named_in_band(row, self.words) if self._last is not None else ""
        if name:
            spot = row.filled[0]
            self.draft.field("name", self.words.label("项目名称"), spot, name)
            if rest := beside_name(row):
                self.lines.read(replace(spot, text=rest))
        return bool(name)

    @cached_property
    def _last_header(self) -> int:
        """Where the last header of indicators stands, -1 where there is none."""
        places = (at for at in reversed(range(len(self.rows))) if self.rows[at].filled)
        return next((at for at in places if find_header(self.rows, at, self.words, self.page.positions)), -1)

    @cached_property
    def _first_changes(self) -> int:
        """Where 调整前 and 调整后 first stand over what is below, past all rows where they do not."""
        found = (at for at, row in enumerate(self.rows) if row.filled and are_changes(row.filled, self.words))
        return next(found, len(self.rows))

    def _changes(self, header: Header, rows: Sequence[PageRow], at: int) -> int:
        """Read a list of changes from its header on; where it ends."""
        self.draft.known(rows[at].filled)
        self.lines.has_table = True
        end = at + 1
        while end < len(rows) and not ends_list(rows[end], self.words):
            end += 1
        read_changes(self.draft.adjustments, header, rows[at + 1 : end], self.words, self.ledger)
        return end

    def _where(self) -> str:
        first = next((spot for row in self.rows for spot in row.filled), None)
        return first.where if first else self.page.name

    def _look_ahead(self, draft: Draft) -> None:
        """What the title says matters to what stands below it."""
        for row in self.rows[:8]:
            for spot in row.filled[:2]:
                if is_title(spot.text, self.words) and "整体" in spot.text:
                    draft.is_overall = True
        names = any(names_project(row, self.words) for row in self.rows)
        draft.is_overall = draft.is_overall and not names
        self._repeats = {id(row) for row in repeated_names(self.rows, self.words)}
        titled = any(is_title(spot.text, self.words) for row in self.rows[:6] for spot in row.filled[:1])
        self.lines.expects_title = titled
        if self.above is not None and not titled:  # a form below another under one title
            draft.identity.year, draft.kind = self.above.year, self.above.kind
            draft.funds.otherwise = draft.funds.otherwise or self.above.scale
        elif self.above is not None and self.goes_on:
            draft.funds.above = self.above.scale
        draft.funds.tells_money = speaks_of_money(self.rows, self.words)

    def _table(
        self,
        header: Header,
        rows: Sequence[PageRow],
        at: int,
        draft: Draft,
        above: Sequence[PageRow],
        bands: Sequence[PageRow],
    ) -> int:
        """Read a table of indicators from its header on, below `bands` with its level one; how many rows it has."""
        for row in rows[at : at + header.height]:
            draft.known(row.filled)
        end = at + header.height
        leave_other_years(header, draft.identity.year, self.words)
        if header.blocks > 1:
            self._take_changes(header, rows, at)
        if header.has_projects:
            projects = self._last.going_on(header, ProjectList) if self._last else None
            if projects is None:
                projects = ProjectList(header, self.words, draft)
                self.projects.append(projects)
            self._last = self._at_hand(header, projects)
        else:
            last = None if any(row.filled for row in above) else self._last
            table = last.going_on(header, IndicatorTable) if last else None
            if table is None:
                table = IndicatorTable(header, self.words, self.ledger, terms_of(header, above, self.words))
                self.tables.append(table)
            for band in bands:
                put_section(band, table)
                table.set_level(band.filled[-1].text, band.filled[-1])
            self._last = self._at_hand(header, table)
        return self._last.read(rows, end) - at

    def _take_changes(self, header: Header, rows: Sequence[PageRow], at: int) -> None:
        """Of two tables side by side that of what holds has the indicators, where any heading says which it is."""
        near = rows[max(at - 1, 0) : at + header.height - 1]
        above = [row for row in near if heads_sides(row, self.words)]
        if above or header.says_changes or self._first_changes < at:
            over = above or self.rows[self._first_changes : at][:1]
            header.take_changes()
            header.columns += reasons_above(over, header, self.words)

    def _at_hand(self, header: Header, table: ProjectList | IndicatorTable) -> TableAtHand:
        return TableAtHand(header, table, self.draft, self.page.positions)
