"""Texts drawn as tables for people: what a terminal has room for, and how. The one door to tabulate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, repeat, zip_longest
from typing import Literal, NamedTuple

from perfcli.cells import (
    COMFORTABLE,
    GAP,
    NARROWEST,
    READABLE,
    balanced,
    column_widths,
    floor,
    natural_width,
    shared,
    text_width,
    wrapped,
)
from perfcli.printable import printable

_GAPS = {"plain": 2, "grid": 3}
_FRAMES = {"plain": 0, "grid": 4}
"""Cells between two columns of a style of tabulate, and those before the first and behind the last."""

_AT_ONCE = 500
"""Rows in a part of a table."""


class Trait(NamedTuple):
    """How a column behaves: where its texts stand, whether they stay whole, and its place by use.

    Where there is no room, columns of the highest `rank` are left out first; one without a rank never is. A `key`
    says what a row is of: where even those without a rank have no room beside each other, it stands before some of
    them and again before the others.
    """

    is_right: bool = False
    is_whole: bool = False
    rank: int | None = None
    is_key: bool = False


class Drawn(NamedTuple):
    """A table in parts as they are drawn, and the places of the columns there was no room for."""

    parts: Iterator[str]
    left_out: tuple[int, ...] = ()


def table(cells: Sequence[Sequence[str]], headings: Sequence[str], traits: Sequence[Trait], width: int | None) -> Drawn:
    """Rows under their headings; `width` is a terminal's, None for as wide as they are.

    Where a terminal has no room for all columns, those of least use are left out; where it has none for those that
    stay, they follow each other in several tables, each with the keys, or without keys each row is a block of lines.
    """
    lines = [[printable(cell) for cell in line] for line in (headings, *cells)]
    if width is None:
        return Drawn(_whole(lines, [natural_width(column) for column in zip(*lines, strict=True)], traits))
    columns = list(zip(*lines, strict=True))
    naturals = list(map(natural_width, columns))
    kept, widths = _fitted(columns, naturals, traits, width)
    if widths is None and cells:
        panels = _panels(columns, traits, width)
        if not panels:
            return Drawn(_blocks(lines[0], lines[1:], traits, width))
        return Drawn(_in_turn(table(*_chosen(lines, traits, panel), width).parts for panel in panels))
    rows, headings, shown = _chosen(lines, traits, kept)
    widths = widths or column_widths([headings], width, heads=1, least=NARROWEST)
    left_out = tuple(at for at in range(len(columns)) if at not in kept)
    return Drawn(_drawn([headings, *rows], widths, shown), left_out)


def _chosen(
    lines: Sequence[Sequence[str]], traits: Sequence[Trait], places: Sequence[int]
) -> tuple[list[list[str]], list[str], list[Trait]]:
    """The rows, headings and traits of some columns."""
    headings, *rows = ([line[at] for at in places] for line in lines)
    return rows, headings, [traits[at] for at in places]


def _panels(columns: Sequence[Sequence[str]], traits: Sequence[Trait], width: int) -> list[list[int]]:
    """The columns parted into tables that have room, each with the keys; none without keys, or where one has none."""
    keys = [at for at, trait in enumerate(traits) if trait.is_key]
    floors = [
        floor(column, 1, READABLE, trait.is_whole) + len(GAP) for column, trait in zip(columns, traits, strict=True)
    ]
    room = width + len(GAP) - sum(floors[at] for at in keys)
    panels: list[list[int]] = []
    used = room
    for at in (at for at in range(len(columns)) if at not in keys):
        if used + floors[at] > room:
            panels.append(list(keys))
            used = 0
        panels[-1].append(at)
        used += floors[at]
        if used > room:
            return []
    return panels if keys else []


def _in_turn(tables: Iterable[Iterator[str]]) -> Iterator[str]:
    """Tables, an empty line between two of them."""
    for number, parts in enumerate(tables):
        yield from chain(["\n"] if number else [], parts)


def _fitted(
    columns: Sequence[Sequence[str]], naturals: Sequence[int], traits: Sequence[Trait], width: int
) -> tuple[list[int], list[int] | None]:
    """The columns that there is room for and their widths, all and None where those that stay have none."""
    for least in (COMFORTABLE, READABLE):
        floors = [floor(column, 1, least, trait.is_whole) for column, trait in zip(columns, traits, strict=True)]
        kept = _kept(columns, traits, floors, width)
        room = width - len(GAP) * (len(kept) - 1)
        if sum(floors[at] for at in kept) <= room:
            return kept, shared([naturals[at] for at in kept], [floors[at] for at in kept], room)
    return list(range(len(columns))), None


def _kept(columns: Sequence[Sequence[str]], traits: Sequence[Trait], floors: Sequence[int], width: int) -> list[int]:
    """Those that always stay, and of the others as many as have room, the most useful first, empty ones last."""
    kept = [at for at, trait in enumerate(traits) if trait.rank is None]
    used = sum(floors[at] + len(GAP) for at in kept)
    others = [(not any(columns[at][1:]), trait.rank, at) for at, trait in enumerate(traits) if trait.rank is not None]
    for _is_empty, _rank, at in sorted(others):
        if used + floors[at] <= width:
            used += floors[at] + len(GAP)
            kept.append(at)
    return sorted(kept)


def _drawn(lines: Sequence[Sequence[str]], widths: Sequence[int], traits: Sequence[Trait]) -> Iterator[str]:
    """Lines of cells broken to be no wider than their columns, the first of them headings."""
    breaking = [balanced, *repeat(wrapped, len(lines) - 1)]
    broken = [
        [broken_at(cell, size).split("\n") for cell, size in zip(line, widths, strict=True)]
        for broken_at, line in zip(breaking, lines, strict=True)
    ]
    sizes = [max(text_width(part) for parts in column for part in parts) for column in zip(*broken, strict=True)]
    return _rows(iter(broken), sizes, traits)


def _whole(lines: Sequence[Sequence[str]], sizes: Sequence[int], traits: Sequence[Trait]) -> Iterator[str]:
    """Lines of cells as wide as they are: of very many rows none is kept in pieces."""
    return _rows(([cell.split("\n") for cell in line] for line in lines), sizes, traits)


def _rows(lines: Iterator[Sequence[Sequence[str]]], sizes: Sequence[int], traits: Sequence[Trait]) -> Iterator[str]:
    """Lines of cells that are broken already, with a rule beneath the first."""
    rule = GAP.join("-" * size for size in sizes)
    yield _row(next(lines), sizes, traits) + rule + "\n"
    while some := list(islice(lines, _AT_ONCE)):
        yield "".join(_row(line, sizes, traits) for line in some)


def _row(cells: Sequence[Sequence[str]], sizes: Sequence[int], traits: Sequence[Trait]) -> str:
    """A row of cells of one line or several."""
    texts = []
    for line in zip_longest(*cells, fillvalue=""):
        padded = [_padded(text, size, trait.is_right) for text, size, trait in zip(line, sizes, traits, strict=True)]
        texts.append(GAP.join(padded).rstrip() + "\n")
    return "".join(texts)


def _padded(text: str, size: int, is_right: bool) -> str:
    space = " " * (size - text_width(text))
    return space + text if is_right else text + space


def blocks(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Each row as a block of lines, every heading with its text, for a terminal too narrow for them side by side."""
    lines = [[printable(cell) for cell in line] for line in (headings, *rows)]
    return _blocks(lines[0], lines[1:], [Trait()] * len(headings), width)


def _blocks(
    headings: Sequence[str], rows: Sequence[Sequence[str]], traits: Sequence[Trait], width: int
) -> Iterator[str]:
    """Rows too wide for a terminal: each heading with its text on a line of its own, an empty line between rows."""
    size = min(natural_width(headings), max(width // 2, READABLE))
    room = max(width - size - len(GAP), READABLE)
    heads = [wrapped(heading, size).split("\n") for heading in headings]
    for number, row in enumerate(rows):
        texts = [cell if trait.is_whole else wrapped(cell, room) for cell, trait in zip(row, traits, strict=True)]
        pairs = zip(heads, (text.split("\n") for text in texts), strict=True)
        yield ("\n" if number else "") + "".join(_row(pair, (size, 0), (Trait(), Trait())) for pair in pairs)


def has_room(cells: Sequence[Sequence[str]], headings: Sequence[str], width: int) -> bool:
    """Whether a frame of this width has columns that can be read."""
    lines = [[printable(cell) for cell in line] for line in (headings, *cells)]
    room = _room("grid", len(headings), width)
    return sum(column_widths(lines, room, heads=1)) <= room


def _room(style: str, columns: int, width: int) -> int:
    """Cells that the texts of so many columns have in a width."""
    return width - _FRAMES[style] - _GAPS[style] * max(columns - 1, 0)


def grid(
    cells: Sequence[Sequence[str]],
    headings: Sequence[str],
    aligned: Sequence[str] = (),
    *,
    style: Literal["grid", "plain"] = "grid",
    width: int | None = None,
) -> str:
    """Texts as a table: `style` is tabulate's name for its lines; texts are wrapped where `width` asks for it.

    `headings` may be empty for none.
    """
    escaped = [[printable(cell) for cell in row] for row in cells]
    heads = [printable(heading) for heading in headings]
    if width is not None:
        lines = [heads, *escaped] if heads else escaped
        room = _room(style, len(lines[0]) if lines else 0, width)
        whole, heading_rows = [side == "right" for side in aligned], 1 if heads else 0
        widths = column_widths(lines, room, whole, heading_rows)
        if sum(widths) > room:
            widths = column_widths(lines, room, whole, heading_rows, NARROWEST)
        heads = [wrapped(head, size) for head, size in zip(heads, widths, strict=False)]
        escaped = [[wrapped(cell, size) for cell, size in zip(row, widths, strict=True)] for row in escaped]
    return framed(escaped, heads, aligned, style)


def framed(cells: Sequence[Sequence[str]], heads: Sequence[str], aligned: Sequence[str], style: str) -> str:
    """Texts in the lines of a style of tabulate, each cell as it is."""
    import tabulate as tabulating

    tabulating.PRESERVE_WHITESPACE = True
    tabulating.MIN_PADDING = 0
    text = tabulating.tabulate(
        cells, heads, tablefmt=style, disable_numparse=True, colalign=tuple(aligned) if cells and aligned else None
    )
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"
