"""Lists of contents: which paragraphs are entries of one, and where one ends that stands in a content control."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from perfcli.formats.word.elements import local, value
from perfcli.regex import regex

_PAGE = "\0"
_TO_PAGE = regex(r"\s*PAGEREF\s+\"?_Toc")
_ENTRY = regex(rf"\t\s*(?:{_PAGE}\s*)+[0-9IVXLCivxlc]*\s*$")
"""A tab, the field of a page, and the page that it shows by now."""


def is_entry(paragraph: Element) -> bool:
    """Whether a paragraph ends with the page of a place that contents point to, behind a tab."""
    said: list[str] = []
    for item in paragraph.iter():
        name = local(item)
        if name == "t":
            said.append((item.text or "").replace(_PAGE, " "))
        elif name == "tab":
            said.append("\t")
        elif (name == "instrText" and _TO_PAGE.match(item.text or "")) or (
            name == "fldSimple" and _TO_PAGE.match(value(item, "instr"))
        ):
            said.append(_PAGE)
    return _PAGE in said and _ENTRY.search("".join(said)) is not None


def is_behind_contents(paragraph: Element) -> bool:
    """Whether a paragraph is none of a list of contents: it ends a section, or is a place that contents point to."""
    return any(
        (name := local(item)) == "sectPr" or (name == "bookmarkStart" and value(item, "name").startswith("_Toc"))
        for item in paragraph.iter()
    )
