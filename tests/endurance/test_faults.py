"""The walk over faults of the disk in its short form: drawn, from a seed."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from perfcli import repository
from perfcli.cli.app import COMMANDS
from tests.endurance.commands import ANSWERING, WRITING, Caches, FirstDrawn, Tried
from tests.endurance.faults import CACHES, Fault, Walk, sample
from tests.endurance.faulty import Disk

EACH = 6
"""Faults of each command."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="folders are opened in POSIX alone")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file counts as just written: what is noted down is believed."""
    monkeypatch.setattr("perfcli.index.folders.RACY_NS", -(10**12))


@pytest.fixture(autouse=True)
def drawn_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The codes that are drawn are the same each time."""
    monkeypatch.setattr("perfcli.actions.rollover.secrets", FirstDrawn)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERF_LOCALE", "en")
        return Walk(tmp_path_factory.mktemp("faults"))


BESIDE = {"gather", "site"}
"""Make a folder beside the repository, file after file: tests/lake/test_gathering.py and tests/site/test_folder.py."""


def test_every_command_is_tried() -> None:
    tried = {one.argv[0] for one in (*WRITING, *ANSWERING)}
    assert set(COMMANDS) - tried == BESIDE, "give these a line in tests/endurance/commands.py"


@pytest.mark.parametrize("tried", [*WRITING, *ANSWERING], ids=lambda tried: tried.name)
def test_a_fault_leaves_all_as_before_or_as_after(walk: Walk, tried: Tried) -> None:
    faults = list(sample(walk, tried, random.Random(f"{tried.name} 9"), EACH))
    assert faults or tried.name in ("rules", "help", "completion", "lake")  # they stand in the program alone
    assert [wrong for fault in faults for wrong in walk.wrong(fault)] == []


def looks_at(walk: Walk, tried: Tried, path: str) -> list[Fault]:
    """The faults of a command's looks whether a file is there."""
    asked = walk.usual(tried, "none").asked
    return [fault for fault in walk.faults(tried, "none") if asked[fault.at] == f"lstat /仓库/{path}"]


NEW_PROJECT = WRITING[0]
TEMPLATE = "templates/housing-maintenance.toml"


@pytest.mark.parametrize("path", [TEMPLATE, "departments/335.toml"])
def test_what_cannot_be_looked_at_is_not_taken_for_what_is_not_there(walk: Walk, path: str) -> None:
    faults = looks_at(walk, NEW_PROJECT, path)
    assert faults
    assert [wrong for fault in faults for wrong in walk.wrong(fault)] == []


def test_the_walk_finds_what_is_taken_for_not_there(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "is_gone", lambda path: not os.path.lexists(path))
    wrong = [one for fault in looks_at(walk, NEW_PROJECT, TEMPLATE) for one in walk.wrong(fault)]
    assert any("neither before nor after" in one for one in wrong)


@pytest.mark.parametrize("caches", CACHES)
def test_every_thing_asked_of_the_disk_is_met(walk: Walk, caches: Caches) -> None:
    tried = next(tried for tried in WRITING if tried.name == "import --update")
    kinds = {operation.split()[0] for operation in walk.usual(tried, caches).asked}
    assert {"open", "create", "read", "write", "fsync", "link", "replace", "unlink", "listdir", "stat"} <= kinds
    answered = walk.usual(ANSWERING[0], "none").asked
    assert {"connect", "execute", "executemany", "commit", "scandir", "fetchall"} <= {a.split()[0] for a in answered}


def test_one_alone_fails_and_what_needs_room_may_go_on_failing(tmp_path: Path) -> None:
    def outcome(disk: Disk) -> list[str]:
        said = []
        with disk.in_use():
            for name in ("a", "b", "c"):
                try:
                    os.mkdir(tmp_path / name)
                    os.rmdir(tmp_path / name)
                    said.append("made")
                except OSError as error:
                    said.append(str(error.strerror))
        return said

    assert outcome(Disk(tmp_path)) == ["made"] * 3
    assert outcome(Disk(tmp_path, 2)) == ["made", "Input/output error", "made"]
    assert outcome(Disk(tmp_path, 2, stays=True)) == ["made", "Input/output error", "Input/output error"]
    assert outcome(Disk(tmp_path / "elsewhere", 0)) == ["made"] * 3
