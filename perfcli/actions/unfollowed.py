"""Entries of a commit that lead elsewhere."""

from __future__ import annotations

from pathlib import PurePosixPath

from perfcli.errors import Problem
from perfcli.git.files import LINK, SUBMODULE, Blob
from perfcli.i18n import gettext as _
from perfcli.walk import DATA_FOLDERS


def not_followed(blob: Blob | None, place: str) -> tuple[Problem, ...]:
    """What is said of a link or a submodule that stands where a folder of records would: no commit leads into it."""
    if blob is None or blob.mode not in (LINK, SUBMODULE):
        return ()
    path = PurePosixPath(blob.path)
    if path.suffix not in ("", ".toml") or path.parts[0] not in DATA_FOLDERS or any(p[0] == "." for p in path.parts):
        return ()
    reason = _("a link or a submodule in place of a folder: a commit holds nothing of what it leads to")
    return (Problem(place, 0, 0, "", "system", reason),)
