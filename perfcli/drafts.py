"""Drafts: files that stand beside their places until they are whole.

Each belongs to a process of a machine, and nobody else removes it while that may be running.
"""

from __future__ import annotations

import secrets
from contextlib import suppress

from perfcli.disk import Folder
from perfcli.ownership import MARK, is_left_behind, own_mark
from perfcli.regex import regex

_DRAFT = regex(rf"\.perf-{MARK}-[0-9a-f]{{16}}\.tmp")


def draft_name() -> str:
    """A name for a draft of this process: hidden, short whatever its file is called, ignored by git as *.tmp."""
    return f".perf-{own_mark()}-{secrets.token_hex(8)}.tmp"


def clear_left_behind(folder: Folder) -> None:
    """Remove the drafts of this machine's ended processes; who may not need not."""
    with suppress(OSError):
        for name in folder.names():
            draft = _DRAFT.fullmatch(name)
            if draft and is_left_behind(draft[1], draft[2]):
                with suppress(OSError):
                    folder.remove(name)
