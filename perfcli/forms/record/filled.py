"""What a filled-in form says, before it is known which project of which unit and year it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from perfcli.exact import Money, Percent, Points
from perfcli.formats.leftovers import Leftover
from perfcli.model import Budget, Details, Indicator
from perfcli.progress.recording import Entry

PROJECT = "project"
OVERALL = "overall"
ZERO = Money("0.00")


class Written(msgspec.Struct, frozen=True):
    """What became of a cell: where it stands, its text (empty cells too), the key that it went to (empty for none).

    `columns` and `rows` are how many it spans, `page` counts the sheets of a file.
    """

    page: int
    row: int
    left: int
    columns: int
    rows: int
    where: str
    text: str
    key: str


class FormResults(msgspec.Struct, frozen=True, kw_only=True):
    """What a 自评表 or 监控表 (`kind`) says became of the goals: amounts in 元, `day` it is of or `month` by whose end.

    `parts` are parts of the money, `indicators` those of the year by name, both by the keys of progress files.
    """

    kind: str
    month: int | None = None
    day: date | None = None
    adjusted: Money | None = None
    spent: Money | None = None
    expected: Money | None = None
    results: tuple[str, ...] = ()
    execution_points: Points | None = None
    total_score: Points | None = None
    conclusion: str = ""
    measures: str = ""
    parts: Mapping[str, Mapping[str, Money]] = msgspec.field(default_factory=dict)
    indicators: Mapping[str, Mapping[str, object]] = msgspec.field(default_factory=dict)
    details: Details = msgspec.field(default_factory=dict)


class SaidChange(msgspec.Struct, frozen=True, kw_only=True):
    """What a 调整表 says was changed: values as texts, `before` None where it does not say that.

    `key` is one of `perf set`, in a list of changes the words of a form; `meaning` is a key that the words may mean
    where the project has no key of that name; `place` is that of its row. `after` is None where nothing stands there.
    """

    where: str
    key: str
    before: str | None
    after: str | tuple[str, ...] | None
    reason: str = ""
    day: date | None = None
    meaning: str = ""
    place: int = 0


class FormChanges(msgspec.Struct, frozen=True):
    """All that a 调整表 says was changed; reason and day where they are said of all of it.

    `is_list`: a list with a row for each change, which says nothing else of the project; `scale` is how many 元 an
    amount is that does not say it.
    """

    rows: tuple[SaidChange, ...]
    is_list: bool = False
    reason: str = ""
    day: date | None = None
    scale: Decimal | None = None


class FilledForm(msgspec.Struct, frozen=True, kw_only=True):
    """A project, or the whole of a unit or department (`subject`), as a form says it; empty and None where it does not.

    Amounts are in 元, the spending plan in cumulative percent by month. `units` are the names of units by how well
    their labels say that it is the one meant; `kind` is what the title says of the form (form, evaluation, monitoring,
    adjustment); `where` is its place in the file.
    """

    subject: str
    kind: str
    where: str
    title: str = ""
    code: str = ""
    name: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    year: int | None = None
    scale: Decimal | None = None
    total: Money | None = None
    fiscal: Money | None = None
    other: Money | None = None
    sources: Mapping[str, Money] = msgspec.field(default_factory=dict)
    zeros: frozenset[str] = frozenset()
    """The sources that are said to be 0: a record has none of them."""

    purpose: str = ""
    overall: str = ""
    goals: tuple[str, ...] = ()
    long_term_goals: tuple[str, ...] = ()
    spending_plan: Mapping[int, Percent] = msgspec.field(default_factory=dict)
    plan_months: frozenset[int] = frozenset()
    """The months that have cells of their own, where the form has those alone: it says nothing of the others."""

    placed_goals: Mapping[int, str] = msgspec.field(default_factory=dict)
    """The goals that have cells of their own, by their places: the form says nothing of others."""

    details: Details = msgspec.field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    row_labels: frozenset[str] = frozenset()
    """The details of indicators that the form has columns for, where they are declared."""

    unread: Mapping[int, frozenset[str]] = msgspec.field(default_factory=dict)
    """The keys of indicators, by their places, that could not be read or have no cells: what is known of them stays."""

    terms: frozenset[str] = frozenset()
    """The terms that its tables of indicators have a place for."""

    results: FormResults | None = None
    changes: FormChanges | None = None
    prints_money: bool = True
    """Whether any amount is printed; else the total of 0 is none of the form's."""

    sums_total: bool = False
    """Whether the total is not printed, and is the sum of the parts that are."""

    assumptions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def budget(self) -> Budget:
        """Its budget: of fiscal and other funds the unsaid one is what the total leaves; both unsaid, all is fiscal."""
        total = self.total if self.total is not None else ZERO
        fiscal, other = self.fiscal, self.other
        if fiscal is None:
            fiscal = _rest(total, other or ZERO)
        if other is None:
            other = _rest(total, fiscal)
        return Budget(total=total, fiscal=fiscal, other=other, sources=dict(self.sources))

    @property
    def is_empty(self) -> bool:
        """Whether nobody filled it in."""
        return not (self.name or self.code or self.goals or self.long_term_goals or self.overall or self.indicators)


def _rest(total: Decimal, part: Decimal) -> Money:
    return Money.parse(max(total - part, Decimal(0)))


class RecordedRows(msgspec.Struct, frozen=True):
    """What was filled in of one project on a sheet of many, where its rows begin, the name that they give it.

    `targets` are those that stand beside its indicators, with their rows: they are known, and not filled in.
    """

    where: str
    entry: Entry
    name: str = ""
    targets: Mapping[str, tuple[str, str]] = {}

    @property
    def is_filled(self) -> bool:
        """Whether anything is filled in."""
        return bool(self.entry.values or self.entry.indicators) or self.entry.adjusted is not None

    def within(self, file: str) -> RecordedRows:
        """The same, each place in a file of this name."""
        targets = {name: (f"{file}: {where}", text) for name, (where, text) in self.targets.items()}
        return replace(self, where=f"{file}: {self.where}", targets=targets)


class FormsRead(msgspec.Struct, frozen=True):
    """The forms of one file by its name, what in it has no place, and what became of each cell."""

    name: str = ""

    forms: tuple[FilledForm, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    cells: tuple[Written, ...] = ()
    recorded: tuple[RecordedRows, ...] = ()


def recorded_rows(read: Sequence[FormsRead]) -> list[RecordedRows]:
    """What was filled in in all of these files; where there are several, each place begins with its file."""
    several = sum(bool(one.recorded) for one in read) > 1
    return [row.within(one.name) if several else row for one in read for row in one.recorded]
