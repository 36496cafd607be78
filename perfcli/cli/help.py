"""How help is laid out: by the cells that texts take, because a Chinese character takes two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from perfcli.cells import text_width, wrapped

_WIDEST_NAME = 30
_GAP = 2


class CellFormatter(typer.Context.formatter_class):  # type: ignore[misc, valid-type]  # typer shows the class by this name alone
    """typer's formatter, which counts characters, with its texts and lists measured in cells."""

    def write_text(self, text: str) -> None:
        """A paragraph, or several."""
        indent = " " * self.current_indent
        lines = wrapped(text, self.width - self.current_indent).split("\n")
        self.write("".join(f"{indent}{line}".rstrip() + "\n" for line in lines))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST_NAME, col_spacing: int = _GAP) -> None:
        """Names and what they mean, side by side; a name wider than `col_max` has a line of its own."""
        rows = list(rows)
        widths = [text_width(name) for name, _text in rows]
        size = max((width for width in widths if width <= col_max), default=0)
        indent, gap = " " * self.current_indent, " " * col_spacing
        room = max(self.width - self.current_indent - size - col_spacing, 10)
        for name, text in rows:
            first, *others = wrapped(text, room).split("\n")
            blank = f"{indent}{' ' * size}{gap}"
            spare = size - text_width(name)
            start = f"{indent}{name}{' ' * spare}{gap}" if spare >= 0 else f"{indent}{name}\n{blank}"
            self.write("".join(line.rstrip() + "\n" for line in (start + first, *(blank + line for line in others))))


class CellContext(typer.Context):
    """A context whose help is laid out so."""

    formatter_class = CellFormatter


def lay_out(command: Any) -> None:
    """Have a command's help laid out so, its line in the list of commands uncut."""
    command.context_class = CellContext
    command.short_help = command.short_help or command.help
