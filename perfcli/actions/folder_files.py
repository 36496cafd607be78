"""What a folder of forms holds, also in folders below: files to read, what else lies there, what nobody can look into.

Hidden files and folders are passed over, links to folders are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from perfcli import disk
from perfcli.actions.bringing import is_hidden, is_wanted
from perfcli.links import is_linked
from perfcli.reasons import translated


class FolderFiles(msgspec.Struct):
    """The files to read, the others by their names below the folder, and why folders could not be looked into."""

    wanted: list[Path] = msgspec.field(default_factory=list)
    others: list[str] = msgspec.field(default_factory=list)
    unreadable: dict[Path, str] = msgspec.field(default_factory=dict)


def files_of_folder(folder: Path) -> FolderFiles:
    """What a folder holds, in the order of the names."""
    held = FolderFiles()
    for entry in _entries(folder, held):
        path = Path(entry.path)
        name = path.relative_to(folder).as_posix()
        if _is_file(path) and is_wanted(name):
            held.wanted.append(path)
        else:
            held.others.append(name)
    return held


def _entries(folder: Path, held: FolderFiles) -> Iterator[os.DirEntry[str]]:
    """All that is no folder itself, those below it too."""
    try:
        found = [entry for entry in disk.entries(folder) if not is_hidden(entry.name)]
    except OSError as error:
        held.unreadable[folder] = translated(error.strerror)
        return
    for entry in found:
        if entry.is_dir() and not is_linked(entry):
            yield from _entries(Path(entry.path), held)
        else:
            yield entry


def _is_file(path: Path) -> bool:
    """Whether a file is there; one that the system does not tell of is told of when it is read."""
    try:
        return disk.is_file(path)
    except OSError:
        return True
