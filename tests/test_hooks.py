"""The hooks that data repositories get, by the real pre-commit in a scratch one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfcli.actions.init import create_repository
from tests.conftest import Perf

CHECKOUT = Path(__file__).parents[1]


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PERF_LOCALE": "en",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment)


EDITED = Path("departments/335.toml")


@pytest.fixture(scope="module")
def hooked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A repository with one file that is not canonical, after both hooks, and what they said: they install once."""
    pytest.importorskip("pre_commit", reason="needs pre-commit")
    if not (CHECKOUT / ".git").exists():
        pytest.skip("pre-commit takes hooks from a git checkout alone")
    root = tmp_path_factory.mktemp("hooks") / "data"
    create_repository(root, example=True)
    for command in (("init", "-q"), ("add", "-A")):
        assert _run(root, "git", *command).returncode == 0
    text = (root / EDITED).read_text(encoding="utf-8")
    (root / EDITED).write_text(text.replace("code = ", "code="), encoding="utf-8")
    done = _run(root, sys.executable, "-m", "pre_commit", "try-repo", str(CHECKOUT), "--all-files")
    if done.returncode == 3:
        pytest.skip(f"pre-commit could not install the hooks: {done.stdout[-300:]}")
    assert done.returncode == 1
    return root, done.stdout


def test_fmt_mends_what_is_not_canonical_and_leaves_the_others(hooked: tuple[Path, str]) -> None:
    root, said = hooked
    assert "files were modified by this hook" in said
    assert "1 file reformatted" in said
    assert _run(root, "git", "diff", "--name-only").stdout == ""  # all is as it was added: canonical


def test_fmt_passes_on_canonical_files(hooked: tuple[Path, str]) -> None:
    root, _said = hooked
    files = _run(root, "git", "ls-files", "*.toml").stdout.split()
    assert len(files) > 20
    assert Perf(root).done("fmt", *files) == ""  # the hook's entry with the names that it gets


def test_check_fails_on_findings(hooked: tuple[Path, str]) -> None:
    _root, said = hooked
    assert ":1: A311 the name 小区居民意度 and the description 小区居民满意度 differ by one character" in said
