"""Where projects stand, worked out by two processes: the lines are those of one."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from perfcli import parallel
from perfcli.actions.monitoring import status
from perfcli.index import Index, halves
from perfcli.repository import Repository
from perfcli.rows_for_scripts import line_writer
from perfcli.select import Row, Selection
from perfcli.walk import Scope
from tests.bench.repository import add_progress, make

COUNT = 30
KEYS = ("code", "unit", "year", "date", "spent", "light", "indicators")
SELECTIONS = (
    Selection(),
    Selection(years=(2021,)),
    Selection(name="道"),
    Selection(units=("301",)),
    Selection(where="total > 100"),
)

needs_fork = pytest.mark.skipif(not parallel.CAN_FORK, reason="the system has no fork")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make(tmp_path_factory.mktemp("halves"), COUNT)
    add_progress(root)
    missing = sorted(root.glob("progress/*/*/*.toml"))[::7]
    for path in missing:
        path.unlink()
    return root


def lines(root: Path, selection: Selection, by: date | None = None, *, nests: bool) -> tuple[list[Row], int, int]:
    """The rows that the lines of a status say, and its counts."""
    keys = KEYS if nests else KEYS[:-1]
    with status(Repository(root), selection, by) as found:
        told = [json.loads(bytes(line)) for line in found.lines(line_writer(keys, "jsonl"), with_indicators=nests)]
        return told, found.count, found.without


@pytest.fixture
def halved(monkeypatch: pytest.MonkeyPatch, halves_taken: list[bool]) -> list[bool]:
    """The same, of works of two lines or more."""
    monkeypatch.setattr(halves, "_MANY", 2)
    return halves_taken


@needs_fork
@pytest.mark.parametrize("by", [None, date(2021, 7, 31), date(2030, 1, 1)])
@pytest.mark.parametrize("nests", [False, True])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_two_processes_say_what_one_says(
    root: Path,
    selection: Selection,
    nests: bool,
    by: date | None,
    halved: list[bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = lines(root, selection, by, nests=nests)
    assert told[1] == len(told[0]) > 0
    assert halved == [True] * (not selection.units and not selection.where)
    monkeypatch.setattr(halves, "_MANY", 10_000)
    assert told == lines(root, selection, by, nests=nests)
    assert len(halved) == (not selection.units and not selection.where)


@needs_fork
def test_an_index_made_anew_meanwhile_is_not_read_for_the_one_that_answers(
    root: Path, halved: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = lines(root, Selection(), nests=True)
    monkeypatch.setattr(Index, "mark", lambda _index: "another")
    assert lines(root, Selection(), nests=True) == told
    assert halved == [True, False]


@needs_fork
def test_an_index_in_memory_has_one_reader(root: Path, halved: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    told = lines(root, Selection(), nests=True)
    monkeypatch.setattr(Index, "path", None)
    assert lines(root, Selection(), nests=True) == told
    assert halved == [True]


def test_nobody_waits_for_one_who_waits_to_write(root: Path) -> None:
    with Index(Repository(root), Scope()) as index:
        mark, path = index.mark(), index.path
        assert mark
        assert path is not None
        writer = sqlite3.connect(path, timeout=0, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM level")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            writer.execute("COMMIT")  # it waits for this reader, and lets no other in
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            index.reopen(mark)
        writer.execute("ROLLBACK")
        writer.close()
        index.reopen(mark)
        assert index.rows("SELECT COUNT(*) FROM project") == [(COUNT,)]
        with pytest.raises(OSError, match=path.name):
            index.reopen("another")
