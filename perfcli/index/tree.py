"""The state of every TOML file of a repository, those that lie where no reader looks among them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from perfcli import child
from perfcli.disk import close, open_folder
from perfcli.index.scan import HAS_DESCRIPTORS, Folder, Stat, state_of, storable
from perfcli.links import is_link, is_linked
from perfcli.repository import DATA_FOLDERS, SETTINGS

_MANY = 100

Identity = tuple[int, int]


class _Place(msgspec.Struct, frozen=True):
    """A folder below the root, and which folders are above it, so that a link to one of them is not followed.

    `is_link`: a link leads to it.
    """

    path: str
    above: tuple[Identity, ...]
    is_link: bool


class _Look(msgspec.Struct, frozen=True, array_like=True):
    """What a folder holds: its TOML files' state, which are links; its folders by name, identity, whether a link."""

    state: bytes
    links: list[str]
    below: list[tuple[str, Identity, bool]]


def tree(root: Path) -> list[Folder]:
    """The folders that hold TOML files: the root with perf.toml alone, and all below those of data, hidden ones not.

    Raises OSError.
    """
    folders = []
    if (root / SETTINGS).is_file():
        folders.append(Folder("", "tree", 0, "", state_of([_stat(SETTINGS, os.stat(root / SETTINGS))])))
    level = [_Place(name, _identities(root, root / name), is_link(root / name)) for name in DATA_FOLDERS]
    while level:
        looks = _looks(root, level)
        folders += [_folder(place, look) for place, look in zip(level, looks, strict=True) if look.state]
        level = [
            _Place(f"{place.path}/{name}", (*place.above, identity), place.is_link or linked)
            for place, look in zip(level, looks, strict=True)
            for name, identity, linked in look.below
            if identity not in place.above
        ]
    return folders


def _identities(*folders: Path) -> tuple[Identity, ...]:
    states = [os.stat(folder) for folder in folders if folder.exists()]
    return tuple((state.st_dev, state.st_ino) for state in states)


def paths_of(folder: Folder) -> Iterator[str]:
    """The paths of a folder's files below the root."""
    return (file_path(folder.path, name) for name, *_state in folder.stats)


def file_path(folder: str, name: str) -> str:
    """The path of a file below the root."""
    return f"{folder}/{name}" if folder else name


def _folder(place: _Place, look: _Look) -> Folder:
    links = [place.path] if place.is_link else [f"{place.path}/{name}" for name in look.links]
    return Folder(storable(place.path), "tree", 0, "", look.state, tuple(links))


def _looks(root: Path, places: list[_Place]) -> list[_Look]:
    """A look into each folder; a second process looks into half of very many."""
    if len(places) < _MANY or not child.CAN_FORK:
        return _look_into(root, places)
    half = len(places) // 2
    ours, sent = child.beside(
        lambda: _look_into(root, places[:half]),
        lambda: msgspec.msgpack.encode(_look_into(root, places[half:])),
    )
    theirs = _look_into(root, places[half:]) if sent is None else msgspec.msgpack.decode(sent, type=list[_Look])
    return ours + theirs


def _look_into(root: Path, places: Iterable[_Place]) -> list[_Look]:
    looks = []
    for place in places:
        stats: list[Stat] = []
        links: list[str] = []
        below: list[tuple[str, Identity, bool]] = []
        for name, found, linked in _found(os.path.join(root, place.path)):
            if found and stat.S_ISDIR(found.st_mode):
                below.append((name, (found.st_dev, found.st_ino), linked))
            elif name[-5:].lower() == ".toml":
                stats.append(_stat(name, found))
                links += [storable(name)] * linked
        looks.append(_Look(state_of(sorted(stats)), links, sorted(below)))
    return looks


def _found(folder: str) -> Iterator[tuple[str, os.stat_result | None, bool]]:
    """A folder's entries, hidden ones not, with their state (None for a link to nowhere), whether they are links."""
    try:
        place = open_folder(folder) if HAS_DESCRIPTORS else folder
    except FileNotFoundError:
        return
    try:
        with os.scandir(place) as listing:
            for entry in listing:
                if entry.name[0] != ".":
                    try:
                        yield entry.name, _state(place, entry.name), is_linked(entry)
                    except OSError:
                        yield entry.name, None, True
    finally:
        if isinstance(place, int):
            close(place)


def _state(place: int | str, name: str) -> os.stat_result:
    return os.stat(name, dir_fd=place) if isinstance(place, int) else os.stat(os.path.join(place, name))


def _stat(name: str, found: os.stat_result | None) -> Stat:
    return (name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino) if found else (name, -1, 0, 0, 0)
