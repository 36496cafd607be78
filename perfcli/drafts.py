"""Drafts: files that stand beside their places until they are whole.

Each belongs to a process of a machine, and nobody else removes it while that may be running.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import sys
from contextlib import suppress
from functools import cache

from perfcli.disk import Folder

_DRAFT = re.compile(r"\.perf-([0-9a-f]{8})-([0-9]+)-[0-9a-f]{16}\.tmp")


def draft_name() -> str:
    """A name for a draft of this process: hidden, short whatever its file is called, ignored by git as *.tmp."""
    return f".perf-{_machine()}-{os.getpid()}-{secrets.token_hex(8)}.tmp"


def clear_left_behind(folder: Folder) -> None:
    """Remove the drafts of this machine's ended processes; who may not need not."""
    with suppress(OSError):
        for name in folder.names():
            draft = _DRAFT.fullmatch(name)
            if draft and draft[1] == _machine() and not is_running(int(draft[2])):
                with suppress(OSError):
                    folder.remove(name)


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
