"""What is kept in perf.toml for all that follows: the budget year, the division."""

from __future__ import annotations

from pathlib import Path

from perfcli.codec import patch
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import SETTINGS, Repository
from perfcli.settings import Settings
from perfcli.writing import Change, locked, write_changes


def keep_settings(root: Path, *, year: int | None = None, division: str = "") -> Path:
    """Set what is given in perf.toml, and leave comments and all else there as they are; returns its path.

    Raises UnreadableData for a perf.toml that cannot be read, PerfError where it is gone or was changed meanwhile.
    """
    keys = {key for key, value in (("year", year), ("division", division)) if value}
    with locked(root):
        path = root / SETTINGS
        read = Repository(root).read_record(path, Settings)
        if read is None:
            raise PerfError(_("{path} no longer exists").format(path=SETTINGS))
        text = patch(read[1].decode("utf-8"), Settings(year=year, division=division), frozenset(keys))
        write_changes(root, [Change(path, read[1], text.encode("utf-8"))])
    return path
