"""Other programs that a command can use where they are installed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from perfcli import process
from perfcli.actions.reading import SHEETS
from perfcli.disk import names
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.office import convert

_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


FONTS = {
    "宋体": ("simsun", "simsun.ttc"),
    "黑体": ("simhei", "simhei.ttf"),
    "仿宋": ("fangsong", "仿宋_gb2312", "simfang.ttf"),
    "楷体": ("kaiti", "楷体_gb2312", "simkai.ttf"),
    "方正小标宋简体": ("小标宋", "方正小标宋_gbk", "fzxbsjw.ttf", "华文中宋", "stzhongsong", "stzhongs.ttf"),
}
"""The fonts that the documents name, with their other names and the files that Windows has them in."""

_SECONDS_FOR_FONTS = 10


def installed_fonts() -> set[str] | None:
    """Names of the Chinese fonts here, on Windows those of all its font files; None where nothing tells."""
    folder = os.environ.get("WINDIR") if os.name == "nt" else None
    if folder:
        own = Path(os.environ.get("LOCALAPPDATA", folder)) / "Microsoft/Windows/Fonts"
        return {name for place in (Path(folder) / "Fonts", own) for name in names(place)}
    lister = process.find("fc-list")
    if lister is None:
        return None
    command = [str(lister), ":lang=zh", "family"]
    try:
        done = process.run(command, Path.cwd(), process.inherited(), _SECONDS_FOR_FONTS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return {name.strip() for line in lines for name in line.replace("\\", "").split(",") if name.strip()}


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
