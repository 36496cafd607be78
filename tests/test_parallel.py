"""Two processes: the second ends with the first, and is done without where the system gives none."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from perfcli import parallel
from perfcli.parallel import in_halves

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="two processes need fork")

ITEMS = range(10)


def doubled(there: Callable[[Sequence[int]], list[bytes]] | None = None) -> list[list[int]]:
    def here(some: Sequence[int]) -> list[int]:
        return [2 * item for item in some]

    return list(in_halves(ITEMS, 4, here, there or (lambda some: [bytes(here(some))]), list))


WHOLE = [[0, 2, 4, 6, 8, 10, 12, 14, 16, 18]]
HALVES = [[0, 2, 4, 6, 8], [10, 12, 14, 16, 18]]


def no_children() -> bool:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_two_halves_are_the_whole() -> None:
    assert doubled() == HALVES
    assert list(in_halves(range(3), 4, list, lambda some: [bytes(some)], list)) == [[0, 1, 2]]
    assert no_children()


def test_a_program_with_threads_of_its_own_gets_no_second_process() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert doubled() == WHOLE
    finally:
        done.set()
        other.join()
    assert doubled() == HALVES


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.ENOMEM])
def test_without_a_second_process_one_does_it(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse() -> int:
        raise OSError(number, os.strerror(number))

    for name in ("fork", "pipe"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, refuse)
            assert doubled() == WHOLE
    monkeypatch.setattr(parallel, "CAN_FORK", False)
    assert doubled() == WHOLE


def test_without_threads_one_process_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("_thread.start_new_thread", refuse)
    assert doubled() == HALVES
    assert no_children()


def test_what_the_second_process_fails_at_is_done_here() -> None:
    def fail(_some: Sequence[int]) -> list[bytes]:
        raise MemoryError

    def die(_some: Sequence[int]) -> list[bytes]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []

    assert doubled(fail) == doubled(die) == HALVES
    assert no_children()


def test_an_error_here_ends_the_second_process() -> None:
    def here(_some: Sequence[int]) -> list[int]:
        raise KeyboardInterrupt

    def wait(_some: Sequence[int]) -> list[bytes]:
        time.sleep(60)
        return []

    before = set(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else set()
    with pytest.raises(KeyboardInterrupt):
        list(in_halves(ITEMS, 4, here, wait, list))
    assert no_children()
    assert not before or set(os.listdir("/dev/fd")) == before


ENDLESS = """
import os, sys, time
from perfcli.parallel import in_halves

def work(who):
    with open(sys.argv[1], "a") as told:  # closed by hand: an interrupt while it is cleared away would be lost
        print(who, os.getpid(), file=told, flush=True)
    while True:
        sum(range(1000))

list(in_halves(range(10), 4, lambda some: work("first"), lambda some: work("second"), list))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGSEGV])
def test_the_second_process_ends_with_the_first(tmp_path: Path, number: int) -> None:
    told = tmp_path / "told"
    command = [sys.executable, "-c", ENDLESS, str(told)]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while not told.exists() or told.read_text(encoding="utf-8").count("\n") < 2:
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(number)
    first.communicate(timeout=60)  # ends when nobody holds the streams any more
    second = int(told.read_text(encoding="utf-8").split("second ")[1].split()[0])
    for _time in range(1000):
        if not is_running(second):
            return
        time.sleep(0.01)
    pytest.fail("the second process is still there")


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
