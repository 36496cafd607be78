"""`perf query`, `--where`, the filters of indicators, `perf cache` and completion."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfcli.actions.query import TABLES
from perfcli.index import VIEW_COLUMNS
from perfcli.repository import Repository
from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf

WRITING = [
    "DELETE FROM projects",
    "UPDATE project SET name = 'x'",
    "INSERT INTO meta VALUES ('a', 'b')",
    "CREATE TABLE a (b)",
    "CREATE TEMP TABLE a (b)",
    "DROP VIEW projects",
    "DROP TABLE project",
    "ATTACH 'other' AS other",
    "DETACH main",
    "PRAGMA journal_mode = OFF",
    "PRAGMA user_version",
    "SELECT load_extension('x')",
    "VACUUM",
    "REINDEX",
    "BEGIN",
    "COMMIT",
    "WITH gone AS (SELECT 1) DELETE FROM projects",
]


def test_a_number_as_people_write_it_is_said_to_be_text(perf: Perf) -> None:
    said = perf(
        "query", "SELECT $a AS a, $b AS b, $c AS c", *("--param", "a=500万", "--param", "b=2025年", "--param", "c=007")
    )
    assert said.status == 0
    assert said.err.splitlines() == [
        "--param a: 500万 is text to SQL; where a number is meant write a=5000000.00",
        "--param b: 2025年 is text to SQL; where a number is meant write b=2025",
    ]


@pytest.mark.parametrize("statement", WRITING)
def test_only_reading_is_possible(perf: Perf, statement: str) -> None:
    perf.done("list", "-q")
    before = perf.snapshot()
    assert perf.refused("query", statement).startswith("Error: only reading is possible: ")
    assert perf.snapshot() == before
    assert perf.done("list", "-q").split() == [MAINTENANCE, HEATING, ROAD]
    assert not (perf.root / "other").exists()


@pytest.mark.parametrize("statement", ["projects", "SELEC code FROM projects", "项目"])
def test_a_slip_at_the_beginning_is_no_attempt_to_write(perf: Perf, statement: str) -> None:
    said = perf.refused("query", statement)
    assert said == f"Error: no statement begins with {statement.split()[0]}\nWrite one SELECT statement.\n"


def test_sums_on_whole_fen_are_exact(perf: Perf) -> None:
    statement = "SELECT unit, SUM(total_fen) AS total_fen FROM projects GROUP BY unit ORDER BY unit"
    assert perf.done("query", statement, "-f", "csv") == (
        "unit,total_fen\n335001,24000000\n335002,5\n336001,7000000000000000\n"
    )
    assert perf.done("query", "-", "-f", "tsv", stdin=f"\ufeff{statement}\n") == (
        "unit\ttotal_fen\n335001\t24000000\n335002\t5\n336001\t7000000000000000\n"
    )


def test_amounts_in_yuan_have_two_decimals(perf: Perf) -> None:
    statement = "SELECT code, total, fiscal, other, total AS again FROM projects WHERE year = 2021 ORDER BY total"
    assert json.loads(perf.done("query", statement, "-f", "json")) == [
        {"code": HEATING, "total": 0.05, "fiscal": 0.05, "other": 0.0, "again": 0.05},
        {"code": MAINTENANCE, "total": 240000, "fiscal": 200000, "other": 40000, "again": 240000},
    ]
    assert f'"code":"{MAINTENANCE}","total":240000.00,' in perf.done("query", statement, "-f", "jsonl")


def test_every_table_has_the_columns_that_are_documented(perf: Perf) -> None:
    assert list(TABLES) == list(VIEW_COLUMNS)
    for table, columns in VIEW_COLUMNS.items():
        printed = perf.done("query", f"SELECT * FROM {table} WHERE 0", "-f", "csv")
        assert printed == ",".join(columns) + "\n"
    tables = [row["table"] for row in json.loads(perf.done("query", "--tables", "-f", "json"))]
    assert tables == list(VIEW_COLUMNS)


@pytest.mark.parametrize(
    ("locale", "begin", "comma", "stop"), [("en", "tables: ", ", ", ". Sum"), ("zh_CN", "可查的表：", "、", "。求和")]
)
def test_the_help_names_every_table(perf: Perf, locale: str, begin: str, comma: str, stop: str) -> None:
    told = perf.done("--locale", locale, "query", "--help").partition("--param")[0]
    words = " ".join(told.split()) if locale == "en" else "".join(told.split())
    assert words.partition(begin)[2].partition(stop)[0].split(comma) == list(VIEW_COLUMNS)


def test_indicators_have_level_one_and_what_the_target_says(perf: Perf) -> None:
    statement = "SELECT code, number, level1, name, operator, value, unit_of_measure FROM indicators ORDER BY number"
    assert perf.done("query", statement, "-f", "csv") == (
        "code,number,level1,name,operator,value,unit_of_measure\n"
        f"{MAINTENANCE},1,产出指标,维修套数,≥,174.0,套\n"
        f"{MAINTENANCE},2,满意度指标,住户满意度,,,\n"
    )


def test_parameters_are_numbers_only_where_they_are_written_so(perf: Perf) -> None:
    statement = "SELECT code FROM projects WHERE unit = $unit AND total >= $least"
    assert perf.done("query", statement, "--param", "unit=335001", "--param", "least=0.5", "-f", "csv") == (
        f"code\n{MAINTENANCE}\n"
    )
    assert perf.done("query", "SELECT $a AS a, $b AS b", "--param", "a=007", "--param", "b=7", "-f", "json") == (
        '[{"a":"007","b":7}]\n'
    )
    assert perf.refused("query", "SELECT $a") == (
        "Error: the statement cannot be run: You did not supply a value for binding parameter :a.\n"
        "Write --param name=value, and $name in the statement.\n"
    )
    assert perf.refused("query", "SELECT ?", "--locale", "zh_CN") == (
        "错误：语句无法执行：第 1 个参数没有名称。\n请写成 --param 名称=值，语句中写 $名称。\n"
    )
    assert perf.refused("query", "SELECT 1", "--param", "a").startswith("Error: a is not a parameter\n")


def test_an_error_says_what_sqlite_says_and_where(perf: Perf) -> None:
    assert perf.refused("query", "SELECT code,\n  nosuch FROM projects") == (
        "Error: SQLite says: no such column: nosuch\n  line 2, column 3:   nosuch FROM projects\n"
        "`perf query --tables` prints the tables and their columns.\n"
    )
    assert perf.refused("query", "SELECT 1; SELECT 2").startswith("Error: the statement cannot be run: ")
    assert perf.refused("query", "  ").startswith("Error: no statement was given\n")
    assert perf.refused("query", "SELECT 'abc").startswith("Error: SQLite says: ")


def test_columns_of_one_name_are_told_apart(perf: Perf) -> None:
    assert perf.done("query", "SELECT 1 AS a, 2 AS a, x'ff' AS b, NULL AS total, 'x' AS other", "-f", "json") == (
        '[{"a":1,"a_2":2,"b":"ff","total":null,"other":"x"}]\n'
    )
    assert perf.done("query", "SELECT 1 AS a, 2 AS a, 3 AS a_2", "-f", "json") == '[{"a":1,"a_3":2,"a_2":3}]\n'
    assert perf.done("query", "SELECT 1 AS a, 2 AS a, 3 AS a_2", "-f", "csv") == "a,a_3,a_2\n1,2,3\n"


def test_problems_are_rows_and_a_warning(perf: Perf) -> None:
    perf.write("projects/2021/335001/13030321ZZZZZZZZZZZZZ.toml", "code = ")
    outcome = perf("query", "SELECT path, line, code FROM problems", "-f", "csv")
    path = "projects/2021/335001/13030321ZZZZZZZZZZZZZ.toml"
    assert (outcome.status, outcome.out) == (0, f"path,line,code\n{path},1,syntax\n")
    assert path in outcome.err


def test_where_narrows_every_subject(perf: Perf) -> None:
    assert perf.done("list", "-q", "--where", "total > 1 AND name LIKE '%维修%'") == f"{MAINTENANCE}\n"
    assert perf.done("list", "-q", "--where", "indicators = 0 OR year = 2022 -- 注") == f"{HEATING}\n{ROAD}\n"
    assert perf.done("list", "units", "-q", "--where", "department = '336'") == "336001\n"
    assert perf.done("list", "functions", "-q", "--where", "indicators > 0") == "1\n"
    assert perf.done("list", "indicators", "--where", "value > 100", "-f", "csv", "--columns", "name") == (
        "name\n维修套数\n"
    )
    assert json.loads(perf.done("summary", "--where", "total < 1", "-f", "json"))[0]["unit"] == "335002"
    assert json.loads(perf.done("show", "--where", "year = 2022", "-f", "json"))[0]["code"] == ROAD
    assert perf.done("show", MAINTENANCE, "--where", "year = 2022", "-f", "json") == "[]\n"


@pytest.mark.parametrize(
    "where",
    ["1) OR (1", "1; DROP TABLE project", "", "   ", "1) UNION SELECT * FROM meta WHERE (1", "--", "nosuch = 1", "1 ="],
)
def test_what_is_no_condition_is_refused(perf: Perf, where: str) -> None:
    outcome = perf("list", "--where", where)
    expected = 0 if where == "" else 2
    assert outcome.status == expected


def test_filters_of_indicators(perf: Perf) -> None:
    def names(*argv: str) -> list[str]:
        return perf.done("list", "indicators", "-f", "tsv", "--columns", "name", *argv).split("\n")[1:-1]

    assert names() == ["维修套数", "住户满意度"]
    assert names("--kind", "数量指标") == ["维修套数"]
    assert names("--level1", "满意度指标") == ["住户满意度"]
    assert names("--operator", "≥") == ["维修套数"]
    assert names("--basis", "计划") == ["维修套数"]
    assert names("--indicator", "住户", "--unit", "335") == ["住户满意度"]
    assert perf.refused("list", "indicators", "--operator", ">=").startswith("Error: unknown operator: >=\n")
    assert perf.refused("list", "indicators", "--kind", "数量") == (
        "Error: unknown level two: 数量\nDid you mean: 数量指标?\n"
    )
    assert perf.refused("list", "indicators", "--level1", "产出").endswith("Did you mean: 产出指标?\n")


@pytest.mark.parametrize(
    ("subject", "option"),
    [("projects", "kind"), ("units", "min-budget"), ("templates", "where"), ("functions", "code"), ("units", "basis")],
)
def test_a_filter_that_means_nothing_is_refused(perf: Perf, subject: str, option: str) -> None:
    assert perf.refused("list", subject, f"--{option}", "1") == (
        f"Error: --{option} cannot be used with `list {subject}`\n"
    )


def test_texts_match_whatever_their_width_and_case(perf: Perf) -> None:
    assert perf.done("list", "-q", "--name", "ａ｜ｂ　路") == f"{ROAD}\n"
    assert perf.done("list", "-q", "--name", "ａ｜ｃ") == ""
    assert perf.done("list", "-q", "--name", "ａ｜ｂ") == f"{ROAD}\n"
    assert perf.done("list", "-q", "--name", "a|B") == f"{ROAD}\n"


def test_a_cache_that_another_rebuild_removed_has_no_size(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    named = Repository.relative

    def relative(repository: Repository, path: Path) -> str:
        if path.name == "index.sqlite":
            path.unlink()
        return named(repository, path)

    monkeypatch.setattr(Repository, "relative", relative)
    told = perf.done("cache", "rebuild", "-f", "json", "--columns", "bytes,projects")
    assert told == '[{"bytes":0,"projects":3}]\n'


def test_the_cache_says_what_it_holds(perf: Perf) -> None:
    (row,) = json.loads(perf.done("cache", "status", "-f", "json"))
    counts = {key: row[key] for key in ("path", "projects", "indicators", "unreadable")}
    assert counts == {"path": ".perf/index.sqlite", "projects": 3, "indicators": 2, "unreadable": 0}
    assert row["bytes"] > 0
    assert row["seconds"] >= 0
    assert json.loads(perf.done("cache", "rebuild", "-f", "json"))[0]["projects"] == 3
    outcome = perf("cache", "clear")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "removed .perf/index.sqlite\nremoved .perf/index.stamp\n"
    assert perf.refused("cache", "stats").endswith("Did you mean: status?\n")


def test_completion_reads_the_index_and_neither_tables_nor_locale_data(perf: Perf) -> None:
    perf.done("list", "-q")
    environ = {
        **os.environ,
        "_PERF_COMPLETE": "bash",
        "_PERF_WORDS": "show\x1f13030321",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    code = (
        "import atexit, sys; names = {'tomlkit', 'babel', 'tabulate', 'tomli', 'typer'};"
        "atexit.register(lambda: print(sorted(names & set(sys.modules)), file=sys.stderr));"
        "from perfcli.cli.main import run; run([])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=perf.root, env=environ, capture_output=True, text=True)
    assert done.stdout.split() == ["words", MAINTENANCE, HEATING]
    assert done.stderr == "[]\n"


@pytest.mark.parametrize(
    ("argv", "unwanted"),
    [
        (["--version"], {"tomlkit", "babel", "tabulate", "sqlite3", "rtoml"}),
        (["summary", "--unit", "335001", "-f", "json"], {"tomlkit", "babel", "tabulate", "tomli", "filelock"}),
        (["list", "--unit", "335", "-f", "csv"], {"tomlkit", "babel", "tabulate", "tomli", "filelock"}),
        (["show", MAINTENANCE, "-f", "json"], {"tomlkit", "babel", "tabulate", "tomli", "filelock"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(perf: Perf, argv: list[str], unwanted: set[str]) -> None:
    code = (
        "import sys; from perfcli.cli.main import run; run(sys.argv[1:]);"
        f"print(sorted({unwanted!r} & set(sys.modules)), file=sys.stderr)"
    )
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, *argv], cwd=perf.root, env=environ, capture_output=True, text=True
    )
    assert done.stdout != ""
    assert done.stderr == "[]\n"
