"""What a paragraph of Word says: its text as it is seen, changes accepted.

Fields count with what they show and not with their codes; what is deleted, struck out or hidden is no text; a list of
contents that Word made is passed over. Text in boxes is kept apart: it stands beside the paragraph. What is not
understood is kept as unread: every text is compared with what is there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfcli.formats.word.elements import (
    by_name,
    child,
    chosen,
    descendants,
    has_deleted_mark,
    is_prompting,
    local,
    outermost,
    value,
)
from perfcli.formats.word.equations import Equation
from perfcli.formats.word.fields import Field, Fields
from perfcli.formats.word.numbering import Numbering
from perfcli.formats.word.scripts import Piece, assembled
from perfcli.formats.word.shown import Parts, Shown
from perfcli.formats.word.style_sheet import PLAIN, Look, StyleSheet, list_of
from perfcli.formats.word.symbols import has_own_codes
from perfcli.formats.word.unread import Unread, picture, reference, word_art
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_INSIDE = frozenset(
    ["ins", "moveTo", "smartTag", "hyperlink", "customXml", "dir", "Choice", "Fallback", "sdtContent", "rubyBase"]
)
_SILENT = frozenset(["pPr", "rPr", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr"])
_SETTINGS = frozenset(("sectPr", "background"))
"""What refers to headers and to pictures behind the text."""

_DRAWN = frozenset(("drawing", "pict", "object"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CLOCK = frozenset(("dayLong", "dayShort", "monthLong", "monthShort", "yearLong", "yearShort"))
_PROMPT = regex(r"单击|点击|点按|选择|輸入|输入|按一下|Click|Choose|Enter|Tap", re.IGNORECASE)
_LONGEST_PROMPT = 100


@dataclass
class Reader:
    """Reads paragraphs in the order of the document.

    `passed` counts what is no text, `boxes` collects the content of boxes beside the paragraph, `unread` what is not
    understood, `seen` the elements whose text is accounted for. `prompting` is set in a content control that is empty.
    """

    styles: StyleSheet
    numbering: Numbering
    fields: Fields = field(default_factory=Fields)
    passed: Counter[str] = field(default_factory=Counter)
    boxes: list[Element] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    seen: list[Element] = field(default_factory=list)
    prompting: int = 0
    joins_next: bool = False
    """Whether the mark at the end of the last paragraph is deleted, so that the next one goes on with it."""

    _style: str = ""
    _base: Look = PLAIN

    def __post_init__(self) -> None:
        self._shown = Shown(self.fields, self.passed, self.unread)
        self._equation = Equation(self._math, self.unknown)
        self._readers: dict[str, Callable[[Element, Parts], None]] = {
            "r": self._run,
            "oMath": self._equations,
            "oMathPara": self._equations,
            "fldSimple": self._simple_field,
            "sdt": self._control,
            "AlternateContent": self._alternatives,
            "bdo": self._reversed,
            "del": self._deleted,
            "moveFrom": self._deleted,
            "ruby": self._annotated,
            "rt": self._reading,
        }

    def paragraph(self, element: Element, before: str = "") -> str:
        """The text of a paragraph behind what a deleted mark joins to it, with the number that Word prints."""
        said = by_name(child(element, "pPr"))
        self._style = value(said["pStyle"]) if "pStyle" in said else ""
        self._base = self.styles.look(self._style)
        self.joins_next = "rPr" in said and has_deleted_mark(said["rPr"])
        self._shown.begin()
        parts: Parts = []
        self._inline(element, parts)
        text = before + self._shown.joined(parts)
        if self.prompting and text:
            self._prompt(element, text)
            return ""
        if has_own_codes(text) and not (self._shown.has_symbols or self._base.basic or self._base.latin):
            self._shown.unknown_symbol(text.strip())
        if not text and self.joins_next:
            return ""
        number = self._number(said.get("numPr"))
        return number + text.lstrip() if number and text.strip() else text

    def _number(self, own: Element | None) -> str:
        number, level = self.styles.numbering(self._style)
        if own is not None:
            own_number, own_level = list_of(own)
            number, level = own_number or number, own_level if own_level is not None else level
            if own_number and level is None:
                level = 0
        return self.numbering.next(number, level, self._style) if number not in ("", "0") else ""

    def _inline(self, element: Element, parts: Parts) -> None:
        for item in element:
            name = local(item)
            read = self._readers.get(name)
            if read is not None:
                read(item, parts)
            elif name in _INSIDE:
                self._inline(item, parts)
            elif name not in _SILENT:
                self.unknown(item)

    def unknown(self, element: Element) -> None:
        """An element that is not known: what it refers to is named here, its text once all text was read."""
        if local(element) in ("del", "moveFrom"):
            self._deleted(element, [])
        elif local(element) not in _SETTINGS and (found := reference(element)):
            self.unread.append(found)

    def _run(self, element: Element, parts: Parts) -> None:
        look = self._base
        for item in element:
            name = local(item)
            if name == "t":
                self.seen.append(item)
                if item.text:
                    self._shown.put(item.text, look, parts)
            elif name == "rPr":
                look = self._look(item)
            else:
                self._in_run(item, name, look, parts)

    def _in_run(self, item: Element, name: str, look: Look, parts: Parts) -> None:
        if name in _MARKS:
            self._shown.put(_MARKS[name], look, parts)
        elif name == "sym":
            self._shown.put(self._shown.symbol(item), look._replace(basic="", latin="", chinese=""), parts)
        elif name == "fldChar":
            self._field_mark(item, parts)
        elif name == "instrText":
            self.seen.extend(item.iter())
            if (inner := self.fields.innermost) and not inner.shows:
                inner.add(item.text or "")
        elif name in _DRAWN and look.hidden:
            self.seen.extend(item.iter())
            self.passed["hidden"] += 1
        elif name in _DRAWN:
            self._drawn(item)
        elif name == "AlternateContent":
            self._alternatives(item, parts)
        elif name in ("delText", "delInstrText"):
            self.seen.append(item)
            self.passed["deleted"] += name == "delText"
        elif name in _CLOCK:
            self.unread.append(Unread(name, _("a date that Word fills in when it is printed")))
        elif name in self._readers:
            self._readers[name](item, parts)
        elif len(item) or item.attrib:
            self.unknown(item)

    def _look(self, properties: Element) -> Look:
        own, style = self.styles.own_look(properties)
        base = self.styles.look(self._style, style) if style else self._base
        return base if own is PLAIN else own.over(base)

    def _field_mark(self, mark: Element, parts: Parts) -> None:
        kind = value(mark, "fldCharType")
        self.seen.extend(mark.iter())
        if kind == "begin":
            self.fields.begin(mark)
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end" and (ended := self.fields.end()):
            self._shown.end_field(ended, parts)

    def _simple_field(self, element: Element, parts: Parts) -> None:
        inner: Parts = []
        self._inline(element, inner)
        parts += inner
        if not any(isinstance(part, Piece) or part for part in inner):
            alone = Field(shows=True, form=child(element, "ffData"))
            alone.add(value(element, "instr"))
            self._shown.end_field(alone, parts)

    def _control(self, element: Element, parts: Parts) -> None:
        content = child(element, "sdtContent")
        if content is None:
            return
        inner: Parts = []
        self._inline(content, inner)
        if not is_prompting(element):
            parts += inner
        elif any(inner):
            self._prompt(content, "".join(part if isinstance(part, str) else part.text for part in inner))

    def _prompt(self, element: Element, text: str) -> None:
        """What an empty content control shows is no text; what does not look like a prompt is named."""
        styles = {value(item) for item in descendants(element, "rStyle")}
        self.passed["prompts"] += 1
        known = styles & self.styles.prompts or (_PROMPT.search(text) and len(text) < _LONGEST_PROMPT)
        if text.strip() and not known:
            self.unread.append(Unread(text.strip(), _("text in a content control that is marked as empty")))

    def _alternatives(self, element: Element, parts: Parts) -> None:
        shown = chosen(element)
        for item in element:
            if item is not shown:
                self.seen.extend(item.iter())
        for item in shown if shown is not None else ():
            name = local(item)
            if name in self._readers:
                self._readers[name](item, parts)
            elif name == "t":
                self.seen.append(item)
                self._shown.put(item.text or "", self._base, parts)
            elif name in _INSIDE:
                self._inline(item, parts)
            else:
                self._in_run(item, name, self._base, parts)

    def _deleted(self, element: Element, _parts: Parts) -> None:
        self.seen.extend(element.iter())
        self.passed["deleted"] += any(item.text for item in descendants(element, "delText"))

    def _annotated(self, element: Element, parts: Parts) -> None:
        for item in element:
            if local(item) in ("rubyBase", "rt"):
                self._readers.get(local(item), self._inline)(item, parts)

    def _reading(self, element: Element, _parts: Parts) -> None:
        """A reading above characters."""
        self.seen.extend(element.iter())
        self.passed["readings"] += 1

    def _reversed(self, element: Element, parts: Parts) -> None:
        """Text that is set against its own direction: it is read as it stands."""
        inner: Parts = []
        self._inline(element, inner)
        text = "".join(part if isinstance(part, str) else part.text for part in inner)
        from_right = any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)
        backwards = value(element) == "rtl" and not from_right
        parts += [text[::-1]] if backwards else inner

    def _equations(self, element: Element, parts: Parts) -> None:
        self._shown.put_equation(self._equation.line(element), parts)

    def _math(self, run: Element) -> str:
        parts: Parts = []
        self._run(run, parts)
        return assembled(parts)[0]

    def _drawn(self, element: Element) -> None:
        """Keep what boxes hold; a picture is named, a shape without text is counted."""
        boxes = list(outermost(element, "txbxContent"))
        self.seen.extend(item for item in element.iter() if local(item) != "t")
        for fallback in descendants(element, "Fallback"):
            self.seen.extend(fallback.iter())
        self.boxes += boxes
        texts = list(word_art(element))
        self.unread += [Unread(text, _("text that is drawn")) for text in texts]
        found = picture(element)
        if found is not None:
            self.unread.append(found)
        elif not boxes and not texts:
            self.passed["shapes"] += 1
