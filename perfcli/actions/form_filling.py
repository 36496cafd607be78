"""`perf form fill`: records on a form, as a file or one for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from msgspec.structs import replace

from perfcli.actions.evaluating import evaluator, read_progress
from perfcli.actions.form_files import Filled, file_name
from perfcli.actions.form_subjects import with_results
from perfcli.actions.record_sheet import sheet_of
from perfcli.changes import Difference
from perfcli.errors import PerfError
from perfcli.file_format import XLSX, FileFormat
from perfcli.form import ADJUSTMENT, LIST, OF_RESULTS, UNIT, Form
from perfcli.formats.excel.laid import too_long
from perfcli.formats.layout import LaidPage, with_texts
from perfcli.formats.markup import carried
from perfcli.forms.carrying import lost
from perfcli.forms.cells.blanks import OPEN
from perfcli.forms.laying.laying import NO_SPARE, Spare, lay_out
from perfcli.forms.laying.shown import PLAN, Subject
from perfcli.forms.laying.shown_results import without_place
from perfcli.forms.laying.whole_form import form_for
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Project
from perfcli.regex import regex
from perfcli.repository import Repository

_TO_FILL_IN = Spare(5, repeats=True)
_BLANK = Spare(12, repeats=True)
_CONTROL = regex(r"[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_MOST_NAMED = 3
_INDEX = regex(r"\[[0-9]+\]")


def fill(
    repository: Repository,
    form: Form,
    subjects: Sequence[Subject],
    chosen: FileFormat,
    *,
    blank: bool = False,
    headings: Sequence[str] = (),
) -> Filled:
    """The pages of a form; a workbook, and what is blank, has rows to be filled in, save one of adjustments.

    `headings` are those of a document, which stand over its tables in place of the form's title.
    """
    if form.of in OF_RESULTS and blank:
        raise PerfError(_("--blank is for the form of a project that does not exist yet: this one is of its results"))
    subjects = with_results(repository, form, subjects)
    spare = _BLANK if blank else _TO_FILL_IN if chosen == XLSX and form.of != ADJUSTMENT else NO_SPARE
    spare = spare if chosen == XLSX else Spare(spare.rows)
    groups = [list(subjects)] if form.of == LIST else [[subject] for subject in subjects]
    months = repository.settings.checkpoints
    pages = tuple(with_texts(lay_out(form_for(form, group[0]), group, spare, months), _plain) for group in groups)
    said = unplaced_results(form, subjects) if form.of in OF_RESULTS else tuple(_said(form, groups, headings))
    names = tuple(file_name(group[0], form) for group in groups)
    return Filled(form, pages, names, (*said, *(too_long(pages) if chosen == XLSX else ())))


def unplaced_results(form: Form, subjects: Sequence[Subject]) -> tuple[str, ...]:
    """What became of subjects and has no place on a form that shows it, a line a key."""
    keys = (key for one in subjects for key in without_place(form, one.became, one.record.budget))
    return tuple(_unplaced(Counter(keys)))


def record_pages(repository: Repository, form: Form, subjects: Sequence[Subject], on: date | None) -> Filled:
    """One sheet to fill in what became of projects and wholes, a row an indicator; `on` is the day of a monitoring."""
    projects = [subject.record for subject in subjects if isinstance(subject.record, Project)]
    work_out = evaluator(repository)
    ones = [(work_out(project, progress), progress) for project, progress in read_progress(repository, projects)]
    units = dict.fromkeys(f"{subject.unit} {subject.unit_name}".strip() for subject in subjects)
    page = sheet_of(
        form.of, "、".join(list(units)[:_MOST_NAMED]) + (" …" if len(units) > _MOST_NAMED else ""), ones, on
    )
    return Filled(form, (page,), (form.name,), tuple(too_long([page])))


def pages_of(repository: Repository, form: Form, subjects: Sequence[Subject]) -> list[LaidPage]:
    """The pages of a form to be looked at; raises PerfError for a form that is of something else."""
    if form.of == UNIT and any(isinstance(subject.record, Project) for subject in subjects):
        raise PerfError(_("this form is of a unit or department, not of a project"), hint=_("See `perf form list`."))
    subjects = with_results(repository, form, subjects)
    groups = [list(subjects)] if form.of == LIST else [[subject] for subject in subjects]
    months = repository.settings.checkpoints
    return [lay_out(form_for(form, group[0]), group, NO_SPARE, months) for group in groups if group]


def _said(form: Form, groups: Sequence[Sequence[Subject]], headings: Sequence[str]) -> Iterator[str]:
    """Each value that would be read otherwise; the keys that the form has no place for in one line each."""
    without: dict[str, int] = {}
    for group, heading in zip_longest(groups, headings):
        page = lay_out(form, group)
        page = replace(page, title=heading) if heading else page
        for subject, found in lost(form, group, with_texts(page, _plain)):
            if subject.is_blank and not any(row.name for row in subject.record.indicators):
                continue  # a sheet to fill in, without a template that knows anything of it
            changes = [change for change in found if not _is_derived(change)]
            missing = {_key(change) for change in changes if not _has_place(form, _key(change))}
            changes = [change for change in changes if not (subject.is_blank and OPEN in str(change.before))]
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
