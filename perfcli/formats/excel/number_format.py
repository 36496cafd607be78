"""What a cell shows by its number format."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

from perfcli.formats.excel.dates import BETWEEN_EPOCHS, shown_date
from perfcli.formats.excel.digits import exact_number, shown_number
from perfcli.formats.excel.format_codes import GENERAL, Section, Sort, sections
from perfcli.formats.tables import CellValue, Number, Unread, plain
from perfcli.i18n import gettext as _

_WIDE = Context(prec=5000)
"""Digits enough for any number in any format: a code has no more signs than 2,000."""


class NumberFormat:
    """A number format by its code; `epoch_1904` where the workbook counts its days from 1904."""

    def __init__(self, code: str, *, epoch_1904: bool = False) -> None:
        found = sections(code)
        self._days = BETWEEN_EPOCHS if epoch_1904 else 0
        self._text = next((part for part in found[-1:] if part.has(Sort.AT) and not part.has(Sort.DIGIT)), None)
        if len(found) == 4:
            self._text = found.pop()
        elif self._text and len(found) > 1:
            found.pop()
        self._sections = found
        self.is_plain = code.strip() in ("", GENERAL, "@")

    def number(self, number: Decimal) -> CellValue:
        """A number as it is shown; one that its format hides or cannot show is not read."""
        if self.is_plain:
            text = plain(number)
            return Number(number, text, text)
        with localcontext(_WIDE):
            return self._shown(number)

    def _shown(self, number: Decimal) -> CellValue:
        section, signed = self._section(number)
        if section is None:
            return Unread(plain(number), _("its number format shows #### for this number"))
        if section.has(Sort.DATE, Sort.ELAPSED) or (section.has(Sort.HALF_DAY) and not section.has(Sort.DIGIT)):
            return self._date(number, section)
        shown = shown_number(abs(number), section).strip()
        exact = exact_number(abs(number), section).strip()
        if signed:
            shown, exact = (f"-{shown}" if shown.strip("0.,%") or number else shown), f"-{exact}"
        if not shown:
            return "" if not number else Unread(plain(number), _("its number format hides this number"))
        return Number(number, shown, exact)

    def text(self, text: str) -> CellValue:
        """A text as it is shown: a section of texts may stand words around it, or hide it."""
        if self._text is None or len(self._text.parts) == 1:
            return text
        shown = "".join(text if part.sort is Sort.AT else part.text for part in self._text.parts)
        if not shown.strip() and text.strip():
            return Unread(text, _("its number format hides this text"))
        return shown if shown.strip() != text.strip() else text

    def _date(self, number: Decimal, section: Section) -> CellValue:
        shown = shown_date(number + self._days, section)
        if shown is None:
            return Unread(plain(number), _("its date format shows #### for this number"))
        return Number(number, shown, shown)

    def _section(self, number: Decimal) -> tuple[Section | None, bool]:
        """The section that shows a number, None where there is none, and whether a minus stands before it."""
        found = self._sections
        negative = number < 0
        if any(section.condition for section in found):
            for at, section in enumerate(found):
                last = at == len(found) - 1
                implied = section.condition is None and (last or (at == 0 and number > 0) or (at == 1 and negative))
                if section.holds(number) or implied:
                    return section, negative and not _is_for_negatives(section)
            return None, False
        if negative and len(found) > 1:
            return found[1], False
        if not number and len(found) > 2:
            return found[2], False
        return found[0], negative


def _is_for_negatives(section: Section) -> bool:
    """Whether a section's own condition lets negative numbers alone in: it shows them without their sign."""
    if section.condition is None:
        return False
    sign, bound = section.condition
    return (sign in ("<", "<=", "=") and bound < 0) or (sign == "<" and bound == 0)
