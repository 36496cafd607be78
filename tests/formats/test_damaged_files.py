"""Documents damaged anywhere, from a fixed seed: something is read or said of them, and nothing else happens.

PERF_TRIES damages each document that often, PERF_SEED begins elsewhere.
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from perfcli.actions.gathering import ImportOptions
from perfcli.actions.importing import import_documents
from perfcli.actions.reading import read_source
from perfcli.data.json import write_json, write_jsonl
from perfcli.data.sheets import sheets_of
from perfcli.documents.published import Cover
from perfcli.documents.text_reader import read_text
from perfcli.documents.word_writer import write_docx
from perfcli.errors import PerfError
from perfcli.formats.excel.writer import write_xlsx
from perfcli.repository import Repository
from tests.conftest import Perf
from tests.documents.build import UNIT, part_one, table
from tests.documents.word import p, tbl, tr, word
from tests.documents.word import table as word_table
from tests.formats.test_excel import DATASET

TRIES = int(os.environ.get("PERF_TRIES", "150"))
SEED = os.environ.get("PERF_SEED", "1")

PUBLISHED = part_one(functions="（一）综合\n绩效目标：好\n绩效指标：完成率 ≥90%\n") + table() + table(unit=UNIT)
NUMBERS = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num></w:numbering>"""
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
MARKS = ('<w:fldChar w:fldCharType="begin"/>', "<w:instrText>PAGE</w:instrText>", '<w:fldChar w:fldCharType="end"/>')
FIELD = "".join(f"<w:r>{mark}</w:r>" for mark in MARKS)

ODD = [
    *(b"", b"0", b"-1", b"9" * 5000, b"1e999999999999999999999", b"NaN", b"inf", b"0x" + b"f" * 4000, b"\0", b"\xff"),
    *("٣".encode(), "²".encode(), b"1.5", b" ", b"<", b"&", b'"', b"true", b"../../x", b"_x0000_", b"&#0;", b"99999"),
]
"""What stands in the place of a number or a word."""

DAY = datetime(2021, 3, 1)  # noqa: DTZ001  # a date of Excel has no time zone


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["项目编码", "项目名称", "预算单位", "预算年度", "预算总额", "3月底", "三级指标", "指标值"])
    sheet.append(["13030321AAAAAAAAAAAAA", DAY, "335001", 2021, 12.5, 0.25, "套数", DAY])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


DOCUMENTS = {
    "a.docx": write_docx(read_text(PUBLISHED), Cover()),
    "b.docx": word(
        p("一、", properties=LISTED) + p("x", FIELD) + word_table() + tbl(tr("")),
        {"word/numbering.xml": NUMBERS},
        [("numbering", "numbering.xml")],
    ),
    "a.xlsx": write_xlsx(sheets_of(DATASET, {})),
    "b.xlsx": workbook(),
    "a.json": write_json(DATASET).encode(),
    "a.jsonl": write_jsonl(DATASET).encode(),
    "a.txt": PUBLISHED.encode(),
    "a.csv": "项目编码,项目名称,预算单位,预算年度,预算总额,其他资金,3月底\n".encode()
    + "13030321AAAAAAAAAAAAA,名,335001,2021,100.00,0,25%\n".encode() * 2,
}


def damaged(data: bytes, draw: random.Random) -> bytes:
    """The bytes with some flipped, cut, doubled, moved or replaced by something odd."""
    out = bytearray(data)
    for _change in range(draw.choice((1, 1, 1, 2, 5, 30))):
        at = draw.randrange(len(out) + 1)
        end = min(len(out), at + draw.choice((1, 1, 2, 8, 100, 1000, len(out))))
        kind = draw.randrange(6)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << draw.randrange(8)
        elif kind == 1:
            del out[at:end]
        elif kind == 2:
            out[at:at] = out[at:end][:2000]
        elif kind == 3:
            out[at:at] = draw.choice(ODD)
        elif kind == 4 and at < len(out):
            out[at] = draw.randrange(256)
        else:
            value = draw.choice(list(re.finditer(rb'"[^"<>]{0,60}"|>[^<>]{1,80}<|[0-9.]+', out)) or [None])
            if value is not None:
                out[value.start() + (value[0][:1] in b'">') : value.end() - (value[0][-1:] in b'"<')] = draw.choice(ODD)
    return bytes(out)


def damaged_inside(data: bytes, draw: random.Random) -> bytes:
    """The archive with one of its parts damaged, gone, doubled, under another name or packed in another way."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        parts = before.namelist()
        chosen = draw.choice(parts)
        for name in parts:
            content = before.read(name)
            if name == chosen:
                kind = draw.randrange(8)
                content = damaged(content, draw) if kind < 5 else content
                if kind == 5:
                    continue
                name = (
                    draw.choice(("/" + name, "../" + name, name.upper(), "名" + name, name[1:])) if kind == 6 else name
                )
            after.writestr(name, content, draw.choice((0, 8, 8, 8, 8, 12, 14)))
    return stream.getvalue()


def no_converter(_data: bytes, suffix: str) -> bytes:
    raise PerfError(f"no converter for {suffix}")


def tried(repository: Repository, name: str, data: bytes) -> str:
    """Import without writing; what came of it."""
    try:
        source, _decoded = read_source(name, data, no_converter)
        import_documents(repository, [source], ImportOptions("", "", None), dry_run=True)
        return "read"
    except PerfError:
        return "refused"


def keep(name: str, attempt: int, data: bytes) -> None:
    """Put a file that broke a reader where PERF_KEEP says, to be looked at."""
    if "PERF_KEEP" in os.environ:
        (Path(os.environ["PERF_KEEP"]) / f"{attempt}-{name}").write_bytes(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_whatever_is_damaged_is_read_or_refused(empty: Perf, name: str) -> None:
    repository = Repository(empty.root)
    draw = random.Random(f"{SEED} {name}")
    data = DOCUMENTS[name]
    outcomes = {tried(repository, name, data)}
    assert outcomes <= {"read", "refused"}
    for attempt in range(TRIES):
        is_inside = data.startswith(b"PK") and attempt % 3
        broken = damaged_inside(data, draw) if is_inside else damaged(data, draw)
        try:
            outcomes.add(tried(repository, name, broken))
        except Exception as error:
            keep(name, attempt, broken)
            raise AssertionError((name, SEED, attempt)) from error
    assert outcomes == {"read", "refused"}
