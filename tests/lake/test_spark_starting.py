"""What is said where Spark does not start, out of what Java and Spark print: none of them is needed for it."""

from __future__ import annotations

import pytest

from perfcli.errors import PerfError, SystemFailure
from perfcli.lake.spark_starting import not_started

TRACE = """\
WARNING: Using incubator modules: jdk.incubator.vector
Exception in thread "main" {error}
\tat org.apache.spark.deploy.SparkSubmit.error(SparkSubmit.scala:1068)
\tat org.apache.spark.deploy.SparkSubmit.main(SparkSubmit.scala)
"""
OLD_JAVA = (
    "\tjava.lang.UnsupportedClassVersionError: org/apache/spark/launcher/Main has been compiled by a more recent"
    " version of the Java Runtime (class file version 61.0), this one only knows up to 55.0"
)
NEW_JAVA = "java.lang.UnsupportedOperationException: getSubject is not supported"
NO_MASTER = "org.apache.spark.SparkException: Master must either be yarn or start with spark, k8s, or local"
NO_ANSWER = "org.apache.spark.SparkException: All masters are unresponsive! Giving up."


@pytest.mark.parametrize(
    ("said", "kind", "lines"),
    [
        ("", PerfError, ["Spark needs Java 17 or later, which was not found"]),
        ("JAVA_HOME is not set\n", PerfError, ["Spark needs Java 17 or later, which was not found"]),
        (
            "spark-class: line 71: /opt/jdk/bin/java: No such file or directory\n",
            PerfError,
            ["Spark needs Java 17 or later, which was not found"],
        ),
        (OLD_JAVA, PerfError, ["Spark needs Java 17 or later; the one found is older"]),
        (TRACE.format(error=NEW_JAVA), PerfError, ["Spark needs Java 17 or 21; the one found is newer"]),
        (TRACE.format(error=NO_MASTER), PerfError, ["nowhere is no master of Spark"]),
        (TRACE.format(error=NO_ANSWER), SystemFailure, ["the master nowhere does not answer"]),
        (
            TRACE.format(error="java.lang.IllegalArgumentException: System memory 100 must be at least 4718592."),
            PerfError,
            [
                "Spark could not be started",
                'Exception in thread "main" java.lang.IllegalArgumentException: System memory 100 must be at least'
                " 4718592.",
            ],
        ),
        (
            "Invalid maximum heap size: -Xmxabc\nError: Could not create the Java Virtual Machine.\n",
            PerfError,
            [
                "Spark could not be started",
                "Invalid maximum heap size: -Xmxabc",
                "Error: Could not create the Java Virtual Machine.",
            ],
        ),
    ],
)
def test_what_is_at_fault_is_named(
    said: str, kind: type[PerfError], lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")
    error = not_started("nowhere", said)
    assert (type(error), [error.message, *error.details]) == (kind, lines)
