"""A workbook of `perf export`, edited as people do and taken back by `perf import --update`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import HEATING, MAINTENANCE, Perf

Edit = Callable[[Workbook], object]
PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
NEW = "1303032103Z8GUVWEGUTF"


@dataclass(frozen=True)
class Back:
    """What came of a workbook: the status, what was said, the lines of files that are new and those that are gone."""

    status: int
    out: str
    said: list[str]
    added: list[str]
    gone: list[str]


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[1] if cell.value is not None}


def put(name: str, row: int, **values: Any) -> Edit:
    """Type values into a row of a sheet, None to empty a cell; row 0 is a new one at the end."""

    def edit(book: Workbook) -> None:
        sheet = book[name]
        at = row or sheet.max_row + 1
        for heading, value in values.items():
            sheet.cell(at, columns(sheet)[heading]).value = value

    return edit


def take_back(perf: Perf, *edits: Edit) -> Back:
    assert perf("export", "a.xlsx", "--headings", "zh").status == 0
    path = perf.root / "a.xlsx"
    book = openpyxl.load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    before = _lines(perf)
    outcome = perf("import", "a.xlsx", "--update")
    after = _lines(perf)
    said = [line.strip().removeprefix("a.xlsx:").strip() for line in outcome.err.splitlines()]
    added = [line for line in after if line not in before]
    return Back(outcome.status, outcome.out, said, added, [line for line in before if line not in after])


def _lines(perf: Perf) -> list[str]:
    """Every line of every record, with the end of its file's name before it."""
    files = {name: text for name, text in perf.snapshot().items() if name.endswith(".toml")}
    return [f"{Path(name).stem}: {line}" for name, text in files.items() for line in _spelled(text).splitlines()]


def _spelled(text: bytes | str) -> str:
    return text if isinstance(text, str) else text.decode("utf-8")


def changed(back: Back) -> tuple[list[str], list[str]]:
    """The lines gone and the lines that came in their place, of MAINTENANCE's file."""
    begin = f"{MAINTENANCE}: "
    return [line.removeprefix(begin) for line in back.gone], [line.removeprefix(begin) for line in back.added]


def test_a_workbook_that_was_not_edited_changes_nothing(perf: Perf) -> None:
    back = take_back(perf)
    assert (back.status, back.said, changed(back)) == (0, [], ([], []))


@pytest.mark.parametrize(
    ("sheet", "row", "typed", "before", "after"),
    [
        ("绩效指标", 2, {"数值": 180}, 'target = "≥174套"', 'target = "≥180套"'),
        ("绩效指标", 2, {"数值": "180套"}, 'target = "≥174套"', 'target = "≥180套"'),
        ("绩效指标", 2, {"符号": "≤"}, 'target = "≥174套"', 'target = "≤174套"'),
        ("绩效指标", 2, {"计量单位": "户"}, 'target = "≥174套"', 'target = "≥174户"'),
        ("绩效指标", 2, {"上限": 200, "符号": "range"}, 'target = "≥174套"', 'target = "174-200套"'),
        ("绩效指标", 2, {"指标值": "≥200套"}, 'target = "≥174套"', 'target = "≥200套"'),
        ("绩效指标", 2, {"二级指标": "质量指标"}, 'kind = "数量指标"', 'kind = "质量指标"'),
        ("绩效指标", 2, {"二级指标": "社会效益指标"}, 'kind = "数量指标"', 'kind = "社会效益指标"'),
        ("项目", 2, {"项目名称": "维修"}, 'name = "公租房维修费"', 'name = "维修"'),
        ("项目", 2, {"预算数": "25万", "财政资金": 210000}, "total = 240000.00", "total = 250000.00"),
        ("项目", 2, {"预算数": "２５万元", "财政资金": "21万"}, "total = 240000.00", "total = 250000.00"),
        ("项目", 2, {"预算数": "250,000", "财政资金": "210000.00元"}, "total = 240000.00", "total = 250000.00"),
        ("资金支出计划", 2, {"累计支出比例": "30%"}, "3 = 25.00", "3 = 30.00"),
        ("资金支出计划", 2, {"计划累计支出": 72000}, "3 = 25.00", "3 = 30.00"),
        ("资金支出计划", 2, {"月份": "4月底"}, "3 = 25.00", "4 = 25.00"),
    ],
)
def test_a_value_that_was_typed_is_the_one_that_changes(
    perf: Perf, sheet: str, row: int, typed: dict[str, Any], before: str, after: str
) -> None:
    back = take_back(perf, put(sheet, row, **typed))
    assert (back.status, back.said) == (0, [])
    gone, added = changed(back)
    assert (gone[0], added[0]) == (before, after)
    assert len(gone) == len(added) == 1 + ("财政资金" in typed)
    lines = _lines(perf)
    again = perf("import", "a.xlsx", "--update")
    assert (again.status, _lines(perf)) == (0, lines), "the same workbook again changes nothing more"
    assert not [line for line in again.err.splitlines() if "a.xlsx" in line and "汇总" not in line], again.err


def test_a_budget_and_the_plan_beside_it_are_taken_back_once(perf: Perf) -> None:
    """What a plan amounts to was not edited with the total it is computed from, however often it is read."""
    back = take_back(perf, put("项目", 2, 预算数=300000, 财政资金=260000), put("绩效指标", 2, 数值=180))
    lines = _lines(perf)
    assert perf("import", "a.xlsx", "--update").status == 0
    assert (_lines(perf), len(back.added)) == (lines, 3)


@pytest.mark.parametrize(
    ("sheet", "typed", "gone"),
    [
        ("项目", {"资金用途": None}, ['purpose = "用于公租房日常维修。"']),
        ("项目", {"指标模板": None}, ['template = "housing-maintenance"']),
        ("绩效目标", {"绩效目标": None}, ['  "及时维修。",']),
        ("资金支出计划", {"累计支出比例": None}, ["3 = 25.00"]),
        ("绩效指标", dict.fromkeys(("指标值", "符号", "数值", "计量单位")), ['target = "≥174套"']),
        ("绩效指标", {"指标值确定依据": None}, ['basis = "计划"']),
    ],
)
def test_an_emptied_cell_empties_its_key(perf: Perf, sheet: str, typed: dict[str, Any], gone: list[str]) -> None:
    back = take_back(perf, put(sheet, 2, **typed))
    assert (back.status, back.said, changed(back)[0]) == (0, [], gone)


def test_an_indicator_without_anything_is_taken_out(perf: Perf) -> None:
    texts = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "符号", "数值", "计量单位")
    back = take_back(perf, put("绩效指标", 2, **dict.fromkeys(texts)))
    assert (back.status, back.said) == (0, [])
    assert 'name = "维修套数"' in changed(back)[0]
    assert perf.read(PROJECT).count("[[indicators]]") == 1


@pytest.mark.parametrize(
    ("sheet", "typed", "said"),
    [
        ("项目", {"项目名称": None}, "项目, row 2, column E: cannot be empty: it stays as it was: (empty)"),
        ("项目", {"单位编码": None}, "项目, row 2, column B: cannot be empty: it stays as it was: (empty)"),
        (
            "项目",
            dict.fromkeys(("预算数", "财政资金", "其他资金")),
            "项目, row 2, column G: cannot be empty: it stays as it was: (empty)",
        ),
        (
            "项目",
            {"单位名称": "别的单位"},
            "项目, row 2, column D: the name of a unit is changed in the sheet of departments and units: 别的单位",
        ),
        (
            "绩效指标",
            {"项目名称": "别的"},
            "绩效指标, row 2, column D: the name of a project is changed in the sheet of projects: 别的",
        ),
        (
            "绩效指标",
            {"数值": None},
            "绩效指标, row 2, column M: no target can be made of this: the target stays as it is: ≥ 套",
        ),
        ("绩效指标", {"数值": "很多"}, "绩效指标, row 2, column M: not a number: the target stays as it is: ≥ 很多 套"),
        (
            "资金支出计划",
            {"计划累计支出": 7},
            "资金支出计划, row 2, column G: computed from the cumulative share and the budget: change those: 7.00",
        ),
        ("部门与单位", {"单位名称": None}, "部门与单位, row 2, column D: cannot be empty: it stays as it was: (empty)"),
    ],
)
def test_what_cannot_be_taken_over_is_named_and_stays(perf: Perf, sheet: str, typed: dict[str, Any], said: str) -> None:
    back = take_back(perf, put(sheet, 2, **typed))
    assert (back.status, back.said, changed(back)) == (1, ["Error: 1 lines could not be placed:", said], ([], []))


def test_a_target_typed_over_as_a_bare_number_is_said(perf: Perf) -> None:
    back = take_back(perf, put("绩效指标", 2, 指标值=180))
    said = f"{MAINTENANCE}: indicators[维修套数].target: 180 has neither the operator nor the unit of ≥174套"
    assert (*changed(back), back.said) == (['target = "≥174套"'], ['target = "180"'], [said])


@pytest.mark.parametrize(
    ("sheet", "said"),
    [("绩效目标", "2 goals are taken out, none is left"), ("绩效指标", "2 indicators are taken out, none is left")],
)
def test_that_all_of_a_list_goes_is_said(perf: Perf, sheet: str, said: str) -> None:
    def none_left(book: Workbook) -> None:
        rows = [row for row in range(2, book[sheet].max_row + 1) if book[sheet].cell(row, 3).value == MAINTENANCE]
        book[sheet].delete_rows(rows[0], len(rows))

    assert take_back(perf, none_left).said == [f"{MAINTENANCE}: {said}"]


def test_a_target_and_its_number_changed_to_two_things(perf: Perf) -> None:
    back = take_back(perf, put("绩效指标", 2, 指标值="≥200套", 数值=190))
    assert changed(back) == (['target = "≥174套"'], ['target = "≥200套"'])
    assert back.said[1:] == [
        "绩效指标, row 2, column M: the target was changed too, and is what is taken over: ≥ 190 套"
    ]


def test_an_empty_target_beside_its_number_stays(perf: Perf) -> None:
    back = take_back(perf, put("绩效指标", 2, 指标值=None))
    assert (back.status, changed(back)) == (0, ([], []))
    assert back.said == ["绩效指标: row 2: no target, but its number: taken as ≥174套"]


def test_a_total_that_is_not_its_funds_is_said(perf: Perf) -> None:
    back = take_back(perf, put("项目", 2, 预算数=250000))
    assert changed(back) == (["total = 240000.00"], ["total = 250000.00"])
    assert back.said == [
        "项目: row 2: the total 250000.00 is not the sum of its funds 200000.00 and 40000.00",
    ]


def test_empty_funds_are_what_the_total_leaves(perf: Perf) -> None:
    back = take_back(perf, put("项目", 2, 预算数=250000, 财政资金=None))
    assert changed(back)[1] == ["total = 250000.00", "fiscal = 210000.00"]
    assert back.said == ["项目: row 2: 财政资金 is empty: taken as what the total leaves"]


def new_project(book: Workbook) -> None:
    put("项目", 0, 年度=2021, 单位编码="335001", 项目名称="新项目", 预算数="25万", 财政资金=250000, 其他资金=0)(book)
    put("绩效目标", 0, 年度=2021, 单位编码="335001", 项目名称="新项目", 绩效目标="做好。")(book)
    put(
        "绩效指标",
        0,
        年度=2021,
        单位编码="335001",
        项目名称="新项目",
        二级指标="数量指标",
        三级指标="甲",
        指标值="≥3个",
    )(book)
    put("绩效指标", 0, 二级指标="质量指标", 三级指标="乙", 符号="≥", 数值=90, 计量单位="%")(book)


def test_a_row_without_a_code_is_a_new_project(perf: Perf) -> None:
    back = take_back(perf, new_project)
    assert back.status == 0
    assert back.said == [
        f"项目: row 5: a new project, its code is computed: {NEW} 新项目",
        f"绩效目标: row 4 has no code: taken as {NEW} by its name 新项目",
        f"绩效指标: row 4 has no code: taken as {NEW} by its name 新项目",
        f"绩效指标: row 5 says no project: taken as {NEW}, as the row above",
        "绩效指标: row 5: no target, but its number: taken as ≥90%",
    ]
    text = perf.read(f"projects/2021/335001/{NEW}.toml")
    for line in ('name = "新项目"', "total = 250000.00", '"做好。"', 'target = "≥3个"', 'target = "≥90%"'):
        assert line in text
    again = perf("import", "a.xlsx", "--update")
    assert (again.status, "Nothing to change" in again.out) == (0, True)
    assert f"项目: row 5 has no code: taken as {NEW} by its name 新项目" in again.err


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"单位编码": "335001", "项目名称": "甲", "预算数": 1}, "no code, and no budget year"),
        ({"年度": 2021, "项目名称": "甲", "预算数": 1}, "no code, and no unit whose project it is"),
        ({"年度": 2021, "单位编码": "335001", "预算数": 1}, "no code, and no name of a project"),
        (
            {"年度": 2021, "单位编码": "335001", "项目名称": "公租房维修费", "预算数": 1},
            f"no code, and row 2 is the project of this name: {MAINTENANCE}",
        ),
        ({"项目名称": "合计", "预算数": 240000.05}, "a total, no record"),
    ],
)
def test_a_new_row_that_says_too_little_is_named(perf: Perf, typed: dict[str, Any], reason: str) -> None:
    back = take_back(perf, put("项目", 0, **typed))
    assert (back.status, changed(back)) == (1, ([], []))
    assert back.said[1].startswith(f"项目, row 5: {reason}")


def test_a_row_by_the_name_of_its_unit(perf: Perf) -> None:
    back = take_back(perf, put("项目", 0, 年度=2021, 单位名称="供热站", 项目名称="新项目", 预算数=1))
    assert back.status == 0
    assert 'unit = "335002"' in "\n".join(back.added)


def test_a_code_that_is_missing_is_found_by_the_name(perf: Perf) -> None:
    back = take_back(perf, put("项目", 2, 项目编码=None, 资金用途="新的"), put("绩效指标", 2, 项目编码=None, 数值=180))
    assert changed(back)[1] == ['purpose = "新的"', 'target = "≥180套"']
    assert back.said == [
        f"项目: row 2 has no code: taken as {MAINTENANCE} by its name 公租房维修费",
        f"绩效指标: row 2 has no code: taken as {MAINTENANCE} by its name 公租房维修费",
    ]


@pytest.mark.parametrize(
    ("sheet", "first", "second", "lines"),
    [
        ("绩效目标", {"绩效目标": "甲"}, {"绩效目标": "乙"}, ['  "甲",', '  "乙",']),
        ("绩效指标", {"三级指标": "甲"}, {"三级指标": "乙"}, ['name = "甲"', 'name = "乙"']),
    ],
)
def test_a_bare_row_is_of_the_project_above_or_of_none(
    perf: Perf, sheet: str, first: dict[str, Any], second: dict[str, Any], lines: list[str]
) -> None:
    """The year is that of all rows; below a row of no known project nothing goes to the one before it."""
    back = take_back(perf, put(sheet, 0, 项目名称="公租房维修费", **first), put(sheet, 0, **second))
    assert (back.status, [line for line in changed(back)[1] if line in lines]) == (0, lines)


def test_a_bare_row_below_a_row_of_no_known_project_is_left_over(perf: Perf) -> None:
    back = take_back(perf, put("绩效目标", 0, 项目名称="没有的", 绩效目标="甲"), put("绩效目标", 0, 绩效目标="乙"))
    assert (back.status, back.added) == (1, [])
    assert back.said[-2:] == [
        "绩效目标, row 4: no code, and no budget year: fill it in, or name one with --year: 没有的 | 甲",
        "绩效目标, row 5: it says no project, and that of the row above is not known: 乙",
    ]


def test_goals_of_a_new_project_go_by_its_name(perf: Perf) -> None:
    new = put("项目", 0, 年度=2021, 单位编码="335001", 项目名称="新项目", 预算数=1)
    back = take_back(perf, new, put("绩效目标", 0, 项目名称="新项目", 绩效目标="甲"), put("绩效目标", 0, 绩效目标="乙"))
    assert back.status == 0
    assert [line for line in back.added if "甲" in line or "乙" in line] == [f'{NEW}:   "甲",', f'{NEW}:   "乙",']


def delete_rows(name: str, heading: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        sheet = book[name]
        at = columns(sheet)[heading]
        for row in range(sheet.max_row, 1, -1):
            if sheet.cell(row, at).value == value:
                sheet.delete_rows(row)

    return edit


def test_rows_that_were_deleted_take_their_items_out(perf: Perf) -> None:
    back = take_back(perf, delete_rows("绩效指标", "三级指标", "维修套数"), delete_rows("绩效目标", "序号", 2))
    assert (back.status, back.said) == (0, [])
    assert {'  "住户满意。",', 'name = "维修套数"'} <= set(changed(back)[0])
    assert "goals[2]: 住户满意。 → (nothing)" in back.out


def test_a_project_is_not_deleted_by_deleting_its_row(perf: Perf) -> None:
    back = take_back(perf, delete_rows("项目", "项目编码", MAINTENANCE))
    assert (back.status, changed(back)) == (1, ([], []))
    assert back.said[1:] == [
        "绩效目标, row 2, column C: its row is missing in the sheet of projects; "
        f"an import deletes no project, `perf rm` does: 绩效目标 {MAINTENANCE}"
    ]


def test_a_project_without_any_row_is_said(perf: Perf) -> None:
    sheets = ("项目", "绩效目标", "绩效指标", "资金支出计划")
    put_another = put("项目", 0, 年度=2021, 单位编码="335001", 项目名称="新项目", 预算数=1)
    back = take_back(perf, *(delete_rows(name, "项目编码", MAINTENANCE) for name in sheets), put_another)
    assert back.status == 0
    assert f"335001, 2021: 1 project is in no row and stays as it is: {MAINTENANCE}" in back.said


@pytest.mark.parametrize(
    ("sheet", "others"), [("绩效指标", 0), ("绩效目标", 0), ("职能指标", 0), ("总体目标与保障措施", 0), ("部门职能", 1)]
)
def test_a_sheet_that_was_deleted_changes_nothing(perf: Perf, sheet: str, others: int) -> None:
    back = take_back(perf, lambda book: book.remove(book[sheet]))
    assert (back.status, changed(back)) == (int(others > 0), ([], []))
    assert f"without the sheets {sheet}: what they hold stays as it is" in "\n".join(back.said)


def test_a_column_that_was_deleted_changes_nothing(perf: Perf) -> None:
    back = take_back(perf, lambda book: book["项目"].delete_cols(columns(book["项目"])["资金用途"]))
    assert (back.status, changed(back)) == (0, ([], []))
    assert back.said == ["项目: without the columns 资金用途: what they hold stays as it is"]


@pytest.mark.parametrize(("sheet", "heading"), [("Goals", "No."), ("Indicators", "No."), ("Goals", "Goal")])
def test_english_headings_of_which_one_was_deleted_are_read(perf: Perf, sheet: str, heading: str) -> None:
    assert perf("export", "a.xlsx", "--headings", "en").status == 0
    book = openpyxl.load_workbook(perf.root / "a.xlsx")
    book[sheet].delete_cols(columns(book[sheet])[heading])
    book.save(perf.root / "a.xlsx")
    outcome = perf("import", "a.xlsx", "--update")
    assert (outcome.status, outcome.out.splitlines()[-1]) == (
        0,
        "Nothing to change: the repository holds all of it already.",
    )
    said = {
        "No.": f"a.xlsx: {sheet}: without the columns No.: what they hold stays as it is",
        "Goal": "a.xlsx: without the sheets Goals: what they hold stays as it is",
    }
    assert said[heading] in outcome.err.splitlines()


def rename(book: Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"表{number}"


def turn_around(book: Workbook) -> None:
    """All rows and all columns the other way round, the sheets too."""
    for sheet in book.worksheets:
        head, *rows = [tuple(reversed(row)) for row in sheet.values]
        sheet.delete_rows(1, sheet.max_row)
        for row in [head, *reversed(rows)]:
            sheet.append(row)
    for sheet in list(book.worksheets):
        book.move_sheet(sheet, -len(book.worksheets))


def hide_by_filter(book: Workbook) -> None:
    book["绩效指标"].auto_filter.add_filter_column(2, [HEATING])
    book["绩效指标"].row_dimensions[2].hidden = True


def as_texts(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, int | float):
                    cell.value, cell.number_format = f"{Decimal(str(cell.value)):f}", "@"


def as_numbers(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.isdecimal() and len(cell.value) < 12:
                    cell.value, cell.number_format = int(cell.value), "General"


@pytest.mark.parametrize("edit", [rename, turn_around, hide_by_filter, as_texts, as_numbers])
def test_what_changes_no_value_changes_no_file(perf: Perf, edit: Edit) -> None:
    back = take_back(perf, edit)
    assert (back.status, changed(back)) == (0, ([], []))


@pytest.mark.parametrize(
    ("sheet", "typed"),
    [
        ("资金支出计划", {"年度": "某年"}),
        ("绩效指标", {"年度": "某年"}),
        ("绩效目标", {"项目编码": 13030321000000000000}),
        ("绩效指标", {"项目编码": "13030321", "项目名称": "没有的项目"}),
    ],
)
def test_a_row_that_cannot_be_placed_takes_nothing_out(perf: Perf, sheet: str, typed: dict[str, Any]) -> None:
    back = take_back(perf, put(sheet, 2, **typed), put("项目", 2, 资金用途="新的"))
    assert (back.status, changed(back)[1]) == (1, ['purpose = "新的"'])


def test_a_year_shown_as_an_amount_is_that_year(perf: Perf) -> None:
    def shown(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(min_row=2, max_col=1):
                row[0].number_format = "#,##0.00"

    back = take_back(perf, shown)
    assert (back.status, changed(back)) == (0, ([], []))


def test_numbers_decide_on_the_order_of_rows(perf: Perf) -> None:
    back = take_back(perf, put("绩效指标", 2, 序号=2), put("绩效指标", 3, 序号=1))
    assert perf.read(PROJECT).index("住户满意度") < perf.read(PROJECT).index("维修套数")
    assert back.said == ["绩效指标: the rows are not in the order of their numbers (序号): the numbers decide"]


def test_a_row_put_between_two_stays_between_them(perf: Perf) -> None:
    def between(book: Workbook) -> None:
        book["绩效指标"].insert_rows(3)
        put("绩效指标", 3, 三级指标="中间", 二级指标="质量指标", 指标值="合格")(book)

    back = take_back(perf, between)
    assert back.said == [f"绩效指标: row 3 says no project: taken as {MAINTENANCE}, as the row above"]
    text = perf.read(PROJECT)
    assert text.index("维修套数") < text.index("中间") < text.index("住户满意度")


def test_sums_that_were_edited_are_said(perf: Perf) -> None:
    back = take_back(perf, put("汇总", 2, 预算数=1))
    assert (back.status, changed(back)) == (0, ([], []))
    assert back.said == ["汇总: E2 (1.00): not what the projects make; this sheet is computed, and not read"]


def test_a_line_above_the_headings_says_what_amounts_are_in(perf: Perf) -> None:
    def above(book: Workbook) -> None:
        book["项目"].insert_rows(1)
        book["项目"]["A1"] = "单位：万元"
        for row in (3, 4, 5):
            for column in (7, 8, 9):
                cell = book["项目"].cell(row, column)
                cell.value, cell.number_format = f"{Decimal(str(cell.value)) / 10000:f}", "@"

    back = take_back(perf, above)
    assert (back.status, changed(back)) == (0, ([], []))
    assert back.said == ["项目: row 1 above the headings: 单位：万元"]


@pytest.mark.parametrize("sheet", ["项目", "绩效指标", "绩效目标"])
def test_a_column_of_peoples_own_may_stand_first(perf: Perf, sheet: str) -> None:
    def insert(book: Workbook) -> None:
        book[sheet].insert_cols(1)
        book[sheet]["A1"], book[sheet]["A2"] = "办理情况", "已办"

    back = take_back(perf, insert, put("项目", 2, 资金用途="新用途"))
    assert (back.status, back.said[-1]) == (1, f"{sheet}, row 2: not a known column: 已办")
    assert [line.partition(": ")[2] for line in back.added] == ['purpose = "新用途"']
    assert len(back.gone) == 1


def test_a_key_of_ones_own_that_goes_with_its_row_is_said(perf: Perf) -> None:
    path = perf.root / PROJECT
    text = path.read_text(encoding="utf-8").replace("\nname = ", '\nx-reviewer = "李工"\nname = ')
    path.write_text(text, encoding="utf-8", newline="\n")
    count = text.count("x-reviewer") - 1  # the first is the project's own

    def without_the_second(book: Workbook) -> None:
        book["绩效指标"].delete_rows(3)

    said = take_back(perf, without_the_second).said
    assert said == [f"{PROJECT}: indicators[2].x-reviewer is taken out with its row: 李工"]
    assert path.read_text(encoding="utf-8").count("x-reviewer") == count
