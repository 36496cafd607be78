"""Programs of others: where they are found, and that nothing of them is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfcli import process

pytestmark = pytest.mark.skipif(os.name == "nt", reason="programs of POSIX")

LEAVES_ONE_BEHIND = "sleep 300 & echo $! > one.tmp; mv one.tmp one; "


def is_running(number: int) -> bool:
    """Whether a process is there and no mere entry that nobody asked about yet."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True)
    return done.stdout.strip()[:1] not in ("", "Z")


def has_ended(number: int) -> bool:
    """Whether it is gone, now or soon."""
    for _ in range(100):
        if not is_running(number):
            return True
        time.sleep(0.05)
    return False


def number_in(file: Path) -> int:
    for _ in range(200):
        if file.exists():
            return int(file.read_text(encoding="ascii"))
        time.sleep(0.05)
    raise AssertionError(f"{file} does not come")


def run(folder: Path, line: str, seconds: float, *, heard: bool) -> subprocess.CompletedProcess[bytes]:
    return process.run(["/bin/sh", "-c", line], folder, process.inherited(), seconds, given=b"given\n", heard=heard)


def test_what_it_says(tmp_path: Path) -> None:
    done = run(tmp_path, "pwd; cat; echo oh >&2; exit 3", 10, heard=True)
    assert (done.returncode, done.stdout, done.stderr) == (3, f"{tmp_path}\ngiven\n".encode(), b"oh\n")


def runs_out_of_time(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Let the time limit of a program pass as soon as it has written a file."""
    communicate = subprocess.Popen.communicate

    def hurried(self: subprocess.Popen[bytes], given: bytes, timeout: float) -> tuple[bytes, bytes]:
        number_in(file)
        return communicate(self, given, 0.01)

    monkeypatch.setattr(subprocess.Popen, "communicate", hurried)


@pytest.mark.parametrize("heard", [True, False])
def test_at_the_time_limit_all_that_it_started_ends(
    tmp_path: Path, heard: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs_out_of_time(monkeypatch, tmp_path / "one")
    with pytest.raises(subprocess.TimeoutExpired):
        run(tmp_path, LEAVES_ONE_BEHIND + "wait", 60, heard=heard)
    monkeypatch.undo()
    assert has_ended(number_in(tmp_path / "one"))


def test_at_its_end_all_that_it_started_ends(tmp_path: Path) -> None:
    assert run(tmp_path, LEAVES_ONE_BEHIND, 60, heard=False).returncode == 0
    assert has_ended(number_in(tmp_path / "one"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_where_this_process_is_asked_to_end_all_ends(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        "import sys; from pathlib import Path; from perfcli import process\n"
        "try: process.run(['/bin/sh', '-c', sys.argv[1]], Path.cwd(), process.inherited(), 300, heard=False)\n"
        "finally: Path('tidied').touch()"
    )
    ours = subprocess.Popen(
        [sys.executable, "-c", code, LEAVES_ONE_BEHIND + "wait"],
        cwd=tmp_path,
        stderr=subprocess.DEVNULL,
        env=process.inherited() | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    one = number_in(tmp_path / "one")
    assert is_running(one)
    ours.send_signal(number)
    status = ours.wait(timeout=30)
    assert status == (-number if number == signal.SIGINT else 128 + number)
    assert (tmp_path / "tidied").exists()
    assert has_ended(one)


def test_a_program_is_found_in_absolute_folders_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tool").write_text("", encoding="utf-8")
        (tmp_path / folder / "tool").chmod(0o755)
    monkeypatch.chdir(tmp_path / "here")
    for path in ("", ".", f":{tmp_path}/nowhere", "../there"):
        monkeypatch.setenv("PATH", path)
        assert process.find("tool") is None
    hidden = f"{tmp_path}/{'x' * 300}"  # as a folder that one may not look into, the system says nothing of it
    monkeypatch.setenv("PATH", f".::{hidden}:{tmp_path}/there:/bin")
    assert process.find("none", "tool") == tmp_path / "there" / "tool"
    (tmp_path / "there" / "tool").chmod(0o644)
    assert os.geteuid() == 0 or process.find("tool") is None
