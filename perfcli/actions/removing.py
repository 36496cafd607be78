"""`perf rm`: projects go with what became of them; a run that was ended half-way can be run again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from perfcli.actions.approval import Approvals
from perfcli.actions.placing import beside, content_of, require_one_each
from perfcli.disk import cache_folder, is_gone, read_file, remove, write_over
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.links import CACHE
from perfcli.repository import ProjectFile, Repository
from perfcli.writing import Removal, locked, write_changes

_NOTE = "removing"
"""A file in `.perf/` that has the codes of a run while it is at work."""


def removed_by_an_ended_run(repository: Repository) -> set[str]:
    """The codes of a run that was ended before its end: those that are not there any more it has removed."""
    with suppress(OSError, UnicodeDecodeError):
        return set(read_file(repository.root / CACHE / _NOTE).decode("ascii").split())
    return set()


def remove_projects(repository: Repository, files: Sequence[ProjectFile]) -> list[Path]:
    """Remove projects with what became of them, all or none; returns the files removed. Raises PerfError, OSError.

    An approved project is not removed: what became of it, its adjustments among that, would go with it.
    """
    require_one_each(repository, files)
    _require_not_approved(repository, files)
    with locked(repository.root):
        removals = [
            Removal(path, content_of(repository, path))
            for file in files
            for path in (beside(repository, file), file.path)
            if not is_gone(path)
        ]
        _note(repository, " ".join(sorted({file.code for file in files} | removed_by_an_ended_run(repository))))
        write_changes(repository.root, removals)
        _note(repository, "")
    return [removal.path for removal in removals]


def _note(repository: Repository, codes: str) -> None:
    """Keep the codes of a run; without any the file goes. A disk that refuses it costs no more than the note."""
    with suppress(OSError, UnicodeEncodeError):
        if codes:
            write_over(cache_folder(repository.root) / _NOTE, codes.encode("ascii"))
        else:
            remove(repository.root / CACHE / _NOTE)


def _require_not_approved(repository: Repository, files: Sequence[ProjectFile]) -> None:
    approvals = Approvals(repository)
    approved = [file for file in files if approvals.holds(file.year, file.code)]
    if approved:
        raise PerfError(
            _("approved projects are not removed"),
            details=tuple(repository.relative(file.path) for file in approved),
            hint=_("Record that one is cancelled: `perf set CODE budget.total=0 --reason TEXT`."),
        )
