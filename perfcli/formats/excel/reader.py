"""An Excel workbook -> tables of cells, each as a person sees it in Excel, or not read, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive
from perfcli.formats.excel.sheet import Book, SheetReading
from perfcli.formats.excel.styles import Styles
from perfcli.formats.excel.surroundings import Relations, notes_on, texts_over
from perfcli.formats.excel.texts import named, shared_texts
from perfcli.formats.tables import Table
from perfcli.i18n import gettext as _

_HIDDEN = ("hidden", "veryHidden")
_YES = ("1", "true")


def read_xlsx(data: bytes) -> list[Table]:
    """The sheets of a workbook that are seen, in their order; raises PerfError for what is none, or is hostile.

    A hidden sheet is a table of its name without lines, whose note says that it is not read.
    """
    archive = Archive(data)
    main = archive.main_part()
    relations = archive.relations(main)
    workbook = archive.read_xml(main)
    epoch_1904 = any(item.get("date1904") in _YES for item in named(workbook, "workbookPr"))
    book = Book(
        texts=shared_texts(archive, _path(relations, "sharedStrings")),
        styles=Styles(archive, _path(relations, "styles"), epoch_1904=epoch_1904),
        epoch_1904=epoch_1904,
        is_uncalculated=any(item.get("fullCalcOnLoad") in _YES for item in named(workbook, "calcPr")),
    )
    return list(_tables(archive, workbook, relations, book))


def _tables(archive: Archive, workbook: Element, relations: Relations, book: Book) -> Iterator[Table]:
    for sheet in named(workbook, "sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, path = relations.get(identifier, ("", ""))
        name = sheet.get("name", "")
        if sheet.get("state") in _HIDDEN:
            yield Table(name, [], (_("a hidden sheet: it is not read"),))
        elif kind == "worksheet":
            yield _table(archive, name, path, book)
        elif kind:
            yield Table(name, [], (_("no sheet of cells: it is not read"),))


def _table(archive: Archive, name: str, path: str, book: Book) -> Table:
    reading = SheetReading(archive, book)
    table = Table(name, reading.read(path))
    around = archive.relations(path)
    notes = (*reading.notes(), *notes_on(archive, around))
    return table._replace(notes=notes, strays=(*reading.strays, *texts_over(archive, around)))


def _path(relations: Relations, kind: str) -> str:
    return next((path for found, path in relations.values() if found == kind), "")
