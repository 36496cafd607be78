"""Laws of declared forms: what is laid out is read again, in every format, whatever the form and the record are."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from perfcli.codec import from_toml
from perfcli.exact import Money
from perfcli.form import OF_RESULTS, Form
from perfcli.forms.carrying import lost
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.declared.declaration_text import form_text
from perfcli.forms.declared.drafting import drafted_form
from perfcli.forms.declared.faults import form_faults
from perfcli.forms.laying.laying import Spare, lay_out
from perfcli.forms.laying.shown import Subject
from perfcli.forms.reading import read_forms
from perfcli.model import Budget, Indicator, Project
from tests.forms.declarations import (
    DEPARTMENT_NAME,
    FORMATS,
    FRAMEWORK,
    UNIT_CODE,
    UNIT_NAME,
    declarations,
    is_whole,
    plain_declarations,
    said,
    said_laid,
    subjects,
)
from tests.forms.sheets import WORDS

SPARE = Spare(5, repeats=True)
of_builtin = settings(max_examples=20, deadline=None)
of_generated = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


OF_GOALS = [slug for slug, form in builtin_forms().items() if form.of not in OF_RESULTS]
"""Those of what became of goals have laws of their own: tests/forms/test_values_like_labels.py."""


def _reads_as_laid_out(form: Form, found: list[Subject]) -> None:
    """Each format says what the page says; a workbook does with rows to fill in, too."""
    page = lay_out(form, found)
    wanted = said_laid(page, form)
    assert {name: said(write(page), form) for name, write in FORMATS.items()} == dict.fromkeys(FORMATS, wanted)
    assert said(FORMATS["xlsx"](lay_out(form, found, SPARE)), form) == wanted


def _carries(form: Form, found: list[Subject]) -> None:
    """What the form has a place for is read as it was, and nothing is left over."""
    page = lay_out(form, found)
    assert [changes for _subject, changes in lost(form, found, page)] == [[] for _subject in found]
    assert said_laid(page, form)[1] == []


@pytest.mark.parametrize("slug", OF_GOALS)
@given(st.data())
@of_builtin
def test_a_form_of_ours_is_read_as_it_is_laid_out(slug: str, data: st.DataObject) -> None:
    form = builtin_forms()[slug]
    _reads_as_laid_out(form, data.draw(st.booleans().flatmap(lambda odd: subjects(form, odd=odd))))


@pytest.mark.parametrize("slug", ["national-terms", "national", "hebei"])
def test_a_text_tells_no_kind_from_one_that_goes_on(slug: str) -> None:
    """What is said of the first row's kind is not said of the next one's, which has none."""
    form = builtin_forms()[slug]
    first = Indicator(kind="数量指标", name="改造套数", target="≥2套", basis="市级标准", level1="产出指标")
    nothing = Money("0.00")
    project = Project(
        code="13030321AAAAAAAAAAAAA",
        name="改造",
        unit=UNIT_CODE,
        year=2021,
        budget=Budget(total=nothing, fiscal=nothing, other=nothing),
        indicators=(first, msgspec.structs.replace(first, kind=""), first),
    )
    (found,), _left = said(
        FORMATS["txt"](lay_out(form, [Subject(project, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK)])), form
    )
    assert [one.kind for one in found.indicators] == ["数量指标", "", "数量指标"]


@pytest.mark.parametrize("slug", OF_GOALS)
@given(st.data())
@of_builtin
def test_a_form_of_ours_carries_what_it_has_a_place_for(slug: str, data: st.DataObject) -> None:
    form = builtin_forms()[slug]
    _carries(form, data.draw(subjects(form)))


@pytest.mark.parametrize("slug", builtin_forms())
def test_a_form_of_ours_has_no_fault_and_is_its_text(slug: str) -> None:
    form = builtin_forms()[slug]
    assert form_faults(form) == []
    assert from_toml(form_text(form), Form) == form


@given(declarations(), st.data(), st.booleans())
@of_generated
def test_any_form_is_read_as_it_is_laid_out(form: Form, data: st.DataObject, odd: bool) -> None:
    _reads_as_laid_out(form, data.draw(subjects(form, odd=odd)))


@given(declarations(), st.data())
@of_generated
def test_any_form_carries_what_it_has_a_place_for(form: Form, data: st.DataObject) -> None:
    _carries(form, data.draw(subjects(form)))


@given(declarations())
@of_generated
def test_any_form_has_no_fault_and_is_its_text(form: Form) -> None:
    assert form_faults(form) == []
    assert from_toml(form_text(form, ("样表",)), Form) == form


@pytest.mark.parametrize("chosen", ["docx", "xlsx", "html"])
@given(plain_declarations(), st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_a_form_drafted_from_a_filled_sheet_reads_that_sheet(chosen: str, form: Form, data: st.DataObject) -> None:
    """Where each value is there, and one table: Word does not say how the columns of two tables lie to each other."""
    found = data.draw(subjects(form))
    assume(is_whole(form, found[0]))
    page = lay_out(form, found)
    sheet = FORMATS[chosen](page)
    assume(len({row.table for row in sheet.rows if not row.is_line}) == 1)
    drafted = drafted_form(read_forms([sheet], WORDS), WORDS, "表")
    assert form_faults(drafted) == []
    assert said(FORMATS[chosen](page), drafted) == said_laid(page, form)
