"""XML that others wrote, read without trusting it: no entities, no nesting or size beyond any document.

A part with a document type declaration is refused, since entities come from there alone.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import chain
from typing import IO, NoReturn, Protocol, cast
from xml.etree.ElementTree import Element, ParseError, XMLParser, XMLPullParser
from xml.parsers import expat

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

LARGEST_PART = 300_000_000
LARGEST_WHOLE = 1_000_000
"""A part of no more bytes may be held whole: it has fewer elements than `_MOST_ELEMENTS`."""

_MOST_ELEMENTS = 400_000
"""How many elements a reader may hold at once: far beyond any row of a table."""

_DEEPEST = 200

_CHUNK = 64_000
_LARGEST_CHUNK = 4_000_000
_LONGEST_SILENCE = 32_000_000
"""Bytes without the start or end of an element, such as one comment or one text: beyond any document.

The parser looks again at all of an unfinished comment or attribute with each piece that it is fed, so pieces grow.
"""


class Parts(Protocol):
    """What holds parts by their names."""

    def open(self, name: str, largest: int = LARGEST_PART, /) -> AbstractContextManager[IO[bytes]]:
        """A part to read."""


def parsed(data: bytes) -> Element:
    """The root of a part of up to LARGEST_WHOLE bytes; raises PerfError for one that is damaged or hostile."""
    _refuse_declarations(io.BytesIO(data))
    parser: XMLParser[Element] = XMLParser()  # noqa: S314  # declarations were refused before
    try:
        parser.feed(data)
        root = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(error) from None
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise too_large()
        level = [*chain.from_iterable(level)]
    return root


def blocks_of(root: Element, enters: Callable[[Element], bool], leave: Callable[[Element], None]) -> Iterator[Element]:
    """The outermost elements that `enters` does not go into; `leave` is told of each that was gone through."""
    if not enters(root):
        yield root
        return
    around = [(root, iter(root))]
    while around:
        outer, inner = around[-1]
        for element in inner:
            if enters(element):
                around.append((element, iter(element)))
                break
            yield element
        else:
            leave(outer)
            around.pop()


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

    def blocks(self, enters: Callable[[Element], bool], leave: Callable[[Element], None]) -> Iterator[Element]:
        """The same as `blocks_of` a part that is not held; each is let go of once the next one is asked for."""
        depth = entered = 0
        for event, element in self:
            if event == "start":
                if depth or not enters(element):
                    depth += 1
                else:
                    entered += 1
            elif depth > 1:
                depth -= 1
            elif depth == 1:
                depth = 0
                yield element
                self.forget(element)
            else:
                leave(element)
                entered -= 1
                if entered > 1:
                    self.forget(element)

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


class _Begun(Exception):  # no error: what comes before the root element was read
    """The root element begins."""


def _refuse_declarations(stream: IO[bytes]) -> None:
    """Raise PerfError for a part with a document type declaration; reads up to the root element alone."""
    parser = expat.ParserCreate()
    pieces = _Pieces(stream)

    def refuse(*_declaration: object) -> NoReturn:
        raise PerfError(
            _("the file declares entities, which no Office program does: it is not safe to read"),
            hint=_("Open it in Word or Excel, save it again under another name, and import that file."),
        )

    def begin(*_element: object) -> NoReturn:
        raise _Begun

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    try:
        while data := pieces.read():
            parser.Parse(data, False)
    except _Begun:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(error) from None


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
