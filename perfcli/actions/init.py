"""`perf init`: a new repository of data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from perfcli.codec import decode, from_toml, patch
from perfcli.disk import is_file, read_file
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import OWN, SETTINGS
from perfcli.settings import Settings
from perfcli.writing import Change, write_changes

EXAMPLE = ("departments", "goals", "projects")
"""Folders of repo_template/ that hold the example and no more than that."""


@dataclass(frozen=True, slots=True)
class Created:
    """What was written, and what was there before and was left alone."""

    root: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def template_folder() -> Path:
    """repo_template/: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside, beside = package / "repo_template", package.parent / "repo_template"
    return inside if inside.is_dir() else beside


def create_repository(folder: Path, *, example: bool = False, division: str = "", year: int | None = None) -> Created:
    """Make a repository in `folder`; raises PerfError where that holds one already, or is a folder of one's data.

    No file is overwritten. perf.toml comes last: where this ends half-way, it is completed by calling it again.
    """
    if (folder / SETTINGS).exists():
        raise PerfError(
            _("{folder} already holds a data repository").format(folder=folder),
            hint=_("Name another folder: `perf init DIR`."),
        )
    if (root := _outer(folder)) is not None:
        raise PerfError(
            _("{folder} is inside of the data repository {root}, which would read it as its own").format(
                folder=folder, root=root
            ),
            hint=_("Name a folder outside of it: `perf init DIR`."),
        )
    if folder.exists() and not folder.is_dir():
        raise PerfError(_("{folder} is a file, not a folder").format(folder=folder))
    source = template_folder()
    changes: list[Change] = []
    kept = []
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if not path.is_file() or relative.parts[0] == ".perf" or (relative.parts[0] in EXAMPLE and not example):
            continue
        text = decode(read_file(path))
        after = text.encode("utf-8")
        if relative == Path(SETTINGS):
            settings = _settings(text, example, division, year).encode("utf-8")
        elif not os.path.lexists(folder / relative):  # one that cannot be looked at is not written over
            changes.append(Change(folder / relative, None, after))
        elif not _holds(folder / relative, after):
            kept.append(folder / relative)
    changes.append(Change(folder / SETTINGS, None, settings))
    write_changes(folder, changes)
    return Created(folder, tuple(change.path for change in changes), tuple(kept))


def _outer(folder: Path) -> Path | None:
    """The repository one of whose own folders holds this one, None where none does."""
    path = folder.resolve()
    inside = (root for root in path.parents if is_file(root / SETTINGS))
    return next((root for root in inside if path.relative_to(root).parts[0].casefold() in OWN), None)


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_file(path) == data
    except OSError:
        return False


def _settings(text: str, example: bool, division: str, year: int | None) -> str:
    """The settings of the new repository: the example's own division and year go unless it is kept."""
    settings = from_toml(text, Settings)
    wanted = Settings(
        division=division or (settings.division if example else ""),
        year=year or (settings.year if example else None),
    )
    return patch(text, wanted, frozenset({"division", "year"}))
