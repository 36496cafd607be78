"""Which rows are meant, and in what order: the filters that every command shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import msgspec

from perfcli.errors import PerfError
from perfcli.folding import as_typed as as_typed
from perfcli.folding import fold as fold
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Project
from perfcli.printable import one_line

Row = dict[str, Any]

OPERATORS = ("≥", "≤", ">", "<", "=", "range")
"""What the operator of a target can be."""


class Selection(msgspec.Struct, frozen=True):
    """The rows meant: each filter that is set has to hold. Amounts in 元, both ends included.

    `kind`, `level1`, `operator` and `basis` are for rows of indicators alone, `where` is an SQL condition.
    """

    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    name: str = ""
    code: str = ""
    indicator: str = ""
    min_budget: Decimal | None = None
    max_budget: Decimal | None = None
    kind: str = ""
    level1: str = ""
    operator: str = ""
    basis: str = ""
    where: str = ""

    @property
    def code_prefix(self) -> str:
        """What the codes of the projects meant start with, as codes are written."""
        return as_typed(self.code).strip().upper()

    @property
    def is_about_contents(self) -> bool:
        """Whether a filter is set by which what stands in a project is looked at."""
        amounts = (self.min_budget, self.max_budget)
        return bool(self.name or self.indicator) or any(limit is not None for limit in amounts)

    @property
    def is_about_projects(self) -> bool:
        """Whether a filter is set that only a project can pass."""
        return bool(self.code) or self.is_about_contents

    def takes_unit(self, unit: str) -> bool:
        """Whether a unit is among those meant: itself or, by three digits, its department."""
        return not self.units or unit in self.units or unit[:3] in self.units

    def takes(self, project: Project) -> bool:
        """Whether a project is among those meant, leaving `where` and what is for indicators aside."""
        names = (indicator.name for indicator in project.indicators)
        return self.takes_one(project.year, project.unit, project.code, project.name, project.budget.total, names)

    def takes_one(self, year: int, unit: str, code: str, name: str, total: Decimal, indicators: Iterable[str]) -> bool:
        """The same of a project told by what filters look at: `total` in 元, `indicators` by their names."""
        return (
            self.takes_unit(unit)
            and (not self.years or year in self.years)
            and code.startswith(self.code_prefix)
            and (not self.name or fold(self.name) in fold(name))
            and (self.min_budget is None or total >= self.min_budget)
            and (self.max_budget is None or total <= self.max_budget)
            and (not self.indicator or any(fold(self.indicator) in fold(one) for one in indicators))
        )


class Order(msgspec.Struct, frozen=True):
    """How rows are sorted and how many of them are wanted: `sort` is a column, `-column` reverses."""

    sort: str = ""
    limit: int | None = None

    def applied(self, rows: list[Row], columns: Sequence[str]) -> list[Row]:
        """The rows in this order, equal ones as they came, empty values last; raises PerfError for no column."""
        if self.sort:
            key = self.sort.removeprefix("-")
            require_column(key, columns, noop("unknown column to sort by: {given}"))
            filled = [row for row in rows if row[key] not in (None, "")]
            empty = [row for row in rows if row[key] in (None, "")]
            rows = sorted(filled, key=lambda row: row[key], reverse=self.sort.startswith("-")) + empty
        return rows if self.limit is None else rows[: self.limit]


def require_known(given: str, known: Iterable[str], message: str) -> None:
    """Raise PerfError with the nearest known ones, unless it is known; `message` is translated here, and filled."""
    known = list(known)
    if given not in known:
        raise PerfError(_(message).format(given=given), hint=nearest(given, known))


def require_column(given: str, known: Iterable[str], message: str, names: Mapping[str, str] | None = None) -> None:
    """The same of a key of rows: in Chinese each with its name beside it, and found by that name as well.

    `names` are their Chinese names; without them those of records.
    """
    known = list(known)
    if given in known:
        return
    from perfcli.labels import beside

    names = {key: _chinese_name(key) for key in known} if names is None else names
    shown = {key: beside(key, name) for key, name in names.items() if name}
    by_name = [key for key in known if given and not given.isascii() and given in names.get(key, "")]
    alike = [key for name in closest(given, names.values()) for key in known if names.get(key) == name]
    near = closest(given, known) or by_name or alike
    raise PerfError(_(message).format(given=given), hint=_hint(near[:3], sorted(set(known)), shown))


def _chinese_name(key: str) -> str:
    from perfcli.labels import chinese_name

    return next((name for record in ("Project", "Budget", "") if (name := chinese_name(key, record))), "")


def closest(given: str, known: Iterable[str]) -> list[str]:
    """The known ones that what was given may be a slip of, the closest first."""
    from difflib import get_close_matches

    return get_close_matches(given, sorted(set(known)), n=3, cutoff=0.5)


def nearest(given: str, known: Iterable[str]) -> str:
    """A hint that names the known ones nearest to what was given, or all of them where they are few."""
    known = sorted(set(known))
    return _hint(closest(given, known), known)


def nearest_key(given: str, known: Iterable[str]) -> str:
    """A hint that names the keys that have what was given as a word (plan: spending_plan), else those near to it."""
    from difflib import get_close_matches

    keys = sorted(set(known))
    holding = [key for key in keys if given and given in key.split("_")]
    return _hint(holding or get_close_matches(given, keys, n=3, cutoff=0.65), keys)


def nearest_named(given: str, named: Mapping[str, str]) -> str:
    """The same of codes that have names, each with its name: those with what was given in their names come first."""
    wanted = fold(given.strip())
    by_name = [code for code, name in named.items() if wanted and wanted in fold(name)][:3]
    shown = {code: _("{code} ({name})").format(code=code, name=name) for code, name in named.items() if name}
    return _hint(by_name or closest(given, named), sorted(named), shown)


def _hint(close: Sequence[str], known: Sequence[str], shown: Mapping[str, str] = MappingProxyType({})) -> str:
    def named(names: Sequence[str]) -> str:
        return _(", ").join(one_line(shown.get(name, name)) for name in names)

    if close:
        return _("Did you mean: {names}?").format(names=named(close))
    return _("Known ones: {names}").format(names=named(known)) if 0 < len(known) <= 12 else ""
