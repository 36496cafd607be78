"""The names of units and departments beside their codes, in sums of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import typer

from perfcli.cli import options as o
from perfcli.cli.destination import Destination
from perfcli.lake.extent import Extent
from perfcli.select import Row
from perfcli.settings import QuerySettings
from perfcli.summary import GroupKey

Names = Mapping[GroupKey, str]
"""Names by their code, in sums by division by that and their code."""

_NAMED = ("unit", "department")


def part_names(
    context: typer.Context, lake: Path | None, by: Sequence[str], extent: Extent, limits: QuerySettings
) -> Names:
    """Those of the repository, or of a lake."""
    if lake is None:
        from perfcli.actions.summing import part_names

        return part_names(o.session(context).repository)
    from perfcli.actions.lake_listing import lake_part_names

    return lake_part_names(lake, by, extent, limits)


def with_names(
    names: Callable[[], Names], rows: Sequence[Row], grouping: Sequence[str], destination: Destination
) -> tuple[list[Row], tuple[str, ...]]:
    """The rows with names, and their keys: for people and where columns are asked for; else both as they are."""
    named = [key for key in _NAMED if key in grouping]
    if not named or not (destination.columns or destination.is_for_people()):
        return [*rows], tuple(grouping)
    known = names()
    above = [key for key in ("division",) if key in grouping]
    keys = tuple(one for key in grouping for one in ((key, f"{key}_name") if key in named else (key,)))
    return [
        row | {f"{key}_name": known.get((*(row[one] for one in above), row[key]), "") for key in named} for row in rows
    ], keys
