"""A Spark cluster on this machine: a master and workers, each a process with a group of its own, ended always."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

_PATIENCE = 120
_TICK = 0.2


def reason_to_skip() -> str:
    """Why there can be no cluster here; empty where there can."""
    if find_spec("pyspark") is None:
        return 'pyspark is not installed (pip install "perfcli[spark]")'
    if find_spec("duckdb") is None or find_spec("sqlglot") is None:
        return 'the rest of "perfcli[spark]" is not installed'
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        return "no Java is there (17 or later)"
    return "" if hasattr(os, "killpg") else "this system has no groups of processes"


class Cluster:
    """A master and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.master = f"spark://127.0.0.1:{port}"
        self._start("master", "master.Master", "--port", str(port))

    def add_worker(self, name: str, megabytes: int = 1024) -> None:
        """Start a worker with one core and wait until the master knows it."""
        self._start(name, "worker.Worker", "--cores", "1", "--memory", f"{megabytes}m", self.master)
        self._wait(name, "Successfully registered with master")

    def kill(self, name: str) -> None:
        """End a process and all that it started, at once."""
        process = self._processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        """End what still runs."""
        for name in reversed(list(self._processes)):
            self.kill(name)

    def _start(self, name: str, what: str, *words: str) -> None:
        spec = find_spec("pyspark")
        home = Path(spec.origin).parent if spec and spec.origin else Path()
        command: list[str | Path] = [home / "bin" / "spark-class", f"org.apache.spark.deploy.{what}"]
        work = self._folder / name
        work.mkdir()
        more = ["--work-dir", str(work)] if name != "master" else []
        environment = {
            **os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(work), "SPARK_DAEMON_MEMORY": "384m",
            "SPARK_HOME": str(home),
        }  # fmt: skip
        with (self._folder / f"{name}.log").open("wb") as log:
            self._processes[name] = subprocess.Popen(
                [*command, "--host", "127.0.0.1", "--webui-port", "0", *more, *words],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, start_new_session=True,
            )  # fmt: skip
        if name == "master":
            self._wait(name, "I have been elected leader")

    def _wait(self, name: str, sign: str) -> None:
        until = time.monotonic() + _PATIENCE
        log = self._folder / f"{name}.log"
        while sign not in log.read_text(encoding="utf-8", errors="replace"):
            if self._processes[name].poll() is not None or time.monotonic() > until:
                raise RuntimeError(
                    f"{name} did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
                )
            time.sleep(_TICK)


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """A cluster, as long as this is open."""
    made = Cluster(folder)
    try:
        for number in range(workers):
            made.add_worker(f"worker-{number + 1}")
        yield made
    finally:
        made.end()
