"""Fields: what they show is text, their codes are none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfcli.formats.word.elements import child, children, descendants, integer, is_on, value
from perfcli.formats.word.eq_fields import eq_text
from perfcli.formats.word.symbols import symbol
from perfcli.formats.xml_parts import too_large

_LONGEST = 4000
_DEEPEST = 100
_SILENT = frozenset(
    (
        *("TC", "XE", "RD", "TA", "SET", "ASK", "PRIVATE", "ADVANCE", "PRINT", "NEXT", "NEXTIF", "SKIPIF", "INDEX"),
        *("TOC", "TOA", "BIBLIOGRAPHY", "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "NOTEREF"),
        *("STYLEREF", "HYPERLINK", "ADDIN", "CONTROL", "HTMLCONTROL"),
    )
)
"""Fields that print nothing where they stand, or the number of a page alone."""


@dataclass
class Field:
    """An open field: its code, whether what it shows is being read, and whether it showed any text.

    `number` counts the fields of the story from 1; `form` is what a form field keeps beside its code.
    """

    number: int = 0
    code: str = ""
    shows: bool = False
    shown: bool = False
    form: Element | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The first word of its code."""
        return next(iter(self.code.split(maxsplit=1)), "").partition("\\")[0].upper()

    @property
    def is_contents(self) -> bool:
        """Whether it is a list of contents."""
        return self.name == "TOC"

    def add(self, code: str) -> None:
        """More of its code."""
        self.code += code[: max(_LONGEST - len(self.code), 0)]

    def result(self) -> str | None:
        """What a field shows that keeps no result; None for one that nobody but Word knows."""
        name, rest = self.name, self.code.strip()
        rest = rest[len(name) :]
        if name == "EQ":
            return eq_text(rest)
        if name == "SYMBOL":
            return _symbol(rest.split())
        if name in ("MACROBUTTON", "GOTOBUTTON"):
            return rest.strip().partition(" ")[2]
        if name in ("FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT"):
            return _form(self.form)
        return "" if self.shows or not name or name in _SILENT or name.startswith("=") else None


def _symbol(words: list[str]) -> str | None:
    if not words:
        return None
    code = int(words[0], 16) if words[0].lower().startswith("0x") and len(words[0]) < 8 else integer(words[0])
    font = next((words[at + 1].strip('"') for at, word in enumerate(words[:-1]) if word.lower() == "\\f"), "")
    if not 0x20 <= code < 0xD800:
        return None
    return symbol(chr(code), font) if font and symbol("a", font) else chr(code)


def _form(said: Element | None) -> str | None:
    """A box, the entry of a drop-down list that is chosen, or the text that a form field starts with."""
    box, choices, text = child(said, "checkBox"), child(said, "ddList"), child(said, "textInput")
    if box is not None:
        ticked = is_on(child(box, "checked"))
        return "☑" if (is_on(child(box, "default")) if ticked is None else ticked) else "☐"
    if choices is not None:
        entries = [value(entry) for entry in children(choices, "listEntry")]
        mark = child(choices, "result")
        at = integer(value(mark if mark is not None else child(choices, "default")))
        return entries[at] if 0 <= at < len(entries) else ""
    if text is not None:
        return value(child(text, "default"))
    return None


Story = tuple[list[Field], int, int, Element | None, set[int] | None]
"""What `Fields` keeps of a story: open fields, of how many the code or a list of contents is open, its scope."""


class Fields:
    """The fields that are open, from the outermost; those numbered in `ignored` are none, since they never end.

    A cell, a box and a note have fields of their own: `within` says so, and finds those that do not end there.
    """

    def __init__(self, ignored: frozenset[int] = frozenset()) -> None:
        self._ignored = ignored
        self._begun = 0
        self._open: list[Field] = []
        self._codes = self._contents = 0
        self._scope: Element | None = None
        self._endless: set[int] | None = None
        self.endless = len(ignored)
        """How many fields never end."""

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def in_code(self) -> bool:
        """Whether what is read is part of a field's code, or stands in another field there."""
        return self._codes > 0

    @property
    def in_contents(self) -> bool:
        """Whether a list of contents that Word made is open."""
        return self._contents > 0

    @property
    def innermost(self) -> Field | None:
        """The field that what is read belongs to."""
        return self._open[-1] if self._open else None

    def numbers(self) -> frozenset[int]:
        """The numbers of the fields that are open."""
        return frozenset(item.number for item in self._open)

    @contextmanager
    def within(self, scope: Element) -> Iterator[None]:
        """A story of its own, whose fields neither began before nor go on behind it."""
        outer = self.enter(scope)
        try:
            yield
        finally:
            self.leave(outer)

    def enter(self, scope: Element) -> Story:
        """Begin a story of its own; returns the one that it stands in, to `leave` it by."""
        outer = self._open, self._codes, self._contents, self._scope, self._endless
        self._open, self._codes, self._contents, self._scope, self._endless = [], 0, 0, scope, None
        return outer

    def leave(self, outer: Story) -> None:
        """Go on with the story around it."""
        self._open, self._codes, self._contents, self._scope, self._endless = outer

    def begin(self, mark: Element) -> None:
        """A field begins."""
        if self._scope is None:
            self._begun += 1
            if self._begun in self._ignored:
                return
        elif self._never_ends(mark, self._scope):
            self.endless += 1
            return
        if len(self._open) >= _DEEPEST:
            raise too_large()
        self._open.append(Field(self._begun, form=child(mark, "ffData")))
        self._codes += 1

    def separate(self) -> None:
        """The code is over, what the field shows follows."""
        if self._open and not self._open[-1].shows:
            self._open[-1].shows = True
            self._codes -= 1
            self._contents += self._open[-1].is_contents

    def end(self) -> Field | None:
        """The field that ends here, None where none is open."""
        if not self._open:
            return None
        ended = self._open.pop()
        if not ended.shows:
            self._codes -= 1
        else:
            self._contents -= ended.is_contents
        if ended.shown and self._open and self._open[-1].shows:
            self._open[-1].shown = True
        return ended

    def _never_ends(self, mark: Element, scope: Element) -> bool:
        if self._endless is None:
            begun: list[int] = []
            for item in descendants(scope, "fldChar"):
                kind = value(item, "fldCharType")
                if kind == "begin":
                    begun.append(id(item))
                elif kind == "end" and begun:
                    begun.pop()
            self._endless = set(begun)
        return id(mark) in self._endless
