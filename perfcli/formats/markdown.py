"""Texts and tables as Markdown (GitHub's dialect), every text escaped so that it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfcli.formats.markup import carried
from perfcli.regex import regex

_SPECIAL = regex(r"[\\`*_\[\]<>|&~$@^]|:(?=//)|(?<=www)\.|^[-+#=]|^[0-9]{1,9}[.)](?= |$)", re.IGNORECASE)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", ":": "&#58;", "@": "&#64;"}
_BREAK = "<br>"


def markdown_text(text: str) -> str:
    """A text without meaning for Markdown: a sign with one gets a backslash, or an entity where that does not help."""
    flat = " ".join(carried(text).replace("\t", " ").split("\n")).replace("\r", " ")
    return _SPECIAL.sub(_escaped, flat).strip()


def _escaped(match: re.Match[str]) -> str:
    sign = match[0][-1]
    return match[0][:-1] + _ENTITIES.get(sign, f"\\{sign}")


def _cell(text: str) -> str:
    return _BREAK.join(markdown_text(line) for line in text.split("\n"))


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with these headings; what is wrapped inside a cell stays so."""
    lines = [" | ".join(map(_cell, heads)), " | ".join("---" for _head in heads)]
    lines += [" | ".join(map(_cell, row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)
