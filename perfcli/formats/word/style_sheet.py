"""What styles say of their text: the list it belongs to, whether and how it is seen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element

import msgspec

from perfcli.formats.archive import Archive
from perfcli.formats.word.elements import child, children, descendants, integer, is_on, local, value
from perfcli.formats.word.symbols import is_symbolic, symbol

_DEEPEST = 20
_COMBINED = {"round": "()", "square": "[]", "angle": "<>", "curly": "{}"}


class Look(NamedTuple):
    """How a run looks where that changes what it says; None and an empty text for what is not said.

    `raised` is above 0 for superscript, below for subscript. Fonts are those of ASCII, other Latin and Chinese text.
    """

    hidden: bool | None = None
    struck: bool | None = None
    crossed: bool | None = None
    raised: int | None = None
    basic: str = ""
    latin: str = ""
    chinese: str = ""
    brackets: str = ""

    @property
    def is_symbolic(self) -> bool:
        """Whether one of the fonts holds symbols in place of letters."""
        return any(is_symbolic(font) for font in (self.basic, self.latin, self.chinese) if font)

    def over(self, below: Look) -> Look:
        """The same where it says something, else the one below."""
        return _over(self, below)

    def toggled(self, below: Look) -> Look:
        """The look of a character style over that of the paragraph: what both switch on is off, as Word has it."""
        both = self.over(below)
        return both._replace(
            hidden=_either(self.hidden, below.hidden),
            struck=_either(self.struck, below.struck),
        )


PLAIN = Look()


@lru_cache(1024)
def _over(look: Look, below: Look) -> Look:
    both = (under if mine is None or mine == "" else mine for mine, under in zip(look, below, strict=True))
    return Look(*both)  # type: ignore[arg-type]  # field by field the types are the same


@lru_cache(1024)
def is_plain(look: Look) -> bool:
    """Whether a look changes nothing of what the text says."""
    return not (look.hidden or look.struck or look.crossed or look.raised or look.brackets or look.is_symbolic)


def _either(one: bool | None, other: bool | None) -> bool | None:
    return one if other is None else other if one is None else one != other


class Style(msgspec.Struct):
    """What a style says that matters to its text; `level` is None where it names a list alone."""

    based_on: str = ""
    number: str = ""
    level: int | None = None
    look: Look = PLAIN


_MOST_KEPT = 8
_KEPT: dict[tuple[bytes, ...], StyleSheet] = {}


class StyleSheet(msgspec.Struct):
    """Styles by their identifiers."""

    known: dict[str, Style] = msgspec.field(default_factory=dict)
    default: str = ""
    """The style of paragraphs that name none."""

    base: Look = PLAIN
    fonts: dict[str, str] = msgspec.field(default_factory=dict)
    """The fonts of the theme by their names, such as minorHAnsi."""

    prompts: set[str] = msgspec.field(default_factory=lambda: {"PlaceholderText"})
    """The styles of the text that an empty content control shows."""

    _looks: dict[tuple[str, str], Look] = msgspec.field(default_factory=dict)
    _lists: dict[str, tuple[str, int | None]] = msgspec.field(default_factory=dict)

    def look(self, paragraph: str, character: str = "") -> Look:
        """How text looks in a paragraph's and a character's style."""
        key = paragraph, character
        look = self._looks.get(key)
        if look is None:
            below = self._merged(paragraph or self.default)
            own = self._merged(character).toggled(below) if character else below
            look = self._looks[key] = own.over(self.base)
        return look

    def numbering(self, identifier: str) -> tuple[str, int | None]:
        """The list and its level that a style belongs to, the list empty for none."""
        if identifier not in self._lists:
            chain = self._chain(identifier or self.default)
            found = ((style.number, style.level) for style in chain if style.number)
            self._lists[identifier] = next(found, ("", None))
        return self._lists[identifier]

    def own_look(self, properties: Element) -> tuple[Look, str]:
        """What the properties of a run say themselves, and the character style that they name."""
        telling = [item for item in properties if local(item) in _TELLING]
        if not telling:
            return PLAIN, ""
        return _look(telling, self.fonts), next((value(item) for item in telling if local(item) == "rStyle"), "")

    def _merged(self, identifier: str) -> Look:
        look = PLAIN
        for style in self._chain(identifier):
            look = look.over(style.look)
        return look

    def _chain(self, identifier: str) -> list[Style]:
        chain: list[Style] = []
        while identifier in self.known and len(chain) < _DEEPEST:
            chain.append(self.known[identifier])
            identifier = chain[-1].based_on
        return chain


def _look(properties: Iterable[Element], fonts: dict[str, str]) -> Look:
    said: dict[str, bool | int | str | None] = {}
    for item in properties:
        name = local(item)
        if name in _SWITCHES:
            said[_SWITCHES[name]] = is_on(item)
        elif name == "vertAlign":
            said["raised"] = {"superscript": 1, "subscript": -1}.get(value(item), 0)
        elif name == "position" and "raised" not in said and abs(integer(value(item))) >= _RAISED:
            said["raised"] = 1 if integer(value(item)) > 0 else -1
        elif name == "rFonts":
            said |= _fonts(item, fonts)
        elif name == "eastAsianLayout":
            said["brackets"] = _COMBINED.get(value(item, "combineBrackets"), "")
    return Look(**said)  # type: ignore[arg-type]  # each key has the type of its switch


_TELLING = frozenset(("vanish", "strike", "dstrike", "vertAlign", "position", "rFonts", "eastAsianLayout", "rStyle"))
"""What of the properties of a run changes what it says."""

_SWITCHES = {"vanish": "hidden", "strike": "struck", "dstrike": "crossed"}
_RAISED = 4
"""From how many half points on text stands above or below its line as a mark does; less only centres it."""


def _fonts(item: Element, fonts: dict[str, str]) -> dict[str, str]:
    """The fonts that a run names; one by the theme goes before one by its name."""
    said = {}
    for key, name in (("basic", "ascii"), ("latin", "hAnsi"), ("chinese", "eastAsia")):
        font = fonts.get(value(item, f"{name}Theme"), "") or value(item, name)
        if font:
            said[key] = font
    return said


def read_styles(archive: Archive, path: str, theme: str = "") -> StyleSheet:
    """The styles of a document; none where it has no such part.

    Forms that were filled in from one file have the same styles to the byte: they are read once.
    """
    parts = tuple(archive.content(part) if part and part in archive else b"" for part in (path, theme))
    sheet = _KEPT.get(parts)
    if sheet is None:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)))
        sheet = _KEPT[parts] = _read_styles(archive, path, theme)
    return sheet


def _read_styles(archive: Archive, path: str, theme: str) -> StyleSheet:
    sheet = StyleSheet(fonts=_theme_fonts(archive, theme))
    if not path or path not in archive:
        return sheet
    for item in archive.read_xml(path):
        if local(item) == "style":
            identifier = value(item, "styleId")
            sheet.known[identifier] = _style(item, sheet.fonts)
            if value(child(item, "name")).lower() == "placeholder text":
                sheet.prompts.add(identifier)
            if value(item, "type") == "paragraph" and value(item, "default") in ("1", "true", "on"):
                sheet.default = identifier
        elif local(item) == "docDefaults":
            properties = child(child(item, "rPrDefault"), "rPr")
            sheet.base = _look(properties, sheet.fonts) if properties is not None else PLAIN
    return sheet


def _style(item: Element, fonts: dict[str, str]) -> Style:
    style = Style(based_on=value(child(item, "basedOn")))
    numbers = child(child(item, "pPr"), "numPr")
    if numbers is not None:
        style.number, style.level = list_of(numbers)
    properties = child(item, "rPr")
    if properties is not None:
        style.look = _look(properties, fonts)
    return style


def list_of(numbers: Element) -> tuple[str, int | None]:
    """The list and the level that the properties of a paragraph name."""
    said = {local(item): value(item) for item in numbers}
    return said.get("numId", ""), integer(said["ilvl"]) if "ilvl" in said else None


def _theme_fonts(archive: Archive, path: str) -> dict[str, str]:
    if not path or path not in archive:
        return {}
    found: dict[str, str] = {}
    for scheme in descendants(archive.read_xml(path), "fontScheme"):
        for kind in ("major", "minor"):
            for group in children(scheme, f"{kind}Font"):
                latin, eastern = value(child(group, "latin"), "typeface"), value(child(group, "ea"), "typeface")
                found |= {f"{kind}Ascii": latin, f"{kind}HAnsi": latin, f"{kind}EastAsia": eastern}
    return found


def in_font(character: str, look: Look) -> str:
    """What a character shows in the font that Word takes for it."""
    if "\uf000" <= character <= "\uf0ff":
        fonts = [font for font in (look.latin, look.basic, look.chinese) if is_symbolic(font)]
        return next((shown for font in fonts if (shown := symbol(character, font))), character)
    font = look.basic if character < "\x80" else look.latin if character < "\u0100" else ""
    return symbol(character, font) or character
