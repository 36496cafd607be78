"""`--lake`: statements that only read, and the lake alone; what is said of those that cannot be answered."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perfcli.errors import SystemFailure
from perfcli.lake import bounding
from perfcli.lake.duck import DuckLake
from perfcli.lake.manifest import MANIFEST, PartFile, manifest_bytes, read_manifest
from perfcli.lake.reasons import replaced
from tests.conftest import Perf
from tests.lake.counties import county, gathered, project_code

pytest.importorskip("duckdb")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Perf:
    """Two counties, gathered into a lake with an odd name beside them."""
    monkeypatch.setenv("PERF_LOCALE", "en")
    county(tmp_path / "one", "130303")
    county(tmp_path / "other", "130304", total="0.29")
    perf = Perf(tmp_path)
    gathered(perf, "one", "other")
    (tmp_path / "lake").rename(tmp_path / "l'[1] 湖")
    return perf


LAKE = "l'[1] 湖"


def ask(perf: Perf, statement: str, *words: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(perf.done("query", "--lake", LAKE, statement, *words, "-f", "json"))
    return rows


def test_every_division_is_asked_or_one(place: Perf) -> None:
    statement = "SELECT division, code, total, repository FROM projects ORDER BY division"
    one = {"division": "130303", "code": project_code("130303"), "total": 240000.05, "repository": "one"}
    other = {"division": "130304", "code": project_code("130304"), "total": 0.29, "repository": "other"}
    assert ask(place, statement) == [one, other]
    assert ask(place, statement, "--division", "130304") == [other]
    assert ask(place, "SELECT name FROM projects WHERE division = $d", "--param", "d=130303") == [
        {"name": "130303 Ｈeating"}
    ]


def test_columns_are_those_of_query_and_what_a_lake_knows_more(place: Perf) -> None:
    (row,) = ask(place, "SELECT * FROM projects WHERE division = '130303'")
    assert list(row)[-5:] == ["indicators", "previous", "division", "repository", "commit"]
    assert "folded" not in row


@pytest.mark.parametrize(
    "source",
    ["PROJECTS", '"Projects"', "main.projects p", "(FROM projects)", "units u JOIN/**/projects/**/USING (division)"],
)
def test_a_table_is_there_however_it_is_named(place: Perf, source: str) -> None:
    assert ask(place, f"SELECT COUNT(*) AS n FROM {source}") == [{"n": 2}]


def test_a_name_of_a_table_may_be_another_in_a_statement(place: Perf) -> None:
    assert ask(place, "WITH units AS (SELECT 7 AS n) SELECT n FROM units") == [{"n": 7}]
    assert ask(place, "SELECT 'projects' AS units") == [{"units": "projects"}]


def test_rows_sums_and_tables(place: Perf) -> None:
    assert place.done("list", "--lake", LAKE, "--name", "heating", "--division", "130304", "-f", "csv") == (
        "division,code,name,unit,year,total,fiscal,other,indicators\n"
        "130304,13030421BBBBBBBBBBBBB,130304 Ｈeating,335001,2021,0.29,0.29,0.00,1\n"
    )
    table = place.done("summary", "--lake", LAKE).splitlines()
    assert [line.split()[:5] for line in (table[0], *table[2:])] == [
        ["Division", "Year", "Unit", "Unit", "name"],
        ["130303", "2021", "335001", "本级", "1"],
        ["130304", "2021", "335001", "本级", "1"],
        ["Total", "of", "130303", "1", "240,000.05"],
        ["Total", "of", "130304", "1", "0.29"],
        ["Total", "2021", "2", "240,000.34", "240,000.34"],
    ]
    rows = json.loads(place.done("summary", "--lake", LAKE, "--by", "division", "-f", "json"))
    assert [(row["division"], row["projects"], row["total"], row["planned"]) for row in rows] == [
        ("130303", 1, 240000.05, {"6": 120000.03, "12": 240000.05}),
        ("130304", 1, 0.29, {"6": 0.15, "12": 0.29}),
    ]
    assert place.done("list", "units", "--lake", LAKE, "-f", "csv") == (
        "division,code,name,department,projects\n130303,335001,本级,335,1\n130304,335001,本级,335,1\n"
    )


def test_sums_of_units_have_their_names_where_divisions_do_not_differ(place: Perf) -> None:
    other = place.root / "other/departments/335.toml"
    other.write_text(other.read_text(encoding="utf-8").replace("本级", "机关"), encoding="utf-8")
    place("gather", "other", "-o", LAKE)
    asked = ("summary", "--lake", LAKE, "-f", "csv", "--columns")
    named = [f"{division},住建局,{name},1" for division, name in (("130303", "本级"), ("130304", "机关"))]
    assert place.done(*asked, "division,department_name,unit_name,projects", "--by", "division,department,unit") == (
        "\n".join(["division,department_name,unit_name,projects", *named, ""])
    )
    assert place.done(*asked, "unit,unit_name,projects", "--by", "unit") == "unit,unit_name,projects\n335001,,2\n"
    assert place.done(*asked, "department_name", "--by", "department") == "department_name\n住建局\n"
    assert "unit_name" not in place.done("summary", "--lake", LAKE, "-f", "json")
    table = place.done("evaluate", "summary", "--lake", LAKE, "--by", "division,unit").splitlines()
    assert [line.split()[:3] for line in table[2:]] == [["130303", "335001", "本级"], ["130304", "335001", "机关"]]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT 1; SELECT 2", "the statement cannot be run: You can only execute one statement at a time."),
        ("COPY projects TO 'x.csv'", "only reading is possible: COPY"),
        ("CREATE TABLE x (a INTEGER)", "only reading is possible: CREATE"),
        ("SET threads = 1", "only reading is possible: SET"),
        ("ATTACH 'x.db'", "only reading is possible: ATTACH"),
        ("INSTALL httpfs", "only reading is possible: LOAD"),
        ("EXPLAIN SELECT 1", "EXPLAIN is not possible here"),
        (";", "the statement is empty"),
        ("SELECT * FROM read_text('/etc/passwd')", "DuckDB says: a statement reads the tables of the lake alone"),
        ("SELECT * FROM '/etc/passwd'", "there is no table"),
        ("SELECT * FROM glob('/*')", "DuckDB says: a statement reads the tables of the lake alone"),
        ('SELECT COUNT(*) FROM "l\'[[]1] 湖/projects/**/*.parquet"', "there is no table l'[[]1] 湖/projects"),
        ("SELECT (SELECT COUNT(*) FROM 'x.parquet')", "there is no table x.parquet"),
        ('WITH "a/b.parquet" AS (SELECT 1) FROM "a/b.parquet"', "there is no table a/b.parquet"),
        ("FROM units u, system.main.read_parquet('x')", "DuckDB says: a statement reads the tables of the lake alone"),
        ("FROM query('FROM units')", "DuckDB says: a statement reads the tables of the lake alone"),
        ("FROM query_table('x.parquet')", "DuckDB says: a statement reads the tables of the lake alone"),
        ("FROM duckdb_views()", "DuckDB says: a statement reads the tables of the lake alone"),
        ("DESCRIBE 'x.parquet'", "there is no table x.parquet"),
        ("FROM sqlite_master", "there is no table sqlite_master"),
        ("WITH tables AS (SELECT 1) FROM information_schema.tables", "there is no table information_schema"),
        ("SELECT folded FROM own_projects", "there is no table own_projects"),
        ("SELECT $nope", "the statement cannot be run: You did not supply a value for binding parameter :nope."),
        ("SELEC 1", 'DuckDB says: near "SELEC": syntax error'),
        ("SELECT unt FROM projects", "DuckDB says: no such column: unt"),
        ("SELECT * FROM project", "there is no table project"),
        ("SELECT code, COUNT(*) FROM projects", "DuckDB says: the column code stands neither in GROUP BY nor in"),
        ("SELECT nothing(1)", "DuckDB says: no such function: nothing"),
    ],
)
def test_anything_but_reading_the_lake_is_refused(place: Perf, statement: str, said: str) -> None:
    before = sorted(path.name for path in place.root.rglob("*"))
    assert place.refused("query", "--lake", LAKE, statement).startswith(f"Error: {said}")
    assert sorted(path.name for path in place.root.rglob("*")) == before


def test_a_division_is_asked_alone_whatever_is_named(place: Perf) -> None:
    asked = ("query", "--lake", LAKE, "--division", "130304")
    for source in (
        '"l\'[[]1] 湖/projects/**/*.parquet"',
        'read_parquet("l\'[[]1] 湖/projects/**/*.parquet")',
        'read_text("l\'[[]1] 湖/_manifest.json")',
        'glob("l\'[[]1] 湖/**")',
    ):
        place.refused(*asked, f"SELECT COUNT(*) AS n FROM {source}")


def test_rows_are_made_of_values_too(place: Perf) -> None:
    assert ask(place, "SELECT a FROM generate_series(1, 2) t(a)") == [{"a": 1}, {"a": 2}]
    assert ask(
        place, "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT MAX(n) AS n FROM r"
    )
    assert ask(place, "SELECT * FROM (VALUES (1)) t(a), unnest([2]) u(b), json_each('[3]')")[0]["value"] == "3"
    assert ask(place, f"SELECT {' + '.join(['1'] * 900)} AS n") == [{"n": 900}]
    assert ask(place, "DESCRIBE units")[0]["column_name"] == "code"


def test_findings_are_missed_only_where_the_table_is_asked(place: Perf) -> None:
    for statement in (
        "select 'findings' as x",
        "select '130303' as findings from projects -- findings",
        'with findings as (select 1 as one) select one from "findings"',
        "select p.code from projects p where p.name = 'findings'",
    ):
        assert place("query", "--lake", LAKE, statement).status == 0
    for statement in (
        "select 1 from findings",
        'select count(*) from "Findings"',
        "select code from projects where code in (select project from findings)",
        "select count(*) from projects qualify row_number() over () = 1 union all from findings",
    ):
        assert "Error: gathered without findings: " in place.refused("query", "--lake", LAKE, statement)


def test_an_error_names_its_place_and_what_may_be_meant(place: Perf) -> None:
    error = place.refused("query", "--lake", LAKE, "SELECT name,\n       '中文', unt\nFROM projects")
    assert error.splitlines() == [
        "Error: DuckDB says: no such column: unt",
        "  line 2, column 14:        '中文', unt",
        "Did you mean: unit?",
    ]


def test_a_condition_is_one_alone(place: Perf) -> None:
    for where in ("1=1) OR (1=1", "1=1; SELECT 1", "unt = '335'", "total >"):
        assert place("list", "--lake", LAKE, "--where", where).status == 2
    rows = json.loads(place.done("list", "--lake", LAKE, "--where", "total < 1 -- small", "-f", "json"))
    assert [row["division"] for row in rows] == ["130304"]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (
            "cast(name as integer) = 1",
            ["DuckDB says: 130303 Ｈeating is not a number", "line 1, column 1: cast(name as integer) = 1"],
        ),
        ("not name", ["DuckDB says: 130303 Ｈeating is neither true nor false", "line 1, column 5: not name"]),
        ("year * 9223372036854775807 > 1", ["DuckDB says: a number is too large"]),
        (
            "cast(total * 1000000 as integer) = 1",
            ["DuckDB says: a number is too large", "line 1, column 1: cast(total * 1000000 as integer) = 1"],
        ),
        (
            "cast(name as date) = ''",
            ["DuckDB says: 130303 Ｈeating is not a date", "line 1, column 1: cast(name as date) = ''"],
        ),
        ("iif(1,1,1)", ["DuckDB says: no such function: iif", "line 1, column 1: iif(1,1,1)"]),
        ("1=1 and\n    iif(1,1,1)", ["DuckDB says: no such function: iif", "line 2, column 5:     iif(1,1,1)"]),
        ("name='中' or iif(1)", ["DuckDB says: no such function: iif", "line 1, column 13: name='中' or iif(1)"]),
        ("name is not ''", ["DuckDB says: near \"''\": syntax error", "line 1, column 13: name is not ''"]),
        ("year = 2021 and\ntotal > ", ["DuckDB says: incomplete input", "line 2, column 8: total > "]),
        (
            "total = (select max(total) from projects)",
            [
                "a condition looks at the columns of its row alone: projects is not a table for it",
                "line 1, column 33: total = (select max(total) from projects)",
            ],
        ),
        (
            "code in (/* from */ from goals)",
            [
                "a condition looks at the columns of its row alone: goals is not a table for it",
                "line 1, column 26: code in (/* from */ from goals)",
            ],
        ),
        (
            "year > (values (1))",
            ["a condition looks at the columns of its row alone", "line 1, column 9: year > (values (1))"],
        ),
    ],
)
def test_a_mistake_in_a_condition_is_no_fault_of_the_lake(place: Perf, where: str, said: list[str]) -> None:
    """Also one that shows while rows are read: who is told to delete a lake may do so.

    Of one division, since of several files DuckDB names a row of the one that a thread read first.
    """
    for words in (("list",), ("list", "-q"), ("summary",), ("monitor", "status"), ("evaluate", "summary")):
        refused = place.refused(*words, "--lake", LAKE, "--division", "130303", "--where", where).splitlines()
        assert refused[:-1] == [f"Error: {said[0]}", *(f"  {line}" for line in said[1:])]
        assert refused[-1].startswith("`perf query")


def test_a_damaged_file_is_named_whatever_is_asked_of_its_lake(place: Perf) -> None:
    (file,) = (place.root / LAKE / "projects").rglob("division=130304/*.parquet")
    whole = file.read_bytes()
    for data in (b"x" * len(whole), whole[:4] + b"\xff" * (len(whole) - 12) + whole[-8:]):
        file.write_bytes(data)
        for where in ((), ("--where", "cast(year as integer) = 2021")):
            said = place.refused("list", "--lake", LAKE, *where).splitlines()
            assert said[0].startswith("Error: the lake cannot be read: ")
            assert said[-2:] == [
                f"  {file.relative_to(place.root / LAKE).as_posix()}",
                "Delete these files and gather their repositories again.",
            ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--lake", "one"), "Error: one is not a lake: it holds no _manifest.json"),
        (("list", "--lake", LAKE, "--division", "130305"), "Error: the lake has no division 130305"),
        (("list", "--division", "130303", "-C", "one"), "Error: --division is for a lake"),
        (("list", "templates", "--lake", LAKE), "Error: a lake holds no templates"),
        (("list", "--lake", LAKE, "--unit", "336001"), "Error: no department file knows the unit 336001"),
        (("list", "--lake", LAKE, "--columns", "details.x"), "Error: unknown column: details.x"),
        (("summary", "-C", "one", "--by", "division"), "Error: cannot group by division"),
    ],
)
def test_what_a_lake_does_not_know_is_named(place: Perf, words: tuple[str, ...], said: str) -> None:
    assert place.refused(*words).startswith(said)


def test_a_sum_over_unreadable_files_is_refused_and_a_list_warns(place: Perf) -> None:
    (place.root / LAKE).rename(place.root / "lake")
    (place.root / "one/projects/2021/335001/13030321XXXXXXXXXXXXX.toml").write_text("x", encoding="utf-8")
    gathered(place, "one")
    assert "one/projects/2021/335001/13030321XXXXXXXXXXXXX.toml:1:" in place.refused("summary", "--lake", "lake")
    assert place.done("summary", "--lake", "lake", "--division", "130304", "-f", "csv").count("\n") == 2
    outcome = place("list", "--lake", "lake", "-f", "csv")
    assert (outcome.status, outcome.out.count("\n")) == (0, 3)
    assert "one/projects/2021/335001/13030321XXXXXXXXXXXXX.toml" in outcome.err


def test_a_unit_that_nobody_knows_may_be_in_a_file_that_is_broken(place: Perf) -> None:
    (place.root / LAKE).rename(place.root / "lake")
    (place.root / "one/departments/335.toml").write_text("x", encoding="utf-8")
    gathered(place, "one")
    for words in (("list",), ("summary",)):
        said = place.refused(*words, "--lake", "lake", "--unit", "335009").splitlines()
        assert said[0] == "Error: no department file knows the unit 335009"
        assert said[1].startswith("  one/departments/335.toml:1:")
        assert said[-1] == "It may be in a file that has to be fixed first."


def test_a_lake_of_an_older_schema_is_read_with_new_columns_empty(place: Perf) -> None:
    manifest = read_manifest(place.root / LAKE)
    (columns,) = manifest.schemas.values()
    older = {name: {key: kind for key, kind in kinds.items() if key != "previous"} for name, kinds in columns.items()}
    del older["goals"]
    one, other = manifest.repositories
    parts = tuple(msgspec.structs.replace(part, schema="older") for part in one.parts)
    changed = msgspec.structs.replace(
        manifest,
        schemas={**manifest.schemas, "older": older},
        repositories=(msgspec.structs.replace(one, parts=parts), other),
    )
    (place.root / LAKE / MANIFEST).write_bytes(manifest_bytes(changed))
    outcome = place("query", "--lake", LAKE, "SELECT division, previous FROM projects ORDER BY 1", "-f", "json")
    assert outcome.err == "Warning: gathered by another version of perf, new columns are empty: one; gather again\n"
    assert json.loads(outcome.out) == [
        {"division": "130303", "previous": None},
        {"division": "130304", "previous": ""},
    ]
    assert json.loads(place("query", "--lake", LAKE, "SELECT division FROM goals", "-f", "json").out) == [
        {"division": "130304"}
    ]
    for command in ("summary", "list", "check"):
        assert place.refused(command, "--lake", LAKE).splitlines() == [
            "Error: gathered by another version of perf, without all that is asked here: one",
            "Gather these repositories again: that renews them.",
        ]


def test_time_and_memory_have_limits(place: Perf) -> None:
    (place.root / "one/perf.toml").write_text(
        'schema = 1\ndivision = "130303"\n[query]\ntimeout = 1\nmemory = 50\n', encoding="utf-8"
    )
    endless = "SELECT COUNT(*) FROM range(10000000000) a, range(100) b WHERE a.range % 7 = b.range % 11"
    assert "took more than 1 seconds of computing" in place.refused("-C", "one", "query", "--lake", f"{LAKE}", endless)
    outcome = place("-C", "one", "query", "--lake", LAKE, "SELECT list(range) FROM range(100000000)")
    assert (outcome.status, outcome.out) == (74, "")
    assert "there is not enough memory for the statement or its result" in outcome.err


def test_one_long_call_ends_at_the_limit_of_time(place: Perf) -> None:
    """It heeds no interrupt, and has the connection until it is done."""
    (place.root / "one/perf.toml").write_text(
        'schema = 1\ndivision = "130303"\n[query]\ntimeout = 1\n', encoding="utf-8"
    )
    long = "x"
    for _depth in range(40):
        long = f"sin({long})"
    statement = f"SELECT list_sum(list_transform(range(5000000), lambda x: {long}))"
    command = [sys.executable, "-m", "perfcli", "-C", "one", "query", "--lake", str(place.root / LAKE), statement]
    done = subprocess.run(command, cwd=place.root, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: the statement took more than 1 seconds of computing\n")


ENDLESS = "levenshtein(repeat(name, 30000), repeat('ba', 200000)) = 1"
"""One call for each row, of hours: it heeds no interrupt."""


def asked_apart(place: Perf, limit: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own says of the lake, with this limit."""
    (place.root / "one/perf.toml").write_text(f'schema = 1\ndivision = "130303"\n[query]\n{limit}\n', encoding="utf-8")
    command = [sys.executable, "-m", "perfcli", "-C", "one", *words, "--lake", str(place.root / LAKE)]
    return subprocess.run(command, cwd=place.root, capture_output=True, encoding="utf-8", check=False, timeout=120)


@pytest.mark.parametrize("command", ["list -q", "list indicators", "summary", "monitor status", "evaluate summary"])
def test_a_condition_ends_at_the_limit_of_time(place: Perf, command: str) -> None:
    done = asked_apart(place, "timeout = 1", *command.split(), "--where", ENDLESS)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: the statement took more than 1 seconds of computing\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds what a process takes")
def test_values_that_a_condition_makes_are_bounded_too(place: Perf) -> None:
    where = "damerau_levenshtein(repeat(name, 1000), repeat('ba', 20000)) = 3"
    done = asked_apart(place, "memory = 100", "summary", "--where", where)
    assert (done.returncode, done.stdout) == (74, "")
    assert done.stderr.startswith("Error: there is not enough memory for the statement or its result\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the system bounds what a process takes")
def test_values_that_a_statement_makes_are_bounded_too(place: Perf) -> None:
    (place.root / "one/perf.toml").write_text(
        'schema = 1\ndivision = "130303"\n[query]\nmemory = 100\n', encoding="utf-8"
    )
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_AS)
    outcome = place("-C", "one", "query", "--lake", LAKE, "SELECT length(repeat('x', 4000000000::BIGINT)) FROM units")
    assert (outcome.status, outcome.out) == (74, "")
    assert outcome.err.startswith("Error: there is not enough memory for the statement or its result\n")
    assert resource.getrlimit(resource.RLIMIT_AS) == before
    assert place("-C", "one", "query", "--lake", LAKE, "SELECT 1 AS one", "-f", "csv").out == "one\n1\n"


def test_what_a_process_takes_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    resident = [50_000_000]
    monkeypatch.setattr(bounding, "_taken", lambda: (10**15, resident[0]))
    bound, unbound = bounding.Bound(100), bounding.Bound(0)
    for taken, is_kept in ((300_000_000, True), (500_000_000, False)):
        resident[0] = taken
        unbound.require_kept()
        with nullcontext() if is_kept else pytest.raises(SystemFailure, match="not enough memory"):
            bound.require_kept()


TELLING_WHEN_IT_ASKS = """
import sys
from perfcli.cli.main import main
from perfcli.lake.duck import DuckLake
answer, read = DuckLake.answer, DuckLake.read_condition
DuckLake.answer = lambda *given: (print("asked", flush=True), answer(*given))[1]
DuckLake.read_condition = lambda *given: (read(*given), print("asked", flush=True))[0]
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C as a signal")
@pytest.mark.parametrize(
    "words",
    [
        ["query", "SELECT COUNT(*) FROM range(10000000000) a, range(100) b WHERE a.range % 7 = b.range % 11"],
        ["list", "--where", ENDLESS],
        ["summary", "--where", ENDLESS],
    ],
    ids=lambda words: words[0],
)
def test_ctrl_c_ends_a_statement(place: Perf, words: list[str]) -> None:
    command = [sys.executable, "-c", TELLING_WHEN_IT_ASKS, *words, "--lake", LAKE]
    with subprocess.Popen(command, cwd=place.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"asked\n"
        time.sleep(0.3)  # by then it is at work, most often
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
    assert (process.returncode, *said) == (130, b"", b"")


def test_a_folder_that_is_called_like_a_pattern_is_itself(place: Perf) -> None:
    right = place("summary", "--lake", LAKE, "-f", "csv")
    shutil.copytree(place.root / LAKE, place.root / LAKE.replace("[1]", "1"))
    assert place("summary", "--lake", LAKE, "-f", "csv") == right


def rewritten(place: Perf, change: Callable[[PartFile], PartFile]) -> None:
    """The manifest with each file as `change` has it, as if it had been written so."""
    manifest = read_manifest(place.root / LAKE)
    members = []
    for member in manifest.repositories:
        parts = [msgspec.structs.replace(part, files=tuple(map(change, part.files))) for part in member.parts]
        members.append(msgspec.structs.replace(member, parts=tuple(parts)))
    data = manifest_bytes(msgspec.structs.replace(manifest, repositories=tuple(members)))
    (place.root / LAKE / MANIFEST).write_bytes(data)


@pytest.mark.parametrize(
    "path",
    [
        "../outside.parquet",
        "/outside.parquet",
        "projects/year=2021/division=130303/*.parquet",
        "projects/year=2021/division=../part-000001-0001.parquet",
        "projects/year=2020/division=130303/part-000001-0001.parquet",
        "projects/year=2021/division=130309/part-000001-0001.parquet",
        "goals/year=2021/division=130303/part-000001-0001.parquet",
    ],
)
def test_a_manifest_that_leads_elsewhere_is_none(place: Perf, path: str) -> None:
    rewritten(place, lambda file: msgspec.structs.replace(file, path=path) if file.table == "projects" else file)
    assert "it is not a manifest of a lake" in place.refused("summary", "--lake", LAKE)


@pytest.mark.parametrize("before", ['{"format":1,"schemas":', '{"format":1,"other":', ""])
def test_a_manifest_that_is_nested_without_end_is_none(place: Perf, before: str) -> None:
    for nested in ('{"a":' * 100_000, "[" * 100_000):
        (place.root / LAKE / MANIFEST).write_text(f"{before}{nested}", encoding="utf-8")
        for words in (
            ["summary", "--lake", LAKE],
            ["query", "--lake", LAKE, "SELECT 1"],
            ["lake", "status", LAKE],
            ["lake", "forget", LAKE, "one"],
            ["gather", "one", "-o", LAKE],
        ):
            assert "it is not a manifest of a lake" in place.refused(*words)


def test_files_without_their_columns_are_none_of_a_manifest(place: Perf) -> None:
    """Rows of files whose columns it does not name would be passed over, and their sum be one of nothing."""
    manifest = read_manifest(place.root / LAKE)
    named = msgspec.structs.replace(manifest, schemas={})
    (place.root / LAKE / MANIFEST).write_bytes(manifest_bytes(named))
    assert "it is not a manifest of a lake" in place.refused("summary", "--lake", LAKE)


def test_a_file_of_other_columns_is_an_error(place: Perf) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    for file in (place.root / LAKE / "projects").rglob("*.parquet"):
        parquet.write_table(pyarrow.table({"code": ["x"]}), file)
    rewritten(place, lambda file: msgspec.structs.replace(file, bytes=(place.root / LAKE / file.path).stat().st_size))
    said = place.refused("summary", "--lake", LAKE).splitlines()
    assert said[0].startswith("Error: the lake cannot be read: ")
    assert said[-3:] == [
        "  projects/year=2021/division=130303/part-000001-0001.parquet",
        "  projects/year=2021/division=130304/part-000001-0002.parquet",
        "Delete these files and gather their repositories again.",
    ]


@pytest.mark.parametrize("column", ["total_fen", "fiscal_fen", "other_fen"])
def test_an_empty_amount_is_no_nothing(place: Perf, column: str) -> None:
    """One of two projects has none, whoever wrote that: a sum of the other alone would be a wrong number."""
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    (file,) = (place.root / LAKE / "projects").rglob("division=130304/*.parquet")
    table = parquet.ParquetFile(file).read()
    empty = pyarrow.nulls(len(table), type=table.schema.field(column).type)
    parquet.write_table(table.set_column(table.column_names.index(column), column, empty), file)
    rewritten(place, lambda one: msgspec.structs.replace(one, bytes=(place.root / LAKE / one.path).stat().st_size))
    for words in ((), ("--by", "division"), ("--by", "unit")):
        assert place.refused("summary", "--lake", LAKE, *words).splitlines() == [
            "Error: the lake cannot be read: an amount is empty",
            f"  {file.relative_to(place.root / LAKE).as_posix()}",
            "Delete these files and gather their repositories again.",
        ]
    assert place("summary", "--lake", LAKE, "--division", "130303", "-f", "csv").status == 0


def test_a_manifest_that_changes_while_it_is_read_is_read_again(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gathering that ends meanwhile takes away the files that the manifest named when it was read."""
    before = read_manifest(place.root / LAKE)
    path = place.root / f"one/projects/2021/335001/{project_code('130303')}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("240000.05", "3.00"), encoding="utf-8")
    assert place("gather", "one", "-o", LAKE).status == 0
    assert before.paths - read_manifest(place.root / LAKE).paths
    read = [before]
    monkeypatch.setattr(
        "perfcli.actions.lake_reading.read_manifest", lambda root: read.pop() if read else read_manifest(root)
    )
    assert "130303,3.00" in place.done("query", "--lake", LAKE, "SELECT division, total FROM projects", "-f", "csv")
    assert read == []
    monkeypatch.setattr("perfcli.actions.lake_reading.read_manifest", lambda _root: before)
    assert place.refused("summary", "--lake", LAKE).startswith(
        "Error: files of the lake are gone or were changed since they were written\n"
    )


def gathering_meanwhile(place: Perf, monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[str]:
    """Have the lake gathered anew so many times, each time just before it is asked; returns the totals of then."""
    path = place.root / f"one/projects/2021/335001/{project_code('130303')}.toml"
    totals = [f"{number + 3}.00" for number in range(times)]
    waiting = list(totals)
    execute = DuckLake.answer, DuckLake.rows

    def gather_first() -> None:
        if waiting:
            text = re.sub(
                "^total = .*$", f"total = {waiting.pop(0)}", path.read_text(encoding="utf-8"), flags=re.MULTILINE
            )
            path.write_text(text, encoding="utf-8")
            subprocess.run([sys.executable, "-m", "perfcli", "gather", "one", "-o", LAKE], cwd=place.root, check=True)

    def answer(lake: DuckLake, *given: Any) -> Any:
        gather_first()
        return execute[0](lake, *given)

    def rows(lake: DuckLake, *given: Any) -> Any:
        gather_first()
        return execute[1](lake, *given)

    monkeypatch.setattr(DuckLake, "answer", answer)
    monkeypatch.setattr(DuckLake, "rows", rows)
    return totals


@pytest.mark.parametrize(
    "words",
    [
        ("query", "SELECT total FROM projects WHERE division = '130303'"),
        ("query", "-"),
        ("list", "--division", "130303", "--columns", "total"),
        ("summary", "--division", "130303"),
    ],
)
def test_what_is_gathered_meanwhile_is_read_anew(
    place: Perf, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    totals = gathering_meanwhile(place, monkeypatch, times=3)
    outcome = place(*words, "--lake", LAKE, "-f", "csv", stdin="SELECT total FROM projects WHERE division = '130303'")
    assert (outcome.status, outcome.err) == (0, "")
    assert totals[-1] in outcome.out


def test_where_rows_were_given_out_nothing_is_begun_anew(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = DuckLake.answer

    def broken(lake: DuckLake, *given: Any) -> Any:
        yield from answer(lake, *given)
        raise replaced()

    monkeypatch.setattr(DuckLake, "answer", broken)
    outcome = place("query", "--lake", LAKE, "SELECT COUNT(*) AS n FROM projects", "-f", "csv")
    assert (outcome.status, outcome.out) == (74, "n\n2\n")
    assert outcome.err == "Error: a file of the lake is gone: it was gathered anew meanwhile; run the command again\n"
    monkeypatch.setattr(DuckLake, "rows", lambda *_given: (_ for _ in ()).throw(replaced()))
    assert place("summary", "--lake", LAKE).err == outcome.err


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_value_that_python_has_no_room_for_is_refused(place: Perf, form: str) -> None:
    said = place.refused("query", "--lake", LAKE, "SELECT INTERVAL 99999999 YEAR AS x", "-f", form)
    assert said.startswith("Error: the statement cannot be run: a value is out of bounds: ")
