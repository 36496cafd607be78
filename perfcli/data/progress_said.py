"""What rows of our own tables say became of one project or whole, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from perfcli.data.said import SaidDetails
from perfcli.data.scalars import BadRowError
from perfcli.i18n import gettext as _
from perfcli.progress import AdjustedKey

Values = dict[str, Any]
"""What the cells of a row say by the keys of their columns."""

On = date | None
"""The day of a monitoring; None of the self-evaluation."""


class Said(msgspec.Struct):
    """What the rows of one project or whole say."""

    own: Values = msgspec.field(default_factory=dict)
    monitoring: dict[date, Values] = msgspec.field(default_factory=dict)
    evaluation: Values | None = None
    results: dict[Decimal, str] = msgspec.field(default_factory=dict)
    indicators: dict[On, dict[str, Values]] = msgspec.field(default_factory=dict)
    parts: dict[On, dict[str, Values]] = msgspec.field(default_factory=dict)
    details: dict[tuple[On, str], SaidDetails] = msgspec.field(default_factory=dict)
    adjustments: dict[Decimal, tuple[date, str, list[AdjustedKey]]] = msgspec.field(default_factory=dict)
    spoilt: set[str] = msgspec.field(default_factory=set)
    was_dated: dict[date, date] = msgspec.field(default_factory=dict)
    """What the day of a monitoring was when the workbook was written, and what it is."""

    def take(self, table: str, values: Values, on: On, name: str) -> bool:
        """Add a row; False where it was said before. Raises BadRowError where another row says otherwise."""
        if table == "results":
            return self.results.setdefault(values["number"], values["result"]) is values["result"]
        if table == "progress_details":
            texts = self.details.setdefault((on, name), SaidDetails())
            return texts.add(None, values["label"], values["value"], values["place"])
        if table == "adjustments" and on is not None:
            return self._adjust(on, values)
        if table == "progress":
            self.own = self.own or values
            return _same(self.own, values)
        if table == "evaluations":
            self.evaluation = self.evaluation or values
            return _same(self.evaluation, values)
        if table == "monitoring" and on is not None:
            return _same(self.monitoring.setdefault(on, values), values)
        rows = self.parts if table == "fund_parts" else self.indicators
        return _same(rows.setdefault(on, {}).setdefault(name, values), values)

    def _adjust(self, on: date, values: Values) -> bool:
        """Add a changed key to its adjustment; one without a number (below 0) goes by its day and reason."""
        number = values["number"]
        if number < 0:
            alike = [known for known, one in self.adjustments.items() if one[:2] == (on, values["reason"])]
            number = alike[0] if alike else max(self.adjustments, default=Decimal(0)) + 1
        head = self.adjustments.setdefault(number, (on, values["reason"], []))
        if head[:2] != (on, values["reason"]):
            raise BadRowError(_("another row has {known} for it").format(known=f"{head[0]} {head[1]}"[:40]))
        change = AdjustedKey(**{key: values[key] for key in ("key", "before", "after") if key in values})
        is_new = change not in head[2]
        if is_new and (change.key or change.before or change.after):
            head[2].append(change)
        return is_new

    def strays(self, known: Iterable[date]) -> list[date]:
        """The days of rows of parts that are none of these."""
        there = set(known)
        return [on for on in self.days if on not in there]

    def move(self, was: date, on: date) -> None:
        """Take the rows of one day for those of another; what that day has of its own stays."""
        self.indicators[on] = self.indicators.pop(was, {}) | self.indicators.get(on, {})
        self.parts[on] = self.parts.pop(was, {}) | self.parts.get(on, {})
        moved = {(on, name): texts for (day, name), texts in self.details.items() if day == was}
        self.details = moved | {key: texts for key, texts in self.details.items() if key[0] != was}

    @property
    def days(self) -> Iterator[date]:
        """The days of monitorings that rows of their parts name."""
        for on in dict.fromkeys((*self.indicators, *self.parts, *(on for on, _name in self.details))):
            if on is not None:
                yield on

    @property
    def has_evaluation(self) -> bool:
        """Whether any row is of the self-evaluation."""
        return self.evaluation is not None or bool(
            self.results
            or self.indicators.get(None)
            or self.parts.get(None)
            or any(on is None for on, _n in self.details)
        )


def _same(found: Values, values: Values) -> bool:
    """Whether a row is new: the one that was put; raises BadRowError where another row says otherwise."""
    if found is not values and found != values:
        shown = next(str(value) for key, value in found.items() if values.get(key) != value)
        raise BadRowError(_("another row has {known} for it").format(known=shown[:40] or '""'))
    return found is values
