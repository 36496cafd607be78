"""Numbers that Word counts by itself: they are printed, but stand in no run of text."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive
from perfcli.formats.numbering import chinese, circled

_DEEPEST = 20
_MOST = 9999


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: where it starts, how its number is spelled, what is printed with %1 for the number."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass
class Style:
    """What a style says that matters to its text: the list it belongs to, whether it is hidden, what it builds on."""

    based_on: str = ""
    number: str = ""
    level: int = 0
    hidden: bool | None = None


@dataclass
class Styles:
    """Styles by their identifiers."""

    known: dict[str, Style] = field(default_factory=dict)

    def is_hidden(self, identifier: str) -> bool:
        """Whether the text of a style is hidden."""
        return next((style.hidden for style in self._chain(identifier) if style.hidden is not None), False)

    def numbering(self, identifier: str) -> tuple[str, int]:
        """The list and its level that a style belongs to, the list empty for none."""
        return next(((style.number, style.level) for style in self._chain(identifier) if style.number), ("", 0))

    def _chain(self, identifier: str) -> list[Style]:
        chain: list[Style] = []
        while identifier in self.known and len(chain) < _DEEPEST:
            chain.append(self.known[identifier])
            identifier = chain[-1].based_on
        return chain


class Numbering:
    """Counts the paragraphs of lists as they come."""

    def __init__(self, lists: dict[str, str], levels: dict[str, dict[int, _Level]]) -> None:
        self._lists = lists
        self._levels = levels
        self._counts: dict[str, list[int]] = {}

    def next(self, number: str, level: int) -> str:
        """What is printed before the next paragraph of a list's level, empty for a list without numbers."""
        abstract = self._lists.get(number, "")
        levels = self._levels.get(number) or self._levels.get(f"/{abstract}") or {}
        wanted = levels.get(level)
        if wanted is None:
            return ""
        counts = self._counts.setdefault(number if number in self._levels else f"/{abstract}", [])
        while len(counts) <= level:
            counts.append(levels.get(len(counts), _Level()).start - (len(counts) == level))
        del counts[level + 1 :]
        counts[level] = min(counts[level] + 1, _MOST)
        text = wanted.text
        for at in range(len(counts)):
            text = text.replace(f"%{at + 1}", _spelled(counts[at], levels.get(at, _Level()).form))
        return text if wanted.form not in ("bullet", "none") else ""


def _spelled(number: int, form: str) -> str:
    if "chinese" in form or "ideograph" in form.lower() or form.startswith("japanese"):
        return circled(number) if "Circle" in form else chinese(max(number, 1))
    if "Circle" in form:
        return circled(max(number, 1))
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return str(number)


def read_numbering(archive: Archive, path: str) -> Numbering:
    """The lists of a document; none where it has no such part."""
    if not path or path not in archive:
        return Numbering({}, {})
    lists: dict[str, str] = {}
    levels: dict[str, dict[int, _Level]] = {}
    for item in archive.read_xml(path):
        if local(item) == "abstractNum":
            levels[f"/{value(item, 'abstractNumId')}"] = dict(map(_level, children(item, "lvl")))
        elif local(item) == "num":
            number = value(item, "numId")
            lists[number] = next((value(child) for child in children(item, "abstractNumId")), "")
            overrides = {_integer(value(child, "ilvl")): child for child in children(item, "lvlOverride")}
            if overrides:
                levels[number] = _overridden(levels.get(f"/{lists[number]}", {}), overrides)
    return Numbering(lists, levels)


def _overridden(levels: dict[int, _Level], overrides: dict[int, Element]) -> dict[int, _Level]:
    own = dict(levels)
    for at, override in overrides.items():
        for child in children(override, "lvl"):
            own[at] = _level(child)[1]
        for child in children(override, "startOverride"):
            known = own.get(at, _Level())
            own[at] = _Level(_integer(value(child)), known.form, known.text)
    return own


def _level(item: Element) -> tuple[int, _Level]:
    said = {local(child): value(child) for child in item}
    start = _integer(said.get("start", "1")) if said.get("start") else 1
    return _integer(value(item, "ilvl")), _Level(start, said.get("numFmt", "decimal"), said.get("lvlText", "")[:50])


def read_styles(archive: Archive, path: str) -> Styles:
    """The styles of a document; none where it has no such part."""
    styles = Styles()
    if path and path in archive:
        for item in archive.read_xml(path):
            if local(item) == "style":
                styles.known[value(item, "styleId")] = _style(item)
    return styles


def _style(item: Element) -> Style:
    style = Style(based_on=next((value(child) for child in children(item, "basedOn")), ""))
    for properties in children(item, "pPr"):
        for numbers in children(properties, "numPr"):
            style.number, style.level = list_of(numbers)
    for properties in children(item, "rPr"):
        style.hidden = is_set(properties, "vanish")
    return style


def list_of(numbers: Element) -> tuple[str, int]:
    """The list and the level that the properties of a paragraph name."""
    said = {local(child): value(child) for child in numbers}
    return said.get("numId", ""), _integer(said.get("ilvl", "0"))


def is_set(properties: Element, name: str) -> bool | None:
    """Whether a mark of text is set, None where nothing is said of it."""
    for child in children(properties, name):
        return value(child) not in ("0", "false", "off")
    return None


def local(element: Element) -> str:
    """The name of an element without its namespace: strict documents have another one."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The children of this name."""
    return [child for child in element if local(child) == name]


def value(element: Element, name: str = "val") -> str:
    """An attribute whatever its namespace, empty without it."""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
