"""What stands beside the body of a Word document: notes, comments, headers and footers, and what was passed over."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from perfcli.formats.archive import Archive
from perfcli.formats.word.elements import children, descendants, value
from perfcli.formats.word.text import Reader
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_PAGE = regex(r"[\s0-9０-９〇零一二三四五六七八九十百第共页之/／.．·\-－–—―~～|()（）ivxIVX]*(?:Page|of|\s|[0-9])*")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_LONGEST_SAID = 60


def _parts(archive: Archive, main: str, *kinds: str) -> list[str]:
    """The parts of these kinds that the main part refers to, each once."""
    found = (path for kind, path in archive.relations(main).values() if kind in kinds and path in archive)
    return list(dict.fromkeys(found))


def notes(archive: Archive, main: str, reader: Reader) -> Iterator[tuple[str, str]]:
    """The notes at the feet of pages and at the end, each with its place."""
    for path in _parts(archive, main, "footnotes", "endnotes"):
        for note in archive.read_xml(path):
            if value(note, "type") not in _SEPARATORS and (text := _text(note, reader)):
                yield _("note {number}").format(number=value(note, "id")), text


def _text(element: Element, reader: Reader) -> str:
    with reader.fields.within(element):
        texts = [reader.paragraph(item).strip() for item in descendants(element, "p")]
    boxes, reader.boxes = reader.boxes, []
    texts += [_text(box, reader) for box in boxes]
    return " ".join(filter(None, texts))


def headers(archive: Archive, main: str, reader: Reader) -> list[str]:
    """What headers and footers say beyond the numbers of pages."""
    found = []
    for path in _parts(archive, main, "header", "footer"):
        text = _text(archive.read_xml(path), reader)
        reader.unread.clear()
        if not _PAGE.fullmatch(text):
            found.append(" ".join(text.split())[:_LONGEST_SAID])
    return list(dict.fromkeys(found))


def passed(archive: Archive, main: str, reader: Reader) -> Iterator[str]:
    """What was passed over because it is no text of the document."""
    comments = sum(len(children(archive.read_xml(path), "comment")) for path in _parts(archive, main, "comments"))
    counted = reader.passed
    for count, message in (
        (comments, _("{count} comments were passed over")),
        (counted["deleted"], _("{count} tracked deletions were taken as accepted")),
        (counted["hidden"], _("{count} runs of hidden text were passed over")),
        (counted["struck"], _("{count} runs of struck-out text were passed over")),
        (counted["readings"], _("{count} readings above characters were passed over")),
        (counted["prompts"], _("{count} content controls are empty: their prompts were passed over")),
        (counted["shapes"], _("{count} drawn shapes without text were passed over")),
        (reader.fields.endless, _("{count} fields that never end were read as if they were none")),
    ):
        if count:
            yield message.format(count=count)
    if reader.numbering.unknown:
        forms = _(", ").join(sorted(reader.numbering.unknown))[:_LONGEST_SAID]
        yield _("list numbers of a form that is not known were read as 1, 2, 3: {forms}").format(forms=forms)
