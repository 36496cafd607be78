"""`perf book`: the published document of a department, or of one of its units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from perfcli.actions.book_evaluations import evaluation_tables, whole_codes
from perfcli.actions.choose import chosen_projects, read_departments
from perfcli.actions.form_filling import fill
from perfcli.actions.form_subjects import named_subjects
from perfcli.actions.forms import form_named
from perfcli.actions.looking import no_progress
from perfcli.changes import differences
from perfcli.documents.carrying import as_read
from perfcli.documents.html import write_html
from perfcli.documents.markdown import write_markdown
from perfcli.documents.outline import table_title
from perfcli.documents.published import Cover, PublishedDocument, PublishedGoals
from perfcli.documents.tables import EvaluationTable, Tables, with_decimals, with_separators
from perfcli.documents.text_writer import write_text
from perfcli.documents.word_writer import write_docx
from perfcli.errors import PerfError, UnreadableData
from perfcli.file_format import DOCX, HTML, MD, PDF, TXT, FileFormat
from perfcli.form import PROJECT, Form
from perfcli.formats.layout import LaidPage
from perfcli.forms.declared.built_in import PUBLISHED as PUBLISHED_FORM
from perfcli.forms.record.project import PublishedProject
from perfcli.git import dated
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.repository import SETTINGS, Repository
from perfcli.select import Selection

ToPdf = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class BookRequest:
    """Which document: empty and None for what the repository has only one of; `form` is that of part two.

    `separators` are commas between the thousands of its amounts, `evaluation` adds part three.
    """

    department: str = ""
    year: int | None = None
    unit: str = ""
    date: date | None = None
    form: str = ""
    separators: bool = False
    evaluation: bool = False


@dataclass(frozen=True, slots=True)
class Dating:
    """The date of a cover and where it comes from: as asked, or the last commit of what the document is made of.

    Without one `changed` are files of it that differ from their last commit, `failed` is why git did not answer; it
    keeps no commit of them where both are empty.
    """

    day: date | None = None
    is_asked: bool = False
    changed: tuple[str, ...] = ()
    failed: PerfError | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A document with its cover; `lost` says what in it the form cannot carry.

    `tables` are those of part two as people read them, `plain_tables` as a text has them. `dating` says why the cover
    has its date or none, `missing` is the file of part one where there is none,
    `unevaluated` are the projects without a table in part three.
    """

    document: PublishedDocument
    cover: Cover
    lost: tuple[str, ...]
    dating: Dating
    missing: str = ""
    tables: Tables = field(default_factory=Tables)
    plain_tables: Tables = field(default_factory=Tables)
    unevaluated: tuple[str, ...] = ()


def make_book(repository: Repository, wanted: BookRequest, progress: Progress = no_progress) -> Book:
    """The document of a department and year, its projects by code; of one unit parts two and three.

    Raises PerfError where there is nothing to publish or it is not clear which, UnreadableData where a file that
    belongs to it cannot be read.
    """
    department = wanted.unit[:3] or wanted.department or _only_department(repository)
    year = wanted.year or repository.settings.year or _only_year(repository, department, wanted)
    if wanted.department and wanted.unit and wanted.unit[:3] != wanted.department:
        message = _("the unit {unit} does not belong to department {department}")
        raise PerfError(message.format(unit=wanted.unit, department=wanted.department))
    form = _form(repository, wanted.form)
    selection = Selection(units=(wanted.unit or department,), years=(year,))
    projects = sorted(chosen_projects(repository, selection, progress), key=lambda project: project.code)
    record = repository.load_department(department)
    names = {unit.code: unit.name for unit in record.units} if record else {}
    goals = None if wanted.unit else repository.load_goals(year, department)
    evaluations, unevaluated, unplaced = (
        evaluation_tables(repository, year, wanted.unit or department, projects, separators=wanted.separators)
        if wanted.evaluation
        else ((), (), ())
    )
    if not projects and goals is None and not evaluations:
        raise _nothing(wanted.unit or department, year, wanted)
    settings = repository.settings
    units = {*names, *(project.unit for project in projects)} if not wanted.unit else {wanted.unit}
    dating = Dating(wanted.date, is_asked=True) if wanted.date else _dating(repository, year, department, units, wanted)
    missing = "" if wanted.unit or goals else repository.relative(repository.goals_path(year, department))
    cover = Cover(
        department=department,
        name=names.get(wanted.unit, "") if wanted.unit else record.name if record else "",
        year=year,
        unit=wanted.unit,
        compiled_by=settings.compiled_by,
        reviewed_by=settings.reviewed_by,
        date=dating.day,
    )
    document = PublishedDocument(
        published_goals(goals) if goals else None,
        tuple(published_project(project, names.get(project.unit, "")) for project in projects),
    )
    if form is None:
        lost = (*_lost(document, projects, goals), *unplaced)
        return Book(document, cover, lost, dating, missing, *_tables({}, evaluations, wanted), unevaluated)
    filled = fill(repository, form, named_subjects(repository, projects), DOCX, headings=_headings(projects))
    pages = {project.code: page for project, page in zip(projects, filled.pages, strict=True)}
    without = PublishedDocument(document.goals)
    lost = (*_lost(without, [], goals), *filled.lost, *unplaced)
    return Book(document, cover, lost, dating, missing, *_tables(pages, evaluations, wanted), unevaluated)


def _headings(projects: Iterable[Project]) -> list[str]:
    return [table_title(number, project.name)[0] for number, project in enumerate(projects, 1)]


def _nothing(code: str, year: int, wanted: BookRequest) -> PerfError:
    """The error where there is nothing to publish: of a unit neither part two nor, if asked for, part three."""
    message = _("{code} has neither projects nor overall goals for {year}")
    if wanted.unit:
        message = _("{code} has no projects for {year}")
        if wanted.evaluation:
            message = _("{code} has neither projects nor a self-evaluation for {year}")
    return PerfError(message.format(code=code, year=year), hint=_("See `perf list units`."))


def _form(repository: Repository, slug: str) -> Form | None:
    """The form of part two, None for the published one; raises PerfError for one that is of no single project."""
    if slug in ("", PUBLISHED_FORM):
        return None
    form = form_named(repository, slug)
    if form.of != PROJECT:
        raise PerfError(
            _("{slug} is not a form of one project: part two has a table for each").format(slug=slug),
            hint=_("See `perf form list`."),
        )
    return form


def _tables(
    pages: Mapping[str, LaidPage], evaluations: tuple[EvaluationTable, ...], wanted: BookRequest
) -> tuple[Tables, Tables]:
    """The tables as people read them, and as a text has them: there an amount of nothing is 0, as it was printed."""
    if wanted.separators:
        return (tables := Tables(pages, with_separators, evaluations)), tables
    return Tables(pages, with_decimals, evaluations), Tables(pages, evaluations=evaluations)


def _word(book: Book, _to_pdf: ToPdf, progress: Progress) -> bytes:
    return write_docx(book.document, book.cover, book.tables, progress=progress)


def _text(book: Book, _to_pdf: ToPdf, _progress: Progress) -> bytes:
    return write_text(book.document, book.plain_tables).encode("utf-8")


def _markdown(book: Book, _to_pdf: ToPdf, _progress: Progress) -> bytes:
    return write_markdown(book.document, book.cover, book.tables).encode("utf-8")


def _html(book: Book, _to_pdf: ToPdf, _progress: Progress) -> bytes:
    return write_html(book.document, book.cover, book.tables).encode("utf-8")


def _pdf(book: Book, to_pdf: ToPdf, progress: Progress) -> bytes:
    return to_pdf(write_docx(book.document, book.cover, book.tables, progress=progress))


WRITERS: dict[FileFormat, Callable[[Book, ToPdf, Progress], bytes]] = {
    DOCX: _word,
    TXT: _text,
    MD: _markdown,
    HTML: _html,
    PDF: _pdf,
}
"""How a document is written in each format; a PDF is what `to_pdf` makes of the Word document."""

FORMATS = tuple(WRITERS)


def _dating(repository: Repository, year: int, department: str, units: Iterable[str], wanted: BookRequest) -> Dating:
    """The last commit of the files that a document is made of: what else lies in the folder is no matter."""
    files = [repository.department_path(department), repository.goals_path(year, department)]
    if wanted.evaluation:
        for code in whole_codes(repository, year, wanted.unit or department):
            files += [repository.goals_path(year, code), repository.progress_path(year, code)]
    kinds = ("projects", "progress") if wanted.evaluation else ("projects",)
    folders = (f"{kind}/{year}/{unit}" for kind in kinds for unit in sorted(units))
    try:
        found = dated(repository.root, (SETTINGS, *map(repository.relative, files), *folders))
    except PerfError as error:
        return Dating(failed=error)
    return Dating(changed=found.changed) if found.changed else Dating(found.day)


def _only_department(repository: Repository) -> str:
    departments, problems = read_departments(repository)
    if problems:
        raise UnreadableData(
            _("which department is meant is not clear while these files cannot be read"),
            problems,
            hint=_("Mend these files, or name one with --department."),
        )
    codes = sorted(department.code for department in departments)
    if len(codes) == 1:
        return codes[0]
    raise PerfError(
        _("the repository has {count} departments").format(count=len(codes)),
        hint=_("Name one with --department: {codes}.").format(codes=_(", ").join(codes[:12])),
    )


def _only_year(repository: Repository, department: str, wanted: BookRequest) -> int:
    """The one year of what the document is of; raises PerfError where it is not clear."""
    years = {file.year for file in repository.project_files(units=(department,)) if file.year}
    goals = {(int(item.path.parent.name), item.path.stem) for item in repository.goals()}
    years |= {year for year, code in goals if code == department}
    if wanted.evaluation:
        years |= {year for year, code in goals if code == (wanted.unit or code) and code.startswith(department)}
    if len(years) == 1:
        return years.pop()
    raise PerfError(
        _("it is not clear which year is meant"),
        hint=_("Name one with --year: {years}.").format(years=_(", ").join(map(str, sorted(years)))),
    )


def published_goals(goals: DepartmentGoals) -> PublishedGoals:
    """Overall goals as part one says them."""
    return PublishedGoals(goals.overall, goals.functions, goals.safeguards)


def published_project(project: Project, unit_name: str) -> PublishedProject:
    """A project as its table in part two says it."""
    return PublishedProject(
        code=project.code,
        name=project.name,
        unit=project.unit,
        unit_name=unit_name,
        budget=project.budget,
        purpose=project.purpose,
        goals=project.goals,
        spending_plan=project.spending_plan,
        indicators=project.indicators,
    )


def _lost(document: PublishedDocument, projects: list[Project], goals: DepartmentGoals | None) -> Iterator[str]:
    """Each key of the repository that the document would say otherwise, were it read again."""
    read = as_read(document)
    if goals:
        again = read.goals or PublishedGoals()
        after = DepartmentGoals(
            department=goals.department,
            year=goals.year,
            overall=again.overall,
            functions=again.functions,
            safeguards=again.safeguards,
        )
        yield from _said(goals.department, goals, after)
    found = {project.code: project for project in read.projects}
    for project in projects:
        published = found.get(project.code)
        if published is None:
            yield _("{code}: a project that cannot be read back").format(code=project.code)
            continue
        after_project = published.in_year(project.year, project.template)
        yield from _said(project.code, project, after_project)
    yield from (f"{item.reason}: {item.text[:80]}" for item in read.leftovers)


def _said(code: str, before: Record, after: Record) -> Iterator[str]:
    yield from (f"{code}: {difference}"[:300] for difference in differences(before, after))
