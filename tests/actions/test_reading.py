"""What a file is, told by its content whatever its name says, and what is said of one that is no document."""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from perfcli.actions.reading import read_source
from perfcli.cli.programs import libreoffice, to_office
from perfcli.data.dataset import Dataset
from perfcli.documents.published import PublishedDocument
from perfcli.errors import PerfError
from perfcli.formats.excel.writer import write_xlsx
from perfcli.formats.foreign import OLE
from perfcli.formats.tables import Column, Sheet
from perfcli.forms.record.filled import FormsRead
from perfcli.office import convert
from tests.conftest import FILES
from tests.documents.build import table

CODE = "13030321ABCDEFGH12345"
LIST = f"项目编码\t项目名称\t预算单位\t预算数\n{CODE}\t公租房\t335001\t240000\n"
PAGE = "<table><tr><td>项目编码</td></tr></table>"


def unconverted(_data: bytes, suffix: str) -> bytes:
    raise PerfError(f"converted as {suffix}")


def said(name: str, data: bytes) -> tuple[str, str]:
    with pytest.raises(PerfError) as raised:
        read_source(name, data, unconverted)
    assert raised.value.message.startswith(f"{name}: ")
    return raised.value.message.removeprefix(f"{name}: "), raised.value.hint


def zipped(*names: str, content: str = "x") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return stream.getvalue()


def old(*streams: str) -> bytes:
    """A file as Office wrote it before 2007, as far as its streams tell."""
    return OLE + bytes(504) + b"".join(f"{name}\0".encode("utf-16-le").ljust(128, b"\0") for name in streams)


def database(path: Path) -> bytes:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    return path.read_bytes()


HTML = "this web page holds no form of the field and no list of projects"
MHT = "this is a web page in one file (MHT) or a mail, whatever it is called"
LOCK = "this is what Office or LibreOffice keeps beside a file that is open, not the file itself"
MAC = "this is what macOS keeps about another file, not the file itself"
PDF = "a PDF holds how its pages look, not what its tables say: it cannot be imported"
OFD = "an OFD holds how its pages look, not what its tables say: it cannot be imported"
SHORTCUT = "this is a shortcut to a file, not the file itself"
RECORD = "this is a data file of a repository, which is not imported"
SOME = "this is an archive of files, 2 documents or lists among them, such as 绩效/a.docx"
XML_2003 = "this is the XML that Office wrote in 2003"

WEB_ARCHIVE = b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n"
SHEET_XML = b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook>'
WORD_LOCK = bytes([5]) + b"zhang".ljust(53) + b"\0" + ("zhang".encode("utf-16-le")).ljust(107, b"\0")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("导出.xls", PAGE.encode(), HTML),
        ("导出.xls", b"\xef\xbb\xbf\r\n<!-- x -->\n<!DOCTYPE HTML><html></html>", HTML),
        ("导出.doc", "<html><head>项目</head>".encode("gb18030"), HTML),
        ("导出.txt", "<HTML>".encode("utf-16"), HTML),
        ("m.doc", WEB_ARCHIVE, MHT),
        ("m.xls", b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\n", MHT),
        ("a.xls", SHEET_XML, XML_2003),
        ("~$21绩效.docx", WORD_LOCK, LOCK),
        ("改名.docx", WORD_LOCK, LOCK),
        (".~lock.a.xlsx#", b",zhang,pc,26.11.2026;", LOCK),
        ("._a.docx", b"\0\x05\x16\x07\0\x02\0\0Mac OS X", MAC),
        (".DS_Store", b"\0\0\0\x01Bud1", "this is what macOS keeps about a folder"),
        ("空.docx", b"", "the file is empty"),
        ("空.xlsx", b"\0" * 4096, "the file is empty"),
        ("空.txt", b"\xef\xbb\xbf\r\n \r\n", "the file is empty"),
        ("扫描.docx", b"\x89PNG\r\n\x1a\n....", "this is a picture"),
        ("扫描.doc", b"\xff\xd8\xff\xe0....", "this is a picture"),
        ("扫描.xlsx", b"BM\x0a\0\0\0....", "this is a picture"),
        ("a.docx", b"%PDF-1.7\n", PDF),
        ("a.xls", b"\n\n%PDF-1.4\n", PDF),
        ("a.docx", zipped("OFD.xml", "Doc_0/Document.xml"), OFD),
        ("a.docx", zipped("ppt/presentation.xml", "[Content_Types].xml"), "this is a presentation"),
        ("全部.zip", zipped("绩效/a.docx", "b.XLSX", "__MACOSX/._a.docx", "c.png"), SOME),
        ("全部.docx", zipped("c.png"), "this is an archive of files"),
        ("a.xlsx", b"Rar!\x1a\x07\0", "this is an archive of files"),
        ("a.docx.lnk", b"L\0\0\0\x01\x14\x02\0....", SHORTCUT),
        ("a.url", b"[InternetShortcut]\r\nURL=http://localhost\r\n", SHORTCUT),
        ("a.docx", old("EncryptedPackage", "EncryptionInfo"), "the file is encrypted with a password"),
        ("a.ppt", old("PowerPoint Document"), "this is a presentation"),
        ("a.docx", b"MZ\x90\0...", "this is a program"),
        ("a.txt", FILES["perf.toml"].encode(), RECORD),
        ("a.toml", FILES["departments/335.toml"].encode(), RECORD),
    ],
)
def test_what_a_file_is(name: str, data: bytes, what: str) -> None:
    message, hint = said(name, data)
    assert message == what
    assert hint


def test_a_database_of_a_phone_or_a_program(tmp_path: Path) -> None:
    assert said("a.xls", database(tmp_path / "a.db"))[0] == "this is an SQLite database"


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.xls", old("Workbook"), ".xls"),
        ("a.et", old("Workbook"), ".xls"),
        ("a.doc", old("Book"), ".xls"),
        ("a.wps", old("WordDocument", "1Table"), ".doc"),
        ("a.xls", old("WordDocument", "1Table"), ".doc"),
        ("a.et", old("unknown"), ".et"),
        ("a.wps", old("unknown"), ".wps"),
        ("a.xlsx", zipped("mimetype", "content.xml", content="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
        ("a.ods", zipped("mimetype", "content.xml", content="application/vnd.oasis.opendocument.text"), ".odt"),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.bin"), ".xlsb"),
        ("a.txt", b"{\\rtf1 }", ".rtf"),
    ],
)
def test_what_is_converted_is_told_by_content(name: str, data: bytes, suffix: str) -> None:
    assert said(name, data)[0] == f"converted as {suffix}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", ["导出.xls", "Unicode文本.txt", "无后缀", "导出.xlsx"])
def test_a_text_with_tabs_is_a_list_whatever_it_is_called(name: str, encoding: str) -> None:
    source, _decoded = read_source(name, LIST.encode(encoding), unconverted)
    assert isinstance(source, Dataset)
    assert [(entry.record.code, entry.record.name) for entry in source.projects] == [(CODE, "公租房")]


def test_a_text_with_commas_is_a_list_where_its_name_says_so() -> None:
    source, _decoded = read_source("导出.xls", LIST.replace("\t", ",").encode(), unconverted)
    assert isinstance(source, Dataset)
    assert len(source.projects) == 1


PAGE = (
    "<html><body><p>单位：万元</p><table>"
    "<tr><th>项目编码</th><th>项目名称</th><th>预算单位</th><th>预算数</th><th>三级指标</th><th>指标值</th></tr>"
    "<tr>{project}<td>维修户数</td><td>&ge;120户</td></tr><tr>{again}<td>合格率</td><td>≥95%</td></tr></table></body></html>"
)
CELLS = (CODE, "公租房", "335001", "24")
INDICATORS = [("维修户数", "≥120户"), ("合格率", "≥95%")]


def test_a_list_that_a_system_wrote_as_a_web_page() -> None:
    project = "".join(f"<td>{text}</td>" for text in CELLS)
    page = PAGE.format(project=project, again=project)
    source, _decoded = read_source("导出.xls", page.encode("gb18030"), unconverted)
    assert isinstance(source, Dataset)
    (entry,) = source.projects
    assert (entry.record.name, str(entry.record.budget.total)) == ("公租房", "240000.00")
    assert [(row.name, row.target) for row in entry.record.indicators] == INDICATORS


def test_a_form_that_a_system_wrote_as_a_web_page() -> None:
    page = PAGE.format(project="".join(f"<td rowspan=2>{text}</td>" for text in CELLS), again="")
    source, _decoded = read_source("导出.xls", page.encode("gb18030"), unconverted)
    assert isinstance(source, FormsRead)
    (form,) = source.forms
    assert (form.code, form.name, form.unit, str(form.total)) == (CODE, "公租房", "335001", "240000.00")
    assert [(row.name, row.target) for row in form.indicators] == INDICATORS


def test_the_text_of_a_document_is_no_list() -> None:
    source, _decoded = read_source("导出.xls", table().encode(), unconverted)
    assert isinstance(source, PublishedDocument)
    assert len(source.projects) == 1


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("name", "target"), [("a.et", "xls"), ("a.ods", "ods")])
def test_sheets_of_other_kinds_come_in_through_libreoffice(name: str, target: str) -> None:
    columns = tuple(Column(title, title, title) for title in ("项目编码", "项目名称", "预算单位", "预算数"))
    sheet = Sheet("项目", "项目", "项目", columns, [(CODE, "公租房", "335001", "240000")])
    program = libreoffice()
    assert program
    source, _decoded = read_source(name, convert(program, write_xlsx([sheet]), ".xlsx", target), to_office)
    assert isinstance(source, Dataset)
    (entry,) = source.projects
    assert (entry.record.code, entry.record.name, str(entry.record.budget.total)) == (CODE, "公租房", "240000.00")


def test_without_libreoffice_the_way_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfcli.cli.programs.libreoffice", lambda: None)
    with pytest.raises(PerfError) as raised:
        read_source("a.et", old("Workbook"), to_office)
    assert raised.value.message == "a.et: a .xls workbook can be read only where LibreOffice is installed"
    assert "Excel 工作簿" in raised.value.hint


TABBED = """
2024年项目支出绩效目标申报表\t\t\t
单位：万元\t\t\t
项目名称\t乡村放映\t实施单位\t某站
年度资金总额\t50.5\t其中：财政拨款\t50.5
年度绩效目标\t"走遍十七个村
全年不断场"\t\t
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t放映场次\t≥204场
\t\t书场演出\t≥34场
\t质量指标\t设备完好率\t≥95%
满意度指标\t服务对象满意度指标\t观众满意度\t≥90%
""".lstrip().replace("\n", "\r\n")
"""A form as Excel saves it as Unicode text."""

_CELLS_OF_WORD = [line.split("\t") for line in TABBED.replace('"', "").replace("村\r\n", "村").splitlines()]
IN_WORD = "".join(row[0] + "\n" if len(row) < 2 else "\t" + "\n\t".join(row) + "\n\n" for row in _CELLS_OF_WORD)
"""The same cells as text out of Word has them."""


def form_of(name: str, text: str, encoding: str = "utf-8") -> tuple[object, ...]:
    """What the one form of such a file says, of which nothing is left over."""
    source, _decoded = read_source(name, text.encode(encoding), unconverted)
    assert isinstance(source, FormsRead)
    assert source.leftovers == ()
    (form,) = source.forms
    indicators = [(indicator.kind, indicator.name, indicator.target) for indicator in form.indicators]
    return form.name, form.budget.total, form.goals, indicators


@pytest.mark.parametrize("name", ["a.xls", "a.txt", "a.et", "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_a_form_whose_cells_tabs_part_is_read_as_the_sheet_that_it_is(name: str, encoding: str) -> None:
    assert form_of(name, TABBED, encoding) == (
        "乡村放映",
        Decimal("505000.00"),
        ("走遍十七个村", "全年不断场"),
        [
            ("数量指标", "放映场次", "≥204场"),
            ("数量指标", "书场演出", "≥34场"),
            ("质量指标", "设备完好率", "≥95%"),
            ("服务对象满意度指标", "观众满意度", "≥90%"),
        ],
    )


@pytest.mark.parametrize("name", ["a.xls", "a.txt"])
def test_rows_without_their_last_empty_cells_are_rows_of_a_table_too(name: str) -> None:
    ragged = re.sub(r"\t+\r\n", "\r\n", TABBED)
    assert form_of(name, ragged) == form_of("a.csv", TABBED)


@pytest.mark.parametrize("separator", [",", ";"])
def test_what_a_sheet_is_named_may_be_parted_by_other_signs(separator: str) -> None:
    assert form_of("a.xls", TABBED.replace("\t", separator)) == form_of("a.csv", TABBED)


@pytest.mark.parametrize("name", ["a.txt", "a.xls"])
def test_text_out_of_word_stays_what_it_is(name: str) -> None:
    name_of_project, total, goals, indicators = form_of(name, IN_WORD)
    assert (name_of_project, total, goals) == ("乡村放映", Decimal("505000.00"), ("走遍十七个村全年不断场",))
    assert indicators == form_of("a.csv", TABBED)[3]


def test_a_row_between_tabs_may_begin_with_an_empty_cell() -> None:
    words = "本项目由文化站实施。\n" * 20  # more lines of text than rows
    text = TABBED.replace('"', "").replace("村\r\n", "村").replace("\r\n", "\n")
    assert form_of("a.txt", re.sub(r"\t+\n", "\n", text) + "备注：" + words)[3] == form_of("a.csv", TABBED)[3]
