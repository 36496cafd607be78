"""Other programs that a command can use where they are installed."""

from __future__ import annotations

from pathlib import Path

from perfcli import process
from perfcli.actions.reading import SHEETS
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.office import convert

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def libreoffice() -> Path | None:
    """Where LibreOffice is, None where it is not installed."""
    return process.find(*_NAMES) or next((path for path in map(Path, _PLACES) if path.is_file()), None)


def to_office(data: bytes, suffix: str) -> bytes:
    """A document of an older or another kind as docx, a sheet as xlsx; raises PerfError without LibreOffice."""
    target = "xlsx" if suffix in SHEETS else "docx"
    program = libreoffice()
    if program is None and target == "xlsx":
        raise PerfError(
            _("a {suffix} workbook can be read only where LibreOffice is installed").format(suffix=suffix),
            hint=_("Open it in Excel or WPS, save it as .xlsx (文件 → 另存为 → Excel 工作簿), and import that file."),
        )
    if program is None:
        raise PerfError(
            _("a {suffix} document can be read only where LibreOffice is installed").format(suffix=suffix),
            hint=_("Open it in Word, save it as .docx (文件 → 另存为 → Word 文档), and import that file."),
        )
    return convert(program, data, suffix, target)


def to_pdf(data: bytes) -> bytes:
    """A docx document as PDF; raises PerfError without LibreOffice."""
    program = libreoffice()
    if program is None:
        raise PerfError(
            _("a PDF can be written only where LibreOffice is installed"),
            hint=_("Write a .docx and save it as PDF in Word, or install LibreOffice."),
        )
    return convert(program, data, ".docx", "pdf")
