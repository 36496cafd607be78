"""What a shell completes: codes and units as the index last knew them, without looking at the files."""

from __future__ import annotations

import os
import re

import typer

from perfcli.cli.session import Session
from perfcli.errors import PerfError

_CODE = re.compile(r"[0-9A-Za-z]{1,64}")
"""What may be completed: shells evaluate words (zsh) or put them on the line as they are, to be run (bash)."""


def codes(context: typer.Context, incomplete: str) -> list[str]:
    """Codes of projects that begin so."""
    return _stored(context, "SELECT DISTINCT code FROM project WHERE substr(code, 1, $length) = $begin", incomplete)


def units(context: typer.Context, incomplete: str) -> list[str]:
    """Codes of units that begin so."""
    return _stored(context, "SELECT DISTINCT unit FROM project WHERE substr(unit, 1, $length) = $begin", incomplete)


def _stored(context: typer.Context, statement: str, begin: str) -> list[str]:
    from perfcli.index import stored_rows

    session = context.obj if isinstance(context.obj, Session) else Session()
    try:
        rows = stored_rows(session.repository, statement, {"length": len(begin), "begin": begin})
    except (PerfError, OSError):
        return []
    return sorted(row[0] for row in rows if _CODE.fullmatch(row[0]))


def words() -> list[str] | None:
    """The words typed so far where a shell asks for completion, None where it does not."""
    if not os.environ.get("_PERF_COMPLETE"):
        return None
    # typer takes these for given and sound; called by hand they need not be
    line = os.environ.setdefault("COMP_WORDS", "perf").split()
    before = os.environ.setdefault("_TYPER_COMPLETE_ARGS", "perf").split()
    cursor = os.environ.get("COMP_CWORD", "")
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 5):
        os.environ["COMP_CWORD"] = str(len(line))
    return (before if len(before) > 1 else line)[1:]
