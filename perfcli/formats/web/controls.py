"""What the controls of a web page show: the option that is chosen, what is typed in, ticks; and pictures."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Said = Mapping[str, str]
"""Attributes of an element: values by their names."""

_TICKS = frozenset(("checkbox", "radio"))
_SHOW_NO_TEXT = frozenset(("hidden", "password", "submit", "button", "reset", "image", "file", "range", "color"))
_SPACERS = frozenset(("0", "1", "2", "0px", "1px", "2px"))
_LONGEST_NAME = 60


class Choice(msgspec.Struct):
    """A list to choose from: its options as they come, each with its text in parts."""

    shows_many: bool = False
    """Whether none is chosen unless it is said."""

    texts: list[list[str]] = msgspec.field(default_factory=list)
    chosen: list[int] = msgspec.field(default_factory=list)
    prompts: set[int] = msgspec.field(default_factory=set)
    """The options that ask to choose: they have no value."""

    def begin(self, said: Said) -> None:
        """An option begins."""
        if "selected" in said:
            self.chosen.append(len(self.texts))
        if said.get("value", "-") == "":
            self.prompts.add(len(self.texts))
        self.texts.append([])

    def take(self, text: str) -> None:
        """Text of the option at hand."""
        if self.texts:
            self.texts[-1].append(text)

    @property
    def shown(self) -> str:
        """The text of what is chosen, the first option where nothing says it; a prompt is no text."""
        chosen = self.chosen if self.shows_many else self.chosen[-1:] or [0]
        texts = ["".join(self.texts[at]).strip() for at in chosen if at < len(self.texts) and at not in self.prompts]
        return "、".join(text for text in texts if text)


def choice(said: Said) -> Choice:
    """A list to choose from with these attributes."""
    return Choice("multiple" in said or said.get("size", "1").strip() not in ("", "0", "1"))


def shown_in(said: Said) -> str:
    """What an input with these attributes shows."""
    kind = said.get("type", "").strip().lower()
    if kind in _TICKS:
        return "☑" if "checked" in said else "☐"
    return "" if kind in _SHOW_NO_TEXT else said.get("value", "")


def picture(said: Said) -> str:
    """What a picture is called; empty for an ornament, or one that only takes room."""
    is_ornament = said.get("alt", "-").strip() == "" or said.get("role") in ("presentation", "none")
    if is_ornament or not _SPACERS.isdisjoint((said.get("width", ""), said.get("height", ""))):
        return ""
    source = said.get("src", "")
    name = "" if source.startswith("data:") else source.partition("?")[0].rpartition("/")[2]
    return (said.get("alt") or said.get("title") or name or "<img>")[:_LONGEST_NAME]
