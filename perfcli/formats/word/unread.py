"""What a document holds and no reader understands: it is named, never dropped.

Nothing here is a list of what might be there: the text that was read is compared with the text that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfcli.formats.word.elements import descendants, local, value
from perfcli.i18n import gettext as _

_RELATIONSHIPS = "/relationships}"


class Unread(NamedTuple):
    """Something that is no text that was read, and why; `part` is what it calls the part that holds it."""

    text: str
    reason: str
    part: str = ""


def unseen_text(element: Element, seen: Iterable[Element]) -> Iterator[Unread]:
    """The texts in an element that stand in none of those seen, one for each piece."""
    seen = list(seen)
    if sum(map(len, element.itertext())) == sum(len(item.text) for item in seen if item.text):
        return
    known = set(map(id, seen))
    for item in element.iter():
        texts = (item.text if id(item) not in known else None, item.tail if item is not element else None)
        for text in texts:
            if text and text.strip():
                yield Unread(text.strip(), _("text that is not understood, in {element}").format(element=local(item)))


def reference(element: Element) -> Unread | None:
    """What an element that is not known brings in from elsewhere, None where it refers to nothing."""
    for item in element.iter():
        for key, identifier in item.attrib.items():
            if _RELATIONSHIPS in key:
                reason = _("another document is embedded here: it is not read")
                if local(item) not in ("subDoc", "altChunk"):
                    reason = _("something that is not text is embedded here")
                return Unread(local(item), reason, identifier)
    return None


def picture(element: Element) -> Unread | None:
    """What a drawing, a picture or an object is, with the text that its author gave it instead.

    None for a shape that shows no text, or that its author marked as an ornament.
    """
    by_name: dict[str, Element] = {}
    for item in element.iter():
        by_name.setdefault(local(item), item)
    if value(by_name.get("decorative")) in ("1", "true"):
        return None
    if "OLEObject" in by_name:
        said = value(by_name["OLEObject"], "ProgID")
        return Unread(_instead(by_name) or said or "OLEObject", _("an embedded object, which is not read"))
    for name, reason in (
        ("chart", _("a chart, which is not read")),
        ("relIds", _("a diagram, which is not read")),
        ("contentPart", _("ink, which is not read")),
        ("control", _("a control, which is not read")),
        ("pic", _("a picture, which is not read")),
        ("blip", _("a picture, which is not read")),
        ("imagedata", _("a picture, which is not read")),
    ):
        if name in by_name:
            return Unread(_instead(by_name) or _name(by_name) or "—", reason, _part(by_name[name]))
    return None


def _instead(by_name: dict[str, Element]) -> str:
    """The text instead of a picture."""
    for name, keys in (("docPr", ("descr", "title")), ("shape", ("alt",)), ("imagedata", ("title",))):
        for key in keys:
            if text := value(by_name.get(name), key).strip():
                return " ".join(text.split())[:300]
    return ""


def _name(by_name: dict[str, Element]) -> str:
    return (value(by_name.get("docPr"), "name") or value(by_name.get("control"), "name")).strip()[:100]


def _part(element: Element) -> str:
    """What a chart or a diagram calls the part that holds its text."""
    keys = ("dm", "id") if local(element) in ("relIds", "chart") else ()
    return next((found for key in keys if (found := value(element, key))), "")


def word_art(element: Element) -> Iterator[str]:
    """The texts that are drawn as pictures of letters."""
    return (text for item in descendants(element, "textpath") if (text := value(item, "string").strip()))
