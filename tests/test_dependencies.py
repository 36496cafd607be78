"""What perf stands on: locked by hash, its licences listed, none of it reaching for the network."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
LICENCES = {
    title: dict(re.findall(r"^\| (?!package )([a-z0-9-]+) \| (.+?) \| .+ \|$", part, re.MULTILINE))
    for title, part in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}
LOCK = dict(
    re.findall(
        r"^([a-z0-9-]+)==(\S+)(?: ; [^\\\n]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+",
        (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BY_HAND = ("browser", "spark")
"""Extras that are not locked: large, and nothing of development needs them."""

NEEDED = [
    Requirement(line)
    for lines in (
        PROJECT["dependencies"],
        *(lines for name, lines in PROJECT["optional-dependencies"].items() if name not in BY_HAND),
    )
    for line in lines
    if not line.startswith("perfcli")
]


@pytest.mark.parametrize("requirement", NEEDED, ids=lambda requirement: requirement.name)
def test_what_the_project_needs_is_locked_within_its_bounds(requirement: Requirement) -> None:
    assert requirement.specifier.contains(LOCK[canonicalize_name(requirement.name)]), "make requirements/dev.txt anew"


def test_everything_in_the_lock_has_its_hashes() -> None:
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert LOCK.keys() == set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def test_the_licence_of_every_package_is_listed_and_of_no_other() -> None:
    listed = [name for part in LICENCES.values() for name in part]
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == LOCK.keys(), "docs/dependencies.md lacks these, or has them for nothing"


def test_what_runs_is_listed_as_such() -> None:
    runs: set[str] = set()
    extras = [line for name in ("office", "lake", "spark") for line in PROJECT["optional-dependencies"][name]]
    extras = [line for line in extras if not line.startswith(("perfcli", "pyspark"))]  # the latter is locked by nobody
    left = [Requirement(line).name for line in (*PROJECT["dependencies"], *extras)]
    while left:
        name = canonicalize_name(left.pop())
        if name not in runs:
            runs.add(name)
            needs = map(Requirement, distribution(name).requires or [])
            left += [one.name for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})]
    assert LICENCES["To run"].keys() - {"colorama"} == runs - {"colorama"}


@pytest.mark.parametrize(("name", "licence"), [one for part in LICENCES.values() for one in part.items()])
def test_a_licence_is_what_the_package_says(name: str, licence: str) -> None:
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed here")
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    named = [text[:60] for key in ("License-Expression", "License") for text in metadata.get_all(key) or []]
    said = " ".join([*named, *classifiers])
    family = licence.split("-")[0]
    assert family in said or {"MPL": "Mozilla", "PSF": "Python Software Foundation"}.get(family, family) in said


def test_none_of_it_may_deny_who_uses_perf_its_own_terms() -> None:
    """Licences that ask nothing of programs that use a package; others need a look before they are added here."""
    known = ("MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PSF-2.0")
    assert set(LICENCES["To run"].values()) <= set(known)
