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
from perfcli.i18n import gettext as _

Convert = Callable[[bytes, str], bytes]
"""Brings a document with this suffix (`.doc`) into docx; raises PerfError where that cannot be done."""

CONVERTED = (".doc", ".odt", ".rtf", ".wps", ".wpt")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOR_READERS = (".html", ".htm", ".md", ".markdown")
_HEAD = 20_000
"""Characters of a text that tell whether it is a list."""

_OLD_SHEETS = (".xls", ".et", ".ods")


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
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _packed(data, suffix, convert), None
    if data.startswith(_OLE):
        return _old(data, suffix, convert), None
    if data.startswith(b"%PDF") or suffix == ".pdf":
        raise PerfError(
            _("a PDF holds how its pages look, not what its tables say: it cannot be imported"),
            hint=_("Import the Word document that it was made from."),
        )
    if data.startswith(b"{\\rtf"):
        return read_docx(convert(data, ".rtf")), None
    if is_flat(data):
        return _packed(packed(data), suffix, convert), None
    decoded = decode(data)
    return _text(decoded.text, PurePath(name).stem, suffix), decoded


def _packed(data: bytes, suffix: str, convert: Convert) -> Source:
    """A zip archive: a Word document, an Excel workbook, or one of LibreOffice."""
    archive = Archive(data)
    if "mimetype" in archive and "content.xml" in archive:
        if suffix in _OLD_SHEETS:
            raise _old_workbook()
        return read_docx(convert(data, ".odt"))
    main = archive.main_part()
    if main.lower().startswith("xl/"):
        return read_tables(read_xlsx(data))
    return read_docx(data)


def _old(data: bytes, suffix: str, convert: Convert) -> Source:
    """A file of the kind that Office wrote before 2007, which is also how it keeps files with a password."""
    if suffix in (".docx", ".xlsx") or "EncryptedPackage".encode("utf-16-le") in data[:200_000]:
        raise PerfError(
            _("the file is encrypted or of another kind than its name says"),
            hint=_("Save it as .docx or .xlsx without a password, then import that file."),
        )
    if suffix in _OLD_SHEETS or "Workbook".encode("utf-16-le") in data[:200_000]:
        raise _old_workbook()
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise PerfError(
            _("the file holds macros: it is not read"),
            hint=_("Save it as a document without macros (.docx or .xlsx), then import that file."),
        )
    return read_docx(convert(data, suffix if suffix in CONVERTED else ".doc"))


def _text(text: str, stem: str, suffix: str) -> Source:
    begins = text.lstrip()[:1]
    if suffix in _FOR_READERS:
        raise PerfError(
            _("a {suffix} document is for readers: it is not imported").format(suffix=suffix),
            hint=_("Import the .docx or .txt of the same document, which `perf book` writes too."),
        )
    if suffix == ".jsonl" or (suffix not in (".json", ".txt", ".csv") and _is_lines(text)):
        return read_jsonl(text)
    if suffix == ".json" or begins in ("{", "["):
        return read_json(text)
    if suffix in (".csv", ".tsv"):
        return read_tables([read_csv(text, stem)])
    if _is_list(text, stem):
        return read_tables([read_csv(text, stem)])
    return read_text(text)


def _is_list(text: str, stem: str) -> bool:
    """Whether a text is a list as Excel saves it: told from its first lines."""
    head = text[:_HEAD].rpartition("\n")[0] if len(text) > _HEAD else text
    try:
        return "\t" in head and is_list(read_csv(head, stem).lines)
    except PerfError:
        return False


def _is_lines(text: str) -> bool:
    """Whether a text is JSON lines: more than one line, each an object."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines)


def _old_workbook() -> PerfError:
    return PerfError(
        _("workbooks of this kind are not read"), hint=_("Save it as .xlsx in Excel, then import that file.")
    )
