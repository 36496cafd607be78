"""The entry point and the one error boundary: every way a command can end becomes an exit status here."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable

from perfcli.cli import console, interrupts, streams
from perfcli.cli.interrupts import INTERRUPTED
from perfcli.errors import PerfError, ReplacedMeanwhile
from perfcli.i18n import gettext as _
from perfcli.reasons import translated

_BEGUN = 4
"""So often a command whose files are replaced while it reads is begun anew."""

FINDINGS, WRONG, BUG, SYSTEM, PIPE_GONE = 1, 2, 70, 74, 141


def main(argv: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    if argv is not None:
        sys.exit(run(argv))
    status = INTERRUPTED
    with contextlib.suppress(KeyboardInterrupt):
        if sys.getfilesystemencoding() == "ascii":
            _start_again_with_utf8()
        status = run(sys.argv[1:])
        interrupts.end_work()
    # all is written and closed: taking the interpreter apart would cost as long again as a short command's work
    with contextlib.suppress(OSError, KeyboardInterrupt):
        sys.stderr.flush()
    os._exit(status)


def _start_again_with_utf8() -> None:
    """Take this process's place with Python's UTF-8 mode on: without it no Chinese argument or path can be read.

    Modules come from where they come from now: `-P`, as the working folder may hold a perfcli.py of its own.
    """
    if sys.executable and not (sys.flags.utf8_mode or sys.flags.isolated or hasattr(sys, "frozen")):
        interrupts.hold()
        program = (
            f"import sys; sys.path = {sys.path!a}; sys.argv[0] = 'perf'; from perfcli.cli.main import main; main()"
        )
        os.execv(sys.executable, [sys.executable, "-P", "-X", "utf8", "-c", program, *sys.argv[1:]])  # noqa: S606


def run(argv: list[str]) -> int:
    """Run one command line; returns its exit status, every error reported on standard error."""
    try:
        if os.environ.get("_PERF_COMPLETE") and not argv:
            return _complete()
        streams.prepare_streams()
        status = _execute(argv)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the one boundary: whatever arrives here that is no error is a bug
        return INTERRUPTED if interrupts.happened() else _reported(error, argv)


def _complete() -> int:
    """Answer a shell that completes: in silence where something is wrong, a bug included."""
    from perfcli.cli.completing import answer

    with contextlib.suppress(Exception):
        streams.prepare_streams()
        sys.stdout.write(answer())
        sys.stdout.flush()
    return 0


def _reported(error: Exception, argv: list[str]) -> int:
    """Say what ended a command; returns its exit status."""
    if isinstance(error, PerfError):
        console.report(error)
        return error.exit_code
    if isinstance(error, BrokenPipeError):
        streams.abandon_output()
        return PIPE_GONE
    if isinstance(error, MemoryError):
        error.__traceback__ = None  # lets go of what fills the memory
        console.complain(_("the system failed: {place}{reason}").format(place="", reason=_("out of memory")))
        return SYSTEM
    if isinstance(error, ImportError) and not isinstance(error, ModuleNotFoundError):
        console.complain(_("the system failed: {place}{reason}").format(place="", reason=error))
        return SYSTEM
    if isinstance(error, OSError):
        streams.abandon_output()
        place = f"{error.filename}: " if error.filename else ""
        reason = translated(error.strerror) or error
        console.complain(_("the system failed: {place}{reason}").format(place=place, reason=reason))
        return SYSTEM
    no_text = next((word for word in argv if not _is_text(word)), None)
    if isinstance(error, UnicodeEncodeError) and no_text is not None:
        console.complain(_("{text} is not text in the encoding of this system").format(text=no_text))
        return WRONG
    if os.environ.get("PERF_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    name = type(error).__name__
    console.complain(_("a bug in perf ({error}); please report it, with PERF_DEBUG=1 set").format(error=name))
    return BUG


def _is_text(word: str) -> bool:
    """Whether an argument is text: bytes that are none are good for the names of files alone."""
    return not any("\ud800" <= character <= "\udfff" for character in word)


def _begun_anew(command: Callable[[], object]) -> object:
    """What a command returns: where what it reads was replaced before it gave anything out, it is begun anew."""
    console.give_anew()
    for _begun in range(_BEGUN):
        try:
            return command()
        except ReplacedMeanwhile:
            if console.has_given():
                raise
    return command()


def _execute(argv: list[str]) -> int:
    from typer import Abort, Exit, TyperException

    from perfcli.cli.app import build

    command = build(argv)
    gc.freeze()
    gc.enable()
    interrupts.begin_work()
    try:
        result = _begun_anew(lambda: command.main(args=argv, prog_name="perf", standalone_mode=False))
        return result if isinstance(result, int) else 0
    except Exit as leaving:
        return leaving.exit_code
    except Abort:
        return INTERRUPTED
    except TyperException as wrong_usage:
        from perfcli.cli.usage import explained

        raise explained(wrong_usage) from None
    except SystemExit as leaving:
        # typer leaves by itself, with 1, when the reader of a pipe has gone
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        return leaving.code if isinstance(leaving.code, int) else 0
