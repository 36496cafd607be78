"""Filters as scripts give them, and the language that messages come in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import cast

import msgspec

from perfcli import i18n
from perfcli.amounts import checked, read_amount
from perfcli.i18n import noop
from perfcli.select import Selection, as_typed, require_known

Amount = Decimal | int | str
"""An amount in 元: exact, so never a float; a text is read as on the command line (`24万元`)."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows are meant: the filters of the command line, each of which has to hold.

    `unit` is a unit by its code or a part of its name, or a department by three digits; `year` a budget year; each may
    be several. `name` and `indicator` are parts of names, `code` is what codes begin with. `min_budget` and
    `max_budget` are in 元, both included. `kind`, `level1`, `operator` and `basis` are for rows of indicators alone;
    `where` is an SQL condition on the columns.

    Raises TypeError for a value of a wrong type (a float is not an amount), ValueError for a year without four digits,
    PerfError for a text that is not an amount.
    """

    unit: str | Iterable[str] = ()
    year: int | Iterable[int] = ()
    name: str = ""
    code: str = ""
    indicator: str = ""
    min_budget: Amount | None = None
    max_budget: Amount | None = None
    kind: str = ""
    level1: str = ""
    operator: str = ""
    basis: str = ""
    where: str = ""

    def __post_init__(self) -> None:
        """Settle what was given, so that an iterator is read once and a mistake is told where it is made."""
        settle = msgspec.structs.force_setattr
        settle(self, "unit", _each(self.unit, str, "unit"))
        settle(self, "year", _each(self.year, int, "year"))
        for name in ("min_budget", "max_budget"):
            settle(self, name, amount_of(getattr(self, name), name))
        for name in ("name", "code", "indicator", "kind", "level1", "operator", "basis", "where"):
            if not isinstance(getattr(self, name), str):
                raise TypeError(f"{name} is a str, not {type(getattr(self, name)).__name__}")

    @property
    def selection(self) -> Selection:
        """The same for actions."""
        given = {name: getattr(self, name) for name in Filters.__struct_fields__}
        units, years = given.pop("unit"), given.pop("year")
        return Selection(units=tuple(as_typed(unit).strip() for unit in units), years=years, **given)


_MOST_DIGITS = 30
"""Of a number before its point: as a whole one 1e99999999 would be worked out for ever."""


def _each(given: object, kind: type, name: str) -> tuple[object, ...]:
    if isinstance(given, str) or not isinstance(given, Iterable):
        given = (given,)
    values = tuple(given)
    for value in values:
        if type(value) is not kind:  # True is not a year
            raise TypeError(f"{name} is {kind.__name__}, or several of them, not {type(value).__name__}")
        if isinstance(value, int) and not 1000 <= value <= 9999:
            raise ValueError(f"{name} has four digits, such as 2021: {value} has not")
    return values


def year_of(given: object) -> int | None:
    """A budget year or None; raises TypeError, of several years too, ValueError for a year without four digits."""
    return None if given is None else cast(int, _each((given,), int, "year")[0])


def day_of(given: object) -> date:
    """A day as it was given; raises TypeError for anything else, a moment too."""
    if type(given) is not date:
        raise TypeError(f"a day is datetime.date, not {type(given).__name__}")
    return given


def value_of(given: object) -> object:
    """A parameter of SQL as SQLite knows it; raises ValueError for a number beyond all whole ones."""
    if isinstance(given, Decimal):
        if given.is_finite() and given.adjusted() > _MOST_DIGITS:
            raise ValueError(f"a parameter is too large: {given}")
        return int(given) if given.is_finite() and given == given.to_integral_value() else float(given)
    return given.isoformat() if isinstance(given, date) else given


def amount_of(given: object, name: str) -> Decimal | None:
    """An amount in 元 as files hold it; raises TypeError for a float, PerfError for what no file can hold."""
    if given is None:
        return None
    if isinstance(given, str):
        return read_amount(given)
    if isinstance(given, Decimal | int) and not isinstance(given, bool):
        return checked(given, str(given))
    raise TypeError(f"{name} is an exact amount in 元: Decimal, int or str, not {type(given).__name__}")


def set_locale(name: str) -> None:
    """The language of messages from now on, throughout the process: `zh_CN`, as at first, or `en`.

    Raises PerfError for any other.
    """
    require_known(name, i18n.LOCALES, noop("unknown locale: {given}"))
    i18n.set_locale(name)
