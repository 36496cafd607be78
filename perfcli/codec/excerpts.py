"""A line of a file with a caret under the place that something is said of: for people."""

from __future__ import annotations

from perfcli.cells import text_width
from perfcli.printable import one_line

_WIDEST = 72
"""Cells of an excerpt: with what it is set in, a terminal of 80 columns holds it."""

_AHEAD = 24
"""Cells of a long line that are shown behind the caret."""

_MORE = "…"


def excerpt(text: str, line: int, column: int) -> str:
    """The line of a text and below it a caret under the column, both counted from 1; empty beyond the text's end."""
    start = _line_start(text, line)
    return "" if start is None else excerpt_at(text, start, start + column - 1)


def excerpt_at(text: str, start: int, at: int) -> str:
    """The same of a line by the offset of its beginning and that of the place.

    Wide characters count for what they take in a terminal, a tab for one cell; of a long line the part around the
    caret is shown.
    """
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    at = min(max(at, start), end)
    before, behind = one_line(text[max(start, at - 2 * _WIDEST) : at]), one_line(text[at : min(end, at + 2 * _WIDEST)])
    is_cut = at - 2 * _WIDEST > start
    room = _WIDEST - min(text_width(behind), _AHEAD) - 1
    while text_width(before) > room:
        before, is_cut = before[1:], True
    if is_cut:
        before = _MORE + before
    shown, is_short = before + behind, at + 2 * _WIDEST >= end
    while text_width(shown) > _WIDEST:
        shown, is_short = shown[:-1], False
    return f"{shown if is_short else shown + _MORE}\n{' ' * text_width(before)}^"


def _line_start(text: str, line: int) -> int | None:
    """Where a line begins, counted from 1; None for one that the text does not have."""
    start = 0
    for _line in range(line - 1):
        start = text.find("\n", start) + 1
        if not start:
            return None
    return start if line > 0 else None
