"""The hooks that data repositories get, by the real pre-commit in a scratch one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfcli.actions.init import create_repository

CHECKOUT = Path(__file__).parents[1]


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PERF_LOCALE": "en",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=environment)


@pytest.fixture(scope="module")
def data_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pre_commit", reason="needs pre-commit")
    if not (CHECKOUT / ".git").exists():
        pytest.skip("pre-commit takes hooks from a git checkout alone")
    root = tmp_path_factory.mktemp("hooks") / "data"
    create_repository(root, example=True)
    for command in (("init", "-q"), ("add", "-A")):
        assert _run(root, "git", *command).returncode == 0
    return root


def _hook(root: Path, name: str) -> tuple[int, str]:
    done = _run(root, sys.executable, "-m", "pre_commit", "try-repo", str(CHECKOUT), name, "--all-files")
    if done.returncode == 3:
        pytest.skip(f"pre-commit could not install the hooks: {done.stdout[-300:]}")
    return done.returncode, done.stdout


def test_fmt_passes_on_canonical_files_and_mends_the_others(data_repository: Path) -> None:
    assert _hook(data_repository, "perf-fmt")[0] == 0
    path = data_repository / "departments" / "335.toml"
    canonical = path.read_text(encoding="utf-8")
    path.write_text(canonical.replace("code = ", "code="), encoding="utf-8")
    status, out = _hook(data_repository, "perf-fmt")
    assert (status, "files were modified by this hook" in out) == (1, True)
    assert path.read_text(encoding="utf-8") == canonical


def test_check_fails_on_findings(data_repository: Path) -> None:
    status, out = _hook(data_repository, "perf-check")
    assert status == 1
    assert ":1: A311 the name 小区居民意度 and the description 小区居民满意度 differ by one character" in out
