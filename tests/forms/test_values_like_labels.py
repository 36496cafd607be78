"""Values that read like labels: on a declared form the declaration says what is a label and what a value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.exact import Money
from perfcli.form import EVALUATION, OF_PROGRESS, Form
from perfcli.forms.carrying import lost
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.laying.laying import Spare, lay_out
from perfcli.forms.laying.shown import Subject
from perfcli.forms.laying.shown_results import NOTHING, Became
from perfcli.forms.laying.whole_form import form_for, has_form_of_whole
from perfcli.forms.record.filled import OVERALL, FilledForm
from perfcli.model import Budget, DepartmentGoals, Indicator, Project
from perfcli.progress import EvaluatedIndicator, Evaluation, MonitoredIndicator, Monitoring
from tests.forms.declarations import DEPARTMENT_NAME, FORMATS, FRAMEWORK, UNIT_CODE, UNIT_NAME, said, said_laid
from tests.forms.sheets import WORDS

SPARE = Spare(5, repeats=True)
LABELS = sorted({word for group in WORDS.words.values() for word in group if len(word) > 1})
"""All that the vocabulary knows: fields, money, headings, levels, sections, titles."""

label = st.sampled_from(LABELS)
value = label | st.builds("{}：{}".format, label, label) | st.builds("{}{}".format, label, st.integers(1, 9))
amount = st.integers(1, 10**9).map(lambda fen: Money.parse(fen) / 100).map(Money.parse)
OF_GOALS = [slug for slug, form in builtin_forms().items() if form.of in ("project", "unit")]
OF_RESULTS = [slug for slug, form in builtin_forms().items() if form.of in OF_PROGRESS]
OF_WHOLES = [slug for slug in OF_RESULTS if has_form_of_whole(builtin_forms()[slug])]
few = settings(max_examples=25, deadline=None, phases=(Phase.generate,))


@st.composite
def indicators(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """Indicators whose names and targets read like labels."""
    names = draw(st.lists(value, min_size=1, max_size=3, unique=True))
    return tuple(
        Indicator(kind=draw(st.sampled_from(("数量指标", "质量指标"))), name=name, target=draw(value)) for name in names
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project of which every text reads like a label."""
    total = draw(amount)
    return Project(
        code="99090424T000000718842",
        name=draw(value),
        unit=UNIT_CODE,
        year=2024,
        goals=tuple(draw(st.lists(value, min_size=1, max_size=3))),
        budget=Budget(total=total, fiscal=total, other=Money("0.00")),
        indicators=draw(indicators()),
    )


@st.composite
def became(draw: st.DrawFn, record: Project) -> Became:
    """What became of a project in such words."""
    names = tuple(row.name for row in record.indicators)
    total = record.budget.total
    evaluation = Evaluation(
        spent=total,
        results=tuple(draw(value) for _goal in record.goals),
        indicators={name: EvaluatedIndicator(actual=draw(value), reason=draw(value)) for name in names},
    )
    monitoring = Monitoring(
        date=date(2024, 7, 31),
        spent=total,
        conclusion=draw(value),
        measures=draw(value),
        indicators={name: MonitoredIndicator(value=draw(value), explanation=draw(value)) for name in names},
    )
    return Became(names, initial=total, adjusted=total, evaluation=evaluation, monitoring=monitoring)


def subject(record: Project, results: Became = NOTHING, *, is_whole: bool = False) -> Subject:
    return Subject(record, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK, became=results, is_whole=is_whole)


def everywhere(form: Form, one: Subject) -> FilledForm:
    """What all formats say of a subject, alike and without anything left over."""
    page = lay_out(form_for(form, one), [one])
    wanted = said_laid(page, form)
    found = {name: said(write(page), form) for name, write in FORMATS.items()}
    found["xlsx with rows to fill in"] = said(FORMATS["xlsx"](lay_out(form_for(form, one), [one], SPARE)), form)
    assert found == dict.fromkeys(found, wanted)
    (only,), left = wanted
    assert left == []
    return only


@pytest.mark.parametrize("slug", OF_RESULTS)
@given(st.data())
@few
def test_a_form_of_results_says_what_it_was_filled_in_with(slug: str, data: st.DataObject) -> None:
    form, record = builtin_forms()[slug], data.draw(projects())
    results = data.draw(became(record))
    found = everywhere(form, subject(record, results))
    assert (found.name, found.code, found.unit, found.budget) == (record.name, record.code, UNIT_CODE, record.budget)
    assert (found.goals, found.overall, found.long_term_goals) == (record.goals, "", ())
    assert rows(found.indicators) == rows(record.indicators)
    assert_became(found, results, form)


@pytest.mark.parametrize("slug", OF_WHOLES)
@given(st.data())
@few
def test_so_does_that_of_a_whole(slug: str, data: st.DataObject) -> None:
    """One goal is a goal as several are, and not the overall one."""
    form = builtin_forms()[slug]
    record = replace(data.draw(projects()), code="", name=UNIT_NAME)
    results = data.draw(became(record))
    found = everywhere(form, subject(record, results, is_whole=True))
    assert (found.subject, found.unit, found.goals, found.overall) == (OVERALL, UNIT_CODE, record.goals, "")
    assert rows(found.indicators) == rows(record.indicators)
    assert_became(found, results, form)


@pytest.mark.parametrize("slug", OF_GOALS)
@given(st.data())
@few
def test_a_form_of_goals_carries_them(slug: str, data: st.DataObject) -> None:
    form, record = builtin_forms()[slug], data.draw(projects())
    if form.of == "project":
        one = subject(record)
    else:
        whole = DepartmentGoals(
            unit=UNIT_CODE, year=2024, overall=data.draw(value), goals=record.goals, indicators=record.indicators
        )
        one = Subject(whole, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK)
    found = everywhere(form, one)
    assert (found.goals, [row[1:] for row in rows(found.indicators)]) == (
        record.goals,
        [row[1:] for row in rows(record.indicators)],
    )
    if "indicators.kind" in form.keys:
        assert [changes for _one, changes in lost(form, [one], lay_out(form, [one]))] == [[]]


def rows(found: Sequence[Indicator]) -> list[tuple[str, str, str]]:
    return [(row.kind, row.name, row.target) for row in found]


def assert_became(found: FilledForm, results: Became, form: Form) -> None:
    """What became of goals, money and indicators is what was recorded."""
    assert found.results is not None
    assert found.results.kind == form.of
    told = found.results.indicators
    assert found.results.spent == results.evaluation.spent
    if form.of == EVALUATION:
        assert found.results.results == results.evaluation.results
        wanted = {
            name: {"actual": row.actual, "reason": row.reason} for name, row in results.evaluation.indicators.items()
        }
    else:
        assert results.monitoring is not None
        said_of_whole = (found.results.day, found.results.month, found.results.conclusion, found.results.measures)
        own = results.monitoring
        assert said_of_whole == (own.date, 7, own.conclusion, own.measures)
        wanted = {name: {"value": row.value, "explanation": row.explanation} for name, row in own.indicators.items()}
    assert told == wanted
