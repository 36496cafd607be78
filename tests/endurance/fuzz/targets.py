"""What is fuzzed: each target takes bytes and raises whatever it must not do with them.

A document in an archive is fuzzed by its main part, which is what readers make sense of.
"""

from __future__ import annotations

import io
import re
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from perfcli.actions.form_reading import FormReading
from perfcli.actions.forms import read_form
from perfcli.actions.gathering import ImportOptions
from perfcli.actions.importing import import_documents
from perfcli.actions.query import query
from perfcli.actions.reading import read_as_forms, read_source
from perfcli.codec import Malformed, decode, parse
from perfcli.codec.formatting import formatted
from perfcli.data.json import write_json, write_jsonl
from perfcli.data.sheets import sheets_of
from perfcli.documents.published import Cover
from perfcli.documents.text_reader import read_text
from perfcli.documents.word_writer import write_docx
from perfcli.errors import PerfError
from perfcli.formats.excel.writer import write_xlsx
from perfcli.index import Index, Scope
from perfcli.model import Project
from perfcli.repository import Repository
from tests.conftest import CHECKOUT, FILES, MAINTENANCE, Perf, lay_out
from tests.documents.build import UNIT, part_one, table
from tests.formats.test_excel import DATASET
from tests.forms.sheets import web_page

PUBLISHED = part_one(functions="（一）综合\n绩效目标：好\n绩效指标：完成率 ≥90%\n") + table() + table(unit=UNIT)
PROJECT = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"]
FORM = (CHECKOUT / "tests/forms/declared/scoring-rules.toml").read_text(encoding="utf-8")
LIST = (
    "项目编码,项目名称,预算单位,预算年度,预算总额,其他资金,3月底,三级指标,指标值\n"
    "13030321AAAAAAAAAAAAA,名,335001,2021,100.00,0,25%,套数,≥174套\n"
)
SHEET = """
2024年项目支出绩效目标申报表
单位：万元
项目名称	古桥加固	实施单位	某站
年度资金总额	31.2	其中：财政拨款	30
年度目标	汛前通车。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	修桥	≥2座
"""
STATEMENTS = (
    "SELECT unit, SUM(total_fen) AS fen FROM projects GROUP BY unit ORDER BY 1",
    'WITH a AS (SELECT code, "name" FROM projects p JOIN goals g USING (year, unit, code)) SELECT * FROM a LIMIT 3',
    "SELECT name, target FROM indicators WHERE target LIKE '≥%' UNION ALL VALUES (1, 2)",
    "SELECT COUNT(*) FILTER (WHERE total > 5e6), MAX(name) OVER (PARTITION BY unit) FROM projects -- of them",
)


@dataclass(frozen=True)
class Target:
    """What is fuzzed: inputs to begin with, the words that inputs are made of, and what is done with one."""

    seeds: tuple[bytes, ...]
    words: tuple[str, ...]
    run: Callable[[bytes], None]


def targets(folder: Path) -> dict[str, Target]:
    """All of them; `folder` is for the repository that they are tried in."""
    perf = lay_out(folder / "r", FILES)
    repository = Repository(perf.root)
    xml = (
        "<w:p>",
        "</w:p>",
        "<w:tc>",
        "<w:tr>",
        "</",
        "/>",
        "<!--",
        "<![CDATA[",
        "&#x202e;",
        'w:val="9"',
        "<c t=",
        "<v>",
    )
    html = (
        "<table>",
        "<tr>",
        "<td colspan=9>",
        "</td>",
        "<br>",
        "&nbsp;",
        "<script>",
        "<!--",
        "rowspan=0",
        "<b",
        "&#0;",
    )
    field = (
        "项目名称",
        "预算数",
        "万元",
        "指标值",
        "≥",
        "%",
        "\t",
        "\n",
        "2021年",
        "—",
        "，",
        "1,000.00",
        "合计",
        "3月底",
    )
    return {
        "toml": Target(_texts(PROJECT, FORM, *FILES.values()), _TOML, assert_toml_is_decided_once),
        "fmt": Target(_texts(PROJECT), _TOML, assert_layout_keeps_data),
        "declaration": Target(_texts(FORM), _TOML, _Declaration(folder / "forms")),
        "docx": Target(
            *_packed(write_docx(read_text(PUBLISHED), Cover()), "word/document.xml", "a.docx", xml, repository)
        ),
        "xlsx": Target(
            *_packed(write_xlsx(sheets_of(DATASET, {})), "xl/worksheets/sheet1.xml", "a.xlsx", xml, repository)
        ),
        "html": Target(_texts(web_page(SHEET)), html + field, _Import(repository, "a.html")),
        "csv": Target(_texts(LIST), (*field, '"', ",", ";", "\r", "\0", "\ufeff"), _Import(repository, "a.csv")),
        "txt": Target(_texts(PUBLISHED, SHEET), field, _Import(repository, "a.txt")),
        "forms": Target(_texts(web_page(SHEET)), html + field, read_forms),
        "json": Target(_texts(write_json(DATASET)), _JSON, _Import(repository, "a.json")),
        "jsonl": Target(_texts(write_jsonl(DATASET)), _JSON, _Import(repository, "a.jsonl")),
        "sql": Target(_texts(*STATEMENTS), _SQL, _Sql(perf)),
    }


_TOML = (
    *(
        '"""',
        "'''",
        "[[",
        "]]",
        "[",
        "]",
        "{",
        "}",
        "=",
        "#",
        "\n",
        "\r\n",
        ".",
        ",",
        "\\",
        "\\u4e2d",
        "\\ud800",
        "0x1",
    ),
    *("1e5", "nan", "inf", "2021-07-31", "07:32:00", "true", "\ufeff", "\0", "1_0", "budget", "indicators", "total"),
)
_JSON = (
    "{",
    "}",
    "[",
    "]",
    '"',
    ":",
    ",",
    "1e999",
    "NaN",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    '"projects"',
    "\ufeff",
)
_SQL = (
    *("SELECT", "FROM", "WHERE", "UNION", "WITH", "AS", "(", ")", '"', "'", "`", "[", "]", "--", "/*", "*/", ";", "\0"),
    *(
        "project",
        "sqlite_master",
        "pragma_table_info('x')",
        "ATTACH",
        "PRAGMA",
        "DELETE",
        "projects",
        "total_fen",
        "$a",
    ),
    *("load_extension(1)", "zeroblob(9)", "CAST(1 AS TEXT)", "json_each('[1]')", "RECURSIVE", "LIMIT", "OVER", "0x1"),
)


def _texts(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def assert_toml_is_decided_once(data: bytes) -> None:
    """Our reader takes what Python's own takes and nothing else, and gives the same values."""
    try:
        text = decode(data)
    except Malformed:
        return
    try:
        expected: Any = tomllib.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError):
        expected = None
    found, refused = _parsed(text)
    if refused:
        is_bounded = expected is None or any("nested" in reason or "digits" in reason for reason in refused)
        assert is_bounded or "<<<<<<<" in text, f"refused, and Python reads it: {refused}"
        return
    assert expected is not None, "read, and Python refuses it"
    assert plain(found) == plain(expected), "another value"


def _decimal(text: str) -> Decimal:
    """A number; infinity where it is larger than any Decimal."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("-Infinity" if text.startswith("-") else "Infinity")


def _parsed(text: str) -> tuple[Any, list[str]]:
    """What our reader gives, or why it refuses."""
    try:
        return parse(text), []
    except Malformed as error:
        return None, [fault.message for fault in error.faults]


def plain(value: Any) -> Any:
    """Values to compare: the fast reader gives amounts as doubles, a reader of amounts makes them exact."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, float | Decimal):
        return "number", repr(float(value))
    return type(value).__name__, str(value)


def assert_layout_keeps_data(data: bytes) -> None:
    """What `fmt` makes of a project says the same, and `fmt` leaves it as it is."""
    try:
        text = decode(data)
        after = formatted(data.decode("utf-8"), Project)
    except (Malformed, PerfError):
        return
    assert _comparable(tomllib.loads(after)) == _comparable(tomllib.loads(text)), "fmt changed the data"
    assert formatted(after, Project) == after, "fmt changes its own layout"


def _comparable(value: Any) -> Any:
    """Values that are equal where they mean the same: an amount is a number however it is spelled."""
    if isinstance(value, dict):
        return {key: _comparable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_comparable(one) for one in value]
    return str(value) if isinstance(value, bool) or value != value else value  # NaN alone is not itself


def read_forms(data: bytes) -> None:
    """A page read as forms alone."""
    with suppress(PerfError):
        read_as_forms("a.html", data, _no_converter, FormReading())


class _Declaration:
    """A file below `forms/`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._path = folder / "one.toml"

    def __call__(self, data: bytes) -> None:
        self._path.write_bytes(data)
        known = read_form(self._path, "one.toml")
        assert known.form is not None or known.problems, "no form, and nothing wrong with it"


class _Import:
    """A file that is imported as far as nothing is written."""

    def __init__(self, repository: Repository, name: str, archive: bytes = b"", part: str = "") -> None:
        self._repository, self._name, self._archive, self._part = repository, name, archive, part

    def __call__(self, data: bytes) -> None:
        if self._archive:
            data = _with_part(self._archive, self._part, data)
        with suppress(PerfError):
            source, _decoded = read_source(self._name, data, _no_converter)
            import_documents(self._repository, [source], ImportOptions("", "", None), dry_run=True)


class _Sql:
    """A statement of a user: it changes nothing, sees no table of our own, and ends in rows or a clear error."""

    def __init__(self, perf: Perf) -> None:
        perf.write("perf.toml", perf.read("perf.toml") + "\n[query]\ntimeout = 2\nmemory = 200\n")
        self._repository = Repository(perf.root)
        with Index(self._repository, Scope()):
            pass
        self._index = perf.root / ".perf" / "index.sqlite"
        self._before = self._rows()

    def __call__(self, data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        with suppress(PerfError), query(self._repository, text, {}) as answer:
            for number, batch in enumerate(answer.batches):
                assert not any(re.search(r"CREATE (TABLE|VIEW)", str(value)) for row in batch for value in row.values())
                if number > 20:
                    break
        assert self._rows() == self._before, "a statement changed the index"

    def _rows(self) -> list[Any]:
        with sqlite3.connect(f"file:{self._index}?mode=ro", uri=True) as connection:
            names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            counts = [connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone() for name in names]
        connection.close()
        return [names, counts]


def _packed(
    archive: bytes, part: str, name: str, words: tuple[str, ...], repository: Repository
) -> tuple[tuple[bytes, ...], tuple[str, ...], Callable[[bytes], None]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as inside:
        seed = inside.read(part)
    return (seed,), words, _Import(repository, name, archive, part)


def _with_part(archive: bytes, part: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            after.writestr(name, content if name == part else before.read(name))
    return buffer.getvalue()


def _no_converter(_data: bytes, suffix: str) -> bytes:
    raise PerfError(f"no converter for {suffix}")
