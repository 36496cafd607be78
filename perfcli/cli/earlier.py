"""What is said of texts that name earlier years, once goals were taken to another year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfcli.cli import console
from perfcli.dated import Mention
from perfcli.i18n import gettext as _
from perfcli.printable import one_line


def say(found: Sequence[tuple[str, Sequence[Mention]]]) -> None:
    """Each text by its file and key on standard error: dates first, numbers of documents apart."""
    for is_document, head in (
        (False, _("These texts name earlier years; check each:")),
        (True, _("These texts name documents by number; check whether they still apply:")),
    ):
        lines = [
            f"  {one_line(name)}: {line}"
            for name, some in found
            for line in _lines([mention for mention in some if mention.is_document == is_document])
        ]
        if lines:
            console.say_lines("\n".join([head, *lines]))


def _lines(mentions: Sequence[Mention]) -> Iterator[str]:
    """Each text once, with the first of its keys and how many more have it."""
    counts = Counter(mention.text for mention in mentions)
    for mention in mentions:
        count = counts.pop(mention.text, 0)
        if count:
            more = _(" (and {count} more)").format(count=count - 1) if count > 1 else ""
            yield f"{one_line(mention.key)}{more}: {one_line(mention.text)}"
