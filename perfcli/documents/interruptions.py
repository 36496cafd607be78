"""What stands between the rows of a table in extracted text and belongs to none of its cells.

A row ends with an empty line, but a cell may hold stray empty lines too. So what follows an empty line is told by what
it looks like: the number of a page, a note, who filled the table in, the heading of the next table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfcli.documents.cover import is_signature
from perfcli.documents.table_form import CODE_LABEL, COLUMNS
from perfcli.errors import PerfError
from perfcli.formats.blocks import Block, Paragraph
from perfcli.forms.words.wording import as_seen, heading_of, is_table_title
from perfcli.i18n import gettext as _
from perfcli.regex import regex

MARK = "\ufeff"
"""A byte order mark, which stands within a text where files were put together."""

_PAGE = regex(
    r"(?:[-–—_~·•]+[0-9]{1,4}[-–—_~·•]+|第[0-9〇零一二三四五六七八九十百]{1,5}页(?:[,/]?共[0-9〇零一二三四五六七八九十百]{1,5}页)?|page[0-9]{1,4})"
)
_BARE_PAGE = regex(r"[0-9]{1,4}")
_NOTE = regex(r"(?:注|备注|附注|说明|填表说明|填报说明|资料来源)[0-9一二三四五]?:")
_LONGEST = 200
_CODE = regex(rf"{CODE_LABEL}(?:$|:|.{{0,12}}[0-9]{{8}})")
_FIRST_COLUMNS = "".join(COLUMNS[:2])


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page and says so: - 12 -, 第12页."""
    return len(text) < 40 and _PAGE.fullmatch(as_seen(text)) is not None


def without_marks(line: str) -> str:
    """A line without the page breaks and byte order marks ahead of it, where a cell or a paragraph starts."""
    if line[:1] not in ("\f", MARK):
        return line
    bare = line.lstrip(f"\f{MARK}")
    return bare if line[0] == "\f" or bare.startswith("\t") else line


class Interruptions:
    """Tells the lines of a cell from those between rows; `lines` are a text's with their page breaks."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._pages = set(_numbers_at_breaks(lines))

    def parted(self, lines: Sequence[str], start: int, end: int) -> tuple[Sequence[str], tuple[Paragraph, ...]]:
        """The further lines of a cell and the paragraphs behind it; the numbers of pages are neither.

        A bare number behind an empty line may be a page's or the cell's: it is made a paragraph, so that it is named.
        """
        more = lines[start:end]
        filled = [at for at in range(start, end) if lines[at].strip()]
        if not filled or filled[-1] - start + 1 == len(filled):
            return more, ()
        kept: list[str] = []
        for at in range(start, end):
            line = lines[at].strip()
            behind_empty = at > start and not lines[at - 1].strip()
            if behind_empty and (at in self._pages or is_page_number(line)):
                continue
            ends_with_number = at == filled[-1] and _BARE_PAGE.fullmatch(as_seen(line)) is not None
            if behind_empty and (ends_with_number or _starts_aside(line)):
                return kept, tuple(
                    Paragraph(place + 1, lines[place].strip())
                    for place in filled
                    if place >= at and not (place in self._pages or is_page_number(lines[place]))
                )
            kept.append(lines[at])
        return kept, ()


def _numbers_at_breaks(lines: Sequence[str]) -> Iterable[int]:
    """The lines that hold a bare number next to a page break."""
    for number, line in enumerate(lines):
        if not line.startswith("\f"):
            continue
        if _BARE_PAGE.fullmatch(as_seen(line[:20])):
            yield number
        before = number - 1
        while before >= 0 and number - before < 4 and not lines[before].strip():
            before -= 1
        if before >= 0 and not lines[before].startswith("\t") and _BARE_PAGE.fullmatch(as_seen(lines[before][:20])):
            yield before


def _starts_aside(line: str) -> bool:
    if not line or len(line) > _LONGEST:
        return bool(line) and _NOTE.match(as_seen(line[:20])) is not None
    if _NOTE.match(as_seen(line[:20])) or is_signature(line):
        return True
    return is_table_title(line) or heading_of(line) is not None


class TabsLost(PerfError):
    """A text whose tables stand in it without the tabs that start their cells."""


def tabs_lost(blocks: Iterable[Block]) -> TabsLost | None:
    """What to say of a text whose tables stand in it without the tabs that start their cells; None for any other."""
    lines = [block.line for block in blocks if isinstance(block, Paragraph) and _is_label(block.text)]
    if not lines:
        return None
    return TabsLost(
        _("the tabs that start the cells of its tables are lost, in line {line} for the first time").format(
            line=lines[0]
        ),
        hint=_("Import the Word document (.docx) itself, or save it in Word as plain text (.txt) again."),
    )


def _is_label(text: str) -> bool:
    seen = as_seen(text[:80])
    return _CODE.match(seen) is not None or seen == COLUMNS[0] or seen.startswith(_FIRST_COLUMNS)
