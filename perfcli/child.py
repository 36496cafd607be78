"""A second process for half of a work that is worth it, where the system can fork."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

CAN_FORK = hasattr(os, "fork")


def begin(work: Callable[[], None]) -> int:
    """Let a child do the work and leave without any of our ways out; returns its number, 0 where none is to be had."""
    try:
        child = os.fork()
    except OSError:
        return 0
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def succeeded(child: int) -> bool:
    """Wait for a child; whether it did its work."""
    if not child:
        return False
    _number, status = os.waitpid(child, 0)
    return status == 0


def beside(ours: Callable[[], T], others: Callable[[], bytes]) -> tuple[T, bytes | None]:
    """What we work out, and the bytes that a child works out meanwhile; None where the child fails."""
    reading, writing = os.pipe()

    def send() -> None:
        with open(writing, "wb") as pipe:
            pipe.write(others())

    second = begin(send)
    os.close(writing)
    with open(reading, "rb") as pipe:
        first = ours()
        sent = pipe.read()
    return first, sent if succeeded(second) else None
