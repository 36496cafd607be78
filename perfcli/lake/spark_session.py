"""The one door to Spark: a Java process for the whole of a run, quiet, and cancelled whatever it is at."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Mapping
from typing import IO, Any

import msgspec
from pyspark import SparkConf, SparkContext
from pyspark.errors import PySparkRuntimeError
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.lake.spark_starting import NO_CONNECTION, not_started
from perfcli.settings import is_local

LEAST_MEGABYTES = 512
"""Under this Spark does not start."""

FIXED = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.storeAssignmentPolicy": "ANSI",
    "spark.sql.caseSensitive": "false",
    "spark.sql.variable.substitute": "false",
    "spark.sql.runSQLOnFiles": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.legacy.consecutiveStringLiterals.enabled": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
}
"""What answers depend on, and what keeps a statement to the lake: nobody sets these otherwise."""

_DEFAULTS = {
    "spark.app.name": "perf",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000000",
    # each small table that is sent to a join takes a page, else a fortieth of any heap: a review has dozens at once
    "spark.buffer.pageSize": "1m",
}
_LOCAL = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""Spark in one process needs no network."""

_PATIENCE = 60.0
"""Seconds in which a worker of a cluster has to take up work."""

_LEAST_PATIENCE = 20.0
"""Seconds in which a connection to its master has to come about."""

_TICK = 0.1
_LARGEST_LOG = 1_000_000


class Choice(msgspec.Struct, frozen=True):
    """Which Spark is meant: its master, the memory of each of its processes, its configuration."""

    master: str
    megabytes: int
    conf: tuple[tuple[str, str], ...]

    @property
    def is_local(self) -> bool:
        """Whether all of it is one process of this machine."""
        return is_local(self.master)


_started: dict[Choice, SparkContext] = {}


def session(choice: Choice) -> SparkSession:
    """A session of its own in the Spark that is meant, which is started where it does not run yet.

    Raises PerfError for a Spark that cannot be started so, SystemFailure for a cluster that does not answer.
    """
    for name, _value in choice.conf:
        if name in FIXED or name in ("spark.master", "spark.sql.warehouse.dir"):
            raise PerfError(_("{name} is fixed").format(name=name), hint=_("Leave it out of --conf."))
    if choice not in _started:
        _started[choice] = _in_a_thread(lambda: _start(choice))
    return SparkSession(_started[choice]).newSession()


def stop_all() -> None:
    """End every Spark that was started; the end of the program does it too."""
    while _started:
        _choice, context = _started.popitem()
        gateway: Any = context._gateway
        context.stop()
        SparkContext._gateway = SparkContext._jvm = None
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(30)


def settings_of(choice: Choice) -> Mapping[str, str]:
    """The whole configuration of a Spark; what the choice says itself goes before our own defaults."""
    memory = {}
    if choice.megabytes:
        most = f"{max(choice.megabytes, LEAST_MEGABYTES)}m"
        memory = {"spark.driver.memory": most, "spark.executor.memory": most}
    local = _LOCAL if choice.is_local else {}
    warehouse = {"spark.sql.warehouse.dir": tempfile.gettempdir(), "spark.master": choice.master}
    return _DEFAULTS | local | memory | dict(choice.conf) | FIXED | warehouse


def _start(choice: Choice) -> SparkContext:
    logging.getLogger("SQLQueryContextLogger").disabled = True
    logging.getLogger().addFilter(_is_of_others)
    conf = SparkConf(loadDefaults=False)
    for name, value in settings_of(choice).items():
        conf.set(name, value)
    with tempfile.TemporaryFile() as log:
        try:
            gateway = launch_gateway(conf, {"stdout": log, "stderr": log})
            context = SparkContext(gateway=gateway, conf=conf)
            if not choice.is_local:
                _require_worker(context, choice.master, log)
            return context
        except PerfError:
            raise
        except (PySparkRuntimeError, FileNotFoundError):  # Java itself has ended, or is not there
            raise not_started(choice.master, _written(log)) from None
        except Exception as error:  # noqa: BLE001  # whatever Java throws at the start, it is about how Spark was asked for
            raise not_started(choice.master, str(error)) from None


def _is_of_others(record: logging.LogRecord) -> bool:
    """Whether a message is none of the bridge to Java, which tells the root logger of every call that Ctrl-C ends."""
    return record.module != "java_gateway"


def _require_worker(context: SparkContext, master: str, log: IO[bytes]) -> None:
    """Have a worker count one row: where none is free, Spark itself would wait for ever."""
    answered = threading.Event()
    threading.Thread(target=_give_up, args=(context, log, answered), daemon=True).start()
    try:
        SparkSession(context).range(1).count()
    except Exception:  # noqa: BLE001  # cancelled, or the master has gone
        context.stop()
        if NO_CONNECTION in _written(log):
            raise not_started(master, NO_CONNECTION) from None
        raise SystemFailure(
            _("no worker of {master} took up the work").format(master=master),
            hint=_("See whether its workers run, have memory and cores free, and can reach this machine."),
        ) from None
    finally:
        answered.set()


def _give_up(context: SparkContext, log: IO[bytes], answered: threading.Event) -> None:
    """End the work where no worker takes it up, sooner where even the master cannot be reached."""
    if not answered.wait(_LEAST_PATIENCE):
        if NO_CONNECTION not in _written(log):
            answered.wait(_PATIENCE - _LEAST_PATIENCE)
        if not answered.is_set():
            context.cancelAllJobs()


def _written(log: IO[bytes]) -> str:
    log.seek(0)
    return log.read(_LARGEST_LOG).decode("utf-8", "replace")


def _in_a_thread(work: Any) -> SparkContext:
    """What `work` returns, from a thread: there Spark leaves the handler of Ctrl-C alone, and a key press is heard."""
    results: list[SparkContext] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001  # raised again below
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_TICK)
    if errors:
        raise errors[0]
    return results[0]
