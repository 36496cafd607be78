"""Office files are zip archives of XML: opening them without trusting them.

How large a part says it is, is checked before it is unpacked, and zipfile unpacks no more of it than that; a part with
a document type declaration is refused, since entities come from there alone.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO, NoReturn, Protocol, cast
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
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

_CHUNK = 64_000
_LARGEST_CHUNK = 4_000_000
_LONGEST_SILENCE = 32_000_000
"""Bytes without the start or end of an element, such as one comment or one text: beyond any document.

The parser looks again at all of an unfinished comment or attribute with each piece that it is fed, so pieces grow.
"""

_MAIN = re.compile(r"(?:document|template|sheet|macroEnabled\w*)\.main\+xml", re.IGNORECASE)


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
        """The root of a small part."""
        reading = Reading(self, name, _SMALL_PART)
        for _event, _element in reading:
            pass
        if reading.root is None:
            raise damaged(ValueError(name))
        return reading.root

    def content(self, name: str) -> bytes:
        """The bytes of a small part."""
        with self.open(name, _SMALL_PART) as stream:
            return stream.read(_SMALL_PART + 1)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to by the identifier of each: the last word of its type, and the part's name.

        Where the file does not say, the parts beside it count by their names: styles.xml holds styles.
        """
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return self._beside(folder)
        found = {}
        for item in self.read_xml(name):
            target = item.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if item.get("TargetMode") != "External":
                found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], path)
        return found

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


class Parts(Protocol):
    """What holds parts by their names."""

    def open(self, name: str, largest: int = LARGEST_PART, /) -> AbstractContextManager[IO[bytes]]:
        """A part to read."""


class Reading:
    """Start and end of each element of a part, as (event, element).

    Who has understood an element lets go of it with `forget`; holding too many at once is refused, as is nesting
    beyond sense, so that memory stays bounded whatever the part holds.
    """

    def __init__(self, archive: Parts, name: str, largest: int = LARGEST_PART) -> None:
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
                pieces = _Pieces(stream)
                for parser in pieces.parsed():
                    for event, element in _elements(parser):
                        pieces.silence = 0
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


def _elements(parser: XMLPullParser[Element]) -> Iterator[tuple[str, Element]]:
    """What a parser that was asked for start and end of elements alone has found."""
    return cast("Iterator[tuple[str, Element]]", parser.read_events())


class _Pieces:
    """A stream in pieces that grow while nothing comes of them; raises PerfError where nothing does for too long."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.silence = 0

    def read(self) -> bytes:
        """The next piece, empty at the end."""
        if self.silence > _LONGEST_SILENCE:
            raise too_large()
        data = self._stream.read(min(max(_CHUNK, self.silence), _LARGEST_CHUNK))
        self.silence += len(data)
        return data

    def parsed(self) -> Iterator[XMLPullParser[Element]]:
        """A parser after each piece that it was fed, and at the end; declarations were refused before."""
        parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        while data := self.read():
            parser.feed(data)
            yield parser
        parser.close()
        yield parser


def _refuse_declarations(stream: IO[bytes]) -> None:
    """Raise PerfError for a part with a document type declaration; reads up to the root element alone."""
    parser = expat.ParserCreate()
    pieces = _Pieces(stream)
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
        while not begun and (data := pieces.read()):
            parser.Parse(data, False)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(error) from None


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


def too_large() -> PerfError:
    """What is said of a file that would take memory or time beyond sense."""
    return PerfError(
        _("the unpacked file is too large for such a document: it is not read"),
        hint=_("If it is genuine, split it into several documents."),
    )


def damaged(error: Exception) -> PerfError:
    """What is said of a file that breaks the rules of its format."""
    return PerfError(
        _("the file is damaged or no Office document: {reason}").format(reason=str(error)[:100]),
        hint=_("Open it in Word or Excel, save it again under another name, and import that file."),
    )
