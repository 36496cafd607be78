"""A table with the indicators of many projects, one under another: unit and project stand once, over their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfcli.formats.pages import PageRow, Positions, Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.headings.alignment import aligned
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.header_columns import TASKS
from perfcli.forms.headings.indicator_columns import BUDGET_UNIT
from perfcli.forms.headings.listed_indicators import LISTED, ListedIndicators
from perfcli.forms.parts.signatures import is_number
from perfcli.forms.parts.total_row import put_total
from perfcli.forms.parts.unit_rows import UnitRows, departments, names_unit, unit_band
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.record.finished import finished
from perfcli.forms.record.plan import read_plan
from perfcli.forms.record.said_before import is_of_another, is_open, is_said
from perfcli.forms.tables.indicator_table import LATER, IndicatorTable
from perfcli.forms.tables.list_results import put_result
from perfcli.forms.tables.list_sums import put_sums, sums_others
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import narrow
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_BAND = Column("unit", "单位名称", 0, 0, "project")
_CODED_UNIT = regex(r"[0-9]{3}(?:[0-9]{3}){0,2}[-－—–_:：][^0-9]")
_UNIT_CODE = regex(r"[0-9]{3}(?:[0-9]{3}){0,2}")
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
    _unit: tuple[Column, Spot] | None = None
    _unit_code: str = ""
    """The code of the unit at hand, where it stands in the column of the projects' codes."""

    _department: frozenset[str] = frozenset()
    """What the row of the unit at hand says of the department that it belongs to."""

    _now: tuple[str, str] = ("", "")
    _alone: tuple[tuple[Column, Spot], tuple[Column, Spot] | None] | None = None
    """A name by itself in the row before, in a column of units and their projects, and the unit before it."""

    _units: UnitRows = field(default_factory=UnitRows)
    _listed: ListedIndicators | None = None

    def __post_init__(self) -> None:
        if self.header.find("name") is None:
            for column in self.header.columns:
                if (column.of == "indicator" and not column.key) or column.of == LATER:
                    column.of, column.key = "project", "detail"  # 负责人, 改进措施 in a list without indicators

    def read(self, row: PageRow) -> None:
        """Understand a row: of a project, the first of another one, or a sum over some."""
        if not row.filled:
            return
        if (band := unit_band(self.header, row, self.words)) is not None:
            self._unit, self._unit_code = (_BAND, band), ""
            self.draft.ledger.put(row.filled[0], "unit")
            return
        if self.drafts and put_total(self.header, row, self.drafts[-1]):
            return
        placed = aligned(self.header, row)
        own = {column.key: (column, spot) for column, spot in placed if column.of in ("project", "money")}
        unit, name = own.get("unit"), own.get("name")
        if self.header.lists_wholes:
            unit, name = None, unit
        if name is not None and self._is_of_unit(row, name, own, placed):
            return
        if self._alone is not None and (name is None or name[1].is_empty):
            alone, self._unit = self._alone  # indicators below a name: a project's
            self._begin(alone[1], [alone])
        self._alone = None
        new_unit = self._is_of_new_unit(unit, own, placed)
        named = name is not None and not name[1].is_empty
        if sums_others(self.header, placed, self.words, new_unit=new_unit, named=named):
            put_sums(placed, self.words, self.draft.ledger)
            if unit is not None:
                self._units.name(unit[1])
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

    def _is_of_new_unit(
        self,
        unit: tuple[Column, Spot] | None,
        own: Mapping[str, tuple[Column, Spot]],
        placed: list[tuple[Column, Spot]],
    ) -> bool:
        """Whether a row has a unit of its own; it is kept then. None goes on from above below another department."""
        of = departments(placed, self.words)
        if unit is not None and not unit[1].is_empty:
            self._unit, self._department = unit, of or self._department
            if "unit_code" in own and _UNIT_CODE.fullmatch(code := narrow(own["unit_code"][1].text)):
                self._unit_code = code
            return True
        is_below = unit is None or unit[1].above is None
        if (
            is_below
            and of - self._department
            and self._unit
            and self._unit[0].key == "unit"
            and self._unit[0] is not _BAND
        ):
            self._unit, self._unit_code, self._department = None, "", of
        return False

    def _is_of_unit(
        self,
        row: PageRow,
        name: tuple[Column, Spot],
        own: Mapping[str, tuple[Column, Spot]],
        placed: list[tuple[Column, Spot]],
    ) -> bool:
        """Whether a row is of a unit, over the rows of its projects; it is kept then."""
        if names_unit(self.header, row):
            self._alone, self._unit = (name, self._unit), name
            self.draft.ledger.put(name[1], LABEL)
            self._units.name(name[1])
            return True
        if not self._is_units(own, placed):
            return False
        self._unit, self._alone = name, None
        self._units.name(name[1])
        put_sums(placed, self.words, self.draft.ledger)
        if "code" not in own:
            amounts = [spot for column, spot in placed if column.of == "money" and not spot.is_empty]
            self._units.add(len(self.drafts), name[1], amounts)
        return True

    def _is_units(self, own: Mapping[str, tuple[Column, Spot]], placed: list[tuple[Column, Spot]]) -> bool:
        """Whether a row is of a unit, in columns of units and their projects: its code is too short for a project.

        Where there are no codes it is called as units are, where the code is the unit's it is the first row with it;
        either has nothing but amounts.
        """
        if self.header.lists_wholes:
            return False
        column, name = own["name"]
        if "单位" not in column.heading or name.is_empty or name.above is not None:
            return False
        if "code" in own and not (own["code"][1].is_empty and "unit_code" in own):
            code = narrow(own["code"][1].text)
            is_units = _UNIT_CODE.fullmatch(code) is not None
            self._unit_code = code if is_units else self._unit_code
            return is_units
        coded = own["unit_code"][1] if "unit_code" in own else None
        beside = [(one, spot) for one, spot in placed if spot not in (name, coded) and spot.above is None]
        others = {one.of for one, spot in beside if not spot.is_empty}
        if others != {"money"}:
            return False
        if coded is None and _CODED_UNIT.match("".join(name.text.split())) is not None:
            return True
        if self.header.find("name") is None:
            return False  # a project without goals looks alike
        if coded is None:
            return BUDGET_UNIT.search("".join(name.text.split())) is not None
        code = narrow(coded.text)
        is_units = _UNIT_CODE.fullmatch(code) is not None and code != self._unit_code
        self._unit_code = code if is_units else self._unit_code
        return is_units

    def _begin(self, name: Spot, pairs: list[tuple[Column, Spot]]) -> None:
        """Another project, unless a page break repeats the one before."""
        unit = "".join(self._unit[1].text.split()) if self._unit else ""
        told = (unit, "".join(name.text.split()))
        code = next(("".join(spot.text.split()) for column, spot in pairs if column.key == "code"), "")
        goes_on = bool(self.drafts) and told == self._now and code in ("", self.drafts[-1].identity.code)
        goes_on = goes_on and not is_of_another(
            self.drafts[-1], [(self._label(pair[0]), *pair) for pair in pairs], code
        )
        self._now = told
        if not goes_on:
            self._start(name.where)
        draft = self.drafts[-1]
        if self._unit and self._unit[1] not in [spot for _column, spot in pairs]:
            draft.field("unit", self._unit_label(), self._unit[1], self._unit_code + self._unit[1].text)
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
        draft.has_table, draft.is_overall = True, self.header.lists_wholes
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

    def _unit_label(self) -> Label:
        """What the unit at hand is called by: the heading of its column, unless projects stand in it too."""
        column = self._unit[0] if self._unit else None
        return self.words.label("单位名称" if column is None or column.key == "name" else column.heading)

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
                if self._units.are_named(texts):  # 部门：某局 above a list with a row of that department
                    known = [text for text in known if text not in texts]
                    draft.ledger.move(f"details.{label}", "unit")
                draft.details[label] = known
            draft.details = {label: texts for label, texts in draft.details.items() if texts}
        self._units.leave_no_sums(self.drafts, self.draft.ledger)
        return [finished(draft) for draft in self.drafts]

    @property
    def positions(self) -> Positions:
        """What the places of cells say."""
        return self.header.positions
