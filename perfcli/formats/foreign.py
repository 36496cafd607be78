"""Files that hold no document and no list, whatever they are called: what they are, by their bytes, and what to do.

Names lie: systems export web pages as .xls, and what lies in a folder beside documents is not all documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.regex import regex

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_NOTHING = b"\0 \t\r\n\xef\xbb\xbf"
_LOCK_SIZES = (162, 165)
_LONGEST_OWNER = 54

_AS_OFFICE = noop("Open it in Excel or Word, save it as .xlsx or .docx (另存为), then import that file.")
_ORIGINAL = noop("Import the Word document or the workbook that it was made from.")
_UNPACK = noop("Unpack it, then import the documents in it.")

_PICTURE = noop("this is a picture"), _ORIGINAL
_ARCHIVE = noop("this is an archive of files"), _UNPACK
_PROGRAM = noop("this is a program"), noop("Import the document itself.")
_SHORTCUT = noop("this is a shortcut to a file, not the file itself"), noop("Import the file that it leads to.")
_PRESENTATION = noop("this is a presentation"), _ORIGINAL

_MAGIC: dict[bytes, tuple[str, str]] = {
    **dict.fromkeys((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"), _PICTURE),
    **dict.fromkeys((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"\xfd7zXZ\0"), _ARCHIVE),
    **dict.fromkeys((b"MZ\x90\0", b"\x7fELF"), _PROGRAM),
    **dict.fromkeys((b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]"), _SHORTCUT),
    b"SQLite format 3\0": (noop("this is an SQLite database"), noop("Export its table as .csv, then import that.")),
    b"\0\x05\x16\x07": (
        noop("this is what macOS keeps about another file, not the file itself"),
        noop("Import the file of the same name without ._ at its start."),
    ),
    b"\0\0\0\x01Bud1": (noop("this is what macOS keeps about a folder"), noop("Import the documents beside it.")),
}
_STREAMS = {
    "EncryptedPackage": (
        noop("the file is encrypted with a password"),
        noop("Open it, take the password off, save it, then import it."),
    ),
    "PowerPoint Document": _PRESENTATION,
    "__properties_version1.0": (noop("this is a mail"), noop("Save what came with it, then import that.")),
}
_HTML = regex(
    rb"(?:<!--.*?-->|<\?xml[^>]*>|\s)*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b",
    re.DOTALL | re.IGNORECASE,
)
_MHT = regex(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version:|Content-Type:\s*multipart/related)", re.IGNORECASE
)
_OFFICE_XML = regex(rb'progid="(?:Excel\.Sheet|Word\.Document)"|"urn:schemas-microsoft-com:office:spreadsheet"')
_FLAT = b"office/2006/xmlPackage"
_RECORD = regex(
    r"(?:^|\n)(?:#:schema |\[\[?(?:budget|indicators|functions|units|spending_plan|check)\]"
    r"|(?:code|schema|division|department) *= *[\"0-9])"
)
_DOCUMENTS = (".docx", ".doc", ".xlsx", ".xls", ".txt", ".csv", ".wps", ".et")


def foreign(name: str, data: bytes) -> PerfError | None:
    """What is said of a file that is no document and no list; None for one that may be. `name` is without folders."""
    head = data[:_HEAD]
    if not head.strip(_NOTHING) and not data.strip(_NOTHING):
        return _error(noop("the file is empty"), noop("Was it copied or downloaded whole? Export or save it again."))
    if _is_lock(name, data):
        return _error(
            noop("this is what Office or LibreOffice keeps beside a file that is open, not the file itself"),
            noop("Import the file of the same name without ~$ at its start."),
        )
    known = next((said for magic, said in _MAGIC.items() if data.startswith(magic)), None)
    if known is None and _is_picture(data):
        known = _PICTURE
    if known is None and data.startswith(OLE):
        known = next((said for stream, said in _STREAMS.items() if stream.encode("utf-16-le") in data), None)
    if known is None and b"%PDF-" in head[:1024]:
        known = noop("a PDF holds how its pages look, not what its tables say: it cannot be imported"), _ORIGINAL
    return _error(*known) if known else _marked_up(head)


def _is_picture(data: bytes) -> bool:
    is_bitmap = data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
    return is_bitmap or data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def foreign_parts(names: Iterable[str]) -> PerfError | None:
    """What is said of a zip archive by the names of what is in it; None for an Office file."""
    names = [name.lower() for name in names]
    if "ofd.xml" in names:
        what = noop("an OFD holds how its pages look, not what its tables say: it cannot be imported")
        return _error(what, _ORIGINAL)
    if any(name.startswith("ppt/") for name in names):
        return _error(*_PRESENTATION)
    if "[content_types].xml" in names or "_rels/.rels" in names or "content.xml" in names:
        return None
    documents = [name for name in names if name.endswith(_DOCUMENTS) and not name.startswith("__macosx/")]
    if documents:
        message = _("this is an archive of files, {count} documents or lists among them, such as {name}")
        return PerfError(message.format(count=len(documents), name=documents[0][-80:]), hint=_(_UNPACK))
    return _error(*_ARCHIVE)


def is_record(text: str) -> bool:
    """Whether a text is a file of a repository: TOML."""
    return _RECORD.search(text[:_HEAD]) is not None


def _is_lock(name: str, data: bytes) -> bool:
    if name.startswith(".~lock."):
        return True
    if len(data) not in _LOCK_SIZES or not 0 < data[0] <= _LONGEST_OWNER or data[: len(OLE)] == OLE:
        return False
    owner = data[1:55]
    return name.startswith("~$") or not owner[data[0] :].strip(b" \0")


def is_web_page(data: bytes) -> bool:
    """Whether a file is a web page, whatever it is called."""
    return _HTML.match(_as_ascii(data[:_HEAD])) is not None


def _as_ascii(head: bytes) -> bytes:
    """The beginning of a marked-up file, also of one in UTF-16, without its byte order mark."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _marked_up(head: bytes) -> PerfError | None:
    """What is said of a web page, also in UTF-16."""
    head = _as_ascii(head)
    if head.startswith(b"<?xml") and _OFFICE_XML.search(head) and _FLAT not in head:
        return _error(noop("this is the XML that Office wrote in 2003"), _AS_OFFICE)
    if _MHT.match(head):
        return _error(noop("this is a web page in one file (MHT) or a mail, whatever it is called"), _AS_OFFICE)
    return None


def _error(what: str, hint: str) -> PerfError:
    return PerfError(_(what), hint=_(hint))
