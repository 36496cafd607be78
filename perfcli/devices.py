"""Names that stand for no file: pipes, devices, streams that are open already."""

from __future__ import annotations

import os
from pathlib import Path

_RESERVED = frozenset({"CON", "NUL", "AUX", "PRN", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}


def is_device(path: Path) -> bool:
    """Whether what is written to a path makes no file there."""
    if open_stream(path) is not None or (os.name == "nt" and is_kept_by_windows(path.name)):
        return True
    return path.exists() and not path.is_file() and not path.is_dir()


def is_kept_by_windows(name: str) -> bool:
    """Whether Windows has a device of this name, whatever its ending: no such file can be checked out there."""
    return name.split(".")[0].rstrip(" :").upper() in _RESERVED


def open_stream(path: Path) -> int | None:
    """The number of a stream by its name: opened anew it would be cut, or written over from its beginning."""
    folder, number = os.path.split(str(path))
    if folder in ("/dev/fd", "/proc/self/fd") and number.isdecimal():
        return int(number)
    return _STREAMS.get(str(path))
