"""The lines of files that findings are about, with a caret below: for people."""

from __future__ import annotations

from perfcli import codec
from perfcli.codec import Malformed
from perfcli.codec.excerpts import excerpt
from perfcli.repository import Repository


def excerpt_at(repository: Repository, path: str, line: int, column: int) -> str:
    """The line of a file below the root with a caret under its column; empty where it is no text or not there."""
    try:
        return excerpt(codec.decode(repository.content(path)), line, column)
    except (OSError, Malformed):
        return ""
