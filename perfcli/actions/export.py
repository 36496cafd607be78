"""`perf export`: the records of the repository as data for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfcli.actions.choose import hinted, unreadable
from perfcli.actions.export_selection import chosen_data, progress_of_none
from perfcli.actions.looking import all_problems, no_progress
from perfcli.codec import decode, parse
from perfcli.data.dataset import Dataset
from perfcli.data.json import write_json, write_jsonl
from perfcli.data.progress_tables import PROGRESS
from perfcli.data.sheets import sheets_of
from perfcli.data.tables import TITLES
from perfcli.data.unknown_keys import unknown_keys
from perfcli.disk import read_file
from perfcli.disk.scratch import scratch_folder
from perfcli.file_format import CSV, DUCKDB, JSON, JSONL, SQLITE, XLSX, FileFormat
from perfcli.formats.csv import write_csv
from perfcli.formats.excel.writer import too_long, write_xlsx
from perfcli.formats.tables import Headings, Sheet
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, Scope
from perfcli.index.database import database
from perfcli.index.relations import relations, rows_of, years
from perfcli.lake.database import write_database
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.relations import LEFT_OUT, Relation
from perfcli.repository import Repository
from perfcli.select import Selection

TABLES = tuple(TITLES)
"""The tables of a workbook, and of a csv folder."""

_LARGEST = 100_000_000_000
_NEITHER = frozenset("\r\0")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written by the name of its file (empty for the one asked for), and what the format cannot carry."""

    files: dict[str, bytes]
    lost: tuple[str, ...]
    dataset: Dataset


def export(
    repository: Repository,
    selection: Selection,
    form: str,
    table: str = "",
    *,
    headings: Headings | None = None,
    mark: bool = True,
    progress: Progress = no_progress,
) -> Exported:
    """The records chosen in the one of FORMATS with this name; csv is one table by its name, or all of them.

    `headings` are Chinese in a workbook and the keys in csv unless they are named; `mark` is the byte order mark of
    csv. Raises UnreadableData where a file that belongs to the selection cannot be read.
    """
    is_whole = form in (SQLITE.name, DUCKDB.name)
    with hinted(_("Mend these files.") if is_whole else ""):
        dataset = chosen_data(repository, selection, progress)
        how = _How(table, repository, headings, mark, progress)
        files, lost = next(write for one, write in WRITERS.items() if one.name == form)(dataset, how)
    if not is_whole and table in ("", *PROGRESS):
        lost += _of_none(repository, selection)
    return Exported(files, (*_unknown(repository, dataset), *lost), dataset)


@dataclass(frozen=True, slots=True)
class _How:
    """What was asked of the writing: the one table, whose records they are, headings, the byte order mark."""

    table: str
    repository: Repository
    headings: Headings | None
    mark: bool
    progress: Progress

    @property
    def framework(self) -> Mapping[int, str]:
        """The kinds that tables go by."""
        return self.repository.settings.framework


_Written = tuple[dict[str, bytes], list[str]]
"""Files by name, and what the format cannot carry."""


def _json(dataset: Dataset, _how: _How) -> _Written:
    return {"": write_json(dataset).encode("utf-8")}, []


def _jsonl(dataset: Dataset, _how: _How) -> _Written:
    lost = _("departments, overall goals and templates (JSON lines hold only projects)")
    wholes = [_("what became of departments and units")] if any(not one.record.code for one in dataset.progress) else []
    return {"": write_jsonl(dataset).encode("utf-8")}, [lost, *wholes]


def _xlsx(dataset: Dataset, how: _How) -> _Written:
    sheets = sheets_of(dataset, how.framework, for_people=True, is_workbook=True)
    lost = [*_templates(dataset, how), *too_long(sheets)]
    return {"": write_xlsx(sheets, kind=how.headings or "zh")}, lost


def _csv(dataset: Dataset, how: _How) -> _Written:
    begin, kind = b"\xef\xbb\xbf" if how.mark else b"", how.headings or "key"
    tables = sheets_of(dataset, how.framework, how.table, for_people=kind != "key")
    sheets = [sheet for sheet in tables if how.table in ("", sheet.name)]
    files = {
        "" if how.table else f"{sheet.name}.csv": begin + write_csv(sheet, kind).encode("utf-8") for sheet in sheets
    }
    return files, [*_templates(dataset, how), *_uncarried(sheets)]


def _templates(dataset: Dataset, how: _How) -> list[str]:
    return [_("templates: these tables have no place for them")] if dataset.templates and not how.table else []


@contextmanager
def _whole_index(how: _How) -> Iterator[Index]:
    """A look at all records; raises UnreadableData for files that read before and do not now: they are in no row."""
    with Index(how.repository, Scope(), how.progress) as index:
        if problems := all_problems(index):
            raise unreadable(problems)
        yield index


def _sqlite(dataset: Dataset, how: _How) -> _Written:
    with _whole_index(how) as index:
        return {"": database(index)}, _templates(dataset, how)


def _duckdb(dataset: Dataset, how: _How) -> _Written:
    with _whole_index(how) as index, scratch_folder() as scratch:
        path = scratch.root / "data.duckdb"
        write_database(path, ((one, _batches(index, one)) for one in relations().values() if one.name not in LEFT_OUT))
        return {"": read_file(path, _LARGEST)}, _templates(dataset, how)


def _batches(index: Index, relation: Relation) -> Iterator[list[tuple[Any, ...]]]:
    for year in years(index) if relation.is_by_year else [None]:
        yield from rows_of(index, relation, year)


WRITERS: dict[FileFormat, Callable[[Dataset, _How], _Written]] = {
    XLSX: _xlsx,
    CSV: _csv,
    JSON: _json,
    JSONL: _jsonl,
    SQLITE: _sqlite,
    DUCKDB: _duckdb,
}
FORMATS = tuple(WRITERS)


def _uncarried(sheets: list[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for row in sheet.rows:
            if any(isinstance(value, str) and not _NEITHER.isdisjoint(value) for value in row):
                place = " ".join(str(value) for value in row[:3])
                yield _("{place}: a text with a carriage return or NUL does not read back as it is").format(place=place)


def _of_none(repository: Repository, selection: Selection) -> Iterator[str]:
    """What became of projects that are not there: an import would have no place for it."""
    message = _("{path}: what is recorded of a project whose file is not there")
    return (message.format(path=repository.relative(path)) for path in progress_of_none(repository, selection))


def _unknown(repository: Repository, dataset: Dataset) -> Iterator[str]:
    """The keys of files that no record knows; they belong to the user and no format has a place for them."""
    paths: list[tuple[Path, type[Record]]] = []
    for project in (entry.record for entry in dataset.projects):
        paths.append((repository.project_path(project.year, project.unit, project.code), Project))
    paths += [(repository.department_path(entry.record.code), Department) for entry in dataset.departments]
    paths += [(repository.goals_path(entry.record.year, entry.record.of), DepartmentGoals) for entry in dataset.goals]
    paths += [(repository.template_path(slug), Template) for slug, _entry in dataset.templates]
    for path, kind in paths:
        for key, _value in unknown_keys(parse(decode(read_file(path))), kind):
            yield _("{path}: {key} is not a key of the format").format(path=repository.relative(path), key=key)
