"""What has been typed of a command line, read against the table of commands: what the next word may be."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.cli.tree import LISTED, Command, Parameter


class Typed:
    """The words before the one that is being typed, as far as they are understood."""

    def __init__(self, root: Command, words: Sequence[str]) -> None:
        self.root = root
        self.command = root
        self.path: list[str] = []
        self.values: dict[str, str] = {}
        """The value of each option typed, by its first name; empty for flags."""
        self.arguments: list[str] = []
        self.understood = True
        self.only_arguments = False
        self._waiting: Parameter | None = None
        for word in words:
            self._take(word)

    @property
    def options(self) -> dict[str, Parameter]:
        """The options of the command typed so far, as after its first argument, then those of every command."""
        first = self.arguments[0] if self.arguments else ""
        own = {**self.command.options, **self.command.variants.get(first, {})}
        return {**own, **{name: option for name, option in self.root.shared.items() if name not in own}}

    def parameter(self, begun: str) -> tuple[Parameter | None, str]:
        """The parameter whose value is being typed, and what stands before that value in the word.

        None where the word is the name of an option or of a command.
        """
        if self._waiting is not None:
            return self._waiting, ""
        if begun.startswith("-") and begun != "-" and not self.only_arguments:
            return self._of_an_option(begun)
        if self.command.commands or not self.command.arguments:
            return None, ""
        arguments = self.command.arguments
        if len(self.arguments) < len(arguments):
            return arguments[len(self.arguments)], ""
        return (arguments[-1], "") if arguments[-1].many else (None, "")

    def offers_options(self, begun: str) -> bool:
        """Whether the word begun is the name of an option."""
        return begun.startswith("-") and not self.only_arguments and self._waiting is None

    def free(self, option: Parameter) -> bool:
        """Whether an option can still be given."""
        return option.many or option.names[0] not in self.values

    def _of_an_option(self, begun: str) -> tuple[Parameter | None, str]:
        name, equals, _value = begun.partition("=")
        if begun.startswith("--"):
            option = self._option(name) if equals else None
            return (option, f"{name}=") if option and option.takes else (None, "")
        option = self._option(begun[:2])
        return (option, begun[:2]) if option and option.takes and len(begun) > 2 else (None, "")

    def _option(self, name: str) -> Parameter | None:
        return self.options.get(name)

    def _take(self, word: str) -> None:
        if self._waiting is not None:
            self.values[self._waiting.names[0]] = word
            self._waiting = None
        elif self.only_arguments or not word.startswith("-") or word == "-":
            self._take_argument(word)
        elif word == "--":
            self.only_arguments = True
        elif word.startswith("--"):
            name, equals, value = word.partition("=")
            self._take_option(self._option(name), value if equals else None)
        else:
            self._take_short(word)

    def _take_argument(self, word: str) -> None:
        if not self.command.commands:
            self.arguments.append(word)
        elif word in self.command.commands:
            self.command = self.command.commands[word]
            self.path.append(word)
        else:
            self.understood = False

    def _take_short(self, word: str) -> None:
        """Flags joined, the last one of which may take a value: `-qf csv`, `-fcsv`."""
        for place in range(1, len(word)):
            option = self._option(f"-{word[place]}")
            if option is None or option.takes:
                self._take_option(option, word[place + 1 :] or None)
                return
            self._take_option(option, None)

    def _take_option(self, option: Parameter | None, value: str | None) -> None:
        if option is None:
            return
        self.values[option.names[0]] = value or ""
        if option.takes and value is None:
            self._waiting = option


def last_piece(value: str, takes: str) -> tuple[str, str]:
    """A value's last part with what stands before it, where `takes` says that several are joined by commas."""
    if not takes.endswith(LISTED):
        return "", value
    before, comma, last = value.rpartition(",")
    return before + comma, last
