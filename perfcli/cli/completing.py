"""What a shell completes: it hands over the words typed, and is answered with what the last one may become.

The scripts in `shells/` put the words behind the program's name into `_PERF_WORDS`, joined by U+001F, the last one
being the one that is typed. The answer's first line is one of MODES, behind `files` and `folders` how much of the word
stands before the path; each other line is a value and, behind a tab, what it means. Whatever goes wrong is answered
with nothing. No command is loaded for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from perfcli.cli import bash_words
from perfcli.cli.language import chosen_locale
from perfcli.cli.session import Session
from perfcli.cli.tree import LISTED, Command, Parameter, Tree, read_tree
from perfcli.cli.typed import Typed, last_piece
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import set_locale
from perfcli.printable import one_line
from perfcli.regex import regex

ASKING, WORDS = "_PERF_COMPLETE", "_PERF_WORDS"
SHELLS = ("bash", "zsh", "fish", "powershell")
SEPARATOR = "\x1f"

FILES, FOLDERS, LIST, VALUES = "files", "folders", "list", "words"
MODES = (VALUES, LIST, FILES, FOLDERS)
"""What follows: values; values that are not the end of a word; the shell looks for files, for folders itself."""

_WHOLE_WORDS = ("fish", "powershell")
"""Shells that take a word whole, with what stands before the value in it."""

_SAID = 60
_CAN_QUIETLY_STAND = regex(r"[\w.,:/=+@%-]+")

Names = dict[str, str]


def is_asked() -> bool:
    """Whether a shell asks."""
    return bool(os.environ.get(ASKING))


def answer() -> str:
    """What the shell is answered, empty where there is nothing to say or something is wrong."""
    shell = os.environ.get(ASKING, "")
    if shell not in SHELLS:
        return ""
    words = os.environ.get(WORDS, "").split(SEPARATOR)
    kept = 0
    quoted = False
    if shell == "bash":
        words, kept, quoted = bash_words.joined(words)
        if bash_words.follows_redirection(words):
            return f"{FILES} 0\n"
    try:
        mode, before, names = _offered(words[:-1], words[-1])
    except (PerfError, OSError, ValueError):
        return ""
    if mode in (FILES, FOLDERS):
        return f"{mode} {len(before)}\n"
    prefix = before if shell in _WHOLE_WORDS else before[kept:]
    values = {prefix + value: said for value, said in names.items()}
    if not values:
        return ""
    if shell == "bash":
        return f"{mode}\n{bash_words.shown(values, quoted=quoted)}"
    quote = _for_powershell if shell == "powershell" else str
    return f"{mode}\n" + "".join(f"{quote(value)}\t{_cut(said)}\n" for value, said in values.items())


def _offered(typed_words: list[str], begun: str) -> tuple[str, str, Names]:
    """The mode, what stands before the values in the word, and the values that go on as the word begins."""
    tree = read_tree()
    typed = Typed(tree.root, typed_words)
    asked = typed.values.get("--repo")
    session = Session(Path(asked).expanduser() if asked else None)
    set_locale(chosen_locale(typed.values.get("--locale"), session))
    if not typed.understood:
        return VALUES, "", {}
    parameter, before = typed.parameter(begun)
    if parameter is None:
        return VALUES, "", _begun(_names(typed, begun), begun)
    pieces, last = last_piece(begun[len(before) :], parameter.takes)
    mode, names = _values(_Asked(tree, typed, session, last), parameter)
    names = {name: said for name, said in names.items() if name not in pieces.split(",")}
    return mode, before + pieces, _begun(names, last)


def _names(typed: Typed, begun: str) -> Names:
    """The names of options or of commands that can come next."""
    if typed.offers_options(begun):
        return {name: _(option.help) for name, option in typed.options.items() if typed.free(option)}
    return {name: _(command.help) for name, command in typed.command.commands.items()}


def _begun(names: Names, begun: str) -> Names:
    return {name: said for name, said in names.items() if name.startswith(begun)}


class _Asked:
    """What the value is wanted for."""

    def __init__(self, tree: Tree, typed: Typed, session: Session, begun: str) -> None:
        self.tree = tree
        self.typed = typed
        self.session = session
        self.begun = begun

    def told(self, sort: str) -> Names:
        """Names that stand in the table."""
        return {name: _(said) for name, said in self.tree.values.get(sort, {}).items()}


def _values(asked: _Asked, parameter: Parameter) -> tuple[str, Names]:
    """The mode and the values that a parameter takes; what has names of its own before what the shell looks for."""
    takes = parameter.takes.removesuffix(LISTED)
    mode = LIST if parameter.takes.endswith(LISTED) else VALUES
    if "|" in takes:
        return mode, dict.fromkeys(takes.split("|"), "")
    names: Names = {}
    for sort in takes.split():
        if sort in (FILES, FOLDERS) and not _begun(names, asked.begun):
            return sort, {}
        if sort in OFFERED:
            names |= OFFERED[sort](asked)
    return mode, names


def _codes(asked: _Asked) -> Names:
    from perfcli.actions import naming

    given = set(asked.typed.arguments)
    found = naming.codes(asked.session.repository, asked.begun) if asked.begun or not given else {}
    return {code: name for code, name in found.items() if code not in given}


def _of_repository(name: str) -> Callable[[_Asked], Names]:
    def names(asked: _Asked) -> Names:
        from perfcli.actions import naming

        found: Names = getattr(naming, name)(asked.session.repository)
        return found

    return names


def _forms(asked: _Asked) -> Names:
    own: Names = {}
    if asked.session.repository_or_none is not None:
        own = _of_repository("forms")(asked)
    return asked.told("forms") | own


def _commands(asked: _Asked) -> Names:
    command: Command | None = asked.typed.root
    for word in asked.typed.arguments:
        command = command.commands.get(word) if command else None
    return {name: _(inner.help) for name, inner in command.commands.items()} if command else {}


OFFERED: dict[str, Callable[[_Asked], Names]] = {
    "codes": _codes,
    "units": _of_repository("units"),
    "departments": _of_repository("departments"),
    "years": _of_repository("years"),
    "templates": _of_repository("templates"),
    "forms": _forms,
    "rules": lambda asked: asked.told("rules"),
    "commands": _commands,
}
"""What `takes` of a parameter may name, beside `files`, `folders` and `text`, for which nothing is offered."""


def _cut(said: str) -> str:
    said = one_line(said.split("\n")[0])
    return said if len(said) <= _SAID else f"{said[: _SAID - 1]}…"


def _for_powershell(word: str) -> str:
    return word if _CAN_QUIETLY_STAND.fullmatch(word) else "'" + word.replace("'", "''") + "'"
