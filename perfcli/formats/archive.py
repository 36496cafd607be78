"""Office files are zip archives of XML: opening them without trusting them.

How large a part says it is, is checked before it is unpacked, and zipfile unpacks no more of it than that; a part with
a document type declaration is refused, since entities come from there alone.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NoReturn
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

LARGEST_PART = 300_000_000
LARGEST_ARCHIVE = 600_000_000
_LARGEST_RATIO = 400
_RATIO_FROM = 20_000_000
"""A part larger than this may not have been packed more tightly than any real document is."""

_MOST_PARTS = 20_000
_MOST_ELEMENTS = 400_000
"""How many elements a reader may hold at once: far beyond any row of a table."""

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError),
)
"""What zipfile raises for archives that say what cannot be."""

_SMALL_PART = 30_000_000
_DEEPEST = 200


class Archive:
    """An Office file with checked sizes; raises PerfError for what is none, or is dangerous to open."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except _BROKEN as error:
            raise damaged(error) from None
        self._parts = {info.filename.lstrip("/").lower(): info for info in parts}
        _require_sane(parts)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def names(self) -> list[str]:
        """The names of the parts, in lower case."""
        return list(self._parts)

    @contextmanager
    def open(self, name: str, largest: int = LARGEST_PART) -> Iterator[IO[bytes]]:
        """A part to read; raises PerfError for one that is missing, too large or damaged, also while it is read."""
        info = self._parts.get(name.lower())
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
        """The root of a small part."""
        reading = Reading(self, name, _SMALL_PART)
        for _event, _element in reading:
            pass
        if reading.root is None:
            raise damaged(ValueError(name))
        return reading.root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to by the identifier of each: the last word of its type, and the part's name."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return {}
        found = {}
        for item in self.read_xml(name):
            target = item.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if item.get("TargetMode") != "External":
                found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], path)
        return found

    def main_part(self) -> str:
        """The name of the part that holds the document or the workbook; raises PerfError without one."""
        for kind, path in self.relations("").values():
            if kind == "officeDocument":
                return path
        raise damaged(ValueError("officeDocument"))


class Reading:
    """Start and end of each element of a part, as (event, element).

    Who has understood an element lets go of it with `forget`; holding too many at once is refused, as is nesting
    beyond sense, so that memory stays bounded whatever the part holds.
    """

    def __init__(self, archive: Archive, name: str, largest: int = LARGEST_PART) -> None:
        self._archive, self._name, self._largest = archive, name, largest
        self._kept = 0
        self._open: list[Element] = []
        self._counts: list[int] = []
        self._at_hand: Element | None = None
        self.root: Element | None = None

    def __iter__(self) -> Iterator[tuple[str, Element]]:
        with self._archive.open(self._name, self._largest) as stream:
            _refuse_declarations(stream)
        with self._archive.open(self._name, self._largest) as stream:
            try:
                for event, element in iterparse(stream, ("start", "end")):  # noqa: S314  # declarations are refused
                    if event == "start":
                        self._start(element)
                    else:
                        self._open.pop()
                        self._counts.pop()
                    self._at_hand = element
                    yield event, element
            except (ParseError, ValueError, LookupError) as error:
                raise damaged(error) from None

    def _start(self, element: Element) -> None:
        if self.root is None:
            self.root = element
        self._open.append(element)
        self._counts.append(self._kept)
        self._kept += 1
        if self._kept > _MOST_ELEMENTS or len(self._open) > _DEEPEST:
            raise too_large()

    @property
    def around(self) -> list[Element]:
        """The open elements around the one at hand, from the root."""
        at_hand = self._at_hand
        return self._open[:-1] if self._open and self._open[-1] is at_hand else self._open

    def forget(self, element: Element) -> None:
        """Let go of an element whose end was just read, of what is in it, and of what stood before it."""
        element.clear()
        if self._open:
            del self._open[-1][:]
            self._kept = self._counts[-1] + 1


def _refuse_declarations(stream: IO[bytes]) -> None:
    """Raise PerfError for a part with a document type declaration; reads up to the root element alone."""
    parser = expat.ParserCreate()
    begun = False

    def refuse(*_declaration: object) -> NoReturn:
        raise PerfError(
            _("the file declares entities, which no Office program does: it is not safe to read"),
            hint=_("Open it in Word or Excel, save it again under another name, and import that file."),
        )

    def begin(*_element: object) -> None:
        nonlocal begun
        begun = True

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        while not begun and (data := stream.read(4096)):
            parser.Parse(data, False)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(error) from None


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


def too_large() -> PerfError:
    """What is said of a file that would take memory or time beyond sense."""
    return PerfError(
        _("the file is larger, unpacked, than any such document: it is not read"),
        hint=_("If it is genuine, split it into several documents."),
    )


def damaged(error: Exception) -> PerfError:
    """What is said of a file that breaks the rules of its format."""
    return PerfError(
        _("the file is damaged or no Office document: {reason}").format(reason=str(error)[:100]),
        hint=_("Open it in Word or Excel, save it again under another name, and import that file."),
    )
