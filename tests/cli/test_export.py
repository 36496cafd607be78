"""`perf export`: formats, filters, tables; and back again by `perf import`."""

from __future__ import annotations

import builtins
import json
import sqlite3
from collections import Counter
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfcli.actions.query import TABLES as QUERY_TABLES
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf, lay_out
from tests.faults import fault_in_reading


def succeeds(perf: Perf, *argv: str) -> str:
    """Standard output of a command line that has to succeed; what it says besides does not matter here."""
    outcome = perf(*argv)
    assert outcome.status == 0, outcome.err
    return outcome.out


@pytest.fixture
def other(tmp_path: Path) -> Perf:
    return lay_out(tmp_path / "other", {"perf.toml": FILES["perf.toml"]})


def data(perf: Perf) -> dict[str, bytes]:
    """The files of records, settings and templates aside."""
    kept = ("departments/", "goals/", "projects/")
    return {name: text for name, text in perf.snapshot().items() if name.startswith(kept)}


@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "tables/"])
def test_what_is_exported_imports_again(perf: Perf, other: Perf, name: str) -> None:
    succeeds(perf, "export", name)
    succeeds(other, "import", str(perf.root / name))
    again = other("export", "-", "-f", "json").out
    first = json.loads(perf("export", "-", "-f", "json").out)
    assert json.loads(again) | {"templates": []} == first | {"templates": []}
    assert "Nothing to change" in succeeds(perf, "import", name)


def test_json_has_the_shape_of_the_contract(perf: Perf) -> None:
    whole: dict[str, Any] = json.loads(succeeds(perf, "export", "-", "-f", "json"))
    assert list(whole) == ["schema", "departments", "goals", "projects", "templates"]
    assert whole["schema"] == 1
    assert whole["projects"][0]["code"] == MAINTENANCE
    assert whole["templates"][0]["slug"] == "housing-maintenance"


def test_filters_choose_what_is_exported(perf: Perf) -> None:
    lines = succeeds(perf, "export", "-", "-f", "jsonl", "--unit", "335002").splitlines()
    assert [json.loads(line)["code"] for line in lines] == [HEATING]
    whole = json.loads(succeeds(perf, "export", "-", "-f", "json", "--unit", "335002", "--year", "2021"))
    assert [unit["code"] for item in whole["departments"] for unit in item["units"]] == ["335002"]
    assert (len(whole["goals"]), whole["templates"]) == (1, [])


def test_one_table_as_csv(perf: Perf) -> None:
    out = succeeds(perf, "export", "-", "-f", "csv", "--table", "spending_plan", "--unit", "335002")
    assert out == (
        "year,unit,code,month,percent,planned,project_name\n"
        f"2021,335002,{HEATING},6,50.00,0.03,清洁取暖\n2021,335002,{HEATING},9,90.00,0.05,清洁取暖\n"
        f"2021,335002,{HEATING},12,100.00,0.05,清洁取暖\n"
    )
    succeeds(perf, "export", "projects.csv", "--no-bom")
    assert perf.read("projects.csv").startswith("year,unit,code,unit_name,name,")


def test_csv_under_the_headings_that_people_know(perf: Perf) -> None:
    out = succeeds(perf, "export", "-", "-f", "csv", "--table", "spending_plan", "--unit", "335002", "--headings", "zh")
    assert out.splitlines()[:2] == [
        "年度,单位编码,项目编码,项目名称,月份,累计支出比例,计划累计支出",
        f"2021,335002,{HEATING},清洁取暖,6,50.00,0.03",
    ]
    out = succeeds(perf, "export", "-", "-f", "csv", "--table", "spending_plan", "--headings", "en")
    assert out.startswith("Year,Unit,Project code,Project name,Month,Cumulative share,Planned spending\n")


@pytest.mark.parametrize("headings", ["zh", "en", "key"])
@pytest.mark.parametrize("name", ["tables/", "a.xlsx"])
def test_what_is_exported_under_any_headings_imports_again(perf: Perf, other: Perf, name: str, headings: str) -> None:
    succeeds(perf, "export", name, "--headings", headings)
    succeeds(other, "import", str(perf.root / name))
    again, first = (json.loads(one("export", "-", "-f", "json").out) for one in (other, perf))
    assert again | {"templates": []} == first | {"templates": []}
    outcome = perf("import", name, "--update")
    assert (outcome.status, outcome.err) == (0, "")
    assert "Nothing to change" in outcome.out


def test_headings_are_those_of_tables(perf: Perf) -> None:
    outcome = perf("export", "a.json", "--headings", "zh")
    assert (outcome.status, outcome.err) == (2, "Error: --headings is for xlsx and csv: json has keys\n")
    assert "unknown headings: de" in perf("export", "a.xlsx", "--headings", "de").err


def test_a_folder_of_csv_begins_with_a_mark_for_excel(perf: Perf) -> None:
    succeeds(perf, "export", "tables/")
    files = {path.name: path.read_bytes()[:3] for path in (perf.root / "tables").iterdir()}
    assert set(files.values()) == {b"\xef\xbb\xbf"}
    assert sorted(files) == [
        "departments.csv", "details.csv", "function_indicators.csv", "functions.csv", "goals.csv", "indicators.csv",
        "overall.csv", "overall_details.csv", "overall_goals.csv", "overall_indicators.csv", "overall_sources.csv",
        "projects.csv", "sources.csv", "spending_plan.csv", "summary.csv",
    ]  # fmt: skip


def test_what_a_format_cannot_carry_is_said(perf: Perf) -> None:
    path = f"projects/2021/335002/{HEATING}.toml"
    perf.write(path, "contact = 1\n" + perf.read(path))
    assert f"{path}: contact is not a key of the format" in perf("export", "a.json").err
    assert "templates" in perf("export", "a.xlsx").err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("a.xyz",), "a.xyz does not say its format"),
        (("a.json", "-f", "yaml"), "unknown format: yaml"),
        (("a.csv", "--table", "units"), "unknown table: units"),
        (("a.json", "--table", "projects"), "--table is for csv"),
        (("-", "-f", "csv"), "standard output takes one table"),
        (("a.json", "--unit", "999"), "no department file knows the unit 999"),
        (("no/where/a.json",), "there is no folder"),
    ],
)
def test_what_cannot_be_exported(perf: Perf, argv: tuple[str, ...], said: str) -> None:
    assert said in perf.refused("export", *argv)


def test_an_unreadable_file_is_refused_and_named(perf: Perf) -> None:
    perf.write(f"projects/2021/335001/{MAINTENANCE}.toml", "name =")
    refused = perf.refused("export", "a.json")
    assert f"{MAINTENANCE}.toml" in refused
    assert refused.splitlines()[-1] == "Mend these files, or choose other units or years."
    assert perf("export", "a.json", "--unit", "336").status == 0


def test_what_no_choice_leaves_out_has_to_be_mended(perf: Perf) -> None:
    perf.write("goals/2021/335.toml", "x")
    assert perf.refused("export", "a.json").splitlines()[-1] == "Mend these files, or choose other years."
    perf.write("departments/335.toml", "x")
    assert perf.refused("export", "a.json", "--unit", "336001").splitlines()[-1] == "Mend these files."


def test_without_the_extra_a_workbook_is_a_clear_error(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def without(name: str, *more: Any, **others: Any) -> Any:
        if name.partition(".")[0] == "xlsxwriter":
            raise ImportError(name)
        return known(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", without)
    assert 'python -m pip install "perfcli[office]"' in perf.refused("export", "a.xlsx")


def test_a_list_changes_what_it_names_and_nothing_else(perf: Perf) -> None:
    before = data(perf)
    perf.write("list.csv", f"项目编码,资金用途\n{HEATING},供暖\n")
    assert "would change" in succeeds(perf, "import", "list.csv", "--update", "--dry-run", "--year", "2021")
    assert data(perf) == before
    succeeds(perf, "import", "list.csv", "--update", "--year", "2021")
    changed = {name for name, text in data(perf).items() if before[name] != text}
    assert changed == {f"projects/2021/335002/{HEATING}.toml"}
    assert 'purpose = "供暖"' in perf.read(f"projects/2021/335002/{HEATING}.toml")


def test_a_list_of_new_projects_has_to_be_whole(perf: Perf) -> None:
    perf.write("list.csv", "项目编码,资金用途\n13030321DDDDDDDDDDDDD,供暖\n")
    said = perf.refused("import", "list.csv")
    assert "13030321DDDDDDDDDDDDD: missing: name, unit, budget" in said


def test_json_with_faults_is_refused_whole(perf: Perf) -> None:
    before = data(perf)
    perf.write("a.json", '{"projects":[{"code":1},{"name":"a"}]}')
    said = perf.refused("import", "a.json")
    assert "projects[1]: code: expected text in quotes, found a whole number" in said
    assert "projects[2]: the key code is missing" in said
    assert data(perf) == before


def test_json_that_is_none_is_shown_with_its_place(empty: Perf) -> None:
    empty.write("x.json", '{"schema":1,\n "projects":[{"名称"："x"}]}')
    assert empty.refused("import", "x.json") == (
        "Error: x.json: line 2, column 19: not valid JSON: Expecting ':' delimiter\n"
        '   "projects":[{"名称"："x"}]}\n'
        "                      ^\n"
    )


@pytest.mark.parametrize("text", ["{", '{"projects":1}', "[1]", '{"a":1}', '{"schema":2,"projects":[]}', '["\\ud800"]'])
def test_no_json_of_ours_is_a_clear_error(perf: Perf, text: str) -> None:
    perf.write("a.json", text)
    assert perf.refused("import", "a.json").startswith("Error: a.json: ")


def test_a_database_holds_what_query_sees(perf: Perf) -> None:
    code = MAINTENANCE
    perf.write(
        f"progress/2021/335001/{code}.toml",
        f'code = "{code}"\nunit = "335001"\nyear = 2021\n[evaluation]\nspent = 1.00\nresults = ["及时"]\n',
    )
    succeeds(perf, "export", "data.sqlite")
    with closing(sqlite3.connect(perf.root / "data.sqlite")) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert sorted(tables) == sorted({*QUERY_TABLES} - {"problems", "findings"})
        for table in tables:
            asked = json.loads(succeeds(perf, "query", f"SELECT * FROM {table}", "-f", "json"))
            found = opened.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in found.description]
            assert Counter(tuple(row[name] for name in names) for row in asked) == Counter(found), table
        assert opened.execute("SELECT spent_fen, spent FROM evaluations").fetchall() == [(100, 1.0)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = [name for _at, name, *_rest, place in opened.execute("PRAGMA table_info(projects)") if place]
        assert sorted(keys) == ["code", "unit", "year"]
        assert {row[2] for row in opened.execute("PRAGMA foreign_key_list(indicators)")} == {"projects"}
        declared = {name: kind for _at, name, kind, *_rest in opened.execute("PRAGMA table_info(projects)")}
        assert (declared["total_fen"], declared["total"], declared["name"]) == ("INTEGER", "REAL", "TEXT")


def test_a_database_is_whole_or_none(perf: Perf) -> None:
    said = perf("export", "data.sqlite", "--year", "2021")
    assert (said.status, said.err.splitlines()[0]) == (
        2,
        "Error: a database holds all records: filters cannot be used with sqlite",
    )
    perf.write(f"projects/2021/335001/{MAINTENANCE}.toml", "x")
    for name in ("data.sqlite", "data.duckdb"):
        assert perf.refused("export", name).splitlines()[-1] == "Mend these files."
        assert not (perf.root / name).exists()


@pytest.mark.parametrize("name", ["data.sqlite", "data.duckdb"])
def test_a_database_lacks_no_file_that_once_cannot_be_read(perf: Perf, name: str) -> None:
    """Records are read twice for it: all of them, then by the index, which leaves out what it cannot read."""
    if name.endswith("duckdb"):
        pytest.importorskip("duckdb")
    reads: list[str] = []
    with fault_in_reading(reads.append):
        assert perf("export", name).status == 0
    (perf.root / name).unlink()
    for failing in range(len(reads)):
        perf("cache", "clear")
        seen: list[str] = []

        def fault(path: str, failing: int = failing, seen: list[str] = seen) -> None:
            seen.append(path)
            if len(seen) == failing + 1:
                raise PermissionError(13, "Permission denied", path)

        with fault_in_reading(fault):
            outcome = perf("export", name)
        if len(seen) <= failing:  # files that are new no longer are not read once more
            break
        assert (outcome.status in (2, 74), (perf.root / name).exists()) == (True, False), (seen[-1], outcome)
        assert Path(seen[failing]).name in outcome.err


def test_a_duckdb_database_and_parquet_hold_what_query_sees(perf: Perf) -> None:
    duckdb = pytest.importorskip("duckdb")
    succeeds(perf, "export", "data.duckdb")
    with closing(duckdb.connect(str(perf.root / "data.duckdb"), read_only=True)) as opened:
        tables = [name for (name,) in opened.execute("SHOW TABLES").fetchall()]
        assert sorted(tables) == sorted({*QUERY_TABLES} - {"problems", "findings"})
        for table in tables:
            asked = json.loads(succeeds(perf, "query", f"SELECT * FROM {table}", "-f", "json"))
            found = opened.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in found.description]
            rows = Counter(tuple(float(v) if isinstance(v, Decimal) else v for v in row) for row in found.fetchall())
            assert Counter(tuple(row[name] for name in names) for row in asked) == rows, table
        declared = {name: kind for name, kind, *_rest in opened.execute("DESCRIBE projects").fetchall()}
        assert (declared["total_fen"], declared["total"], declared["name"]) == ("BIGINT", "DECIMAL(18,2)", "VARCHAR")
        kinds = {kind for (kind,) in opened.execute("SELECT constraint_type FROM duckdb_constraints()").fetchall()}
        assert {"PRIMARY KEY", "FOREIGN KEY"} <= kinds
    asked = succeeds(perf, "summary", "-f", "csv", "--by", "unit")
    assert perf("export", "all", "--format", "parquet").status == 0
    assert succeeds(perf, "summary", "--lake", "all", "-f", "csv", "--by", "unit") == asked
    assert perf("export", "-", "--format", "parquet").status == 2
