"""What rows have told of one project so far, and the project that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfcli.data.dataset import Entry
from perfcli.exact import Money, Percent
from perfcli.i18n import gettext as _
from perfcli.model import Budget, Indicator, Project

AMOUNTS = ("total", "fiscal", "other")


class BadRowError(ValueError):
    """Why a row could not be placed."""


@dataclass
class Parts:
    """What rows have told of one project so far; each indicator with its number and the table that it stands in.

    `spoilt` are keys of which a cell or a row could not be read: they are no reason to change what is there.
    """

    year: int
    code: str
    unit: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, Money] = field(default_factory=dict)
    goals: list[tuple[Decimal, str, str]] = field(default_factory=list)
    plan: dict[int, Percent] = field(default_factory=dict)
    indicators: list[tuple[Decimal, Indicator, str]] = field(default_factory=list)
    carried: set[str] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)
    known_goals: dict[tuple[Decimal, str], str] = field(default_factory=dict)
    known: dict[Indicator, str] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)

    def require_same(self, unit: str, texts: Mapping[str, str], amounts: Mapping[str, Money]) -> None:
        """Raise BadRowError where another row said otherwise."""
        known = {"unit": self.unit} if self.unit else {}
        for before, now in ((known, {"unit": unit} if unit else {}), (self.texts, texts), (self.amounts, amounts)):
            for key, value in now.items():
                if before.get(key, value) != value:
                    raise BadRowError(_("another row has {known} for it").format(known=str(before[key])[:40]))

    def add_goal(self, number: Decimal, goal: str, table: str) -> bool:
        """Add a goal; False where a copy of its table said it before."""
        if self.known_goals.setdefault((number, goal), table) != table:
            return False
        self.goals.append((number, goal, table))
        return True

    def add_indicator(self, number: Decimal, item: Indicator, table: str, *, once: bool) -> bool:
        """Add an indicator; False where it was said before, in a copy of its table or (`once`) anywhere.

        Raises BadRowError where another table says something else of it.
        """
        origin = self.known.get(item)
        if origin is not None and (once or origin != table):
            return False
        first = self.named.setdefault((item.kind, item.name), table)
        if first != table and item.name:
            raise BadRowError(_("the sheet {sheet} says otherwise of this indicator").format(sheet=first))
        self.known.setdefault(item, table)
        self.indicators.append((number, item, table))
        return True

    def entry(self) -> Entry[Project]:
        """The project; amounts that the rows leave open are not carried unless the others give them."""
        amounts = self._budget()
        project = Project(
            code=self.code,
            name=self.texts.get("name", ""),
            unit=self.unit,
            year=self.year,
            template=self.texts.get("template", ""),
            purpose=self.texts.get("purpose", ""),
            goals=tuple(goal for _number, goal, _table in sorted(self.goals, key=lambda item: item[0])),
            budget=amounts or Budget(total=Money("0.00"), fiscal=Money("0.00"), other=Money("0.00")),
            spending_plan=dict(sorted(self.plan.items())),
            indicators=tuple(item for _number, item, _table in sorted(self.indicators, key=lambda item: item[0])),
        )
        said = ("total",) if self.has_one_amount else AMOUNTS
        known = {"budget", *(f"budget.{name}" for name in said)} if amounts else set()
        known |= {"unit"} if self.unit else set()
        known |= {"year"} if self.year else set()
        carried = {"code", *self.texts, *self.carried, *known}
        return Entry(project, frozenset(key for key in carried if key.partition(".")[0] not in self.spoilt))

    @property
    def has_one_amount(self) -> bool:
        """Whether the rows name a total and say nothing of its funds, which are then taken to be fiscal."""
        return set(self.amounts) == {"total"}

    def _budget(self) -> Budget | None:
        total, fiscal, other = (self.amounts.get(name) for name in AMOUNTS)
        if total is None and fiscal is not None and other is not None:
            total = Money.parse(fiscal + other)
        if total is None:
            return None
        if fiscal is None and other is None:
            fiscal, other = total, Money("0.00")
        fiscal = fiscal if fiscal is not None else _rest(total, other)
        other = other if other is not None else _rest(total, fiscal)
        return Budget(total=total, fiscal=fiscal, other=other)


def _rest(total: Money, part: Money | None) -> Money:
    return Money.parse(max(total - (part or Decimal(0)), Decimal(0)))
