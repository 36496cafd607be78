"""The sheet of sums, which is computed and not read: what somebody wrote into it is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfcli.data.headings import Heads
from perfcli.data.known import Known
from perfcli.data.pasted import is_filled, pasted_number
from perfcli.data.project_rows import columns
from perfcli.formats.tables import CellValue, Number, Table, as_text, column_name
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.summary import summarise

_SHOWN = 3
Key = tuple[str, str]
Sums = dict[Key, dict[str, Decimal]]


def edited_sums(table: Table, heads: Heads, projects: Sequence[Project], known: Known) -> str:
    """What is to be said of cells that are sums neither of these projects nor of those known, empty for none."""
    found = list(_edited(table, heads, projects, known))
    if not found:
        return ""
    shown = _(", ").join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
    return _("{cells}: not what the projects make; this sheet is computed, and not read").format(cells=shown)


def _edited(table: Table, heads: Heads, projects: Sequence[Project], known: Known) -> Iterator[str]:
    sums = _sums(projects)
    before: Sums | None = None
    for line in table.lines[heads.end :]:
        row = columns(heads.keys, line.cells)
        key = as_text(row.get("year", "")).strip(), as_text(row.get("unit", "")).strip()
        for column, (name, cell) in enumerate(zip(heads.keys, line.cells, strict=False)):
            if not is_filled(cell) or name in ("", "year", "unit", "unit_name"):
                continue
            number = _number(cell)
            if number == sums.get(key, {}).get(name):
                continue
            if before is None:
                found = (known.project(project.year, project.code) for project in projects)
                before = _sums([project for project in found if project])
            if number != before.get(key, {}).get(name):
                yield f"{column_name(column)}{line.number} ({as_text(cell)[:40]})"


def _number(cell: CellValue) -> Decimal:
    """The number in a cell, one that no sum is where it holds none."""
    if isinstance(cell, Number):
        return cell.value
    text = pasted_number(as_text(cell)).replace(",", "")
    return Decimal(text) if text.isascii() and text.replace(".", "", 1).isdecimal() else Decimal(-1)


def _sums(projects: Sequence[Project]) -> Sums:
    """All sums of each year and unit, and of each year, by their columns."""
    found: Sums = {}
    for by in (("year", "unit"), ("year",)):
        for key, sums in summarise(projects, by).items():
            place = str(key[0]), str(key[1]) if len(key) > 1 else ""
            found[place] = {"projects": Decimal(sums.projects), "total": sums.total, "fiscal": sums.fiscal}
            found[place] |= {"other": sums.other, **{f"planned_{month}": sums.planned[month] for month in sums.planned}}
    return found
