"""Files that people bring -> what they say: which format they are in is told from their content, then their name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from perfcli.actions.gathering import Source
from perfcli.data.json import read_json, read_jsonl
from perfcli.data.lists import is_list, read_tables
from perfcli.documents.text import read_text
from perfcli.documents.word_reader import read_docx
from perfcli.errors import PerfError
from perfcli.formats.archive import Archive
from perfcli.formats.csv import read_csv
from perfcli.formats.decoding import Decoded, decode
from perfcli.formats.excel.reader import read_xlsx
from perfcli.formats.flat import is_flat, packed
from perfcli.formats.foreign import OLE, foreign, foreign_parts, is_record
from perfcli.i18n import gettext as _

Convert = Callable[[bytes, str], bytes]
"""Brings a file with this suffix (`.doc`) into docx, a sheet into xlsx; raises PerfError where that cannot be done."""

CONVERTED = (".doc", ".odt", ".rtf", ".wps", ".wpt")
SHEETS = (".xls", ".ods", ".xlsb", ".et")
"""What becomes a workbook where it is converted; all else becomes a document."""

_SHEET_NAMES = (*SHEETS, ".xlsx", ".xlsm")
_FOR_READERS = (".html", ".htm", ".md", ".markdown")
_HEAD = 20_000
"""Characters of a text that tell whether it is a list."""


def read_source(name: str, data: bytes, convert: Convert) -> tuple[Source, Decoded | None]:
    """What a file says, and how it was decoded where it is a text; raises PerfError naming the file."""
    try:
        return _read(name, data, convert)
    except PerfError as error:
        raise PerfError(f"{name}: {error.message}", hint=error.hint, details=error.details) from None
    except RecursionError:
        raise PerfError(f"{name}: " + _("values are nested too deeply")) from None


def read_tables_of(folder: str, files: Mapping[str, bytes]) -> Source:
    """What the csv files of a folder say, by their names without suffix; raises PerfError."""
    try:
        return read_tables([read_csv(decode(data).text, name) for name, data in files.items()])
    except PerfError as error:
        raise PerfError(f"{folder}: {error.message}", hint=error.hint, details=error.details) from None


def _read(name: str, data: bytes, convert: Convert) -> tuple[Source, Decoded | None]:
    path = PurePath(name)
    suffix = path.suffix.lower()
    if suffix in _FOR_READERS:
        raise _for_readers(suffix)
    if refused := foreign(path.name, data):
        raise refused
    if data.startswith(b"PK"):
        return _packed(data, convert), None
    if data.startswith(OLE):
        return _old(data, suffix, convert), None
    if data.startswith(b"{\\rtf"):
        return read_docx(convert(data, ".rtf")), None
    if is_flat(data):
        return _packed(packed(data), convert), None
    decoded = decode(data)
    return _text(decoded.text, path.stem, suffix), decoded


def _packed(data: bytes, convert: Convert) -> Source:
    """A zip archive: a Word document, an Excel workbook, or one of LibreOffice."""
    archive = Archive(data)
    if refused := foreign_parts(archive.names()):
        raise refused
    if "mimetype" in archive and "content.xml" in archive:
        with archive.open("mimetype") as stream:
            is_sheet = b"spreadsheet" in stream.read(200)
        return _read_sheets(convert(data, ".ods")) if is_sheet else read_docx(convert(data, ".odt"))
    if "xl/workbook.bin" in archive:
        return _read_sheets(convert(data, ".xlsb"))
    main = archive.main_part()
    if main.lower().startswith("xl/"):
        return _read_sheets(data)
    return read_docx(data)


def _read_sheets(data: bytes) -> Source:
    return read_tables(read_xlsx(data))


def _old(data: bytes, suffix: str, convert: Convert) -> Source:
    """A file of the kind that Office wrote before 2007, and WPS still does: told by the streams in it."""
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return _read_sheets(convert(data, ".xls"))
    if _has_stream(data, "_VBA_PROJECT"):
        raise PerfError(
            _("the file holds macros: it is not read"),
            hint=_("Save it as a document without macros (.docx or .xlsx), then import that file."),
        )
    if _has_stream(data, "WordDocument"):
        return read_docx(convert(data, ".doc"))
    if suffix in (".docx", ".xlsx"):
        raise PerfError(
            _("the file is encrypted or of another kind than its name says"),
            hint=_("Save it as .docx or .xlsx without a password, then import that file."),
        )
    if suffix in SHEETS:
        return _read_sheets(convert(data, suffix))
    return read_docx(convert(data, suffix if suffix in CONVERTED else ".doc"))


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an old Office file has a stream of this name; names end with a zero."""
    return f"{name}\0".encode("utf-16-le") in data


def _text(text: str, stem: str, suffix: str) -> Source:
    begins = text.lstrip()[:1]
    if suffix == ".jsonl" or (suffix not in (".json", ".txt", ".csv") and _is_lines(text)):
        return read_jsonl(text)
    if suffix == ".json" or begins in ("{", "["):
        return read_json(text)
    if suffix in (".csv", ".tsv"):
        return read_tables([read_csv(text, stem)])
    if _is_list(text, stem, "\t" if suffix not in _SHEET_NAMES else "\t,;"):
        return read_tables([read_csv(text, stem)])
    if suffix == ".toml" or is_record(text):
        raise PerfError(
            _("this is a data file of a repository, which is not imported"),
            hint=_("Copy it into the folder of its kind, such as projects/2021/335001/, and run `perf check`."),
        )
    return read_text(text)


def _is_list(text: str, stem: str, separators: str) -> bool:
    """Whether a text is a list as Excel saves it, whatever it is called: told from its first lines."""
    head = text[:_HEAD].rpartition("\n")[0] if len(text) > _HEAD else text
    try:
        return any(sign in head for sign in separators) and is_list(read_csv(head, stem).lines)
    except PerfError:
        return False


def _is_lines(text: str) -> bool:
    """Whether a text is JSON lines: more than one line, each an object."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines)


def _for_readers(suffix: str) -> PerfError:
    return PerfError(
        _("a {suffix} document is for readers: it is not imported").format(suffix=suffix),
        hint=_("Import the .docx or .txt of the same document, which `perf book` writes too."),
    )
