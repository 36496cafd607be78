"""What the pages say of getting perf, as far as it can be tried without a package index."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from perfcli.cli.completion import INSTALL
from tests.sessions import ROOT, blocks

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_both_pages_begin_with_the_same_way() -> None:
    (way,) = blocks(README, "bash")
    assert way == blocks(PAGE, "bash")[0] == "pipx install '.[office]'\nperfcli doctor\n"


def test_what_is_installed_is_what_the_project_offers() -> None:
    extras = {extra for page in (README, PAGE) for extra in re.findall(r"\.\[(\w+)\]'", page)}
    assert extras == {"office", "test"}
    assert extras <= set(PROJECT["optional-dependencies"])
    assert set(PROJECT["scripts"]) == {"perf", "perfcli"}


@pytest.mark.skipif(os.name == "nt", reason="the lines for bash")
def test_an_activated_environment_has_its_own_perf_answer(tmp_path: Path) -> None:
    make, _install, activate, _doctor = blocks(PAGE, "bash")[1].splitlines()
    theirs = tmp_path / "theirs" / "perf"
    theirs.parent.mkdir()
    theirs.write_text("#!/bin/sh\necho counters\n", encoding="utf-8")
    theirs.chmod(0o755)
    ours = tmp_path / "perf" / "bin" / "perf"
    install = f"printf '#!/bin/sh\\nexec {sys.executable} -m perfcli \"$@\"\\n' > {ours}; chmod +x {ours}"
    lines = (f"{make} --without-pip", install, "perf --version", activate, "perf --version")
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT),
            "PATH": f"{theirs.parent}{os.pathsep}{os.environ['PATH']}",
        },
        capture_output=True,
        encoding="utf-8",
    )
    version = re.search(r'"(.+)"', (ROOT / "perfcli" / "__init__.py").read_text(encoding="utf-8").split("version")[1])
    assert version is not None
    assert (done.stdout, done.stderr) == (f"counters\nperf {version[1]}\n", "")


def test_the_lines_of_completion_are_those_that_perf_prints() -> None:
    cells = re.findall(r"^\| \S+.*? \| `(.*perfcli completion .*)` \|$", PAGE, re.MULTILINE)
    assert [cell.replace("\\|", "|") for cell in cells] == [line.format(name="perfcli") for line in INSTALL.values()]


def test_the_folder_without_python_is_made_where_all_is_checked() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python standalone/build.py" in ci
    assert 'step "a folder that runs without Python" use_folder\n' in ci
    lines = (ROOT / "standalone" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    for requirement in [Requirement(line) for line in lines if not line.startswith("#")]:
        assert {part.operator for part in requirement.specifier} == {">=", "<"}
    assert "pyinstaller" not in str(PROJECT["optional-dependencies"]).lower()
