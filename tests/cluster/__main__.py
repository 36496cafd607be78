"""`python -m tests.cluster [--short]`: the suite's statements on a real cluster, one worker of which is killed."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from perfcli.actions.lake_gathering import gather
from perfcli.actions.lake_query import query_lake
from perfcli.actions.lake_sources import source_of
from perfcli.lake.extent import Extent
from perfcli.settings import QuerySettings
from tests.cluster.machines import Cluster, cluster, reason_to_skip
from tests.lake.shared_sql import COMMON, LAKE_ALONE
from tests.lake.test_laws import odd_repository, rounded

LONG = (
    "SELECT COUNT(*), SUM(length(a.name) * b.number % 7) FROM indicators a JOIN indicators b ON a.number <= b.number"
    " JOIN projects c ON c.total_fen > a.number WHERE length(repeat(a.name || b.name || c.name, 20)) % 11 <> 3"
)
"""Work of many tasks: all pairs, with each project."""

CONF = {"spark.cores.max": "2", "spark.sql.shuffle.partitions": "8", "spark.sql.adaptive.enabled": "false"}
IN_PARTS = {"spark.sql.autoBroadcastJoinThreshold": "-1"}
"""Joins by parts that each are a task."""
ONE_IN = 6

Rows = list[tuple[Any, ...]]


def main() -> int:
    """Run it; returns the exit status: 1 where an answer is another one."""
    parser = argparse.ArgumentParser(prog="python -m tests.cluster", description=__doc__)
    parser.add_argument("--short", action="store_true", help=f"one statement in {ONE_IN}")
    given = parser.parse_args()
    if reason := reason_to_skip():
        print(f"skipped: {reason}")
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lake = _lake(folder, counties=2 if given.short else 4)
        begun = time.monotonic()
        machines = stack.enter_context(cluster(folder))
        print(f"{machines.master} with two workers of one core: {time.monotonic() - begun:.1f} s", flush=True)
        spark = QuerySettings(engine="spark", master=machines.master, conf=CONF, timeout=0, memory=700)
        statements = [*COMMON, *(statement for statement, _rows in LAKE_ALONE)]
        good = _same(lake, statements[:: ONE_IN if given.short else 1], spark)
        good &= _by_command_line(lake, machines)
        good &= _with_a_worker_killed(lake, machines, spark)
        _stop()
    print("all answers as DuckDB's, all processes ended" if good else "NOT all answers are right")
    return 0 if good else 1


def _lake(folder: Path, counties: int) -> Path:
    sources = []
    for number in range(counties):
        root = odd_repository(folder / f"county-{number}", number)
        settings = (root / "perf.toml").read_text(encoding="utf-8").replace("130303", f"13030{number}")
        (root / "perf.toml").write_text(settings, encoding="utf-8")
        sources.append(source_of(root.name, folder, ""))
    gather(sources, folder / "lake")
    return folder / "lake"


def _rows(lake: Path, statement: str, limits: QuerySettings) -> Rows:
    with query_lake(lake, statement, {}, Extent(), limits) as result:
        return rounded([tuple(row.values()) for row in result.rows()])


def _same(lake: Path, statements: Sequence[str], spark: QuerySettings) -> bool:
    times = []
    good = True
    for statement in statements:
        begun = time.monotonic()
        found = _rows(lake, statement, spark)
        times.append(time.monotonic() - begun)
        if sorted(map(repr, found)) != sorted(map(repr, _rows(lake, statement, QuerySettings()))):
            print(f"ANOTHER ANSWER: {statement}")
            good = False
    print(
        f"{len(times)} statements: the first {times[0]:.1f} s with the start of Spark, then {min(times[1:]):.1f} to"
        f" {max(times[1:]):.1f} s, {sum(times):.0f} s in all",
        flush=True,
    )
    return good


def _by_command_line(lake: Path, machines: Cluster) -> bool:
    """What a user types prints the answer and nothing else."""
    statement = "SELECT division, COUNT(*) AS n FROM projects GROUP BY division ORDER BY division"
    words = ["query", "--lake", str(lake), statement, "-f", "csv"]
    perf = [sys.executable, "-m", "perfcli", "--locale", "en"]
    on_spark = ["--engine", "spark", "--master", machines.master, "--conf", "spark.cores.max=1"]
    _stop()  # the cores of the other session
    expected = subprocess.run([*perf, *words], capture_output=True, check=True, timeout=300)
    found = subprocess.run([*perf, *words, *on_spark], capture_output=True, check=False, timeout=300)
    if (found.returncode, found.stdout, found.stderr) != (0, expected.stdout, expected.stderr):
        print(f"ANOTHER OUTPUT: {found.returncode} {found.stdout!r} {found.stderr!r}")
        return False
    print("perf query --engine spark --master spark://… prints what DuckDB does, and nothing of Spark's", flush=True)
    return True


def _with_a_worker_killed(lake: Path, machines: Cluster, spark: QuerySettings) -> bool:
    expected = _rows(lake, LONG, QuerySettings(timeout=0))
    found: list[Rows] = []
    begun = time.monotonic()
    in_parts = msgspec.structs.replace(spark, conf={**spark.conf, **IN_PARTS})
    asking = _started(lambda: found.append(_rows(lake, LONG, in_parts)))
    done, tasks = _until_some_are_done(asking)
    machines.kill("worker-2")
    killed = time.monotonic() - begun
    asking.join(600)
    took = time.monotonic() - begun
    said = (
        f"after {killed:.1f} s, {done} of {tasks} tasks done, worker-2 was killed; the answer came after {took:.1f} s"
    )
    print(said, flush=True)
    return bool(done) and found == [expected] and done < tasks


def _started(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def _until_some_are_done(asking: threading.Thread) -> tuple[int, int]:
    """Wait until a stage with many tasks has done some of them; how many, of how many."""
    from perfcli.lake import spark_session

    while asking.is_alive():
        for context in list(spark_session._started.values()):
            tracker = context.statusTracker()
            for stage in map(tracker.getStageInfo, tracker.getActiveStageIds()):
                if stage is not None and stage.numTasks >= 8 and 2 <= stage.numCompletedTasks < stage.numTasks - 2:
                    return stage.numCompletedTasks, stage.numTasks
        time.sleep(0.05)
    return 0, 0


def _stop() -> None:
    from perfcli.lake.spark_session import stop_all

    stop_all()


if __name__ == "__main__":
    sys.exit(main())
