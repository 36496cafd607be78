"""Sums beside each other: years of a group in one row, each group's share, the largest groups."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from perfcli.errors import PerfError
from perfcli.exact import CENT
from perfcli.i18n import gettext as _
from perfcli.select import Row

_NOTHING = Decimal("0.00")


class YearsCompared(msgspec.Struct, frozen=True):
    """A row for each group with its sums of each year, all of them added up, and years without any project."""

    years: tuple[int, ...]
    rows: list[Row]
    total: Row
    empty: tuple[int, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of figures."""
        return tuple(self.total)


def compare_years(groups: Sequence[Row], by: Sequence[str], years: Sequence[int] = ()) -> YearsCompared:
    """Projects and budgets in 元 of each group in each of these years, or in all there are, side by side.

    `groups` are sums by year and these keys. `difference` is the last year's less the first one's, `percent` that in
    percent of the first one's, None where that is nothing. Raises PerfError for fewer than two years.
    """
    there = sorted({row["year"] for row in groups})
    compared = tuple(dict.fromkeys(years)) or tuple(there)
    if len(compared) < 2:
        raise PerfError(
            _("two budget years are needed to compare"), hint=_("Name them: --years {years}.").format(years="2021,2022")
        )
    sums: dict[tuple[object, ...], dict[int, Row]] = {}
    for row in groups:
        sums.setdefault(tuple(row[name] for name in by), {})[row["year"]] = row
    keys = sorted(sums)
    rows = [dict(zip(by, key, strict=True)) | _figures(compared, sums[key]) for key in keys]
    return YearsCompared(compared, rows, _figures(compared, _all(groups)), tuple(y for y in compared if y not in there))


def _all(groups: Sequence[Row]) -> dict[int, Row]:
    """The groups of each year added up."""
    years: dict[int, Row] = {}
    for row in groups:
        sums = years.setdefault(row["year"], {"projects": 0, "total": _NOTHING})
        sums["projects"] += row["projects"]
        sums["total"] += row["total"]
    return years


def _figures(years: Sequence[int], sums: dict[int, Row]) -> Row:
    figures: Row = {}
    for year in years:
        row = sums.get(year, {"projects": 0, "total": _NOTHING})
        figures |= {f"projects_{year}": row["projects"], f"total_{year}": row["total"]}
    first, last = figures[f"total_{years[0]}"], figures[f"total_{years[-1]}"]
    return figures | {"difference": last - first, "percent": _percent(last - first, first)}


def with_shares(rows: Sequence[Row], total: str = "total") -> list[Row]:
    """The rows with `share`: the amount of this column in percent of that of all rows, of its year where that is told.

    To two decimals, half up; None where the sum is nothing.
    """
    sums: dict[object, Decimal] = {}
    for row in rows:
        sums[row.get("year")] = sums.get(row.get("year"), _NOTHING) + row[total]
    return [row | {"share": _percent(row[total], sums[row.get("year")])} for row in rows]


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP) if whole else None
