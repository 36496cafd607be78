"""Files that want to do harm or are broken: a clear error, within bounded memory and time."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.actions.reading import read_source
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.word_reader import read_docx
from perfcli.documents.word_writer import write_docx
from perfcli.errors import PerfError
from perfcli.formats.excel.reader import read_xlsx
from tests.documents.build import only as text_only
from tests.documents.build import table as text_table
from tests.documents.word import document, p, packed, relations, table, tbl, tc, tr, word

ROOT = {"_rels/.rels": relations(("officeDocument", "word/document.xml"))}
BOMB = (
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def refused(data: bytes, name: str = "a.docx") -> str:
    """What is said of a file, which takes no more memory than is reasonable."""

    def convert(_data: bytes, suffix: str) -> bytes:
        raise PerfError(f"no converter for {suffix}")

    tracemalloc.start()
    try:
        with pytest.raises(PerfError) as raised:
            read_source(name, data, convert)
        assert tracemalloc.get_traced_memory()[1] < 600_000_000
    finally:
        tracemalloc.stop()
    assert raised.value.message.startswith(f"{name}: ")
    return raised.value.message.removeprefix(f"{name}: ")


@pytest.mark.parametrize("declaration", [BOMB, OUTSIDE, '<?xml version="1.0"?>\n<!-- x -->\n' + BOMB])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused(declaration: str, encoding: str) -> None:
    text = (declaration + document(p("&d;"))).encode(encoding)
    assert "entities" in refused(packed({**ROOT, "word/document.xml": text}))


def test_entities_in_a_part_beside_the_text_are_refused() -> None:
    styles = {"word/styles.xml": BOMB + "<a>&d;</a>"}
    assert "entities" in refused(word(table(), styles, [("styles", "styles.xml")]))


def test_a_part_that_unpacks_to_more_than_any_document() -> None:
    huge = b"<a>" + b" " * 320_000_000 + b"</a>"
    assert "too large" in refused(packed({**ROOT, "word/document.xml": huge}))


def test_a_part_packed_beyond_belief() -> None:
    assert "too large" in refused(packed({**ROOT, "word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}))


def test_a_part_that_is_larger_than_it_says() -> None:
    data = bytearray(word(table() * 50))
    info = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml")
    central = data.rindex(b"word/document.xml") - 46
    struct.pack_into("<I", data, central + 24, 1000)
    struct.pack_into("<I", data, info.header_offset + 22, 1000)
    assert "damaged" in refused(bytes(data))


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/vbaData.xml", "xl/vbaProject.bin"])
def test_macros_are_refused(name: str) -> None:
    assert "macros" in refused(word(table(), {name: b"x"}))


def test_a_file_with_a_password() -> None:
    data = bytearray(word(table()))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "encrypted" in refused(bytes(data))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "encrypted" in refused(old)


@pytest.mark.parametrize(
    "body",
    [
        "<w:sdt>" * 5000 + "</w:sdt>" * 5000,
        "<w:p>" + "<w:r/>" * 400_001 + "</w:p>",
        "<w:x/>" * 400_001,
        "<w:tbl><w:tr>" + "<w:tc/>" * 400_001 + "</w:tr></w:tbl>",
    ],
)
def test_more_elements_than_any_row_has(body: str) -> None:
    assert "too large" in refused(word(body))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\0" * 18,
        packed({"a.txt": "a"}),
        packed(ROOT),
        packed({**ROOT, "word/document.xml": "no xml"}),
        packed({**ROOT, "word/document.xml": ""}),
        packed({**ROOT, "word/document.xml": "<a>"}),
        packed({**ROOT, "word/document.xml": b'<?xml version="1.0" encoding="x-none"?><a/>'}),
        packed({"_rels/.rels": "<", "word/document.xml": document(table())}),
        word(table())[:-40],
        word(table())[:300],
    ],
)
def test_a_broken_file_is_one_clear_error(data: bytes) -> None:
    assert refused(data)


def test_a_word_document_of_something_else() -> None:
    assert "not a published" in refused(word(p("会议纪要") + tbl(tr("甲", "乙"))))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no converter for .xls"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no converter for .doc"),
        ("a.html", b"<!DOCTYPE html>", "this web page holds no form of the field"),
        ("a.md", b"# a", "for readers"),
        ("a.rtf", b"{\\rtf1", "no converter for .rtf"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        ("a.docx", b"", "the file is empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "this is a picture"),
    ],
)
def test_other_kinds_of_files(name: str, data: bytes, said: str) -> None:
    assert said in refused(data, name)


def test_a_wide_span_costs_nothing() -> None:
    row = tr(tc("甲", '<w:gridSpan w:val="99999"/>'), tc("乙", '<w:gridSpan w:val="-5"/>'), tc("丙"))
    found = read_docx(word(tbl(row) + table()))
    assert [item.text for item in found.leftovers] == ["丙", "乙", "甲"]


def test_a_workbook_with_a_cell_at_the_end_of_the_world() -> None:
    sheet = (
        '<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="str"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": '<workbook xmlns:r="x"><sheets><sheet name="a" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )
    assert "too large" in refused(data, "a.xlsx")


SMALL = write_docx(PublishedDocument(None, (text_only(text_table()),)), Cover(department="412", year=2022))


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_damage_is_a_document_or_a_clear_error(data: st.DataObject) -> None:
    broken = bytearray(SMALL)
    for _change in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(broken[: data.draw(st.integers(0, len(broken)) | st.just(len(broken)))])
    try:
        read_source("a.docx", cut, lambda _data, _suffix: b"")
    except PerfError:
        return


@settings(deadline=None, max_examples=200)
@given(st.text(), st.sampled_from(["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"]))
def test_any_part_is_read_or_refused(text: str, name: str) -> None:
    linked = [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml")]
    try:
        read_docx(word(table(), {name: text.encode("utf-8", "replace")}, linked))
    except PerfError:
        return


PIECES = st.sampled_from(
    [
        "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:r>", "</w:r>",
        "<w:vMerge/>", "<w:tcPr>", "</w:tcPr>", '<w:gridSpan w:val="3"/>', "<w:t>单位：元</w:t>", tr(*"甲乙丙"),
        table(), p("第一部分"), '<w:fldChar w:fldCharType="begin"/>', "<w:del>", "</w:del>", "<w:sdt>", "</w:sdt>",
    ]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=25))
def test_any_body_is_read_or_refused(pieces: list[str]) -> None:
    try:
        read_docx(word("".join(pieces)))
    except PerfError:
        return


@pytest.mark.parametrize("read", [read_docx, read_xlsx])
def test_a_member_stored_by_an_unknown_method(read: Callable[[bytes], object]) -> None:
    data = bytearray(word(table()))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<H", data, at + 10, 77)
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(PerfError):
        read(bytes(data))
