"""The user's editor."""

from __future__ import annotations

import os
import shlex
import time
from pathlib import Path

from perfcli import process
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

_AT_ONCE = 2.0
"""Seconds within which nobody edits: an editor that is back by then has its window open still."""

_ON_A_TERMINAL = frozenset(
    (
        *("vi", "vim", "vim.basic", "vim.tiny", "nvim", "view", "ex", "ed", "nano", "pico", "joe", "mg", "ne", "jed"),
        *("micro", "hx", "helix", "kak", "emacs", "editor"),
    )
)
"""Editors that wait for keys at a terminal: without one they never end."""

_ENDINGS = (".exe", ".cmd", ".bat", ".com")


def run(path: Path) -> bool:
    """Have a file edited; whether the editor was back at once. Raises PerfError where it fails or is not there."""
    said, command = _command()
    start = time.monotonic()
    try:
        status = process.run_in_front([*command, str(path)], Path.cwd())
    except OSError:
        raise _missing(said) from None
    if status:
        raise PerfError(_("the editor {editor} ended with status {status}").format(editor=said, status=status))
    return time.monotonic() - start < _AT_ONCE


def require_no_terminal() -> None:
    """Raise PerfError for an editor that waits for keys at a terminal, where nobody sits at one."""
    said, command = _command()
    if Path(command[0]).name.lower().removesuffix(".exe") in _ON_A_TERMINAL:
        raise PerfError(
            _("the editor {editor} needs a terminal, and there is none").format(editor=said),
            hint=_("Change single keys with `perf set CODE KEY=VALUE`."),
        )


def _command() -> tuple[str, list[str]]:
    """The editor as it is named, and its program with its words: VISUAL, EDITOR, else what the system has."""
    said = next((value for name in ("VISUAL", "EDITOR") if (value := os.environ.get(name, "").strip())), "")
    words = _words(said) if said else ["notepad" if os.name == "nt" else "vi"]
    program = words[0]
    if os.path.dirname(program):
        found = Path(program).expanduser().absolute()
    else:
        others = () if said or os.name == "nt" else ("nano", "vim", "editor")
        located = process.find(program, *others, endings=("", *_ENDINGS) if os.path.splitext(program)[1] else _ENDINGS)
        if located is None:
            raise _missing(said or program)
        found = located
    return said or program, [str(found), *words[1:]]


def _words(said: str) -> list[str]:
    """The words of a setting such as `code --wait`; a path with spaces is one word where it is a file."""
    if Path(said).is_file():
        return [said]
    try:
        words = shlex.split(said, posix=os.name != "nt")
    except ValueError:
        words = []
    words = [word.strip('"') for word in words] if os.name == "nt" else words
    if not words:
        raise _missing(said)
    return words


def _missing(said: str) -> PerfError:
    return PerfError(
        _("the editor {editor} cannot be started").format(editor=said),
        hint=_("Name yours in the environment variable VISUAL or EDITOR."),
    )
