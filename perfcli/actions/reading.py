"""Files that people bring -> what they say: which format they are in is told from their content, then their name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from perfcli.actions.form_reading import FormReading, is_better
from perfcli.actions.gathering import Source
from perfcli.data.headings import is_list
from perfcli.data.json import read_json, read_jsonl
from perfcli.data.known import NOTHING, Known
from perfcli.documents.interruptions import TabsLost
from perfcli.documents.published import PublishedDocument
from perfcli.documents.reading import NoDocument
from perfcli.documents.text_reader import read_text
from perfcli.errors import PerfError
from perfcli.formats.archive import Archive
from perfcli.formats.csv import is_table, read_csv
from perfcli.formats.decoding import Decoded, decode, decode_page
from perfcli.formats.flat import is_flat, packed
from perfcli.formats.foreign import OLE, foreign, foreign_parts, is_record, is_web_page
from perfcli.formats.pages import list_page, page_table
from perfcli.forms.record.filled import FormsRead
from perfcli.i18n import gettext as _

if TYPE_CHECKING:
    from perfcli.actions.list_reading import ListReading

Convert = Callable[[bytes, str], bytes]
"""Brings a file with this suffix (`.doc`) into docx, a sheet into xlsx; raises PerfError where that cannot be done."""

CONVERTED = (".doc", ".odt", ".rtf", ".wps", ".wpt")
SHEETS = (".xls", ".ods", ".xlsb", ".et")
"""What becomes a workbook where it is converted; all else becomes a document."""

_SHEET_NAMES = (*SHEETS, ".xlsx", ".xlsm")
_FOR_READERS = (".md", ".markdown")
_HEAD = 20_000
"""Characters of a text that tell whether it is a list."""


def read_source(
    name: str, data: bytes, convert: Convert, forms: FormReading | None = None, known: Known = NOTHING
) -> tuple[Source, Decoded | None]:
    """What a file says, and how it was decoded where it is a text; raises PerfError naming the file.

    `known` is what the repository holds that an export may come from.
    """
    try:
        source, decoded = _Reading(convert, forms or FormReading(), known).read(name, data)
    except PerfError as error:
        raise PerfError(f"{name}: {error.message}", hint=error.hint, details=error.details) from None
    except RecursionError:
        raise PerfError(f"{name}: " + _("values are nested too deeply")) from None
    return _named(source, name), decoded


def _named(source: Source, name: str) -> Source:
    """The same with the name of its file beside its forms."""
    if isinstance(source, FormsRead):
        return replace(source, name=name)
    if isinstance(source, PublishedDocument) and source.forms is not None:
        return dataclasses.replace(source, forms=replace(source.forms, name=name))
    return source


def read_as_forms(name: str, data: bytes, convert: Convert, forms: FormReading) -> FormsRead:
    """What a file says read as forms, be it the published document; raises PerfError naming the file."""
    try:
        explained = replace(forms, explained=True)
        source, _decoded = _Reading(convert, explained, forms_alone=True).read(name, data)
    except PerfError as error:
        raise PerfError(f"{name}: {error.message}", hint=error.hint, details=error.details) from None
    if not isinstance(source, FormsRead):
        raise PerfError(_("{file} holds no form: it is data or a list").format(file=name))
    return replace(source, name=name)


def read_tables_of(folder: str, files: Mapping[str, bytes], known: Known = NOTHING) -> Source:
    """What the csv files of a folder say, by their names without suffix; raises PerfError."""
    from perfcli.data.lists import read_tables

    try:
        return read_tables([read_csv(decode(data).text, name) for name, data in files.items()], known)
    except PerfError as error:
        raise PerfError(f"{folder}: {error.message}", hint=error.hint, details=error.details) from None


class _Reading:
    """Reads one file: `convert` brings other kinds into those that are read here, `forms` reads forms.

    With `forms_alone` the published document is read as the forms in it.
    """

    def __init__(
        self, convert: Convert, forms: FormReading, known: Known = NOTHING, *, forms_alone: bool = False
    ) -> None:
        self._convert, self._forms, self._known, self._forms_alone = convert, forms, known, forms_alone

    def read(self, name: str, data: bytes) -> tuple[Source, Decoded | None]:
        """What the file says, and how it was decoded where it is a text."""
        path = PurePath(name)
        suffix = path.suffix.lower()
        if suffix in _FOR_READERS:
            raise _for_readers(suffix)
        if is_web_page(data):
            return self._web_page(data, path.stem, suffix)
        if refused := foreign(path.name, data):
            raise refused
        if data.startswith(b"PK"):
            return self._packed(data), None
        if data.startswith(OLE):
            return self._old(data, suffix), None
        if data.startswith(b"{\\rtf"):
            return self._word(Archive(self._convert(data, ".rtf"))), None
        if is_flat(data):
            return self._packed(packed(data)), None
        decoded = decode(data)
        return self._text(decoded.text, path.stem, suffix), decoded

    def _web_page(self, data: bytes, stem: str, suffix: str) -> tuple[Source, Decoded | None]:
        """The forms of a web page, or the list that a system wrote as one."""
        from perfcli.documents.html import made_by_us
        from perfcli.formats.web.reader import read_page

        decoded = decode_page(data)
        if made_by_us(decoded.text):
            raise _for_readers(suffix or ".html")
        page = read_page(decoded.text, stem)
        table = page_table(page)
        if self._lists.has_lists([table]):
            return self._lists.listed([table], lambda: self._forms.of_page(page)), decoded
        forms = self._forms.of_page(page)
        if forms is None:
            raise PerfError(
                _("this web page holds no form of the field and no list of projects"),
                hint=_("Open it in Excel or Word, save it as .xlsx or .docx (另存为), then import that file."),
            )
        return forms, decoded

    def _packed(self, data: bytes) -> Source:
        """A zip archive: a Word document, an Excel workbook, or one of LibreOffice."""
        archive = Archive(data)
        if refused := foreign_parts(archive.names()):
            raise refused
        if "mimetype" in archive and "content.xml" in archive:
            with archive.open("mimetype") as stream:
                is_sheet = b"spreadsheet" in stream.read(200)
            return (
                self._sheets(self._convert(data, ".ods"))
                if is_sheet
                else self._word(Archive(self._convert(data, ".odt")))
            )
        if "xl/workbook.bin" in archive:
            return self._sheets(self._convert(data, ".xlsb"))
        main = archive.main_part()
        if main.lower().startswith("xl/"):
            return self._sheets(data)
        return self._word(archive)

    def _word(self, archive: Archive) -> Source:
        """A Word document: the published one, else the forms in it; forms first where nothing speaks for that one."""
        from perfcli.documents.word_reader import document_in, looks_published

        is_published = looks_published(archive)
        forms = None if is_published else self._forms.of_word(archive)
        if forms is not None:
            return forms
        return self._document(
            lambda: document_in(archive),
            lambda: self._forms.of_word(archive) if is_published else None,
            lambda document: self._forms.part_two_of_word(archive, document),
        )

    def _document(
        self,
        read: Callable[[], PublishedDocument],
        as_forms: Callable[[], FormsRead | None],
        with_forms: Callable[[PublishedDocument | None], PublishedDocument | None],
    ) -> Source:
        """The published document, forms where it is none or is read better as such, or part one above forms."""
        try:
            document = read()
        except (NoDocument, TabsLost):
            forms = (None if self._forms_alone else with_forms(None)) or as_forms()
            if forms is None:
                raise
            return forms
        if document.leftovers and not (self._forms_alone or document.goals or document.projects):
            mixed = with_forms(document)
            if mixed is not None:
                return mixed
        if self._forms_alone or (document.leftovers and (document.goals is None or not document.projects)):
            forms = as_forms()
            if forms is not None and (self._forms_alone or is_better(forms, document)):
                return forms
        mixed = with_forms(document) if document.leftovers and document.goals is not None else None
        return mixed or document

    def _sheets(self, data: bytes) -> Source:
        from perfcli.actions.record_sheet_reading import is_record_sheet, read_record_sheets
        from perfcli.formats.excel.reader import read_xlsx

        tables = read_xlsx(data)
        if any(map(is_record_sheet, tables)):
            return read_record_sheets(tables)
        return self._lists.read(tables, lambda: self._forms.of_sheets(tables))

    @cached_property
    def _lists(self) -> ListReading:
        from perfcli.actions.list_reading import ListReading

        return ListReading(self._forms, self._known)

    def _old(self, data: bytes, suffix: str) -> Source:
        """A file of the kind that Office wrote before 2007, and WPS still does: told by the streams in it."""
        if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
            return self._sheets(self._convert(data, ".xls"))
        if _has_stream(data, "_VBA_PROJECT"):
            raise PerfError(
                _("the file holds macros: it is not read"),
                hint=_("Save it as a document without macros (.docx or .xlsx), then import that file."),
            )
        if _has_stream(data, "WordDocument"):
            return self._word(Archive(self._convert(data, ".doc")))
        if suffix in (".docx", ".xlsx"):
            raise PerfError(
                _("the file is encrypted or of another kind than its name says"),
                hint=_("Save it as .docx or .xlsx without a password, then import that file."),
            )
        if suffix in SHEETS:
            return self._sheets(self._convert(data, suffix))
        return self._word(Archive(self._convert(data, suffix if suffix in CONVERTED else ".doc")))

    def _text(self, text: str, stem: str, suffix: str) -> Source:
        begins = text.lstrip()[:1]
        if suffix == ".jsonl" or (suffix not in (".json", ".txt", ".csv") and _is_lines(text)):
            return read_jsonl(text)
        if suffix == ".json" or begins in ("{", "["):
            return read_json(text)
        is_named_sheet = suffix in _SHEET_NAMES
        parted_by = "\t,;" if is_named_sheet else "\t"
        if suffix in (".csv", ".tsv") or is_table(text, parted_by, is_named_one=is_named_sheet):
            table = read_csv(text, stem)
            return self._lists.read([table], lambda: self._forms.of_list(table), list_page)
        if _is_list(text, stem, parted_by):
            return self._lists.plain([read_csv(text, stem)])
        if suffix == ".toml" or is_record(text):
            raise PerfError(
                _("this is a data file of a repository, which is not imported"),
                hint=_("Copy it into the folder of its kind, such as projects/2021/335001/, and run `perf check`."),
            )
        return self._plain(text)

    def _plain(self, text: str) -> Source:
        """A text taken out of Word: the published document, else the forms in it."""
        return self._document(
            lambda: read_text(text),
            lambda: self._forms.of_text(text),
            lambda document: self._forms.part_two_of_text(text, document),
        )


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an old Office file has a stream of this name; names end with a zero."""
    return f"{name}\0".encode("utf-16-le") in data


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
