"""The amounts of a form while it is read, and what they come to once all of it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from perfcli.exact import Money
from perfcli.formats.pages import Spot
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.record.amount_details import labelled_in, unit_name
from perfcli.forms.record.filled import ZERO
from perfcli.forms.record.found_amounts import FoundAmount, largest, largest_bare, money_of
from perfcli.forms.record.whole_funds import WholeFunds
from perfcli.i18n import gettext as _
from perfcli.regex import regex

FUNDS = ("total", "fiscal", "other")
"""The parts of the money that are keys of a budget; each other part is a source."""

_PUBLIC = regex("一般公共预算|政府性基金|国有资本经营")
_FISCAL = regex("(?:本年度?|当年|年度)?财政性?(?:拨款|资金)(?:收入|安排)?")
_SPENT = regex("支出|经费$|项目")
"""What the money is spent on, none of its sources."""

_OWN = regex("自筹|自有|自备|单位资金|社会资|社会投|民间|贷款|融资|企业|业主|群众|集体|捐赠|捐款|事业收入|经营收入")
"""Sources that are no fiscal funds."""

_SMALL = Decimal(1000)
"""Amounts below this many 元 are absurd: the form counts in something else and does not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsRead:
    """What amounts come to, in 元; `zeros` are the sources that are said to be 0.

    `prints_money`: any is printed; `sums_total`: the total is not, and is the sum of what is.
    """

    total: Money | None
    fiscal: Money | None
    other: Money | None
    sources: Mapping[str, Money]
    zeros: frozenset[str]
    prints_money: bool
    sums_total: bool
    assumptions: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass
class Funds:
    """Amounts as they are found. What one is in is said by itself, its label, its section or the whole form."""

    ledger: Ledger
    scale: Decimal | None = None
    otherwise: Decimal | None = None
    """How many 元 an amount of a form is that does not say it."""

    above: Decimal | None = None
    """The same of the form above in the same table."""

    amounts: dict[str, FoundAmount] = field(default_factory=dict)
    """Total, fiscal and other funds."""

    sources: dict[str, FoundAmount] = field(default_factory=dict)
    wholes: WholeFunds = field(default_factory=WholeFunds)
    """The parts of the money of all years that stand below it."""

    tells_money: bool = False
    """Whether anything on the form speaks of money, be it understood or not."""

    adds_up: bool = False
    """Whether its sources are all of the money where no total is printed, as in a list of projects."""

    _unread: list[str] = field(default_factory=list)
    """What is wrong with funds that were not understood: then none is derived from the others."""

    _unread_cells: list[str] = field(default_factory=list)
    _details: dict[str, tuple[Decimal | None, list[Spot]]] = field(default_factory=dict)
    """The details that are amounts: what each is in where that is said beside it, and its cells."""

    _is_of_total: bool = False
    """Whether the form's scale is the total's alone."""

    def put(self, part: str, key: str, found: FoundAmount) -> bool:
        """Keep an amount: `part` is total, fiscal, other or source, `key` what it is called; False for a second one."""
        if part == "total" and not self.scale and found.scale:
            self.scale, self._is_of_total = found.scale, True
        kept = self.sources if part == "source" else self.amounts
        before = kept.setdefault(key, found)
        return before is found or "".join(before.text.split()) == "".join(found.text.split())

    def detail(self, label: str, spots: list[Spot], scale: Decimal | None = None) -> None:
        """A detail of the form is an amount."""
        self._details.setdefault(label, (scale, []))[1].extend(spots)

    @property
    def said(self) -> Decimal | None:
        """What all amounts of the form are in, None where it is not said or only of the total."""
        return None if self._is_of_total else self.scale

    def unread(self, label: str, text: str) -> None:
        """Funds whose text is not an amount."""
        self._unread.append(_no_amount(label, text))

    def unread_cell(self, label: str, reason: str) -> None:
        """A cell of total, fiscal or other funds that could not be read: none of them is then known for sure."""
        self._unread_cells.append(_("{label}: {reason}").format(label=label, reason=reason))

    def named(self, details: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """The details of the form, each that is an amount under a label that says what it is in."""
        named: dict[str, list[str]] = {}
        for label, texts in details.items():
            scale, spots = self._details.get(label, (None, []))
            scale = scale or self.scale or self.otherwise
            known = labelled_in(label, texts, scale) if label in self._details and scale else label
            for spot in spots if known != label else ():
                went = self.ledger.went.get(id(spot), "")
                self.ledger.went[id(spot)] = went.replace(f"details.{label}", f"details.{known}")
            named.setdefault(known, []).extend(texts)
        return named

    def finished(self, where: str, *, is_overall: bool) -> FundsRead:
        """The whole; amounts that are none are left over, one that is absurd for want of a scale is a problem."""
        assumptions: list[str] = []
        self._take_unit_of_labels(where, assumptions)
        amounts = {part: self.money(found) for part, found in self.amounts.items()}
        problems = [
            _no_amount(found.label, found.text) for part, found in self.amounts.items() if amounts[part] is None
        ]
        if not {"total", "fiscal"} <= amounts.keys():
            problems += [*self._unread, *self.wholes.doubtful()]
        problems += self._unread_cells
        told = {label: self.money(found) for label, found in self.sources.items()}
        total, prints_money = amounts.get("total"), True
        if total is None and amounts.get("fiscal") is not None:
            total = Money.parse((amounts["fiscal"] or Decimal(0)) + (amounts.get("other") or _beside_fiscal(told)))
            assumptions.append(_("{where}: no total is printed: taken as fiscal and other funds").format(where=where))
        sources = [money for money in told.values() if money is not None]
        if total is None and self.adds_up and len(sources) == len(told) > 0 and not self.amounts:
            total = Money.parse(sum(sources, Decimal(0)))
            assumptions.append(_("{where}: no total is printed: taken as the sum of its parts").format(where=where))
        if total is None and not (self.amounts or self.sources or is_overall or self.tells_money):
            total, prints_money = ZERO, False
            assumptions.append(_("{where}: the form prints no amount: its budget is 0.00").format(where=where))
        if total is None and is_overall:
            self._name_parts()
        self._assume_scale(where, assumptions, problems)
        fiscal, other = amounts.get("fiscal"), amounts.get("other")
        if is_overall and fiscal is None and other is None:
            fiscal = _of_whole(total, told)
        if not fiscal and total is not None and other is not None:
            fiscal = _public(total, other, told)
            if fiscal and fiscal > total:  # all parts are of a later total
                told[self.amounts["other"].label] = other
                fiscal = other = None
        return FundsRead(
            total=total,
            fiscal=fiscal,
            other=other,
            sources={label: money for label, money in told.items() if money},
            zeros=frozenset(label for label, money in told.items() if money is not None and not money),
            prints_money=prints_money,
            sums_total=prints_money and total is not None and "total" not in amounts,
            assumptions=tuple(assumptions),
            problems=tuple(problems),
        )

    def _name_parts(self) -> None:
        """Name the parts of a whole's money, which are not kept without their total."""
        for found in self.sources.values():
            reason = _("{label}: a part of the money, of which no total is printed")
            self.ledger.leave(found.spot, reason.format(label=found.label), found.text)

    def money(self, found: FoundAmount) -> Money | None:
        """An amount in 元, in what the form counts unless it says so itself; one that is none is left over."""
        return money_of(found, self.scale or self.otherwise, self.ledger)

    def _take_unit_of_labels(self, where: str, assumptions: list[str]) -> None:
        """Amounts that do not say it are in what those of the form above in one table are.

        What would be absurd in 元, a total less than its part too, is in what the labels of others say.
        """
        found = [*self.amounts.values(), *self.sources.values()]
        if self.above and not (self.scale or self.otherwise) and largest_bare(found):
            self.otherwise = self.above
            message = _("{where}: nothing says what its amounts are in: taken in {unit} as those of the form above")
            assumptions.append(message.format(where=where, unit=unit_name(self.above)))
        said = {item.scale for item in found if item.scale}
        if self.scale or self.otherwise or len(said) != 1 or not largest_bare(found):
            return
        total = largest_bare(item for part, item in self.amounts.items() if part == "total")
        if largest_bare(found) < _SMALL or 0 < total < largest(item for item in found if item.scale):
            self.scale = next(iter(said))
            message = _("{where}: amounts that do not say their unit are taken in {unit}, as the labels of others say")
            assumptions.append(message.format(where=where, unit=unit_name(self.scale)))

    def _assume_scale(self, where: str, assumptions: list[str], problems: list[str]) -> None:
        """What is said where nothing says what amounts are in; a form whose largest is small has to be told."""
        most = largest_bare([*self.amounts.values(), *self.sources.values()])
        if self.scale or self.otherwise or not most:
            return
        if most < _SMALL:
            problems.append(_("nothing says whether its amounts are in 元 or 万元: name it with --scale"))
            return
        message = _("{where}: nothing says what its amounts are in: taken as 元 (else: --scale)")
        assumptions.append(message.format(where=where))


def _beside_fiscal(sources: Mapping[str, Money | None]) -> Decimal:
    """What is told of money that is no fiscal funds, by its parts."""
    return sum((money for label, money in sources.items() if money and _OWN.search(label)), Decimal(0))


def _of_whole(total: Money | None, sources: Mapping[str, Money | None]) -> Money | None:
    """The fiscal funds of the whole of a unit, which are printed among the sources of its money."""
    found = [money for label, money in sources.items() if money and _FISCAL.fullmatch(label)]
    return found[0] if len(found) == 1 and total is not None and found[0] <= total else None


def _public(total: Money, other: Money, sources: Mapping[str, Money | None]) -> Money | None:
    """Fiscal funds that are said by their parts alone, where these are of another total than the one that is printed.

    They are the three public budgets; other funds of the year's end cannot be taken off those of its beginning.
    """
    amounts = {label: money for label, money in sources.items() if money and not _SPENT.search(label)}
    public = [money for label, money in amounts.items() if _PUBLIC.search(label)]
    if not public or sum(amounts.values()) == total - other:
        return None
    return Money.parse(sum(public))


def _no_amount(label: str, text: str) -> str:
    return _("{label}: {text} is not an amount that can be read").format(label=label, text=" ".join(text.split())[:60])
