"""The kinds of values that options take: each says in the language spoken what is wrong with what was given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import typer

from perfcli.folding import as_typed
from perfcli.i18n import gettext as _

FIRST_YEAR, LAST_YEAR = 1000, 9999


class WrongValue(typer.BadParameter):
    """A value that an option does not take, and the known ones that it may be a slip of."""

    def __init__(self, reason: str, given: str = "", known: Iterable[str] = ()) -> None:
        super().__init__(reason)
        self.given = given
        self.known = tuple(known)


class Whole:
    """A whole number, of at least `least` and at most `most` where these are given."""

    def __init__(self, least: int | None = None, most: int | None = None) -> None:
        self.least = least
        self.most = most

    @property
    def range(self) -> str:
        """What numbers are taken, empty for all."""
        if self.least is None:
            return "" if self.most is None else f"≤{self.most}"
        return f"≥{self.least}" if self.most is None else f"{self.least}–{self.most}"

    def __call__(self, text: str) -> int:
        """The number; raises WrongValue."""
        digits = as_typed(text).strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,100}", digits):
            raise WrongValue(self.said(text))
        number = int(digits)
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            raise WrongValue(_("{text} is out of range: {range}").format(text=text, range=self.range))
        return number

    def said(self, text: str) -> str:
        """What is wrong with a text that is not a number."""
        return _("{text} is not a whole number").format(text=text or '""')


class Year(Whole):
    """A year, as `2021` or `2021年`."""

    def __init__(self) -> None:
        super().__init__(FIRST_YEAR, LAST_YEAR)

    @property
    def range(self) -> str:
        """Years have four digits: nobody needs to be told."""
        return ""

    def __call__(self, text: str) -> int:
        """The year; raises WrongValue."""
        digits = as_typed(text).strip().removesuffix("年")
        if not re.fullmatch(r"[1-9][0-9]{3}", digits):
            raise WrongValue(_("{text} is not a year of four digits, such as 2021").format(text=text or '""'))
        return int(digits)


class Years(Year):
    """One year, or several separated by commas; a tuple of them."""

    def __call__(self, text: str) -> tuple[int, ...]:  # type: ignore[override]  # several values of one option
        """The years; raises WrongValue."""
        return tuple(super(Years, self).__call__(part) for part in separated(text))


def separated(text: str) -> list[str]:
    """The parts of a text between commas (, ， 、), itself where there is nothing between them."""
    return [part for part in re.split("[,，、]", text) if part.strip()] or [text]


class OneOf:
    """One of the names known."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = tuple(known)

    def __call__(self, text: str) -> str:
        """The name; raises WrongValue."""
        name = as_typed(text).strip()
        if name not in self.known:
            raise WrongValue(_("{text} is not a known value").format(text=text or '""'), text, self.known)
        return name


def shown_range(parameter: Any) -> str:
    """The numbers that a parameter takes, as help shows them; empty for all and for texts."""
    return str(getattr(getattr(parameter.type, "func", None), "range", ""))
