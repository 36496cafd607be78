"""Small Word documents made by hand, to vary."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from perfcli.documents.published import PublishedDocument
from perfcli.documents.word_reader import read_docx
from perfcli.forms.record.project import PublishedProject
from tests.documents.build import CODE, HEADER, INDICATOR, UNIT

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def relations(*items: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items)
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def document(body: str) -> str:
    names = (
        f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return f"<w:document {names}><w:body>{body}</w:body></w:document>"


def word(body: str, more: Mapping[str, str | bytes] | None = None, linked: Sequence[tuple[str, str]] = ()) -> bytes:
    """A Word document with this body; `more` are parts beside it, `linked` those that it refers to."""
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": document(body),
            "word/_rels/document.xml.rels": relations(*linked),
            **(more or {}),
        }
    )


def p(text: str = "", inner: str = "", properties: str = "") -> str:
    """A paragraph."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}{inner}</w:p>"


def tc(text: str = "", properties: str = "", inner: str = "") -> str:
    """A cell of one paragraph a line."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, text.split(chr(10))))}{inner}</w:tc>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


GOES_ON, BEGINS = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'


def tr(*cells: str) -> str:
    """A row of cells, plain texts as cells of their own."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def head(code: str = CODE, name: str = "河道清淤", unit: str = UNIT, purpose: str = "用于河道清淤") -> list[str]:
    """The rows above the indicators, on a grid of six columns as far as they fit."""
    return [
        tr(tc(unit, span(4)), tc("单位：元", span(2))),
        tr("项目编码", tc(code, span(2)), "项目名称", tc(name, span(2))),
        tr(tc("预算规模及资金用途", BEGINS), "预算数", "100000.00", "其中：财政资金", "100000.00", "其他资金", "0"),
        tr(tc("", GOES_ON), tc(purpose, span(5))),
        tr(tc("资金支出计划（%）", BEGINS), "3月底", "6月底", "10月底", "12月底"),
        tr(tc("", GOES_ON), "25.00%", "50.00%", "75.00%", "100.00%"),
        tr("绩效目标", tc("1.保障行洪安全", span(5))),
    ]


def table(*indicators: str, header: str = "", rows: Sequence[str] | None = None) -> str:
    """A project's table; without indicators it has one."""
    return tbl(*(rows or head()), header or tr(*HEADER), *(indicators or (tr(*INDICATOR),)))


def read(
    body: str, more: Mapping[str, str | bytes] | None = None, linked: Sequence[tuple[str, str]] = ()
) -> PublishedDocument:
    return read_docx(word(body, more, linked))


def only(body: str) -> PublishedProject:
    """The one project of a body, of which nothing is left over."""
    found = read(body)
    assert found.leftovers == ()
    assert len(found.projects) == 1
    return found.projects[0]


def left(found: PublishedDocument) -> list[tuple[str, str]]:
    """Where and what could not be placed."""
    return [(item.where, item.text) for item in found.leftovers]
