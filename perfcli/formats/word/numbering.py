"""Numbers that Word counts by itself: they are printed, but stand in no run of text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import msgspec
from msgspec.structs import replace

from perfcli.formats.archive import Archive
from perfcli.formats.word.elements import child, children, chosen, integer, is_on, local, value
from perfcli.formats.word.list_numbers import spelled
from perfcli.formats.word.symbols import symbol

_LEVELS = 9
"""Word has no more levels of a list; a paragraph of a deeper one has no number."""

_MOST = 32_767
_LONGEST = 50
_BOXES = frozenset("☐☑☒✓✔✗✘□■√×")
"""Bullets that say something: a box, a tick. Others are an ornament."""


class _Level(msgspec.Struct, frozen=True):
    """One level of a list: where it starts, how its number is spelled, what is printed with %1 for the number.

    `restarts` is the level (from 1) whose paragraphs begin it anew, None for every higher one, 0 for none; `legal`
    prints the numbers of all levels in digits; `style` is the paragraph style that means this level.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restarts: int | None = None
    legal: bool = False
    gap: str = " "
    style: str = ""


class _List(msgspec.Struct):
    """A list as a document defines it; `link` is the style whose levels are its own."""

    levels: dict[int, _Level] = msgspec.field(default_factory=dict)
    link: str = ""
    counts: list[int] = msgspec.field(default_factory=list)


class _Number(msgspec.Struct):
    """A use of a list by its number: levels of its own, and levels that start anew where it is first used."""

    of: str
    own: dict[int, _Level] = msgspec.field(default_factory=dict)
    starts: dict[int, int] = msgspec.field(default_factory=dict)
    levels: dict[int, _Level] = msgspec.field(default_factory=dict)

    def complete(self, common: dict[int, _Level]) -> None:
        """Work out the levels: those of the list, changed where this use says so."""
        self.levels = {**common, **self.own}
        for at, start in self.starts.items():
            self.levels[at] = replace(self.levels.get(at, _Level()), start=start)


class Numbering:
    """Counts the paragraphs of lists as they come; `unknown` collects forms of numbers that are not known."""

    def __init__(self, lists: dict[str, _List] | None = None, numbers: dict[str, _Number] | None = None) -> None:
        self._lists = lists or {}
        self._numbers = numbers or {}
        self._begun: set[str] = set()
        self.unknown: set[str] = set()

    def next(self, number: str, level: int | None, style: str = "") -> str:
        """What is printed before the next paragraph of a list's level, its gap included; empty for no number."""
        use = self._numbers.get(number)
        found = self._lists.get(use.of) if use else None
        if use is None or found is None:
            return ""
        levels = use.levels
        if level is None:
            level = next((at for at, item in levels.items() if style and item.style == style), 0)
        wanted = levels.get(level)
        if wanted is None or not 0 <= level < _LEVELS:
            return ""
        if number not in self._begun:
            self._begun.add(number)
            for at, start in use.starts.items():
                if at < len(found.counts):
                    found.counts[at] = start - 1
        self._count(found.counts, levels, level)
        printed = self._printed(found.counts, levels, wanted)
        return printed + wanted.gap if printed else ""

    def _count(self, counts: list[int], levels: dict[int, _Level], level: int) -> None:
        while len(counts) <= level:
            counts.append(levels.get(len(counts), _Level()).start - (len(counts) == level))
        kept = [at for at in range(level + 1, len(counts)) if not _restarts(levels.get(at, _Level()), level)]
        del counts[max(kept, default=level) + 1 :]
        for at in range(level + 1, len(counts)):
            if at not in kept:
                counts[at] = levels.get(at, _Level()).start - 1
        counts[level] = min(counts[level] + 1, _MOST)

    def _printed(self, counts: list[int], levels: dict[int, _Level], wanted: _Level) -> str:
        if wanted.form == "bullet":
            return wanted.text if wanted.text in _BOXES else ""
        text = wanted.text
        for at in range(min(len(counts), _LEVELS)):
            if f"%{at + 1}" in text:
                form = levels.get(at, _Level()).form
                text = text.replace(f"%{at + 1}", self._spelled(counts[at], form, legal=wanted.legal))
        return text

    def _spelled(self, number: int, form: str, *, legal: bool) -> str:
        if form in ("none", "bullet"):
            return ""
        shown = str(number) if legal else spelled(number, form)
        if shown is None:
            self.unknown.add(form)
            return str(number)
        return shown


def _restarts(level: _Level, above: int) -> bool:
    """Whether a level begins anew after a paragraph of a higher one."""
    return level.restarts is None or above < level.restarts


def read_numbering(archive: Archive, path: str) -> Numbering:
    """The lists of a document; none where it has no such part."""
    if not path or path not in archive:
        return Numbering()
    lists: dict[str, _List] = {}
    numbers: dict[str, _Number] = {}
    styles: dict[str, str] = {}
    for item in archive.read_xml(path):
        if local(item) == "abstractNum":
            identifier = value(item, "abstractNumId")
            lists[identifier] = _List(dict(map(_level, children(item, "lvl"))), link=value(child(item, "numStyleLink")))
            if style := value(child(item, "styleLink")):
                styles[style] = identifier
        elif local(item) == "num":
            numbers[value(item, "numId")] = _number(item)
    for use in numbers.values():
        found = lists.get(use.of)
        if found and not found.levels:
            use.of = styles.get(found.link, use.of)
        use.complete(lists[use.of].levels if use.of in lists else {})
    return Numbering(lists, numbers)


def _number(item: Element) -> _Number:
    use = _Number(value(child(item, "abstractNumId")))
    for override in children(item, "lvlOverride"):
        at = integer(value(override, "ilvl"))
        for own in children(override, "lvl"):
            use.own[at] = _level(own)[1]
        for start in children(override, "startOverride"):
            use.starts[at] = integer(value(start))
    return use


def _level(item: Element) -> tuple[int, _Level]:
    said = {local(part): value(part) for part in item}
    for part in children(item, "AlternateContent"):
        shown = child(chosen(part), "numFmt")
        said["numFmt"] = value(shown, "format") or value(shown)
    form = said.get("numFmt", "") or "decimal"
    text = said.get("lvlText", "")[:_LONGEST]
    if form == "bullet":
        fonts = child(child(item, "rPr"), "rFonts")
        text = (symbol(text, value(fonts, "ascii") or value(fonts, "hAnsi")) or text) if len(text) == 1 else text
    level = _Level(
        start=integer(said["start"]) if said.get("start") else 1,
        form=form,
        text=text,
        restarts=integer(said["lvlRestart"]) if "lvlRestart" in said else None,
        legal=is_on(child(item, "isLgl")) or False,
        gap="" if said.get("suff") == "nothing" else " ",
        style=said.get("pStyle", ""),
    )
    return integer(value(item, "ilvl")), level
