"""How files look from outside, as bytes that are equal where nothing changed: names, sizes, times, inodes."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

Stat = tuple[str, int, int, int, int]
"""Name, size, mtime_ns, ctime_ns, inode of a file; the size is negative where the system does not say."""

_UNKNOWN = (-1, 0, 0, 0)
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[Stat, ...])


def stat_of(name: str, found: os.stat_result) -> Stat:
    """What a look at a file told, under its name."""
    return (name, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def unknown(name: str) -> Stat:
    """The stat of a file that is never taken for the one that was read."""
    return (name, *_UNKNOWN)


def stats_of(state: bytes) -> tuple[Stat, ...]:
    """The stats that `Folder.state` holds."""
    return _DECODER.decode(state)


def state_of(stats: Sequence[Stat]) -> bytes:
    """The stats of a folder's files as bytes, none for none."""
    try:
        return _ENCODER.encode(stats) if stats else b""
    except (UnicodeEncodeError, OverflowError):
        return _ENCODER.encode([(storable(name), *map(_in_64_bits, state)) for name, *state in stats])


def storable(name: str) -> str:
    """A name on disk as text: bytes that are none are spelled out, so that nothing is found by that name."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def _in_64_bits(number: int) -> int:
    return number if -(1 << 63) <= number < 1 << 63 else number % (1 << 63)


UNLISTED = state_of([("", *_UNKNOWN)])
"""The state of a folder that cannot be listed."""
