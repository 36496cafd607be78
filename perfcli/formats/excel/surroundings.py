"""What lies over a sheet or hangs on its cells: comments, pictures, charts, boxes with text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive
from perfcli.formats.excel.texts import local, named
from perfcli.formats.tables import Stray
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext

Relations = Mapping[str, tuple[str, str]]


def notes_on(archive: Archive, relations: Relations) -> Iterator[str]:
    """What is passed over in a sheet with these relations, counted."""
    comments = sum(_count(archive, path, "comment") for path in _parts(archive, relations, "comments"))
    drawings = _parts(archive, relations, "drawing")
    pictures = sum(_count(archive, path, "pic") for path in drawings)
    charts = sum(_count(archive, path, "graphicFrame") for path in drawings)
    objects = sum(kind in ("oleObject", "package") for kind, _path in relations.values())
    if comments:
        yield ngettext("{count} comment passed over", "{count} comments passed over", comments).format(count=comments)
    if pictures:
        yield ngettext("{count} picture passed over", "{count} pictures passed over", pictures).format(count=pictures)
    if charts:
        yield ngettext("{count} chart passed over", "{count} charts passed over", charts).format(count=charts)
    if objects:
        message = ngettext("{count} embedded object passed over", "{count} embedded objects passed over", objects)
        yield message.format(count=objects)


def texts_over(archive: Archive, relations: Relations) -> Iterator[Stray]:
    """The text of each box that lies over the cells of a sheet."""
    for path in _parts(archive, relations, "drawing"):
        for anchor in archive.read_xml(path):
            text = " ".join(filter(None, (_text(body) for body in named(anchor, "txBody"))))
            if text:
                yield Stray(_start(anchor, "row"), _start(anchor, "col"), text, _("a text box over the cells"))


def _parts(archive: Archive, relations: Relations, kind: str) -> list[str]:
    return [path for found, path in relations.values() if found == kind and path in archive]


def _count(archive: Archive, path: str, name: str) -> int:
    return sum(1 for _element in named(archive.read_xml(path), name))


def _text(body: Element) -> str:
    return "".join(item.text or "" for item in named(body, "t")).strip()


def _start(anchor: Element, what: str) -> int:
    """The row that a box starts in, counted from 1, or its column, counted from 0."""
    for start in anchor:
        if local(start.tag) == "from":
            given = next((item.text or "" for item in start if local(item.tag) == what), "").strip()
            if given.isdecimal() and len(given) < 8:
                return int(given) + (what == "row")
    return int(what == "row")
