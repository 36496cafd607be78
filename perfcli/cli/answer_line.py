"""One line of answer at a terminal, with the keys that people edit with: the one door to prompt_toolkit."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

import typer

from perfcli.cli import console
from perfcli.formats.blocks import joined
from perfcli.i18n import gettext as _
from perfcli.printable import one_line, printable

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

_UNABLE = ("", "dumb", "unknown")
"""Terminals that nothing can be drawn on."""

_NOTHING = "-"
"""What is typed for no answer in place of the one that is offered."""


def read_line(question: str, offered: str = "") -> str:
    """A line of answer: what is `offered` where it is empty, nothing for -; a pasted text of several lines is one.

    On standard error, so that standard output holds results alone. Raises Abort at the end of the input,
    KeyboardInterrupt with the cursor on a line of its own.
    """
    shown = f" [{one_line(offered)}]" if offered else ""
    prompt = console.fitted_message(printable(f"{question}{shown}")) + _(": ")
    session = _editing()
    answer = _plain(prompt) if session is None else _edited(session, prompt, offered)
    return "" if offered and answer == _NOTHING else answer or offered


def _edited(session: PromptSession[str], prompt: str, offered: str) -> str:
    if offered:
        session.history.append_string(one_line(offered))  # the key up brings it to be edited
    try:
        answer: str = session.prompt(prompt)
    except EOFError:
        raise typer.Abort from None
    return joined(answer).strip()


@cache
def _editing() -> PromptSession[str] | None:
    """What edits lines and remembers those of this run; None where the terminal has no means."""
    if os.name != "nt" and os.environ.get("TERM", "") in _UNABLE:
        return None
    if os.name == "nt" and not sys.stdout.isatty():
        return None  # what edits there writes to the console by standard output alone
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.input import create_input
    from prompt_toolkit.output import create_output
    from prompt_toolkit.output.vt100 import Vt100_Output

    output = create_output(sys.stderr)
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False  # asks where the cursor is, which not every terminal answers
    return PromptSession(
        history=InMemoryHistory(), input=create_input(sys.stdin), output=output, reserve_space_for_menu=0
    )


def _plain(prompt: str) -> str:
    """The same of a terminal that edits lines itself or not at all."""
    try:
        line = _line(prompt)
    except KeyboardInterrupt:
        console.say("")
        raise
    if not line:
        console.say("")
        raise typer.Abort
    return line.strip()


def _line(prompt: str) -> str:
    """A line with its end, empty at the end of the input."""
    while True:
        console.prompt(prompt)
        try:
            return sys.stdin.readline()
        except UnicodeDecodeError:
            console.say(_("this answer is not text in the encoding of the terminal"))
