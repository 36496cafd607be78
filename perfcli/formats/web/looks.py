"""How the text of a web page looks, as far as that says what it says: hidden, struck through, raised or lowered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from perfcli.formats.xml_parts import too_large
from perfcli.regex import regex

_TELLING = ("display", "visibility", "mso-hide", "mso-element", "text-decoration", "text-decoration-line")
_TELLS = regex(r"display|visibility|mso-|text-decoration|vertical-align")
_SIMPLE = regex(r"([a-zA-Z][a-zA-Z0-9]*)?(?:\.([^\s.#:>\[+~*]+))?")
_CELLS = frozenset(("td", "th", "tr", "tbody", "thead", "tfoot", "table", "col"))
_STRUCK = frozenset(("s", "strike", "del"))
_PLACES = {"super": "superscript", "sub": "subscript"}
_COMMENT_MARKS = frozenset(("msocomanch", "msocomhide", "msocomoff"))
_DEEPEST = 200

Said = Mapping[str, str]
"""Attributes of an element, or what a style says: values by their names."""


class Look(NamedTuple):
    """How an element has its text; `place` is superscript, subscript or neither.

    `has_room` where what is hidden leaves its room on the page empty.
    """

    is_hidden: bool = False
    has_room: bool = False
    is_struck: bool = False
    place: str = ""
    is_comment: bool = False
    is_comment_mark: bool = False


PLAIN = Look()


class StyleSheet(msgspec.Struct):
    """What the style sheets of a page say of elements by their names and classes alone, before styles of their own."""

    rules: dict[tuple[str, str], dict[str, str]] = msgspec.field(default_factory=dict)

    def take(self, text: str) -> None:
        """Take the rules of a style sheet in; those for some media alone are none."""
        for selectors, body in _rules(text):
            said = dict(_declared(body))
            for selector in selectors.split(",") if said else ():
                if (simple := _SIMPLE.fullmatch(selector.strip())) and simple[0]:
                    self.rules.setdefault(((simple[1] or "").lower(), simple[2] or ""), {}).update(said)

    def look(self, tag: str, said: Said) -> Look:
        """How an element with these attributes has its text."""
        found: dict[str, str] = {}
        classes = said["class"].split() if "class" in said else []
        if self.rules:
            for key in ((tag, ""), *(("", name) for name in classes), *((tag, name) for name in classes)):
                found.update(self.rules.get(key, {}))
        if "style" in said:
            found.update(_declared(said["style"]))
        is_mark = not _COMMENT_MARKS.isdisjoint(classes)
        if not found and not is_mark and "hidden" not in said and tag not in _STRUCK and tag not in ("sup", "sub"):
            return Look(is_comment=True) if tag == "comment" else PLAIN
        return _look(tag, found, is_hidden="hidden" in said, is_mark=is_mark)


def _look(tag: str, found: Said, *, is_hidden: bool, is_mark: bool) -> Look:
    is_gone = found.get("display", "none" if is_hidden else "") == "none" or found.get("mso-hide") == "all"
    is_unseen = found.get("visibility") in ("hidden", "collapse")
    lines = " ".join(found[key] for key in ("text-decoration", "text-decoration-line") if key in found)
    place = found.get("vertical-align", {"sup": "super"}.get(tag, tag))
    return Look(
        is_hidden=is_gone or is_unseen,
        has_room=not is_gone,
        is_struck="line-through" in lines or (tag in _STRUCK and "none" not in lines),
        place="" if tag in _CELLS else _PLACES.get(place, ""),
        is_comment=tag == "comment" or found.get("mso-element") == "comment",
        is_comment_mark=is_mark,
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """The selectors of each rule outside of blocks, with its body."""
    depth = 0
    for part in _uncommented(text).replace("<!--", " ").replace("-->", " ").split("}"):
        begun = part.split("{")
        if depth == 0 and len(begun) == 2:
            yield begun[0], begun[1]
        depth = max(depth + len(begun) - 2, 0)


def _declared(body: str) -> Iterator[tuple[str, str]]:
    if not _TELLS.search(body.lower()):
        return
    for declaration in _uncommented(body).split(";"):
        key, _colon, value = declaration.partition(":")
        key = key.strip().lower()
        if key in _TELLING or key == "vertical-align":
            yield key, value.lower().replace("!important", "").strip()


def _uncommented(text: str) -> str:
    first, *others = text.split("/*")
    return first + "".join([other.partition("*/")[2] for other in others])


class Standing(msgspec.Struct):
    """The looks of the elements that text stands in: `open` are their names, looks, and how many of a name within."""

    open: list[tuple[str, Look, int]] = msgspec.field(default_factory=list)

    def begin(self, tag: str, look: Look) -> None:
        """An element begins; raises PerfError where more are open than any page has."""
        if look is not PLAIN and (look.is_struck or look.place):
            self.open.append((tag, look, 0))
            if len(self.open) > _DEEPEST:
                raise too_large()
            return
        for at in range(len(self.open) - 1, -1, -1):
            name, own, within = self.open[at]
            if name == tag:
                self.open[at] = (name, own, within + 1)
                return

    def end(self, tag: str, least: int) -> None:
        """An element ends: the innermost of its name beyond the first `least`, which begun outside of this cell."""
        for at in range(len(self.open) - 1, least - 1, -1):
            name, look, within = self.open[at]
            if name == tag:
                if within:
                    self.open[at] = (name, look, within - 1)
                else:
                    del self.open[at]
                return

    @property
    def is_struck(self) -> bool:
        """Whether text is struck through here."""
        return any(look.is_struck for _tag, look, _within in self.open)

    @property
    def place(self) -> str:
        """Whether text is raised or lowered here."""
        return next((look.place for _tag, look, _within in reversed(self.open) if look.place), "")
