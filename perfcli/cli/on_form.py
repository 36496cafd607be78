"""A filled-in form for a terminal, or as Markdown."""

from __future__ import annotations

from perfcli.formats.layout import LaidPage
from perfcli.formats.markdown import markdown_text
from perfcli.forms.markdown import markdown_form
from perfcli.forms.outline import Outline, outline
from perfcli.output import grid
from perfcli.printable import printable


def sheet(page: LaidPage, style: str, width: int | None) -> str:
    """The form: its title, its lines, labels with their values, its tables."""
    if style == "pipe":
        return "\n\n".join([f"## {markdown_text(page.title)}", *markdown_form(page)]) + "\n"
    parts = [part if isinstance(part, str) else _table(part, style, width) for part in outline(page)]
    return "\n".join([printable(page.title), "", *(printable(part) if "\n" not in part else part for part in parts)])


def _table(part: Outline, style: str, width: int | None) -> str:
    rows = [list(row) for row in part.rows]
    return grid(rows, list(part.headings), style=style if part.headings else "plain", width=width) if rows else ""
