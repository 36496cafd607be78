"""Files that results are written to: what their endings say, and which files no result may replace."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from perfcli import disk
from perfcli.devices import is_device
from perfcli.errors import PerfError
from perfcli.file_format import KNOWN, NEVER_WRITTEN, TXT, FileFormat, names
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.links import link_out
from perfcli.repository import OWN, SETTINGS
from perfcli.select import require_known

if TYPE_CHECKING:
    from perfcli.output import Text

_FIRST_PARTS = 3
"""How many parts of a result hold its first line for certain: mark, headings, first row."""

_SPOKEN_FOR = NEVER_WRITTEN.union(*(one.endings for one in KNOWN))
"""A file with another ending may hold anything."""

_BESIDE_DATA = ("readme.md", ".gitignore", ".gitattributes")
"""Files at the root of a repository that people keep there."""

_ELSEWHERE = {
    ".xlsx": noop("`perf export FILE.xlsx` writes a workbook."),
    ".docx": noop("`perf book -o FILE.docx` writes the published document."),
}


def format_for(file: Path | None, asked: str, offered: Sequence[FileFormat], default: str) -> str:
    """The name of the format asked for, else of the file's, else the default.

    Raises PerfError for an unknown one, and where the file's ending stands for another.
    """
    if asked:
        require_known(asked, names(offered), noop("unknown format: {given}"))
    ending = file.suffix.lower() if file and not is_device(file) else ""
    if ending not in _SPOKEN_FOR:
        return asked or default
    fitting = [one.name for one in offered if ending in one.endings or (ending in TXT.endings and one.is_text)]
    if not fitting:
        raise PerfError(
            _("{file} cannot be written: this command writes {names}").format(
                file=file, names=_(", ").join(names(offered))
            ),
            hint=_(_ELSEWHERE[ending]) if ending in _ELSEWHERE else "",
        )
    if asked and asked not in fitting:
        raise PerfError(
            _("{file} is not named like a file of the format {form}").format(file=file, form=asked),
            hint=_("Leave --format out, or give the file another ending."),
        )
    return asked or (default if default in fitting else fitting[0])


def require_free(file: Path | None, *, force: bool) -> None:
    """Raise PerfError for a file that belongs to a repository, unless that is wanted."""
    if file is None or force:
        return
    hint = _("Name another file, or add --force.")
    if _belongs_to_repository(file):
        message = _("{file} is one of the repository's own files: no result is written there")
        raise PerfError(message.format(file=file), hint=hint)
    _require_within(file, file, hint)


def require_free_folder(folder: Path, file: str = "") -> None:
    """Raise PerfError for a folder of a repository's own; `file` is one that is written into it."""
    hint = _("Name another folder.")
    if _belongs_to_repository(folder / file):
        message = _("{folder} is one of the repository's own folders: no result is written there")
        raise PerfError(message.format(folder=folder), hint=hint)
    _require_within(folder / file, folder, hint)


def _belongs_to_repository(file: Path) -> bool:
    paths = (Path(path) for path in dict.fromkeys((os.path.abspath(file), os.path.realpath(file))))
    return any(".git" in path.parts or any(_is_own(folder, path) for folder in path.parents) for path in paths)


def _require_within(file: Path, named: Path, hint: str) -> None:
    """Raise PerfError for a file of a repository that a link leads out of it."""
    for folder in Path(os.path.abspath(file)).parents:
        if (folder / SETTINGS).is_file():
            link = link_out(folder, Path(os.path.abspath(file)))
            if link:
                message = _("{file} is reached by a link out of the repository: {link}")
                raise PerfError(message.format(file=named, link=link), hint=hint)


def _is_own(folder: Path, path: Path) -> bool:
    """Whether a path is one of the own files of a repository with this root, whatever the case of its letters."""
    first = path.relative_to(folder).parts[0]
    if first.casefold() in _BESIDE_DATA:
        return (folder / SETTINGS).is_file()
    names = [name for name in OWN if name == first.casefold()]
    return (
        bool(names)
        and (folder / SETTINGS).is_file()
        and (first in names or _is_same(folder / first, folder / names[0]))
    )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def put(files: Mapping[Path, bytes], *, force: bool, into_folder: bool | None = None) -> None:
    """Write results to files, all or none; raises OSError, PerfError for what is no place for them.

    Several files, or what is said to go `into_folder`, may have a folder made for them.
    """
    from perfcli.writing import write_outputs

    makes_folder = len(files) > 1 if into_folder is None else into_folder
    for file, data in files.items():
        _require_place(file, file.parent.parent if makes_folder else file.parent, force=force)
        _require_result(file, data, force=force)
    devices = {file: data for file, data in files.items() if is_device(file)}
    for file, data in devices.items():
        disk.write_device(file, data)
    write_outputs({file: data for file, data in files.items() if file not in devices})


def _require_place(file: Path, folder: Path, *, force: bool) -> None:
    require_free(file, force=force)
    if not folder.is_dir():
        raise PerfError(_("{file} cannot be written: there is no folder {folder}").format(file=file, folder=folder))
    if file.is_dir():
        raise PerfError(_("{file} cannot be written: it is a folder").format(file=file))


def _is_of_others(file: Path) -> bool:
    """Whether there is a file that is not named like a result."""
    ending = file.suffix.lower()
    return not any(ending in one.endings for one in KNOWN) and not is_device(file) and disk.is_file(file)


def _require_result(file: Path, begun: bytes, *, force: bool) -> None:
    """Raise PerfError for a file of others: not named like a result, and not beginning like this one either."""
    if force or not _is_of_others(file):
        return
    there = disk.read_file(file)
    if there.strip() and _first_line(there) != _first_line(begun):
        raise PerfError(
            _("{file} is there already and is not a result of this command: it stays as it is").format(file=file),
            hint=_("Name another file, or add --force."),
        )


def _first_line(data: bytes) -> bytes:
    return data[:8] if data.startswith(b"PK") else data.lstrip(b"\xef\xbb\xbf").partition(b"\n")[0].rstrip()


def put_parts(parts: Iterable[Text], file: Path, *, mark: bool = False, force: bool) -> None:
    """Write a result to a file as it comes (`mark`: with a byte order mark), whole or not at all."""
    from perfcli.writing import write_stream

    _require_place(file, file.parent, force=force)
    encoded: Iterator[bytes] = (_encoded(part) for part in chain(["\ufeff"] if mark else [], parts))
    if not force and _is_of_others(file):
        begun = list(islice(encoded, _FIRST_PARTS))
        _require_result(file, b"".join(begun), force=force)
        encoded = chain(begun, encoded)
    if is_device(file):
        for part in encoded:
            disk.write_device(file, part)
    else:
        write_stream(file, encoded)


def _encoded(text: Text) -> bytes:
    """A result in UTF-8; a name on disk that is no text is spelled out."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")


def put_text(text: str, file: Path, *, mark: bool = False, force: bool) -> None:
    """Write a result to a file in UTF-8 (`mark`: with a byte order mark)."""
    put({file: _encoded(("\ufeff" if mark else "") + text)}, force=force)
