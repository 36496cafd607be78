"""Paragraphs, fields and tables in the words of WordprocessingML, as text: the quick way to write many tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from perfcli.formats.layout import Cells, LaidCell, Look, edges
from perfcli.formats.markup import carried, escaped
from perfcli.regex import regex

_SPECIAL = regex("[&<>\r\t]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_STYLES = {Look.LABEL: "PerfCellLabel", Look.TEXT: "PerfCell", Look.AMOUNT: "PerfCellAmount"}
_STYLES[Look.MIDDLE] = "PerfCellMiddle"

CELL_MARGIN = 60
"""Left and right of a cell's text, in twentieths of a point."""


def run(text: str, properties: str = "") -> str:
    """A run of text, tabs as Word has them."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{marks}{_content(carried(text))}</w:r>" if text else ""


def _content(text: str) -> str:
    if not _SPECIAL.search(text):
        return f'<w:t xml:space="preserve">{text}</w:t>'
    parts = (_SPECIAL.sub(lambda match: _ENTITIES[match[0]], part) for part in text.split("\t"))
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in parts)


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """A paragraph of runs, links and fields."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(code: str, result: str = "", properties: str = "") -> str:
    """A field with its code and what it shows until it is updated."""
    return field_begin(code, properties) + result + field_end(properties)


def field_begin(code: str, properties: str = "") -> str:
    """The code of a field; what it shows follows, then `field_end`."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    instruction = f'<w:instrText xml:space="preserve"> {escaped(code)} </w:instrText>'
    begin = f'<w:r>{marks}<w:fldChar w:fldCharType="begin"/></w:r>'
    return f'{begin}<w:r>{marks}{instruction}</w:r><w:r>{marks}<w:fldChar w:fldCharType="separate"/></w:r>'


def field_end(properties: str = "") -> str:
    """The end of a field."""
    marks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{marks}<w:fldChar w:fldCharType="end"/></w:r>'


def contents_entry(text: str, table: str) -> str:
    """A hidden TC field: the paragraph's entry in the contents called `table`, at their first level."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    code = escaped(f' TC "{quoted}" \\f {table} \\l 1 ')
    return (
        f'<w:r>{hidden}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{hidden}<w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r>{hidden}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(number: int, content: str) -> str:
    """Content that the contents point to as _Toc with this number."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{anchor(number)}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def anchor(number: int) -> str:
    """The name of the place with this number."""
    return f"_Toc{number:08}"


def table(rows: Sequence[Cells], tall: Iterable[int] = (), repeated: int = 0) -> str:
    """A table of these rows; `tall` ones may break across pages, the first `repeated` are printed on each page."""
    marks = edges(rows)
    places = {edge: at for at, edge in enumerate(marks)}
    grid = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(marks))
    tall = set(tall)
    body = "".join(
        f"<w:tr><w:trPr>{'' if at in tall else '<w:cantSplit/>'}{'<w:tblHeader/>' if at < repeated else ''}</w:trPr>"
        f"{''.join(_cell(cell, places[cell.right] - places[cell.left]) for cell in row)}</w:tr>"
        for at, row in enumerate(rows)
    )
    properties = (
        f'<w:tblPr><w:tblStyle w:val="PerfTable"/><w:tblW w:w="{marks[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _cell(cell: LaidCell, span: int) -> str:
    begin, properties = _cell_begin(cell.right - cell.left, span, cell.rows, cell.look)
    lines = cell.text.split("\n")
    content = "".join(f"<w:p>{properties}{run(line)}</w:p>" for line in lines)
    return f"{begin}{content}</w:tc>"


@lru_cache(500)
def _cell_begin(width: int, span: int, rows: int, look: Look) -> tuple[str, str]:
    """What a cell starts with, and the properties of its paragraphs."""
    merge = {0: "<w:vMerge/>", 1: ""}.get(rows, '<w:vMerge w:val="restart"/>')
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>", f'<w:pPr><w:pStyle w:val="{_STYLES[look]}"/></w:pPr>'
