"""The parts of a Word document and the zip archive around them: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as with_default
from datetime import date

from perfcli.formats.markup import escaped
from perfcli.formats.word.styles import FONT_TABLE, SETTINGS, STYLES
from perfcli.formats.word.xml import field, run

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TIME = (1980, 1, 1, 0, 0, 0)
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPES}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_TYPES}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPES}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    '<Override PartName="/docProps/custom.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself beside its text; `custom` are properties by names of our own."""

    title: str = ""
    creator: str = ""
    date: date | None = None
    custom: Mapping[str, str] = with_default(default_factory=dict)


def _relations(*items: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


_ROOT_RELATIONS = _relations(
    (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
)
_DOCUMENT_RELATIONS = _relations(
    (f"{_OFFICE}/relationships/styles", "styles.xml"),
    (f"{_OFFICE}/relationships/settings", "settings.xml"),
    (f"{_OFFICE}/relationships/fontTable", "fontTable.xml"),
    (f"{_OFFICE}/relationships/footer", "footer1.xml"),
)
FOOTER = "rId4"
"""What the document calls the footer with the page number."""

_APP = f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>perf</Application></Properties>'


def package(body: Iterable[str], properties: Properties) -> bytes:
    """A document whose body is these pieces of XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _add(archive, "[Content_Types].xml", [_CONTENT_TYPES])
        _add(archive, "_rels/.rels", [_ROOT_RELATIONS])
        _add(archive, "docProps/core.xml", [_core(properties)])
        _add(archive, "docProps/app.xml", [_APP])
        _add(archive, "docProps/custom.xml", [_custom(properties.custom)])
        _add(archive, "word/document.xml", _document(body))
        _add(archive, "word/_rels/document.xml.rels", [_DOCUMENT_RELATIONS])
        _add(archive, "word/styles.xml", [STYLES])
        _add(archive, "word/settings.xml", [SETTINGS])
        _add(archive, "word/fontTable.xml", [FONT_TABLE])
        _add(archive, "word/footer1.xml", [_footer()])
    return buffer.getvalue()


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    """A part with the first moment that a zip archive can name as its time, as if made on no system."""
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    info.external_attr = 0
    with archive.open(info, "w") as part:
        part.write(_HEAD.encode("utf-8"))
        for piece in pieces:
            part.write(piece.encode("utf-8"))


def _document(body: Iterable[str]) -> Iterable[str]:
    yield f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships"><w:body>'
    yield from body
    yield "</w:body></w:document>"


def _footer() -> str:
    page = field("PAGE", run("1"))
    content = f"{run('— ')}{page}{run(' —')}"
    return f'<w:ftr xmlns:w="{_WORD}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{content}</w:p></w:ftr>'


def _core(properties: Properties) -> str:
    when = "".join(_moment(name, properties.date) for name in ("created", "modified")) if properties.date else ""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(properties.title)}</dc:title><dc:creator>{escaped(properties.creator)}</dc:creator>"
        f"<dc:language>zh-CN</dc:language>{when}</cp:coreProperties>"
    )


def _moment(name: str, day: date) -> str:
    return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z</dcterms:{name}>'


def _custom(said: Mapping[str, str]) -> str:
    inner = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(((name, value) for name, value in said.items() if value), 2)
    )
    types = f'xmlns:vt="{_OFFICE}/docPropsVTypes"'
    return f'<Properties xmlns="{_OFFICE}/custom-properties" {types}>{inner}</Properties>'
