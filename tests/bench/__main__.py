"""`python -m tests.bench [--projects N] [--runs N] [--only NAME]`: a Markdown table of figures and references."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from tests.bench.figures import FIGURES, Line, prepare

HEAD = "| figure | median s | min | max | peak MB | reference | ratio | goal |\n|---|---|---|---|---|---|---|---|"


def main(argv: list[str] | None = None) -> None:
    """Make the repositories, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=list(FIGURES), action="append")
    parser.add_argument("--folder", type=Path, help="where the repositories are made; else a temporary folder")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        ground = prepare(Path(folder), given.projects, given.runs)
        print(f"{given.projects} projects, {given.runs} runs each, {machine()}\n\n{HEAD}", flush=True)
        for name, figure in FIGURES.items():
            if not given.only or name in given.only:
                for line in figure(ground):
                    print(row(line), flush=True)


def row(line: Line) -> str:
    """A line of the table."""
    times = line.times
    measured = (
        [f"{times.median:.3f}", f"{min(times.seconds):.3f}", f"{max(times.seconds):.3f}", f"{times.megabytes:.0f}"]
        if times
        else ["", "", "", ""]
    )
    ratio = line.note or ("" if line.ratio is None else f"{line.ratio:.2f}")
    return "| " + " | ".join([line.figure, *measured, line.reference, ratio, line.goal]) + " |"


def machine() -> str:
    """What the figures were measured on."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
