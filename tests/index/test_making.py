"""Many processes that want a database made: one makes it, the others wait; and what lies in its place never hangs."""

from __future__ import annotations

import os
import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from perfcli.actions.check import Reviewer
from perfcli.actions.listing import list_rows
from perfcli.actions.request import Request
from perfcli.index import making, mirror
from perfcli.index.mirror import Mirror
from perfcli.repository import Repository
from perfcli.select import Selection
from tests.bench.repository import make
from tests.index.reference import compare

PROJECTS = 30


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "仓库", PROJECTS)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The databases that are made anew."""
    noted: list[str] = []
    remake = Mirror._remade

    def noting(self: Mirror) -> sqlite3.Connection:
        noted.append(self.store.name)
        return remake(self)

    monkeypatch.setattr(Mirror, "_remade", noting)
    return noted


def other_process(root: Path) -> subprocess.Popen[bytes]:
    """One that makes the index and never ends it: it holds the lock as `Maker.turn` does."""
    (root / ".perf").mkdir(exist_ok=True)
    code = (
        "import sqlite3, sys; lock = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "lock.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(root / ".perf" / "index.making")]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout
    assert process.stdout.readline() == b"held\n"
    return process


def test_who_waited_uses_what_another_made(root: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    other = other_process(root)
    tried = making._is_first

    def waiting(lock: sqlite3.Connection) -> bool:
        """Meanwhile the other one makes the index and ends."""
        with pytest.raises(sqlite3.OperationalError):
            lock.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr(making, "_is_first", tried)
        with closing(sqlite3.connect(":memory:")):
            list_rows_alone(root)
        other.communicate()
        return False

    monkeypatch.setattr(making, "_is_first", waiting)
    assert len(list_rows(Repository(root), "projects", Selection()).rows) == PROJECTS
    assert made == []


def list_rows_alone(root: Path) -> None:
    """The same question, by a process that does not wait long."""
    code = (
        "import sys; from pathlib import Path; from perfcli.index import making; making._WAITS = 1;"
        "from perfcli.actions.listing import list_rows; from perfcli.repository import Repository;"
        "from perfcli.select import Selection; list_rows(Repository(Path(sys.argv[1])), 'projects', Selection())"
    )
    subprocess.run([sys.executable, "-c", code, str(root)], check=True)


def test_who_waited_takes_over_from_one_that_died(root: Path, made: list[str]) -> None:
    other = other_process(root)
    other.kill()
    other.communicate()
    compare(root, Selection())
    assert made == ["index"]
    assert sorted(path.name for path in (root / ".perf").iterdir()) == [".gitignore", "index.sqlite", "index.stamp"]


def test_nobody_waits_for_ever(root: Path, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_WAITS", 2)
    monkeypatch.setattr(making, "_WAIT_MILLISECONDS", 10)
    other = other_process(root)
    assert len(list_rows(Repository(root), "projects", Selection()).rows) == PROJECTS
    assert made == ["index"]
    other.communicate()


def test_a_database_that_is_never_kept_is_made_by_each(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_is_first", lambda _lock: False)
    assert mirror._WAITS == 2
    assert len(list_rows(Repository(root), "projects", Selection()).rows) == PROJECTS


def make_a_pipe(path: Path) -> None:
    os.mkfifo(path)


def link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files there")
@pytest.mark.parametrize("put", [make_a_pipe, link_to_a_device])
@pytest.mark.parametrize("ending", ["sqlite", "sqlite-journal", "stamp", "making", "making-journal"])
def test_pipes_and_devices_among_the_caches_keep_nobody(root: Path, put: Callable[[Path], None], ending: str) -> None:
    for is_made in (False, True):
        for name in ("index", "review-en"):
            path = root / ".perf" / f"{name}.{ending}"
            path.parent.mkdir(exist_ok=True)
            if is_made:
                path.unlink(missing_ok=True)
            put(path)
        compare(root, Selection())
        with Reviewer(Repository(root), Request()).review() as review:
            assert review.files == len(list(Repository(root).toml_files()))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files there")
@pytest.mark.parametrize("put", [make_a_pipe, link_to_a_device])
def test_pipes_and_devices_among_the_data_are_unreadable_files(root: Path, put: Callable[[Path], None]) -> None:
    put(min(root.glob("projects/2021/*")) / "13030321AAAAAAAAAAAAA.toml")
    for _time in range(2):
        listed = list_rows(Repository(root), "projects", Selection())
        assert [problem.message for problem in listed.problems] == ["cannot be read: not a regular file"]
        assert len(listed.rows) == PROJECTS
        with Reviewer(Repository(root), Request()).review() as review:
            assert any("13030321AAAAAAAAAAAAA" in finding.path for finding in review.findings())


def journal_naming(other: Path, pages: int) -> bytes:
    """A rollback journal that holds no page and names the journal of a transaction over several databases."""
    page, sign, name = 4096, bytes.fromhex("d9d505f920a163d7"), os.fsencode(other)
    head = (sign + struct.pack(">5I", 0, 1, pages, 512, page)).ljust(512, b"\0")
    lock_page = 0x40000000 // page + 1
    return head + struct.pack(">I", lock_page) + name + struct.pack(">2I", len(name), sum(name)) + sign


@pytest.mark.parametrize("name", ["index.sqlite", "index.making", "review-en.sqlite", "review-en.making"])
def test_no_journal_among_the_caches_makes_sqlite_delete_a_file(root: Path, tmp_path: Path, name: str) -> None:
    precious = tmp_path / "precious"
    precious.write_text("论文", encoding="utf-8")
    database = root / ".perf" / name
    database.parent.mkdir()

    def put() -> None:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("CREATE TABLE meta (name, value)")
            connection.commit()
        pages = database.stat().st_size // 4096
        database.with_name(f"{name}-journal").write_bytes(journal_naming(precious, pages))

    put()
    with closing(sqlite3.connect(database)) as connection:  # the attack is one: SQLite alone deletes what is named
        connection.execute("SELECT * FROM meta").fetchall()
    assert not precious.exists()
    precious.write_text("论文", encoding="utf-8")
    database.unlink()
    put()
    compare(root, Selection())
    with Reviewer(Repository(root), Request()).review() as review:
        assert review.files == len(list(Repository(root).toml_files()))
    assert precious.read_text(encoding="utf-8") == "论文"


def test_nothing_is_asked_of_a_database_of_others(root: Path) -> None:
    (root / ".perf").mkdir()
    with closing(sqlite3.connect(root / ".perf/index.sqlite")) as connection:
        connection.execute(
            "CREATE VIEW meta AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
            " SELECT 'fingerprint' AS name, x AS value FROM c WHERE x < 0"
        )
        connection.commit()
    started = subprocess.run(
        [sys.executable, "-m", "perfcli", "-C", root, "list", "-q"], capture_output=True, timeout=60, check=False
    )
    assert (started.returncode, len(started.stdout.splitlines())) == (0, PROJECTS)
