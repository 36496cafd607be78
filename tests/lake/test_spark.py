"""Spark beside DuckDB and SQLite: the same rows from every command. Skipped where Spark is not installed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfcli.actions.lake_query import query_lake
from perfcli.actions.query import query
from perfcli.lake.extent import Extent
from perfcli.repository import Repository
from perfcli.settings import QuerySettings
from tests.cluster.machines import reason_to_skip
from tests.conftest import Perf
from tests.lake.counties import county, gathered
from tests.lake.shared_sql import ALIKE, COMMON, LAKE_ALONE
from tests.lake.test_laws import odd_repository, repository_and_lake, rounded

pytestmark = pytest.mark.skipif(bool(reason_to_skip()), reason=f"no Spark: {reason_to_skip()}")

SPARK = QuerySettings(engine="spark", master="local[2]", conf={"spark.sql.shuffle.partitions": "2"}, timeout=0)
WORDS = ("--engine", "spark", "--master", "local[2]", "--conf", "spark.sql.shuffle.partitions=2")


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    stop_all()


def stop_all() -> None:
    from perfcli.lake import spark_session

    spark_session.stop_all()


@pytest.fixture(scope="module", params=["example", 1])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Path]:
    return repository_and_lake(tmp_path_factory.mktemp("both"), request.param, "l'[1] 湖 %20{a}#")


def rows(lake: Path, statement: str, limits: QuerySettings) -> list[tuple[Any, ...]]:
    with query_lake(lake, statement, {}, Extent(), limits) as result:
        return rounded([tuple(row.values()) for row in result.rows()])


@pytest.mark.parametrize("statement", COMMON)
def test_three_engines_give_the_same_rows(both: tuple[Repository, Path], statement: str) -> None:
    repository, lake = both
    with query(repository, statement, {}) as result:
        expected = rounded([tuple(row.values()) for row in result.rows()])
    assert rows(lake, statement, SPARK) == rows(lake, statement, QuerySettings()) == expected


@pytest.mark.parametrize("statement", [statement for statement, _rows in LAKE_ALONE])
def test_spark_and_duckdb_give_the_same_rows(both: tuple[Repository, Path], statement: str) -> None:
    _repository, lake = both
    assert rows(lake, statement, SPARK) == rows(lake, statement, QuerySettings())


@pytest.mark.parametrize("statement", ALIKE)
def test_every_function_that_is_offered_answers_alike(both: tuple[Repository, Path], statement: str) -> None:
    _repository, lake = both
    assert rows(lake, statement, SPARK) == rows(lake, statement, QuerySettings())


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Perf:
    root = tmp_path_factory.mktemp("counties")
    for number, division in enumerate(("130303", "130304", "130305"), 1):
        county(odd_repository(root / division, number), division, total=f"{number}00000.29")
        (root / division / "departments/999.toml").write_text("x", encoding="utf-8")
    (root / "130303/projects/2021/335002/13030321BBBBBBBBBBBBB.toml").unlink()  # of another unit there already
    perf = Perf(root)
    gathered(perf, "130303", "130304", "130305")
    return perf


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--name", "道路", "--indicator", "数量", "--where", "total_fen / 3 > 1 AND name LIKE '%路%'"),
        ("list", "indicators", "--operator", "range", "--division", "130304"),
        ("list", "units"),
        ("summary", "--by", "division,year"),
        ("check",),
        ("peers", "--indicator", "数量"),
        ("monitor", "status"),
        ("evaluate", "summary", "--by", "division"),
        ("diff", "--years", "2021,2022"),
        ("query", "SELECT repository, path, message FROM problems ORDER BY 1, 2"),
        ("query", "SELECT code, string_agg(DISTINCT kind, ',' ORDER BY kind DESC) AS kinds, COUNT(DISTINCT name) AS n"
         " FROM indicators GROUP BY code ORDER BY code"),
    ],
    ids=lambda words: "-".join(words[:2]),
)  # fmt: skip
def test_every_command_says_the_same(place: Perf, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")  # gathered in Chinese
    asked = [*words, "--lake", "lake", "-f", "json"]
    by_duckdb, by_spark = place(*asked), place(*asked, *WORDS)
    assert by_spark == by_duckdb
    assert json.loads(by_spark.out)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("cast(code || 'x' as integer) = 1", "is not a number"),
        ("not concat(code, 'x')", "x is neither true nor false"),
        ("year = 2021 and\n total > ", "Spark says: incomplete input\n  line 2, column 9:  total > \n"),
        ("year = (select 1)", "a condition looks at the columns of its row alone\n"),
    ],
)
def test_a_mistake_in_a_condition_is_told_as_one(
    place: Perf, where: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")
    refused = place.refused("list", "--lake", "lake", "--where", where, *WORDS)
    assert said in refused
    assert "cannot be read" not in refused


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT p.name FROM projects p JOIN units u ON name = 'x'", "Spark says: ambiguous column name: name"),
        ("SELECT code, COUNT(*) FROM projects", "Spark says: a column stands neither in GROUP BY nor"),
        ("SELECT code, name FROM projects GROUP BY code", "Spark says: the column name stands neither in GROUP BY"),
        ("SELECT CAST(name AS INTEGER) FROM projects", "Spark says: "),
        ("SELECT SUM(9223372036854775807) FROM projects", "Spark says: a number is too large"),
        ("SELECT (SELECT code FROM projects)", "Spark says: a subquery in the place of one value gives several rows"),
        ("SELECT code FROM projects UNION SELECT code, name FROM units", "Spark says: the SELECTs that UNION"),
        ("SELECT COUNT(*) FROM projects WHERE SUM(total) > 1", "Spark says: WHERE has no function of many rows"),
    ],
)
def test_what_spark_says_is_in_our_words(
    place: Perf, statement: str, said: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")
    assert f"Error: {said}" in place.refused("query", "--lake", "lake", statement, *WORDS)
    assert "at org.apache" not in "".join(capfd.readouterr())


@pytest.mark.parametrize(("master", "host"), [("local", "127.0.0.1"), ("local[2]", "127.0.0.1"), ("spark://x:1", None)])
def test_spark_in_one_process_listens_on_this_machine_alone(master: str, host: str | None) -> None:
    from perfcli.lake.spark_session import Choice, settings_of

    settings = settings_of(Choice(master, 0, (("spark.driver.port", "7079"),)))
    assert [settings.get(f"spark.driver.{name}") for name in ("host", "bindAddress", "port")] == [host, host, "7079"]


def test_a_spark_that_cannot_be_had_is_named(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")
    ask = ("query", "--lake", "lake", "SELECT 1", "--engine", "spark")
    assert place.refused(*ask, "--master", "nowhere").startswith("Error: nowhere is no master of Spark")
    assert place.refused(*ask, "--conf", "spark.sql.ansi.enabled=false").startswith(
        "Error: spark.sql.ansi.enabled is fixed"
    )


@pytest.mark.parametrize(
    "value",
    [
        "DATE '2021-01-01' + INTERVAL '9999999' DAY",
        "CAST('290000-01-01 00:00:00' AS TIMESTAMP)",
        "DATE '0001-01-01' - INTERVAL 1 DAY",
    ],
)
def test_a_day_that_python_has_no_value_for_is_refused(
    place: Perf, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")
    said = place.refused("query", "--lake", "lake", f"SELECT {value} AS a", *WORDS)
    assert "\nError: the statement cannot be run: a value is out of bounds: year " in said


def test_a_statement_ends_at_the_limit_of_time(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")
    (place.root / "130303/perf.toml").write_text(
        'schema = 1\ndivision = "130303"\n[query]\ntimeout = 2\n', encoding="utf-8"
    )
    many = "SELECT COUNT(*) FROM indicators a, indicators b, indicators c, indicators d, indicators e, indicators f"
    many += " WHERE length(a.name || b.name || c.name || d.name || e.name || f.name) = 1"
    lake = str(place.root / "lake")
    said = place.refused("-C", "130303", "query", "--lake", lake, many, *WORDS)
    assert "\nError: the statement took more than 2 seconds" in said
    stop_all()  # its tasks go on, and the next statement would wait for them


def test_what_the_bridge_to_java_tells_of_ctrl_c_is_not_said(place: Perf) -> None:
    place("query", "--lake", "lake", "SELECT 1", *WORDS)  # starts Spark
    told = logging.LogRecord("root", logging.ERROR, "java_gateway.py", 1, "KeyboardInterrupt", None, None)
    other = logging.LogRecord("root", logging.ERROR, "other.py", 1, "said", None, None)
    assert (bool(logging.getLogger().filter(told)), bool(logging.getLogger().filter(other))) == (False, True)
