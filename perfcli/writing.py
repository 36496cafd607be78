"""Files written whole or not at all, and the lock that keeps two writers apart. It knows nothing of what they hold."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from perfcli.disk import cache_folder
from perfcli.errors import SystemFailure
from perfcli.i18n import gettext as _

_LEFT_BEHIND = re.compile(r"\..+\.[0-9a-f]{16}\.tmp")
_LOCK_SECONDS = 60
_REPLACE_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
"""Seconds between tries: on Windows a virus scanner or an editor may hold a file for a moment."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep other writing processes out of a repository; raises SystemFailure when another does not finish."""
    try:
        with FileLock(cache_folder(root) / "lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout:
        raise SystemFailure(
            _("another perf command is writing to {root} and does not finish").format(root=root),
            hint=_("Wait for it or end it, then try again."),
        ) from None


def write_files(texts: dict[Path, str]) -> None:
    """Write files in UTF-8 as `write_data` does."""
    write_data({path: text.encode("utf-8") for path, text in texts.items()})


def write_data(contents: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write files, existing ones replaced; call it with the lock held below a repository's root. Raises OSError.

    Each file is written whole beside its place, brought to the disk and only then renamed. A process killed
    half-way leaves whole files alone at their places; its drafts are cleared by the next that writes there.
    """
    drafts: dict[Path, Path] = {}
    try:
        for folder in sorted({path.parent for path in contents}):
            folder.mkdir(parents=True, exist_ok=True)
            _clear_left_behind(folder)
        for path, data in contents.items():
            target = Path(os.path.realpath(path))
            draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}.tmp")
            drafts[draft] = target
            with open(draft, "wb") as file:
                file.writelines([data] if isinstance(data, bytes) else data)
            if target.exists():
                os.chmod(draft, target.stat().st_mode & 0o7777)
        _sync_all(drafts)
        for draft, target in drafts.items():
            _replace(draft, target)
        for folder in {target.parent for target in drafts.values()}:
            _sync_folder(folder)
    finally:
        for draft in drafts:
            draft.unlink(missing_ok=True)


def _sync_all(drafts: Iterable[Path]) -> None:
    """Bring drafts to the disk, several at a time where the system gives threads."""
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(_sync, drafts))
    except RuntimeError:
        for draft in drafts:
            _sync(draft)


def _clear_left_behind(folder: Path) -> None:
    with os.scandir(folder) as found:
        for entry in found:
            if _LEFT_BEHIND.fullmatch(entry.name):
                Path(entry.path).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring a folder's new names to the disk, where the system has that."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _replace(draft: Path, target: Path) -> None:
    for wait in _REPLACE_WAITS:
        try:
            os.replace(draft, target)
            return
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(wait)
    os.replace(draft, target)
