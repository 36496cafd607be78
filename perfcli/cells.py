"""How texts fill a terminal's cells: how wide they are, where their lines break, how wide columns may be.

A Chinese character takes two cells. Lines break between Chinese characters and at spaces, never within a word or a
number that fits on a line of its own; no line starts with a closing mark or ends with an opening one.
"""

from __future__ import annotations

from collections.abc import Sequence

_CLOSING = frozenset("。，、；：？！…）】》〉」』〕］｝”’％,.;:!?)]}%/~～")
_OPENING = frozenset("（【《〈「『〔［｛“‘([{/")

READABLE, NARROWEST = 8, 4
"""Cells that a column of texts needs to be read with ease, and to be read at all."""


def text_width(text: str) -> int:
    """Cells that the widest line of a text takes in a terminal."""
    from wcwidth import wcswidth

    return max(max(wcswidth(line), 0) for line in text.split("\n"))


def wrapped(text: str, width: int) -> str:
    """A text broken into lines no wider than `width` cells, two at the least."""
    if text_width(text) <= width:
        return text
    return "\n".join(part for line in text.split("\n") for part in _lines(line, width))


def pieces(text: str) -> list[str]:
    """The parts between which a line may break, each with the spaces behind it."""
    from wcwidth import iter_graphemes

    made: list[str] = []
    for cluster in iter_graphemes(text):
        if made and _belong_together(made[-1], cluster):
            made[-1] += cluster
        else:
            made.append(cluster)
    return made


def _belong_together(before: str, cluster: str) -> bool:
    last = before[-1]
    if cluster.isspace() or last.isspace():
        return cluster.isspace()
    return cluster in _CLOSING or last in _OPENING or max(text_width(last), text_width(cluster)) < 2


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
    narrower than its texts; the first `heads` rows are headings, which may always break between words.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(text_width, column)) for column in columns]
    floors = [_floor(columns[at], heads, least, at < len(whole) and whole[at]) for at in range(len(columns))]
    return _shared(widths, floors, room)


def _floor(column: Sequence[str], heads: int, least: int, is_whole: bool) -> int:
    """The width that a column does not fall below."""
    words = [text_width(piece.rstrip()) for head in column[:heads] for piece in pieces(head)]
    heading = min(max(map(text_width, column[:heads]), default=0), NARROWEST)
    longest = max(map(text_width, column[heads:]), default=0)
    return max([heading, *words, longest if is_whole else min(longest, least)])


def _shared(widths: Sequence[int], floors: Sequence[int], room: int) -> list[int]:
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
