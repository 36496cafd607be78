"""A table with the indicators of many projects, one under another: unit and project stand once, over their rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.change_columns import take_unchanged
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.header_columns import TASKS
from perfcli.forms.headings.listed_indicators import LISTED, ListedIndicators
from perfcli.forms.parts.signatures import is_number
from perfcli.forms.parts.total_row import put_total
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.record.finished import finished
from perfcli.forms.record.plan import read_plan
from perfcli.forms.record.said_before import is_of_another, is_open, is_said
from perfcli.forms.tables.indicator_table import LATER, IndicatorTable
from perfcli.forms.tables.list_results import put_result, put_was
from perfcli.forms.tables.list_sums import put_sums, sums_others
from perfcli.forms.tables.units_of_list import UnitsOfList
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import narrow
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_CODE = regex(r"[0-9]{6,20}")


@dataclass
class ProjectList:
    """Takes the rows of such a table; `draft` is what stands over it: title, year, scale."""

    header: Header
    words: Vocabulary
    draft: Draft
    is_declared: bool = False
    drafts: list[Draft] = field(default_factory=list)
    _table: IndicatorTable | None = None
    _now: tuple[str, str] = ("", "")
    _listed: ListedIndicators | None = None

    def __post_init__(self) -> None:
        self._units = UnitsOfList(self.header, self.words, self.draft.ledger)
        if self.header.find("name") is None:
            for column in self.header.columns:
                if (column.of == "indicator" and not column.key) or column.of == LATER:
                    column.of, column.key = "project", "detail"  # 负责人, 改进措施 in a list without indicators

    def read(self, row: PageRow) -> None:
        """Understand a row: of a project, the first of another one, or a sum over some."""
        if not row.filled:
            return
        if self._units.takes_band(row):
            return
        if self.drafts and put_total(self.header, row, self.drafts[-1]):
            return
        placed = aligned(self.header, row)
        take_unchanged(placed)
        own = {column.key: (column, spot) for column, spot in placed if column.of in ("project", "money")}
        unit, name = own.get("unit"), own.get("name")
        if self.header.lists_wholes:
            unit, name = None, unit
        if name is not None and self._units.takes(row, name, own, placed, len(self.drafts)):
            return
        if (alone := self._units.project_above(name)) is not None:
            self._begin(alone[1], [alone])
        new_unit = self._units.is_new(unit, own, placed)
        named = name is not None and not name[1].is_empty
        if sums_others(self.header, placed, self.words, new_unit=new_unit, named=named):
            put_sums(placed, self.words, self.draft.ledger)
            if unit is not None:
                self._units.rows.name(unit[1])
            return
        if named and name is not None:
            self._begin(name[1], [pair for pair in placed if pair[0].of in ("project", "money")])
        elif self.drafts:
            self._more([pair for pair in placed if pair[0].of in ("project", "money")])
        if self._table is None or not self.drafts:
            for _column, spot in placed:
                if not spot.is_empty and not self.draft.ledger.knows(spot):
                    self.draft.ledger.leave(spot, _("a row above the first project"))
            return
        self._table.read(row)
        if self._listed is not None:
            self._listed.read([pair for pair in placed if pair[0].of == LISTED])

    def _begin(self, name: Spot, pairs: list[tuple[Column, Spot]]) -> None:
        """Another project, unless a page break repeats the one before."""
        unit = self._units.at_hand
        told = ("".join(unit[1].text.split()) if unit else "", "".join(name.text.split()))
        code = next(("".join(spot.text.split()) for column, spot in pairs if column.key == "code"), "")
        goes_on = bool(self.drafts) and told == self._now and code in ("", self.drafts[-1].identity.code)
        goes_on = goes_on and not is_of_another(
            self.drafts[-1], [(self._label(pair[0]), *pair) for pair in pairs], code
        )
        self._now = told
        if not goes_on:
            self._start(name.where)
        draft = self.drafts[-1]
        if unit and unit[1] not in [spot for _column, spot in pairs]:
            draft.field("unit", self._units.label, unit[1], self._units.code + unit[1].text)
        for column, spot in pairs:
            if spot.unread and column.of == "money" and column.key != "source":
                draft.funds.unread_cell(column.heading, spot.unread)
            if column.key == "detail" and spot.above is not None and not goes_on:
                self._put(draft, column, spot.above)  # one cell over several projects: 一级项目
            if spot.is_empty or spot.above is not None:
                continue
            if goes_on:
                self._again(draft, column, spot)
            else:
                self._put(draft, column, spot)
        plan = [(column.heading, spot) for column, spot in pairs if column.key == "plan" and spot.above is None]
        if not goes_on:
            read_plan([heading for heading, _spot in plan], [spot for _heading, spot in plan], draft)

    def _start(self, where: str) -> None:
        draft = Draft(self.words, self.draft.ledger, where)
        draft.funds.otherwise = self.draft.funds.otherwise
        draft.funds.scale, draft.funds.adds_up = self.draft.funds.scale, True
        draft.title, draft.kind, draft.identity.year = self.draft.title, self.draft.kind, self.draft.identity.year
        draft.details = {label: list(texts) for label, texts in self.draft.details.items()}
        draft.identity.units = list(self.draft.identity.units)
        draft.is_overall = self.header.lists_wholes
        if self.header.is_untold:
            draft.problems.append(
                _("a text does not tell which of its headings stand below which: import Word, Excel or a web page")
            )
        if self._table is not None:
            self._table.put_into(self.drafts[-1])
        self.drafts.append(draft)
        self._table = IndicatorTable(self.header, self.words, self.draft.ledger, is_declared=self.is_declared)
        self._listed = ListedIndicators(self.words, self.draft.ledger, self._table.indicators)

    def _more(self, pairs: list[tuple[Column, Spot]]) -> None:
        """What further rows of a project say of it: more goals, each in a row of its own, and what is not said yet."""
        draft = self.drafts[-1]
        for column, spot in pairs:
            if spot.is_empty or spot.above is not None:
                continue
            if column.key == "unit":
                if "".join(spot.text.split()) == self._now[0]:
                    draft.ledger.put(spot, "unit")
                continue
            is_more = column.key == "goals" and not is_said(draft, column, self._label(column), spot)
            if is_more or column.option == TASKS:
                self._put(draft, column, spot)
            else:
                self._again(draft, column, spot)

    def _again(self, draft: Draft, column: Column, spot: Spot) -> None:
        """What a further row says of the project again: the same, or something that contradicts the first."""
        if column.key != "unit" and (is_blank(spot.text) or is_open(draft, column, self._label(column))):
            self._put(draft, column, spot)
        elif column.key == "unit" or is_said(draft, column, self._label(column), spot):
            self.draft.ledger.put(spot, f"budget.{column.key}" if column.of == "money" else column.key)
        else:
            message = _("{heading}: another row of this project says otherwise")
            self.draft.ledger.leave(spot, message.format(heading=column.heading))

    def _put(self, draft: Draft, column: Column, spot: Spot) -> None:
        label, whose = self._label(column), draft.identity
        if column.key == "plan":
            return  # all of a row together
        if is_blank(spot.text):
            draft.ledger.put(spot, NOTHING)
        elif column.was:
            put_was(draft, column, spot)
        elif column.of == "money":
            draft.amount(column.key, label, spot)
        elif column.option == TASKS and is_number(spot.text):
            draft.amount_detail(label.printed, spot)
        elif column.key == "detail" and put_result(draft, label, spot, column):
            return
        elif column.key == "unit_code" and _CODE.fullmatch(code := narrow(spot.text)) and whose.unit in ("", code):
            whose.unit = code
            draft.ledger.put(spot, "unit")
        else:
            draft.field(column.key, label, spot)

    def _label(self, column: Column) -> Label:
        return self.words.label(column.heading)

    def finished(self) -> list[FilledForm]:
        """The projects, each with what stands around the table too."""
        if self._table is not None:
            self._table.put_into(self.drafts[-1])
            self._table = None
        for draft in self.drafts:
            own, above = draft.identity, self.draft.identity
            if own.units == above.units:
                own.unit = own.unit or above.unit  # that above the list is the only one
            draft.results.month = draft.results.month or self.draft.results.month
            draft.results.day = draft.results.day or self.draft.results.day
            for label, texts in self.draft.details.items():
                known = draft.details.get(label, [])
                known = [*known, *(text for text in texts if text not in known)]
                if self._units.rows.are_named(texts):  # 部门：某局 above a list with a row of that department
                    known = [text for text in known if text not in texts]
                    draft.ledger.move(f"details.{label}", "unit")
                draft.details[label] = known
            draft.details = {label: texts for label, texts in draft.details.items() if texts}
        self._units.rows.leave_no_sums(self.drafts, self.draft.ledger)
        return [finished(draft) for draft in self.drafts]

    @property
    def positions(self) -> Positions:
        """What the places of cells say."""
        return self.header.positions
