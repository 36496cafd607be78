"""What of a document its published form carries: what is read back once it is written."""

from __future__ import annotations

from perfcli.documents.published import PublishedDocument
from perfcli.documents.text_reader import read_text
from perfcli.documents.text_writer import write_text
from perfcli.errors import PerfError
from perfcli.formats.markup import carried


def as_read(document: PublishedDocument) -> PublishedDocument:
    """The document as its text form says it; an empty one where that cannot be read at all."""
    try:
        return read_text(carried(write_text(document)))
    except PerfError:
        return PublishedDocument()
