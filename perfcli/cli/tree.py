"""The commands as a table: what a shell completes, without loading one of them.

`commands.tsv` is made of the commands themselves by `perfcli/locale/update.py`; a test compares both.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from perfcli.disk import read_file

TABLE = Path(__file__).parent / "commands.tsv"

MANY = "*"
LISTED = ","
"""What the value of an option ends with that takes several, joined by commas."""


class Parameter(NamedTuple):
    """An option with its names, or an argument; `takes` says what its value is, empty for a flag.

    `takes` is one of the names in `perfcli.cli.completing.OFFERED`, or the values themselves joined by `|`; with a
    comma behind it several may be given in one word.
    """

    names: tuple[str, ...]
    takes: str
    many: bool
    help: str


class Command:
    """A command or a group of them."""

    def __init__(self, help_text: str = "") -> None:
        self.help = help_text
        self.options: dict[str, Parameter] = {}
        self.arguments: list[Parameter] = []
        self.commands: dict[str, Command] = {}
        self.shared: dict[str, Parameter] = {}
        """Those of the program itself that every command takes too."""
        self.variants: dict[str, dict[str, Parameter]] = {}
        """Options that are others after a first argument: the columns of `list units`."""


class Tree(NamedTuple):
    """All commands below the program itself, and the names with what they mean that some options take."""

    root: Command
    values: dict[str, dict[str, str]]


def read_tree(path: Path = TABLE) -> Tree:
    """The table; raises OSError, ValueError for one that is damaged."""
    root, values = Command(), dict[str, dict[str, str]]()
    for line in read_file(path).decode("utf-8").splitlines():
        sort, where, name, takes, many, text = line.split("\t")
        said = text.replace("\\n", "\n")
        if sort == "value":
            values.setdefault(where, {})[name] = said
        elif sort == "command":
            _command(root, where).help = said
        elif sort == "argument":
            _command(root, where).arguments.append(Parameter((name,), takes, many == MANY, said))
        else:
            option = Parameter(tuple(name.split()), takes, many == MANY, said)
            command_words, _of, variant = where.partition("=")
            command = _command(root, command_words)
            options = command.variants.setdefault(variant, {}) if variant else command.options
            options.update(dict.fromkeys(option.names, option))
            if sort == "shared":
                root.shared.update(dict.fromkeys(option.names, option))
    return Tree(root, values)


def _command(root: Command, where: str) -> Command:
    command = root
    for word in where.split():
        command = command.commands.setdefault(word, Command())
    return command
