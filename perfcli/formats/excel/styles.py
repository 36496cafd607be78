"""How the cells of a workbook look, as far as it says what they show: number formats, struck text, fonts of signs."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TypeVar
from xml.etree.ElementTree import Element

import msgspec

from perfcli.formats.archive import Archive
from perfcli.formats.excel.format_codes import BUILT_IN, GENERAL
from perfcli.formats.excel.number_format import NumberFormat
from perfcli.formats.excel.texts import is_symbol_font, local, named
from perfcli.formats.tables import CellValue, Unread
from perfcli.i18n import gettext as _

T = TypeVar("T")
_MOST_KEPT = 100_000
_LONGEST = 20


class _Font(msgspec.Struct, frozen=True):
    is_struck: bool = False
    has_signs: bool = False


class Style(msgspec.Struct, frozen=True):
    """How a cell looks."""

    form: NumberFormat
    is_struck: bool = False
    has_signs: bool = False


class Styles:
    """The styles of a workbook by their numbers; numbers that were shown before are looked up."""

    def __init__(self, archive: Archive, path: str, *, epoch_1904: bool) -> None:
        root = archive.read_xml(path) if path and path in archive else Element("styleSheet")
        codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in named(root, "numFmt")}
        fonts = [_font(font) for group in root if local(group.tag) == "fonts" for font in group]
        forms: dict[str, NumberFormat] = {}
        self._plain = Style(NumberFormat(GENERAL))
        self._styles: list[Style] = []
        self._known: dict[str, Style] = {}
        self._shown: dict[tuple[str, str], CellValue] = {}
        for group in root:
            for item in group if local(group.tag) == "cellXfs" else ():
                identifier = item.get("numFmtId", "0")
                if identifier not in forms:
                    forms[identifier] = NumberFormat(_code(identifier, codes), epoch_1904=epoch_1904)
                font = _at(fonts, item.get("fontId", "")) or _Font()
                self._styles.append(Style(forms[identifier], font.is_struck, font.has_signs))

    def of(self, number: str) -> Style:
        """The style with this number, a plain one where there is none."""
        found = self._known.get(number)
        if found is None:
            found = self._known[number[:_LONGEST]] = _at(self._styles, number) or self._plain
        return found

    def number(self, raw: str, style: str) -> CellValue:
        """A number as it is shown in a style."""
        found = self._shown.get((raw, style))
        if found is None:
            number = read_number(raw)
            found = raw[:100] if number is None else self.of(style).form.number(number)
            if len(self._shown) < _MOST_KEPT:
                self._shown[raw, style] = found
        return found

    def looked_at(self, value: CellValue, style: str) -> CellValue:
        """A cell that its font lets be read: none that is struck through, none in signs."""
        look = self.of(style)
        if look.is_struck and value != "":
            return Unread(value if isinstance(value, str) else value.shown, _("struck through"))
        if look.has_signs and isinstance(value, str) and value.strip():
            return Unread(value, _("its font shows other signs than its letters"))
        return value


def read_number(raw: str) -> Decimal | None:
    """A number as it was typed (Excel keeps 2.3 as 2.2999999999999998), None for what is none of any use.

    Fifteen digits are what Excel shows; an amount to the 分 may have one more that a double still holds.
    """
    try:
        number = Decimal(raw)
        if not number.is_finite() or abs(number.adjusted()) > 30:
            return None
    except InvalidOperation:
        return None
    if len(raw) <= 15 or len(number.as_tuple().digits) <= 15:
        return number
    kept = Decimal(repr(float(number)))
    _sign, digits, exponent = kept.as_tuple()
    is_amount = len(digits) <= 16 and isinstance(exponent, int) and -2 <= exponent <= 0
    return kept if is_amount else Decimal(f"{kept:.15g}")


def _code(identifier: str, codes: dict[str, str]) -> str:
    known = int(identifier) if identifier.isascii() and identifier.isdigit() and len(identifier) < 6 else 0
    return codes.get(identifier) or BUILT_IN.get(known, GENERAL)


def _font(font: Element) -> _Font:
    marks = {local(mark.tag): mark.get("val", "1") for mark in font}
    return _Font(marks.get("strike", "0") not in ("0", "false"), is_symbol_font(marks.get("name", "")))


def _at(items: list[T], number: str) -> T | None:
    return items[int(number)] if number.isascii() and number.isdigit() and int(number[:8]) < len(items) else None
