"""Files and folders that an import is told to read, from the disk to what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from perfcli.actions.bringing import READ, files_of_archive, is_archive_of_forms, is_wanted, names_in, passed_over
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
) -> SourcesRead:
    """What files, folders and archives of forms say, each file by itself; raises PerfError, OSError for none at all."""
    sources: dict[str, Source] = {}
    errors: dict[str, PerfError] = {}
    notes: list[str] = []
    tables = {name: content for name in dict.fromkeys(names) if (content := _own_tables(name, access))}
    for folder, content in tables.items():
        sources[folder] = read_tables_of(folder, content, known)
        notes += [f"{folder}: {note}" for note in sources[folder].notes]
    files = list(files_named((name for name in names if name not in tables), access, notes))
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


def files_named(names: Iterable[str], access: FileAccess, notes: list[str] | None = None) -> Iterator[tuple[str, Load]]:
    """The files to read by their names: those of folders and of archives of forms each by itself.

    Which others these hold is noted.
    """
    notes = [] if notes is None else notes
    for name in dict.fromkeys(names):
        path = Path(name)
        if access.read_input and access.is_input(name):
            yield name, access.read_input
        elif path.is_dir():
            held = {file.relative_to(path).as_posix(): file for file in sorted(path.rglob("*")) if file.is_file()}
            yield from ((str(file), partial(access.read, file)) for file in _wanted(path, held))
            _note(name, held, notes)
        elif is_archive_of_forms(data := access.read(path)):
            _note(name, names_in(data), notes)
            yield from ((inner, partial(bytes, content)) for inner, content in files_of_archive(name, data))
        else:
            yield name, partial(bytes, data)


def _note(source: str, names: Iterable[str], notes: list[str]) -> None:
    if said := passed_over(names):
        notes.append(f"{source}: {said}")


def _wanted(folder: Path, held: Mapping[str, Path]) -> list[Path]:
    """Of the files that a folder holds those that can be read; raises PerfError where there is none."""
    found = [file for name, file in held.items() if is_wanted(name)]
    if not found:
        raise PerfError(
            _("{folder}: no file here can be imported").format(folder=folder),
            hint=_("Files of these endings are read: {endings}.").format(endings=" ".join(READ)),
        )
    return found


def _how_read(read: FileRead, source: Source) -> Iterator[str]:
    decoded = read.decoded
    if decoded and decoded.assumed:
        yield _("{file}: not UTF-8, read as {encoding}").format(file=read.name, encoding=decoded.encoding.upper())
    yield from (f"{read.name}: {note}" for note in source.notes)
