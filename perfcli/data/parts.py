"""What rows have told of one project so far, and the project that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from perfcli.data.dataset import Entry, renamed
from perfcli.data.said import SaidDetails
from perfcli.data.scalars import BadRowError, scalar_keys
from perfcli.exact import Money, Percent
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Budget, Indicator, Project
from perfcli.progress import names_of

AMOUNTS = tuple(scalar_keys(Budget))
GOALS = ("goals", "long_term_goals")


class Parts(msgspec.Struct):
    """What rows have told of one project so far; each goal and indicator with its number and the table it stands in.

    `texts` are keys of the project that one cell holds. `spoilt` are keys of which a cell or a row could not be read:
    they are no reason to change what is there.
    """

    year: int
    code: str
    unit: str = ""
    texts: dict[str, Any] = msgspec.field(default_factory=dict)
    amounts: dict[str, Money] = msgspec.field(default_factory=dict)
    sources: dict[str, Money] = msgspec.field(default_factory=dict)
    details: SaidDetails = msgspec.field(default_factory=SaidDetails)
    goals: dict[str, list[tuple[Decimal, str, str]]] = msgspec.field(default_factory=lambda: {key: [] for key in GOALS})
    plan: dict[int, Percent] = msgspec.field(default_factory=dict)
    indicators: list[tuple[Decimal, Indicator, str]] = msgspec.field(default_factory=list)
    recorded: dict[Decimal, str] = msgspec.field(default_factory=dict)
    """Under what names indicators were recorded when the workbook was written, by their numbers."""

    carried: set[str] = msgspec.field(default_factory=set)
    spoilt: set[str] = msgspec.field(default_factory=set)
    known_goals: dict[tuple[str, Decimal, str], str] = msgspec.field(default_factory=dict)
    known: dict[Indicator, str] = msgspec.field(default_factory=dict)
    named: dict[tuple[str, str, str], str] = msgspec.field(default_factory=dict)

    def require_same(self, unit: str, texts: Mapping[str, Any], amounts: Mapping[str, Money]) -> None:
        """Raise BadRowError where another row said otherwise."""
        known = {"unit": self.unit} if self.unit else {}
        for before, now in ((known, {"unit": unit} if unit else {}), (self.texts, texts), (self.amounts, amounts)):
            for key, value in now.items():
                if before.get(key, value) != value:
                    raise BadRowError(_("another row has {known} for it").format(known=str(before[key])[:40]))

    def add_goal(self, key: str, number: Decimal, goal: str, table: str) -> bool:
        """Add one of the goals of this key; False where a copy of its table said it before."""
        self.carried.add(key)
        if self.known_goals.setdefault((key, number, goal), table) != table:
            return False
        self.goals[key].append((number, goal, table))
        return True

    def add_goals(self, key: str, goals: tuple[str, ...], table: str) -> None:
        """Set all goals of this key; raises BadRowError where another row has others."""
        known = [goal for _number, goal, _table in self.goals[key]]
        if known and known != list(goals):
            raise BadRowError(_("another row has other goals for it"))
        self.goals[key] = [(Decimal(number), goal, table) for number, goal in enumerate(goals)]
        self.carried.add(key)

    def add_indicator(self, number: Decimal, item: Indicator, table: str, *, once: bool) -> bool:
        """Add an indicator; False where it was said before, in a copy of its table or (`once`) anywhere.

        Raises BadRowError where another table says something else of it.
        """
        origin = self.known.get(item)
        if origin is not None and (once or origin != table):
            return False
        first = self.named.setdefault((item.kind, item.name, item.term), table)
        if first != table and item.name:
            raise BadRowError(_("the sheet {sheet} says otherwise of this indicator").format(sheet=first))
        self.known.setdefault(item, table)
        self.indicators.append((number, item, table))
        return True

    def details_without_indicator(self) -> Iterator[tuple[Decimal, str, str]]:
        """Details of indicators that no row tells of: number, label and text."""
        return self.details.of_others({number for number, _item, _table in self.indicators})

    def entry(self) -> Entry[Project]:
        """The project; amounts that the rows leave open are not carried unless the others give them."""
        said: dict[str, Any] = {**dict.fromkeys(AMOUNTS, Money("0.00")), **self.amounts}
        budget = self._budget() or Budget(**said)
        values: dict[str, Any] = {"name": ""} | self.texts
        for key, rows in self.goals.items():
            values[key] = tuple(goal for _number, goal, _table in sorted(rows, key=_by_number))
        project = Project(
            code=self.code,
            unit=self.unit,
            year=self.year,
            budget=msgspec.structs.replace(budget, sources=self.sources),
            spending_plan=dict(sorted(self.plan.items())),
            indicators=tuple(self._indicators()),
            details=self.details.of(None),
            **values,
        )
        names = self.amounts if len(self.amounts) == 1 else AMOUNTS
        known = {"budget", *(f"budget.{name}" for name in names)} if self.amounts else set()
        known |= {"unit"} if self.unit else set()
        known |= {"year"} if self.year else set()
        carried = {"code", *self.texts, *self.carried, *known}
        return Entry(project, frozenset(key for key in carried if key.partition(".")[0] not in self.spoilt))

    def renamed(self) -> dict[str, str] | None:
        """Which indicators of the year are called otherwise than they were recorded; None where no row says that."""
        if not self.recorded:
            return None
        numbers = [number for number, item, _table in sorted(self.indicators, key=_by_number) if not item.term]
        names = zip(numbers, self.year_names(), strict=True)
        return renamed((self.recorded.get(number, ""), name) for number, name in names)

    def year_names(self) -> list[str]:
        """What the indicators of the year are called in progress files."""
        return names_of([item for _n, item, _table in sorted(self.indicators, key=_by_number) if not item.term])

    @property
    def one_amount(self) -> str:
        """The one amount that the rows name: what follows of it stands in the repository; empty for several or none."""
        return next(iter(self.amounts)) if len(self.amounts) == 1 else ""

    @property
    def has_total(self) -> bool:
        """Whether the rows give a total."""
        return self._budget() is not None

    def _indicators(self) -> Iterator[Indicator]:
        for number, item, _table in sorted(self.indicators, key=_by_number):
            details = self.details.of(number)
            yield msgspec.structs.replace(item, details=details) if details else item

    def _budget(self) -> Budget | None:
        total, fiscal, other = (self.amounts.get(name) for name in ("total", "fiscal", "other"))
        if total is None and fiscal is not None and other is not None:
            total = Money.parse(fiscal + other)
        if total is None:
            return None
        if fiscal is None and other is None:
            fiscal, other = total, Money("0.00")
        fiscal = fiscal if fiscal is not None else _rest(total, other)
        other = other if other is not None else _rest(total, fiscal)
        return Budget(total=total, fiscal=fiscal, other=other)


def total_alone(count: int) -> str:
    """That so many projects of a source name their total alone, for people."""
    message = ngettext(
        "{count} project names one amount and not its funds: taken as fiscal funds, other funds stay",
        "{count} projects name one amount and not their funds: taken as fiscal funds, other funds stay",
        count,
    )
    return message.format(count=count)


def _by_number(row: tuple[Decimal, object, str]) -> Decimal:
    return row[0]


def _rest(total: Money, part: Money | None) -> Money:
    return Money.parse(max(total - (part or Decimal(0)), Decimal(0)))
