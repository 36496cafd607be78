"""stub"""

from perfcli.documents.published import PublishedDocument


def read_docx(data: bytes) -> PublishedDocument:
    raise NotImplementedError
