"""A laid out form as Markdown: labels and values as one table, each table of the form as one."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.formats.layout import LaidPage
from perfcli.formats.markdown import markdown_table, markdown_text
from perfcli.forms.laying.outline import outline

_HEADINGS = ("项目", "内容")


def markdown_form(page: LaidPage) -> Iterator[str]:
    """The lines and tables of a form below its title."""
    for part in outline(page):
        yield markdown_text(part) if isinstance(part, str) else markdown_table(part.headings or _HEADINGS, part.rows)
