"""`perf diff --years --lake`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfcli import output
from perfcli.actions import diff_sums, diffing
from perfcli.actions.lake_diffing import LakeComparison, compare_years_of_lake
from perfcli.cli import changes, console
from perfcli.cli.destination import Destination
from perfcli.cli.main import FINDINGS, WRONG
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.lake.extent import Extent
from perfcli.select import Row, Selection
from perfcli.settings import QuerySettings


def put(
    limits: QuerySettings,
    destination: Destination,
    lake: Path,
    extent: Extent,
    words: Sequence[str],
    years: str,
    selection: Selection,
    *,
    sums: bool,
) -> int:
    """Write what changed in each repository between two years; returns what `--exit-code` ends with."""
    if not years:
        raise PerfError(_("a lake has no revisions to compare"), hint=_("Name two budget years: --years 2021,2022."))
    if words or selection.years:
        raise PerfError(_("--years compares the files themselves: leave out revisions and --year"))
    compared = diff_sums.checked_years(years)
    found = compare_years_of_lake(lake, compared, selection, extent, limits, with_sums=sums)
    console.warn(found.problems)
    if sums:
        destination.put_rows(found.sums, ("division", *diff_sums.COLUMNS))
    elif destination.checked_format() in output.FOR_PEOPLE and not destination.columns:
        changes.put_shown(destination, _shown(found, destination.scale), ("division", *changes.SHOWN))
    else:
        changes.put_rows(destination, found.rows(), ("division", *diffing.COLUMNS))
    return WRONG if found.problems else FINDINGS if found.changed else 0


def _shown(found: LakeComparison, scale: str) -> list[Row]:
    rows: list[Row] = []
    for division, one in found.changed:
        first, *others = changes.shown_rows(one, scale)
        rows += [{"division": division} | first, *({"division": ""} | other for other in others)]
    return rows
