"""The state of the data files: what a folder's entries look like from outside, without reading one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from perfcli.disk import entries
from perfcli.repository import YEAR

Kind = Literal["projects", "departments", "goals"]
KINDS: tuple[Kind, ...] = ("projects", "departments", "goals")

Stat = tuple[str, int, int, int, int]
"""Name, size, mtime_ns, ctime_ns, inode of a file."""

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
    """A folder with its TOML files' states; `year` is 0 and `unit` empty where the path says none."""

    path: str
    kind: Kind
    year: int
    unit: str
    stats: tuple[Stat, ...]

    @property
    def state(self) -> bytes:
        """The files' states as bytes: equal where nothing changed."""
        return _ENCODER.encode(self.stats)


def stats_of(state: bytes) -> tuple[Stat, ...]:
    """The states that `Folder.state` made bytes of."""
    return _DECODER.decode(state)


def scan(root: Path, scope: Scope) -> Iterator[Folder]:
    """Every folder of the part asked for that holds TOML files; no other folder is looked into."""
    if "departments" in scope.kinds:
        yield from _folder(root, "departments", "departments", 0, "")
    for kind in ("goals", "projects"):
        if kind in scope.kinds:
            yield from _years(root, kind, scope)


def _years(root: Path, kind: Literal["goals", "projects"], scope: Scope) -> Iterator[Folder]:
    whole = not scope.years and not scope.units
    if whole and kind == "projects":
        yield from _folder(root, kind, kind, 0, "")
    for entry in entries(root / kind):
        if not entry.is_dir():
            continue
        year = int(entry.name) if YEAR.fullmatch(entry.name) else 0
        path = f"{kind}/{entry.name}"
        if scope.years and entry.name not in map(str, scope.years):
            continue
        if kind == "goals":
            yield from _folder(root, path, kind, year, "")
            continue
        if not scope.units:
            yield from _folder(root, path, kind, year, "")
        for unit in entries(root / path):
            if scope.holds(kind, year, unit.name) and unit.is_dir():
                yield from _folder(root, f"{path}/{unit.name}", kind, year, unit.name)


def _folder(root: Path, path: str, kind: Kind, year: int, unit: str) -> Iterator[Folder]:
    leaf = kind != "projects" or bool(unit)
    try:
        stats = sorted(_stats(os.path.join(root, path), leaf))
    except (FileNotFoundError, NotADirectoryError):
        return
    if stats:
        yield Folder(path, kind, year, unit, tuple(stats))


def _stats(folder: str, leaf: bool) -> Iterable[Stat]:
    """The states of a folder's TOML files; in a folder above the units a folder named so is none."""
    found = []
    with os.scandir(folder) as listing:
        for entry in listing:
            name = entry.name
            if name[-5:] == ".toml" and name[0] != "." and (leaf or not entry.is_dir()):
                try:
                    state = entry.stat()
                except OSError:
                    found.append((name, -1, 0, 0, 0))  # a link to nowhere, or gone meanwhile: reading it tells
                    continue
                found.append((name, state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino))
    return found
