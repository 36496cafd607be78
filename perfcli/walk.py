"""The one walk over a repository's folders: which hold TOML files, and how these look from outside. It reads none.

What the system does not let us see is told from what is not there: it stands in the result with an unknown state.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from perfcli import disk, links
from perfcli.file_states import UNLISTED, Stat, stat_of, state_of, stats_of, storable, unknown
from perfcli.parallel import in_halves
from perfcli.regex import regex

SETTINGS = "perf.toml"
DATA_FOLDERS = ("departments", "goals", "projects", "progress", "templates")
YEAR = regex(r"[0-9]{4}", re.ASCII)

Kind = Literal["projects", "departments", "goals", "progress", "tree"]
KINDS: tuple[Kind, ...] = ("projects", "departments", "goals", "progress")
BY_YEAR = ("projects", "goals", "progress")
"""What lies by year."""

_BY_UNIT = ("projects", "progress")
"""What lies by year and unit."""

Identity = tuple[int, int]

_MANY = 100
_BY_DESCRIPTOR = os.scandir in os.supports_fd and os.stat in os.supports_dir_fd
_ENCODER = msgspec.msgpack.Encoder()


class Scope(msgspec.Struct, frozen=True):
    """The part of the repository that a request looks at: none named means all of them.

    The kind `tree` is every folder of data with all below, also where no reader looks.
    """

    kinds: tuple[Kind, ...] = KINDS
    years: tuple[int, ...] = ()
    units: tuple[str, ...] = ()


EVERYTHING = Scope(("tree",))


class Folder(msgspec.Struct, frozen=True):
    """A folder with the state of its TOML files; `year` is 0 and `unit` empty where the path says none.

    `state` is its files' stats as bytes: equal where nothing changed. A folder that cannot be listed has one file
    without a name, in an unknown state. `links` are the paths of links that lead to it or to its files.
    """

    path: str
    kind: Kind
    year: int
    unit: str
    state: bytes
    links: tuple[str, ...] = ()

    @property
    def budget_year(self) -> int | None:
        """The year that its files are of, None for none; 0 is a year, and what stands where the path should say one."""
        return self.year if self.kind in BY_YEAR else None

    @property
    def stats(self) -> tuple[Stat, ...]:
        """The stats of its files, by name."""
        return stats_of(self.state)

    @property
    def paths(self) -> Iterator[str]:
        """The paths of its files below the root."""
        return (file_path(self.path, name) for name, *_state in self.stats)


class _Place(msgspec.Struct, frozen=True):
    """A folder to look into, and which folders are above it, so that a link to one of them is not followed.

    In a leaf every name with the suffix is a file's, and no folder is looked for. `is_link`: a link leads there.
    """

    path: str
    kind: Kind
    year: int
    unit: str
    files: bool
    leaf: bool
    above: tuple[Identity | None, ...] = ()
    is_link: bool = False


class _Look(msgspec.Struct, frozen=True, array_like=True):
    """What a folder holds: its TOML files' state and which are links, and the folders to go into.

    These by name and identity, and whether a link leads there.
    """

    state: bytes
    links: list[str] = []
    below: list[tuple[str, Identity | None, bool]] = []


def walk(root: Path, scope: Scope) -> list[Folder]:
    """Every folder of the part asked for that holds TOML files or cannot be listed; no other is looked into.

    Hidden files and folders are passed over. Where a level has many folders, two processes look. Raises
    NotADirectoryError for a file where a folder of data belongs.
    """
    found = []
    if scope == EVERYTHING and disk.is_file(root / SETTINGS):
        found.append(Folder("", "tree", 0, "", state_of([_stat(root, SETTINGS)])))
    level = list(_tops(root, scope))
    while level:
        looks = _looks(root, scope, level)
        for place, look in zip(level, looks, strict=True):
            if look.state:
                found.append(_folder(place, look))
        level = [
            _inner(scope, place, name, identity, is_link)
            for place, look in zip(level, looks, strict=True)
            for name, identity, is_link in look.below
            if identity is None or identity not in place.above
        ]
    return found


def _folder(place: _Place, look: _Look) -> Folder:
    path = storable(place.path)
    links = (path,) if place.is_link else tuple(f"{path}/{name}" for name in look.links)
    return Folder(path, place.kind, place.year, storable(place.unit), look.state, links)


def file_path(folder: str, name: str) -> str:
    """The path of a file below the root; with a slash at its end for a folder that cannot be listed."""
    return f"{folder}/{name}" if folder else name


def is_gone(root: Path, path: str) -> bool:
    """Whether a file that was found by the walk is there no more; a name that had to be spelled out is no proof."""
    return "\\x" not in path and disk.is_gone(f"{root}/{path}".rstrip("/"))


def _tops(root: Path, scope: Scope) -> Iterator[_Place]:
    for kind in KINDS:
        if kind in scope.kinds:
            files = kind == "departments" or (kind in _BY_UNIT and not scope.years and not scope.units)
            is_link = links.is_link(root / kind)
            yield _Place(kind, kind, 0, "", files=files, leaf=kind == "departments", is_link=is_link)
    if "tree" in scope.kinds:
        for name in DATA_FOLDERS:
            above = (_identity(root), _identity(root / name))
            is_link = links.is_link(root / name)
            yield _Place(name, "tree", 0, "", files=True, leaf=False, above=above, is_link=is_link)


def _inner(scope: Scope, outer: _Place, name: str, identity: Identity | None, is_link: bool) -> _Place:
    """A folder in one that was looked into."""
    path = f"{outer.path}/{name}"
    is_link = is_link or outer.is_link
    if outer.kind == "tree":
        return _Place(path, "tree", 0, "", files=True, leaf=False, above=(*outer.above, identity), is_link=is_link)
    if outer.path == outer.kind:
        year = int(name) if YEAR.fullmatch(name) else 0
        is_leaf = outer.kind == "goals"
        return _Place(path, outer.kind, year, "", files=is_leaf or not scope.units, leaf=is_leaf, is_link=is_link)
    return _Place(path, outer.kind, outer.year, name, files=True, leaf=True, is_link=is_link)


def _is_asked(scope: Scope, place: _Place, name: str) -> bool:
    """Whether a folder of this name is gone into."""
    if place.kind == "tree":
        return True
    if place.path == place.kind:
        return not scope.years or name in map(str, scope.years)
    return not scope.units or name in scope.units or name[:3] in scope.units


def _looks(root: Path, scope: Scope, places: list[_Place]) -> list[_Look]:
    def look(some: Iterable[_Place]) -> list[_Look]:
        return [_look(root, scope, place) for place in some]

    halves = in_halves(
        places,
        _MANY,
        look,
        lambda some: [_ENCODER.encode(look(some))],
        lambda sent: msgspec.msgpack.decode(sent, type=list[_Look]),
    )
    return [one for half in halves for one in half]


def _look(root: Path, scope: Scope, place: _Place) -> _Look:
    folder = os.path.join(root, place.path)
    try:
        at = disk.open_folder(folder) if _BY_DESCRIPTOR else folder
        try:
            return _files(at) if place.leaf else _mixed(at, scope, place)
        finally:
            if isinstance(at, int):
                disk.close(at)
    except FileNotFoundError:
        return _Look(b"" if disk.is_gone(folder) else UNLISTED)
    except NotADirectoryError as error:
        raise NotADirectoryError(error.errno, error.strerror, folder) from None
    except OSError:
        return _Look(UNLISTED)


def _files(at: int | str) -> _Look:
    """A leaf's files."""
    stats: list[Stat] = []
    linked: list[str] = []
    with os.scandir(at) as listing:
        for entry in listing:
            name = entry.name
            if name[-5:] == ".toml" and name[0] != ".":
                stats.append(_stat(at, name))
                if links.is_linked(entry):
                    linked.append(storable(name))
    return _Look(state_of(sorted(stats)), linked)


def _mixed(at: int | str, scope: Scope, place: _Place) -> _Look:
    """What a folder holds that may hold files and folders."""
    stats: list[Stat] = []
    linked: list[str] = []
    below: list[tuple[str, Identity | None, bool]] = []
    with os.scandir(at) as listing:
        entries = [(entry.name, links.is_linked(entry)) for entry in listing if entry.name[0] != "."]
    for name, is_link in entries:
        is_toml = (name[-5:].lower() if place.kind == "tree" else name[-5:]) == ".toml"
        if not (is_toml and place.files) and not _is_asked(scope, place, name):
            continue
        try:
            found = _found(at, name)
        except OSError:
            if is_toml:
                stats.append(unknown(name))
            elif name[0].isdigit():  # a year or a unit by a link that leads nowhere just now
                below.append((name, None, is_link))
            continue
        if stat.S_ISDIR(found.st_mode):
            below.append((name, (found.st_dev, found.st_ino), is_link))
        elif is_toml:
            stats.append(stat_of(name, found))
            linked += [storable(name)] * is_link
    state = state_of(sorted(stats)) if place.files else b""
    return _Look(state, linked, sorted(below, key=lambda inner: inner[0]))


def _stat(at: int | str | Path, name: str) -> Stat:
    try:
        return stat_of(name, _found(at, name))
    except OSError:  # a link to nowhere, gone meanwhile, or kept from us: reading it tells
        return unknown(name)


def _found(at: int | str | Path, name: str) -> os.stat_result:
    return os.stat(name, dir_fd=at) if isinstance(at, int) else os.stat(os.path.join(at, name))


def _identity(folder: Path) -> Identity | None:
    """What tells a folder from others, however it is reached; None where there is none."""
    try:
        state = folder.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino
