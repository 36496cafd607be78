"""Two processes for a work that is worth it, one where the system gives no second.

The second process ends with the first, however that ends: it waits at a pipe whose other end the first alone holds.
It keeps nothing of the caller's open, so that whoever reads our output is never left waiting for it.
"""

from __future__ import annotations

import _thread
import mmap
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TypeVar

import msgspec

A = TypeVar("A")
T = TypeVar("T")
Line = bytes | memoryview

CAN_FORK = hasattr(os, "fork")
_STANDARD = (0, 1, 2)
_DONE = b"."
_BUFFER = 1 << 20

_BATCH = 1000
_SIZE = 8
_ENCODER = msgspec.msgpack.Encoder()
_LENGTHS = msgspec.msgpack.Decoder(list[int])
_SHARE = 0.54
"""More than a half is done here: the second process has to write its lines where they are read from."""


def in_halves(
    items: Sequence[A],
    many: int,
    here: Callable[[Sequence[A]], T],
    there: Callable[[Sequence[A]], Iterable[Line]],
    taken: Callable[[memoryview], T],
    share: float = 0.5,
) -> Iterator[T]:
    """A work over items: of the first half done `here`, of the second what is `taken` of the bytes that came back.

    Meanwhile the second half is worked out `there`, in another process; here, too, where that fails. What is done here
    may be done as it is asked for: the second half is not looked at before the first was taken. Where much has to come
    back, a `share` above one half leaves both as much to do. All of it is done
    here where there are fewer than `many` items, where this is a half of another work, where the system gives no second
    process, or the program has threads of its own, whose locks a second process would hold for ever.
    """
    if len(items) < max(many, 2) or not CAN_FORK or _halved or threading.active_count() > 1:
        yield here(items)
        return
    with _both_at_work():
        yield from _halves(items, int(len(items) * share), here, there, taken)


def lines_in_halves(
    items: Sequence[A],
    many: int,
    here: Callable[[Sequence[A]], Iterable[Line]],
    there: Callable[[Sequence[A]], Iterable[Line]] | None = None,
) -> Iterator[Line]:
    """The lines that a work makes of items, in their order, as they are asked for; `in_halves` says how."""
    work = there or here
    for half in in_halves(items, many, here, lambda some: _packed(work(some)), _unpacked, _SHARE):
        yield from half


def _packed(lines: Iterable[Line]) -> Iterator[Line]:
    """Some lines at a time behind their lengths, so that none has to be kept."""
    coming = iter(lines)
    while some := list(islice(coming, _BATCH)):
        lengths = _ENCODER.encode(list(map(len, some)))
        yield len(lengths).to_bytes(_SIZE)
        yield lengths
        yield b"".join(some)


def _unpacked(sent: memoryview) -> Iterator[memoryview]:
    """The same lines, not copied."""
    begin = 0
    while begin < len(sent):
        start, end = begin, begin + _SIZE
        begin = end + int.from_bytes(sent[begin:end])
        for length in _LENGTHS.decode(sent[end:begin]):
            yield sent[begin : begin + length]
            begin += length
        _let_go_of(sent, start, begin)


def _let_go_of(sent: memoryview, start: int, end: int) -> None:
    """Keep nothing of that part of what was sent in memory, where the system allows it."""
    if isinstance(sent.obj, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        first, last = start // mmap.PAGESIZE * mmap.PAGESIZE, end // mmap.PAGESIZE * mmap.PAGESIZE
        sent.obj.madvise(mmap.MADV_DONTNEED, first, last - first)


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
    half: int,
    here: Callable[[Sequence[A]], T],
    there: Callable[[Sequence[A]], Iterable[Line]],
    taken: Callable[[memoryview], T],
) -> Iterator[T]:
    second = None
    try:
        with _no_interrupt():
            second = _Second.begun(lambda: there(items[half:]))
        if second is None:
            yield here(items)
            return
        yield here(items[:half])
        sent = second.result()
        yield here(items[half:]) if sent is None else taken(sent)
    finally:
        if second:
            second.end()


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let Ctrl-C wait: a second process must not go the first one's ways out."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Second:
    """A second process: what it writes, the end of the pipe that it tells by, and the one whose closing ends it."""

    def __init__(self, process: int, shared: int, told: int, holding: int) -> None:
        self._process = process
        self._shared = shared
        self._told = told
        self._holding = holding

    @classmethod
    def begun(cls, work: Callable[[], Iterable[Line]]) -> _Second | None:
        """The process, at its work; None where the system gives none."""
        opened: list[int] = []
        try:
            opened.append(_shared_memory())
            opened += os.pipe()
            opened += os.pipe()
            process = os.fork()
        except (OSError, MemoryError):
            _close(*opened)
            return None
        shared, told, telling, waiting, holding = opened
        if process == 0:
            _close(told, holding)
            _serve(work, shared, telling, waiting)
        _close(telling, waiting)
        return cls(process, shared, told, holding)

    def result(self) -> memoryview | None:
        """What it wrote, None where it failed; its end is not waited for, which takes a while after much work."""
        if os.read(self._told, 1) != _DONE:
            return None
        size = os.fstat(self._shared).st_size
        return memoryview(mmap.mmap(self._shared, size, access=mmap.ACCESS_READ) if size else b"")

    def end(self) -> None:
        """Leave nothing of it: neither a process nor an open file."""
        _close(self._shared, self._told, self._holding)
        os.waitpid(self._process, 0)


def _shared_memory() -> int:
    """An open file without a name, in memory where the system has such."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("perf")
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _serve(work: Callable[[], Iterable[Line]], shared: int, telling: int, waiting: int) -> None:
    """The second process's life: it never returns, and leaves without any of our ways out."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGINT,))
        _let_go_of_streams(shared, telling, waiting)
        _thread.start_new_thread(_end_with_the_first, (waiting,))
        with open(shared, "wb", _BUFFER) as file:
            file.writelines(work())
        os.write(telling, _DONE)
    finally:
        os._exit(0)


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
