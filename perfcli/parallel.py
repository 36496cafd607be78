"""Two processes for a work that is worth it, one where the system gives no second.

The second process ends with the first, however that ends: it waits at a pipe whose other end the first alone holds.
It keeps nothing of the caller's open, so that whoever reads our output is never left waiting for it.
"""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

A = TypeVar("A")
T = TypeVar("T")

CAN_FORK = hasattr(os, "fork")
_STANDARD = (0, 1, 2)


def in_halves(
    items: Sequence[A],
    many: int,
    here: Callable[[Sequence[A]], T],
    there: Callable[[Sequence[A]], bytes],
    taken: Callable[[bytes], T],
) -> list[T]:
    """A work over items: of the first half done `here`, of the second what is `taken` of the bytes that came back.

    Meanwhile the second half is worked out `there`, in another process; here, too, where that fails. All of it is done
    here where there are fewer than `many` items, where this is a half of another work, where the system gives no second
    process, or the program has threads of its own, whose locks a second process would hold for ever.
    """
    if len(items) < max(many, 2) or not CAN_FORK or _halved or threading.active_count() > 1:
        return [here(items)]
    with _both_at_work():
        return _halves(items, here, there, taken)


_halved = False


@contextmanager
def _both_at_work() -> Iterator[None]:
    """Let what is done in each half be done there alone: a third process would only add to the work."""
    global _halved  # of this process, and of the second one that is begun meanwhile
    _halved = True
    try:
        yield
    finally:
        _halved = False


def _halves(
    items: Sequence[A],
    here: Callable[[Sequence[A]], T],
    there: Callable[[Sequence[A]], bytes],
    taken: Callable[[bytes], T],
) -> list[T]:
    half = len(items) // 2
    second = None
    try:
        with _no_interrupt():
            second = _Second.begun(lambda: there(items[half:]))
        if second is None:
            return [here(items)]
        first = here(items[:half])
        sent = second.result()
    finally:
        if second:
            second.end()
    return [first, here(items[half:]) if sent is None else taken(sent)]


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let Ctrl-C wait: a second process must not go the first one's ways out."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Second:
    """A second process: the end of the pipe that it sends by, and the one whose closing ends it."""

    def __init__(self, process: int, reading: int, holding: int) -> None:
        self._process: int | None = process
        self._reading = reading
        self._holding = holding

    @classmethod
    def begun(cls, work: Callable[[], bytes]) -> _Second | None:
        """The process, at its work; None where the system gives none."""
        pipes: list[int] = []
        try:
            pipes += os.pipe()
            pipes += os.pipe()
            process = os.fork()
        except (OSError, MemoryError):
            _close(*pipes)
            return None
        reading, writing, waiting, holding = pipes
        if process == 0:
            _serve(work, reading, writing, waiting, holding)
        _close(writing, waiting)
        return cls(process, reading, holding)

    def result(self) -> bytes | None:
        """What it sends, None where it fails."""
        with open(self._reading, "rb", buffering=0, closefd=False) as pipe:
            sent = pipe.readall()
        return sent if self._wait() == 0 else None

    def end(self) -> None:
        """Leave nothing of it: neither a process nor a pipe."""
        _close(self._reading, self._holding)
        self._wait()

    def _wait(self) -> int:
        if self._process is None:
            return 0
        _number, status = os.waitpid(self._process, 0)
        self._process = None
        return status


def _serve(work: Callable[[], bytes], reading: int, writing: int, waiting: int, holding: int) -> None:
    """The second process's life: it never returns, and leaves without any of our ways out."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
        _close(reading, holding)
        _let_go_of_streams(writing, waiting)
        _thread.start_new_thread(_end_with_the_first, (waiting,))
        with open(writing, "wb") as pipe:
            pipe.write(work())
        status = 0
    finally:
        os._exit(status)


def _end_with_the_first(waiting: int) -> None:
    """Wait until the other end is closed, by the first process or by its end."""
    os.read(waiting, 1)
    os._exit(1)


def _let_go_of_streams(*ours: int) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in _STANDARD:
        if stream not in ours:
            os.dup2(nothing, stream)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        with suppress(OSError):
            os.close(descriptor)
