"""`perf form new`: a declaration out of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfcli.actions.form_reading import FormReading, labels_of
from perfcli.actions.forms import FOLDER, NAMED, read_form
from perfcli.actions.new import require_name
from perfcli.actions.reading import Convert, read_as_forms
from perfcli.codec import from_toml
from perfcli.disk import is_file
from perfcli.errors import ConflictingData, PerfError, Problem
from perfcli.form import LIST, PROJECT, UNIT, Form
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.declared.declaration_text import form_text
from perfcli.forms.declared.drafting import drafted_form
from perfcli.forms.laying.shown import INDICATOR
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.paths import SLUG
from perfcli.repository import Repository
from perfcli.writing import Change, locked, write_changes

_OF_RESULTS = ("evaluation", "monitoring")


@dataclass(frozen=True, slots=True)
class DraftedForm:
    """A declaration, where it lies, what of it has to be mended, and what it may lack."""

    path: Path
    form: Form
    problems: tuple[Problem, ...]
    doubts: tuple[str, ...] = ()


def draft_form(repository: Repository, slug: str, name: str, data: bytes, convert: Convert) -> DraftedForm:
    """Declare a form like this sheet; raises PerfError where it holds no form, or where the slug is taken."""
    if not SLUG.fullmatch(slug):
        raise PerfError(_("{text}: {rule}").format(text=slug or '""', rule=_(NAMED)))
    require_name(slug)
    if slug in builtin_forms():
        raise PerfError(
            _("{slug} is the name of a form that comes with perf").format(slug=slug), hint=_("Choose another slug.")
        )
    path = repository.root / FOLDER / f"{slug}.toml"
    reading = FormReading(labels_of(repository), drafting=True)
    words = reading.words
    read = read_as_forms(name, data, convert, reading)
    if not read.cells:
        raise PerfError(_("{file}: nothing stands in this sheet").format(file=name))
    if any(form.kind in _OF_RESULTS for form in read.forms):
        raise PerfError(
            _("{file} is a form of results: what became of goals has no keys that a form could show").format(file=name),
            hint=_("Take the form on which the goals themselves were set."),
        )
    form = drafted_form(read, words, Path(name).stem)
    comment = _("Made out of {file}: look over keys, widths and spans, then run `perf form check {slug}`.")
    text = form_text(form, (comment.format(file=" ".join(Path(name).name.split()), slug=slug),))
    if from_toml(text, Form) != form:
        raise AssertionError("the text of a declaration does not read back as it was meant")
    with locked(repository.root):
        if is_file(path):
            message = _("{path} is there already").format(path=repository.relative(path))
            raise ConflictingData(message, hint=_("Choose another slug, or delete that file first."))
        write_changes(repository.root, [Change(path, None, text.encode("utf-8"))])
    return DraftedForm(path, form, read_form(path, repository.relative(path)).problems, tuple(_doubts(form)))


def _doubts(form: Form) -> Iterator[str]:
    """What a form of this kind has in most places and this one has not; cells that nothing is known of."""
    wanted = {
        PROJECT: ("name", "unit", "goals", "budget.total"),
        UNIT: ("unit", "budget.total"),
        LIST: ("name", "unit"),
    }
    for key in wanted.get(form.of, ()):
        if key not in form.keys and not any(one.startswith(f"{key}.") for one in form.keys):
            yield _("no cell was found for {key}").format(key=key)
    if not any(column.key == f"{INDICATOR}name" for part in form.parts for column in part.columns):
        yield _("no table of indicators was found")
    blank = sum(not (cell.label or cell.key) for part in form.parts for row in part.rows for cell in row)
    if blank:
        message = ngettext(
            "{count} cell has neither a label nor a key", "{count} cells have neither a label nor a key", blank
        )
        yield message.format(count=blank)
