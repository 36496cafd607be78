"""Declared forms, one thing each: what is wrong with a declaration, its text, how a sheet is laid out and read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from perfcli.codec import from_toml
from perfcli.exact import Money
from perfcli.form import Form, FormCell
from perfcli.formats.layout import LaidCell, LaidPage, Look, with_texts
from perfcli.formats.tabbed import write_pages
from perfcli.forms.declared.built_in import PUBLISHED, builtin_forms
from perfcli.forms.declared.declaration_text import form_text
from perfcli.forms.declared.faults import form_faults
from perfcli.forms.laying.laying import lay_out
from perfcli.forms.laying.shown import Subject
from perfcli.model import Budget, DepartmentGoals, Indicator, Project
from tests.forms.declarations import FORMATS, said, said_laid

TEXT = """\
#:schema ../schemas/form.json
# 样表

name = "某县目标表"
of = "project"
title = "{year}年目标表"
scale = "万元"
widths = [1, 2, 3]
above = [[{ label = "填报人：", key = "details.填报人" }, { key = "scale" }]]

[[parts]]
rows = [
    [{ label = "项目名称" }, { key = "name", columns = 2 }],
    [{ label = "资金", rows = 2 }, { label = "预算数" }, { key = "budget.total" }],
    [{ key = "details.备注", columns = 2 }],
]

[[parts]]
label = "指标"
columns = [
    { heading = "三级指标", key = "indicators.name" },
    { heading = "指标值", key = "indicators.target" },
]
"""
FORM = from_toml(TEXT, Form)
PROJECT = Project(
    code="99090424T000000718842",
    name="河道清淤",
    unit="335001",
    year=2024,
    budget=Budget(total=Money("120000.00"), fiscal=Money("120000.00"), other=Money("0.00")),
    indicators=(Indicator(name="清淤长度", target="≥12公里"),),
    details={"填报人": "某某", "备注": "分两年"},
)


def _faults(text: str) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(fault.message, fault.key) for fault in form_faults(from_toml(text, Form))]


def _declared(parts: str, head: str = 'title = "目标表"\nwidths = [1, 1]') -> str:
    return f'name = "表"\n{head}\n\n{parts}'


NAMED = '[{ label = "项目名称" }, { key = "name" }]'
ROWS = f"[[parts]]\nrows = [{NAMED}]\n"
NO_NAME = 'the form has no place for the project\'s name: key = "name"'


@pytest.mark.parametrize(
    ("text", "message", "key"),
    [
        (
            _declared(ROWS, 'of = "projekt"\ntitle = "目标表"\nwidths = [1, 1]'),
            "projekt is not known here; Did you mean: project?",
            ("of",),
        ),
        (
            _declared(ROWS, 'title = "目标表"\nscale = "万"\nwidths = [1, 1]'),
            "万 is not known here; Did you mean: 万元?",
            ("scale",),
        ),
        (
            _declared(
                f'[[parts]]\nrows = [{NAMED}, [{{ label = "预算数" }}, {{ key = "budget.total" }}]]',
                'title = "目标表"\nscale = "万元"\nwidths = [1, 1]',
            ),
            "nothing that the form prints says that its amounts are in 万元",
            ("scale",),
        ),
        (_declared('[[parts]]\nrows = [[{ label = "项目" }, {}]]'), NO_NAME, ("parts",)),
        (
            _declared('[[parts]]\nrows = [[{ label = "项目" }, {}]]', 'title = "{name}目标表"\nwidths = [1, 1]'),
            NO_NAME,
            ("parts",),
        ),
        (
            _declared(ROWS, 'title = "{year}{name}"\nwidths = [1, 1]'),
            "a title of {year} and {name} alone tells no form: it needs words of its own",
            ("title",),
        ),
        (
            _declared('[[parts]]\nrows = [[{ key = "name" }, {}]]', "widths = [1, 1]"),
            "without a title its first row needs a label, else it cannot be told when it is read",
            ("parts",),
        ),
        (
            _declared(f'[[parts]]\nrows = [{NAMED}, [{{ label = "用途" }}, {{ key = "purpos" }}]]'),
            "purpos is not known here; Did you mean: purpose?",
            ("parts", 0, "rows", 1, 1, "key"),
        ),
        (
            _declared(f'[[parts]]\nrows = [{NAMED}, [{{ label = "名称" }}, {{ key = "name" }}]]'),
            "the key name has a cell already",
            ("parts", 0, "rows", 1, 1, "key"),
        ),
        (
            _declared(ROWS, 'title = "目标表"\nwidths = [1, 1]\nabove = [[{ label = "人：", key = "detail.人" }]]'),
            "detail.人 is not known here",
            ("above", 0, 0, "key"),
        ),
        (
            _declared(ROWS, 'title = "目标表"\nwidths = [1, 1]\nbelow = [[{ key = "details.填报人" }]]'),
            "on a line the label and the key of a value stand in one cell: { label = …, key = … }",
            ("below", 0, 0),
        ),
        (
            _declared(ROWS, 'title = "目标表"\nwidths = [1, 1]\nbelow = [[{ label = "注", columns = 2 }]]'),
            "a cell of a line spans nothing",
            ("below", 0, 0),
        ),
        (
            _declared(f"{ROWS}\n[[parts]]\n"),
            "a part has either rows of cells or the columns of a table",
            ("parts", 1),
        ),
        (
            _declared(f'[[parts]]\nrows = [{NAMED}, [{{ label = "用途" }}]]'),
            "the cells of the row span 1 columns, those above them included; the form has 2",
            ("parts", 0, "rows", 1),
        ),
        (
            _declared(f'[[parts]]\nrows = [{NAMED}, [{{ label = "用途", rows = 2 }}, {{}}]]'),
            "a cell spans more rows than the part has below it",
            ("parts", 0, "rows", 1),
        ),
        (
            _declared('[[parts]]\nrows = [[{ key = "name" }, { label = "项", rows = 2 }], [{ columns = 2 }]]'),
            "a cell lies across one that goes on from above",
            ("parts", 0, "rows", 1),
        ),
        (
            _declared(f'{ROWS}\n[[parts]]\ncolumns = [{{ heading = "三级指标", key = "indicators.name" }}]'),
            "the columns of the table span 1 columns, its label included; the form has 2",
            ("parts", 1, "columns"),
        ),
        (
            _declared(
                f'{ROWS}\n[[parts]]\ncolumns = [{{ heading = "指标值", key = "indicators.target", columns = 2 }}]'
            ),
            "a table of indicators needs a column for their names: indicators.name",
            ("parts", 1, "columns"),
        ),
        (
            _declared(
                f'{ROWS}\n[[parts]]\ncolumns = [{{ heading = "指标", key = "indicators.name" }}, '
                '{ heading = "值", key = "indicators.targt" }]'
            ),
            "indicators.targt is not known here; Did you mean: indicators.target, indicators.weight, indicators.name?",
            ("parts", 1, "columns", 1, "key"),
        ),
        (
            _declared(
                f'{ROWS}\n[[parts]]\ncolumns = [{{ heading = "指标", key = "indicators.name" }}, '
                '{ heading = "值", key = "indicators.target", term = "长期" }]'
            ),
            "长期 is not known here; Did you mean: 中期?",
            ("parts", 1, "columns", 1, "term"),
        ),
        (
            _declared(f"[[parts]]\nrows = [{NAMED}]", 'title = "{years}年目标表{name}"\nwidths = [1, 1]'),
            "{years} is not known here; Did you mean: {year}?",
            ("title",),
        ),
        (
            _declared(
                f'[[parts]]\nrows = [{NAMED}, [{{ label = "目标1" }}, {{ key = "goals.1" }}], '
                '[{ label = "目标" }, { key = "goals" }]]'
            ),
            "goals.1 has one of the goals, all of which stand at the key goals already",
            ("parts",),
        ),
        (
            _declared(
                '[[parts]]\ncolumns = [{ heading = "项目", key = "name" }, '
                '{ heading = "任务金额（元）", key = "details.任务金额" }]',
                'of = "list"\ntitle = "目标表（万元）"\nscale = "万元"\nwidths = [1, 1]',
            ),
            "任务金额（元） says another unit than the form, whose amounts are in 万元",
            ("parts", 0, "columns", 1, "heading"),
        ),
    ],
)
def test_what_is_wrong_with_a_declaration(text: str, message: str, key: tuple[str | int, ...]) -> None:
    assert _faults(text) == [(message, key)]


def test_a_form_without_columns() -> None:
    found = _faults(_declared(ROWS, 'title = "目标表"\nwidths = []'))
    assert found[0] == ("a form needs the widths of its columns", ("widths",))


def test_the_text_of_a_declaration() -> None:
    assert form_text(FORM, ("样表",)) == TEXT


def test_a_form_as_text() -> None:
    assert write_pages([_page()]) == (
        "2024年目标表\n"
        "填报人：某某　　　　单位：万元\n"
        "\t项目名称\n\t河道清淤\n\n"
        "\t资金\n\t预算数\n\t12.00\n\n"
        "\t\n\t分两年\n\n"
        "\t指标\n\t三级指标\n\t指标值\n\n"
        "\t\n\t清淤长度\n\t≥12公里\n\n"
        "\n"
    )


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_form_with_an_empty_row_without_labels(chosen: str) -> None:
    """A workbook leaves such a row out."""
    page = _page(replace(PROJECT, details={}))
    forms, left = said(FORMATS[chosen](page), FORM)
    assert ([(form.name, form.total, form.details, form.year) for form in forms], left) == (
        [("河道清淤", Money("120000.00"), {}, 2024)],
        [],
    )


TASK = from_toml(
    TEXT.replace(
        '[{ label = "项目名称" }, { key = "name", columns = 2 }],',
        '[{ label = "项目名称" }, { key = "name", columns = 2 }],\n'
        '    [{ label = "任务金额（万元）" }, { key = "details.任务金额", columns = 2 }],',
    ),
    Form,
)


@pytest.mark.parametrize("chosen", FORMATS)
@pytest.mark.parametrize(
    ("scale", "changes", "details"),
    [
        ("万元", {}, {"任务金额（万元）": "12"}),
        ("万元", {"任务金额（万元）": "任务金额（元）", "12": "120000"}, {"任务金额（元）": "120000"}),
        ("元", {}, {"任务金额（万元）": "12"}),
    ],
)
def test_a_label_says_what_its_own_amount_is_in(
    chosen: str, scale: str, changes: dict[str, str], details: dict[str, str]
) -> None:
    form = replace(TASK, scale=scale)
    page = lay_out(form, [Subject(replace(PROJECT, details={"任务金额（万元）": "12"}))])
    forms, left = said(FORMATS[chosen](with_texts(page, lambda text: changes.get(text, text))), form)
    assert ([(one.total, one.details) for one in forms], left) == ([(Money("120000.00"), details)], [])


def test_an_amount_of_the_budget_is_in_what_its_label_says() -> None:
    text = TEXT.replace('label = "预算数"', 'label = "预算数（元）"')
    form = from_toml(text, Form)
    page = lay_out(form, [Subject(PROJECT)])
    assert "120000.00" in [cell.text for row in page.rows for cell in row]
    assert [one.total for one in said_laid(page, form)[0]] == [Money("120000.00")]


def test_a_line_with_the_year_and_the_scale() -> None:
    line = (FormCell(label="（{year}年度）"), FormCell(key="scale"))
    form = replace(FORM, title="目标表", above=(line,))
    page = lay_out(form, [Subject(PROJECT)])
    assert page.above[0].text == "（2024年度）　　　　单位：万元"
    forms, left = said_laid(page, form)
    assert ([(one.year, one.details) for one in forms], left) == ([(2024, {"备注": "分两年"})], [])


def test_a_title_with_its_year_twice() -> None:
    form = replace(FORM, title="{year}年目标表（{year}年度）")
    page = lay_out(form, [Subject(PROJECT)])
    forms, left = said_laid(page, form)
    assert ([(one.title, one.year) for one in forms], left) == ([("2024年目标表（2024年度）", 2024)], [])


def test_a_unit_with_one_goal() -> None:
    """On a form that is declared it is a goal, not the overall goal."""
    form = builtin_forms()["unit-overall"]
    record = DepartmentGoals(unit="335001", year=2024, overall="住有所居。", goals=("及时维修。",))
    forms, left = said_laid(lay_out(form, [Subject(record, "住房保障局本级")]), form)
    assert ([(one.overall, one.goals) for one in forms], left) == ([("住有所居。", ("及时维修。",))], [])


def test_goals_of_a_unit_that_are_numbered_by_their_name() -> None:
    form = builtin_forms()["unit-overall"]
    record = DepartmentGoals(unit="335001", year=2024, goals=("占位。",))
    page = lay_out(form, [Subject(record, "住房保障局本级")])
    told = "目标1：住有所居。目标2：及时维修；\n当年完成。目标3：群众满意。"
    page = with_texts(page, lambda text: told if "占位" in text else text)
    forms, left = said_laid(page, form)
    assert ([(one.overall, one.goals) for one in forms], left) == (
        [("", ("住有所居。", "及时维修；\n当年完成。", "群众满意。"))],
        [],
    )


def _page(record: Project = PROJECT) -> LaidPage:
    return lay_out(FORM, [Subject(record)])


def _room(cell: LaidCell) -> int:
    """How many characters stand side by side in a cell, by estimate."""
    return int((cell.right - cell.left - 120) / 200)


@pytest.mark.parametrize("slug", [slug for slug in builtin_forms() if slug != PUBLISHED])
def test_no_label_of_ours_leaves_one_character_alone_on_a_line(slug: str) -> None:
    """The published form is as the county prints it."""
    page = lay_out(builtin_forms()[slug], [Subject(PROJECT)])
    labels = [cell for row in page.rows for cell in row if cell.look is Look.LABEL and cell.text]
    assert [
        cell.text for cell in labels if len(cell.text) > 1 and (_room(cell) < 2 or len(cell.text) % _room(cell) == 1)
    ] == []


TABLE_BETWEEN = """\
name = "表"
of = "project"
title = "目标表"
scale = "元"
widths = [1, 1, 1]
above = [[{ key = "scale" }]]

[[parts]]
columns = [
    { heading = "一级指标", key = "indicators.level1", merged = true },
    { heading = "三级指标", key = "indicators.name" },
    { heading = "指标值", key = "indicators.target" },
]

[[parts]]
rows = [[{ label = "产出" }, { key = "name", columns = 2 }]]
"""


@pytest.mark.parametrize("chosen", FORMATS)
def test_rows_of_a_table_that_read_like_what_follows_it_stay_in_it(chosen: str) -> None:
    """An indicator called 项目名称 begins no other form, a level that is worded like the next label no other part."""
    form = from_toml(TABLE_BETWEEN, Form)
    rows = (
        Indicator(level1="项目名称", name="项目名称", target="≥12公里"),
        Indicator(level1="产出", name="清淤长度", target="≥3公里"),
    )
    page = lay_out(form, [Subject(replace(PROJECT, indicators=rows), "", "", "2021")])
    ((found,), left) = said(FORMATS[chosen](page), form)
    assert ([(row.level1, row.name, row.target) for row in found.indicators], found.name, left) == (
        [("项目名称", "项目名称", "≥12公里"), ("产出", "清淤长度", "≥3公里")],
        "河道清淤",
        [],
    )
