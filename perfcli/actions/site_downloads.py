"""The files of a site beside its pages: tables and a Word document of each department, each project as json."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from importlib.util import find_spec

import msgspec

from perfcli.actions.book import published_goals, published_project
from perfcli.data.dataset import Dataset, whole
from perfcli.data.progress_tables import PROGRESS
from perfcli.data.sheets import sheets_of
from perfcli.data.tables import TITLES
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.documents.tables import Tables, with_decimals
from perfcli.documents.word_writer import write_docx
from perfcli.formats.csv import write_csv
from perfcli.formats.excel.writer import write_xlsx
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project, plain
from perfcli.site.content import Content, Entry
from perfcli.site.package import FILE, package_files
from perfcli.site.pages import Download, Downloads, project_path
from perfcli.site.results import RESULT_TABLES, result_sheets

FOLDER = "data"
_BOM = b"\xef\xbb\xbf"
_CSV = ("projects", "indicators")
_ENCODER = msgspec.json.Encoder(enc_hook=Decimal, decimal_format="number")
_PACKAGE_NAME = "budget-performance"


@dataclass(frozen=True, slots=True)
class Job:
    """Files that are made together: their paths, known before, and what makes them."""

    paths: tuple[str, ...]
    make: Callable[[], Mapping[str, bytes]] = field(compare=False)


def downloads_of(content: Content) -> tuple[Downloads, list[str]]:
    """Which files there are to be had, and what is lacking because nothing here writes it."""
    formats = ["csv", "xlsx", "docx"]
    missing = []
    if find_spec("xlsxwriter") is None:
        formats.remove("xlsx")
        missing.append(_('Excel workbooks: install them with python -m pip install "perfcli[office]"'))
    of_department = {
        (year, code): tuple(_of_department(year, code, formats))
        for year in content.years
        for code in content.departments_of(year)
    }
    tables = [f"{name}.csv" for name in (*_tables(), *RESULT_TABLES)]
    of_all = tuple(Download(f"{FOLDER}/{name}", name) for name in (FILE, *tables))
    return Downloads(of_department, of_all), missing


def download_jobs(content: Content, downloads: Downloads) -> Iterator[Job]:
    """What makes these files, and the json of each project."""
    yield Job(tuple(one.path for one in downloads.of_all), partial(_package, content))
    for (year, code), files in downloads.of_department.items():
        paths = [one.path for one in files]
        documents = tuple(path for path in paths if path.endswith(".docx"))
        tables = tuple(path for path in paths if path not in documents)
        yield Job(tables, partial(_department_tables, content, year, code, tables))
        yield from (Job((path,), partial(_department_document, content, year, code, path)) for path in documents)
    for entry in content.entries:
        project = entry.project
        path = f"{project_path(project.year, project.unit, project.code).removesuffix('.html')}.json"
        yield Job((path,), partial(_json, path, entry))


def _tables() -> list[str]:
    """The exported tables of goals; what became of them is told by RESULT_TABLES."""
    return [name for name in TITLES if name != "summary" and name not in PROGRESS]


def _of_department(year: int, code: str, formats: Sequence[str]) -> Iterator[Download]:
    for form in formats:
        if form == "csv":
            yield from (Download(f"{year}/{code}-{table}.csv", f"{table}.csv") for table in _CSV)
        else:
            yield Download(f"{year}/{code}.{form}", form)


def _projects(content: Content, year: int, code: str) -> list[Project]:
    """The projects of a department in a year, by code."""
    entries = [one for unit in content.units_of(year, code) for one in content.by_unit.get((year, unit), ())]
    return sorted((entry.project for entry in entries), key=lambda project: project.code)


def _department_document(content: Content, year: int, code: str, path: str) -> dict[str, bytes]:
    return {path: _document(content, year, code, _projects(content, year, code))}


def _department_tables(content: Content, year: int, code: str, paths: Sequence[str]) -> dict[str, bytes]:
    own = [goals for (of_year, of), goals in content.goals.items() if of_year == year and of[:3] == code]
    dataset = _dataset(content, _projects(content, year, code), own, [code])
    sheets = sheets_of(dataset, content.settings.framework, for_people=True)
    made = {}
    for path in paths:
        if path.endswith(".xlsx"):
            made[path] = write_xlsx(sheets, kind="zh")
        else:
            (sheet,) = (one for one in sheets if path.endswith(f"-{one.name}.csv"))
            made[path] = _BOM + write_csv(sheet, "zh").encode("utf-8", "backslashreplace")
    return made


def _dataset(
    content: Content, projects: Sequence[Project], goals: Sequence[DepartmentGoals], departments: Sequence[str]
) -> Dataset:
    known = [content.departments[code] for code in departments if code in content.departments]
    return Dataset(
        departments=tuple(map(whole, known)), goals=tuple(map(whole, goals)), projects=tuple(map(whole, projects))
    )


def _document(content: Content, year: int, code: str, projects: Sequence[Project]) -> bytes:
    """The published document of a department; its cover names nobody and no day."""
    goals = content.goals.get((year, code))
    document = PublishedDocument(
        published_goals(goals) if goals else None,
        tuple(published_project(project, content.name(project.unit)) for project in projects),
    )
    return write_docx(document, Cover(code, content.name(code), year), Tables({}, with_decimals))


def _package(content: Content) -> dict[str, bytes]:
    projects = sorted((entry.project for entry in content.entries), key=lambda one: (one.year, one.code))
    goals = [content.goals[key] for key in sorted(content.goals)]
    dataset = _dataset(content, projects, goals, sorted(content.departments))
    sheets = [sheet for sheet in sheets_of(dataset, content.settings.framework) if sheet.name != "summary"]
    files = package_files(content.title, _PACKAGE_NAME, [*sheets, *result_sheets(content)])
    return {f"{FOLDER}/{name}": data for name, data in files}


def _json(path: str, entry: Entry) -> dict[str, bytes]:
    """A project as in its file and what became of it."""
    became = {"progress": plain(entry.progress)} if entry.progress else {}
    data = _ENCODER.encode(plain(entry.project) | became)
    return {path: msgspec.json.format(data, indent=1) + b"\n"}
