"""The streams: encodings, where results go, how errors look."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterable
from itertools import chain
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
    try:
        return file.read_bytes()
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


def emit(text: str, file: Path | None = None, *, mark: bool = False) -> None:
    """Print a result, or write it to a file in UTF-8 (`mark`: with a byte order mark)."""
    if file is None:
        sys.stdout.write(text)
        return
    _require_folder(file)
    text = ("\ufeff" if mark else "") + text
    if file.exists() and not file.is_file():
        file.write_bytes(text.encode("utf-8"))
        return
    from perfcli.writing import write_files

    write_files({file: text})


def emit_parts(parts: Iterable[str], file: Path | None = None, *, mark: bool = False) -> None:
    """Print a result part by part as it comes, or write it to a file, whole or not at all."""
    if file is None:
        for part in parts:
            sys.stdout.write(part)
            sys.stdout.flush()
        return
    _require_folder(file)
    encoded = (part.encode("utf-8") for part in chain(["\ufeff"] if mark else [], parts))
    if file.exists() and not file.is_file():
        with open(file, "wb") as device:
            device.writelines(encoded)
        return
    from perfcli.writing import write_data

    write_data({file: encoded})


def _require_folder(file: Path) -> None:
    if not file.parent.is_dir():
        raise PerfError(
            _("{file} cannot be written: there is no folder {folder}").format(file=file, folder=file.parent)
        )


def emit_utf8(data: bytes, file: Path | None = None) -> None:
    """Print a long result that is UTF-8 already, or write it to a file."""
    if file is None and not sys.stdout.isatty() and sys.stdout.encoding.lower() == "utf-8":
        emit_bytes(data)
    else:
        emit(data.decode("utf-8"), file)


def emit_bytes(data: bytes) -> None:
    """Print a result that is no text of ours to encode, after what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_data(files: dict[Path, bytes]) -> None:
    """Write results to files, each whole or not at all; raises OSError, PerfError where their folder's is missing."""
    from perfcli.writing import write_data as write

    for file in files:
        folder = file.parent if len(files) == 1 else file.parent.parent
        if not folder.is_dir():
            raise PerfError(_("{file} cannot be written: there is no folder {folder}").format(file=file, folder=folder))
    devices = {file: data for file, data in files.items() if file.exists() and not file.is_file()}
    for file, data in devices.items():
        file.write_bytes(data)
    write({file: data for file, data in files.items() if file not in devices})


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
