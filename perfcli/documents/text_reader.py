"""The text taken out of the published Word document -> the document.

A cell starts with a tab and a row ends with an empty line; a cell may hold several lines and stray empty ones. Lines
end with LF alone: form feeds and the like are part of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from perfcli.documents.interruptions import MARK, Interruptions, tabs_lost, without_marks
from perfcli.documents.part_three import note as part_three_passed_over
from perfcli.documents.part_three import text_without
from perfcli.documents.published import PublishedDocument
from perfcli.documents.reading import read_blocks
from perfcli.documents.table_form import is_label_of
from perfcli.documents.text_rows import TextCell, rows_of
from perfcli.formats.blocks import Block, Cell, Paragraph
from perfcli.forms.words.amounts import is_scale
from perfcli.forms.words.units import read_unit
from perfcli.forms.words.wording import heading_of, is_table_title


def read_text(text: str) -> PublishedDocument:
    """The document in a text with LF line ends; raises PerfError for a text that is no such document."""
    text, has_part_three = text_without(text)
    blocks = list(blocks_of(text))
    if lost := tabs_lost(blocks):
        raise lost
    document = read_blocks(blocks)
    return replace(document, notes=(*document.notes, part_three_passed_over())) if has_part_three else document


def blocks_of(text: str) -> Iterator[Block]:
    """The paragraphs and rows of a text."""
    lines = text.split("\n")
    interruptions = Interruptions(lines)
    lines = [without_marks(line) for line in lines]
    tabs = [number for number, line in enumerate(lines) if line.startswith("\t")]
    firsts = _first_cells(lines, tabs)
    starts = [tabs[index] for index in firsts]
    yield from _paragraphs(lines, 0, starts[0] if starts else len(lines))
    for start, following in pairwise([*firsts, len(tabs)]):
        until = tabs[following] if following < len(tabs) else len(lines)
        end = _table_end(lines, tabs[following - 1], until, following < len(tabs))
        yield from rows_of(list(_cells(lines, tabs[start], end, interruptions)))
        yield from _paragraphs(lines, end, until)


def _first_cells(lines: Sequence[str], tabs: Sequence[int]) -> list[int]:
    """Which of the lines with a tab start a table."""
    firsts: list[int] = []
    for index, number in enumerate(tabs):
        first = None
        if is_scale(lines[number]):
            if index and (_is_unit(lines, tabs, index - 1) or _is_code(lines, tabs, index + 1)):
                first = index - 1
        elif _is_code(lines, tabs, index) and not (firsts and index - firsts[-1] == 2):
            first = index - 1 if index and _is_unit(lines, tabs, index - 1) else index
        if first is not None and (not firsts or first > firsts[-1]):
            firsts.append(first)
    return firsts


def _is_unit(lines: Sequence[str], tabs: Sequence[int], index: int) -> bool:
    """Whether a cell is a unit's that starts a row."""
    number = tabs[index]
    return (not number or not lines[number - 1].startswith("\t")) and read_unit(lines[number]) is not None


def _is_code(lines: Sequence[str], tabs: Sequence[int], index: int) -> bool:
    if index >= len(tabs) or not is_label_of(lines[tabs[index]], "code"):
        return False
    named = index + 2 < len(tabs) and is_label_of(lines[tabs[index + 2]], "name")
    above = lines[tabs[index] - 1]
    return named or not (above.startswith("\t") or above.strip())


def _table_end(lines: Sequence[str], last: int, until: int, before_table: bool) -> int:
    """Where a table ends: after its last cell, of which `last` is the first line.

    Lines go on with that cell, also after a stray empty line; they are paragraphs of their own after two, from a
    heading on, and where they are the heading of the next table.
    """
    filled = [number for number in range(last + 1, until) if lines[number].strip()]
    headed = before_table and bool(filled) and is_table_title(lines[filled[-1]])
    above = last
    for number in filled:
        gap = number - above - 1
        if gap > 1 or (gap == 1 and _has_heading(lines, number, until)) or (headed and number == filled[-1]):
            return number
        above = number
    return until


def _has_heading(lines: Sequence[str], start: int, until: int) -> bool:
    """Whether a group of lines without an empty one between them holds a heading."""
    for number in range(start, until):
        if not lines[number].strip():
            return False
        if heading_of(lines[number]) or is_table_title(lines[number]):
            return True
    return False


def _cells(lines: Sequence[str], start: int, end: int, interruptions: Interruptions) -> Iterator[TextCell]:
    first = start
    for number in range(start + 1, end + 1):
        if number < end and not lines[number].startswith("\t"):
            continue
        text, last = lines[first][1:], number > first + 1 and not lines[number - 1].strip()
        after: tuple[Paragraph, ...] = ()
        if number - first > 2 or (number - first == 2 and not last):
            more, after = interruptions.parted(lines, first + 1, number)
            text = "\n".join([text, *more])
        yield TextCell(Cell(first + 1, text.rstrip("\n")), last or bool(after), after)
        first = number


def _paragraphs(lines: Sequence[str], start: int, end: int) -> Iterator[Paragraph]:
    for number in range(start, end):
        if shown := lines[number].strip().strip(MARK).strip():
            yield Paragraph(number + 1, shown)
