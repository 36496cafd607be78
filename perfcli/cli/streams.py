"""The standard streams: their encodings, what may go through to a terminal, what stands in for closed ones."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable
from typing import Any, TextIO, cast

from perfcli.cli import encodings
from perfcli.printable import printable


class Printed:
    """A stream to a person's eyes, the one door to a terminal: nothing that could drive it gets through."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text with control characters spelled out."""
        self._stream.write(printable(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def draw(self, text: str) -> None:
        """Write a text of our own making that does drive the terminal."""
        self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def draw(text: str, stream: TextIO | None = None) -> None:
    """Write what drives the terminal, of our own making alone, on standard error or another of our streams."""
    stream = stream or sys.stderr
    if isinstance(cast(object, stream), Printed):
        cast(Printed, stream).draw(text)
    else:
        stream.write(text)


def prepare_streams() -> None:
    """Texts in the encoding that the environment names, else in a terminal's own, else in UTF-8."""
    _open_closed()
    sys.stdout = _buffered(sys.stdout)
    named = encodings.named()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encodings.use(stream, named)
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.isatty() and named and os.name != "nt":
        sys.stdin.reconfigure(encoding=named)
    if sys.stdout.isatty():
        sys.stdout = _printed(sys.stdout)
    sys.stderr = _printed(sys.stderr)


def _printed(stream: TextIO) -> TextIO:
    return stream if isinstance(stream, Printed) else cast(TextIO, Printed(stream))


def _buffered(stream: TextIO) -> TextIO:
    """The stream with a buffer where PYTHONUNBUFFERED took it: a bare file loses what one write does not take."""
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, io.RawIOBase) or raw.isatty():
        return stream
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=stream.encoding, errors=stream.errors)


def _open_closed() -> None:
    """Put something in the place of streams that the caller closed, so that no file of ours takes their numbers.

    Reading and writing fail there as on a closed stream; messages are lost.
    """
    # typeshed: they are None where the caller closed them
    streams = cast("tuple[TextIO | None, ...]", (sys.stdin, sys.stdout, sys.stderr))
    opened = [
        _useless(number, how) if stream is None else stream
        for number, (stream, how) in enumerate(zip(streams, (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY), strict=True))
    ]
    sys.stdin, sys.stdout, sys.stderr = opened


def _useless(number: int, how: int) -> TextIO:
    descriptor = os.open(os.devnull, how)
    with contextlib.suppress(OSError):
        os.fstat(number)
        number = descriptor  # somebody else's: left alone
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
    return open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # to the end


def abandon_output() -> None:
    """Give up what standard output did not take, so that the interpreter does not try again as it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
