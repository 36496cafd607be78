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
    child,
    chosen,
    descendants,
    is_deleted,
    is_prompting,
    local,
    outermost,
    value,
)
from perfcli.formats.word.equations import Equation
from perfcli.formats.word.fields import Field, Fields
from perfcli.formats.word.numbering import Numbering
from perfcli.formats.word.scripts import Piece, assembled
from perfcli.formats.word.style_sheet import PLAIN, Look, StyleSheet, in_font, is_plain, list_of
from perfcli.formats.word.symbols import has_own_codes, symbol
from perfcli.formats.word.unread import Unread, picture, reference, word_art
from perfcli.i18n import gettext as _

_INSIDE = frozenset(
    ["ins", "moveTo", "smartTag", "hyperlink", "customXml", "dir", "Choice", "Fallback", "sdtContent", "rubyBase"]
)
_SILENT = frozenset(["pPr", "rPr", "sdtPr", "sdtEndPr", "bookmarkStart", "bookmarkEnd", "proofErr"])
_SETTINGS = frozenset(("sectPr", "background"))
"""What refers to headers and to pictures behind the text."""

_DRAWN = frozenset(("drawing", "pict", "object"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_CLOCK = frozenset(("dayLong", "dayShort", "monthLong", "monthShort", "yearLong", "yearShort"))
_PROMPT = re.compile(r"单击|点击|点按|选择|輸入|输入|按一下|Click|Choose|Enter|Tap", re.IGNORECASE)
_LONGEST_PROMPT = 100

Parts = list[str | Piece]


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
    _style: str = ""
    _base: Look = PLAIN
    _has_pieces: bool = False
    _has_symbols: bool = False

    def __post_init__(self) -> None:
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
        properties = child(element, "pPr")
        self._style = value(child(properties, "pStyle"))
        self._base = self.styles.look(self._style)
        self._has_pieces = self._has_symbols = False
        parts: Parts = []
        self._inline(element, parts)
        text = before + self._joined(parts)
        if self.prompting and text:
            self._prompt(element, text)
            return ""
        if has_own_codes(text) and not (self._has_symbols or self._base.basic or self._base.latin):
            self._unknown_symbol(text.strip())
        if not text and is_deleted(element):
            return ""
        number = self._number(properties)
        return number + text.lstrip() if number and text.strip() else text

    def _joined(self, parts: Parts) -> str:
        if not self._has_pieces:
            return "".join(part for part in parts if isinstance(part, str))
        text, marks = assembled(parts)
        self.unread += [Unread(mark, _("the mark of a note, which is none of the text")) for mark in marks]
        return text

    def _number(self, properties: Element | None) -> str:
        number, level = self.styles.numbering(self._style)
        own = child(properties, "numPr")
        if own is not None:
            own_number, own_level = list_of(own)
            number, level = own_number or number, own_level if own_level is not None else level
            if own_number and level is None:
                level = 0
        return self.numbering.next(number, level, self._style) if number not in ("", "0") else ""

    def _inline(self, element: Element, parts: Parts) -> None:
        for item in element:
            name = local(item)
            if name in _SILENT:
                continue
            if name in self._readers:
                self._readers[name](item, parts)
            elif name in _INSIDE:
                self._inline(item, parts)
            else:
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
                    self._put(item.text, look, parts)
            elif name == "rPr":
                look = self._look(item)
            else:
                self._in_run(item, name, look, parts)

    def _in_run(self, item: Element, name: str, look: Look, parts: Parts) -> None:
        if name in _MARKS:
            self._put(_MARKS[name], look, parts)
        elif name == "sym":
            self._put(self._symbol(item), look._replace(basic="", latin="", chinese=""), parts)
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
        character = value(child(properties, "rStyle"))
        base = self.styles.look(self._style, character) if character else self._base
        return self.styles.look_of(properties).over(base)

    def _put(self, text: str, look: Look, parts: Parts) -> None:
        """A text where it is one: not in a field's code, not in a list of contents, not hidden."""
        if self.fields and self._is_dropped(text):
            return
        if is_plain(look):
            parts.append(text)
        elif look.hidden:
            self.passed["hidden"] += 1
        elif look.struck or look.crossed:
            self.passed["struck"] += bool(text.strip())
        else:
            self._put_special(text, look, parts)

    def _put_special(self, text: str, look: Look, parts: Parts) -> None:
        if look.is_symbolic:
            text = "".join(in_font(character, look) for character in text)
            if has_own_codes(text):
                self._unknown_symbol(text.strip())
        if look.brackets:
            text = f"{look.brackets[0]}{text}{look.brackets[1]}"
        if look.raised:
            self._has_pieces = True
            parts.append(Piece(text, "raised" if look.raised > 0 else "lowered"))
        else:
            parts.append(text)

    def _is_dropped(self, text: str) -> bool:
        inner = self.fields.innermost
        if inner is None:
            return False
        if not self.fields.in_code:
            inner.shown = True
            return self.fields.in_contents
        if not inner.shows and text.strip():
            self.unread.append(Unread(text.strip(), _("text inside the code of a field, where it does not show")))
        elif inner.shows:
            inner.shown = True
        return True

    def _symbol(self, item: Element) -> str:
        code, font = value(item, "char"), value(item, "font")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
        character = chr(number) if number and not 0xD800 <= number < 0xE000 else ""
        shown = (symbol(character, font) or character) if character else ""
        if not shown or has_own_codes(shown):
            self._unknown_symbol(f"{code} {font}".strip())
        return shown

    def _unknown_symbol(self, text: str) -> None:
        self._has_symbols = True
        self.unread.append(Unread(text, _("a character of a font of symbols that is not known")))

    def _field_mark(self, mark: Element, parts: Parts) -> None:
        kind = value(mark, "fldCharType")
        self.seen.extend(mark.iter())
        if kind == "begin":
            self.fields.begin(mark)
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end" and (ended := self.fields.end()):
            self._end_field(ended, parts)

    def _end_field(self, ended: Field, parts: Parts) -> None:
        """What a field shows that keeps no result is worked out from its code."""
        if ended.shown:
            return
        result = ended.result()
        if result is None:
            self.unread.append(Unread(ended.code.strip()[:300], _("a field whose result is not in the file")))
        elif result and (outer := self.fields.innermost) and not outer.shows:
            outer.add(result)
        elif result and not (self.fields and self._is_dropped(result)):
            self._has_pieces = True
            parts.append(Piece(result, "equation"))

    def _simple_field(self, element: Element, parts: Parts) -> None:
        inner: Parts = []
        self._inline(element, inner)
        parts += inner
        if not any(isinstance(part, Piece) or part for part in inner):
            alone = Field(shows=True, form=child(element, "ffData"))
            alone.add(value(element, "instr"))
            self._end_field(alone, parts)

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
                self._put(item.text or "", self._base, parts)
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
        text = self._equation.line(element)
        if text and not (self.fields and self._is_dropped(text)):
            self._has_pieces = True
            parts.append(Piece(text, "equation"))

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
