"""Programs of others: where they are found, and how they run so that nothing of them is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType

_WINDOWS = os.name == "nt"
_FLAGS = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
_ENDINGS = [number for name in ("SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)) is not None]


def inherited() -> dict[str, str]:
    """The environment that a program we start would get."""
    return dict(os.environ)


def find(*names: str, endings: Sequence[str] = (".exe",)) -> Path | None:
    """A program by its first name that PATH knows, in absolute folders alone; `endings` are those of Windows.

    Windows itself, and `.` or an empty entry in PATH, would look into the working folder first, where data lie.
    """
    folders = [Path(entry.strip('"')) for entry in os.environ.get("PATH", os.defpath).split(os.pathsep)]
    spellings = [f"{name}{ending}" for name in names for ending in (endings if _WINDOWS else ("",))]
    files = [folder / spelling for spelling in spellings for folder in folders]
    return next((file for file in files if file.is_absolute() and _may_run(file)), None)


def _may_run(file: Path) -> bool:
    """Whether a program is there; in a folder that this user may not look into there is none for them."""
    return os.path.isfile(file) and os.access(file, os.X_OK)  # is_file of pathlib raises


def run_in_front(command: Sequence[str], folder: Path) -> int:
    """Run a program that talks with whoever sits at the terminal, such as an editor; returns its status.

    Ctrl-C is its own to handle. Raises OSError where it cannot start.
    """
    before = signal.signal(signal.SIGINT, _stay)
    try:
        return subprocess.call(command, cwd=folder)  # noqa: S603  # no shell; the user's own settings name it
    finally:
        signal.signal(signal.SIGINT, before)


def _stay(_number: int, _frame: FrameType | None) -> None:
    """Not the same as ignoring: what is started would inherit that."""


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    *,
    given: bytes = b"",
    heard: bool = True,
) -> subprocess.CompletedProcess[bytes]:
    """Run a program in a folder, and return its status and, where it is heard, what it said.

    It has a session of its own. At its end, at the time limit, at an interrupt, and where this process is asked to end,
    it is ended with all that it started there. Raises subprocess.TimeoutExpired, OSError where it cannot start.
    """
    output = subprocess.PIPE if heard else subprocess.DEVNULL
    with _asked_to_end_raises():
        started = subprocess.Popen(  # noqa: S603  # no shell; who calls says which program and words
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
            creationflags=_FLAGS,
        )
        try:
            out, err = started.communicate(given, timeout=seconds)
        finally:
            _end(started)
    return subprocess.CompletedProcess(command, started.returncode, out or b"", err or b"")


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a program with its children and theirs. Windows finds them only as long as the program itself runs."""
    if not _WINDOWS:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
    elif started.poll() is None:
        taskkill = Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32", "taskkill.exe")
        subprocess.run([str(taskkill), "/T", "/F", "/PID", str(started.pid)], capture_output=True, check=False)  # noqa: S603  # the system's own
        started.kill()
    for pipe in (started.stdin, started.stdout, started.stderr):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
    started.wait()


@contextlib.contextmanager
def _asked_to_end_raises() -> Iterator[None]:
    """Within it a signal that would end this process at once leaves by SystemExit, so that what is open is closed."""
    replaced: list[int] = []
    with contextlib.suppress(ValueError):  # only a main thread can
        for number in _ENDINGS:
            if signal.getsignal(number) == signal.SIG_DFL:
                signal.signal(number, _leave)
                replaced.append(number)
    try:
        yield
    finally:
        for number in replaced:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
