"""Colours where they help reading: severities, differences, what is missing. On a terminal alone, never in a file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from perfcli.regex import regex

Paint = Callable[[str], str]
"""A line without what could drive a terminal -> the same with colours."""

_RED, _GREEN, _YELLOW, _CYAN, _BOLD = "31", "32", "33", "36", "1"
_OF_SEVERITY = {"error": _RED, "warning": _YELLOW, "notice": _CYAN}
_FINDING = regex(r"(.*?:\d+:\d+: )([A-Z]\d{3})((?: .*)?)")
_ROW_OF_RULE = regex(r"()([A-Z]\d{3})(  .*)")


def are_wanted() -> bool:
    """Whether a terminal is to have colours, as far as the environment says."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or bool(os.environ.get("WT_SESSION") or os.environ.get("TERM"))  # an old console shows them


def painted(texts: Iterable[str], paint: Paint | None) -> Iterator[str]:
    """Texts of whole lines with each line painted."""
    for text in texts:
        yield text if paint is None else "\n".join(map(paint, text.split("\n")))


def _in(style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[m" if text else text


def difference(line: str) -> str:
    """A line of a unified difference, as git paints it."""
    for begin, style in (("+++", _BOLD), ("---", _BOLD), ("@@", _CYAN), ("+", _GREEN), ("-", _RED)):
        if line.startswith(begin):
            return _in(style, line)
    return line


def findings(severities: Mapping[str, str]) -> Paint:
    """For lines of findings and rows of rules: the code of a rule in the colour of its severity."""

    def paint(line: str) -> str:
        match = _FINDING.fullmatch(line) or _ROW_OF_RULE.fullmatch(line)
        if match is None or match[2] not in severities:
            return line
        return match[1] + _in(_OF_SEVERITY[severities[match[2]]], match[2]) + match[3]

    return paint


def words(styles: Mapping[str, str]) -> Paint:
    """For rows with a word in a column of its own: each in the colour of the severity it has."""
    pattern = re.compile(rf"(?<=  )({'|'.join(map(re.escape, styles))})(?=  |$)")
    return lambda line: pattern.sub(lambda match: _in(_OF_SEVERITY[styles[match[1]]], match[1]), line)
