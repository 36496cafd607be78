"""The names of units and departments beside their codes, in sums of them."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.actions.summing import part_names
from perfcli.cli.destination import Destination
from perfcli.repository import Repository
from perfcli.select import Row

_NAMED = ("unit", "department")


def with_names(
    repository: Repository, rows: Sequence[Row], grouping: Sequence[str], destination: Destination
) -> tuple[list[Row], tuple[str, ...]]:
    """The rows with names, and their keys: for people and where columns are asked for; else both as they are."""
    named = [key for key in _NAMED if key in grouping]
    if not named or not (destination.columns or destination.is_for_people()):
        return [*rows], tuple(grouping)
    names = part_names(repository)
    keys = tuple(one for key in grouping for one in ((key, f"{key}_name") if key in named else (key,)))
    return [row | {f"{key}_name": names.get(row[key], "") for key in named} for row in rows], keys
