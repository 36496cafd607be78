"""Users' SQL: what it may name, what it says of slips, how its answers look, how much it may take."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys

import pytest

from perfcli.actions.query import query
from perfcli.cli.interrupts import INTERRUPTED
from perfcli.cli.main import FINDINGS, PIPE_GONE, SYSTEM, WRONG
from perfcli.index import guard
from perfcli.repository import Repository
from tests.conftest import CHECKOUT, MAINTENANCE, ROAD, Perf, environment, shell, spawn

COUNTING = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("SELECT * FROM project", "project"),
        ("SELECT * FROM main.project", "main.project"),
        ("SELECT * FROM `main`.[project]", "main.project"),
        ('SELECT COUNT(*) FROM "project"', "project"),
        ("SELECT 1 FROM projects WHERE code IN (SELECT code FROM project)", "project"),
        ("SELECT (SELECT SUM(total_fen) FROM project)", "project"),
        ("WITH projects AS (SELECT * FROM project) SELECT * FROM projects", "project"),
        ("WITH a AS (WITH b AS (SELECT * FROM project) SELECT * FROM b) SELECT * FROM a", "project"),
        ("SELECT * FROM projects UNION SELECT * FROM project", "project"),
        ("SELECT * FROM projects JOIN project USING (code)", "project"),
    ],
)
def test_an_internal_table_is_out_of_reach_and_the_nearest_is_offered(perf: Perf, statement: str, table: str) -> None:
    lines = perf.refused("query", statement).splitlines()
    assert (lines[0], lines[-1]) == (f"Error: there is no table {table}", "Did you mean: projects, progress, problems?")


@pytest.mark.parametrize(
    "table",
    [
        *("sqlite_master", "sqlite_schema", "main.sqlite_master", "temp.sqlite_temp_master", "temp.chosen", "meta"),
        *("pragma_table_info('projects')", "pragma_database_list", "dbstat", "sqlite_stmt", "folder", "main.projects"),
    ],
)
@pytest.mark.parametrize("columns", ["*", "COUNT(*)", "1"])
def test_what_sqlite_and_we_keep_is_no_table(perf: Perf, table: str, columns: str) -> None:
    lines = perf.refused("query", f"SELECT {columns} FROM {table}").splitlines()
    assert lines[0].startswith("Error: there is no table ")
    assert lines[-1].startswith(("Did you mean: ", "See `perf query --tables`."))


def test_names_of_public_tables_are_free_for_aliases_and_subqueries(perf: Perf) -> None:
    assert perf.done("query", "WITH project AS (SELECT 7 AS a) SELECT a FROM project", "-f", "csv") == "a\n7\n"
    assert perf.done("query", "SELECT project.code FROM units AS project LIMIT 1", "-f", "csv") == "code\n335001\n"
    assert perf.done("query", "WITH units AS (SELECT 1 AS code) SELECT code FROM units", "-f", "csv") == "code\n1\n"
    assert perf.done("query", "SELECT value FROM json_each('[3,4]')", "-f", "csv") == "value\n3\n4\n"
    assert perf.done("query", "SELECT code FROM temp.units LIMIT 1", "-f", "csv") == "code\n335001\n"


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT code, "naem" FROM projects LIMIT 1',
        'SELECT code FROM projects WHERE "naem" > 5',
        'SELECT code FROM projects ORDER BY "naem"',
        'SELECT COUNT(*) FROM projects GROUP BY "naem"',
        'WITH a AS (SELECT "naem" FROM projects) SELECT * FROM a',
        'SELECT p."naem" FROM projects AS p',
    ],
)
def test_a_misspelt_name_in_double_quotes_is_an_error(perf: Perf, statement: str) -> None:
    first, place, hint = perf.refused("query", statement).splitlines()
    assert first.startswith("Error: SQLite says: no such column: ")
    column = statement.index('"naem"') + 1
    assert place.startswith(f"  line 1, column {column}: ")
    assert hint == "Did you mean: name?"


@pytest.mark.parametrize("name", ["rowid", "OID", '"_rowid_"', "p.rowid"])
def test_the_number_of_a_row_is_no_column_of_a_subquery(perf: Perf, name: str) -> None:
    bare = name.strip('"')
    said = perf.refused("query", f"SELECT {name} FROM (SELECT * FROM projects) p")
    assert said.startswith(f"Error: SQLite says: no such column: {bare}\n  line 1, column ")
    condition = name.removeprefix("p.")
    said = perf.refused("list", "--where", f"{condition} < 5")
    assert said.startswith(f"Error: SQLite says: no such column: {bare.removeprefix('p.')}\n  line 1, column 1: ")


def test_a_statement_may_call_something_of_its_own_like_the_number_of_a_row(perf: Perf) -> None:
    assert perf.done(
        "query", "WITH x(rowid) AS (SELECT 7) SELECT rowid, 1 AS oid FROM x ORDER BY oid", "-f", "csv"
    ) == ("rowid,oid\n7,1\n")


def test_a_text_in_double_quotes_is_told_its_quotes(perf: Perf) -> None:
    assert perf.refused("query", 'SELECT code\nFROM projects WHERE name = "清洁取暖"') == (
        "Error: SQLite says: no such column: 清洁取暖\n"
        '  line 2, column 28: FROM projects WHERE name = "清洁取暖"\n'
        "Double quotes are for names; a text stands in single ones: '清洁取暖'\n"
    )


def test_an_error_is_at_its_place_in_what_was_typed(perf: Perf) -> None:
    assert perf.refused("query", "SELECT 'nosuch', \"code\" AS nosuchtoo, nosuch -- nosuch\nFROM projects") == (
        "Error: SQLite says: no such column: nosuch\n"
        "  line 1, column 39: SELECT 'nosuch', \"code\" AS nosuchtoo, nosuch -- nosuch\n"
        "`perf query --tables` prints the tables and their columns.\n"
    )
    assert perf.refused("query", 'SELECT "code" "b" "c" FROM projects').splitlines()[:2] == [
        'Error: SQLite says: near ""c"": syntax error',
        '  line 1, column 19: SELECT "code" "b" "c" FROM projects',
    ]
    long = f"SELECT {'1, ' * 200}nosuch FROM projects"
    assert len(perf.refused("query", long).splitlines()[1]) < 170


def test_a_heading_is_what_was_typed(perf: Perf) -> None:
    assert perf.done("query", 'SELECT "year"+1, "code" AS "a`b", "year" FROM projects LIMIT 1', "-f", "csv") == (
        f'"""year""+1",a`b,year\n2022,{MAINTENANCE},2021\n'
    )


def test_a_column_is_shown_as_what_it_is_not_as_what_it_is_called(perf: Perf) -> None:
    def table(statement: str) -> list[list[str]]:
        head, _line, *rows = perf.done("query", statement).splitlines()
        return [head.split(), *(row.split() for row in rows)]

    where = f"FROM projects WHERE code = '{MAINTENANCE}'"
    assert table(f"SELECT total, total AS 金额, total AS t {where}") == [
        ["Total", "金额", "t"],
        ["240,000.00", "240,000.00", "240,000.00"],
    ]
    assert table(f"SELECT name AS total, year AS name, 'x' AS planned {where}") == [
        ["total", "name", "planned"],
        ["公租房维修费", "2021", "x"],
    ]
    assert table("SELECT 1 AS planned, 1e26 AS total, 2.5 AS fiscal") == [
        ["planned", "total", "fiscal"],
        ["1", "1e+26", "2.5"],
    ]
    assert table("SELECT name, description FROM indicators LIMIT 1")[0] == ["Level", "three", "Description"]
    assert table("SELECT month, planned_fen FROM spending_plan WHERE month = 3") == [
        ["month", "planned_fen"],
        ["3", "6000000"],
    ]
    assert table(f"SELECT total {where} UNION ALL SELECT year {where}")[0] == ["total"]


@pytest.mark.parametrize("form", ["table", "markdown", "json", "jsonl", "csv", "tsv"])
def test_doubles_have_15_digits_in_every_format(perf: Perf, form: str) -> None:
    printed = perf.done("query", "SELECT SUM(x) AS s FROM (SELECT 3357490921.7699995 AS x)", "-f", form)
    assert "3357490921.77" in printed
    assert "69999" not in printed


def test_numbers_are_exact_and_what_is_none_is_said(perf: Perf) -> None:
    statement = (
        "SELECT 9007199254740993 AS a, -9223372036854775807 - 1 AS b, 9e999 AS c, -9e999 AS d, 9e999 - 9e999 AS e,"
        " x'00ff' AS f, 0.1 + 0.2 AS g, total_fen, total FROM projects ORDER BY total DESC LIMIT 1"
    )
    assert perf.done("query", statement, "-f", "jsonl") == (
        '{"a":9007199254740993,"b":-9223372036854775808,"c":"Infinity","d":"-Infinity","e":null,"f":"00ff","g":0.3,'
        '"total_fen":7000000000000000,"total":70000000000000.00}\n'
    )
    assert perf.done("query", statement, "-f", "csv").splitlines()[1] == (
        "9007199254740993,-9223372036854775808,Infinity,-Infinity,,00ff,0.3,7000000000000000,70000000000000.00"
    )


def test_amounts_compare_as_numbers_with_texts(perf: Perf) -> None:
    statement = "SELECT code FROM projects WHERE total = $sum"
    assert perf.done("query", statement, "--param", "sum=240000.00", "-f", "csv") == f"code\n{MAINTENANCE}\n"
    assert perf.done("list", "-q", "--where", "total >= '70000000000000'") == f"{ROAD}\n"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_an_empty_result_and_chosen_columns(perf: Perf, form: str) -> None:
    empty = {"json": "[]\n", "jsonl": "", "csv": "b\n", "tsv": "b\n"}
    full = {"json": '[{"b":2}]\n', "jsonl": '{"b":2}\n', "csv": "b\n2\n", "tsv": "b\n2\n"}
    assert perf.done("query", "SELECT 1 AS a, 2 AS b WHERE 0", "-f", form, "--columns", "b") == empty[form]
    assert perf.done("query", "SELECT 1 AS a, 2 AS b", "-f", form, "--columns", "b") == full[form]


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json"])
def test_an_endless_answer_ends_with_its_reader(perf: Perf, form: str) -> None:
    done = shell(perf.root, f"perf query '{COUNTING} SELECT x FROM c' -f {form} | head -n 2; echo ${{PIPESTATUS[0]}}")
    lines = {"csv": "x\n1", "tsv": "x\n1", "jsonl": '{"x":1}\n{"x":2}', "json": '[{"x":1},\n{"x":2},'}
    assert (done.stdout, done.stderr) == (f"{lines[form]}\n{PIPE_GONE}\n", "")


@pytest.mark.parametrize("small", [0, guard._SMALL])
@pytest.mark.parametrize("many", [3, 40])
def test_every_row_comes_once_however_it_is_read(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, small: int, many: int
) -> None:
    monkeypatch.setattr(guard, "_SMALL", small)
    monkeypatch.setattr(guard, "_HEAD", 20)
    perf.done("list", "-q")
    statement = f"SELECT p.code, c.x FROM projects p, ({COUNTING} SELECT x FROM c LIMIT {many}) c ORDER BY p.code, c.x"
    rows = [f"{code},{x}" for code in perf.done("list", "-q").split() for x in range(1, many + 1)]
    assert perf.done("query", statement, "-f", "csv").splitlines() == ["code,x", *rows]


@pytest.mark.parametrize("small", [0, guard._SMALL])
def test_a_slow_reader_keeps_nobody_from_writing(perf: Perf, monkeypatch: pytest.MonkeyPatch, small: int) -> None:
    monkeypatch.setattr(guard, "_SMALL", small)
    monkeypatch.setattr(guard, "_HEAD", 20)
    perf.done("list", "-q")
    statement = f"SELECT p.name, c.x FROM projects p, ({COUNTING} SELECT x FROM c LIMIT 9000) c"
    with query(Repository(perf.root), statement, {}) as result:
        first = next(result.batches)
        writer = sqlite3.connect(perf.root / ".perf" / "index.sqlite", timeout=10)
        writer.execute("BEGIN EXCLUSIVE")
        writer.rollback()
        writer.close()
        path = f"projects/2021/335001/{MAINTENANCE}.toml"
        perf.write(path, perf.read(path).replace("公租房维修费", "廉租房维修费"))
        assert "廉租房维修费" in perf.done("list", "-f", "csv")
        names = {row["name"] for row in first} | {row["name"] for batch in result.batches for row in batch}
    assert names == {"公租房维修费", "清洁取暖", "A|B 路\n改造"}


def test_a_file_is_written_whole_or_not_at_all(perf: Perf) -> None:
    bad = f"{COUNTING} SELECT CASE WHEN x < 5000 THEN x ELSE abs(-9223372036854775807 - 1) END AS x FROM c"
    perf.write("out.csv", "old")
    assert perf.refused("query", bad, "-o", "out.csv").startswith("Error: SQLite says: integer overflow\n")
    assert perf.read("out.csv") == "old"
    assert sorted(path.name for path in perf.root.iterdir() if path.is_file()) == ["out.csv", "perf.toml"]
    perf.done("query", f"{COUNTING} SELECT x FROM c LIMIT 2", "-o", "out.csv")
    assert perf.read("out.csv") == "\ufeffx\n1\n2\n"


def limited(perf: Perf, limits: str) -> None:
    perf.write("perf.toml", f"schema = 1\n\n[query]\n{limits}\n")


ENDLESS = f"{COUNTING} SELECT COUNT(*) FROM c"
STUCK = "SELECT instr(printf('%.*c', 9000000, 'a'), printf('%.*c', 4500000, 'a') || 'b')"


@pytest.mark.parametrize(
    "argv",
    [
        ("query", ENDLESS),
        ("query", f"{COUNTING} SELECT x FROM c", "-f", "csv", "-o", "out.csv"),
        ("query", STUCK),
        ("list", "--where", f"({ENDLESS}) > 0"),
        ("summary", "--where", f"({ENDLESS}) > 0"),
        ("show", "--where", f"({STUCK}) > 0"),
    ],
)
def test_a_statement_ends_at_the_limit_of_time(perf: Perf, argv: tuple[str, ...]) -> None:
    limited(perf, "timeout = 1")
    done = spawn(perf.root, *argv)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (
        WRONG,
        "",
        "Error: the statement took more than 1 seconds of computing\n"
        "Narrow it, or raise `timeout` under [query] in perf.toml (0: no limit).\n",
    )
    assert not (perf.root / "out.csv").exists()


BOMB = ", ".join(["WITH a0 AS (SELECT 1)", *(f"a{n} AS (SELECT 1 FROM a{n - 1}, a{n - 1})" for n in range(1, 30))])


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT " + ", ".join(["printf('%.*c', 9000000, 'a')"] * 60),
        f"{BOMB} SELECT COUNT(*) FROM a29",
        f"{COUNTING} SELECT x FROM c",
        f"{COUNTING} SELECT printf('%.*c', 1000000, 'a') FROM c",
    ],
)
def test_a_statement_ends_at_the_limit_of_memory(perf: Perf, statement: str) -> None:
    limited(perf, "memory = 20\ntimeout = 0")
    done = spawn(perf.root, "query", statement)
    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (
        SYSTEM,
        "",
        "Error: there is not enough memory for the statement or its result\n"
        "Narrow it, ask for csv or jsonl, or raise `memory` under [query] in perf.toml (0: no limit).\n",
    )


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("SELECT zeroblob(1000000000)", "string or blob too big"),
        ("SELECT hex(randomblob(9000000))", "string or blob too big"),
        (f"SELECT {'1+' * 2000}1", "Expression tree is too large (maximum depth 1000)"),
        (f"SELECT {'(' * 2000}1{')' * 2000}", "parser stack overflow"),
        (f"SELECT 'a' LIKE '{'%a' * 2000}'", "LIKE or GLOB pattern too complex"),
        (f"SELECT {'1, ' * 2000}1", "too many columns in result set"),
    ],
)
def test_values_and_expressions_have_bounds(perf: Perf, statement: str, reason: str) -> None:
    assert perf.refused("query", statement, "-f", "csv").splitlines()[0] == f"Error: SQLite says: {reason}"


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize(
    "then",
    [
        f"{COUNTING} SELECT COUNT(*) FROM c",
        f"{COUNTING} SELECT COUNT(*) FROM c, projects",
        "SELECT instr(printf('%.*c', 9000000 + 0 * random(), 'a'), printf('%.*c', 4500000, 'a') || 'b')",
    ],
)
def test_ctrl_c_ends_a_statement_whatever_it_is_at(perf: Perf, then: str) -> None:
    limited(perf, "timeout = 0")
    statement = f"SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT ({then})"
    argv = [sys.executable, "-m", "perfcli", "query", statement, "-f", "csv"]
    with subprocess.Popen(
        argv, cwd=perf.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout
        begun = [run.stdout.readline(), run.stdout.readline()]
        run.send_signal(signal.SIGINT)
        rest, err = run.communicate(timeout=30)
    assert (run.returncode, begun, rest, err) == (INTERRUPTED, [b"x\n", b"1\n"], b"", b"")


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ('"totl" > 5', "SQLite says: no such column: totl"),
        ("id > 0", "SQLite says: no such column: id"),
        ("folder = 1", "SQLite says: no such column: folder"),
        ("p.total > 0", "SQLite says: no such column: p.total"),
        ("code = $code", "a condition has no parameters: $code"),
        ("1 /* open", "1 /* open is not a condition"),
        ("name = 'open", "name = 'open is not a condition"),
        (
            "code IN (SELECT code FROM project)",
            "a condition looks at the columns of its row alone: project is not a table for it",
        ),
        (
            "code IN (SELECT code FROM indicators)",
            "a condition looks at the columns of its row alone: indicators is not a table for it",
        ),
        (
            "EXISTS (SELECT 1 FROM sqlite_master)",
            "a condition looks at the columns of its row alone: sqlite_master is not a table for it",
        ),
    ],
)
@pytest.mark.parametrize("argv", [("list",), ("summary",), ("show",), ("list", "--code", "1303")])
def test_a_condition_has_the_columns_of_its_row(perf: Perf, argv: tuple[str, ...], where: str, error: str) -> None:
    assert perf.refused(*argv, "--where", where).splitlines()[0] == f"Error: {error}"


def test_a_condition_does_not_see_what_is_internal_of_other_rows(perf: Perf) -> None:
    assert perf.refused("list", "indicators", "--where", '"value_text" = 1').splitlines() == [
        "Error: SQLite says: no such column: value_text",
        '  line 1, column 1: "value_text" = 1',
        "Did you mean: value?",
    ]
    assert perf.done("list", "units", "-q", "--where", "\"department\" = '336'") == "336001\n"


def test_settings_of_queries_are_checked(perf: Perf) -> None:
    limited(perf, "timeot = 5")
    outcome = perf("check", "perf.toml")
    assert outcome.status == FINDINGS
    assert "there is no setting timeot: is timeout meant?" in outcome.out
    limited(perf, "timeout = -1")
    assert "query.timeout" in perf.refused("query", "SELECT 1")


def test_what_is_no_select_is_refused(empty: Perf) -> None:
    assert empty.refused("query", "EXPLAIN SELECT 1").splitlines()[0] == "Error: EXPLAIN is not possible here"
    assert empty.refused("query", ";").splitlines()[0] == "Error: the statement is empty"
    assert empty.refused("query", "SELECT CAST(x'ff' AS TEXT)").startswith("Error: SQLite says: Could not decode")
    assert empty.done("query", "VALUES (1, 'a');", "-f", "csv") == "column1,column2\n1,a\n"
    assert json.loads(empty.done("query", "SELECT COUNT(*) AS n FROM projects", "-f", "json")) == [{"n": 0}]


def test_every_promise_names_a_test_that_there_is() -> None:
    page = (CHECKOUT / "docs" / "sql.md").read_text(encoding="utf-8")
    sources = [*(CHECKOUT / "tests" / "cli").glob("test_*.py"), *(CHECKOUT / "tests" / "index").glob("test_*.py")]
    known = {name for path in sources for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) > 15
    assert named - known == set()


def test_where_there_is_no_room_for_a_copy_the_index_itself_is_read(
    perf: Perf, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def full(_connection: sqlite3.Connection) -> sqlite3.Connection:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        tried.append(error.sqlite_errorcode)
        raise error

    monkeypatch.setattr(guard, "_copy", full)
    statement = f"SELECT COUNT(*) AS n FROM projects, ({COUNTING} SELECT x FROM c LIMIT 9000)"
    assert perf.done("query", statement, "-f", "csv") == "n\n27000\n"
    assert tried == [sqlite3.SQLITE_FULL]
