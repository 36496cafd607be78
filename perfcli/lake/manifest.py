"""What a lake holds: the repositories, the state that each was read in, and which files have its rows.

Readers go by it alone. A gathering writes new files first, the manifest last, and then removes what it replaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from perfcli.disk import is_gone, read_file
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.regex import regex
from perfcli.relations import ColumnKind, Relation

MANIFEST = "_manifest.json"
"""Its name begins as engines pass over: it is no data."""

FORMAT = 1
"""The form of the manifest that this program reads and writes."""

_BLANK = "0" * 16
_LARGEST = 1_000_000_000

_PATH = regex(
    r"(?P<table>[a-z_]+)/(?:year=(?P<year>[0-9]{1,4})/)?division=(?P<division>[0-9]{6})"
    r"/part-[0-9]{6,}-[0-9]{4,}(?:-[0-9]+)?\.parquet"
)
"""The paths that a gathering gives: another one may lead out of the lake, or be a pattern of many files."""


class PartFile(msgspec.Struct, frozen=True):
    """A Parquet file of a table: its path below the lake's root, how many rows it has, its size and digest."""

    table: str
    path: str
    rows: int
    bytes: int
    digest: str = ""


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
    """A repository in the lake: `name` is as it was first called, `path` where it lies, `revision` what is read.

    `origin` is its first commit, empty where git keeps none; `is_checked` tells that findings are gathered too.
    """

    number: int
    name: str
    path: str
    revision: str
    division: str
    commit: str
    parts: tuple[Part, ...] = ()
    origin: str = ""
    is_checked: bool = False

    @property
    def files(self) -> Iterator[PartFile]:
        """All of its files."""
        return (file for part in self.parts for file in part.files)


Columns = dict[str, ColumnKind]


class Manifest(msgspec.Struct, frozen=True):
    """The whole of a lake: `generation` counts the gatherings that changed it, `digest` tells whether it is whole."""

    format: int = FORMAT
    digest: str = ""
    generation: int = 0
    schemas: dict[str, dict[str, Columns]] = {}
    repositories: tuple[Member, ...] = ()

    @property
    def files(self) -> Iterator[PartFile]:
        """All files."""
        return (file for member in self.repositories for file in member.files)

    @property
    def paths(self) -> set[str]:
        """The paths of all files below the root."""
        return {file.path for file in self.files}

    def member(self, path: str) -> Member | None:
        """The repository that lies there, None where it was never gathered."""
        return next((member for member in self.repositories if member.path == path), None)

    def shared_divisions(self) -> dict[str, list[str]]:
        """The divisions that several repositories have, with the names of these."""
        names: dict[str, list[str]] = {}
        for member in self.repositories:
            names.setdefault(member.division, []).append(member.name)
        return {division: sorted(those) for division, those in sorted(names.items()) if len(those) > 1}

    def files_in(
        self, tables: Collection[str], divisions: Collection[str] = (), years: Collection[int] = ()
    ) -> Iterator[PartFile]:
        """The files of some tables, of these divisions and years, all where none."""
        for member in self.repositories:
            if not divisions or member.division in divisions:
                for part in member.parts:
                    if not years or part.year is None or part.year in years:
                        yield from (file for file in part.files if file.table in tables)

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
                yield columns, list(dict.fromkeys(paths))


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written, with the digest of all that it says."""
    blank = msgspec.structs.replace(manifest, digest=_BLANK)
    data = msgspec.json.format(msgspec.json.encode(blank), indent=1) + b"\n"
    return data.replace(_BLANK.encode(), digest_of(data).encode(), 1)


def digest_of(data: bytes) -> str:
    """What tells bytes from others."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()


def _is_whole(data: bytes, digest: str) -> bool:
    """Whether a manifest is as it was written; one of an earlier perf has no digest."""
    return not digest or digest_of(data.replace(digest.encode(), _BLANK.encode(), 1)) == digest


def _is_in_place(member: Member, part: Part, file: PartFile) -> bool:
    """Whether a file's path says the table, year and division that the manifest does: readers choose by either."""
    path = _PATH.fullmatch(file.path)
    year = None if path is None or path["year"] is None else int(path["year"])
    return path is not None and (path["table"], year, path["division"]) == (file.table, part.year, member.division)


def is_lake(root: Path) -> bool:
    """Whether a folder holds a lake."""
    return not is_gone(root / MANIFEST)


def read_manifest(root: Path) -> Manifest:
    """The manifest of a lake; raises PerfError where there is none that this program knows, OSError."""
    try:
        data = read_file(root / MANIFEST, _LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        raise PerfError(
            _("{folder} is not a lake: it holds no {name}").format(folder=root, name=MANIFEST),
            hint=_("`perf gather REPO… -o LAKE` makes one."),
        ) from None
    try:
        form = msgspec.json.decode(data, type=_Form).format
        if form == FORMAT:
            manifest = _decoded(data)
            if manifest is None:
                raise _damaged(root)
            return manifest
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):  # the last: nested without end
        raise _damaged(root) from None
    raise PerfError(
        _("the lake {folder} is of format {form}; this perf knows {known}").format(
            folder=root, form=form, known=FORMAT
        ),
        hint=_("Use the version of perf that it was made with, or gather into a new folder."),
    )


@lru_cache(1)
def _decoded(data: bytes) -> Manifest | None:
    """What a manifest says, None where it is not as it was written; that of a province is long, and read twice."""
    manifest = msgspec.json.decode(data, type=Manifest)
    placed = (
        part.schema in manifest.schemas and _is_in_place(member, part, file)
        for member in manifest.repositories
        for part in member.parts
        for file in part.files
    )
    return manifest if _is_whole(data, manifest.digest) and all(placed) else None


def _damaged(root: Path) -> PerfError:
    return PerfError(
        _("{file} cannot be read: it is not a manifest of a lake").format(file=root / MANIFEST),
        hint=_("Delete the lake's folder and gather again."),
    )


class _Form(msgspec.Struct):
    format: int
