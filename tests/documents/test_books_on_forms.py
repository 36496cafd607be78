"""A law of part two on any declared form: a document in Word, or taken out of it, says what its tables say."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.actions.book import published_project
from perfcli.actions.form_reading import FormReading
from perfcli.actions.forms import KnownForm, ReadableForms
from perfcli.actions.reading import read_source
from perfcli.documents.outline import table_title
from perfcli.documents.published import Cover, PublishedDocument, PublishedGoals
from perfcli.documents.tables import Tables
from perfcli.documents.text_writer import write_text
from perfcli.documents.word_writer import write_docx
from perfcli.form import PROJECT, Form
from perfcli.formats.layout import LaidPage
from perfcli.forms.laying.laying import lay_out
from perfcli.forms.laying.shown import Subject
from perfcli.forms.record.filled import FilledForm
from perfcli.model import Project
from tests.forms.declarations import DEPARTMENT_NAME, FRAMEWORK, UNIT_NAME, declarations, said_laid, subjects

GOALS = PublishedGoals(overall="供水安全。")
COVER = Cover(department="335", name=DEPARTMENT_NAME, year=2024)


def _not_converted(_data: bytes, _suffix: str) -> bytes:
    raise AssertionError


def _read(name: str, data: bytes, form: Form) -> PublishedDocument:
    reading = FormReading(readable=ReadableForms({"own": KnownForm("own", form)}))
    source, _decoded = read_source(name, data, _not_converted, reading)
    assert isinstance(source, PublishedDocument)
    return source


def _plain(form: FilledForm) -> FilledForm:
    """Without where it stands and the year, which a document says once for all."""
    return replace(form, where="", assumptions=(), year=None)


@given(declarations().filter(lambda form: form.of == PROJECT), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_document_says_what_its_tables_say(form: Form, data: st.DataObject) -> None:
    found = [data.draw(subjects(form))[0].record for _number in range(2)]
    projects = [
        replace(record, code=f"99090424T00000071884{at}")
        for at, record in enumerate(found)
        if isinstance(record, Project)
    ]
    assume(len({project.name for project in projects}) == len(projects))
    pages: dict[str, LaidPage] = {}
    wanted: list[FilledForm] = []
    for number, project in enumerate(projects, 1):
        page = lay_out(form, [Subject(project, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK)])
        pages[project.code] = page
        forms, left = said_laid(replace(page, title=table_title(number, project.name)[0]), form)
        assert left == []
        wanted += map(_plain, forms)
    document = PublishedDocument(GOALS, tuple(published_project(project, UNIT_NAME) for project in projects))
    written = {
        "a.docx": write_docx(document, COVER, Tables(pages)),
        "a.txt": write_text(document, Tables(pages)).encode(),
    }
    for name, content in written.items():
        read = _read(name, content, form)
        assert (read.goals, read.leftovers) == (GOALS, ())
        assert read.forms is not None
        assert [_plain(one) for one in read.forms.forms] == wanted
