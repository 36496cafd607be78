"""Part three of a document, 绩效自评: known where it is read again, and passed over.

It holds the 自评表 of projects. Their points are worked out of what is recorded; a form's are given ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from perfcli.documents.contents import without_page
from perfcli.documents.outline import PART_THREE
from perfcli.documents.project_table import starts_table
from perfcli.formats.blocks import Block, Paragraph
from perfcli.formats.pages import Page
from perfcli.forms.words.wording import EVALUATION_TITLE, Heading, as_seen, heading_of, is_table_title, without_field
from perfcli.i18n import gettext as _

_MOST_LINES = 8
"""Over how many paragraphs heading, title and what stands above the first table may go."""

_PARTS = ("第一部分", "第二部分")


def note() -> str:
    """What is said of a document whose part three was passed over."""
    return _(
        "part three (绩效自评) was passed over: import self-evaluations from an export or from 自评表 by themselves"
    )


def blocks_without(blocks: Sequence[Block]) -> tuple[Sequence[Block], bool]:
    """The blocks outside of part three, and whether there is such a part."""
    lines = [block.text if isinstance(block, Paragraph) else None for block in blocks]

    def starts(at: int) -> bool:
        block = blocks[at]
        return not isinstance(block, Paragraph) and bool(block.cells) and starts_table(block)

    begin, end = _place(lines, starts)
    return [*blocks[:begin], *blocks[end:]], begin < end


def page_without(page: Page) -> tuple[Page, bool]:
    """The page without the rows of part three and its heading in the contents, and whether there are any."""
    lines = ["".join(spot.text for spot in row.spots) if row.is_line else None for row in page.rows]
    begin, end = _place(lines)
    if begin == end:
        return page, False
    kept = (at for at in range(len(lines)) if not begin <= at < end and not _is_entry(lines[at]))
    return Page(page.name, [page.rows[at] for at in kept], page.positions), True


def text_without(text: str) -> tuple[str, bool]:
    """The text with empty lines in place of part three, and whether there is such a part."""
    if PART_THREE[0] not in text:
        return text, False
    lines = text.split("\n")
    begin, end = _place(list(_outside_of_cells(lines)))
    return "\n".join([*lines[:begin], *[""] * (end - begin), *lines[end:]]), begin < end


def _outside_of_cells(lines: Iterable[str]) -> Iterator[str | None]:
    """The lines of a text, None for those of cells: a tab starts one, an empty line ends its row."""
    within = False
    for line in lines:
        within = line.startswith("\t") or (within and bool(line.strip()))
        yield None if within else line


def _is_entry(line: str | None) -> bool:
    return line is not None and as_seen(line[:40]) == "".join(PART_THREE)


def _place(lines: Sequence[str | None], starts: Callable[[int], bool] = lambda _at: False) -> tuple[int, int]:
    """Where part three begins and ends, both the end of all where there is none; a row of a table is None.

    It ends where another part or a project's table begins (`starts` knows its first row), as where documents were put
    together.
    """
    begin = next((at for at in range(len(lines)) if _begins(lines, at)), len(lines))
    ends = (at for at in range(begin + 1, len(lines)) if starts(at) or _begins_another(lines, at))
    return begin, next(ends, len(lines))


def _begins(lines: Sequence[str | None], at: int) -> bool:
    """Whether the heading of part three is here: a title of a 自评表 and a table follow, as in no list of contents."""
    first = lines[at]
    if first is None or not as_seen(first[:40]).startswith(PART_THREE[0]):
        return False
    said = [line for line in islice(lines, at, at + 4 * _MOST_LINES) if line is None or line.strip()]
    if None not in said[:_MOST_LINES]:
        return False
    above = [without_field(line)[0] for line in said[: said.index(None)] if line is not None]
    length = next((length for length in (1, 2) if as_seen("".join(above[:length])) == "".join(PART_THREE)), 0)
    titles = above[length:]
    if not length or any(heading_of(line) or is_table_title(line) or without_page(line)[0] for line in titles):
        return False
    return any(as_seen(line).endswith(EVALUATION_TITLE) for line in titles)


def _begins_another(lines: Sequence[str | None], at: int) -> bool:
    line = lines[at]
    if line is None or not line.strip():
        return False
    if is_table_title(line):
        return _is_above_row(lines, at)
    if as_seen(line[:40]) not in _PARTS:
        return heading_of(line[:200]) is Heading.PART_TWO and as_seen(line).startswith(_PARTS)
    following = next((said for said in lines[at + 1 : at + 4] if said is None or said.strip()), None)
    return following is not None and heading_of(following) is not None


def _is_above_row(lines: Sequence[str | None], at: int) -> bool:
    """Whether the next thing below a line is a row of a table."""
    return next(
        (said is None for said in islice(lines, at + 1, at + _MOST_LINES) if said is None or said.strip()), False
    )
