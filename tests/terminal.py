"""A terminal of a given size, what it is sent, and what is typed at it."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import environment

SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>]|\x0f")
_PATIENCE = 60


@dataclass(frozen=True)
class Shown:
    """What a terminal received, and how the command ended."""

    text: str
    status: int


def run_on_terminal(
    root: Path,
    *argv: str,
    width: int = 100,
    height: int = 40,
    keys: Mapping[str, str] | None = None,
    environ: Mapping[str, str | None] | None = None,
) -> Shown:
    """Run a command whose standard streams are a terminal; `keys` are typed once, each when its text is there.

    A variable that is None is not set.
    """
    import fcntl
    import termios

    terminal, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    plain = {"TERM": "xterm", "NO_COLOR": "1", "PERF_PAGER": "", "COLUMNS": "", "LINES": "", "LESS": "FRX"}
    wanted: dict[str, str | None] = {**environment(), **plain, **(environ or {})}
    process = subprocess.Popen(
        [sys.executable, "-m", "perfcli", *argv],
        cwd=root,
        env={name: value for name, value in wanted.items() if value is not None},
        stdin=other,
        stdout=other,
        stderr=other,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )
    os.close(other)
    data = _conversation(terminal, dict(keys or {}))
    status = process.wait(_PATIENCE)
    os.close(terminal)
    return Shown(data.decode().replace("\r\n", "\n"), status)


def _conversation(terminal: int, keys: dict[str, str]) -> bytes:
    data, until = b"", time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        data += part
        for text in [text for text in keys if text.encode() in data]:
            os.write(terminal, keys.pop(text).encode())
    return data


def on_terminal(root: Path, *argv: str, width: int = 100, **environ: str) -> str:
    """What a terminal receives of a command's standard output and standard error."""
    return run_on_terminal(root, *argv, width=width, environ=environ).text
