"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from perfcli import writing
from perfcli.disk import cache_folder
from perfcli.errors import SystemFailure
from perfcli.writing import locked, write_files

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")


def test_files_are_written_in_utf8_with_their_folders(tmp_path: Path) -> None:
    write_files({tmp_path / "a/b/c.toml": "中\n", tmp_path / "d": "x\r\n"})
    assert (tmp_path / "a/b/c.toml").read_bytes() == "中\n".encode()
    assert (tmp_path / "d").read_bytes() == b"x\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "d"]


def test_nothing_is_replaced_where_a_text_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_files({tmp_path / "a": "new", tmp_path / "b": "\ud800"})
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"a": "old"}


def test_nothing_is_left_where_the_disk_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_sync", full)
    with pytest.raises(OSError, match="No space"):
        write_files({tmp_path / "a": "new", tmp_path / "b": "new"})
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"a": "old"}


@posix
def test_a_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    write_files({path: "new"})
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    new = tmp_path / "b"
    write_files({new: "x"})
    plain = tmp_path / "c"
    plain.write_text("x", encoding="utf-8")
    assert new.stat().st_mode == plain.stat().st_mode


@posix
def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to("far/real")
    write_files({tmp_path / "link": "new"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "far/real").read_text(encoding="utf-8") == "new"


def test_what_a_killed_process_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    left = tmp_path / ".a.toml.0123456789abcdef.tmp"
    others = [tmp_path / ".a.toml.tmp", tmp_path / "a.0123456789abcdef.tmp", tmp_path / ".hidden"]
    for path in (left, *others):
        path.write_text("x", encoding="utf-8")
    write_files({tmp_path / "a.toml": "y"})
    assert sorted(tmp_path.iterdir()) == sorted([*others, tmp_path / "a.toml"])


def test_the_lock_keeps_another_writer_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_LOCK_SECONDS", 0.1)
    with locked(tmp_path):
        with pytest.raises(SystemFailure) as raised, locked(tmp_path):
            pass
        assert str(raised.value).startswith("another perf command is writing to ")
    with locked(tmp_path):
        pass
    assert (tmp_path / ".perf/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert cache_folder(tmp_path) == tmp_path / ".perf"
