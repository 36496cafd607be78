"""Files and folders that an import is told to read, from the disk to what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from perfcli.actions.bringing import READ, files_of_archive, is_archive_of_forms, is_wanted, names_in, passed_over
from perfcli.actions.folder_files import FolderFiles, files_of_folder
from perfcli.actions.form_reading import FormReading
from perfcli.actions.gathering import Source
from perfcli.actions.known import KnownRepository
from perfcli.actions.looking import no_progress
from perfcli.actions.reading import Convert, read_tables_of
from perfcli.actions.reading_many import FileRead, Load, read_files
from perfcli.data.tables import TITLES
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index import Progress


class FileAccess(msgspec.Struct, frozen=True):
    """How files are reached: `read` by path, `read_input` what is named `-` (None: a file of that name)."""

    read: Callable[[Path], bytes]
    convert: Convert
    read_input: Load | None = None

    def is_input(self, name: str) -> bool:
        """Whether a name stands for the input."""
        return name == "-" and self.read_input is not None


class SourcesRead(msgspec.Struct, frozen=True):
    """What files say by their names, what was wrong with those that could not be read, and how some were read."""

    sources: dict[str, Source]
    errors: dict[str, PerfError]
    notes: tuple[str, ...]

    def raise_errors(self) -> None:
        """Raise what was wrong with files, all of it at once."""
        raise_all(list(self.errors.values()))


def read_sources(
    names: Sequence[str],
    access: FileAccess,
    forms: FormReading,
    known: KnownRepository,
    progress: Progress = no_progress,
    *,
    every_one: bool = False,
) -> SourcesRead:
    """What files, folders and archives of forms say, each file by itself; raises PerfError, OSError for none at all.

    Of the files that are not read there the first are noted, unless `every_one` is asked for.
    """
    sources: dict[str, Source] = {}
    errors: dict[str, PerfError] = {}
    notes: list[str] = []
    tables = {name: content for name in dict.fromkeys(names) if (content := _own_tables(name, access))}
    for folder, content in tables.items():
        sources[folder] = read_tables_of(folder, content, known)
        notes += [f"{folder}: {note}" for note in sources[folder].notes]
    files = list(files_named((name for name in names if name not in tables), access, notes, every_one=every_one))
    for read in read_files(files, access.convert, forms, progress, known):
        if read.source is not None:
            notes += _how_read(read, read.source)
            sources[read.name] = read.source
        elif isinstance(read.error, PerfError):
            errors[read.name] = read.error
        elif read.error is not None:
            raise read.error
    return SourcesRead(sources, errors, tuple(notes))


def raise_all(errors: Sequence[PerfError]) -> None:
    """Raise what was wrong with files, all of it at once; a failure of the system by itself."""
    own = next((error for error in errors if type(error) is not PerfError), None)
    if own is not None:
        raise own
    if errors:
        first, *others = errors
        more = (text for error in others for text in (error.message, *error.details))
        raise PerfError(first.message, hint=first.hint, details=(*first.details, *more))


def _own_tables(name: str, access: FileAccess) -> dict[str, bytes]:
    """The tables of a folder that `perf export` wrote as csv, empty for any other."""
    path = Path(name)
    files = sorted(path.glob("*.csv")) if not access.is_input(name) and path.is_dir() else []
    return {file.stem: access.read(file) for file in files} if any(file.stem in TITLES for file in files) else {}


def files_named(
    names: Iterable[str], access: FileAccess, notes: list[str] | None = None, *, every_one: bool = False
) -> Iterator[tuple[str, Load]]:
    """The files to read by their names: those of folders and of archives of forms each by itself.

    Which others these hold is noted, `every_one` of them if that is asked for. What of them cannot be read is told
    when it is loaded.
    """
    notes = [] if notes is None else notes
    for name in dict.fromkeys(names):
        path = Path(name)
        others: Iterable[str] = ()
        if access.read_input and access.is_input(name):
            yield name, access.read_input
        elif path.is_dir():
            held = files_of_folder(path)
            others = held.others if held.wanted or held.unreadable else ()
            yield from ((str(file), partial(access.read, file)) for file in held.wanted)
            yield from _failing(name, held)
        elif is_archive_of_forms(data := access.read(path)):
            try:
                held_in_it = files_of_archive(name, data)
            except PerfError as error:
                yield name, partial(_fail, error)
                continue
            others = (inner for inner in names_in(data) if not is_wanted(inner))
            yield from ((inner, partial(bytes, content)) for inner, content in held_in_it.items())
        else:
            yield name, partial(bytes, data)
        if said := passed_over(others, every_one=every_one):
            notes.append(f"{name}: {said}")


def _fail(error: PerfError) -> bytes:
    raise error


def _failing(name: str, held: FolderFiles) -> Iterator[tuple[str, Load]]:
    """What is wrong with a folder: what in it cannot be looked into, or that none of its files can be read."""
    for folder, reason in held.unreadable.items():
        message = _("{file} cannot be read: {reason}").format(file=folder, reason=reason)
        yield str(folder), partial(_fail, PerfError(message))
    if not (held.wanted or held.unreadable):
        error = PerfError(
            _("{folder}: no file here can be imported").format(folder=name),
            hint=_("Files of these endings are read: {endings}.").format(endings=" ".join(READ)),
        )
        yield name, partial(_fail, error)


def _how_read(read: FileRead, source: Source) -> Iterator[str]:
    decoded = read.decoded
    if decoded and decoded.assumed:
        yield _("{file}: not UTF-8, read as {encoding}").format(file=read.name, encoding=decoded.encoding.upper())
    yield from (f"{read.name}: {note}" for note in source.notes)
