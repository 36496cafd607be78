"""What lies on the disk."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from perfcli.disk import LARGEST, entries, read_file
from perfcli.disk.scratch import scratch_folder


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


def test_scratch_folders_of_ended_processes_are_cleared_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    with scratch_folder() as scratch:
        scratch.put("sub/a", b"x")
        ours = scratch.root.name
        machine, number = ours.split("-")[1:3]
        gone = ours.replace(f"-{number}-", f"-{int(ended.stdout)}-")
        elsewhere = gone.replace(machine, "00000000" if machine != "00000000" else "11111111")
        for name in (gone, elsewhere, "perf-abcdefgh", gone[1:]):
            (tmp_path / name / "profile").mkdir(parents=True)
            (tmp_path / name / "profile" / "document.doc").write_bytes(b"x")
        (tmp_path / f"{gone}_").write_bytes(b"a file")
        kept = {ours, elsewhere, "perf-abcdefgh", gone[1:], f"{gone}_"}
        if os.name != "nt":
            (tmp_path / f"{gone}0").symlink_to(elsewhere)
            kept.add(f"{gone}0")
        with scratch_folder() as other:
            assert set(os.listdir(tmp_path)) == {*kept, other.root.name}
    assert set(os.listdir(tmp_path)) == kept - {ours}
    assert (tmp_path / elsewhere / "profile" / "document.doc").exists()
