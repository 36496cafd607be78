"""What belongs to a row by its number goes with it when an edited workbook is taken back, or stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

from tests.cli.test_taken_back import Edit, columns, put, take_back
from tests.conftest import MAINTENANCE, Perf

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
GOALS = "goals/2021/335.toml"


@pytest.fixture
def detailed(perf: Perf) -> Perf:
    """The second of two indicators has a detail."""
    assert perf("set", MAINTENANCE, f"indicators[{names(perf)[1]}].details.评分标准=每少1%扣0.1分").status == 0
    return perf


def names(perf: Perf) -> list[str]:
    return [row["name"] for row in tomllib.loads(perf.read(PROJECT))["indicators"]]


def details(perf: Perf) -> list[tuple[str, object]]:
    return [(row["name"], row.get("details")) for row in tomllib.loads(perf.read(PROJECT))["indicators"]]


def functions(perf: Perf) -> list[tuple[str, list[str]]]:
    found = tomllib.loads(perf.read(GOALS))["functions"]
    return [(row["name"], [one["name"] for one in row.get("indicators", [])]) for row in found]


def rows_of(book: Workbook, sheet: str) -> list[int]:
    """The rows of MAINTENANCE in a sheet."""
    at = columns(book[sheet])["项目编码"]
    return [row for row in range(2, book[sheet].max_row + 1) if book[sheet].cell(row, at).value == MAINTENANCE]


def without(*places: tuple[str, str]) -> Edit:
    def edit(book: Workbook) -> None:
        for sheet, heading in places:
            book[sheet].delete_cols(columns(book[sheet])[heading])

    return edit


def swapped(book: Workbook) -> None:
    first, second = rows_of(book, "绩效指标")
    put("绩效指标", first, 序号=2)(book)
    put("绩效指标", second, 序号=1)(book)


def first_deleted(book: Workbook) -> None:
    first, _second = rows_of(book, "绩效指标")
    book["绩效指标"].delete_rows(first)
    put("绩效指标", first, 序号=1)(book)


def one_before(book: Workbook) -> None:
    """A new row is the first, the others are counted on."""
    first, second = rows_of(book, "绩效指标")
    put("绩效指标", first, 序号=2)(book)
    put("绩效指标", second, 序号=3)(book)
    put("绩效指标", 0, 年度=2021, 项目编码=MAINTENANCE, 序号=1, 二级指标="质量指标", 三级指标="新的", 指标值="≥1个")(
        book
    )


def swapped_with_details(book: Workbook) -> None:
    """Who types the number of a detail over means the row that has it now."""
    swapped(book)
    put("其他内容", rows_of(book, "其他内容")[0], 指标序号=1)(book)


@pytest.mark.parametrize(
    ("edit", "order"),
    [(swapped, [1, 0]), (first_deleted, [1]), (one_before, [None, 0, 1]), (swapped_with_details, [1, 0])],
)
def test_details_go_with_an_indicator_that_is_moved(
    detailed: Perf, edit: Callable[[Workbook], None], order: list[int | None]
) -> None:
    before = details(detailed)
    assert [said for _name, said in before] == [None, {"评分标准": "每少1%扣0.1分"}]
    assert take_back(detailed, edit).status == 0
    expected = [("新的", None) if at is None else before[at] for at in order]
    assert details(detailed) == expected
    assert "Nothing to change" in detailed("import", "a.xlsx", "--update").out
    assert details(detailed) == expected


def test_indicators_go_with_a_function_that_is_moved(perf: Perf) -> None:
    before = functions(perf)
    assert [len(found) for _name, found in before] == [1, 0]
    assert take_back(perf, put("部门职能", 2, 序号=2), put("部门职能", 3, 序号=1)).status == 0
    assert functions(perf) == before[::-1]
    assert "Nothing to change" in perf("import", "a.xlsx", "--update").out


def test_a_function_number_that_was_typed_over_is_the_function_that_has_it(perf: Perf) -> None:
    (first, found), (second, _none) = functions(perf)
    assert take_back(perf, put("职能指标", 2, 职能序号=2)).status == 0
    assert functions(perf) == [(first, []), (second, found)]


@pytest.mark.parametrize(
    ("sheet", "also", "said"),
    [
        ("绩效指标", (), ""),
        (
            "绩效指标",
            ("perf:number",),
            "其他内容: 1 row belongs to one without a number: what the sheet tells of its like stays as it is",
        ),
        ("部门职能", (), ""),
        (
            "部门职能",
            ("perf:number",),
            "职能指标: 1 row belongs to one without a number: what the sheet tells of its like stays as it is",
        ),
    ],
)
def test_without_numbers_nothing_is_taken_out(detailed: Perf, sheet: str, also: tuple[str, ...], said: str) -> None:
    before = detailed.read(PROJECT), detailed.read(GOALS)
    back = take_back(detailed, without(*((sheet, heading) for heading in ("序号", *also))))
    lacking = f"{sheet}: without the columns 序号: what they hold stays as it is"
    assert (back.status, back.said) == (0, [*([said] if said else []), lacking])
    assert (detailed.read(PROJECT), detailed.read(GOALS)) == before


def test_an_indicator_whose_number_is_emptied_keeps_its_details(detailed: Perf) -> None:
    def emptied(book: Workbook) -> None:
        put("绩效指标", rows_of(book, "绩效指标")[1], 序号=None)(book)

    before = details(detailed)
    assert take_back(detailed, emptied).status == 0
    assert details(detailed) == before


def test_a_detail_of_a_deleted_indicator_is_left_over(detailed: Perf) -> None:
    back = take_back(detailed, lambda book: book["绩效指标"].delete_rows(rows_of(book, "绩效指标")[1]))
    assert (back.status, back.said[-1]) == (
        1,
        f"{MAINTENANCE} 2: no indicator has this number: 评分标准: 每少1%扣0.1分",
    )
