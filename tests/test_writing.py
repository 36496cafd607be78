"""Files written whole or not at all, all of a run or none."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from perfcli import disk, drafts, locking, ownership
from perfcli.disk import cache_folder
from perfcli.errors import PerfError, SystemFailure
from perfcli.writing import Change, Removal, locked, write_changes, write_outputs
from tests.conftest import environment
from tests.faults import killed_before_a_rename

posix = pytest.mark.skipif(os.name == "nt", reason="modes, links and signals of POSIX")

CALLS = ("open", "read", "write", "fsync", "link", "replace", "mkdir", "stat", "fchmod", "listdir", "unlink", "rmdir")
"""What the door asks of the system while it writes."""


class Failing:
    """The system's calls, of which one fails: the given one, the n-th time."""

    def __init__(self, call: str, number: int, error: int) -> None:
        self._call, self._left, self._error = call, number, error
        self.has_failed = False

    def __getattr__(self, name: str) -> Any:
        value = getattr(os, name)
        if name != self._call:
            return value

        def call(*arguments: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self.has_failed = True
                raise OSError(self._error, os.strerror(self._error))
            return value(*arguments, **named)

        return call


def texts(folder: Path) -> dict[str, str]:
    """Every file below a folder, hidden ones too, and every empty folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") if path.is_file() else "(nothing)"
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() or not any(path.iterdir())
    }


OLD = {"a": "old a", "one/b": "old b", "one/c": "old c", "d": "stays", "one/g": "old g", "one/deep/h": "old h"}


def lay_out(folder: Path) -> dict[str, str]:
    """Files that a run changes, and what they hold."""
    for name, text in OLD.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_text(text, encoding="utf-8")
    return texts(folder)


def change_all(folder: Path) -> None:
    """A run over some files that are there, some in a new folder and some that go, one with its folder."""
    new = {"a": "new a", "one/b": "new b", "two/three/e": "new e", "one/c": "new c", "f": "new f"}
    befores = {"a": b"old a", "one/b": b"old b", "one/c": b"old c"}
    changes = [Change(folder / name, befores.get(name), text.encode()) for name, text in new.items()]
    gone = {"one/g": b"old g", "one/deep/h": b"old h"}
    write_changes(folder, [*changes, *(Removal(folder / name, before) for name, before in gone.items())])


DONE = {"a": "new a", "d": "stays", "f": "new f", "one/b": "new b", "one/c": "new c", "two/three/e": "new e"}


EMPTIED = ("one/deep",)
"""Folders that may stay where the system does not let them be removed: they hold nothing."""


def test_outputs_are_written_with_their_folders(tmp_path: Path) -> None:
    write_outputs({tmp_path / "a/b/c.toml": "中\n".encode(), tmp_path / "d": b"x\r\n"})
    assert (tmp_path / "a/b/c.toml").read_bytes() == "中\n".encode()
    assert (tmp_path / "d").read_bytes() == b"x\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "d"]


def test_changes_are_all_made(tmp_path: Path) -> None:
    lay_out(tmp_path)
    change_all(tmp_path)
    assert texts(tmp_path) == DONE


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("call", CALLS)
def test_each_call_that_fails_leaves_all_as_before_or_as_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, error: int
) -> None:
    failures, raised_errors = 0, set[tuple[int | None, bool]]()
    for number in range(1, 200):
        folder = tmp_path / str(number)
        folder.mkdir()
        before = lay_out(folder)
        failing = Failing(call, number, error)
        for module in (disk.files, disk.folder):
            monkeypatch.setattr(module, "os", failing)
        try:
            change_all(folder)
            expected = DONE
        except OSError as raised:
            expected = before
            raised_errors.add((raised.errno, str(raised.filename).startswith(str(folder))))
        for module in (disk.files, disk.folder):
            monkeypatch.setattr(module, "os", os)
        left = {name: text for name, text in texts(folder).items() if not name.endswith(".tmp")}
        assert {name: text for name, text in left.items() if name not in EMPTIED} == expected
        if not failing.has_failed:
            break
        failures += 1
    assert raised_errors <= {(error, True)}
    assert failures > 1 or call in ("link", "rmdir", "fchmod")


def test_what_goes_is_what_was_read_and_no_link(tmp_path: Path) -> None:
    lay_out(tmp_path)
    for name, before in (("a", b"old"), ("none", b"x")):
        with pytest.raises(PerfError, match="was changed by somebody else meanwhile"):
            write_changes(tmp_path, [Change(tmp_path / "d", b"stays", b"x"), Removal(tmp_path / name, before)])
    (tmp_path / "link").symlink_to("a")
    with pytest.raises(PerfError, match="link is a link"):
        write_changes(tmp_path, [Removal(tmp_path / "link", b"old a")])
    (tmp_path / "link").unlink()
    assert texts(tmp_path) == lay_out(tmp_path)


@pytest.mark.parametrize("reason", ["folder", "file as folder", "long", "read-only"])
def test_a_file_that_cannot_be_written_keeps_all_others(tmp_path: Path, reason: str) -> None:
    before = lay_out(tmp_path)
    bad = {"folder": "one", "file as folder": "d/x", "long": "x" * 300, "read-only": "locked/x"}[reason]
    if reason == "read-only":
        if os.name == "nt" or os.geteuid() == 0:
            pytest.skip("the superuser writes anywhere")
        (tmp_path / "locked").mkdir(mode=0o500)
        before = texts(tmp_path)
    changes = [Change(tmp_path / "a", b"old a", b"new"), Change(tmp_path / "new/x", None, b"new")]
    with pytest.raises(OSError, match=r"(?i)directory|too long|denied|exists"):
        write_changes(tmp_path, [*changes, Change(tmp_path / bad, None, b"x")])
    assert texts(tmp_path) == before


def test_what_is_replaced_is_what_was_read(tmp_path: Path) -> None:
    before = lay_out(tmp_path)
    for change in (
        Change(tmp_path / "one/b", b"something else", b"new"),
        Change(tmp_path / "one/b", None, b"new"),
        Change(tmp_path / "none", b"was there", b"new"),
    ):
        with pytest.raises(PerfError) as raised:
            write_changes(tmp_path, [Change(tmp_path / "a", b"old a", b"new"), change])
        assert raised.value.message == f"{change.path} was changed by somebody else meanwhile; nothing was written"
        assert texts(tmp_path) == before


@pytest.mark.parametrize("saved", ["a", "one/b", "one/c", "two/three/e", "f"])
def test_what_a_person_saves_during_the_renames_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: str
) -> None:
    """Saved after the second file was replaced: a file that waits is refused, one that is done keeps what was saved."""
    lay_out(tmp_path)
    replace = disk.Folder.replace
    names: list[str] = []

    def replacing(self: disk.Folder, name: str, target: str) -> None:
        replace(self, name, target)
        names.append(target)
        if len(names) == 2:
            (tmp_path / saved).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / saved).write_text("saved by a person", encoding="utf-8")

    monkeypatch.setattr(disk.Folder, "replace", replacing)
    is_done = saved in ("a", "one/b")
    if is_done:
        change_all(tmp_path)
    else:
        with pytest.raises(PerfError, match="changed by somebody else"):
            change_all(tmp_path)
    found = texts(tmp_path)
    assert found.pop(saved) == "saved by a person"
    others = DONE if is_done else OLD
    assert found == {name: text for name, text in others.items() if name != saved}


@posix
def test_a_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_outputs({path: b"new"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    new = tmp_path / "b"
    write_outputs({new: b"x"})
    plain = tmp_path / "c"
    plain.write_text("x", encoding="utf-8")
    assert new.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="the superuser alone gives files away")
def test_an_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old", encoding="utf-8")
    os.chown(path, 1234, 2345)
    write_changes(tmp_path, [Change(path, b"old", b"new")])
    assert (path.read_text(encoding="utf-8"), path.stat().st_uid, path.stat().st_gid) == ("new", 1234, 2345)


# links


@posix
def test_a_link_within_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("far/real")
    write_changes(tmp_path, [Change(tmp_path / "link", b"old", b"new")])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far/real").read_text(encoding="utf-8") == "new"


@posix
@pytest.mark.parametrize("case", ["file", "dangling", "folder", "link of a link", "below a link", "git", "cache", "up"])
def test_nothing_is_written_through_a_link_that_leads_away(tmp_path: Path, case: str) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    (outside / "sub").mkdir(parents=True)
    (root / ".git/hooks").mkdir(parents=True)
    (root / ".perf").mkdir()
    (outside / "x").write_text("precious", encoding="utf-8")
    links: dict[str, tuple[str, str | Path]] = {
        "file": ("x", outside / "x"),
        "dangling": ("x", outside / "none"),
        "folder": ("data", outside),
        "link of a link": ("x", "second"),
        "below a link": ("data", outside),
        "git": ("x", ".git/hooks/pre-commit"),
        "cache": ("data", ".perf"),
        "up": ("data", ".."),
    }
    name, target = links[case]
    (root / name).symlink_to(target)
    (root / "second").symlink_to(outside / "x")
    path = root / {"data": "data/x", "x": "x"}[name]
    path = root / "data/sub/new" if case == "below a link" else path
    before = texts(tmp_path)
    with pytest.raises(PerfError) as raised:
        write_changes(root, [Change(root / "other", None, b"new"), Change(path, None, b"new")])
    assert raised.value.message.startswith(f"{name} is a link that leads away from the data of the repository")
    assert texts(tmp_path) == before


@posix
def test_a_link_put_in_the_way_after_the_look_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    (root / "data").mkdir(parents=True)
    realpath = os.path.realpath

    def swapping(path: Any, **named: Any) -> Any:
        found = realpath(path, **named)
        if str(path).endswith("data") and not (root / "data").is_symlink():
            (root / "data").rmdir()
            (root / "data").symlink_to(outside)
        return found

    monkeypatch.setattr(os.path, "realpath", swapping)
    with pytest.raises(OSError, match=r"(?i)not a directory|symbolic"):
        write_changes(root, [Change(root / "data/new", None, b"x")])
    assert texts(outside) == {}


@posix
def test_a_hard_link_is_a_file_like_any(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("old", encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    os.link(tmp_path / "elsewhere", root / "x")
    write_changes(root, [Change(root / "x", b"old", b"new")])
    assert texts(tmp_path) == {"elsewhere": "old", "root/x": "new"}


# drafts


def test_drafts_of_ended_processes_are_cleared_and_no_others(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    ours = drafts.draft_name()
    machine, number = ours.split("-")[1:3]
    gone = ours.replace(f"-{number}-", f"-{int(ended.stdout)}-")
    elsewhere = gone.replace(machine, "00000000" if machine != "00000000" else "11111111")
    others = {ours, elsewhere, ".hidden", "x.tmp", ".a.toml.0123456789abcdef.tmp"}
    for name in (gone, *others):
        (tmp_path / name).write_text("x", encoding="utf-8")
    write_outputs({tmp_path / "a.toml": b"y"})
    assert set(texts(tmp_path)) == {*others, "a.toml"}


def test_a_draft_that_cannot_be_removed_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ownership, "is_running", lambda _process: False)
    left = drafts.draft_name()
    (tmp_path / left).mkdir()  # a folder is not unlinked
    write_outputs({tmp_path / "a": b"y"})
    assert (tmp_path / "a").read_bytes() == b"y"
    assert (tmp_path / left).is_dir()


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    name = "审" * 83 + ".json"
    assert len(name.encode()) == 254
    write_outputs({tmp_path / name: b"x"})
    assert texts(tmp_path) == {name: "x"}
    assert len(drafts.draft_name()) < 60


@posix
def test_many_writers_into_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from perfcli.writing import write_outputs\n"
        "for n in range(60): write_outputs({Path(sys.argv[1]) / f'{sys.argv[2]}-{n}': b'x', "
        "Path(sys.argv[1]) / f'{sys.argv[2]}': b'y'})"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(n)], env=environment()) for n in range(4)
    ]
    assert [process.wait(timeout=120) for process in processes] == [0] * 4
    assert len(texts(tmp_path)) == 4 * 61


@posix
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_process_killed_between_renames_leaves_whole_files(tmp_path: Path, number: int) -> None:
    program = killed_before_a_rename(number, "from tests.test_writing import change_all\nchange_all(Path(sys.argv[1]))")
    before = lay_out(tmp_path)
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], env=environment(), timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    left = {name: text for name, text in texts(tmp_path).items() if not name.endswith(".tmp")}
    assert all(text in (before.get(name), DONE.get(name)) for name, text in left.items())
    assert sum(left.get(name) == text for name, text in DONE.items()) == number  # "stays" is one of them
    folders = {path.parent for path in tmp_path.rglob(".*.tmp")}
    assert folders
    write_outputs({folder / "again": b"x" for folder in folders})
    assert list(tmp_path.rglob(".*.tmp")) == []


# the lock


def test_the_lock_keeps_another_writer_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_SECONDS", 0.1)
    with locked(tmp_path):
        with pytest.raises(SystemFailure) as raised, locked(tmp_path):
            pass
        assert str(raised.value).startswith("another perf command is writing to ")
    with locked(tmp_path):
        pass
    assert (tmp_path / ".perf/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert cache_folder(tmp_path) == tmp_path / ".perf"


@posix
def test_the_lock_survives_a_deleted_cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_SECONDS", 0.1)
    with locked(tmp_path):
        shutil.rmtree(tmp_path / ".perf")
        with pytest.raises(SystemFailure), locked(tmp_path):
            pass
    with locked(tmp_path):
        pass


@posix
def test_the_lock_of_a_folder_without_locks_is_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    flock = fcntl.flock

    def refusing(descriptor: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EBADF, "no locks of folders on this disk")
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", refusing)
    monkeypatch.setattr(locking, "_SECONDS", 0.1)
    with locked(tmp_path), pytest.raises(SystemFailure), locked(tmp_path):
        pass


@posix
@pytest.mark.parametrize("link", [".perf", ".perf/lock", ".perf/.gitignore"])
def test_the_lock_is_no_link(tmp_path: Path, link: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / link).parent.mkdir(parents=True)
    outside.mkdir()
    (root / link).symlink_to(outside if link == ".perf" else outside / "none")
    with pytest.raises(PerfError) as raised, locked(root):
        pass
    assert raised.value.message == f"{root / link} is a link: nothing is written to the repository"
    assert texts(outside) == {}
