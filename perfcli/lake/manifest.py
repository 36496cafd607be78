"""What a lake holds: the repositories, the state that each was read in, and which files have its rows.

Readers go by it alone. A gathering writes new files first, the manifest last, and then removes what it replaced.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from perfcli.disk import is_gone, read_file
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.relations import ColumnKind, Relation

MANIFEST = "_manifest.json"
"""Its name begins as engines pass over: it is no data."""

FORMAT = 1
"""The form of the manifest that this program reads and writes."""

_LARGEST = 1_000_000_000


class PartFile(msgspec.Struct, frozen=True):
    """A Parquet file of a table: its path below the lake's root, how many rows it has, and its size."""

    table: str
    path: str
    rows: int
    bytes: int


class Part(msgspec.Struct, frozen=True):
    """What one repository has of one budget year, or without a year of all tables that have none.

    `state` is what its data files looked like, empty where that may not be relied on; `schema` names the columns that
    its files were written with; `commit` is what git had then, with `-dirty` where the files differ from it.
    """

    year: int | None
    state: str
    schema: str
    commit: str = ""
    files: tuple[PartFile, ...] = ()


class Member(msgspec.Struct, frozen=True):
    """A repository in the lake: `name` is as it was first called, `path` where it lies, `revision` what is read."""

    number: int
    name: str
    path: str
    revision: str
    division: str
    commit: str
    parts: tuple[Part, ...] = ()

    @property
    def files(self) -> Iterator[PartFile]:
        """All of its files."""
        return (file for part in self.parts for file in part.files)


Columns = dict[str, ColumnKind]


class Manifest(msgspec.Struct, frozen=True):
    """The whole of a lake: `generation` counts the gatherings that changed it."""

    format: int = FORMAT
    generation: int = 0
    schemas: dict[str, dict[str, Columns]] = {}
    repositories: tuple[Member, ...] = ()

    @property
    def paths(self) -> set[str]:
        """The paths of all files below the root."""
        return {file.path for member in self.repositories for file in member.files}

    def member(self, path: str) -> Member | None:
        """The repository that lies there, None where it was never gathered."""
        return next((member for member in self.repositories if member.path == path), None)

    def shared_divisions(self) -> dict[str, list[str]]:
        """The divisions that several repositories have, with the names of these."""
        names: dict[str, list[str]] = {}
        for member in self.repositories:
            names.setdefault(member.division, []).append(member.name)
        return {division: sorted(those) for division, those in sorted(names.items()) if len(those) > 1}

    def files_of(
        self, relation: Relation, divisions: Collection[str] = (), years: Collection[int] = ()
    ) -> Iterator[tuple[Columns, list[str]]]:
        """The paths of a table's files by the columns that they have; of these divisions and years, all where none."""
        found: dict[str, list[str]] = {}
        for member in self.repositories:
            if divisions and member.division not in divisions:
                continue
            for part in member.parts:
                if not years or part.year is None or part.year in years:
                    paths = [file.path for file in part.files if file.table == relation.name]
                    found.setdefault(part.schema, []).extend(paths)
        for schema, paths in found.items():
            columns = self.schemas.get(schema, {}).get(relation.name)
            if columns and paths:
                yield columns, paths


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def is_lake(root: Path) -> bool:
    """Whether a folder holds a lake."""
    return not is_gone(root / MANIFEST)


def read_manifest(root: Path) -> Manifest:
    """The manifest of a lake; raises PerfError where there is none that this program knows, OSError."""
    try:
        data = read_file(root / MANIFEST, _LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        raise PerfError(
            _("{folder} is no lake: it holds no {name}").format(folder=root, name=MANIFEST),
            hint=_("`perf gather REPO… -o LAKE` makes one."),
        ) from None
    try:
        form = msgspec.json.decode(data, type=_Form).format
        if form == FORMAT:
            return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise PerfError(
            _("{file} cannot be read: it is no manifest of a lake").format(file=root / MANIFEST),
            hint=_("Delete the lake's folder and gather again."),
        ) from None
    raise PerfError(
        _("the lake {folder} is of format {form}; this perf knows {known}").format(
            folder=root, form=form, known=FORMAT
        ),
        hint=_("Use the version of perf that it was made with, or gather into a new folder."),
    )


class _Form(msgspec.Struct):
    format: int
