"""Whatever happens to the index's file, the answer is the one of the data files."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcli.actions.caching import clear, rebuild, status
from perfcli.actions.listing import list_rows
from perfcli.actions.monitoring import status as standing
from perfcli.index import load, refresh, store
from perfcli.index.refresh import index_store
from perfcli.index.store import Store
from perfcli.repository import Repository
from perfcli.select import Selection
from perfcli.walk import Scope
from tests.bench.repository import add_progress, make
from tests.index.reference import compare

PROJECTS = 60


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with an index that is up to date."""
    made = make(tmp_path / "仓库", PROJECTS)
    compare(made, Selection())
    return made


def index_of(root: Path) -> Store:
    return index_store(Repository(root))


def change_one(root: Path) -> None:
    """Another amount in one project's file."""
    path = sorted(root.glob("projects/*/*/*.toml"))[0]
    text = path.read_text(encoding="utf-8")
    start = text.index("total = ")
    end = text.index("\n", start)
    text = f"{text[:start]}total = 77.77{text[end:]}".replace(f"fiscal{text[start + 5 : end]}", "fiscal = 77.77")
    path.write_text(text, encoding="utf-8")


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble_all(path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)


def garble_head(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def garble_some(path: Path) -> None:
    """Bytes in the middle of rows, which SQLite itself does not notice."""
    data = bytearray(path.read_bytes())
    draw = random.Random(7)
    for _number in range(200):
        data[draw.randrange(4096, len(data))] ^= 0x55
    path.write_bytes(bytes(data))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path) -> None:
    path.unlink()


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def change_by_hand(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE project SET total_fen = 1")
    connection.commit()
    connection.close()


def other_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE meta SET value = 'another form'")
    connection.execute("DROP TABLE goal")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        truncate,
        garble_all,
        garble_head,
        garble_some,
        empty,
        delete,
        make_a_folder,
        change_by_hand,
        other_version,
    ],
)
def test_a_damaged_index_is_made_anew(root: Path, damage: Callable[[Path], None]) -> None:
    damage(index_of(root).path)
    compare(root, Selection())
    change_one(root)
    compare(root, Selection())
    compare(root, Selection(units=("301001",)))


def test_a_damaged_index_with_a_stamp_that_fits_is_made_anew(root: Path) -> None:
    for damage in (truncate, garble_all, garble_head):
        damage(index_of(root).path)
        index_of(root).write_stamp()
        compare(root, Selection())


def test_where_no_index_can_be_written_it_lives_in_memory(tmp_path: Path) -> None:
    root = make(tmp_path, PROJECTS)
    (root / ".perf").write_text("in the way", encoding="utf-8")
    compare(root, Selection())
    assert status(Repository(root)) == {
        "path": "",
        "bytes": 0,
        "folders": 11,
        "projects": 60,
        "indicators": 540,
        "unreadable": 0,
    }
    assert (root / ".perf").read_text(encoding="utf-8") == "in the way"


def test_where_the_folder_of_another_user_hides_the_index_it_lives_in_memory(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under `chmod 700 .perf`, which root would not notice."""
    looked_at = os.stat

    def hidden(path: str | bytes | os.PathLike[str] | int, **words: object) -> os.stat_result:
        if not isinstance(path, int) and os.fsdecode(path).startswith(f"{root / '.perf'}{os.sep}"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return looked_at(path, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", hidden)
    change_one(root)
    compare(root, Selection())


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="names there are always text")
def test_names_that_are_no_text_are_unreadable_files(root: Path) -> None:
    unit = os.fsencode(next(root.glob("projects/2021/*")))
    os.mkdir(unit + b"\xff")
    for path in (unit + b"\xff/a.toml", unit + b"/\xff.toml"):
        Path(os.fsdecode(path)).write_text("", encoding="utf-8")
    listed = list_rows(Repository(root), "projects", Selection())
    assert len(listed.rows) == PROJECTS
    assert [problem.path for problem in listed.problems] == [
        "projects/2021/301001/\\xff.toml",
        "projects/2021/301001\\xff/a.toml",
    ]


def run_perf(root: Path, *words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """`perf` in a process of its own, unable to write more than `limit` bytes into one file."""

    def before() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "perfcli", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=before)


def test_a_full_disk_does_not_change_the_answer(tmp_path: Path) -> None:
    root = make(tmp_path, PROJECTS)
    expected = run_perf(root, "summary", "-f", "csv").stdout
    assert expected.startswith("year,unit,projects,total")
    clear(Repository(root))
    full = run_perf(root, "summary", "-f", "csv", limit=20_000)
    assert (full.returncode, full.stdout, full.stderr) == (0, expected, "")
    assert not index_of(root).path.exists()
    run_perf(root, "summary")
    change_one(root)
    full = run_perf(root, "summary", "-f", "csv", limit=20_000)
    after = run_perf(root, "summary", "-f", "csv")
    assert (full.returncode, full.stdout, full.stderr) == (0, after.stdout, "")
    assert after.stdout != expected


def test_a_locked_index_does_not_change_the_answer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)
    other = sqlite3.connect(index_of(root).path)
    other.execute("BEGIN EXCLUSIVE")
    change_one(root)
    compare(root, Selection())
    other.rollback()
    other.close()
    compare(root, Selection())


def test_processes_that_refresh_at_once_all_answer_right(tmp_path: Path) -> None:
    root = make(tmp_path, 400)
    expected = run_perf(root, "summary", "-f", "csv").stdout
    for start in (clear, lambda _repository: None):
        start(Repository(root))
        for path in root.glob("projects/*/*/*.toml"):
            os.utime(path)
        command = [sys.executable, "-m", "perfcli", "-C", str(root), "summary", "-f", "csv"]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _n in range(6)]
        answers = [process.communicate() for process in running]
        assert answers == [(expected.encode(), b"")] * 6
    compare(root, Selection())


def test_a_killed_refresh_leaves_no_wrong_index(tmp_path: Path) -> None:
    root = make(tmp_path, 150)
    draw = random.Random(3)
    command = [sys.executable, "-m", "perfcli", "-C", str(root), "summary", "-f", "csv"]
    for number in range(9):
        if number % 3 == 0:
            clear(Repository(root))
        change_one(root)
        for path in root.glob("projects/*/*/*.toml"):
            os.utime(path)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.1 + draw.random() * 0.15)
        process.send_signal(signal.SIGKILL)
        process.wait()
        compare(root, Selection())
    assert sorted(path.name for path in (root / ".perf").iterdir()) == [".gitignore", "index.sqlite", "index.stamp"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes need fork")
def test_two_processes_build_what_one_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path, 300)
    alone = {subject: list_rows(Repository(root), subject, Selection()).rows for subject in ("projects", "indicators")}
    monkeypatch.setattr(load, "_MANY", 10)
    told: list[tuple[int, int]] = []
    row = rebuild(Repository(root), lambda done, total, _stage="", /: told.append((done, total)))
    assert {key: row[key] for key in ("projects", "indicators", "unreadable")} == {
        "projects": 300,
        "indicators": 2700,
        "unreadable": 0,
    }
    assert told[-1][0] == told[-1][1]
    for subject, rows in alone.items():
        assert list_rows(Repository(root), subject, Selection()).rows == rows


def test_more_changes_than_files_make_the_index_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path, 300)
    compare(root, Selection(years=(2021,)))
    monkeypatch.setattr(refresh, "MANY", 10)
    compare(root, Selection())


def test_progress_of_all_projects_makes_the_index_anew_and_that_of_a_part_adds_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = add_progress(make(tmp_path, 60))
    monkeypatch.setattr(refresh, "MANY", 1)
    filled: list[Scope] = []
    fill = refresh.IndexMirror.fill

    def noted(self: refresh.IndexMirror, connection: sqlite3.Connection, now: int, draft: Path | None) -> None:
        filled.append(self._scope)
        fill(self, connection, now, draft)

    monkeypatch.setattr(refresh.IndexMirror, "fill", noted)
    list_rows(Repository(root), "projects", Selection())
    with standing(Repository(root), Selection(years=(2021,)), None) as found:
        part = (found.count, found.without)
    with standing(Repository(root), Selection(), None) as found:
        everything = (found.count, found.without)
    assert (part, everything) == ((12, 0), (60, 0))
    assert [scope.years for scope in filled] == [(), ()]


def test_only_the_folders_asked_for_are_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in (2022, 2023):
        folder = root / "projects" / str(year) / "301001"
        folder.rename(folder.with_name("hidden"))
        folder.symlink_to("301001")  # a link to itself: whoever looks into it fails
    rows = list_rows(Repository(root), "projects", Selection(years=(2021,))).rows
    assert len(rows) == 12
    assert {row["year"] for row in rows} == {2021}


def test_sums_beyond_64_bits_are_exact(tmp_path: Path) -> None:
    root = make(tmp_path, 1)
    folder = next(root.glob("projects/*/*"))
    text = next(folder.iterdir()).read_text(encoding="utf-8")
    code = next(folder.iterdir()).stem
    amount = "70000000000000.00"
    line = next(line for line in text.split("\n") if line.startswith("total"))
    for number in range(1400):
        other = f"{code[:8]}{number:013}"
        changed = text.replace(code, other).replace(line, f"total = {amount}")
        (folder / f"{other}.toml").write_text(changed, encoding="utf-8")
    (folder / f"{code}.toml").unlink()
    answer = run_perf(root, "summary", "-f", "csv", "--columns", "projects,total").stdout
    assert answer == "projects,total\n1400,98000000000000000.00\n"
