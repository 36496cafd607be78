"""How much this process may take while a lake is asked, where the system tells and keeps it: in Linux.

DuckDB's own limit counts its tables and not the values that a statement makes: a text, a list. So the process is
bounded as well: by what it has in memory, which is looked at as a statement runs, and by its addresses, beyond which
the system gives no more. Of addresses it has a multiple of what it uses; some come with each core's threads.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from perfcli.disk import read_file
from perfcli.lake.reasons import out_of_memory

if sys.platform != "win32":
    import resource

_RESIDENT, _ADDRESSES = 1.5, 4
"""How much of what DuckDB may take the process may."""

_BESIDE = 200_000_000
_OF_A_CORE = 128_000_000


class Bound:
    """The bound of this process, from now on until it is lifted."""

    def __init__(self, megabytes: int) -> None:
        """`megabytes` are those that DuckDB may take, 0 for no bound."""
        self._most = 0
        self._before: tuple[int, int] | None = None
        addresses, resident = _taken()
        if megabytes and resident:
            self._most = resident + int(megabytes * 1_000_000 * _RESIDENT) + _BESIDE
            cores = (os.cpu_count() or 1) * _OF_A_CORE
            self._limit(addresses + megabytes * 1_000_000 * _ADDRESSES + _BESIDE + cores)

    def require_kept(self) -> None:
        """Raise SystemFailure where the process has taken more."""
        if self._most and _taken()[1] > self._most:
            raise out_of_memory()

    def lift(self) -> None:
        """Let the process take what it likes again."""
        if self._before is not None and sys.platform != "win32":
            resource.setrlimit(resource.RLIMIT_AS, self._before)
            self._before = None

    def _limit(self, addresses: int) -> None:
        if sys.platform == "win32":
            return
        soft, hard = before = resource.getrlimit(resource.RLIMIT_AS)
        if any(0 <= limit < addresses for limit in (soft, hard)):  # somebody bounds it more narrowly
            return
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (addresses, hard))
            self._before = before


def _taken() -> tuple[int, int]:
    """The bytes of addresses and of memory that this process has, 0 where the system does not tell."""
    try:
        addresses, resident, *_others = read_file(Path("/proc/self/statm")).split()
        return int(addresses) * resource.getpagesize(), int(resident) * resource.getpagesize()
    except (OSError, ValueError):
        return 0, 0
