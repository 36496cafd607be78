"""What git knows of a folder: the one door to git. Paths are never quoted: they come apart by NUL."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _


def changed_files(folder: Path, revision: str) -> frozenset[str]:
    """The files below a folder that differ from a revision, untracked ones among them, by their path below it.

    Deleted files are not among them. Raises PerfError where the folder is in no git repository, git is missing, or
    there is no such revision.
    """
    commit = _commit(folder, revision)
    changed = _paths(folder, "diff", "--name-only", "-z", "--relative", "--no-renames", "--diff-filter=d", commit, "--")
    untracked = _paths(folder, "ls-files", "--others", "--exclude-standard", "-z")
    return changed | untracked


def commit_date(folder: Path) -> date | None:
    """The day of the last commit that touched a folder, None where git does not keep it or anything in it differs."""
    try:
        changed = _run(folder, "status", "--porcelain", "--untracked-files=normal", "--", ".")
        if changed.returncode or changed.stdout:
            return None
        said = _run(folder, "log", "-1", "--format=%cs", "--", ".").stdout.decode("ascii", "replace").strip()
        return date.fromisoformat(said) if said else None
    except (PerfError, ValueError):
        return None


def _commit(folder: Path, revision: str) -> str:
    """The hash of a revision."""
    if _run(folder, "rev-parse", "--is-inside-work-tree").returncode:
        raise PerfError(
            _("{folder} is in no git repository").format(folder=folder),
            hint=_("--since compares with a git revision: run `git init` and commit first, or leave it out."),
        )
    found = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode:
        raise PerfError(
            _("git knows no revision {revision}").format(revision=revision or '""'),
            hint=_("`git log --oneline` shows them; HEAD is the last commit."),
        )
    return os.fsdecode(found.stdout).strip()


def _paths(folder: Path, *arguments: str) -> frozenset[str]:
    done = _run(folder, *arguments)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise PerfError(_("git failed: {reason}").format(reason=reason))
    return frozenset(os.fsdecode(path) for path in done.stdout.split(b"\0") if path)


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), "-c", "core.quotepath=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603  # no shell, fixed verbs
    except FileNotFoundError:
        raise PerfError(_("git is not installed"), hint=_("See https://git-scm.com/downloads.")) from None
