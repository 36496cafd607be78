"""What lies on the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfcli.disk import LARGEST, entries, read_file


def test_entries_are_sorted_and_hidden_ones_left_out(tmp_path: Path) -> None:
    for name in ("b", "a", ".c"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [entry.name for entry in entries(tmp_path)] == ["a", "b"]
    assert entries(tmp_path / "none") == []
    with pytest.raises(NotADirectoryError):
        entries(tmp_path / "a")


def test_regular_files_alone_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\r\n\0")
    assert read_file(tmp_path / "a") == b"\r\n\0"
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none")
    with pytest.raises(OSError, match=r"(?i)directory|denied"):
        read_file(tmp_path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices on this system")
def test_a_device_is_not_read() -> None:
    with pytest.raises(OSError, match="not a regular file"):
        read_file(Path("/dev/zero"))


def test_a_file_beyond_all_sense_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"a")
    os.truncate(file, LARGEST)
    assert len(read_file(file)) == LARGEST
    os.truncate(file, LARGEST + 1)
    with pytest.raises(OSError, match=r"(?i)too large"):
        read_file(file)
    assert len(read_file(file, LARGEST + 1)) == LARGEST + 1
