"""A form drafted out of a sheet, empty or filled in: what each cell is there is what the reader takes it for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.codec import from_toml
from perfcli.exact import Money
from perfcli.form import OF_RESULTS, UNIT, Form
from perfcli.formats.pages import Page
from perfcli.forms.carrying import carried_record, lost
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.forms.declared.drafting import drafted_form
from perfcli.forms.declared.faults import form_faults
from perfcli.forms.laying.laying import lay_out
from perfcli.forms.laying.shown import DETAIL, Subject
from perfcli.forms.reading import read_forms
from perfcli.forms.reading_for_draft import read_for_draft
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.filled import FilledForm
from perfcli.model import Budget, DepartmentGoals, Project
from tests.forms.declarations import DEPARTMENT_NAME, FORMATS, FRAMEWORK, UNIT_CODE, UNIT_NAME, subjects
from tests.forms.sheets import WORDS, sheet

_FILLED = re.compile(r"(?<=\t)(?:\d+|建成|完成|路改造|335001本级|长度|≥3公里)(?=\t|\n)")


def draft(page: Page) -> Form:
    """The form that a page has, without a fault."""
    drafted = drafted_form(read_for_draft([page], WORDS), WORDS, "表")
    assert form_faults(drafted) == []
    return drafted


def cells(form: Form) -> list[str]:
    """The rows outside of tables in view, each cell by its key or its label."""
    return [" | ".join(cell.key or cell.label or "_" for cell in row) for part in form.parts for row in part.rows]


MONEY = {
    "a term beside the year": (
        """
项目资金（万元）	实施期资金总额	300	年度资金总额	100
^	其中：财政拨款	240	其中：财政拨款	90
^	其他资金	60	其他资金	10
总体目标	实施期目标	<	年度目标	<
^	建成	<	完成	<
""",
        [
            "项目资金（万元） | 实施期资金总额 | details.实施期资金总额 | 年度资金总额 | budget.total",
            "其中：财政拨款 | details.财政拨款（中期） | 其中：财政拨款 | budget.fiscal",
            "其他资金 | details.其他资金（中期） | 其他资金 | budget.other",
            "总体目标 | 实施期目标 | 年度目标",
            "long_term_goals | goals",
        ],
    ),
    "the year before the term": (
        """
项目资金（万元）	年度资金总额	100	长期资金总额	300
^	其中：财政拨款	90	其中：财政拨款	240
^	其他资金	10	其他资金	60
总体目标	年度目标	完成	长期目标	建成
""",
        [
            "项目资金（万元） | 年度资金总额 | budget.total | 长期资金总额 | details.长期资金总额",
            "其中：财政拨款 | budget.fiscal | 其中：财政拨款 | details.财政拨款（中期）",
            "其他资金 | budget.other | 其他资金 | details.其他资金（中期）",
            "总体目标 | 年度目标 | goals | 长期目标 | long_term_goals",
        ],
    ),
    "a term over the year": (
        """
项目资金（万元）	中期资金总额	300	<	<
^	其中：财政拨款	240	<	<
^	其他资金	60	<	<
^	年度资金总额	100	<	<
^	其中：财政拨款	90	<	<
^	其他资金	10	<	<
""",
        [
            "项目资金（万元） | 中期资金总额 | details.中期资金总额",
            "其中：财政拨款 | details.财政拨款",
            "其他资金 | details.其他资金",
            "年度资金总额 | budget.total",
            "其中：财政拨款 | budget.fiscal",
            "其他资金 | budget.other",
        ],
    ),
    "terms over columns": (
        """
项目资金（万元）	资金来源	实施期	年度	上年结转
^	资金总额	300	100	5
^	财政拨款	240	90	5
^	其他资金	60	10	0
""",
        [
            "项目资金（万元） | 资金来源 | 实施期 | 年度 | 上年结转",
            "资金总额 | details.资金总额（实施期） | budget.total | details.资金总额（上年结转）",
            "财政拨款 | details.财政拨款（实施期） | budget.fiscal | details.财政拨款（上年结转）",
            "其他资金 | details.其他资金（实施期） | budget.other | details.其他资金（上年结转）",
        ],
    ),
    "other parts": (
        """
项目资金（万元）	中期资金总额	300	年度资金总额	100
^	其中：中央补助	140	其中：中央补助	50
^	省级资金	100	省级资金	20
^	市级资金	50	市级资金	20
^	上年结转	10	上年结转	10
""",
        [
            "项目资金（万元） | 中期资金总额 | details.中期资金总额 | 年度资金总额 | budget.total",
            "其中：中央补助 | details.中央补助（中期） | 其中：中央补助 | budget.sources.中央补助",
            "省级资金 | details.省级资金（中期） | 省级资金 | budget.sources.省级资金",
            "市级资金 | details.市级资金（中期） | 市级资金 | budget.sources.市级资金",
            "上年结转 | details.上年结转（中期）（万元） | 上年结转 | budget.sources.上年结转",
        ],
    ),
    "labels over amounts": (
        """
资金（万元）	年度资金总额	财政拨款	其他资金	实施期总额
^	100	90	10	300
""",
        [
            "资金（万元） | 年度资金总额 | 财政拨款 | 其他资金 | 实施期总额",
            "budget.total | budget.fiscal | budget.other | details.实施期总额",
        ],
    ),
}


@pytest.mark.parametrize("is_filled", [True, False])
@pytest.mark.parametrize("money", MONEY)
def test_money_is_whose_the_reader_takes_it_for(money: str, is_filled: bool) -> None:
    """Amounts of a longer term, of other years and other parts are none of the year's, on an empty sheet too."""
    rows, wanted = MONEY[money]
    text = f"""\
2021年省级专项资金绩效目标申报表
项目名称	路改造	<	实施单位	335001本级
{rows.strip()}
备注	_	<	<	<
一级指标	二级指标	三级指标	<	指标值
产出指标	数量指标	长度	<	≥3公里
"""
    form = draft(sheet(text if is_filled else _FILLED.sub("_", text)))
    assert cells(form)[: len(wanted) + 1] == ["项目名称 | name | 实施单位 | unit", *wanted]


# Drafts of sheets that were laid out.


def blank(form: Form) -> Subject:
    """What an empty sheet of a form is laid out of."""
    nothing = Money("0.00")
    budget = Budget(total=nothing, fiscal=nothing, other=nothing)
    record = Project(code="", name="", unit=UNIT_CODE, year=2024, budget=budget)
    whole = DepartmentGoals(unit=UNIT_CODE, year=2024, overall="", goals=())
    return Subject(whole if form.of == UNIT else record, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK, is_blank=True)


def filled(form: Form) -> st.SearchStrategy[list[Subject]]:
    """Records for a form, with all of its details: where values are lacking the reader takes labels for them."""
    return subjects(form).map(lambda found: [_with_details(form, subject) for subject in found])


def _with_details(form: Form, subject: Subject) -> Subject:
    labels = sorted(key.removeprefix(DETAIL) for key in form.keys if key.startswith(DETAIL))
    amounts = {label: str(number) for number, label in enumerate(filter(is_amount_label, labels), 1001)}
    details = {**dict.fromkeys(labels, "甲乙"), **subject.record.details, **amounts}
    return replace(subject, record=replace(subject.record, details=details))


OF_TERMS = [
    "项目资金（万元） | 中期资金总额： | details.中期资金总额 | 年度资金总额： | budget.total",
    "其中：财政拨款 | details.财政拨款（中期） | 其中：财政拨款 | budget.fiscal",
    "其他资金 | details.其他资金（中期） | 其他资金 | budget.other",
    "总体目标 | 中期目标 | 年度目标",
    "long_term_goals | goals",
]


@pytest.mark.parametrize("chosen", ["docx", "xlsx", "html"])
@given(st.data())
@settings(max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_a_draft_of_national_terms_has_both_halves(chosen: str, data: st.DataObject) -> None:
    form = builtin_forms()["national-terms"]
    (found,) = data.draw(filled(form) | st.just([blank(form)]))
    rows = cells(draft(FORMATS[chosen](lay_out(form, [found]))))
    assert [row.replace(" | _", "") for row in rows[3:]] == OF_TERMS  # of an empty row a workbook says no spans


def test_a_part_of_a_term_whose_total_is_empty_is_none_of_the_years() -> None:
    rows = """\
2021年省级专项资金绩效目标申报表
项目名称	路改造	<	实施单位	335001本级
项目资金（万元）	中期资金总额	_	年度资金总额	100
^	其中：财政拨款	240	其中：财政拨款	90
"""
    assert cells(draft(sheet(rows)))[2:] == [
        "其中：财政拨款 | details.财政拨款（中期） | 其中：财政拨款 | budget.fiscal"
    ]


OWN = {
    path.stem: from_toml(path.read_text(encoding="utf-8"), Form)
    for path in (Path(__file__).parent / "declared").iterdir()
}
FORMS = {slug: form for slug, form in {**builtin_forms(), **OWN}.items() if form.of not in OF_RESULTS}
WITH_LISTS = ("hebei", "hebei-grades", "unit-overall")
"""Those with a spending plan or a list of tasks, whose rows depend on what is filled in."""


@pytest.mark.parametrize("chosen", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("slug", FORMS)
def test_an_empty_sheet_gives_a_form_of_its_kind_without_a_fault(slug: str, chosen: str) -> None:
    form = FORMS[slug]
    drafted = draft(FORMATS[chosen](lay_out(form, [blank(form)])))
    assert (drafted.of, drafted.scale) == (form.of, form.scale)
    money = {key for key in form.keys if key in ("budget.total", "budget.fiscal", "budget.other")}
    assert money <= drafted.keys


def test_a_row_of_one_empty_cell_is_one() -> None:
    text = """\
2021年绩效目标表
项目名称	_	资金总额（万元）	_
资金支出计划	3月底	6月底	9月底
^	_	<	<
绩效目标	_	<	<
"""
    assert cells(draft(sheet(text))) == [
        "项目名称 | name | 资金总额（万元） | budget.total",
        "资金支出计划 | 3月底 | 6月底 | 9月底",
        "_",
        "绩效目标 | goals",
    ]


def test_tables_below_each_other_end_at_one_edge() -> None:
    """In Word the upper one of two has fewer columns of its own."""
    page = sheet("""\
2021年绩效目标表
项目名称	_	<	资金总额（万元）	_
总体目标	实施期目标	<	年度目标	<
^	_	<	_	<
""")
    page.rows += sheet("""\
一级指标	二级指标	<	三级指标	实施期指标值	年度指标值
产出指标	数量指标	<	_	_	_
""").rows
    assert cells(draft(page)) == [
        "项目名称 | name | 资金总额（万元） | budget.total",
        "总体目标 | 实施期目标 | 年度目标",
        "long_term_goals | goals",
    ]


@pytest.mark.parametrize("chosen", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("slug", [slug for slug in FORMS if slug not in WITH_LISTS])
@given(st.data())
@settings(
    max_examples=5, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
def test_a_draft_takes_its_sheet_as_the_reader_does(slug: str, chosen: str, data: st.DataObject) -> None:
    """And what is laid out on it is read again."""
    form = FORMS[slug]
    found = data.draw(filled(form))
    page = FORMATS[chosen](lay_out(form, found))
    drafted = draft(page)
    by_draft, by_words = (read_forms([page], WORDS, declared=declared).forms for declared in ([drafted], []))
    assert list(map(said, by_draft)) == list(map(said, by_words))
    carried = [replace(one, record=carried_record(one, form)) for one, form in zip(found, by_draft, strict=True)]
    assert [changes for _one, changes in lost(drafted, carried, lay_out(drafted, carried))] == [[] for _one in carried]


def said(form: FilledForm) -> dict[str, object]:
    """What a form says of its record; goals of the whole are the year's for the reader where nothing else is."""
    keys = ("name", "code", "unit", "year", "total", "fiscal", "other", "sources", "purpose", "details", "indicators")
    goals = form.long_term_goals + form.goals
    return {**{key: getattr(form, key) for key in keys}, "goals": goals}
