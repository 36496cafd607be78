"""Readers and writers at once, each answer judged exactly.

Each writer has a unit of its own and adds one yuan to its sum by each command. A reader notes for each unit how many
commands had ended before it began and how many had begun when it ended: sums between these, and no others, were those
of the files at some moment meanwhile.
"""

from __future__ import annotations

import csv
import json
import mmap
import os
import random
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.bench.repository import PROJECTS_OF_A_UNIT, make
from tests.conftest import Perf

YEAR = 2025
Sums = dict[str, Decimal]


@dataclass(frozen=True)
class Load:
    """How much is done at once, for how many seconds."""

    projects: int
    readers: int
    writers: int
    seconds: float
    seed: int


class Counts:
    """What all processes see: of each writer the commands that it has begun and that have ended."""

    def __init__(self, writers: int) -> None:
        self._memory = mmap.mmap(-1, 16 * (writers + 1))
        self._writers = writers

    def begin(self, writer: int) -> None:
        """A writer begins a command."""
        self._put(2 * writer, self._get(2 * writer) + 1)

    def end(self, writer: int) -> None:
        """Its command has ended."""
        self._put(2 * writer + 1, self._get(2 * writer + 1) + 1)

    def begun(self) -> list[int]:
        """How many commands each writer has begun."""
        return [self._get(2 * writer) for writer in range(self._writers)]

    def ended(self) -> list[int]:
        """How many commands of each writer have ended."""
        return [self._get(2 * writer + 1) for writer in range(self._writers)]

    def _get(self, place: int) -> int:
        return int(struct.unpack_from("q", self._memory, 8 * place)[0])

    def _put(self, place: int, value: int) -> None:
        struct.pack_into("q", self._memory, 8 * place, value)


class Ground:
    """The repository under load: units, their writers, and their sums before anybody began."""

    def __init__(self, folder: Path, load: Load) -> None:
        self.root = make(folder / "仓库", load.projects)
        self.load = load
        self.units = self._units()
        self.counts = Counts(load.writers)
        self.sums = sums_of(Perf(self.root).done("summary", "--by", "unit", "-f", "csv"))

    def between(self, ended: list[int], begun: list[int]) -> dict[str, tuple[Decimal, Decimal]]:
        """The least and the most that each unit had, when so many commands had ended or begun."""
        steps = dict(zip(self.units, zip(ended, begun, strict=True), strict=True))
        return {
            unit: (total + steps.get(unit, (0, 0))[0], total + steps.get(unit, (0, 0))[1])
            for unit, total in self.sums.items()
        }

    def _units(self) -> list[str]:
        """A unit for each writer."""
        found = sorted({path.name for path in self.root.glob("projects/*/*")})
        assert len(found) >= self.load.writers, f"{PROJECTS_OF_A_UNIT} projects make a unit"
        return found[: self.load.writers]


def sums_of(text: str) -> Sums:
    """The sum of each unit, as `summary -f csv` says it."""
    return {row["unit"]: Decimal(row["total"]) for row in csv.DictReader(text.splitlines())}


# what writers do


def write(ground: Ground, writer: int, luck: random.Random, until: float) -> Iterator[str]:
    """Add a yuan by a command, again and again; what went wrong."""
    perf, unit = Perf(ground.root), ground.units[writer]
    source = ground.root.parent / f"{unit}.jsonl"
    while time.monotonic() < until:
        argv = luck.choice((_new_project, _raised))(perf, unit, source, luck)
        ground.counts.begin(writer)
        outcome = perf(*argv)
        if outcome.status:
            yield f"{' '.join(argv)} ended with {outcome.status}: {outcome.err}"
            return
        ground.counts.end(writer)
    yield f"= {ground.counts.ended()[writer]} commands"


def _new_project(perf: Perf, unit: str, source: Path, luck: random.Random) -> list[str]:
    return ["new", "project", "--unit", unit, "--name", f"第{luck.random()}个", "--budget", "1", "--year", str(YEAR)]


def _raised(perf: Perf, unit: str, source: Path, luck: random.Random) -> list[str]:
    """An import that gives one project another yuan."""
    path = luck.choice(sorted(perf.root.glob(f"projects/*/{unit}/*.toml")))
    (project,) = json.loads(perf.done("show", path.stem, "-f", "json"))
    budget = project["budget"]
    raised = {key: float(Decimal(str(budget[key])) + 1) for key in ("total", "fiscal")}
    data = {key: project[key] for key in ("code", "name", "unit", "year")} | {"budget": budget | raised}
    source.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return ["import", "--update", str(source)]


# what readers ask


def read(ground: Ground, luck: random.Random, until: float) -> Iterator[str]:
    """Ask for sums again and again; answers that are not those of the files at any moment meanwhile."""
    asked = 0
    perf = Perf(ground.root)
    while time.monotonic() < until:
        question = luck.choice(QUESTIONS)
        before = ground.counts.ended()
        argv, sums = question(perf, luck.choice(ground.units))
        after = ground.counts.begun()
        asked += 1
        said = " ".join(argv)
        yield from (f"{said}: {one}" for one in beyond(sums, ground.between(before, after)))
    yield f"= {asked} answers"


def beyond(sums: Sums, between: Mapping[str, tuple[Decimal, Decimal]]) -> list[str]:
    """The sums that no moment had: each went from the one to the other in steps of one yuan."""
    found = []
    for unit, total in sums.items():
        least, most = between[unit]
        if not least <= total <= most or (total - least) % 1:
            found.append(f"{unit} has {total}, not from {least} to {most}")
    return found


Answer = tuple[list[str], Sums]


def _summary(perf: Perf, unit: str) -> Answer:
    argv = ["summary", "--by", "unit", "-f", "csv"]
    return argv, sums_of(perf.done(*argv))


def _summary_of_a_unit(perf: Perf, unit: str) -> Answer:
    argv = ["summary", "--by", "unit", "--unit", unit, "-f", "csv"]
    return argv, sums_of(perf.done(*argv))


def _list(perf: Perf, unit: str) -> Answer:
    argv = ["list", "--unit", unit, "--columns", "total", "-f", "csv"]
    return argv, {
        unit: sum((Decimal(row["total"]) for row in csv.DictReader(perf.done(*argv).splitlines())), Decimal())
    }


def _query(perf: Perf, unit: str) -> Answer:
    argv = ["query", "SELECT unit, SUM(total_fen) AS fen FROM projects GROUP BY unit", "-f", "csv"]
    return argv, {row["unit"]: Decimal(row["fen"]) / 100 for row in csv.DictReader(perf.done(*argv).splitlines())}


QUESTIONS: tuple[Callable[[Perf, str], Answer], ...] = (_summary, _summary_of_a_unit, _list, _query)


# all of them


def under_load(folder: Path, load: Load) -> tuple[list[str], dict[str, int]]:
    """What went wrong, and how many answers and commands there were."""
    ground = Ground(folder, load)
    until = time.monotonic() + load.seconds
    pipes = []
    for number in range(load.writers + load.readers):
        luck = random.Random(load.seed * 1000 + number)
        work = write(ground, number, luck, until) if number < load.writers else read(ground, luck, until)
        pipes.append(_worker(work))
    said = [line for pipe in pipes for line in _lines(pipe)]
    counts = {
        kind: sum(int(line.split()[1]) for line in said if line.endswith(kind)) for kind in ("answers", "commands")
    }
    wrong = [line for line in said if not line.startswith("= ")]
    if len(said) - len(wrong) < len(pipes):
        wrong.append(f"{len(pipes) - len(said) + len(wrong)} processes did not come to their end")
    last = sums_of(Perf(ground.root).done("summary", "--by", "unit", "-f", "csv"))
    for writer, unit in enumerate(ground.units):
        if last[unit] != ground.sums[unit] + ground.counts.ended()[writer]:
            wrong.append(f"{unit} has {last[unit]} in the end")
    return wrong, counts


def _worker(work: Iterator[str]) -> int:
    """A process that does a work and writes its lines to a pipe, whose end is returned."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        return reading
    try:
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            pipe.writelines(line.replace("\n", " ") + "\n" for line in work)
    except Exception as error:  # noqa: BLE001  # told to the first process, which misses its last line
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(0)


def _lines(pipe: int) -> list[str]:
    with os.fdopen(pipe, encoding="utf-8") as lines:
        found = lines.read().splitlines()
    os.wait()
    return found
