"""The state of the data files: what a folder's entries look like from outside, without reading one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from perfcli import child
from perfcli.disk import close, entries, open_folder
from perfcli.links import is_link, is_linked
from perfcli.repository import YEAR

Kind = Literal["projects", "departments", "goals", "tree"]
KINDS: tuple[Kind, ...] = ("projects", "departments", "goals")

Stat = tuple[str, int, int, int, int]
"""Name, size, mtime_ns, ctime_ns, inode of a file."""

_MANY = 100
HAS_DESCRIPTORS = os.listdir in os.supports_fd and os.stat in os.supports_dir_fd
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Stat, ...])


class Scope(msgspec.Struct, frozen=True):
    """The part of the repository that a request looks at: none named means all of them."""

    kinds: tuple[Kind, ...] = KINDS
    years: tuple[int, ...] = ()
    units: tuple[str, ...] = ()

    def holds(self, kind: str, year: int, unit: str) -> bool:
        """Whether a folder belongs to this part."""
        if kind not in self.kinds or kind == "departments":
            return kind in self.kinds
        if self.years and year not in self.years:
            return False
        return kind != "projects" or not self.units or unit in self.units or unit[:3] in self.units


class Folder(msgspec.Struct, frozen=True):
    """A folder with the state of its TOML files; `year` is 0 and `unit` empty where the path says none.

    `state` is its files' stats as bytes: equal where nothing changed. `links` are the paths of links that lead to it
    or to its files.
    """

    path: str
    kind: Kind
    year: int
    unit: str
    state: bytes
    links: tuple[str, ...] = ()

    @property
    def stats(self) -> tuple[Stat, ...]:
        """The stats of its files, by name."""
        return stats_of(self.state)


class Place(msgspec.Struct, frozen=True):
    """A folder to look into; in one above the units (`leaf` false) a folder named like a file is none."""

    path: str
    kind: Kind
    year: int
    unit: str
    leaf: bool
    is_link: bool = False


Look = tuple[bytes, list[str]]
"""The state of a folder, and the names of those of its files that are links."""


def stats_of(state: bytes) -> tuple[Stat, ...]:
    """The stats that `Folder.state` holds."""
    return _DECODER.decode(state)


def scan(root: Path, scope: Scope) -> list[Folder]:
    """Every folder of the part asked for that holds TOML files; no other folder is looked into.

    Where there are many, a second process looks into half of them. Raises OSError.
    """
    places = list(_places(root, scope))
    if len(places) < _MANY or not child.CAN_FORK:
        looks = [_look(root, place) for place in places]
    else:
        half = len(places) // 2
        looks, sent = child.beside(
            lambda: [_look(root, place) for place in places[:half]],
            lambda: msgspec.msgpack.encode([_look(root, place) for place in places[half:]]),
        )
        if sent is None:
            looks += [_look(root, place) for place in places[half:]]
        else:
            looks += msgspec.msgpack.decode(sent, type=list[Look])
    return [
        Folder(
            storable(place.path),
            place.kind,
            place.year,
            storable(place.unit),
            state,
            (storable(place.path),) if place.is_link else tuple(f"{place.path}/{name}" for name in links),
        )
        for place, (state, links) in zip(places, looks, strict=True)
        if state
    ]


def _places(root: Path, scope: Scope) -> Iterator[Place]:
    if "departments" in scope.kinds:
        yield Place("departments", "departments", 0, "", True, is_link(root / "departments"))
    if "goals" in scope.kinds:
        for name, year, linked in _years(root, "goals", scope):
            yield Place(f"goals/{name}", "goals", year, "", True, linked)
    if "projects" not in scope.kinds:
        return
    if not scope.years and not scope.units:
        yield Place("projects", "projects", 0, "", False, is_link(root / "projects"))
    for name, year, linked in _years(root, "projects", scope):
        if not scope.units:
            yield Place(f"projects/{name}", "projects", year, "", False, linked)
        for unit in entries(root / "projects" / name):
            if scope.holds("projects", year, unit.name) and unit.is_dir():
                path = f"projects/{name}/{unit.name}"
                yield Place(path, "projects", year, unit.name, True, linked or is_linked(unit))


def _years(root: Path, kind: str, scope: Scope) -> Iterator[tuple[str, int, bool]]:
    """The folders of years that are asked for: name, the year it says or 0, whether a link leads there."""
    wanted = {str(year) for year in scope.years}
    linked = is_link(root / kind)
    for entry in entries(root / kind):
        if entry.is_dir() and (not wanted or entry.name in wanted):
            yield entry.name, int(entry.name) if YEAR.fullmatch(entry.name) else 0, linked or is_linked(entry)


def _look(root: Path, place: Place) -> Look:
    """The state of a folder, empty where it holds no TOML file, and the links among those."""
    folder = os.path.join(root, place.path)
    links: list[str] = []
    try:
        found = _stats_by_descriptor(folder, links) if place.leaf and HAS_DESCRIPTORS else _stats(folder, place, links)
        stats = sorted(found)
    except FileNotFoundError:
        return b"", []
    return state_of(stats), list(map(storable, links))


def state_of(stats: list[Stat]) -> bytes:
    """The stats of a folder's files as bytes, none for none."""
    try:
        return _ENCODER.encode(stats) if stats else b""
    except UnicodeEncodeError:
        return _ENCODER.encode([(storable(name), *state) for name, *state in stats])


def storable(name: str) -> str:
    """A name on disk as text: bytes that are none are spelled out, so that nothing is found by that name."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def _stats_by_descriptor(folder: str, links: list[str]) -> Iterator[Stat]:
    """The stats of a folder's TOML files, each looked up from the folder instead of from the root."""
    descriptor = open_folder(folder)
    try:
        with os.scandir(descriptor) as listing:
            for entry in listing:
                name = entry.name
                if name[-5:] == ".toml" and name[0] != ".":
                    if entry.is_symlink():
                        links.append(name)
                    try:
                        found = os.stat(name, dir_fd=descriptor)
                    except OSError:
                        yield (name, -1, 0, 0, 0)  # a link to nowhere, or gone meanwhile: reading it tells
                        continue
                    yield (name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    finally:
        close(descriptor)


def _stats(folder: str, place: Place, links: list[str]) -> Iterator[Stat]:
    with os.scandir(folder) as listing:
        for entry in listing:
            name = entry.name
            if name[-5:] == ".toml" and name[0] != "." and (place.leaf or not entry.is_dir()):
                if is_linked(entry):
                    links.append(name)
                try:
                    found = os.stat(entry.path)  # an entry of its own has no inode on Windows
                except OSError:
                    yield (name, -1, 0, 0, 0)
                    continue
                yield (name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
