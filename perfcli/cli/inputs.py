"""What a command is given to read: standard input and files named on the command line, all of it, within bounds."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import sys
import time
from pathlib import Path
from typing import IO

from perfcli.disk import input_stream
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.reasons import translated
from perfcli.select import as_typed

LARGEST = 200_000_000
"""Bytes of a file or of standard input: a hundred times a large department's document."""

_PATIENCE = 3.0
"""Seconds in which somebody has to open a pipe for writing that is named as a file."""


_KEPT = 1_000_000
"""Bytes of standard input that are kept for a command that is begun anew: a statement, a list of codes."""


class _Read:
    """What was read of a standard input that has been used up."""

    stream: object = None
    data = b""


def read_input() -> bytes:
    """All of standard input; raises PerfError for more than LARGEST bytes."""
    if _Read.stream is sys.stdin:
        return _Read.data
    with contextlib.suppress(AttributeError, OSError):  # a stream that does not wait would be cut where it pauses
        os.set_blocking(sys.stdin.fileno(), True)
    data = _all(sys.stdin.buffer, _("standard input"))
    if len(data) <= _KEPT:
        _Read.stream, _Read.data = sys.stdin, data
    return data


def read_file(file: Path) -> bytes:
    """A file named on the command line, also a pipe; raises PerfError where it cannot be read or is too large."""
    try:
        if hasattr(os, "O_NONBLOCK") and stat.S_ISFIFO(file.stat().st_mode):
            return _read_pipe(file)
        with io.BufferedReader(input_stream(file)) as stream:
            return _all(stream, str(file))
    except OSError as error:
        raise _unreadable(file, translated(error.strerror)) from None


def decode_input(data: bytes) -> str:
    """Input in UTF-8, with or without a byte order mark; raises PerfError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PerfError(_("line {line} of the input is not UTF-8").format(line=line)) from None


def _all(stream: IO[bytes], name: str) -> bytes:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise PerfError(
            _("{file} is larger than any such document: it is not read").format(file=name),
            hint=_("At most {size} MB are read at a time.").format(size=LARGEST // 1_000_000),
        )
    return data


def _read_pipe(file: Path) -> bytes:
    """All that comes out of a pipe, once somebody writes into it; opening it as any file could wait for ever."""
    with input_stream(file, waits=False) as pipe:
        until = time.monotonic() + _PATIENCE
        while (first := pipe.read(1)) == b"":
            if time.monotonic() > until:
                raise _unreadable(file, _("nobody writes into this pipe"))
            time.sleep(0.02)
        os.set_blocking(pipe.fileno(), True)
        return (first or b"") + _all(io.BufferedReader(pipe), str(file))


def _unreadable(file: Path, reason: str) -> PerfError:
    return PerfError(_("{file} cannot be read: {reason}").format(file=file, reason=reason))


def codes_of(given: str) -> list[str]:
    """The codes that an argument stands for: those on standard input for -, else itself, as typed."""
    codes = decode_input(read_input()).split() if given == "-" else [given]
    return [as_typed(code).strip() for code in codes]
