"""The files that an import is told to read, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from perfcli.actions.bringing import READ, files_of_archive, is_archive_of_forms, is_wanted
from perfcli.actions.export import TABLES
from perfcli.actions.form_reading import FormReading
from perfcli.actions.gathering import Source
from perfcli.actions.known import KnownRepository
from perfcli.actions.reading import read_as_forms, read_tables_of
from perfcli.actions.reading_many import FileRead, read_files
from perfcli.cli import console, inputs
from perfcli.cli.programs import to_office
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.forms.filled import FormsRead
from perfcli.i18n import gettext as _


def read_sources(
    names: Sequence[str], forms: FormReading, known: KnownRepository, *, skip: bool
) -> tuple[dict[str, Source], dict[str, tuple[str, ...]]]:
    """What the files say by their names; with `skip` why others could not be read, else PerfError with all of them."""
    sources: dict[str, Source] = {}
    refused: dict[str, tuple[str, ...]] = {}
    errors: list[PerfError] = []
    tables = {name: content for name in dict.fromkeys(names) if (content := _own_tables(name))}
    for folder, content in tables.items():
        sources[folder] = read_tables_of(folder, content, known)
        for note in sources[folder].notes:
            console.say(f"{folder}: {note}")
    files = list(_files(name for name in names if name not in tables))
    for read in read_files(files, to_office, forms, Bar(), known):
        if read.source is not None:
            _say_how(read, read.source)
            sources[read.name] = read.source
        elif isinstance(read.error, PerfError) and skip:
            refused[read.name] = (read.error.message, *read.error.details)
        elif read.error is not None:
            if not isinstance(read.error, PerfError):
                raise read.error
            errors.append(read.error)
    raise_all(errors)
    return sources, refused


def raise_all(errors: Sequence[PerfError]) -> None:
    """Raise what was wrong with files, all of it at once; a failure of the system by itself."""
    own = next((error for error in errors if type(error) is not PerfError), None)
    if own is not None:
        raise own
    if errors:
        first, *others = errors
        more = (text for error in others for text in (error.message, *error.details))
        raise PerfError(first.message, hint=first.hint, details=(*first.details, *more))


def _own_tables(name: str) -> dict[str, bytes]:
    """The tables of a folder that `perf export` wrote as csv, empty for any other."""
    path = Path(name)
    files = sorted(path.glob("*.csv")) if name != "-" and path.is_dir() else []
    return {file.stem: inputs.read_file(file) for file in files} if any(file.stem in TABLES for file in files) else {}


def _files(names: Iterable[str]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The files to read by their names: those of folders and of archives of forms each by itself."""
    for name in dict.fromkeys(names):
        path = Path(name)
        if name == "-":
            yield name, inputs.read_input
        elif path.is_dir():
            yield from ((str(file), partial(inputs.read_file, file)) for file in _wanted_in(path))
        elif is_archive_of_forms(data := inputs.read_file(path)):
            yield from ((inner, partial(bytes, content)) for inner, content in files_of_archive(name, data))
        else:
            yield name, partial(bytes, data)


def _wanted_in(folder: Path) -> list[Path]:
    """The files of a folder that can be read; raises PerfError where there is none."""
    found = sorted(
        file for file in folder.rglob("*") if is_wanted(file.relative_to(folder).as_posix()) and file.is_file()
    )
    if not found:
        raise PerfError(
            _("{folder}: no file here can be imported").format(folder=folder),
            hint=_("Files of these endings are read: {endings}.").format(endings=" ".join(READ)),
        )
    return found


def _say_how(read: FileRead, source: Source) -> None:
    decoded = read.decoded
    if decoded and decoded.assumed:
        console.say(
            _("{file}: not UTF-8, read as {encoding}").format(file=read.name, encoding=decoded.encoding.upper())
        )
    for note in source.notes:
        console.say(f"{read.name}: {note}")


def read_explained(names: Sequence[str], forms: FormReading) -> tuple[list[FormsRead], dict[str, PerfError]]:
    """The forms of all files, and what was wrong with those that could not be read as forms."""
    reads: list[FormsRead] = []
    wrong: dict[str, PerfError] = {}
    for name, load in _files(names):
        try:
            reads.append(read_as_forms(name, load(), to_office, forms))
        except PerfError as error:
            wrong[name] = error
    return reads, wrong
