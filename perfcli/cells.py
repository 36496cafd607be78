"""How texts fill a terminal's cells: how wide they are, where their lines break, how wide columns may be.

A Chinese character takes two cells. Lines break between Chinese characters and at spaces, never within a word or a
number that fits on a line of its own; no line starts with a closing mark or ends with an opening one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from perfcli.regex import regex

_CLOSING = frozenset("。，、；：？！…）】》〉」』〕］｝”’％,.;:!?)]}%/~～")
_OPENING = frozenset("（【《〈「『〔［｛“‘([{/")

GAP = "  "
"""What stands between texts beside each other."""

COMFORTABLE, READABLE, NARROWEST = 20, 8, 4
"""Cells that a column of texts needs to be read with ease, to be read, and to be read at all."""

_WORD = r"[!-~≥≤]{5,32}"
"""What a column is widened for, so that it stays on its line: a code, a number with its sign and unit, a word."""


_BESIDE = r"\s，。；：！？、（）《》“”`"
_KEPT = regex(rf"`[^`\n]*`|(?<![^{_BESIDE}])[^{_BESIDE}]*[/\\][^{_BESIDE}]*")
"""What is copied out of a sentence: a command between its marks, a path."""


def text_width(text: str) -> int:
    """Cells that the widest line of a text takes in a terminal."""
    if text.isascii() and text.isprintable():
        return len(text)
    if "\n" in text:
        return max(map(text_width, text.split("\n")))
    from wcwidth import wcswidth

    return max(wcswidth(text), 0)


def wrapped(text: str, width: int) -> str:
    """A text broken into lines no wider than `width` cells, two at the least."""
    if text_width(text) <= width:
        return text
    return "\n".join(part for line in text.split("\n") for part in _lines(line, width))


def flowed(text: str, width: int) -> str:
    """Sentences broken into lines of `width` cells, each as deep as the line it goes on.

    Commands, paths and words stay whole, if need be past the edge: a line end within them would be copied with them.
    """
    return "\n".join(part for line in text.split("\n") for part in _flowed(line, width))


def balanced(text: str, width: int) -> str:
    """A heading broken into as many lines as `width` asks for, none much longer than the others."""
    broken = wrapped(text, width)
    lines = broken.count("\n")
    return next((even for size in range(2, width) if (even := wrapped(text, size)).count("\n") == lines), broken)


def filled(parts: Sequence[str], width: int | None) -> str:
    """Parts beside each other, as many on a line as fit: a line breaks between two of them alone."""
    lines = list(parts[:1])
    for part in parts[1:]:
        joined = f"{lines[-1]}{GAP}{part}"
        if width is None or text_width(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(part)
    return "\n".join(lines)


def pieces(text: str) -> list[str]:
    """The parts between which a line may break, each with the spaces behind it."""
    from wcwidth import iter_graphemes

    return _put_together(iter_graphemes(text))


def _sentence_pieces(text: str) -> list[str]:
    """The same of a sentence, none within what is copied out of it."""
    return _put_together(_sentence_clusters(text))


def _sentence_clusters(text: str) -> Iterator[str]:
    from wcwidth import iter_graphemes

    at = 0
    for match in _KEPT.finditer(text):
        yield from iter_graphemes(text[at : match.start()])
        yield match[0]
        at = match.end()
    yield from iter_graphemes(text[at:])


def _put_together(clusters: Iterable[str]) -> list[str]:
    made: list[str] = []
    for cluster in clusters:
        if made and _belong_together(made[-1], cluster):
            made[-1] += cluster
        else:
            made.append(cluster)
    return made


def _belong_together(before: str, cluster: str) -> bool:
    last = before[-1]
    if cluster.isspace() or last.isspace():
        return cluster.isspace()
    return cluster in _CLOSING or last in _OPENING or max(text_width(last), text_width(cluster[0])) < 2


def _flowed(line: str, width: int) -> list[str]:
    if text_width(line) <= width:
        return [line]
    indent = line[: len(line) - len(line.lstrip(" "))]
    lines, begun = [], indent
    for piece in _sentence_pieces(line[len(indent) :]):
        if begun != indent and text_width(begun + piece.rstrip()) > width:
            lines.append(begun.rstrip())
            begun = indent
        begun += piece
    return [*lines, begun.rstrip()]


def _lines(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, used = "", 0
    for piece in pieces(text):
        if line.strip() and used + text_width(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line += piece
        while text_width(line.rstrip()) > width:
            head = _head(line, width)
            lines.append(head)
            line = line[len(head) :]
        used = text_width(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _head(text: str, width: int) -> str:
    """As much of the start of a text as fits, one character at the least."""
    from wcwidth import iter_graphemes

    head = ""
    for cluster in iter_graphemes(text):
        if head and text_width(head + cluster) > width:
            break
        head += cluster
    return head


def column_widths(
    rows: Sequence[Sequence[str]], room: int, whole: Sequence[bool] = (), heads: int = 0, least: int = READABLE
) -> list[int]:
    """How wide each column may be so that all of them take no more cells than `room`; more where that cannot be.

    The widest give way first, none to less than `least`. A column that is `whole`, such as one of numbers, is never
    narrower than its texts; words are broken at the narrowest alone; the first `heads` rows are headings, which may
    always break between words.
    """
    columns = list(zip(*rows, strict=True))
    floors = [floor(column, heads, least, at < len(whole) and whole[at]) for at, column in enumerate(columns)]
    return shared(list(map(natural_width, columns)), floors, room)


def natural_width(column: Sequence[str]) -> int:
    """The width at which no text of a column is broken."""
    return max(map(text_width, column), default=0)


def floor(column: Sequence[str], heads: int, least: int, is_whole: bool) -> int:
    """The width that a column does not fall below."""
    words = [text_width(piece.rstrip()) for head in column[:heads] for piece in pieces(head)]
    heading = min(natural_width(column[:heads]), NARROWEST)
    longest = natural_width(column[heads:])
    if not is_whole and longest > least:
        longest = max([least, *(_widest_word(text) for text in column[heads:] if least > NARROWEST)])
    return max([heading, *words, longest])


def _widest_word(text: str) -> int:
    return max(map(len, re.findall(_WORD, text)), default=0)


def shared(widths: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
    """The widths with the widest ones cut, none below its floor, until they fit or all stand on their floors."""
    cut = list(widths)
    while (excess := sum(cut) - room) > 0:
        free = [index for index, width in enumerate(cut) if width > floors[index]]
        if not free:
            break
        widest = max(cut[index] for index in free)
        sharing = [index for index in free if cut[index] == widest]
        stops = [cut[index] for index in free if cut[index] < widest] + [floors[index] for index in sharing]
        target = max(*stops, widest - -(-excess // len(sharing)))
        for index in sharing:
            cut[index] = target
    return cut
