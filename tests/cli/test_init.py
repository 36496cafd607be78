"""`perf init`: a new repository that overwrites nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Perf, environment
from tests.faults import killed_before_a_rename


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


@pytest.mark.parametrize("place", ["projects/2021", "projects/2022/new", "goals", "departments/x/y", "progress"])
def test_a_folder_of_a_repositorys_data_is_refused(nowhere: Perf, place: str) -> None:
    nowhere.done("init", "data", "--example")
    before = nowhere.snapshot()
    said = nowhere.refused("init", f"data/{place}").splitlines()
    assert said[0].startswith(f"Error: data/{place} is inside of the data repository ")
    assert said[1] == "Name a folder outside of it: `perf init DIR`."
    assert nowhere.snapshot() == before
    assert nowhere.done("init", "data/beside") == "data/beside\n"


@pytest.mark.parametrize("argv", [["--division", "13030"], ["--division", "１３０３０３"], ["--year", "99"]])
def test_settings_that_cannot_be(nowhere: Perf, argv: list[str]) -> None:
    nowhere.refused("init", *argv)
    assert nowhere.snapshot() == {}


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [1, 6, 20, 28, 29])
def test_a_killed_init_is_completed_by_another(tmp_path: Path, number: int) -> None:
    """`number` is the rename before which the process ends; 29 files are put in place, perf.toml as the last."""
    program = killed_before_a_rename(number, 'from perfcli.cli.main import main\nmain(["init", "r"])')
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment(), timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    nowhere = Perf(tmp_path)
    left = nowhere.snapshot()
    assert sum(not path.endswith(".tmp") for path in left) == number - 1
    mine = next((path for path in sorted(left) if "/templates/" in path and not path.endswith(".tmp")), "")
    if mine:
        nowhere.write(mine, "changed by its user")
    outcome = nowhere("init", "r", "--division", "110101")
    said = f"{mine} was there before and is left as it is\n" if mine else ""
    assert (outcome.status, outcome.out, outcome.err) == (0, "r\n", said)
    whole = Perf(tmp_path / "other")
    whole.root.mkdir()
    whole.done("init", "r", "--division", "110101")
    expected = whole.snapshot() | ({mine: b"changed by its user"} if mine else {})
    assert nowhere.snapshot() == expected | {f"other/{path}": data for path, data in whole.snapshot().items()}


@pytest.mark.parametrize("in_the_way", ["README.md/folder", "schemas", "templates"])
def test_an_init_that_cannot_write_one_file_writes_none(nowhere: Perf, in_the_way: str) -> None:
    if in_the_way == "README.md/folder":
        (nowhere.root / "r/perf.toml").mkdir(parents=True)
    else:
        nowhere.write(f"r/{in_the_way}", "a file")
    before = nowhere.snapshot()
    assert nowhere("init", "r").status in (2, 74)
    assert nowhere.snapshot() == before


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_an_init_writes_through_no_link(nowhere: Perf) -> None:
    (nowhere.root / "r").mkdir()
    (nowhere.root / "outside").mkdir()
    (nowhere.root / "r/templates").symlink_to("../outside")
    assert nowhere.refused("init", "r").startswith("Error: templates is a link that leads away ")
    assert nowhere.snapshot() == {}
