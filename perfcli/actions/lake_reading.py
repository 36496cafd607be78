"""A look into a lake, for the commands that take `--lake`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index.relations import relations
from perfcli.lake.duck import Extent, Lake
from perfcli.lake.manifest import Manifest, read_manifest
from perfcli.relations import LINEAGE
from perfcli.select import nearest


def lake_tables() -> dict[str, tuple[str, ...]]:
    """The tables of a lake with their columns, as users' statements may name them."""
    return {name: (*relation.columns, *LINEAGE) for name, relation in relations().items()}


@contextmanager
def opened_lake(root: Path, extent: Extent, megabytes: int) -> Iterator[Lake]:
    """The part of a lake asked for; raises PerfError for no lake, or a division that it has nothing of."""
    manifest = read_manifest(root)
    _require_divisions(manifest, extent)
    with Lake(root, manifest, relations().values(), extent, megabytes) as lake:
        yield lake


def _require_divisions(manifest: Manifest, extent: Extent) -> None:
    known = {member.division for member in manifest.repositories}
    for division in extent.divisions:
        if division not in known:
            raise PerfError(
                _("the lake has no division {division}").format(division=division or '""'),
                hint=nearest(division, known),
            )
