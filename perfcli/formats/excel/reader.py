"""An Excel workbook -> tables of cells: numbers exactly as they are kept, percents and dates as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive, Reading, damaged, too_large
from perfcli.formats.tables import CellValue, Line, Table

_PERCENT_FORMATS = {9, 10}
_DATE_FORMATS = {*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|_.|\*.')
_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_CELLS = 6_000_000
_MOST_COLUMNS = 400
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a date of Excel has no time zone
_DAYS = 2_958_466
"""Days from the epoch to the end of the year 9999, the last that Excel shows."""

_UNTIL_1904, _LEAP_DAY = 1462, 60


def read_xlsx(data: bytes) -> list[Table]:
    """The sheets of a workbook in their order, hidden ones too; raises PerfError for what is none, or is hostile."""
    archive = Archive(data)
    book = archive.main_part()
    relations = archive.relations(book)
    shared = _shared(archive, next((path for kind, path in relations.values() if kind == "sharedStrings"), ""))
    styles = _styles(archive, next((path for kind, path in relations.values() if kind == "styles"), ""))
    root = archive.read_xml(book)
    if any(item.get("date1904") in ("1", "true") for item in _named(root, "workbookPr")):
        styles = ["date from 1904" if style == "date" else style for style in styles]
    tables = []
    room = _MOST_CELLS
    for sheet in _named(root, "sheet"):
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, path = relations.get(identifier, ("", ""))
        if kind == "worksheet":
            lines = list(_lines(archive, path, shared, styles))
            room -= sum(len(line.cells) for line in lines)
            if room < 0:
                raise too_large()
            tables.append(Table(sheet.get("name", ""), lines))
    return tables


def _lines(archive: Archive, path: str, shared: list[str], styles: list[str]) -> Iterator[Line]:
    """The rows of a sheet that hold anything; cells merged over several are read once, at the first."""
    reading = Reading(archive, path)
    number = 0
    for event, element in reading:
        if event == "end" and _local(element) == "row":
            given = element.get("r", "")
            number = int(given) if given.isdecimal() and len(given) < 9 else number + 1
            cells = _row(element, shared, styles)
            reading.forget(element)
            if cells:
                yield Line(number, tuple(cells))


def _row(row: Element, shared: list[str], styles: list[str]) -> list[CellValue]:
    cells: list[CellValue] = []
    for cell in row:
        if _local(cell) != "c":
            continue
        at = _column(cell.get("r", ""), len(cells))
        value = _value(cell, shared, styles)
        if value == "" or at >= _MOST_COLUMNS:
            if value != "":
                raise too_large()
            continue
        cells.extend([""] * (at - len(cells)))
        cells[at:] = [value]
    return cells


def _column(reference: str, following: int) -> int:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return following
    index = 0
    for letter in match[1]:
        index = index * 26 + ord(letter) - 64
    return max(index - 1, following)


def _value(cell: Element, shared: list[str], styles: list[str]) -> CellValue:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _unescaped(_rich(cell))
    raw = next((part.text or "" for part in cell if _local(part) == "v"), "")
    if kind == "s":
        at = raw.strip()
        if not at.isdecimal() or len(at) > 10 or int(at) >= len(shared):
            raise damaged(IndexError(raw[:20]))
        return shared[int(at)]
    if kind in ("str", "e"):
        return _unescaped(raw)
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
    return _number(raw.strip(), _style(cell, styles)) if raw.strip() else ""


def _style(cell: Element, styles: list[str]) -> str:
    given = cell.get("s", "")
    return styles[int(given)] if given.isdecimal() and len(given) < 8 and int(given) < len(styles) else ""


def _number(raw: str, style: str) -> CellValue:
    """A number as it was typed: Excel keeps 2.3 as 2.2999999999999998."""
    try:
        number = Decimal(raw)
        if not number.is_finite() or abs(number.adjusted()) > 30:
            return raw[:100]
        if len(number.as_tuple().digits) > 15:
            number = Decimal(f"{float(number):.15g}") if _is_same(number) else Decimal(repr(float(number)))
    except InvalidOperation:
        return raw[:100]
    if style == "percent":
        return f"{(number * 100).normalize():f}%"
    return _date(number, style) if style.startswith("date") else number


def _date(number: Decimal, style: str) -> CellValue:
    """The day and the minute that a number of days stands for; the number where Excel shows none for it."""
    days = number + _UNTIL_1904 if style == "date from 1904" else number
    if style == "date" and days < _LEAP_DAY + 1:
        if days >= _LEAP_DAY:
            return "1900-02-29"  # Excel counts this day, which there was not
        days += 1
    if not 2 <= days < _DAYS:
        return number
    moment = _EPOCH + timedelta(seconds=min(round(days * 86_400), _DAYS * 86_400 - 1))
    return f"{moment:%Y-%m-%d}" if moment.time() == datetime.min.time() else f"{moment:%Y-%m-%d %H:%M}"


def _is_same(number: Decimal) -> bool:
    """Whether fifteen digits say all that a double kept of a number."""
    return float(f"{float(number):.15g}") == float(number)


def _shared(archive: Archive, path: str) -> list[str]:
    texts: list[str] = []
    if path and path in archive:
        reading = Reading(archive, path)
        for event, element in reading:
            if event == "end" and _local(element) == "si":
                texts.append(_unescaped(_rich(element)))
                reading.forget(element)
                if len(texts) > _MOST_CELLS:
                    raise too_large()
    return texts


def _rich(element: Element) -> str:
    """The text of an element, runs of one format after another, without readings above the characters."""
    if _local(element) in ("rPh", "phoneticPr"):
        return ""
    if _local(element) == "t":
        return element.text or ""
    return "".join(_rich(part) for part in element)


def _styles(archive: Archive, path: str) -> list[str]:
    """For each style of a cell whether it shows a percent, a date, or neither."""
    if not path or path not in archive:
        return []
    root = archive.read_xml(path)
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in _named(root, "numFmt")}
    found = []
    for group in _named(root, "cellXfs"):
        for style in group:
            identifier = style.get("numFmtId", "0")
            found.append(_style_kind(identifier, codes.get(identifier, "")))
    return found


def _style_kind(identifier: str, code: str) -> str:
    shown = _QUOTED.sub("", code).lower()
    number = int(identifier) if identifier.isdecimal() and len(identifier) < 8 else 0
    if "%" in shown or (not code and number in _PERCENT_FORMATS):
        return "percent"
    if any(letter in shown for letter in "yd年") or (not code and number in _DATE_FORMATS):
        return "date"
    return ""


def _unescaped(text: str) -> str:
    """A text with its _x000D_ and the like as the characters that they stand for."""
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _local(element) == name)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
