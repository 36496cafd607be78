"""Which files have to be read again: what differs, what is as young as the reading, what could not be read."""

from __future__ import annotations

import sqlite3

import pytest

from perfcli.file_states import Stat, state_of, unknown
from perfcli.index.folders import NOTED, RACY_NS, TABLES, Missed, Work, compared, note, note_missed, outdate
from perfcli.walk import Folder

PATH = "projects/2021/335001"
READ_AT = 10 * RACY_NS
OLD = READ_AT - RACY_NS - 1
"""A time from which on nobody can have changed a file within one tick of the reading."""


def stat(name: str, time: int = OLD, size: int = 5) -> Stat:
    return (name, size, time, time, 1)


def folder(*stats: Stat, path: str = PATH) -> Folder:
    return Folder(path, "projects", 2021, "335001", state_of(stats))


@pytest.fixture
def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.executescript(TABLES)
    return made


def noted(connection: sqlite3.Connection, *folders: Folder, now: int = READ_AT) -> Work:
    """Write folders down as they are."""
    work = compared(folders, connection.execute(NOTED).fetchall())
    note(connection, work, now)
    return work


def again(connection: sqlite3.Connection, *folders: Folder) -> tuple[list[str], list[str], int, int]:
    """The files to read and those whose rows go, how many folders are written down and forgotten."""
    work = compared(folders, connection.execute(NOTED).fetchall())
    return [one[0] for _, one in work.read], [name for _, name in work.drop], len(work.note), len(work.forget)


def test_what_is_as_it_was_is_not_read(connection: sqlite3.Connection) -> None:
    first = noted(connection, folder(stat("a"), stat("b")))
    assert [one[0] for _, one in first.read] == ["a", "b"]
    assert first.drop == []
    assert again(connection, folder(stat("a"), stat("b"))) == ([], [], 0, 0)


def test_what_differs_is_read_and_its_rows_go(connection: sqlite3.Connection) -> None:
    noted(connection, folder(stat("a"), stat("b")), folder(stat("x"), path="projects/2021/335002"))
    changed = folder(stat("a", size=6), stat("c"))
    assert again(connection, changed) == (["a", "c"], ["a", "b"], 1, 1)
    numbers = dict(connection.execute("SELECT path, id FROM folder").fetchall())
    assert numbers == {PATH: 1, "projects/2021/335002": 2}
    noted(connection, changed, folder(stat("y"), path="projects/2021/335003"))
    assert dict(connection.execute("SELECT path, id FROM folder").fetchall()) == {PATH: 1, "projects/2021/335003": 2}


@pytest.mark.parametrize(
    ("one", "is_read"),
    [
        (stat("a", OLD), False),
        (stat("a", OLD + 1), True),
        (("a", 5, OLD + 1, OLD, 1), True),
        (("a", 5, OLD, OLD + 1, 1), True),
        (unknown("a"), True),
    ],
)
def test_a_young_file_and_one_that_was_not_seen_are_read_again(
    connection: sqlite3.Connection, one: Stat, is_read: bool
) -> None:
    noted(connection, folder(one, stat("z")))
    assert connection.execute("SELECT settled FROM folder").fetchone() == (int(not is_read),)
    expected = (["a"], ["a"], 1, 0) if is_read else ([], [], 0, 0)
    assert again(connection, folder(one, stat("z"))) == expected


def test_a_file_that_was_not_read_is_read_the_next_time_and_one_that_is_gone_is_new(
    connection: sqlite3.Connection,
) -> None:
    as_it_is = folder(stat("a"), stat("b"), stat("c"))
    noted(connection, as_it_is)
    note_missed(connection, Missed(refused={f"{PATH}/a"}, gone={f"{PATH}/b"}))
    assert again(connection, as_it_is) == (["a", "b"], ["a"], 1, 0)
    note_missed(connection, Missed(gone={f"{PATH}/a", f"{PATH}/c"}))
    assert connection.execute("SELECT COUNT(*) FROM folder").fetchone() == (0,)


def test_what_follows_a_change_is_outdated_once(connection: sqlite3.Connection) -> None:
    as_it_is = folder(stat("a"), stat("b"))
    noted(connection, as_it_is)
    assert not outdate(connection, {"projects/2021/335009": set(), PATH: {"z"}})
    assert outdate(connection, {PATH: {"b"}})
    assert again(connection, as_it_is) == (["b"], ["b"], 1, 0)
    assert not outdate(connection, {PATH: {"b"}})
    assert outdate(connection, {PATH: set()})
    assert again(connection, as_it_is) == (["a", "b"], ["a", "b"], 1, 0)
