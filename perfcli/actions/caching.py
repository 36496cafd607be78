"""`perf cache`: what the index holds, making it anew, removing it."""

from __future__ import annotations

from pathlib import Path

from perfcli.actions.looking import look, no_progress
from perfcli.disk import CACHE
from perfcli.index import FILE_NAMES, Index, Progress, Scope
from perfcli.repository import Repository
from perfcli.select import Row


def status(repository: Repository, progress: Progress = no_progress) -> Row:
    """Bring the whole index up to date; what it holds, and its file's size (0 where it lives in memory)."""

    def question(index: Index) -> Row:
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
        size = path.stat().st_size if path else 0
        return {"path": repository.relative(path) if path else "", "bytes": size, **counts}

    return look(repository, Scope(), question, progress)


def rebuild(repository: Repository, progress: Progress = no_progress) -> Row:
    """Make the index anew from the files."""
    clear(repository)
    return status(repository, progress)


def clear(repository: Repository) -> list[Path]:
    """Remove the index's files; returns what was removed."""
    folder = repository.root / CACHE
    removed = [path for pattern in FILE_NAMES for path in sorted(folder.glob(pattern))]
    for path in removed:
        path.unlink(missing_ok=True)
    return removed
