"""The files that an import is told to read on the command line, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.actions.form_reading import FormReading
from perfcli.actions.gathering import Source
from perfcli.actions.known import KnownRepository
from perfcli.actions.reading import read_as_forms
from perfcli.actions.sources import FileAccess, files_named
from perfcli.actions.sources import raise_all as raise_all
from perfcli.actions.sources import read_sources as read_all
from perfcli.cli import console, inputs
from perfcli.cli.programs import to_office
from perfcli.cli.progress import Bar
from perfcli.errors import PerfError
from perfcli.forms.record.filled import FormsRead

_ACCESS = FileAccess(inputs.read_file, to_office, inputs.read_input)


def read_sources(
    names: Sequence[str], forms: FormReading, known: KnownRepository, *, skip: bool, every_one: bool = False
) -> tuple[dict[str, Source], dict[str, tuple[str, ...]]]:
    """What the files say by their names; with `skip` why others could not be read, else PerfError with all of them."""
    read = read_all(names, _ACCESS, forms, known, Bar(), every_one=every_one)
    for note in read.notes:
        console.say(note)
    if not skip:
        read.raise_errors()
    return read.sources, {name: (error.message, *error.details) for name, error in read.errors.items()}


def read_explained(names: Sequence[str], forms: FormReading) -> tuple[list[FormsRead], dict[str, PerfError]]:
    """The forms of all files, and what was wrong with those that could not be read as forms."""
    reads: list[FormsRead] = []
    wrong: dict[str, PerfError] = {}
    for name, load in files_named(names, _ACCESS):
        try:
            reads.append(read_as_forms(name, load(), to_office, forms))
        except PerfError as error:
            wrong[name] = error
    return reads, wrong
