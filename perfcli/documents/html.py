"""stub."""

from perfcli.documents.published import Cover, PublishedDocument


def write_html(document: PublishedDocument, cover: Cover) -> str:
    """."""
    return ""
