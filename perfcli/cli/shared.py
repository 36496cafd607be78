"""The options of every command, before its name or behind it: they have to be known before anything is run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from perfcli.i18n import noop

RepoOption = Annotated[
    Path | None,
    typer.Option(
        "--repo",
        "-C",
        metavar="DIR",
        expose_value=False,
        help=noop("The data repository (default: PERF_REPO, then the one that the current folder is in)."),
    ),
]
LocaleOption = Annotated[
    str | None,
    typer.Option("--locale", metavar="zh_CN|en", expose_value=False, help=noop("The language of texts for people.")),
]
NoColorOption = Annotated[bool, typer.Option("--no-color", expose_value=False, help=noop("Never print colours."))]
NoPagerOption = Annotated[
    bool, typer.Option("--no-pager", expose_value=False, help=noop("Print long results without a pager."))
]
NAMES = {
    "shared_repo": "repo",
    "shared_locale": "locale",
    "shared_no_color": "no_color",
    "shared_no_pager": "no_pager",
}
"""The parameters that are declared so, none of which a command has for itself, and what they say."""

_LONG = ("--repo", "--locale", "--no-color", "--no-pager")
_TAKE_A_VALUE = ("--repo", "-C", "--locale")


def command_name(words: list[str]) -> str:
    """The name of the command on a command line, empty if there is none, without judging the rest."""
    left = iter(words)
    for word in left:
        if word in _TAKE_A_VALUE:
            next(left, "")
        elif not word.startswith("-"):
            return word
    return ""


def given(root: Any, words: list[str]) -> dict[str, Any]:
    """What a command line says for these options, read as typer reads it: a value of another option is none of them.

    Behind a command that is not known nothing is known to take values.
    """
    found: dict[str, Any] = {}
    command = root
    while any(map(_may_be_one, words)):
        values, rest = _parsed(root, words, scattered=True) if command is None else _parsed(command, words)
        found |= {NAMES[name]: value for name, value in values.items() if name in NAMES}
        commands = getattr(command, "commands", {})
        if not commands or not rest:
            break
        command, words = commands.get(rest[0]), rest[1:]
    return found


def _parsed(command: Any, words: list[str], *, scattered: bool = False) -> tuple[dict[str, Any], list[str]]:
    """The options of a command among these words, whatever else is among them, and what is left."""
    context = command.context_class(command, resilient_parsing=True, help_option_names=["-h", "--help"])
    parser = command.make_parser(context)
    parser.ignore_unknown_options = True
    parser.allow_interspersed_args |= scattered
    values, rest, _order = parser.parse_args(list(words))
    return values, rest


def _may_be_one(word: str) -> bool:
    return word.startswith(_LONG) or (word.startswith("-") and "C" in word)
