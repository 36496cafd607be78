"""A filled-in form for a terminal, or as Markdown."""

from __future__ import annotations

from perfcli.drawing import blocks, grid, has_room
from perfcli.formats.layout import LaidPage
from perfcli.formats.markdown import markdown_text
from perfcli.forms.laying.markdown import markdown_form
from perfcli.forms.laying.outline import Outline, outline
from perfcli.printable import printable


def sheet(page: LaidPage, width: int | None) -> str:
    """The form: its title, its lines, labels with their values, its tables."""
    parts = [part if isinstance(part, str) else _table(part, width) for part in outline(page)]
    return "\n".join([printable(page.title), "", *(printable(part) if "\n" not in part else part for part in parts)])


def markdown_sheet(page: LaidPage) -> str:
    """The same as Markdown."""
    return "\n\n".join([f"## {markdown_text(page.title)}", *markdown_form(page)]) + "\n"


def _table(part: Outline, width: int | None) -> str:
    rows, headings = [list(row) for row in part.rows], list(part.headings)
    if not rows:
        return ""
    if not headings:
        return grid(rows, headings, style="plain", width=width)
    if width is None or has_room(rows, headings, width):
        return grid(rows, headings, width=width)
    return "".join(blocks(headings, rows, width))
