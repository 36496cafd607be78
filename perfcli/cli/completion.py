"""`perf completion`: the script with which a shell completes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from perfcli.cli import console
from perfcli.cli.completing import SHELLS
from perfcli.disk import read_file
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.regex import regex
from perfcli.select import require_known

HELP = noop("Tab completion of commands, options, codes and units in your shell.")

_FOLDER = Path(__file__).parent / "shells"
_OTHER_NAMES = {"pwsh": "powershell"}
_NAME = regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_DEFAULT_NAME = "perfcli"

INSTALL = {
    "bash": "echo 'eval \"$({name} completion bash)\"' >> ~/.bashrc",
    "zsh": "echo 'eval \"$({name} completion zsh)\"' >> ~/.zshrc",
    "fish": "{name} completion fish > ~/.config/fish/completions/{name}.fish",
    "powershell": "Add-Content $PROFILE '{name} completion powershell | Out-String | Invoke-Expression'",
}
"""What is typed once in each shell, so that it completes from its next start on."""

ShellArgument = Annotated[
    str,
    typer.Argument(
        metavar="[bash|zsh|fish|powershell]", help=noop("The shell whose script to print (default: how to install it).")
    ),
]


def completion(shell: ShellArgument = "") -> None:
    """Print the script for the name that the program was called by."""
    name = called_by(sys.argv[0])
    if not shell:
        console.emit(f"{install_lines(name)}\n")
        return
    known = _OTHER_NAMES.get(shell, shell)
    require_known(known, SHELLS, _("unknown shell: {given}"))
    if sys.stdout.isatty() and known != "powershell":
        console.say(_("To install it, run once:"))
        console.quote(f"  {INSTALL[known].format(name=name)}")
    console.emit(script(known, name))


def install_lines(name: str) -> str:
    """How each shell is told to complete a name."""
    lines = (f"{shell}:\n  {line.format(name=name)}" for shell, line in INSTALL.items())
    return "\n".join((_("Run the line of your shell once, then open a new window:"), *lines))


def called_by(program: str) -> str:
    """The name that a shell knows the program by."""
    name = Path(program).name.removesuffix(".exe").removesuffix("-script.py")
    return name if _NAME.fullmatch(name) and not name.endswith(".py") else _DEFAULT_NAME


def script(shell: str, name: str) -> str:
    """The script of a shell for a name."""
    function = f"{re.sub('[^A-Za-z0-9_]', '_', name)}_complete_words"
    text = read_file(_FOLDER / shell).decode("utf-8")
    return text.replace("FUNCTION", function).replace("NAME", name)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("completion", help=HELP)(completion)
