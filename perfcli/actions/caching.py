"""`perf cache`: what the index holds, making it anew, removing it."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from perfcli.actions.looking import no_progress
from perfcli.disk import names, remove
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index import OWN_FILE, Index, Progress, Scope
from perfcli.links import CACHE, is_folder, is_link
from perfcli.repository import Repository
from perfcli.select import Row


def status(repository: Repository, progress: Progress = no_progress) -> Row:
    """Bring the whole index up to date; what it holds, and its file's size (0 where it lives in memory or is gone)."""
    with Index(repository, Scope(), progress) as index:
        counts = {
            name: index.rows(f"SELECT COUNT(*) FROM {table}")[0][0]  # noqa: S608  # names of our own
            for name, table in (
                ("folders", "folder"),
                ("projects", "project"),
                ("indicators", "indicator"),
                ("unreadable", "unreadable"),
            )
        }
        path = index.path
        return {"path": repository.relative(path) if path else "", "bytes": _size(path), **counts}


def _size(path: Path | None) -> int:
    """The bytes of a file, 0 for none, and for one that another `cache rebuild` removed meanwhile."""
    with suppress(FileNotFoundError):
        return path.stat().st_size if path else 0
    return 0


def rebuild(repository: Repository, progress: Progress = no_progress) -> Row:
    """Make the index anew from the files."""
    clear(repository)
    return status(repository, progress)


def clear(repository: Repository) -> list[Path]:
    """Remove what perf keeps, links in its place themselves; returns what was removed. Raises PerfError, OSError."""
    folder = repository.root / CACHE
    if is_link(folder):
        raise PerfError(
            _("{path} is a link: what it leads to is not perf's own").format(path=folder),
            hint=_("Delete the link; perf makes a folder of its own in its place."),
        )
    removed = [folder / name for name in names(folder) if re.fullmatch(OWN_FILE, name) and not is_folder(folder / name)]
    for path in removed:
        remove(path)
    return removed
