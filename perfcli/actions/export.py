"""`perf export`: the records of the repository as data for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfcli.actions.export_selection import chosen_data
from perfcli.actions.looking import no_progress
from perfcli.codec import decode, parse
from perfcli.data.dataset import Dataset
from perfcli.data.json import write_json, write_jsonl
from perfcli.data.sheets import sheets_of
from perfcli.data.tables import TITLES
from perfcli.data.unknown_keys import unknown_keys
from perfcli.disk import read_file
from perfcli.formats.csv import write_csv
from perfcli.formats.excel.writer import too_long, write_xlsx
from perfcli.formats.tables import Sheet
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.repository import Repository
from perfcli.select import Selection

FORMATS = ("xlsx", "csv", "json", "jsonl")
TABLES = tuple(TITLES)
"""The tables of a workbook, and of a csv folder."""

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
    english: bool = False,
    mark: bool = True,
    progress: Progress = no_progress,
) -> Exported:
    """The records chosen in one of FORMATS; csv is one table by its name, or all of them.

    `english` is about the headings of a workbook, `mark` about the byte order mark of csv. Raises UnreadableData
    where a file that belongs to the selection cannot be read.
    """
    dataset = chosen_data(repository, selection, progress)
    lost = list(_unknown(repository, dataset))
    if form == "json":
        return Exported({"": write_json(dataset).encode("utf-8")}, tuple(lost), dataset)
    if form == "jsonl":
        lost += [_("departments, overall goals and templates: JSON lines are projects alone")]
        return Exported({"": write_jsonl(dataset).encode("utf-8")}, tuple(lost), dataset)
    sheets = sheets_of(dataset, repository.settings.framework)
    lost += [_("templates: these tables have no place for them")] if dataset.templates and not table else []
    if form == "xlsx":
        return Exported({"": write_xlsx(sheets, english=english)}, (*lost, *too_long(sheets)), dataset)
    begin = b"\xef\xbb\xbf" if mark else b""
    chosen = [sheet for sheet in sheets if table in ("", sheet.name)]
    files = {f"{sheet.name}.csv" if not table else "": begin + write_csv(sheet).encode("utf-8") for sheet in chosen}
    return Exported(files, (*lost, *_uncarried(chosen)), dataset)


def _uncarried(sheets: list[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for row in sheet.rows:
            if any(isinstance(value, str) and not _NEITHER.isdisjoint(value) for value in row):
                place = " ".join(str(value) for value in row[:3])
                yield _("{place}: a text with a carriage return or NUL does not read back as it is").format(place=place)


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
            yield _("{path}: {key} is no key of the format").format(path=repository.relative(path), key=key)
