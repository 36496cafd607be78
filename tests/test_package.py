"""What is installed is what pyproject.toml says."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, entry_points, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import perfcli

STALE = "installed from an older pyproject.toml: pip install -e '.[dev]' again"
ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DEPENDENCIES = [Requirement(line) for line in PROJECT["dependencies"]]


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", perfcli.__version__)
    assert version("perfcli") == perfcli.__version__, STALE


def test_the_changelog_speaks_of_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", perfcli.__version__]


@pytest.mark.parametrize("name", ["perf", "perfcli"])
def test_both_commands_are_the_same_program(name: str) -> None:
    (command,) = entry_points(group="console_scripts", name=name)
    assert command.value == "perfcli.cli.main:main"
    assert PROJECT["scripts"][name] == command.value


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "perfcli", "--version"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, f"perf {perfcli.__version__}\n", "")


def test_the_package_tells_its_types() -> None:
    assert (ROOT / "perfcli" / "py.typed").read_bytes() == b""


def test_the_installed_package_needs_what_pyproject_says() -> None:
    needed = {Requirement(line) for line in distribution("perfcli").requires or []}
    assert {requirement for requirement in needed if not requirement.marker} == set(DEPENDENCIES), STALE


@pytest.mark.parametrize("requirement", DEPENDENCIES, ids=lambda requirement: requirement.name)
def test_a_dependency_is_bounded_on_both_sides_and_here(requirement: Requirement) -> None:
    assert {part.operator for part in requirement.specifier} == {">=", "<"}
    assert requirement.specifier.contains(version(requirement.name))
