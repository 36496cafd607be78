"""`perf query`: the table of findings, what columns mean, statements to begin with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfcli.actions.init import create_repository
from perfcli.actions.query_examples import examples_for
from perfcli.i18n import gettext, set_locale
from perfcli.index import VIEW_COLUMNS
from perfcli.index.meanings import meaning
from perfcli.repository import Repository
from tests.conftest import Perf

FAULTY = "projects/2021/335001/13030321AAAAAAAAAAAAA.toml"
ASKED = "SELECT rule, severity, code, unit, department, year, line, accepted FROM findings WHERE path = $path"


def _found(perf: Perf, rule: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(perf("query", ASKED, "--param", f"path={FAULTY}", "-f", "json").out)
    return [row for row in rows if row["rule"] == rule]


def test_findings_are_those_of_check_and_follow_the_files(perf: Perf) -> None:
    checked = json.loads(perf("check", "-f", "json").out)
    rows = json.loads(perf.done("query", "SELECT * FROM findings ORDER BY path, line, rule", "-f", "json"))
    assert [(row["path"], row["rule"], row["message"]) for row in rows] == [
        (row["path"], row["code"], row["message"])
        for row in sorted(checked, key=lambda row: (row["path"], row["line"], row["code"]))
    ]
    assert _found(perf, "D501") == []
    (perf.root / FAULTY).write_text("code = ", encoding="utf-8")
    assert _found(perf, "D501") == [
        {
            "rule": "D501",
            "severity": "error",
            "code": "13030321AAAAAAAAAAAAA",
            "unit": "335001",
            "department": "335",
            "year": 2021,
            "line": 1,
            "accepted": 0,
        }
    ]


def test_rules_that_are_off_find_nothing_and_accepted_findings_are_marked(perf: Perf) -> None:
    (perf.root / FAULTY).write_text("code = ", encoding="utf-8")
    settings = perf.root / "perf.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}\n[check]\nbaseline = "accepted.json"\n', encoding="utf-8")
    assert [row["accepted"] for row in _found(perf, "D501")] == [0]
    perf("check", "--update-baseline")
    assert [row["accepted"] for row in _found(perf, "D501")] == [1]
    settings.write_text(f'{text}\n[check]\nignore = ["D501"]\n', encoding="utf-8")
    assert _found(perf, "D501") == []


def test_a_statement_that_does_not_name_them_reviews_nothing(perf: Perf) -> None:
    perf.done("query", "SELECT 'findings' FROM projects")
    assert not list((perf.root / ".perf").glob("review-*"))


@pytest.mark.parametrize("table", VIEW_COLUMNS)
def test_every_column_has_a_meaning_in_both_languages(table: str) -> None:
    for column in VIEW_COLUMNS[table]:
        english = meaning(table, column)
        set_locale("zh_CN")
        chinese = gettext(english)
        set_locale("en")
        assert chinese not in ("", english), f"explain {table}.{column} in perfcli/index/meanings.py"


def test_tables_show_their_columns(perf: Perf) -> None:
    assert perf.done("--locale", "zh_CN", "query", "--tables", "units") == (
        "表     列          含义\n"
        "-----  ----------  ----------------\n"
        "units              每行一个预算单位\n"
        "units  code        预算单位编码\n"
        "units  name        单位名称\n"
        "units  department  部门编码（3 位）\n"
    )
    rows = json.loads(perf.done("query", "--tables", "units,sources", "-f", "json"))
    assert [(row["table"], list(row["meanings"])) for row in rows] == [
        ("units", ["code", "name", "department"]),
        ("sources", list(VIEW_COLUMNS["sources"])),
    ]
    assert perf.done("query", "--tables", "units", "-f", "csv").startswith("table,columns,row\nunits,")
    assert "unknown table: unit" in perf("query", "--tables", "unit").err


def test_examples_can_be_run_as_they_are_printed(tmp_path: Path) -> None:
    create_repository(tmp_path / "data", example=True)
    perf = Perf(tmp_path / "data")
    printed = perf.done("query", "--examples")
    for title, statement in examples_for(Repository(perf.root)):
        assert f'# {title}\nperf query "{statement}"\n' in printed
        assert not set('"$`!\\') & set(statement)  # as it is in the double quotes of any shell
        assert perf("query", statement, "-f", "jsonl").status == 0
    assert "WHERE year = 2021 ORDER" in printed
    assert "(WHERE year = 2020) / 100.0 AS before, SUM(total_fen) FILTER (WHERE year = 2021)" in printed
