"""The streams: encodings, where results go, how errors look."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.printable import one_line, printable
from perfcli.reasons import translated

_SHOWN_PROBLEMS = 20


def prepare_streams() -> None:
    """UTF-8 into pipes and files; a terminal keeps its encoding, and what it lacks is spelled out."""
    sys.stdout = _buffered(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _buffered(stream: TextIO) -> TextIO:
    """The stream with a buffer where PYTHONUNBUFFERED took it: a bare file loses what one write does not take."""
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, io.RawIOBase) or raw.isatty():
        return stream
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=stream.encoding, errors=stream.errors)


def abandon_output() -> None:
    """Give up what standard output did not take, so that the interpreter does not try again as it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def terminal_width() -> int | None:
    """The terminal's width, None where standard output is none: then nothing is wrapped."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def read_input() -> bytes:
    """All of standard input."""
    return sys.stdin.buffer.read()


def read_file(file: Path) -> bytes:
    """A file named on the command line; raises PerfError where it cannot be read."""
    from perfcli.disk import read_input as read

    try:
        return read(file)
    except OSError as error:
        raise PerfError(
            _("{file} cannot be read: {reason}").format(file=file, reason=translated(error.strerror))
        ) from None


def decode_input(data: bytes) -> str:
    """Input in UTF-8, with or without a byte order mark; raises PerfError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PerfError(_("line {line} of the input is not UTF-8").format(line=line)) from None


def emit(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text)


def emit_utf8(data: bytes) -> None:
    """Print a long result that is UTF-8 already."""
    if not sys.stdout.isatty() and sys.stdout.encoding.lower() == "utf-8":
        emit_bytes(data)
    else:
        emit(data.decode("utf-8"))


def emit_bytes(data: bytes) -> None:
    """Print a result that is no text of ours to encode, after what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def report_lost(lost: Iterable[str]) -> None:
    """What a format cannot carry, on standard error."""
    lost = list(lost)
    if lost:
        say(_("This format cannot carry:"))
        _list(lost)


def say(text: str) -> None:
    """Lines on standard error, without what could drive the terminal."""
    sys.stderr.write(printable(text) + "\n")


def prompt(text: str) -> None:
    """A question on standard error; the answer follows on its line."""
    sys.stderr.write(printable(text))
    sys.stderr.flush()


def complain(text: str) -> None:
    """An error on standard error."""
    say(_("Error: {text}").format(text=text))


def report(error: PerfError) -> None:
    """What was wrong, where, and what to do about it, on standard error."""
    complain(error.message)
    for detail in error.details:
        say(f"  {one_line(detail)}")
    if error.hint:
        say(error.hint)


def warn(problems: Iterable[Problem]) -> None:
    """Files that had to be left out of an answer, on standard error."""
    problems = list(problems)
    if problems:
        say(_("Warning: these files could not be read and are left out:"))
        _list([str(problem) for problem in problems])


def _list(lines: Iterable[str]) -> None:
    lines = list(lines)
    for line in lines[:_SHOWN_PROBLEMS]:
        say(f"  {one_line(line)}")
    if len(lines) > _SHOWN_PROBLEMS:
        say(_("  … and {count} more").format(count=len(lines) - _SHOWN_PROBLEMS))
