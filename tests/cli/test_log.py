"""`perf log`: what each commit changed, in the field's terms."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from tests.cli.test_diff import FILE, HEAT, edit
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf
from tests.gitting import git, keep, needs_git

pytestmark = needs_git


@pytest.fixture
def history(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> Perf:
    """Four commits: all added, a target changed, moved to another unit, and another project's budget changed."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    keep(perf.root, "年初批复", "2021-01-05")
    edit(perf, FILE, ("≥174套", "≥180套"))
    keep(perf.root, "调整指标值", "2021-06-30")
    edit(perf, FILE, ('unit = "335001"', 'unit = "335002"'))
    (perf.root / FILE).rename(perf.root / FILE.replace("335001", "335002"))
    keep(perf.root, "划转供热站", "2021-07-01")
    edit(perf, HEAT, ("total = 0.05", "total = 0.06"))
    keep(perf.root, "追加预算", "2021-08-01")
    return perf


def told(perf: Perf, *argv: str) -> list[tuple[str, str, str, str, Any, Any]]:
    rows = json.loads(perf.done("log", *argv, "-f", "json"))
    return [
        (row["title"], row["code"] or row["subject"], row["change"], row["key"], row["before"], row["after"])
        for row in rows
    ]


MOVED = ("划转供热站", MAINTENANCE, "moved", "unit", "335001", "335002")
TARGET = ("调整指标值", MAINTENANCE, "changed", "indicators[维修套数].target", "≥174套", "≥180套")
ADDED = ("年初批复", MAINTENANCE, "added", "", None, 240000)
BUDGET = ("追加预算", HEATING, "changed", "budget.total", 0.05, 0.06)


def test_a_project_is_followed_where_it_moves(history: Perf) -> None:
    assert told(history, MAINTENANCE) == [MOVED, TARGET, ADDED]
    assert told(history, MAINTENANCE, "--limit", "1") == [MOVED]
    assert told(history, MAINTENANCE, "--limit", "2") == [MOVED, TARGET]
    assert told(history, HEATING, MAINTENANCE)[:3] == [BUDGET, MOVED, TARGET]
    assert told(history, MAINTENANCE.lower()) == [MOVED, TARGET, ADDED]


def test_who_and_when(history: Perf) -> None:
    rows = json.loads(history.done("log", MAINTENANCE, "-f", "json"))
    first = {key: rows[0][key] for key in ("commit", "date", "author", "title", "subject", "year", "unit", "name")}
    assert first == {
        "commit": git(history.root, "rev-parse", "HEAD~1"),
        "date": "2021-07-01T12:00:00+08:00",
        "author": "王会计",
        "title": "划转供热站",
        "subject": "project",
        "year": 2021,
        "unit": "335002",
        "name": "公租房维修费",
    }
    assert list(rows[0]) == [
        *("commit", "date", "author", "title", "subject", "year", "unit", "code", "name"),
        *("change", "key", "before", "after", "difference", "percent"),
    ]


def test_a_table_for_people(history: Perf) -> None:
    assert history.done("log", MAINTENANCE).splitlines() == [
        "Commit             Unit    Project                What               Change",
        "-----------------  ------  ---------------------  -----------------  ---------------",
        "2021-07-01 王会计  335002  公租房维修费           Unit               335001 → 335002",
        f"划转供热站                 {MAINTENANCE}",
        "2021-06-30 王会计  335002  公租房维修费           维修套数 · Target  ≥174套 → ≥180套".replace(
            "335002", "335001"
        ),
        f"调整指标值                 {MAINTENANCE}",
        "2021-01-05 王会计  335001  公租房维修费           Added              240,000.00 元",
        f"年初批复                   {MAINTENANCE}",
    ]


def test_a_unit_has_what_came_to_it_and_what_left_it(history: Perf) -> None:
    assert [row for row in told(history, "--unit", "335001") if row[0] != "年初批复"] == [MOVED, TARGET]
    assert [row for row in told(history, "--unit", "335002") if row[0] != "年初批复"] == [BUDGET, MOVED]
    assert [row for row in told(history, "--unit", "335") if row[0] != "年初批复"] == [BUDGET, MOVED, TARGET]
    assert {row[1] for row in told(history, "--unit", "335002") if row[0] == "年初批复"} == {HEATING, "department"}
    assert told(history, "--unit", "335002", "--year", "2022", "--name", "x") == []


def test_what_became_of_a_project(history: Perf) -> None:
    path = f"progress/2021/335002/{MAINTENANCE}.toml"
    history.write(path, f'code = "{MAINTENANCE}"\nunit = "335002"\nyear = 2021\nadjusted = 1.00\n')
    keep(history.root, "调整预算")
    edit(history, path, ("adjusted = 1.00", "adjusted = 2.00"))
    keep(history.root, "再次调整")
    told_of = [
        ("再次调整", MAINTENANCE, "changed", "adjusted", 1, 2),
        ("调整预算", MAINTENANCE, "added", "", None, None),
    ]
    assert told(history, MAINTENANCE)[:2] == told(history, "--unit", "335002")[:2] == told_of


def test_all_of_it(history: Perf) -> None:
    edit(history, "perf.toml", ("year = 2021", "year = 2022"))
    keep(history.root, "新年度")
    found = told(history)
    assert found[0] == ("新年度", "settings", "changed", "year", 2021, 2022)
    assert {row[1] for row in found if row[0] == "年初批复"} >= {"settings", "goals", "department", MAINTENANCE}


def test_a_merge_that_says_what_neither_side_did(history: Perf) -> None:
    path = FILE.replace("335001", "335002")
    git(history.root, "checkout", "-qb", "other")
    edit(history, path, ("≥180套", "≥190套"), ("公租房维修费", "公租房修缮费"))
    keep(history.root, "分支")
    git(history.root, "checkout", "-q", "main")
    edit(history, path, ("≥180套", "≥185套"))
    keep(history.root, "主线")
    git(history.root, "merge", "-q", "other", status=1)
    before, after = history.read(path).split("<<<<<<<")[0], history.read(path).split(">>>>>>> other\n")[1]
    history.write(path, f'{before}target = "≥188套"\n{after}')
    git(history.root, "add", "-A")
    git(history.root, "commit", "-qm", "合并")
    rows = [row for row in told(history, MAINTENANCE) if row[0] == "合并"]
    assert rows == [("合并", MAINTENANCE, "changed", "indicators[维修套数].target", "≥185套", "≥188套")]


def test_a_commit_in_which_a_file_cannot_be_read(history: Perf) -> None:
    path = FILE.replace("335001", "335002")
    text = history.read(path)
    history.write(path, "code =\n")
    keep(history.root, "弄坏了")
    history.write(path, text.replace("≥180套", "≥181套"))
    keep(history.root, "修好了")
    outcome = history("log", MAINTENANCE, "-f", "json")
    assert outcome.status == 0
    broken = git(history.root, "rev-parse", "HEAD~1")
    assert f"  {broken[:8]}:{path}:1:" in outcome.err
    assert [row["title"] for row in json.loads(outcome.out)] == ["划转供热站", "调整指标值", "年初批复"]


def test_what_is_wrong(history: Perf) -> None:
    unknown = "13030321ZZZZZZZZZZZZZ"
    assert history.refused("log", unknown) == (
        f"Error: git has no history of {unknown}\nSee `perf list -q`; what was never committed has no history.\n"
    )
    assert "git has no history of *" in history.refused("log", "*")
    assert "no department file knows the unit 999" in history.refused("log", "--unit", "999")


def test_in_a_folder_whose_name_is_a_pattern(history: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
    top = tmp_path_factory.mktemp("top")
    for path, data in history.snapshot().items():
        if not path.startswith(".git/"):
            Perf(top).write(f"数[据]* /{path}", data)
    keep(top, "一")
    inner = Perf(top / "数[据]* ")
    edit(inner, HEAT, ("total = 0.06", "total = 0.07"))
    keep(top, "二")
    assert told(inner, HEATING) == [
        ("二", HEATING, "changed", "budget.total", 0.06, 0.07),
        ("一", HEATING, "added", "", None, 0.06),
    ]


def test_a_part_of_a_name_is_the_project_it_fits(history: Perf) -> None:
    assert history("log", "公租房维修").out == history("log", MAINTENANCE).out


def test_a_year_tells_one_name_of_two_years_apart(history: Perf) -> None:
    later = "13030322EEEEEEEEEEEEE"
    text = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"].replace(MAINTENANCE, later)
    history.write(f"projects/2022/335001/{later}.toml", text.replace("year = 2021", "year = 2022"))
    assert history.refused("log", "公租房维修").splitlines()[-1] == (
        "Give more of the name, the whole code, or the year by --year."
    )
    assert history.done("log", "公租房维修", "--year", "2021") == history.done("log", MAINTENANCE, "--year", "2021")
