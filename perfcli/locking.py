"""The lock that keeps two writers of a repository apart."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from perfcli.disk import cache_folder, close, open_folder
from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.links import cache_links

if sys.platform != "win32":
    import fcntl

_SECONDS = 60
_WAIT = 0.05


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other writing processes out of a repository; raises SystemFailure when another does not finish.

    The root itself is locked too, where the system has that: it stays when somebody deletes `.perf/`.
    """
    for link in cache_links(root)[:1]:
        raise PerfError(
            _("{path} is a link: nothing is written to the repository").format(path=root / link),
            hint=_("Delete the link; perf makes a folder of its own in its place."),
        )
    try:
        with _root_lock(root), FileLock(cache_folder(root) / "lock", timeout=_SECONDS):
            yield
    except Timeout:
        raise SystemFailure(
            _("another perf command is writing to {root} and does not finish").format(root=root),
            hint=_("Wait for it or end it, then try again."),
        ) from None


@contextmanager
def _root_lock(root: Path) -> Iterator[None]:
    """Lock the root's folder; without a word where there is no such lock: in Windows and on some network disks."""
    if sys.platform == "win32":
        yield
        return
    descriptor = open_folder(root)
    try:
        for _try in range(round(_SECONDS / _WAIT) + 1):
            if _is_taken(descriptor):
                break
            time.sleep(_WAIT)
        else:
            raise Timeout(str(root))
        yield
    finally:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # a child may have the descriptor still
        close(descriptor)


if sys.platform != "win32":

    def _is_taken(descriptor: int) -> bool:
        """Try to lock an open folder; whether it is ours, or cannot be anybody's."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
