"""`perf monitor status --lake` and `perf evaluate summary --lake`: where the projects of many repositories stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from perfcli.actions.choose import unreadable
from perfcli.actions.lake_condition import require_condition_of
from perfcli.actions.lake_problems import lake_problems, require_lake_units
from perfcli.actions.lake_reading import opened_lake
from perfcli.errors import Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index.answers import yuan
from perfcli.index.progress_answers import evaluated_row
from perfcli.lake.engine import Lake
from perfcli.lake.extent import Extent
from perfcli.progress_statements import EVALUATED, MONITORED, evaluated, monitored, monitored_counts, monitored_values
from perfcli.rows_for_scripts import json_text
from perfcli.select import Row, Selection
from perfcli.settings import QuerySettings
from perfcli.statements import KEY, list_of

TABLES = ("projects", "indicators", "progress", "monitoring", "monitored_values", "evaluations")


class LakeStatus:
    """Each project at its last monitoring up to a day, worst light first, those without one last."""

    def __init__(
        self, rows: Sequence[tuple[Any, ...]], indicators: dict[tuple[Any, ...], bytes], count: int, monitored: int
    ) -> None:
        self._rows = rows
        self._indicators = indicators
        self.count = count
        """How many projects are chosen, those that a limit leaves out among them."""
        self.without = count - monitored
        """How many of the projects chosen have no monitoring up to that day."""

    def lines(self, line: Callable[[Row], bytes], *, with_indicators: bool) -> Iterator[bytes]:
        """The line of each row, with its indicators as JSON."""
        if not with_indicators:
            return map(line, self.rows())
        return (line({**_status(found), "indicators": self._of(found)}) for found in self._rows)

    def rows(self) -> list[Row]:
        """Rows with their division: amounts in 元, percent with two decimals."""
        return [_status(found) for found in self._rows]

    def _of(self, found: tuple[Any, ...]) -> msgspec.Raw:
        return msgspec.Raw(self._indicators.get(found[: len(KEY)], b"[]"))


def _status(found: tuple[Any, ...]) -> Row:
    row = dict(zip(MONITORED, found, strict=True))
    spent, planned, execution = (row[name] for name in ("spent_fen", "planned_fen", "execution_text"))
    return {
        **{name: row[name] for name in ("division", "code", "name", "unit", "year", "date")},
        "spent": None if spent is None else yuan(spent),
        "planned": None if planned is None else yuan(planned),
        "execution": None if execution is None else Decimal(execution),
        "light": row["light"],
    }


@contextmanager
def status_of_lake(
    root: Path,
    selection: Selection,
    by: date | None,
    limit: int | None,
    extent: Extent,
    limits: QuerySettings,
    *,
    with_indicators: bool,
) -> Iterator[LakeStatus]:
    """Where the projects chosen stand; raises UnreadableData for a file of theirs that could not be read."""
    with opened_lake(root, extent, limits, TABLES) as lake:
        _require_readable(lake, selection)
        ask, counts = monitored(selection, by, limit), monitored_counts(selection, by)
        rows = lake.rows(ask.text, ask.values)
        indicators: dict[tuple[Any, ...], bytes] = {}
        if with_indicators:
            of_rows = monitored_values(selection, by, limit)
            found = lake.rows(of_rows.text, of_rows.values)
            for key, values in groupby(found, lambda row: row[: len(KEY)]):
                indicators[key] = json_text([_indicator(*row[len(KEY) :]) for row in values]).encode()
        [(count, with_monitoring)] = lake.rows(counts.text, counts.values)
        yield LakeStatus(rows, indicators, int(count), int(with_monitoring))


def _indicator(name: str, target: str | None, value: str, progress: str | None, light: str | None) -> Row:
    number = None if progress is None else Decimal(progress)
    return {"name": name, "target": target, "value": value or None, "progress": number, "light": light}


def evaluations_of_lake(
    root: Path, selection: Selection, by: Sequence[str], extent: Extent, limits: QuerySettings
) -> list[Row]:
    """The rows of `evaluate summary`, by rising keys; raises UnreadableData."""
    with opened_lake(root, extent, limits, TABLES) as lake:
        _require_readable(lake, selection)
        ask = evaluated(selection, by)
        found = lake.rows(ask.text, ask.values)
    rows = []
    for row in sorted(found):
        figures = dict(zip(EVALUATED, map(int, row[len(by) :]), strict=True))
        rows.append(dict(zip(by, row, strict=False)) | evaluated_row(figures))
    return rows


def _require_readable(lake: Lake, selection: Selection) -> None:
    """Raise for a project looked at, or what became of one chosen, that could not be read, as one repository does."""
    require_lake_units(lake, selection)
    require_condition_of(lake, "projects", selection)
    if problems := lake_problems(lake, selection, ("projects",)):
        raise unreadable(problems)
    if problems := _of_chosen(lake, selection, lake_problems(lake, selection, ("progress",))):
        raise UnreadableData(_("these files cannot be read"), problems, hint=_("Fix these files first."))


def _of_chosen(lake: Lake, selection: Selection, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Those of folders, and of files of projects that a selection takes."""
    if not problems:
        return ()
    ask = list_of("projects", ("repository", "year", "unit", "code"), selection, ("code",))
    chosen = {
        f"{repository}/progress/{year}/{unit}/{code}.toml"
        for repository, year, unit, code in lake.rows(ask.text, ask.values)
    }
    return tuple(one for one in problems if not one.path.endswith(".toml") or one.path in chosen)
