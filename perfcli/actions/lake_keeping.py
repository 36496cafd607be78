"""`perf lake`: what a lake holds, what is wrong with it, its columns."""

from __future__ import annotations

from pathlib import Path

from perfcli.actions.lake_gathering import current_schema
from perfcli.actions.lake_reading import lake_tables, opened_lake
from perfcli.i18n import gettext as _
from perfcli.index.relations import relations
from perfcli.lake.duck import TYPES, Extent
from perfcli.lake.manifest import Member, read_manifest
from perfcli.select import Row
from perfcli.settings import QuerySettings
from perfcli.statements import codes_in_several_divisions

STATUS = ("division", "repository", "revision", "commit", "years", "projects", "rows", "files", "bytes")


def status(root: Path) -> list[Row]:
    """A row a repository: what of it is in the lake. Raises PerfError for no lake."""
    return [_status(member) for member in read_manifest(root).repositories]


def _status(member: Member) -> Row:
    files = list(member.files)
    years = sorted(part.year for part in member.parts if part.year is not None)
    return {
        "division": member.division,
        "repository": member.name,
        "revision": member.revision,
        "commit": member.commit,
        "years": ", ".join(map(str, years)),
        "projects": sum(file.rows for file in files if file.table == "projects"),
        "rows": sum(file.rows for file in files),
        "files": len(files),
        "bytes": sum(file.bytes for file in files),
    }


def faults(root: Path, limits: QuerySettings) -> list[str]:
    """What is wrong with the lake as a whole: divisions and codes that several have, columns of an older perf."""
    manifest = read_manifest(root)
    said = [
        _("several repositories have the division {division}: {names}").format(
            division=division, names=", ".join(names)
        )
        for division, names in manifest.shared_divisions().items()
    ]
    older = [
        member.name for member in manifest.repositories if any(part.schema != current_schema() for part in member.parts)
    ]
    if older:
        said.append(
            _("gathered by another version of perf, new columns are empty: {names}; gather again to renew them").format(
                names=", ".join(older)
            )
        )
    with opened_lake(root, Extent(), limits.memory) as lake:
        said += [
            _("the code {code} of {year} is used in {count} divisions").format(code=code, year=year, count=count)
            for year, code, count in lake.rows(codes_in_several_divisions().text)
        ]
    return said


def schema() -> list[Row]:
    """A row a column of the tables as they are written now: what it is called and its type."""
    tables = lake_tables()
    return [
        {"table": name, "column": column, "type": TYPES[relation.all_columns.get(column, "text")]}
        for name, relation in relations().items()
        for column in (*tables[name], *relation.hidden)
    ]
