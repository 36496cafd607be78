"""The entry point and the one error boundary: every way a command can end becomes an exit status here."""

from __future__ import annotations

import contextlib
import gc
import os
import sys

from perfcli.cli import console
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.reasons import translated

FINDINGS, WRONG, BUG, SYSTEM, INTERRUPTED, PIPE_GONE = 1, 2, 70, 74, 130, 141


def main(argv: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    if argv is None and sys.getfilesystemencoding() == "ascii":
        _start_again_with_utf8()
    status = run(sys.argv[1:] if argv is None else argv)
    if argv is not None:
        sys.exit(status)
    # all is written and closed: taking the interpreter apart would cost as long again as a short command's work
    with contextlib.suppress(OSError):
        sys.stderr.flush()
    os._exit(status)


def _start_again_with_utf8() -> None:
    """Take this process's place with Python's UTF-8 mode on: without it no Chinese argument or path can be read."""
    if sys.executable and not sys.flags.utf8_mode and not sys.flags.isolated:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "perfcli", *sys.argv[1:]])  # noqa: S606


def run(argv: list[str]) -> int:
    """Run one command line; returns its exit status, every error reported on standard error."""
    console.prepare_streams()
    try:
        status = _execute(argv)
        sys.stdout.flush()
        return status
    except PerfError as error:
        console.report(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        console.abandon_output()
        return PIPE_GONE
    except OSError as error:
        console.abandon_output()
        place = f"{error.filename}: " if error.filename else ""
        reason = translated(error.strerror) or error
        console.complain(_("the system failed: {place}{reason}").format(place=place, reason=reason))
        return SYSTEM
    except MemoryError:
        console.abandon_output()
        console.complain(_("the system failed: {place}{reason}").format(place="", reason=_("out of memory")))
        return SYSTEM
    except Exception as error:  # noqa: BLE001  # the one boundary: whatever else arrives here is a bug of ours
        if os.environ.get("PERF_DEBUG") == "1":
            import traceback

            traceback.print_exc()
        name = type(error).__name__
        console.complain(_("a bug in perf ({error}); please report it, with PERF_DEBUG=1 set").format(error=name))
        return BUG


def _execute(argv: list[str]) -> int:
    from typer import Abort, Exit, TyperException

    from perfcli.cli.app import build

    command = build(argv)
    gc.freeze()
    gc.enable()
    try:
        result = command.main(args=argv, prog_name="perf", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except Exit as leaving:
        return leaving.exit_code
    except Abort:
        return INTERRUPTED
    except TyperException as wrong_usage:
        show = getattr(wrong_usage, "show", None)
        if show:
            show()
        else:
            console.complain(wrong_usage.message)
        return WRONG
    except SystemExit as leaving:
        # typer leaves by itself, with 1, when the reader of a pipe has gone
        if isinstance(leaving.__context__, BrokenPipeError):
            raise leaving.__context__ from None
        raise
