"""Office files are zip archives of XML: opening them without trusting them.

How large a part says it is, is checked before it is unpacked, and zipfile unpacks no more of it than that.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from perfcli.errors import PerfError
from perfcli.formats.xml_parts import LARGEST_PART, LARGEST_WHOLE, Reading, damaged, parsed, too_large
from perfcli.i18n import gettext as _
from perfcli.regex import regex

LARGEST_ARCHIVE = 600_000_000
_LARGEST_RATIO = 400
_RATIO_FROM = 20_000_000
"""A part larger than this may not have been packed more tightly than any real document is."""

_MOST_PARTS = 20_000
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError),
)
"""What zipfile raises for archives that say what cannot be."""

_SMALL_PART = 30_000_000
_MOST_KEPT = 4000
"""Bytes of a part that is kept for the next file."""

_MAIN = regex(r"(?:document|template|sheet|macroEnabled\w*)\.main\+xml", re.IGNORECASE)


class Archive:
    """An Office file with checked sizes; raises PerfError for what is none, or is dangerous to open."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except _BROKEN as error:
            raise damaged(error) from None
        _require_sane(parts)
        files = [info for info in parts if not info.filename.endswith(("/", "\\"))]
        self._parts = {_plain(info.filename): info for info in files}
        self._held: dict[str, Element] = {}
        self._related: dict[str, Mapping[str, tuple[str, str]]] = {}
        if len(self._parts) < len(files):
            raise damaged(ValueError(_("two of its parts have one name")))

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def names(self) -> list[str]:
        """The names of the parts, in lower case."""
        return list(self._parts)

    @contextmanager
    def open(self, name: str, largest: int = LARGEST_PART) -> Iterator[IO[bytes]]:
        """A part to read; raises PerfError for one that is missing, too large or damaged, also while it is read."""
        info = self._parts.get(_plain(name))
        if info is None:
            raise PerfError(_("the file is damaged: its part {name} is missing").format(name=name[:100]))
        if info.file_size > largest:
            raise too_large()
        try:
            with self._zip.open(info) as stream:
                yield stream
        except _BROKEN as error:
            raise damaged(error) from None

    def read_xml(self, name: str) -> Element:
        """The root of a small part, to be left as it is."""
        if self._fits_whole(name):
            data = self.content(name)
            return _kept(data) if len(data) < _MOST_KEPT else parsed(data)
        reading = Reading(self, name, _SMALL_PART)
        for _event, _element in reading:
            pass
        if reading.root is None:
            raise damaged(ValueError(name))
        return reading.root

    def whole(self, name: str) -> Element | None:
        """The root of a part that may be held whole, None for a larger one; the same each time, to be left as it is."""
        if name not in self._held and self._fits_whole(name):
            self._held[name] = parsed(self.content(name))
        return self._held.get(name)

    def _fits_whole(self, name: str) -> bool:
        info = self._parts.get(_plain(name))
        return info is not None and info.file_size <= LARGEST_WHOLE

    def content(self, name: str) -> bytes:
        """The bytes of a small part."""
        with self.open(name, _SMALL_PART) as stream:
            return stream.read(_SMALL_PART + 1)

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part refers to by the identifier of each: the last word of its type, and the part's name.

        Where the file does not say, the parts beside it count by their names: styles.xml holds styles.
        """
        if part not in self._related:
            self._related[part] = self._read_relations(part)
        return self._related[part]

    def _read_relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return self._beside(folder)
        if self._fits_whole(name):
            return _relations_in(self.content(name), folder)
        return _relations(self.read_xml(name), folder)

    def main_part(self) -> str:
        """The name of the part that holds the document or the workbook; raises PerfError without one."""
        for kind, path in self.relations("").values():
            if kind == "officeDocument" and path in self:
                return path
        types = self.read_xml("[Content_Types].xml") if "[Content_Types].xml" in self else ()
        said = (item.get("PartName", "").lstrip("/") for item in types if _MAIN.search(item.get("ContentType", "")))
        usual = (name for name in (*said, "word/document.xml", "xl/workbook.xml") if name in self)
        found = next(usual, None)
        if found is None:
            raise damaged(ValueError("officeDocument"))
        return found

    def _beside(self, folder: str) -> dict[str, tuple[str, str]]:
        """The parts in a folder by their names, the theme included."""
        found = {}
        for name in self._parts:
            above, base = posixpath.split(name)
            if folder and above in (folder.lower(), posixpath.join(folder.lower(), "theme")):
                found[name] = (posixpath.splitext(base)[0].rstrip("0123456789"), name)
        return found


@lru_cache(32)
def _kept(data: bytes) -> Element:
    """The root of a part such as a footer; files that were made from one have the same."""
    return parsed(data)


@lru_cache(32)
def _relations_in(data: bytes, folder: str) -> Mapping[str, tuple[str, str]]:
    """What a part says of relations; files that were made from one have the same."""
    return _relations(parsed(data), folder)


def _relations(root: Element, folder: str) -> Mapping[str, tuple[str, str]]:
    found = {}
    for item in root:
        target = item.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if item.get("TargetMode") != "External":
            found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], path)
    return found


@lru_cache(1024)
def _plain(name: str) -> str:
    """The name of a part as all programs understand it: some write backslashes, capitals, a slash before it."""
    return posixpath.normpath(unquote(name).replace("\\", "/")).lstrip("/").lower()


def _require_sane(parts: list[zipfile.ZipInfo]) -> None:
    """Raise PerfError for an archive that is no document: too large, packed beyond belief, encrypted, with macros."""
    if len(parts) > _MOST_PARTS or sum(info.file_size for info in parts) > LARGEST_ARCHIVE:
        raise too_large()
    for info in parts:
        if info.file_size > _RATIO_FROM and info.file_size > _LARGEST_RATIO * max(info.compress_size, 1):
            raise too_large()
        if info.flag_bits & 1:
            raise PerfError(_("the file is encrypted"), hint=_("Save it without a password, then import that file."))
        if posixpath.basename(info.filename).lower() in ("vbaproject.bin", "vbadata.xml"):
            raise PerfError(
                _("the file holds macros: it is not read"),
                hint=_("Save it as a document without macros (.docx or .xlsx), then import that file."),
            )
