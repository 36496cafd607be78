"""`perf init`: a new repository of data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfcli.codec import decode, from_toml, patch
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import SETTINGS
from perfcli.settings import Settings
from perfcli.writing import write_files

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
    """Make a repository in `folder`; raises PerfError where it holds one already. No file is overwritten."""
    if (folder / SETTINGS).exists():
        raise PerfError(
            _("{folder} already holds a data repository").format(folder=folder),
            hint=_("Name another folder: `perf init DIR`."),
        )
    if folder.exists() and not folder.is_dir():
        raise PerfError(_("{folder} is a file, not a folder").format(folder=folder))
    source = template_folder()
    texts: dict[Path, str] = {}
    kept = []
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if not path.is_file() or relative.parts[0] == ".perf" or (relative.parts[0] in EXAMPLE and not example):
            continue
        if (folder / relative).exists():
            kept.append(folder / relative)
        else:
            texts[folder / relative] = decode(path.read_bytes())
    texts[folder / SETTINGS] = _settings(texts[folder / SETTINGS], example, division, year)
    write_files(texts)
    return Created(folder, tuple(texts), tuple(kept))


def _settings(text: str, example: bool, division: str, year: int | None) -> str:
    """The settings of the new repository: the example's own division and year go unless it is kept."""
    settings = from_toml(text, Settings)
    wanted = Settings(
        division=division or (settings.division if example else ""),
        year=year or (settings.year if example else None),
    )
    return patch(text, wanted, frozenset({"division", "year"}))
