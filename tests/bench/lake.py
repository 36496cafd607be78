"""`python -m tests.bench.lake [--counties N] [--projects N] [--runs N]`: a Markdown table of figures of lakes.

Ratios are of computing, all processes together. The counties are made under git, each with so many projects; the
generated lakes have 100 times as many and ten times that, projects alone; the one that is reviewed has goals and
indicators too.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.bench.__main__ import HEAD, machine, row
from tests.bench.figures import PERF, Line
from tests.bench.generated_lake import make_lake
from tests.bench.measure import Command, Times, side_by_side
from tests.bench.province import make_counties

_LOOP = (
    "import os, sys, rtoml\n"
    "for root in sys.argv[1:]:\n"
    "    for folder, _folders, files in os.walk(root):\n"
    "        for name in files:\n"
    "            if name.endswith('.toml'):\n"
    "                with open(os.path.join(folder, name), encoding='utf-8') as file:\n"
    "                    rtoml.loads(file.read())"
)
_BOTH = (
    "import subprocess, sys\n"
    "roots = sys.argv[2:]\n"
    "halves = roots[: len(roots) // 2], roots[len(roots) // 2 :]\n"
    "for one in [subprocess.Popen([sys.executable, '-c', sys.argv[1], *half]) for half in halves]:\n"
    "    one.wait()"
)
"""The reading loop in two processes, each over half of the repositories."""

SUM = "SELECT division, SUM(total_fen) FROM projects GROUP BY division"
SEARCHED = "清洁取暖设备采购安装项目（12"


def main() -> None:
    """Make the counties and lakes, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.lake", description=__doc__)
    parser.add_argument("--counties", type=int, default=10)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where all is made; else a temporary folder")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        roots = make_counties(folder / "counties", given.counties, given.projects)
        print(f"{given.counties} counties of {given.projects} projects, {given.runs} runs, {machine()}\n\n{HEAD}")
        lines = gathering(folder, roots, given.runs), asking(folder, given.projects, given.runs)
        for line in chain(*lines, reviewing(folder, given.projects)):
            print(row(line), flush=True)


def gathering(folder: Path, roots: list[Path], runs: int) -> Iterator[Line]:
    """The first gathering, and one after a file changed."""
    lake = folder / "lake"
    words = (*PERF, "gather", *map(str, roots), "-o", str(lake))
    first = Command(words, folder, before=lambda: _forget(lake, roots))
    loop = Command((sys.executable, "-c", _BOTH, _LOOP, *map(str, roots)), folder)
    gathered, read = side_by_side([first, loop], runs)
    yield _line("first `perf gather`", gathered, read, "an rtoml loop over the same files, both cores", "≤ 1.5")
    yield Line("peak memory of the largest process, MB", gathered, "", gathered.megabytes, "≤ 1000 MB")
    path = min(roots[0].glob("projects/*/*/*.toml"))
    changed = Command(words, folder, before=lambda: _change(path))
    status = Command(
        ("sh", "-c", 'for root; do git -C "$root" status --porcelain; done', "sh", *map(str, roots)), folder
    )
    again, seen = side_by_side([changed, status], runs)
    yield _line("`perf gather` after one file changed", again, seen, "`git status` in each", "≤ 2")
    parquet = sum(file.stat().st_size for file in lake.rglob("*.parquet"))
    files = sum(file.stat().st_size for root in roots for file in root.rglob("*.toml"))
    yield Line("bytes of Parquet", None, "bytes of the files", parquet / files, "≤ 0.1")


def asking(folder: Path, projects: int, runs: int) -> Iterator[Line]:
    """What DuckDB answers, and how that grows."""
    small, large = (
        make_lake(folder / name, 100, count) for name, count in (("small", projects), ("large", projects * 10))
    )
    bare = Command((sys.executable, "-c", "import duckdb"), folder)
    for title, words, goal in (
        ("grouped sum by `perf query`", ("query", SUM, "-f", "json"), 0.15),
        ("search by `perf list --name`", ("list", "--name", SEARCHED, "-f", "tsv"), 0.5),
    ):
        some, many, imported = side_by_side(
            [*(Command((*PERF, *words, "--lake", str(lake)), folder) for lake in (small, large)), bare], runs
        )
        bare_seconds = computed(imported)
        beyond = computed(some) - bare_seconds
        yield Line(f"{title}, s beyond", some, f"`import duckdb`, {bare_seconds:.3f} s", beyond, f"≤ {goal:g} s")
        exponent = math.log10(computed(many) / computed(some))
        yield Line(f"growth of a {title}, exponent", many, "a tenth of the projects", exponent, "≤ 1.05")


def reviewing(folder: Path, projects: int) -> Iterator[Line]:
    """A review across counties whose projects have goals and indicators; of each eighth the texts are copied."""
    lake = make_lake(folder / "whole", 100, projects, is_whole=True)
    place = folder / "reviewing"
    place.mkdir()
    (place / "perf.toml").write_text('schema = 1\ndivision = "130303"\n[query]\nmemory = 3000\n', encoding="utf-8")
    check = Command((*PERF, "check", "--lake", str(lake), "-f", "jsonl"), place, accepts=(0, 1))
    (reviewed,) = side_by_side([check], 1)
    yield Line("`perf check --lake`, s", reviewed, "", reviewed.median, "≤ 60 s")
    yield Line("its peak memory, MB", reviewed, "", reviewed.megabytes, "≤ 3000 MB")


def _line(figure: str, times: Times, referred: Times, name: str, goal: str) -> Line:
    ours, others = computed(times), computed(referred)
    return Line(f"{figure}, {ours:.2f} s of computing", times, f"{name}, {others:.2f} s", ours / others, goal)


def computed(times: Times) -> float:
    """The median of the seconds of computing."""
    return statistics.median(times.computing)


def _forget(lake: Path, roots: list[Path]) -> None:
    for folder in (lake, *(root / ".perf" for root in roots)):
        shutil.rmtree(folder, ignore_errors=True)


def _change(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
