"""The figures: what is timed, against what, and the ratio it has to keep."""

from __future__ import annotations

import compileall
import math
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import perfcli
from tests.bench import peers
from tests.bench.measure import Command, Times, side_by_side
from tests.bench.repository import add_progress, make, unit_codes

_INSTALLED = Path(sys.executable).with_name("perf")
PERF = (str(_INSTALLED),) if _INSTALLED.exists() else (sys.executable, "-m", "perfcli")
EXAMPLE = Path(__file__).parents[2] / "repo_template"
SEARCHED = "清洁取暖"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `goal` is the largest ratio, or megabytes or exponent, that is good."""

    figure: str
    times: Times | None
    reference: str
    ratio: float | None
    goal: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """The repositories that are measured."""

    folder: Path
    large: Path
    small: Path
    example: Path
    projects: int
    runs: int

    @property
    def unit(self) -> str:
        """A unit of the large repository."""
        return unit_codes(self.projects)[-1]


def prepare(folder: Path, projects: int, runs: int) -> Ground:
    """Make the repositories, under git, with an index, and the peers' files."""
    compileall.compile_dir(Path(perfcli.__file__).parent, quiet=1)  # as an installed package is
    ground = Ground(folder, folder / "large", folder / "small", folder / "example", projects, runs)
    make(ground.large, projects)
    make(ground.small, max(1, projects // 10))
    shutil.copytree(EXAMPLE, ground.example, ignore=shutil.ignore_patterns(".perf"))
    for root in (ground.large, ground.small, ground.example):
        peers.commit_all(root)
        side_by_side([Command((*PERF, "summary", "-f", "json"), root)], 1)
    peers.write_peer_files(ground.large, folder / "peers")
    return ground


def start_up(ground: Ground) -> Iterator[Line]:
    """Short commands against a bare typer program."""
    bare = Command(peers.BARE_TYPER, ground.example)
    python, typer = side_by_side([Command(peers.BARE_PYTHON, ground.example), bare], ground.runs)
    yield Line("`python -c pass`", python, "", None, "")
    yield Line("a bare typer program", typer, "`python -c pass`", typer.median / python.median, "")
    for words, goal in (
        (("--version",), 1.2),
        (("summary", "--unit", "335001"), 2.4),
        (("summary", "--unit", "335001", "-f", "json"), 1.5),
    ):
        yield _against(ground, Command((*PERF, *words), ground.example), bare, "a bare typer program", goal)


def warm(ground: Ground) -> Iterator[Line]:
    """All projects summed from an index that is up to date."""
    summary = Command((*PERF, "summary", "-f", "json"), ground.large)
    references = [("git", "`git status`", Command(peers.GIT_STATUS, ground.large), 2.0)]
    peer_files = ground.folder / "peers"
    references += [
        ("recsel", "`recsel -G Unit`", Command(peers.recsel_sum(peer_files), ground.folder), 0.2),
        ("hledger", "`hledger balance`", Command(peers.hledger_sum(peer_files), ground.folder), 0.2),
    ]
    for program, name, command, goal in references:
        if not peers.is_there(program):
            yield Line("warm `perf summary`", None, name, None, f"≤ {goal:g}", f"{program} is missing")
        else:
            yield _against(ground, summary, command, name, goal, "warm `perf summary`")
    times = side_by_side([summary], ground.runs)[0]
    yield Line("peak memory of a warm `perf summary`, MB", times, "", times.megabytes, "≤ 120 MB")


def one_unit(ground: Ground) -> Iterator[Line]:
    """One unit of the large repository against the example."""
    command = Command((*PERF, "summary", "--unit", ground.unit, "-f", "json"), ground.large)
    example = Command((*PERF, "summary", "--unit", "335001", "-f", "json"), ground.example)
    yield _against(ground, command, example, "the same in the example", 1.3, "warm `perf summary --unit U`")


def search(ground: Ground) -> Iterator[Line]:
    """A text in names against a search through all files."""
    command = Command((*PERF, "list", "--name", SEARCHED, "-f", "tsv"), ground.large)
    title = f"`perf list --name {SEARCHED} -f tsv`"
    if not peers.is_there("rg"):
        yield Line(title, None, "ripgrep", None, "≤ 1.5", "rg is missing")
        return
    found = Command(peers.ripgrep(SEARCHED), ground.large, accepts=(0, 1))
    yield _against(ground, command, found, "ripgrep for the same text", 1.5, title)


def after_a_change(ground: Ground) -> Iterator[Line]:
    """One file changed before each run."""
    path = min(ground.large.glob("projects/*/*/*.toml"))
    command = Command((*PERF, "summary", "-f", "json"), ground.large, before=lambda: _change(path))
    plain = Command((*PERF, "summary", "-f", "json"), ground.large)
    yield _against(ground, command, plain, "warm `perf summary`", 1.2, "`perf summary` after one file changed")


def cold(ground: Ground) -> Iterator[Line]:
    """The index made from nothing."""
    build = Command((*PERF, "cache", "rebuild", "-f", "json"), ground.large)
    loop = Command(peers.READING_LOOP, ground.large)
    line = _against(ground, build, loop, "a bare reading loop", 1.5, "cold build of the index")
    yield line
    if line.times:
        yield Line("peak memory of a cold build, MB", line.times, "", line.times.megabytes, "≤ 400 MB")


def growth(ground: Ground) -> Iterator[Line]:
    """How time grows from a tenth of the projects to all of them."""
    for title, words in (
        ("cold build", ("cache", "rebuild", "-f", "json")),
        ("warm summary", ("summary", "-f", "json")),
    ):
        small, large = side_by_side(
            [Command((*PERF, *words), ground.small), Command((*PERF, *words), ground.large)], ground.runs
        )
        exponent = math.log10(large.median / small.median)
        yield Line(f"growth of a {title}, exponent", large, "a tenth of the projects", exponent, "≤ 1.05")


def one_project(ground: Ground) -> Iterator[Line]:
    """One code among all of them against one in the example."""
    code = min(ground.large.glob("projects/*/*/*.toml")).stem
    example = min(ground.example.glob("projects/*/*/*.toml")).stem
    yield _against(
        ground,
        Command((*PERF, "show", code, "-f", "json"), ground.large),
        Command((*PERF, "show", example, "-f", "json"), ground.example),
        "the same in the example",
        1.5,
        "`perf show CODE`",
    )


def review(ground: Ground) -> Iterator[Line]:
    """All projects reviewed, and reviewed again after one of them changed."""
    words = (*PERF, "check")
    whole = Command(words, ground.large, before=lambda: _forget_review(ground.large), accepts=(0, 1))
    loop = Command(peers.READING_LOOP, ground.large)
    line = _against(ground, whole, loop, "a bare reading loop", 6, "`perf check`")
    yield line
    if line.times:
        yield Line("peak memory of a `perf check`, MB", line.times, "", line.times.megabytes, "≤ 500 MB")
    path = min(ground.large.glob("projects/*/*/*.toml"))
    again = Command(words, ground.large, before=lambda: _change(path), accepts=(0, 1))
    summary = Command((*PERF, "summary", "-f", "json"), ground.large)
    yield _against(ground, again, summary, "warm `perf summary`", 1.5, "`perf check` after one file changed")


def diff(ground: Ground) -> Iterator[Line]:
    """Ten projects that differ among all of them: from HEAD, and between two revisions."""
    paths = sorted(ground.large.glob("projects/*/*/*.toml"))
    for path in paths[:: max(1, len(paths) // 10)][:10]:
        _change(path)
    from_head = Command((*PERF, "diff", "HEAD", "-f", "json"), ground.large)
    git = Command(peers.GIT_DIFF, ground.large)
    yield _against(ground, from_head, git, "`git diff --stat HEAD`", 2.5, "`perf diff HEAD`")
    peers.commit_all(ground.large)
    between = side_by_side([Command((*PERF, "diff", "HEAD~1", "HEAD", "-f", "json"), ground.large)], ground.runs)[0]
    yield Line("`perf diff HEAD~1 HEAD`, s", between, "", between.median, "≤ 0.3 s")


def progress(ground: Ground) -> Iterator[Line]:
    """What became of all projects: where they stand, and their self-evaluations summed, from an index up to date."""
    root = ground.folder / "progress"
    add_progress(make(root, ground.projects))
    summary = Command((*PERF, "summary", "-f", "json"), root)
    for words in (
        ("monitor", "status", "--limit", "100"),
        ("monitor", "status", "-f", "tsv"),
        ("monitor", "status", "-f", "json"),
        ("evaluate", "summary", "-f", "json"),
        ("summary", "--spending", "-f", "json"),
    ):
        line = _against(ground, Command((*PERF, *words), root), summary, "warm `perf summary`", 3)
        yield line
        if line.times:
            yield Line(f"peak memory of {line.figure}, MB", line.times, "", line.times.megabytes, "≤ 250 MB")


def forms(ground: Ground) -> Iterator[Line]:
    """A folder of Word forms, each of one project, against a parse of their XML and as many files written."""
    root, sheets, target = (ground.folder / name for name in ("filled", "sheets", "taken"))
    count = min(ground.projects, MOST_FORMS)
    make(root, count)
    sheets.mkdir()
    codes = [path.stem for path in sorted(root.glob("projects/*/*/*.toml"))]
    for at, slug in enumerate(FORMS):
        if mine := codes[at :: len(FORMS)]:
            fill = (*PERF, "form", "fill", *mine, "--form", slug, "-f", "docx", "-o", f"{sheets}/{slug}/")
            side_by_side([Command(fill, root)], 0)
    begin = partial(_without_projects, root, target)
    yield _against(
        ground,
        Command((*PERF, "-C", str(target), "import", str(sheets)), ground.folder, before=begin),
        Command((*peers.FORMS_LOOP, str(sheets), str(target / "written")), ground.folder, before=begin),
        "the XML of the same files parsed by one process, as many files written with fsync",
        1.5,
        f"`perf import` of {count} Word forms",
    )


MOST_FORMS = 1000
FORMS = ("national", "national-terms", "national-weights", "approval", "hebei", "hebei-grades")
"""The built-in forms of one project each."""

FIGURES: dict[str, Callable[[Ground], Iterator[Line]]] = {
    "start-up": start_up,
    "warm": warm,
    "unit": one_unit,
    "search": search,
    "change": after_a_change,
    "cold": cold,
    "growth": growth,
    "show": one_project,
    "check": review,
    "diff": diff,
    "progress": progress,
    "forms": forms,
}


def _against(ground: Ground, command: Command, reference: Command, name: str, goal: float, title: str = "") -> Line:
    times, referred = side_by_side([command, reference], ground.runs)
    shown = title or f"`perf {' '.join(command.words[len(PERF) :])}`"
    return Line(shown, times, f"{name}, {referred.median:.3f} s", times.median / referred.median, f"≤ {goal:g}")


def _without_projects(root: Path, target: Path) -> None:
    """A repository with the departments of another one alone."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root, target, ignore=shutil.ignore_patterns("projects", "goals", ".perf"))


def _forget_review(root: Path) -> None:
    for path in (root / ".perf").glob("review-*"):
        path.unlink()


def _change(path: Path) -> None:
    """Another budget of the same project."""
    lines = path.read_text(encoding="utf-8").split("\n")
    cents = os.stat(path).st_mtime_ns % 99
    changed = [
        f"{line.split(' = ')[0]} = 1234.{cents:02}" if line.startswith(("total = ", "fiscal = ")) else line
        for line in lines
    ]
    path.write_text("\n".join(changed), encoding="utf-8")
