"""What a paragraph of Word says: its text as it is seen, changes accepted.

Fields count with what they show and not with their codes; what is deleted or hidden is no text; a list of contents
that Word made is passed over. Text in boxes is kept apart: it stands beside the paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfcli.formats.word.numbering import Numbering, Styles, children, is_set, list_of, local, value

_INSIDE = frozenset(
    [
        "ins",
        "moveTo",
        "smartTag",
        "hyperlink",
        "sdt",
        "sdtContent",
        "customXml",
        "fldSimple",
        "dir",
        "bdo",
        "AlternateContent",
        "Choice",
        "ruby",
        "rubyBase",
        "oMath",
        "oMathPara",
    ]
)
_BOXED = frozenset(("drawing", "pict", "object", "AlternateContent"))
_MATHS = frozenset(("oMath", "oMathPara"))
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xD7: "·"}
"""What the characters of the font Symbol are."""

_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Field:
    """An open field: its code, and whether what it shows is being read."""

    code: str = ""
    shows: bool = False

    @property
    def is_contents(self) -> bool:
        return self.code.split()[:1] in (["TOC"], ["toc"])


@dataclass
class Reader:
    """Reads paragraphs in the order of the document; `keep_contents` does not pass over lists of contents.

    `passed` counts what was no text; `boxes` collects the text beside the paragraphs.
    """

    styles: Styles
    numbering: Numbering
    keep_contents: bool = False
    passed: Counter[str] = field(default_factory=Counter)
    boxes: list[str] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)

    @property
    def in_contents(self) -> bool:
        """Whether a list of contents that Word made is open."""
        return not self.keep_contents and any(item.is_contents for item in self._fields)

    def paragraph(self, element: Element) -> str:
        """The text of a paragraph, with the number that Word prints before it."""
        properties = next(iter(children(element, "pPr")), None)
        style = ""
        if properties is not None:
            style = next((value(child) for child in children(properties, "pStyle")), "")
        text = "".join(self._inline(element, style))
        number = self._number(properties, style) if text.strip() else ""
        return f"{number} {text.lstrip()}" if number else text

    def _number(self, properties: Element | None, style: str) -> str:
        number, level = self.styles.numbering(style)
        for child in children(properties, "numPr") if properties is not None else ():
            own, own_level = list_of(child)
            number, level = own or number, own_level if own or own_level else level
        return self.numbering.next(number, level) if number not in ("", "0") else ""

    def _inline(self, element: Element, style: str) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "r":
                yield from self._run(child, style)
            elif name in ("del", "moveFrom"):
                self.passed["deleted"] += any(True for part in child.iter() if local(part) == "delText" and part.text)
            elif name in _MATHS:
                yield "".join(part.text or "" for part in child.iter() if local(part) == "t")
            elif name in _INSIDE:
                yield from self._inline(_chosen(child), style)

    def _run(self, element: Element, style: str) -> Iterator[str]:
        hidden = self._is_hidden(element, style)
        for child in element:
            name = local(child)
            if name == "fldChar":
                self._field_char(value(child, "fldCharType"))
            elif name == "instrText" and self._fields and not self._fields[-1].shows:
                self._fields[-1].code += (child.text or "")[:200] if len(self._fields[-1].code) < 200 else ""
            elif name in _BOXED:
                yield from self._boxed(child)
            elif text := self._text(child, name):
                if hidden:
                    self.passed["hidden"] += 1
                elif not self._in_code() and not self.in_contents:
                    yield text
            elif name == "ruby":
                yield from self._inline(_chosen(child), style)

    def _text(self, element: Element, name: str) -> str:
        if name == "t":
            return element.text or ""
        if name == "sym":
            return _symbol(value(element, "char"), value(element, "font"))
        return _MARKS.get(name, "")

    def _in_code(self) -> bool:
        return any(not item.shows for item in self._fields)

    def _field_char(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: Element, style: str) -> bool:
        for properties in children(run, "rPr"):
            own = is_set(properties, "vanish")
            if own is not None:
                return own
            character = next((value(child) for child in children(properties, "rStyle")), "")
            if character and self.styles.is_hidden(character):
                return True
        return self.styles.is_hidden(style)

    def _boxed(self, element: Element) -> Iterator[str]:
        """Keep the text of boxes; a plain run inside an alternative is text of the paragraph."""
        chosen = _chosen(element)
        if local(element) == "AlternateContent" and local(chosen) == "Choice":
            for child in chosen:
                if local(child) == "r":
                    yield from self._run(child, "")
        for part in _outermost(chosen, "txbxContent"):
            fields, self._fields = self._fields, []
            self.boxes += [text for paragraph in _outermost(part, "p") if (text := self.paragraph(paragraph)).strip()]
            self._fields = fields


def _chosen(element: Element) -> Element:
    """An element itself; of alternatives that say the same the first, of a reading aid the text under it."""
    name = local(element)
    if name == "AlternateContent":
        return next((child for child in element if local(child) in ("Choice", "Fallback")), element)
    if name == "ruby":
        return next(iter(children(element, "rubyBase")), element)
    if name == "sdt":
        return next(iter(children(element, "sdtContent")), element)
    return element


def _outermost(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name below this one that are in no other of them; of alternatives the first."""
    for child in _chosen(element):
        if local(child) == name:
            yield child
        else:
            yield from _outermost(child, name)


def _symbol(code: str, font: str) -> str:
    try:
        number = int(code, 16) & 0xFFFF
    except ValueError:
        return ""
    if font.lower() == "symbol":
        return _SYMBOLS.get(number & 0xFF, chr(number & 0xFF))
    return chr(number) if not 0xD800 <= number < 0xE000 and number else ""
