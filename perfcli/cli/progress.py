"""A progress bar on standard error: on a terminal alone, and only for what takes longer than a second."""

from __future__ import annotations

import os
import sys
import time

from perfcli.cli.streams import draw

_PATIENCE = 1.0
_BETWEEN = 0.1
_WIDTH = 30


class Bar:
    """Called with how much is done, and of how much."""

    def __init__(self) -> None:
        self._begun = self._shown = time.monotonic()
        self._is_shown = False

    def __call__(self, done: int, total: int, stage: str = "", /) -> None:
        """Draw the bar, behind what is being done where that is said, or wipe it when all is done."""
        if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            return
        now = time.monotonic()
        if done >= total:
            if self._is_shown:
                draw("\r\x1b[K")
                self._is_shown = False
        elif now - self._begun > _PATIENCE and now - self._shown > _BETWEEN:
            filled = _WIDTH * done // max(total, 1)
            before = f"\x1b[K{stage} " if stage else ""
            draw(f"\r{before}[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}")
            self._shown, self._is_shown = now, True
        sys.stderr.flush()
