"""A Word document as a page: its paragraphs and tables in their order, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from perfcli.formats.archive import Archive
from perfcli.formats.blocks import Paragraph
from perfcli.formats.grid import GridRow
from perfcli.formats.leftovers import Leftover
from perfcli.formats.pages import Page, PageRow, line, rows_on_grid
from perfcli.formats.word.beside import headers, notes, passed
from perfcli.formats.word.body import Body
from perfcli.i18n import gettext as _

_MOST_READINGS = 3


@dataclass(frozen=True, slots=True)
class WordPages:
    """The page of a document; `notes` say what was passed over."""

    page: Page
    leftovers: tuple[Leftover, ...]
    notes: tuple[str, ...]


def read_pages(data: bytes) -> WordPages:
    """A document's page; raises PerfError for what is none, or is hostile."""
    return pages_in(Archive(data))


def pages_in(archive: Archive) -> WordPages:
    """The same of a document that was opened."""
    main = archive.main_part()
    body, blocks = _read(archive, main)
    page = Page("")
    for table, group in groupby(blocks, key=lambda block: block.table if isinstance(block, GridRow) else 0):
        if table:
            rows = [(block, body.places.name(block.line)) for block in group if isinstance(block, GridRow)]
            page.rows += rows_on_grid(rows, table)
        else:
            page.rows += _lines(body, (block for block in group if isinstance(block, Paragraph)))
    beside = [*body.boxes, *notes(archive, main, body.reader)]
    left = [Leftover(0, text, _("stands beside the text"), where) for where, text in beside if text.strip()]
    said = [*passed(archive, main, body.reader)]
    for text in headers(archive, main, body.reader):
        said.append(_("a header or footer was passed over: {text}").format(text=text))
    return WordPages(page, (*body.unread, *left), tuple(said))


def _read(archive: Archive, main: str) -> tuple[Body, list[Paragraph | GridRow]]:
    """The body and its blocks; what swallowed text because it never ends is read again as if it were none."""
    ignored: frozenset[int] = frozenset()
    for _reading in range(_MOST_READINGS):
        body = Body(archive, main, lambda _row: False, ignored)
        blocks = list(body.blocks())
        if body.endless <= ignored:
            break
        ignored |= body.endless
    return body, blocks


def _lines(body: Body, paragraphs: Iterable[Paragraph]) -> Iterable[PageRow]:
    for paragraph in paragraphs:
        if paragraph.text.strip():
            yield line(paragraph.text, paragraph.line, body.places.name(paragraph.line))
