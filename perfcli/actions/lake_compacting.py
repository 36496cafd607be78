"""`perf lake compact`: the files of one partition that several repositories have, as one file; and parted again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from perfcli.actions.lake_folder import mark_writing, remove_left
from perfcli.lake.manifest import MANIFEST, Manifest, Member, Part, PartFile, digest_of, manifest_bytes, read_manifest
from perfcli.lake.own_files import OwnFiles, not_whole
from perfcli.lake.parquet import merged, without_repositories
from perfcli.locking import locked
from perfcli.writing import write_outputs

_Renamed = dict[str, PartFile]
"""The file that takes the place of another, by the path of that."""


def compact(root: Path) -> tuple[int, int]:
    """Merge the files of each table and partition that were written with the same columns; returns counts of files.

    The rows stay; new files come first, the manifest last, and then the old files go. Raises PerfError, SystemFailure,
    OSError.
    """
    read_manifest(root)  # a folder that is no lake is left alone
    with locked(root):
        before = read_manifest(root)
        remove_left(root, before)
        generation = before.generation + 1
        _require_own(root, before.files)
        groups = [paths for paths in _groups(before) if len(paths) > 1]
        if not groups:
            return len(before.paths), len(before.paths)
        mark_writing(root)
        renamed: _Renamed = {}
        for number, paths in enumerate(groups):
            data = merged([root / path for path in paths])
            renamed |= dict.fromkeys(paths, _written(root, _beside(paths[0], generation, number), data))
        after = _renamed(before, renamed, generation)
        write_outputs({root / MANIFEST: manifest_bytes(after)})
        remove_left(root, after)
        return len(before.paths), len(after.paths)


def parted(root: Path, before: Manifest, after: Manifest) -> Manifest:
    """The manifest after members were read again or taken out, with files that they shared written without them.

    Raises PerfError where one of these is not as it was written.
    """
    users, left = _users(before), _users(after)
    shared = {path: gone for path, names in left.items() if (gone := users.get(path, set()) - names)}
    _require_own(root, (file for file in after.files if file.path in shared))
    renamed: _Renamed = {}
    for path, gone in shared.items():
        data = without_repositories(root / path, gone)
        renamed[path] = _written(root, _beside(path, after.generation, len(renamed)), data)
    return _renamed(after, renamed, after.generation) if renamed else after


def _require_own(root: Path, files: Iterable[PartFile]) -> None:
    """Raise PerfError where one of these is not as it was written: its rows would be written again as the lake's."""
    if wrong := OwnFiles(root).others(files):
        raise not_whole(root, dict.fromkeys(wrong))


def _groups(manifest: Manifest) -> Iterator[list[str]]:
    """The paths of files that lie in one folder and have the same columns."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for member in manifest.repositories:
        for part in member.parts:
            for file in part.files:
                found.setdefault((part.schema, file.path.rpartition("/")[0]), {})[file.path] = None
    return (list(paths) for paths in found.values())


def _users(manifest: Manifest) -> dict[str, set[str]]:
    """The names of the repositories that have rows in each file."""
    found: dict[str, set[str]] = {}
    for member in manifest.repositories:
        for file in member.files:
            found.setdefault(file.path, set()).add(member.name)
    return found


def _beside(path: str, generation: int, number: int) -> str:
    """The path of a file of several repositories, in the folder of another."""
    return f"{path.rpartition('/')[0]}/part-{generation:06}-0000-{number}.parquet"


def _written(root: Path, path: str, data: bytes) -> PartFile:
    write_outputs({root / path: data})
    return PartFile(path.partition("/")[0], path, 0, len(data), digest_of(data))


def _renamed(manifest: Manifest, renamed: _Renamed, generation: int) -> Manifest:
    """The manifest with other files in the place of some; each repository keeps the count of its own rows."""

    def file(one: PartFile) -> PartFile:
        new = renamed.get(one.path)
        return msgspec.structs.replace(new, rows=one.rows) if new else one

    def part(one: Part) -> Part:
        return msgspec.structs.replace(one, files=tuple(map(file, one.files)))

    def member(one: Member) -> Member:
        return msgspec.structs.replace(one, parts=tuple(map(part, one.parts)))

    members = tuple(map(member, manifest.repositories))
    return msgspec.structs.replace(manifest, generation=generation, repositories=members)
