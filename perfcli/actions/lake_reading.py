"""A look into a lake, for the commands that take `--lake`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from perfcli.actions.lake_holding import HeldLake
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index.relations import relations
from perfcli.lake.engine import Lake
from perfcli.lake.engines import look
from perfcli.lake.extent import Extent
from perfcli.lake.manifest import Manifest, PartFile, read_manifest
from perfcli.lake.own_files import OwnFiles, not_whole
from perfcli.lake.reasons import DamagedLake
from perfcli.relations import LINEAGE
from perfcli.select import nearest
from perfcli.settings import QuerySettings


def lake_tables() -> dict[str, tuple[str, ...]]:
    """The tables of a lake with their columns, as users' statements may name them."""
    return {name: (*relation.columns, *LINEAGE) for name, relation in relations().items()}


@contextmanager
def opened_lake(
    root: Path,
    extent: Extent,
    limits: QuerySettings,
    tables: Collection[str],
    *,
    is_lenient: bool = False,
    is_across: bool = False,
) -> Iterator[Lake]:
    """The part of a lake asked for; raises PerfError for no lake, or a division that it has nothing of.

    With `is_across` all divisions are looked at, as those asked for are held against the others.

    `tables` are those that statements ask, besides those of units and of what could not be read. Where not all of
    their files are as they were written the lake is refused, and unless `is_lenient` where not all of their columns
    are there: what is missing would be summed or compared as nothing.
    """
    whole = Extent((), extent.years) if is_across else extent
    manifest = _whole_manifest(root, whole, {*tables, *_ALWAYS})
    _require_divisions(manifest, extent)
    asked = [relation for name, relation in relations().items() if name in {*tables, *_ALWAYS}]
    if not is_lenient:
        _require_columns(manifest, whole, tables)
    try:
        with look(root, manifest, asked, whole, limits) as lake:
            yield HeldLake(lake, limits.timeout)
    except DamagedLake as error:
        files = _files(manifest, whole, {*tables, *_ALWAYS})
        own = OwnFiles(root)
        changed = [file.path for file in files if not own.has_as_written(file)]
        if not changed:
            raise
        hint = _("Delete these files and gather their repositories again.")
        raise PerfError(error.message, details=tuple(changed[:_NAMED]), hint=hint) from None


_ALWAYS = ("units", "departments", "problems")


def _whole_manifest(root: Path, extent: Extent, tables: Collection[str]) -> Manifest:
    """The manifest; raises PerfError where a file of these tables is gone, a link, or not as large as it was written.

    A gathering that ends meanwhile takes away what it replaced: then its own manifest is read.
    """
    manifest = read_manifest(root)
    while wrong := OwnFiles(root).others(_files(manifest, extent, tables)):
        before, manifest = manifest, read_manifest(root)
        if manifest != before:
            continue
        raise not_whole(root, wrong)
    return manifest


_NAMED = 5


def _files(manifest: Manifest, extent: Extent, tables: Collection[str]) -> Iterator[PartFile]:
    return manifest.files_in(tables, extent.divisions, extent.years)


def older_members(
    manifest: Manifest, extent: Extent, tables: Collection[str], *, public_alone: bool = False
) -> list[str]:
    """The repositories of an extent whose files lack columns that these tables have now."""
    known = {
        name: (relation.columns if public_alone else relation.all_columns).keys()
        for name, relation in relations().items()
        if name in tables
    }
    lacking = {
        schema
        for schema, columns in manifest.schemas.items()
        if any(not names <= columns.get(table, {}).keys() for table, names in known.items())
    }
    return [
        one.name
        for one in manifest.repositories
        if any(part.schema in lacking for part in one.parts)
        and (not extent.divisions or one.division in extent.divisions)
    ]


def require_findings(root: Path, extent: Extent) -> None:
    """Raise PerfError for repositories that were gathered without findings: none would be taken for none found."""
    without = [
        one.name
        for one in read_manifest(root).repositories
        if not one.is_checked and (not extent.divisions or one.division in extent.divisions)
    ]
    if without:
        raise PerfError(
            _("gathered without findings: {names}").format(names=_(", ").join(without)),
            hint=_("Gather them with --check."),
        )


def with_empty_columns(root: Path, extent: Extent) -> list[str]:
    """The repositories in which columns that statements can name are empty, as an earlier perf did not know them."""
    return older_members(read_manifest(root), extent, relations(), public_alone=True)


def _require_columns(manifest: Manifest, extent: Extent, tables: Collection[str]) -> None:
    if older := older_members(manifest, extent, tables):
        raise PerfError(
            _("gathered by another version of perf, without all that is asked here: {names}").format(
                names=_(", ").join(older)
            ),
            hint=_("Gather these repositories again: that renews them."),
        )


def _require_divisions(manifest: Manifest, extent: Extent) -> None:
    known = {member.division for member in manifest.repositories}
    for division in extent.divisions:
        if division not in known:
            raise PerfError(
                _("the lake has no division {division}").format(division=division or '""'),
                hint=nearest(division, known),
            )
