"""What git says of a repository's files: the one door to the program."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

_SECONDS = 60


def commit_date(folder: Path) -> date | None:
    """The day of the last commit that touched a folder, None where git does not keep it or anything in it differs."""
    changed = _output(folder, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    said = _output(folder, "log", "-1", "--format=%cs", "--", ".") if changed == "" else None
    try:
        return date.fromisoformat(said.strip()) if said else None
    except ValueError:
        return None


def _output(folder: Path, *arguments: str) -> str | None:
    """What git prints, None where it is missing or fails."""
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # our own words
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
