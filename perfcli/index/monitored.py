"""Projects at their last monitoring, as `monitor status` asks the index for them: worst light first.

Which monitoring is the last of all stands beside its file, in order of lights; up to a day that is worked out first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from perfcli.conditions import Conditions
from perfcli.index import Index
from perfcli.index.digits import Number, decimal, hundredths, known
from perfcli.progress.lights import LIGHTS, RANKS
from perfcli.select import Row

_RANKS = " ".join(f"WHEN '{light}' THEN {RANKS[light]}" for light in LIGHTS)
_UNTIL = (
    "SELECT g.id, g.code, g.year, g.unit, m.place AS last,"
    f" CASE m.light {_RANKS} ELSE {RANKS[None]} END AS light_rank"
    " FROM progress_file g JOIN monitored m ON m.parent = g.id AND m.place = (SELECT l.place FROM monitored l"
    " WHERE l.parent = g.id AND l.date <= $by ORDER BY l.date DESC, l.place LIMIT 1)"
)
_ORDER = ("light_rank", "year", "code", "unit")
_IN_ORDER = ", ".join(f"g.{name}" for name in _ORDER)
_SAME = "g.code = p.code AND g.year = p.year AND g.unit = p.unit"
_PROJECT = "p.code, p.name, p.unit, p.year"


class LastMonitorings:
    """The last monitoring of each project up to a day, of all without one."""

    def __init__(self, index: Index, by: date | None) -> None:
        self._index = index
        self._by = by

    @property
    def count(self) -> int:
        """How many there are."""
        [(count,)] = self._index.rows(f"SELECT COUNT(light_rank) FROM {self._table}")
        return int(count)

    def count_of(self, condition: Conditions) -> int:
        """How many of the projects that a condition takes have one."""
        [(count,)] = self._index.rows(
            f"SELECT COUNT(g.last) FROM project p LEFT JOIN {self._table} g ON {_SAME} WHERE {condition.text}",
            condition.values,
        )
        return int(count)

    def rows(
        self,
        condition: Conditions,
        limit: int | None = None,
        places: Sequence[int] = (),
        *,
        with_indicators: bool,
        number: Number = decimal,
    ) -> Iterator[Row]:
        """The projects with a monitoring that a condition takes, in order.

        Of all there are those at these `places` alone, which follow each other; without any all of them.

        Amounts in 元 and percent with two decimals, as what `number` makes of their digits: for a text of many rows a
        number would only be spelled again. Indicators as JSON.
        """
        condition = Conditions([condition.text, "g.light_rank >= 0", *self._bounds(places)], condition.values)
        shown, source = "", ""
        if with_indicators:
            shown = ", CAST(s.indicators AS BLOB)"
            source = " LEFT JOIN monitored_shown s ON s.parent = g.id AND s.monitoring = g.last"
        for batch in self._index.batches(
            f"SELECT {_PROJECT}, m.date, m.spent_fen, m.planned_fen, CAST(m.execution AS BLOB), m.light{shown}"
            f" FROM {self._table} g JOIN project p ON {_SAME}"
            f" JOIN monitored m ON m.parent = g.id AND m.place = g.last{source}"
            f" WHERE {condition.text} ORDER BY {_IN_ORDER} LIMIT $limit",
            condition.values | {"limit": -1 if limit is None else limit},
        ):
            for row in batch:
                yield _row(row, number, with_indicators=with_indicators)

    def rows_without(self, condition: Conditions, limit: int | None = None, *, with_indicators: bool) -> Iterator[Row]:
        """The projects without a monitoring that a condition takes, by year and code."""
        nothing = (None,) * (6 if with_indicators else 5)
        for batch in self._index.batches(
            f"SELECT {_PROJECT} FROM project p LEFT JOIN {self._table} g ON {_SAME}"
            f" WHERE g.last IS NULL AND {condition.text} ORDER BY p.year, p.code, p.unit LIMIT $limit",
            condition.values | {"limit": -1 if limit is None else limit},
        ):
            for row in batch:
                yield _row((*row, *nothing), bytes, with_indicators=with_indicators)

    @property
    def _table(self) -> str:
        """Where they stand by file; those up to a day in a table that each connection has to make for itself."""
        if self._is_last_of_all:
            return "progress_file"
        name = f"last_until_{self._by:%Y%m%d}"
        self._index.keep(name, _UNTIL, {"by": f"{self._by}"}, (_ORDER, ("code", "year", "unit", "last")))
        return f"temp.{name}"

    @cached_property
    def _is_last_of_all(self) -> bool:
        """Whether nothing is later than the day."""
        if self._by is None:
            return True
        values = {"by": self._by.isoformat()}
        return not self._index.rows("SELECT 1 FROM monitored WHERE date > $by LIMIT 1", values)

    def _bounds(self, places: Sequence[int]) -> list[str]:
        """What is asked of those at places in order."""
        if not places:
            return []
        order = ", ".join(_ORDER)
        at = f"SELECT {order} FROM {self._table} WHERE light_rank >= 0 ORDER BY {order} LIMIT 1 OFFSET"
        return [f"({_IN_ORDER}) >= ({at} {places[0]})", f"({_IN_ORDER}) <= ({at} {places[-1]})"]


def _row(found: Sequence[Any], number: Number, *, with_indicators: bool) -> Row:
    code, name, unit, year, on, spent, planned, execution, light, *indicators = found
    row = {
        "code": code,
        "name": name,
        "unit": unit,
        "year": year,
        "date": on,
        "spent": hundredths(spent, number),
        "planned": hundredths(planned, number),
        "execution": known(execution, number),
        "light": light,
    }
    if with_indicators:
        row["indicators"] = msgspec.Raw(indicators[0] or b"[]")
    return row
