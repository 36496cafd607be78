"""`perf form fill`: records on a form, as a file or one for each."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from msgspec.structs import replace

from perfcli.actions.choose import find_projects, read_departments, require_units, unreadable
from perfcli.actions.evaluating import evaluator, read_progress
from perfcli.actions.form_results import became_of
from perfcli.actions.record_sheet import sheet_of
from perfcli.changes import Difference
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.file_format import DOCX, HTML, MD, TXT, XLSX, FileFormat
from perfcli.form import ADJUSTMENT, LIST, OF_RESULTS, UNIT, Form
from perfcli.formats.excel.laid import write_pages as write_workbook
from perfcli.formats.layout import LaidPage, with_texts
from perfcli.formats.markdown import markdown_text
from perfcli.formats.markup import carried
from perfcli.formats.tabbed import write_pages as write_text
from perfcli.formats.web.laid import write_pages as write_web_page
from perfcli.formats.word.laid import write_pages as write_word
from perfcli.formats.word.package import Properties
from perfcli.forms.carrying import lost
from perfcli.forms.laying import NO_SPARE, Spare, lay_out
from perfcli.forms.markdown import markdown_form
from perfcli.forms.shown import PLAN, Subject
from perfcli.forms.shown_results import NOTHING, without_place
from perfcli.framework import framework_for, kinds
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Budget, DepartmentGoals, Project
from perfcli.paths import CODE
from perfcli.paths import UNIT as UNIT_CODE
from perfcli.repository import Repository
from perfcli.scaffold import Answers, scaffold

_NOTHING = Budget(total=Money("0.00"), fiscal=Money("0.00"), other=Money("0.00"))
_TO_FILL_IN = Spare(5, repeats=True)
_BLANK = Spare(12, repeats=True)
_NO_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_LONGEST_NAME = 60
_CONTROL = re.compile(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_MOST_NAMED = 3
_INDEX = re.compile(r"\[[0-9]+\]")


@dataclass(frozen=True, slots=True)
class Filled:
    """Pages of a form, each with its name as a file; `lost` is what of the records has no place on it."""

    form: Form
    pages: tuple[LaidPage, ...]
    names: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """What is known of a project that does not exist yet."""

    unit: str
    template: str = ""
    name: str = ""
    year: int | None = None


def subjects_of(repository: Repository, form: Form, codes: Sequence[str], year: int | None) -> list[Subject]:
    """Whose forms are meant: projects by their codes, of a form for the whole of a unit the units or departments.

    Raises PerfError for a code that is none, or where there are no goals, UnreadableData.
    """
    if form.of == UNIT:
        return named_subjects(repository, [_goals(repository, code, year) for code in codes])
    wrong = [code for code in codes if not CODE.fullmatch(code)]
    if wrong:
        raise PerfError(
            _("{codes}: no code of a project").format(codes=_(", ").join(wrong)),
            hint=_("This form is of projects; `perf list -q` prints their codes."),
        )
    return named_subjects(repository, find_projects(repository, codes, year))


def named_subjects(repository: Repository, records: Sequence[Project | DepartmentGoals]) -> list[Subject]:
    """Records with the names of their units and departments and the framework of their years.

    Raises UnreadableData where the file that has these names cannot be read: they would be missing on the form.
    """
    departments, problems = read_departments(repository)
    codes = {(record.unit if isinstance(record, Project) else record.of)[:3] for record in records}
    if lacking := [problem for problem in problems if PurePosixPath(problem.path).stem in codes]:
        raise unreadable(lacking)
    of_departments = {department.code: department.name for department in departments}
    of_units = {unit.code: unit.name for department in departments for unit in department.units}
    names = of_departments | of_units
    subjects = []
    for record in records:
        code = record.unit if isinstance(record, Project) else record.of
        framework = framework_for(record.year, repository.settings.framework)
        subjects.append(Subject(record, names.get(code, ""), of_departments.get(code[:3], ""), framework))
    return subjects


def _goals(repository: Repository, code: str, year: int | None) -> DepartmentGoals:
    year = year or repository.settings.year
    if year is None:
        found = [item.record.year for item in repository.goals() if item.record and item.record.of == code]
        year = max(found, default=None)
    goals = repository.load_goals(year, code) if year else None
    if goals is None:
        require_units(repository, [code])
        message = _("{code} has no overall goals for {year}")
        raise PerfError(message.format(code=code, year=year or _("any year")))
    return goals


def blank_subject(repository: Repository, form: Form, wanted: Blank) -> Subject:
    """A form to be filled in for a project that does not exist yet: what the template fills, and nothing else."""
    require_units(repository, [wanted.unit])
    if form.of == UNIT and (wanted.template or wanted.name):
        raise PerfError(_("--template and --name are for the form of a project"))
    if form.of != UNIT and not UNIT_CODE.fullmatch(wanted.unit):
        raise PerfError(_("{unit} is a department: a project belongs to a unit").format(unit=wanted.unit))
    year = wanted.year or repository.settings.year
    if year is None:
        raise PerfError(_("no budget year is known"), hint=_("Name one with --year, or set year in perf.toml."))
    if form.of == UNIT:
        goals = DepartmentGoals(unit=wanted.unit if len(wanted.unit) > 3 else "", department=wanted.unit[:3], year=year)
        return named_subjects(repository, [replace(goals, department="" if goals.unit else goals.department)])[0]
    template = repository.load_template(wanted.template) if wanted.template else None
    if wanted.template and template is None:
        raise PerfError(
            _("no template is called {slug}").format(slug=wanted.template), hint=_("See `perf list templates`.")
        )
    framework = framework_for(year, repository.settings.framework)
    known = named_subjects(repository, [Project(code="", name="", unit=wanted.unit, year=year, budget=_NOTHING)])[0]
    answers = Answers(wanted.name or "（　　）", wanted.unit, known.unit_name, year, Money("0.00"))
    record = scaffold(answers, template, kinds(framework))
    return dataclasses.replace(known, record=replace(record, name=wanted.name), is_blank=True)


def fill(
    repository: Repository, form: Form, subjects: Sequence[Subject], chosen: FileFormat, *, blank: bool = False
) -> Filled:
    """The pages of a form; a workbook, and what is blank, has rows to be filled in, save one of adjustments."""
    if form.of in OF_RESULTS and blank:
        raise PerfError(_("--blank is for the form of a project that does not exist yet: this one is of its results"))
    subjects = with_results(repository, form, subjects)
    spare = _BLANK if blank else _TO_FILL_IN if chosen == XLSX and form.of != ADJUSTMENT else NO_SPARE
    spare = spare if chosen == XLSX else Spare(spare.rows)
    groups = [list(subjects)] if form.of == LIST else [[subject] for subject in subjects]
    months = repository.settings.checkpoints
    pages = tuple(with_texts(lay_out(form, group, spare, months), _plain) for group in groups)
    said = () if blank else unplaced_results(form, subjects) if form.of in OF_RESULTS else tuple(_said(form, groups))
    return Filled(form, pages, tuple(file_name(group[0], form) for group in groups), said)


def unplaced_results(form: Form, subjects: Sequence[Subject]) -> tuple[str, ...]:
    """What became of subjects and has no place on a form that shows it, a line a key."""
    return tuple(_unplaced(Counter(key for subject in subjects for key in without_place(form, subject.became))))


def record_pages(repository: Repository, form: Form, subjects: Sequence[Subject], on: date | None) -> Filled:
    """One sheet to fill in what became of projects, a row an indicator; `on` is the day of a monitoring."""
    projects = [subject.record for subject in subjects if isinstance(subject.record, Project)]
    work_out = evaluator(repository)
    ones = [(work_out(project, progress), progress) for project, progress in read_progress(repository, projects)]
    units = dict.fromkeys(f"{subject.unit} {subject.unit_name}".strip() for subject in subjects)
    page = sheet_of(
        form.of, "、".join(list(units)[:_MOST_NAMED]) + (" …" if len(units) > _MOST_NAMED else ""), ones, on
    )
    return Filled(form, (page,), (form.name,))


def with_results(repository: Repository, form: Form, subjects: Sequence[Subject]) -> list[Subject]:
    """Subjects with what became of them, for a form that shows it, unless it is known; raises UnreadableData."""
    projects = [subject.record for subject in subjects if isinstance(subject.record, Project)]
    is_known = all(subject.became is not NOTHING for subject in subjects)
    if form.of not in OF_RESULTS or len(projects) < len(subjects) or is_known:
        return list(subjects)
    work_out = evaluator(repository)
    found = []
    for subject, (project, progress) in zip(subjects, read_progress(repository, projects), strict=True):
        became = became_of(work_out(project, progress), progress, repository.settings)
        found.append(dataclasses.replace(subject, became=became))
    return found


def pages_of(repository: Repository, form: Form, subjects: Sequence[Subject]) -> list[LaidPage]:
    """The pages of a form to be looked at; raises PerfError for a form that is of something else."""
    if form.of == UNIT and any(isinstance(subject.record, Project) for subject in subjects):
        raise PerfError(_("this form is of a unit or department, not of a project"), hint=_("See `perf form list`."))
    subjects = with_results(repository, form, subjects)
    groups = [list(subjects)] if form.of == LIST else [[subject] for subject in subjects]
    return [lay_out(form, group, NO_SPARE, repository.settings.checkpoints) for group in groups if group]


def file_name(subject: Subject, form: Form) -> str:
    """What a file with one form is called, without its ending: code and name, without what a name on disk forbids."""
    record = subject.record
    name = record.name if isinstance(record, Project) and form.of != LIST else subject.unit_name
    code = (record.code if isinstance(record, Project) and form.of != LIST else "") or subject.unit
    plain = _NO_NAME.sub(" ", f"{code} {name}")
    return " ".join(plain.split())[:_LONGEST_NAME].strip(" .") or form.name


def _said(form: Form, groups: Sequence[Sequence[Subject]]) -> Iterator[str]:
    """Each value that would be read otherwise; the keys that the form has no place for in one line each."""
    without: dict[str, int] = {}
    for group in groups:
        for subject, found in lost(form, group, with_texts(lay_out(form, group), _plain)):
            changes = [change for change in found if not _is_derived(change)]
            missing = {_key(change) for change in changes if not _has_place(form, _key(change))}
            for key in sorted(missing):
                without[key] = without.get(key, 0) + 1
            of = getattr(subject.record, "code", "") or subject.unit
            yield from (f"{of}: {change}"[:300] for change in changes if _key(change) not in missing)
    yield from _unplaced(without)


def _unplaced(without: Mapping[str, int]) -> Iterator[str]:
    for key, count in sorted(without.items()):
        message = ngettext(
            "{key}: the form has no place for it ({count} record)",
            "{key}: the form has no place for it ({count} records)",
            count,
        )
        yield message.format(key=key, count=count)


def _plain(text: str) -> str:
    """A text as every format can carry it: a tab parts cells in one, and no control character is a sign in any."""
    return _CONTROL.sub("\ufffd", carried(text.replace("\t", " ").replace("\r", " ")))


def _is_derived(change: Difference) -> bool:
    """Whether a form only prints a level one that the kind says, for want of a column of kinds."""
    return change.key.endswith("].level1") and change.before == ""


def _key(change: Difference) -> str:
    """The key that a difference is about, without the places in lists and tables."""
    key = _INDEX.sub("", change.key)
    return key.partition(".")[0] if key.startswith(PLAN) else key


def _has_place(form: Form, key: str) -> bool:
    if key == "spending_plan":
        return any(one.startswith(PLAN) for one in form.keys)
    if key == "indicators.target":
        return not {"indicators.target", "indicators.value"}.isdisjoint(form.keys)
    if key in ("budget", "indicators", "goals"):
        return key in form.keys or any(one.startswith(f"{key}.") for one in form.keys)
    return key in form.keys


def _word(filled: Filled, title: str) -> bytes:
    return write_word(filled.pages, Properties(title))


def _workbook(filled: Filled, _title: str) -> bytes:
    return write_workbook(filled.pages)


def _web_page(filled: Filled, title: str) -> bytes:
    return write_web_page(filled.pages, title).encode("utf-8")


def _text(filled: Filled, _title: str) -> bytes:
    return write_text(filled.pages).encode("utf-8")


def _markdown(filled: Filled, _title: str) -> bytes:
    blocks = [text for page in filled.pages for text in (f"# {markdown_text(page.title)}", *markdown_form(page))]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


WRITERS: Mapping[FileFormat, Callable[[Filled, str], bytes]] = {
    DOCX: _word,
    XLSX: _workbook,
    TXT: _text,
    HTML: _web_page,
    MD: _markdown,
}
"""How filled-in forms are written in each format: the pages and the title of the whole."""

FORMATS = tuple(WRITERS)


def files_of(filled: Filled, chosen: FileFormat, *, each: bool) -> dict[str, bytes]:
    """The bytes of the one file, under an empty name, or of a file for each page by its name."""
    write = WRITERS[chosen]
    if not each:
        return {"": write(filled, filled.form.name)}
    files: dict[str, bytes] = {}
    for page, name in zip(filled.pages, filled.names, strict=True):
        unique, number = name, 1
        while f"{unique}.{chosen.name}".casefold() in {known.casefold() for known in files}:
            number += 1
            unique = f"{name} {number}"
        files[f"{unique}.{chosen.name}"] = write(Filled(filled.form, (page,), (name,)), page.title or name)
    return files
