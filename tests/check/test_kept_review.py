"""What is kept of a review: read again only where files changed, and never believed where it is damaged."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcli import walk
from perfcli.actions import rule_runner
from perfcli.actions.caching import clear
from perfcli.actions.check import Reviewer
from perfcli.actions.request import Request
from perfcli.cli.main import run
from perfcli.disk import read_file
from perfcli.repository import Repository
from perfcli.select import Selection
from tests.bench.repository import make
from tests.check.reference import compare, found_in

PROJECTS = 60
EVERYTHING = Selection(name="项目")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository that has been reviewed."""
    made = make(tmp_path / "仓库", PROJECTS)
    compare(made, EVERYTHING)
    return made


def kept(root: Path) -> Path:
    (path,) = (root / ".perf").glob("review-*.sqlite")
    return path


def change_one(root: Path, old: str = "total = ", new: str = "total = 9") -> Path:
    path = min(root.glob("projects/*/*/*.toml"))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a review reads, as it reads them."""
    noted: list[str] = []

    def noting(path: str) -> bytes:
        noted.append(path)
        return read_file(path)

    monkeypatch.setattr(rule_runner, "read_file", noting)
    return noted


def review(root: Path, request: Request | None = None) -> list[str]:
    with Reviewer(Repository(root), request or Request()).review() as done:
        return done.lines().decode("utf-8").split("\n")


def settle(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file count as just written."""
    monkeypatch.setattr("perfcli.index.folders.RACY_NS", -(10**12))
    compare(root, EVERYTHING)
    change_one(root, "total = ", "total =  ")
    for path in root.rglob("*.toml"):
        os.utime(path)
    compare(root, EVERYTHING)


def test_nothing_is_read_where_nothing_changed(root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    settle(root, monkeypatch)
    read.clear()
    before = review(root)
    assert review(root, Request(select=("A3",))) == [line for line in before if ": A3" in line]
    assert read == []


def test_what_changed_alone_is_read(root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    settle(root, monkeypatch)
    read.clear()
    path = change_one(root, "明显改善", "≥90百分百")
    review(root)
    assert read == [str(path)]
    compare(root, EVERYTHING)


def test_a_file_of_the_same_content_is_not_judged_again(
    root: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(root, monkeypatch)
    path = min(root.glob("projects/*/*/*.toml"))
    os.utime(path)
    read.clear()
    monkeypatch.setattr("perfcli.check.checker.Checker.check", None)
    review(root)
    assert read == [str(path)]


def test_whatever_units_are_called_they_are_noted_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "departments" / "338.toml").write_text(
        'code = "338"\nname = "局"\n[[units]]\ncode = "338 001"\n[[units]]\ncode = ""\n', encoding="utf-8"
    )
    settle(root, monkeypatch)
    before = kept(root).read_bytes()
    compare(root, EVERYTHING)
    assert kept(root).read_bytes() == before


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    draw = random.Random(7)
    for _number in range(200):
        data[draw.randrange(4096, len(data))] ^= 0x55
    path.write_bytes(bytes(data))


def change_by_hand(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE finding SET code = 'A301', said = 'nothing'")
    connection.commit()
    connection.close()


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [truncate, garble, change_by_hand, make_a_folder, Path.unlink])
def test_damage_does_not_change_the_answer(root: Path, damage: Callable[[Path], None]) -> None:
    damage(kept(root))
    compare(root, EVERYTHING)
    change_one(root)
    compare(root, EVERYTHING)


def test_where_nothing_can_be_kept_all_is_read(tmp_path: Path) -> None:
    root = make(tmp_path, PROJECTS)
    (root / ".perf").write_text("in the way", encoding="utf-8")
    compare(root, EVERYTHING)
    change_one(root)
    compare(root, EVERYTHING)
    assert (root / ".perf").read_text(encoding="utf-8") == "in the way"


def test_a_locked_file_does_not_change_the_answer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfcli.index.store._BUSY_SECONDS", 0.1)
    other = sqlite3.connect(kept(root))
    other.execute("BEGIN EXCLUSIVE")
    change_one(root)
    compare(root, EVERYTHING)
    other.rollback()
    other.close()
    compare(root, EVERYTHING)


def test_reviews_at_once_all_answer_right(tmp_path: Path) -> None:
    root = make(tmp_path, 200)
    command = [sys.executable, "-m", "perfcli", "--locale", "en", "-C", str(root), "check", "-f", "jsonl"]
    expected = subprocess.run(command, capture_output=True, check=False).stdout
    assert expected.count(b"\n") == len(found_in(root)[0])
    for start in (clear, lambda _repository: None):
        start(Repository(root))
        for path in root.glob("projects/*/*/*.toml"):
            os.utime(path)
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _n in range(5)]
        assert [process.communicate() for process in running] == [(expected, b"")] * 5


def test_clearing_the_cache_removes_it(root: Path) -> None:
    assert sorted(path.name for path in clear(Repository(root))) == ["review-en.sqlite", "review-en.stamp"]
    assert [path.name for path in (root / ".perf").iterdir()] == [".gitignore"]


@pytest.mark.parametrize("where", ["here", "inside", "above", "beside"])
def test_lines_begin_at_the_working_directory(
    root: Path, where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = {"here": root, "inside": root / "projects" / "2021", "above": root.parent, "beside": root / ".." / "x"}
    prefixes = {
        "here": "projects/2021/",
        "inside": "",
        "above": "仓库/projects/2021/",
        "beside": "../仓库/projects/2021/",
    }
    folders["beside"].mkdir(exist_ok=True)
    monkeypatch.chdir(folders[where])
    assert (
        run(["--locale", "zh_CN", "-C", str(root), "check", str(root / "projects" / "2021"), "--select", "A315"]) == 0
    )
    unit, *_rest = sorted(path.name for path in (root / "projects" / "2021").iterdir())
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].startswith(f"{prefixes[where]}{unit}/")
    assert len(lines) == 12 + 3


def test_the_tree_holds_every_file_and_follows_no_circle(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = min(root.glob("projects/2021/*"))
    (unit / "deep" / "down").mkdir(parents=True)
    (unit / "deep" / "down" / "x.TOML").write_text("", encoding="utf-8")
    (unit / "deep" / ".hidden.toml").write_text("", encoding="utf-8")
    (unit / "folder.toml").mkdir()
    (unit / "folder.toml" / "y.toml").write_text("", encoding="utf-8")
    (root / "templates").mkdir()
    whole = sorted(Repository(root).toml_files())
    assert sorted(path for folder in walk.walk(root, walk.EVERYTHING) for path in folder.paths) == whole
    monkeypatch.setattr("perfcli.walk._MANY", 2)
    assert sorted(path for folder in walk.walk(root, walk.EVERYTHING) for path in folder.paths) == whole
    for number, target in enumerate((unit, root, root / "projects", unit / "deep")):
        (unit / "deep" / f"circle{number}").symlink_to(target, target_is_directory=True)
    assert sorted(path for folder in walk.walk(root, walk.EVERYTHING) for path in folder.paths) == whole
    assert sorted(Repository(root).toml_files()) == whole
