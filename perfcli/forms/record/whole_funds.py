"""Parts below the money of all years, where the year's money stands beside it: whose they are tells their sum."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from perfcli.i18n import gettext as _


@dataclass
class _Column:
    total: Decimal | None
    parts: list[tuple[str, str, Decimal | None]] = field(default_factory=list)
    """Label, text and number of each."""

    @property
    def is_sum(self) -> bool:
        numbers = [number for _label, _text, number in self.parts if number is not None]
        return len(numbers) == len(self.parts) and sum(numbers) == self.total


@dataclass
class WholeFunds:
    """The amounts of each column in which the money of all years stands, as they are printed."""

    _columns: dict[int, _Column] = field(default_factory=dict)

    def begin(self, column: int, total: Decimal | None) -> None:
        """The money of all years, None where it is no bare number; its parts follow."""
        self._columns[column] = _Column(total)

    def put(self, column: int, label: str, text: str, number: Decimal | None) -> None:
        """An amount below it."""
        self._columns.setdefault(column, _Column(None)).parts.append((label, text, number))

    def doubtful(self) -> list[str]:
        """What is wrong: parts that are not together what stands above them may as well be the year's."""
        message = _("{label}: {text}: nothing says whether it is of this year or of the whole term")
        return [
            message.format(label=label, text=" ".join(text.split())[:60])
            for column in self._columns.values()
            if not column.is_sum
            for label, text, _number in column.parts
        ]
