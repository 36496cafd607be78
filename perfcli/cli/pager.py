"""A pager for what people read, as git has it: PERF_PAGER, else PAGER, else less where it is installed."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from perfcli import process
from perfcli.cells import text_width
from perfcli.cli import console
from perfcli.cli.painting import Paint, painted
from perfcli.cli.streams import draw
from perfcli.i18n import gettext as _
from perfcli.printable import printable

_WINDOWS = os.name == "nt"
_DEFAULTS = {"LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8"}
"""Short texts are not held, colours come through, the screen stays as it is; all where not set otherwise."""


def page(parts: Iterable[str], paint: Paint | None, *, is_paged: bool = True) -> None:
    """Show a text to the person at standard output's terminal as it is made; returns when the pager has been left.

    Who leaves it early has read enough: the rest is not made. Where there is no pager, or none is named and the text
    has room on the screen, the terminal gets it.
    """
    texts: Iterator[str] = map(printable, parts)
    asked = os.environ.get("PERF_PAGER", os.environ.get("PAGER")) if is_paged else ""
    command = _default() if asked is None else _named(asked)
    if command and asked is None:
        seen, is_all = _screenful(texts)
        texts, command = chain(seen, texts), [] if is_all else command
    started = _started(command) if command else None
    shown = painted(texts, paint if started is None or _shows_colours(command) else None)
    if started is None:
        for text in shown:
            draw(text, sys.stdout)
            sys.stdout.flush()
    else:
        try:
            _feed(started, shown)
        finally:
            with _uninterrupted():
                started.wait()


def _default() -> list[str]:
    """Less where it is found; `more` is none, as it breaks Chinese on Windows."""
    found = None if os.environ.get("TERM") == "dumb" else process.find("less")
    return [str(found)] if found else []


def _named(asked: str) -> list[str]:
    """The words of a pager that was named, without a shell; none for `cat` and nothing, and where it is not found."""
    try:
        words = [word.strip('"') if _WINDOWS else word for word in shlex.split(asked, posix=not _WINDOWS)]
    except ValueError:
        words = [asked]
    name = words[0] if words else ""
    if name in ("", "cat") or (_WINDOWS and name.lower().removesuffix(".com") == "more"):
        return []
    found = name if os.path.dirname(name) else process.find(name.removesuffix(".exe"))
    if found is None:
        _not_started(name)
        return []
    return [str(found), *words[1:]]


def _not_started(name: str) -> None:
    message = _("Warning: the pager {name} cannot be started; PERF_PAGER names another, --no-pager does without")
    console.say(message.format(name=name))


def _screenful(texts: Iterator[str]) -> tuple[list[str], bool]:
    """The first parts of a text, more than a screen has room for, or all of them; and whether these are all."""
    seen, lines = [], 1
    width, height = console.terminal_size()
    for text in texts:
        seen.append(text)
        for line in text.split("\n")[:-1]:
            lines += max(1, -(-text_width(line) // width))
            if lines > height:
                return seen, False
    return seen, True


def _shows_colours(command: list[str]) -> bool:
    """Whether a pager lets colours through: less has to be told so."""
    if "less" not in os.path.basename(command[0]):
        return True
    return "r" in "".join([_environment()["LESS"], *command[1:]]).lower()


def _environment() -> Mapping[str, str]:
    charset = {} if sys.stdout.encoding.lower() == "utf-8" else {"LESSCHARSET": "dos"}  # bytes as they are
    return _DEFAULTS | charset | process.inherited()


def _started(command: list[str]) -> subprocess.Popen[bytes] | None:
    """The pager, reading from us and at the same terminal; None where it cannot be started."""
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=_environment())  # noqa: S603  # the user's own
    except OSError:
        _not_started(command[0])
        return None


def _feed(started: subprocess.Popen[bytes], texts: Iterable[str]) -> None:
    """Write a text to a pager until it is left."""
    pipe = cast(io.BufferedWriter, started.stdin)
    stream = io.TextIOWrapper(pipe, sys.stdout.encoding, sys.stdout.errors, "\n")
    try:
        for text in texts:
            try:
                with _uninterrupted():
                    stream.write(text)
                    stream.flush()
            except OSError as error:
                if isinstance(error, BrokenPipeError) or started.poll() is not None:
                    return
                raise
    finally:
        with _uninterrupted(), contextlib.suppress(OSError):
            stream.close()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Within it Ctrl-C is the pager's alone, which is at the terminal too."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
