"""`perf init`: a new repository that overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Perf


@pytest.fixture
def nowhere(tmp_path: Path) -> Perf:
    return Perf(tmp_path)


def test_a_new_repository_works_at_once(nowhere: Perf) -> None:
    assert nowhere.done("init", "new/数据") == "new/数据\n"
    made = nowhere.snapshot()
    assert {path.split("/")[2] for path in made} == {
        ".gitattributes",
        ".gitignore",
        "README.md",
        "perf.toml",
        "schemas",
        "templates",
    }
    assert nowhere.done("-C", "new/数据", "list", "-f", "json") == "[]\n"
    assert "housing-maintenance\n" in nowhere.done("-C", "new/数据", "list", "templates", "-q")
    settings = nowhere.read("new/数据/perf.toml")
    assert [line for line in settings.split("\n") if line.startswith(("division", "year"))] == ['division = ""']


def test_the_settings_asked_for(nowhere: Perf) -> None:
    nowhere.done("init", "--division", "110101", "--year", "2026")
    lines = nowhere.read("perf.toml").split("\n")
    assert 'division = "110101"' in lines
    assert "year = 2026" in lines
    nowhere.done("new", "unit", "335001", "局本级")
    path = nowhere.done("new", "project", "--unit", "335001", "--name", "x", "--budget", "1")
    assert "/projects/2026/335001/11010126" in path


def test_the_example_is_whole(nowhere: Perf) -> None:
    nowhere.done("init", "--example")
    assert nowhere.done("summary", "--unit", "335001", "-f", "json") == (
        '[{"year":2021,"unit":"335001","projects":19,"total":45576602.30,"fiscal":45576602.30,"other":0.00,'
        '"planned":{"3":15068678.95,"6":33598110.30,"10":40612481.30,"12":45576602.30}}]\n'
    )
    assert nowhere.done("list", "functions", "-q").split()[-1] == "29"
    assert 'division = "130303"' in nowhere.read("perf.toml").split("\n")


def test_no_file_is_overwritten(nowhere: Perf) -> None:
    nowhere.write("README.md", "mine")
    nowhere.write("templates/training.toml", "also mine")
    outcome = nowhere("init", ".")
    assert (outcome.status, outcome.out) == (0, ".\n")
    assert outcome.err == (
        "README.md was there before and is left as it is\n"
        "templates/training.toml was there before and is left as it is\n"
    )
    assert nowhere.read("README.md") == "mine"
    assert nowhere.read("templates/training.toml") == "also mine"


def test_a_folder_that_holds_one_is_refused(nowhere: Perf) -> None:
    nowhere.write("there/perf.toml", "")
    before = nowhere.snapshot()
    assert nowhere.refused("init", "there") == (
        "Error: there already holds a data repository\nName another folder: `perf init DIR`.\n"
    )
    nowhere.write("file", "x")
    assert nowhere.refused("init", "file") == "Error: file is a file, not a folder\n"
    assert nowhere("init", "file/below").status == 74
    assert nowhere.snapshot() == before | {"file": b"x"}


@pytest.mark.parametrize("argv", [["--division", "13030"], ["--division", "１３０３０３"], ["--year", "99"]])
def test_settings_that_cannot_be(nowhere: Perf, argv: list[str]) -> None:
    nowhere.refused("init", *argv)
    assert nowhere.snapshot() == {}
