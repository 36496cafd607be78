"""The walk over faults of the disk in its short form: drawn, from a seed."""

from __future__ import annotations

import ast
import errno
import os
import random
from pathlib import Path

import pytest

from perfcli import repository
from tests.conftest import CHECKOUT
from tests.endurance.commands import ANSWERING, WRITING, Tried
from tests.endurance.faults import CACHES, Fault, Walk, sample
from tests.endurance.faulty import NUMBERS, Disk
from tests.endurance.ground import Caches

COMPLETION_TABLE = CHECKOUT / "perfcli" / "cli" / "commands.tsv"

EACH = 6
"""Faults of each command."""

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="folders are opened in POSIX alone"),
    pytest.mark.usefixtures("drawn_alike"),
]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file counts as just written: what is noted down is believed."""
    monkeypatch.setattr("perfcli.index.folders.RACY_NS", -(10**12))


def test_every_command_is_tried() -> None:
    table = [line.split("\t") for line in COMPLETION_TABLE.read_text(encoding="utf-8").splitlines()]
    names = {words[1] for words in table if words[0] == "command"}
    commands = {name for name in names if not any(other.startswith(f"{name} ") for other in names)}
    for words in table:  # cache and lake do one thing or another
        if words[0] == "argument" and words[2] == "what":
            commands.discard(words[1])
            commands |= {f"{words[1]} {action}" for action in words[3].split("|")}
    tried = {" ".join(one.argv[:length]) for one in (*WRITING, *ANSWERING) for length in (1, 2)}
    assert commands - tried == set(), "give these a line in tests/endurance/commands.py"


MAKING = {"write_changes", "write_outputs", "write_stream", "write_over", "put", "put_text", "put_parts"}
"""The functions by which files are made."""

BESIDE = {
    "perfcli.actions.answers": "answers on a terminal, of an interview that is not at its end",
    "perfcli.actions.settings": "what is asked on a terminal",
}


def makers() -> set[str]:
    """The modules that call one of these, those that have them aside."""
    found = set()
    for path in (CHECKOUT / "perfcli").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
        names = {call.id for call in calls if isinstance(call, ast.Name)}
        names |= {
            call.attr for call in calls if isinstance(call, ast.Attribute) and ast.unparse(call.value) == "outputs"
        }
        if names & MAKING:
            found.add(".".join(path.relative_to(CHECKOUT).with_suffix("").parts))
    return found - {"perfcli.writing", "perfcli.cli.outputs", "perfcli.disk.files"}


def test_every_module_that_makes_files_is_tried(walk: Walk) -> None:
    tried = set().union(*(walk.usual(one, "none").makers for one in (*WRITING, *ANSWERING)))
    assert len(makers()) > 20
    assert makers() - tried == BESIDE.keys(), "give what they write a line in tests/endurance/commands.py"


@pytest.mark.parametrize("tried", [*WRITING, *ANSWERING], ids=lambda tried: tried.name)
def test_a_fault_leaves_all_as_before_or_as_after(walk: Walk, tried: Tried) -> None:
    faults = list(sample(walk, tried, random.Random(f"{tried.name} 9"), EACH))
    assert faults or tried.name in (
        "rules",
        "help",
        "completion",
        "lake schema",
        "schema",
    )  # they stand in the program alone
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


def named(name: str) -> Tried:
    return next(tried for tried in (*WRITING, *ANSWERING) if tried.name == name)


def test_what_a_second_or_third_look_could_not_read_is_said(walk: Walk) -> None:
    tried = named("peers")
    asked = walk.usual(tried, "none").asked
    folders = ("open /仓库/projects", "open /仓库/projects/2021", "open /仓库/progress")
    faults = [
        fault
        for fault in walk.faults(tried, "none")
        if asked[fault.at] in folders and fault.number == errno.EIO and not fault.stays
    ]
    assert len(faults) > len(folders)
    assert [wrong for fault in faults for wrong in walk.wrong(fault)] == []


def test_an_index_that_fails_where_memory_is_limited_is_no_bug(walk: Walk) -> None:
    asked = walk.usual(named("query"), "none").asked
    faults = [fault for fault in walk.faults(named("query"), "none") if "PRAGMA" in asked[fault.at]]
    assert len([fault for fault in faults if "hard_heap_limit" in asked[fault.at]]) == len(NUMBERS)
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
