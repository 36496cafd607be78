"""Whose work something on the disk is: a mark in its name tells others whether that process may still be at it."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from contextlib import suppress
from functools import cache

MARK = r"([0-9a-f]{8})-([0-9]+)"
"""What a mark looks like: its machine, and the number of its process there."""


def own_mark() -> str:
    """The mark of this process."""
    return f"{_machine()}-{os.getpid()}"


def is_left_behind(machine: str, process: str) -> bool:
    """Whether the process of this mark was one of this machine and has ended."""
    return machine == _machine() and not is_running(int(process))


@cache
def _machine() -> str:
    """What tells the machine from others by which a process has its number: a container is one of its own."""
    names = [platform.node()]
    with suppress(OSError):
        names.append(os.readlink("/proc/self/ns/pid"))
    return hashlib.blake2b("\0".join(names).encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()


def is_running(process: int) -> bool:
    """Whether there may be a process of this number here."""
    if sys.platform == "win32":
        return _is_running_in_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


if sys.platform == "win32":
    import ctypes

    def _is_running_in_windows(process: int) -> bool:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            kernel.CloseHandle(handle)
            return True
        return ctypes.get_last_error() != 87  # ERROR_INVALID_PARAMETER: there is none
