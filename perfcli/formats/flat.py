"""An Office file as one XML file (flat OPC), which Word saves as .xml -> the archive that it stands for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree.ElementTree import Element, tostring

from perfcli.errors import PerfError
from perfcli.formats.xml_parts import LARGEST_PART, Reading
from perfcli.i18n import gettext as _

_PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_OLD = b"http://schemas.microsoft.com/office/word/2003/wordml"
_BEGINS = 4096


def is_flat(data: bytes) -> bool:
    """Whether this is an Office file as one XML file; raises PerfError for the one that Word wrote in 2003."""
    begins = data[:_BEGINS]
    if b"<?xml" in begins[:10] and _OLD in begins:
        raise PerfError(
            _("a Word 2003 XML document is not read"),
            hint=_("Open it in Word, save it as .docx, then import that file."),
        )
    return b"<?xml" in begins[:10] and _PACKAGE in begins


def packed(data: bytes) -> bytes:
    """The same as a zip archive; pictures and other parts that are no XML are left empty. Raises PerfError."""
    buffer = io.BytesIO()
    reading = Reading(_Whole(data), "")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for event, element in reading:
            if event == "end" and element.tag.endswith("}part"):
                name = next((text for key, text in element.attrib.items() if key.endswith("}name")), "")
                archive.writestr(name.lstrip("/"), _content(element))
                reading.forget(element)
    return buffer.getvalue()


def _content(part: Element) -> bytes:
    """The XML of a part, empty where it is none."""
    for holder in part:
        if holder.tag.endswith("}xmlData"):
            return b"".join(tostring(root, "utf-8") for root in holder)
    return b""


class _Whole:
    """A file that is one part alone."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @contextmanager
    def open(self, _name: str, _largest: int = LARGEST_PART) -> Iterator[IO[bytes]]:
        """The part to read."""
        yield io.BytesIO(self._data)
