"""What a Word document carries comes back, whatever the texts are; and it comes out the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.documents.published import Cover, PublishedDocument, PublishedGoals
from perfcli.documents.word_reader import read_docx
from perfcli.documents.word_writer import write_docx
from perfcli.formats.markup import carried
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Function, FunctionIndicator, Indicator, Safeguard
from tests.documents.test_laws import goals, project

COVER = Cover(department="412", name="临溪县水务局", year=2022, compiled_by="办公室 张三", date=date(2022, 1, 5))
cover = st.builds(
    Cover,
    department=st.from_regex(r"[0-9]{3}", fullmatch=True),
    name=st.text("甲乙丙局&<>\"' ", min_size=1, max_size=20).map(str.strip).filter(bool),
    year=st.integers(1000, 9999),
    compiled_by=st.text(max_size=10),
    reviewed_by=st.text("甲乙 :：\n", max_size=10),
)


def _carried(item: PublishedProject) -> PublishedProject:
    """The project without what XML has no character for."""
    return replace(
        item,
        name=carried(item.name),
        unit_name=carried(item.unit_name),
        purpose=carried(item.purpose),
        goals=tuple(map(carried, item.goals)),
        indicators=tuple(
            Indicator(
                kind=row.kind,
                name=carried(row.name),
                description=carried(row.description),
                target=carried(row.target),
                basis=carried(row.basis),
            )
            for row in item.indicators
        ),
    )


def test_a_word_document_carries_what_is_put_into_it() -> None:
    part = PublishedGoals(
        "一\n二",
        (
            Function(
                name="甲", goal="乙\n丙", indicators=(FunctionIndicator(name="丁", description="戊", target="≥1"),)
            ),
        ),
        (Safeguard(title="己", text="庚\n辛"),),
    )
    document = PublishedDocument(part)
    read = read_docx(write_docx(document, COVER))
    assert read == document
    assert read.cover == Cover(department="412", name="临溪县水务局", year=2022)


@settings(deadline=None, max_examples=150)
@given(st.none() | goals, st.lists(project.map(_carried), max_size=3).map(tuple))
def test_what_is_written_reads_back(part: PublishedGoals | None, projects: tuple[PublishedProject, ...]) -> None:
    document = PublishedDocument(part, projects)
    if part is None and not projects:
        return
    assert read_docx(write_docx(document, COVER)) == document


@settings(deadline=None, max_examples=50)
@given(project.map(_carried), cover)
def test_the_cover_says_whose_the_document_is(item: PublishedProject, said: Cover) -> None:
    document = PublishedDocument(None, (item,))
    read = read_docx(write_docx(document, said))
    assert read == document
    assert read.cover is not None
    assert (read.cover.department, read.cover.year) == (said.department, said.year)


@settings(deadline=None, max_examples=20)
@given(goals, st.lists(project, max_size=2).map(tuple))
def test_the_same_document_has_the_same_bytes(part: PublishedGoals, projects: tuple[PublishedProject, ...]) -> None:
    document = PublishedDocument(part, projects)
    assert write_docx(document, COVER) == write_docx(document, COVER)
