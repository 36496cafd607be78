"""`perf lake`: what a lake holds, what is wrong with it, its columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from perfcli.actions.lake_compacting import parted
from perfcli.actions.lake_folder import laid_out_folder, mark_writing, remove_left
from perfcli.actions.lake_layout import clear
from perfcli.actions.lake_reading import lake_tables, opened_lake
from perfcli.actions.lake_schema import current_schema
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index.relations import relations
from perfcli.lake.duck import TYPES
from perfcli.lake.extent import Extent
from perfcli.lake.manifest import MANIFEST, Manifest, Member, manifest_bytes, read_manifest
from perfcli.lake.own_files import OwnFiles
from perfcli.links import first_link
from perfcli.locking import locked
from perfcli.select import Row, nearest
from perfcli.settings import QuerySettings
from perfcli.statements import codes_in_several_divisions
from perfcli.writing import write_outputs

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
    manifest, changed = _compared(root)
    said = [
        _("several repositories have the division {division}: {names}").format(
            division=division, names=_(", ").join(names)
        )
        for division, names in manifest.shared_divisions().items()
    ]
    older = [
        member.name for member in manifest.repositories if any(part.schema != current_schema() for part in member.parts)
    ]
    if older:
        said.append(
            _("gathered by another version of perf, new columns are empty: {names}; gather again to renew them").format(
                names=_(", ").join(older)
            )
        )
    said += dict.fromkeys(_told(root, path) for path in changed)
    if changed:
        return said
    with opened_lake(root, Extent(), limits, ("projects",), is_lenient=True) as lake:
        said += [
            _("the code {code} of {year} is used in {count} divisions").format(code=code, year=year, count=count)
            for year, code, count in lake.rows(codes_in_several_divisions().text)
        ]
    return said


def _told(root: Path, path: str) -> str:
    if link := first_link(root, root / path):
        return _("{path} is a link, what it leads to is not the lake's; delete it and gather again").format(path=link)
    return _("gone or changed since it was written: {path}; delete it and gather again").format(path=path)


def _compared(root: Path) -> tuple[Manifest, list[str]]:
    """The manifest, and the files that are not as it has them; it is read again where another took its place."""
    manifest = read_manifest(root)
    while True:
        own = OwnFiles(root)
        changed = [file.path for file in manifest.files if not own.has_as_written(file)]
        before, manifest = manifest, read_manifest(root) if changed else manifest
        if manifest == before:
            return manifest, changed


def forget(root: Path, given: Sequence[str], folder: Path) -> list[str]:
    """Take repositories out of a lake, by their names or by where they lie or lay (below `folder`); returns the names.

    Raises PerfError for one that the lake does not have: then none goes.
    """
    read_manifest(root)  # a folder that is no lake is left alone
    with locked(root):
        before = read_manifest(root)
        named = {member.name: member for member in before.repositories}
        placed = {member.path: member for member in before.repositories}
        gone: dict[int, str] = {}
        for one in given:
            member = named.get(one) or placed.get(str((folder / one).resolve()))
            if member is None:
                raise PerfError(_("the lake has no repository {name}").format(name=one), hint=nearest(one, named))
            gone[member.number] = member.name
        kept = tuple(member for member in before.repositories if member.number not in gone)
        mark_writing(root)
        after = msgspec.structs.replace(before, generation=before.generation + 1, repositories=kept)
        after = parted(root, before, after)
        write_outputs({root / MANIFEST: manifest_bytes(after)})
        remove_left(root, after)
        for number in gone:
            clear(laid_out_folder(root, number))
    return list(gone.values())


def schema() -> list[Row]:
    """A row a column of the tables as they are written now: what it is called and its type."""
    tables = lake_tables()
    return [
        {"table": name, "column": column, "type": TYPES[relation.all_columns.get(column, "text")]}
        for name, relation in relations().items()
        for column in (*tables[name], *relation.hidden)
    ]
