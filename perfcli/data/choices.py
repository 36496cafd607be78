"""Our own tables as people work on them in a workbook: the order of columns, and the usual words of cells."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from perfcli.data.dataset import Dataset
from perfcli.data.joining import SCORINGS
from perfcli.data.tables import COLUMNS, KEPT_COLUMNS, OVERALL, SAFEGUARD, as_people_read
from perfcli.formats.tables import Column
from perfcli.framework import framework_for, kinds, level_ones
from perfcli.model import LONG_TERM

OPERATORS = ("≥", "≤", ">", "<", "=", "range")
_MONTHS = tuple(map(str, range(1, 13)))


def as_people_see_them(
    dataset: Dataset, framework: Mapping[int, str], *, is_workbook: bool
) -> dict[str, tuple[Column, ...]]:
    """The columns of each table with the words that these records are told in, by the frameworks of their years.

    Those of a workbook have the hidden ones behind them.
    """
    choices = _choices(dataset, framework)
    seen = {
        name: tuple(replace(column, choices=choices.get(column.key, ())) for column in as_people_read(columns))
        for name, columns in COLUMNS.items()
    }
    return {name: (*columns, *(KEPT_COLUMNS.get(name, ()) if is_workbook else ())) for name, columns in seen.items()}


def _choices(dataset: Dataset, framework: Mapping[int, str]) -> dict[str, tuple[str, ...]]:
    years = sorted({one.record.year for one in dataset.projects} | {one.record.year for one in dataset.goals})
    followed = list(dict.fromkeys(framework_for(year, framework) for year in years or [0]))
    return {
        "unit": tuple(unit.code for entry in dataset.departments for unit in entry.record.units),
        "department": tuple(entry.record.code for entry in dataset.departments),
        "template": tuple(slug for slug, _entry in dataset.templates),
        "level1": tuple(dict.fromkeys(level for name in followed for level in level_ones(name).values())),
        "kind": tuple(dict.fromkeys(kind for name in followed for kind in kinds(name))),
        "operator": OPERATORS,
        "month": _MONTHS,
        "term": (LONG_TERM,),
        "scoring": SCORINGS,
        "part": (OVERALL, SAFEGUARD),
    }
