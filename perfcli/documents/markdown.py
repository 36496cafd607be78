"""stub."""

from perfcli.documents.published import Cover, PublishedDocument


def write_markdown(document: PublishedDocument, cover: Cover) -> str:
    """."""
    return ""
