"""What a file of our own tables says nothing of, though the repository has it: an import deletes no file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from perfcli.data.headings import Heads
from perfcli.data.known import Known
from perfcli.data.own_headings import lacking
from perfcli.data.own_tables import OwnTables
from perfcli.data.progress_tables import PROGRESS
from perfcli.data.tables import TITLES
from perfcli.folding import plain_name
from perfcli.formats.tables import Headings, Table, headings
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Unit

_SHOWN = 3


def say_absent(
    tables: OwnTables, read: Sequence[tuple[Table, Heads]], units: Mapping[str, Sequence[Unit]], owners: Collection[str]
) -> None:
    """Say what stays as it is since the tables do not name it.

    `units` are those of each department of the departments' table, `owners` the codes whose overall goals are told of.
    """
    left, known = tables.left, tables.known
    for table, heads in read:
        if missing := headings(lacking(heads), heads.kind):
            said = _("without the columns {columns}: what they hold stays as it is")
            left.note(table, said.format(columns=_(", ").join(missing)))
    names = {heads.own: heads.kind for _table, heads in read}
    projects = tables.rows.get("projects", {})
    if "projects" not in names:
        return
    kind = names["projects"]
    if len(names) > 1 and (missing := [_title(name, kind) for name in _expected(names) if name not in names]):
        left.notes.append(
            _("without the sheets {sheets}: what they hold stays as it is").format(sheets=_(", ").join(missing))
        )
    for name, rows in tables.rows.items():
        for key, place in rows.items():
            before = known.project(*key) if key not in projects else None
            if before is not None and plain_name(before.name) not in tables.leads.unread:
                reason = _("its row is missing in the sheet of projects; an import deletes no project, `perf rm` does")
                left.cell(*place[:2], 2, f"{_title(name, kind)} {key[1]}", reason)
                projects[key] = place
    left.notes.extend(_other_projects(tables, known))
    if "departments" in names:
        left.notes.extend(_other_units(tables, units, known))
    years = {year for year, _code in projects}
    for year in sorted(years) if names.keys() & {"overall", "functions", "overall_goals"} else ():
        for code in sorted(known.owners(year) - set(owners)):
            left.notes.append(
                _("the overall goals of {code} of {year} are in no row: they stay").format(code=code, year=year)
            )


def _expected(names: Collection[str]) -> Iterator[str]:
    """The tables that an export has: those of what became of projects only where something is recorded."""
    is_recorded = not PROGRESS.keys().isdisjoint(names)
    yield from (name for name in TITLES if name != "summary" and (is_recorded or name not in PROGRESS))


def _title(name: str, kind: Headings) -> str:
    """What a sheet is called beside headings of this kind."""
    chinese, english = TITLES[name]
    return {"key": name, "zh": chinese, "en": english}[kind]


def _other_projects(tables: OwnTables, known: Known) -> Iterator[str]:
    chosen: dict[tuple[int, str], set[str]] = {}
    for (year, code), parts in tables.projects.projects.items():
        chosen.setdefault((year, parts.unit), set()).add(code)
    for (year, unit), codes in sorted(chosen.items()):
        others = sorted(known.codes(year, unit) - codes) if unit else []
        if others:
            message = ngettext(
                "{unit}, {year}: {count} project is in no row and stays as it is: {codes}",
                "{unit}, {year}: {count} projects are in no row and stay as they are: {codes}",
                len(others),
            )
            shown = _(", ").join(others[:_SHOWN]) + (" …" if len(others) > _SHOWN else "")
            yield message.format(unit=unit, year=year, count=len(others), codes=shown)


def _other_units(tables: OwnTables, units: Mapping[str, Sequence[Unit]], known: Known) -> Iterator[str]:
    listed = {unit.code for of in units.values() for unit in of}
    departments = {*units, *(parts.unit[:3] for parts in tables.projects.projects.values() if parts.unit)}
    for department in sorted(departments):
        others = [code for code in known.unit_names() if code[:3] == department and code not in listed]
        if others:
            message = _("department {department}: the units {codes} are in no row and stay")
            shown = _(", ").join(others[:_SHOWN]) + (" …" if len(others) > _SHOWN else "")
            yield message.format(department=department, codes=shown)
