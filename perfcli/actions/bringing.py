"""What an import was told to read -> the files: folders and archives of forms are taken apart."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from perfcli.errors import PerfError
from perfcli.formats.xml_parts import too_large
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext

READ = (
    *(".docx", ".xlsx", ".txt", ".csv", ".html", ".htm"),
    *(".doc", ".docm", ".wps", ".wpt", ".odt", ".rtf", ".xls", ".xlsm", ".ods", ".et", ".xlsb"),
)
"""Endings of files that a folder or an archive of forms is searched for."""

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
MOST_OF_ONE = 200_000_000
_OFFICE = ("[content_types].xml", "_rels/.rels", "content.xml", "ofd.xml")
_UTF8_NAMES = 0x800
_SHOWN = 5
"""Files that are named one by one."""


def is_wanted(name: str) -> bool:
    """Whether a file of a folder or an archive is one to read: not hidden, not kept by another program."""
    return not is_hidden(name) and PurePosixPath(name.replace("\\", "/")).suffix.lower() in READ


def passed_over(names: Iterable[str], *, every_one: bool = False) -> str:
    """What is said of files of a folder or an archive that are not read, hidden ones aside; empty where all are.

    Of many the first are named, unless `every_one` is asked for.
    """
    left = [name for name in names if not is_hidden(name)]
    shown = left if every_one or len(left) <= _SHOWN else left[:_SHOWN]
    shown_names = _(", ").join(shown) + ("…" if len(left) > len(shown) else "")
    message = ngettext("{count} file is not read: {names}", "{count} files are not read: {names}", len(left))
    return message.format(count=len(left), names=shown_names) if left else ""


def names_in(data: bytes) -> list[str]:
    """The names of the files in an archive of forms."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_name_of(item) for item in archive.infolist() if not item.is_dir()]


def is_hidden(name: str) -> bool:
    """Whether a file of a folder or an archive is hidden, or kept by another program beside others."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name.replace("\\", "/")).parts)


def is_archive_of_forms(data: bytes) -> bool:
    """Whether a file is a zip archive of files, and not a document that is one inside."""
    if not data.startswith(b"PK"):
        return False
    try:
        names = [name.lower() for name in zipfile.ZipFile(io.BytesIO(data)).namelist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    return not any(name in _OFFICE for name in names) and any(map(is_wanted, names))


def files_of_archive(name: str, data: bytes) -> dict[str, bytes]:
    """The files of an archive by their names in it; raises PerfError for a hostile one, or one that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {f"{name}!{inner}": content for inner, content in _contents(archive)}
    except PerfError as error:
        raise PerfError(f"{name}: {error.message}", hint=error.hint) from None
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise PerfError(
            f"{name}: " + _("the archive is damaged: {reason}").format(reason=error),
            hint=_("Unpack it, then import the folder."),
        ) from None


def _contents(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    files = [item for item in archive.infolist() if not item.is_dir()]
    _require_plain_names(files)
    wanted = [item for item in files if is_wanted(_name_of(item))]
    if len(wanted) > MOST_FILES or sum(item.file_size for item in wanted) > MOST_BYTES:
        raise too_large()
    for item in wanted:
        if item.flag_bits & 1:
            raise PerfError(_("the archive is encrypted with a password"), hint=_("Unpack it, then import the folder."))
        if item.file_size > MOST_OF_ONE:
            raise too_large()
        with archive.open(item) as stream:
            content = stream.read(MOST_OF_ONE + 1)
        if len(content) > MOST_OF_ONE:
            raise too_large()
        yield _name_of(item), content


def _require_plain_names(files: Sequence[zipfile.ZipInfo]) -> None:
    """Raise PerfError where a name leads out of an archive, or stands in it twice: one of the files would be lost."""
    names = [_name_of(item).replace("\\", "/") for item in files]
    twice = [name for name, count in Counter(names).items() if count > 1 and is_wanted(name)]
    if outside := [name for name in names if _leads_out(name)]:
        raise PerfError(_("the archive holds a file outside of itself: {name}").format(name=outside[0]))
    if twice:
        raise PerfError(_("the archive holds two files of one name: {name}").format(name=twice[0]))


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or any(part.endswith(":") for part in path.parts[:1])


def _name_of(item: zipfile.ZipInfo) -> str:
    """The name of a file in an archive; Windows writes Chinese ones in GBK without saying so."""
    if item.flag_bits & _UTF8_NAMES:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return item.filename
