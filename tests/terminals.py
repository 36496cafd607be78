"""A program at a terminal: keys are typed, and what it shows is read."""

from __future__ import annotations

import codecs
import os
import select
import subprocess
import sys
import time
from pathlib import Path

from perfcli.cli.completion import script
from tests.conftest import environment

PATIENCE = 30
"""Seconds that one waits for what has to come."""


class Terminal:
    """A program that runs at a terminal of its own; leave the context to end it."""

    def __init__(self, command: list[str], root: Path, **more: str) -> None:
        import pty  # not on Windows

        self._ours, theirs = pty.openpty()
        self._program = subprocess.Popen(
            command,
            cwd=root,
            env=environment(TERM="dumb", HOME=str(root), **more),
            close_fds=True,
            preexec_fn=lambda: os.login_tty(theirs),  # fish and job control want a terminal that is theirs
        )
        os.close(theirs)
        self.shown = ""
        # a read may end within a character
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_error: object) -> None:
        self._program.kill()
        self._program.wait()
        os.close(self._ours)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._ours, keys.encode())

    def wait_for(self, text: str) -> bool:
        """Whether a text comes to be shown behind what was waited for before."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.shown and time.monotonic() < deadline:
            self._hear(0.5)
        before, found, self.shown = self.shown.partition(text)
        self.last = before + found
        return bool(found)

    def rest(self, seconds: float = 1.0) -> str:
        """What is shown now, once nothing more has come for so long."""
        while self._hear(seconds):
            pass
        shown, self.shown = self.shown, ""
        return shown

    def _hear(self, seconds: float) -> bool:
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        try:
            text = os.read(self._ours, 65536)
        except OSError:
            return False
        self.shown += self._decode(text)
        return bool(text)


def with_programs(root: Path, *names: str) -> dict[str, str]:
    """Variables with which programs of these names, else `perf`, run this checkout and are found first."""
    folder = root / ".bin"
    folder.mkdir(exist_ok=True)
    for name in names or ("perf",):
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perfcli "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PS1": "> ", "ZDOTDIR": str(root), "PROMPT": "> "}


def shell_script(root: Path, shell: str, name: str = "perf") -> str:
    """The text of a shell's completion, its programs there."""
    with_programs(root, name)
    return script(shell, name)
