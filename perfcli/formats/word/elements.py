"""Elements of WordprocessingML by their local names: strict documents have other namespaces than the rest."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from perfcli.regex import regex

_UNDERSTOOD = regex(r"(?:wp[cgsi]|w|wp|wp14|w1[0-9]\w*|[acmorv][0-9]*|cx[0-9]*|aink|am3d|pic|mc|wne)")
"""Prefixes of the namespaces that Word itself writes: of alternatives it shows the first that it understands."""


class _Names(dict[str, str]):
    """The names of tags without their namespaces, kept: a document has few, and asks for each of its elements."""

    def __missing__(self, tag: str) -> str:
        if len(self) >= _MOST_NAMES:
            self.clear()
        name = self[tag] = tag.rpartition("}")[2]
        return name


_MOST_NAMES = 4096
_LOCAL = _Names()


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return _LOCAL[element.tag]


def children(element: Element, name: str) -> list[Element]:
    """The children of this name."""
    return [child for child in element if _LOCAL[child.tag] == name]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    if element is not None:
        for item in element:
            if _LOCAL[item.tag] == name:
                return item
    return None


def by_name(element: Element | None) -> dict[str, Element]:
    """The children by their names, of several of one name the last."""
    return {_LOCAL[item.tag]: item for item in element} if element is not None else {}


def descendants(element: Element, name: str) -> Iterator[Element]:
    """The elements of this name at any depth below."""
    return (item for item in element.iter() if _LOCAL[item.tag] == name)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute whatever its namespace, empty without it."""
    if element is not None:
        for key, text in element.attrib.items():
            if _LOCAL[key] == name:
                return text
    return ""


def is_on(element: Element | None) -> bool | None:
    """Whether a switch is on, None where nothing is said of it."""
    return None if element is None else value(element) not in ("0", "false", "off")


def integer(text: str) -> int:
    """A small whole number; what is none, or is far beyond any that Word has, counts as 0."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 6):
        return 0
    return -int(digits) if text.startswith("-") else int(digits)


def is_understood(choice: Element) -> bool:
    """Whether Word shows this alternative: it knows the namespaces that it requires."""
    return all(map(_UNDERSTOOD.fullmatch, value(choice, "Requires").split()))


def chosen(element: Element) -> Element | None:
    """Of an element with alternatives the one that Word shows."""
    choices = (item for item in element if _LOCAL[item.tag] == "Choice" and is_understood(item))
    found = next(choices, None)
    return found if found is not None else child(element, "Fallback")


def is_prompting(control: Element) -> bool:
    """Whether a content control is empty and shows what to fill in."""
    return is_on(child(child(control, "sdtPr"), "showingPlcHdr")) or False


def has_deleted_mark(properties: Element) -> bool:
    """Whether the properties of the mark at a paragraph's end say that it is deleted."""
    return any(local(mark) in ("del", "moveFrom") for mark in properties)


def outermost(element: Element, name: str) -> list[Element]:
    """The elements of a name below this one that are in no other of them; of alternatives the one shown."""
    if local(element) == "AlternateContent":
        shown = chosen(element)
        return outermost(shown, name) if shown is not None else []
    found = []
    for item in element:
        found += [item] if local(item) == name else outermost(item, name)
    return found
