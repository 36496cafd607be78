"""Git as it is installed, in repositories of tests: who commits and when is always the same."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

_WHO = {
    "GIT_AUTHOR_NAME": "王会计",
    "GIT_AUTHOR_EMAIL": "wang@example.cn",
    "GIT_COMMITTER_NAME": "王会计",
    "GIT_COMMITTER_EMAIL": "wang@example.cn",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *words: str, day: str = "2021-03-04", status: int = 0) -> str:
    """What git says; it has to end with this status."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    when = f"{day}T12:00:00+08:00"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "-c", "core.autocrlf=false", "-c", "core.quotepath=false", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", env={**kept, **_WHO, **dates})
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout.strip()


def keep(folder: Path, title: str = "goals", day: str = "2021-03-04") -> None:
    """Commit all that is there, in a repository that is made where there is none."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
        (folder / ".git" / "info" / "exclude").write_text(".perf/\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", title, day=day)
