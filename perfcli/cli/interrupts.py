"""Ctrl-C: the program ends with 130 and says nothing, wherever it is.

While it loads, it leaves at once: a KeyboardInterrupt in the middle of a class that C code makes has crashed the
interpreter. While a command works, a KeyboardInterrupt lets it clean up; the modules it still loads are loaded first.
"""

import _signal as signal  # type: ignore[import-not-found]  # `signal` takes a millisecond in which nothing watches
import _thread
import os
import sys
import time

TYPE_CHECKING = False  # `typing` takes ten milliseconds
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

INTERRUPTED = 130

_BETWEEN = 0.01
"""Seconds after which an interrupt that came at a bad moment is tried again."""


class _State:
    """What is known of this process: it is the program itself, which one it is, whether Ctrl-C was pressed."""

    owner = 0
    pressed = False
    deferred = False


def watch() -> None:
    """Leave at once from now on; only where this process is the program, and Ctrl-C is not switched off for it."""
    if not _is_program() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    _State.owner = os.getpid()
    signal.signal(signal.SIGINT, _leave)
    _release()


def begin_work() -> None:
    """From now on there may be something to clean up."""
    if _State.owner:
        sys.unraisablehook = _not_lost
        signal.signal(signal.SIGINT, _interrupt)


def end_work() -> None:
    """All is done, and nothing is left to clean up."""
    if _State.owner:
        signal.signal(signal.SIGINT, _leave)


def happened() -> bool:
    """Whether Ctrl-C was pressed: whatever went wrong since then is its doing."""
    return _State.pressed


def hold() -> None:
    """Keep Ctrl-C for the program that takes this one's place, where the system can; `watch` receives it there."""
    if _State.owner and hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _release() -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _is_program() -> bool:
    """Whether this process was started as `perf`, and has not merely imported a module of it."""
    folder, name = os.path.split(sys.argv[0] if sys.argv else "")
    if name == "__main__.py":
        return os.path.basename(folder) == "perfcli"
    return name.lower().removesuffix(".exe").removesuffix("-script.py") in ("perf", "perfcli")


def _leave(_number: int, _frame: "FrameType | None") -> None:
    os._exit(INTERRUPTED)


def _interrupt(_number: int, frame: "FrameType | None") -> None:
    """Raise KeyboardInterrupt, later where a module is being loaded; who presses again wants to leave at once."""
    is_again = _State.pressed and not _State.deferred
    if is_again or os.getpid() != _State.owner:
        os._exit(INTERRUPTED)
    _State.pressed, _State.deferred = True, False
    if _is_loading(frame):
        _try_later()
    else:
        raise KeyboardInterrupt


def _is_loading(frame: "FrameType | None") -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def _try_later() -> None:
    _State.deferred = True
    try:
        _thread.start_new_thread(_press_later, ())
    except RuntimeError:  # no thread is to be had
        os._exit(INTERRUPTED)


def _press_later() -> None:
    time.sleep(_BETWEEN)
    _thread.interrupt_main()


def _not_lost(lost: "Any") -> None:
    """An interrupt in a place that cannot raise (a finaliser, a callback) is tried again, without a word."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        _try_later()
    else:
        sys.__unraisablehook__(lost)
