"""`python -m tests.bench.province FOLDER COUNTIES PROJECTS`: repositories under git, each of so many."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.peers import commit_all
from tests.bench.repository import make


def division_of(number: int) -> str:
    """The division of the county with this number."""
    return f"13{number + 1:04}"


def make_counties(folder: Path, counties: int, projects: int) -> list[Path]:
    """Write the repositories, named by their divisions, each with projects of its own names; returns their folders."""
    made = []
    for number in range(counties):
        division = division_of(number)
        made.append(make(folder / division, projects, division, number * projects))
        commit_all(made[-1])
    return made


if __name__ == "__main__":
    make_counties(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
