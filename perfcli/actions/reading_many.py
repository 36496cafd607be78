"""Many files of an import -> what they say, in their order; two processes share the work where there are many."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from pathlib import PurePath

import msgspec

from perfcli.actions.form_reading import FormReading
from perfcli.actions.gathering import Source
from perfcli.actions.looking import no_progress
from perfcli.actions.reading import Convert, read_source
from perfcli.data.known import NOTHING, Known
from perfcli.errors import PerfError
from perfcli.formats.decoding import Decoded
from perfcli.index import Progress
from perfcli.memory import no_garbage_collection
from perfcli.parallel import in_halves

MANY = 12
"""From how many files on a second process is worth its start."""

_READ_HERE = (".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".csv", ".txt")
"""What needs no LibreOffice, which is asked by one process alone."""

Load = Callable[[], bytes]


class FileRead(msgspec.Struct, frozen=True):
    """What a file says and how it was decoded, or why it could not be read."""

    name: str
    source: Source | None = None
    decoded: Decoded | None = None
    error: PerfError | OSError | None = None


def read_files(
    files: Sequence[tuple[str, Load]],
    convert: Convert,
    forms: FormReading,
    progress: Progress = no_progress,
    known: Known = NOTHING,
) -> list[FileRead]:
    """What each file says by its name, in the order given; `known` is what the repository holds."""
    shared = [file for file in files if _is_read_here(file[0])]
    alone = [file for file in files if not _is_read_here(file[0])]

    def some(part: Sequence[tuple[str, Load]]) -> list[FileRead]:
        found = []
        for done, (name, load) in enumerate(part):
            progress(done * len(files) // len(part), len(files))
            found.append(_read(name, load, convert, forms, known))
        return found

    try:
        turn_by_turn = [*shared[::2], *shared[1::2]]  # of each folder, and so of each layout, a half to either
        halves = in_halves(turn_by_turn, MANY, some, lambda part: [pickle.dumps(some(part))], pickle.loads)
        read = {one.name: one for half in (*halves, some(alone)) for one in half}
    finally:
        progress(len(files), len(files))
    return [read[name] for name, _load in files]


def _is_read_here(name: str) -> bool:
    return PurePath(name).suffix.lower() in _READ_HERE


def _read(name: str, load: Load, convert: Convert, forms: FormReading, known: Known) -> FileRead:
    try:
        with no_garbage_collection():
            source, decoded = read_source(name, load(), convert, forms, known)
    except (PerfError, OSError) as error:
        return FileRead(name, error=error)
    return FileRead(name, source, decoded)
