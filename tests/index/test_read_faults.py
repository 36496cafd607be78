"""What the system kept from us once is never taken for what the files say: neither then nor afterwards."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from perfcli.actions.listing import list_rows
from perfcli.actions.query import query
from perfcli.actions.summing import sum_budgets
from perfcli.errors import UnreadableData
from perfcli.index import Index, Scope, load
from perfcli.repository import Repository
from perfcli.select import Selection
from tests.bench.repository import make
from tests.faults import Fault, failing, fault_in_listing, fault_in_looking, fault_in_reading, removing
from tests.index.reference import compare

PROJECTS = 60
Door = Callable[[Fault], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file counts as just written: what is noted down is believed."""
    monkeypatch.setattr("perfcli.index.folders.RACY_NS", -(10**12))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make(tmp_path / "仓库", PROJECTS)


def first(root: Path, pattern: str = "projects/2021/*/*.toml") -> Path:
    return min(root.glob(pattern))


def problems_of_sum(root: Path, selection: Selection) -> list[str]:
    with pytest.raises(UnreadableData) as caught:
        sum_budgets(Repository(root), selection)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE])
@pytest.mark.parametrize("is_known", [True, False])
def test_a_project_that_did_not_read_once_is_read_again(root: Path, number: int, is_known: bool) -> None:
    path = first(root)
    if is_known:
        compare(root, Selection())
        path.write_text(path.read_text(encoding="utf-8").replace("total =", "total = "), encoding="utf-8")
    problem = f"{path.relative_to(root).as_posix()}: cannot be read: "
    with fault_in_reading(failing(path, number)):
        for _time in range(2):
            listed = list_rows(Repository(root), "projects", Selection())
            assert len(listed.rows) == PROJECTS - 1
            assert [str(found)[: len(problem)] for found in listed.problems] == [problem]
            assert [text[: len(problem)] for text in problems_of_sum(root, Selection())] == [problem]
    assert len(sum_budgets(Repository(root), Selection()).groups) == 5
    compare(root, Selection())


@pytest.mark.parametrize("pattern", ["departments/*.toml", "goals/2021/*.toml"])
def test_a_department_and_its_goals_are_read_again(root: Path, pattern: str) -> None:
    path = first(root, pattern)
    table = pattern.split("/")[0].replace("goals", "department_goals")
    statement = f"SELECT COUNT(*) AS n FROM {table}"  # names of our own
    with fault_in_reading(failing(path, errno.EIO)):
        for _time in range(2):
            with query(Repository(root), statement, {}) as found:
                assert [problem.path for problem in found.problems] == [path.relative_to(root).as_posix()]
    with query(Repository(root), statement, {}) as found:
        assert found.problems == ()
        assert found.rows()[0]["n"] == len(list(root.glob(pattern.replace("2021", "*"))))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes need fork")
def test_a_second_process_tells_what_it_could_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_MANY", 10)
    last = max(root.glob("projects/*/*/*.toml"))
    with fault_in_reading(failing(last, errno.EIO)):
        assert problems_of_sum(root, Selection()) == [
            f"{last.relative_to(root).as_posix()}: cannot be read: Input/output error"
        ]
    compare(root, Selection())


def test_a_state_that_could_not_be_looked_at_is_never_known(root: Path) -> None:
    path = first(root)
    compare(root, Selection())
    with fault_in_looking(failing(path.name, errno.EIO)):
        compare(root, Selection())
    path.write_text(path.read_text(encoding="utf-8").replace("total =", "total = 9"), encoding="utf-8")
    with fault_in_looking(failing(path.name, errno.EIO)):
        compare(root, Selection())
    compare(root, Selection())
    with fault_in_looking(failing(path.name, errno.EIO)), fault_in_reading(failing(path, errno.EIO)):
        assert len(problems_of_sum(root, Selection())) == 1
        assert len(problems_of_sum(root, Selection())) == 1
    compare(root, Selection())


@pytest.mark.skipif(os.listdir not in os.supports_fd, reason="folders are opened where they can be")
@pytest.mark.parametrize("folder", ["projects", "projects/2021", "projects/2021/301001"])
@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_folder_that_could_not_be_listed_is_named_and_listed_again(root: Path, folder: str, number: int) -> None:
    compare(root, Selection())
    path = root / folder
    narrow = Selection(years=(2021,), units=("301001",), code="13030321")
    elsewhere = Selection(years=(2022,))
    with fault_in_listing(failing(path, number)):
        for selection in (narrow, Selection(), narrow):
            assert [text.split(":")[0] for text in problems_of_sum(root, selection)] == [folder]
            assert [problem.path for problem in list_rows(Repository(root), "projects", selection).problems] == [folder]
        assert [problem.path for problem in list_rows(Repository(root), "units", Selection()).problems] == [folder]
        if folder != "projects":
            assert len(list_rows(Repository(root), "projects", elsewhere).rows) == PROJECTS // 5
            assert sum_budgets(Repository(root), elsewhere).groups
    for selection in (elsewhere, narrow, Selection()):
        compare(root, selection)


@pytest.mark.skipif(os.listdir not in os.supports_fd, reason="folders are opened where they can be")
def test_folders_of_departments_and_goals_are_listed_again(root: Path) -> None:
    for folder in ("departments", "goals", "goals/2021"):
        with fault_in_listing(failing(root / folder, errno.EIO)):
            for _time in range(2):
                with query(Repository(root), "SELECT 1 AS n", {}) as found:
                    assert [problem.path for problem in found.problems] == [folder]
        with query(Repository(root), "SELECT 1 AS n", {}) as found:
            assert found.problems == ()
    with query(Repository(root), "SELECT COUNT(*) AS n FROM department_goals", {}) as found:
        assert found.rows()[0]["n"] == len(list(root.glob("goals/*/*.toml")))


def test_a_unit_behind_a_link_that_leads_nowhere_just_now_is_named(root: Path, tmp_path: Path) -> None:
    unit = root / "projects" / "2021" / "301001"
    share = tmp_path / "share"
    unit.rename(share)
    unit.symlink_to(share, target_is_directory=True)
    compare(root, Selection())
    share.rename(tmp_path / "away")
    for _time in range(2):
        assert [text.split(":")[0] for text in problems_of_sum(root, Selection())] == ["projects/2021/301001"]
    (tmp_path / "away").rename(share)
    compare(root, Selection())


def test_a_file_deleted_between_listing_and_reading_is_no_longer_there(root: Path) -> None:
    path = first(root)
    with fault_in_reading(removing(path, path)):
        listed = list_rows(Repository(root), "projects", Selection())
    assert (len(listed.rows), listed.problems) == (PROJECTS - 1, ())
    compare(root, Selection())
    path.with_name("nowhere.toml").symlink_to(path)
    assert len(problems_of_sum(root, Selection())) == 1


def test_a_folder_that_vanishes_while_it_is_read_is_no_half(root: Path) -> None:
    folder = root / "projects" / "2021" / "301001"
    away = root.parent / "away"
    last = max(folder.iterdir())

    def vanish(asked: str) -> None:
        if asked == str(last) and folder.exists():
            folder.rename(away)

    with fault_in_reading(vanish):
        listed = list_rows(Repository(root), "projects", Selection())
    assert {row["year"] for row in listed.rows} == {2022, 2023, 2024, 2025}
    assert listed.problems == ()
    away.rename(folder)
    compare(root, Selection())


def test_a_repository_that_vanishes_is_not_empty(root: Path) -> None:
    compare(root, Selection())
    repository = Repository(root)
    assert repository.settings.year == 2025
    root.rename(root.with_name("away"))
    with pytest.raises(FileNotFoundError):
        list_rows(repository, "projects", Selection())
    root.with_name("away").rename(root)
    compare(root, Selection())


def test_a_file_that_reads_only_after_it_was_left_out_is_named(root: Path) -> None:
    path = first(root)
    times = 0

    def once(asked: str) -> None:
        nonlocal times
        if asked == str(path):
            times += 1
            failing(path, errno.EIO)(asked if times == 1 else "")

    with fault_in_reading(once):
        name = path.relative_to(root).as_posix()
        assert problems_of_sum(root, Selection()) == [f"{name}: changed while it was being read: run the command again"]
    compare(root, Selection())


def test_an_index_that_does_not_read_is_made_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(root, Selection())
    damaged = root / ".perf" / "index.sqlite"
    with Index(Repository(root), Scope()) as index:

        class Broken:
            def execute(self, *_arguments: object) -> None:
                error = sqlite3.OperationalError("disk I/O error")
                error.sqlite_errorcode = sqlite3.SQLITE_IOERR_READ
                raise error

        with monkeypatch.context() as patch:
            patch.setattr(index, "_connection", Broken())
            with pytest.raises(OSError, match="Input/output error") as caught:
                index.rows("SELECT 1")
    assert caught.value.filename == str(damaged)
    assert not damaged.with_suffix(".stamp").exists()
    compare(root, Selection())
    assert damaged.with_suffix(".stamp").exists()
