"""Cells of a workbook as a person sees them, or named with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from perfcli.errors import PerfError
from perfcli.formats.excel.reader import read_xlsx
from perfcli.formats.tables import CellValue, Line, Number, Unread
from tests.formats.workbooks import number, row, text, workbook


def cells(data: bytes) -> list[tuple[int, tuple[CellValue, ...]]]:
    return [(line.number, line.cells) for line in read_xlsx(data)[0].lines]


def only(cell: str, formats: Sequence[str] = (), fonts: str = "", shared: str = "", book: str = "") -> CellValue:
    return cells(workbook(row(cell), formats=formats, fonts=fonts, shared=shared, book=book))[0][1][0]


@pytest.mark.parametrize(
    ("cell", "shown", "reason"),
    [
        ('<c t="e"><v>#N/A</v></c>', "#N/A", "the cell shows an error"),
        ("<c><f>1+1</f></c>", "=1+1", "never calculated"),
        ("<c><f>1+1</f><v></v></c>", "=1+1", "never calculated"),
        ('<c t="str"><f>A1&amp;"户"</f></c>', '=A1&"户"', "never calculated"),
        ('<c t="s"><v>9</v></c>', "9", "lacks the text"),
        (text('=DISPIMG("ID_1",1)'), '=DISPIMG("ID_1",1)', "a picture stands in the cell"),
        (text("删去", ' s="2"'), "删去", "struck through"),
        (number("5", 2), "5", "struck through"),
        (text("R", ' s="3"'), "R", "other signs"),
    ],
)
def test_a_cell_that_is_not_taken_at_its_word(cell: str, shown: str, reason: str) -> None:
    fonts = '<font><strike/></font><font><name val="Wingdings 2"/></font>'
    found = only(cell, ["General"] * 3, fonts)
    assert isinstance(found, Unread)
    assert found.shown == shown
    assert reason in found.reason


def test_formulas_that_a_program_left_to_excel() -> None:
    zero = "<c><f>SUM(B1:B9)</f><v>0</v></c>"
    assert isinstance(only(zero, book='<calcPr fullCalcOnLoad="1"/>'), Unread)
    assert only(zero) == Number(Decimal(0), "0", "0")
    assert only("<c><f>1+1</f><v>2</v></c>", book='<calcPr fullCalcOnLoad="1"/>') == Number(Decimal(2), "2", "2")


def test_a_formula_whose_value_is_an_empty_text() -> None:
    assert cells(workbook(row('<c t="str"><f>IF(A2,"x","")</f><v></v></c>', "后"))) == [(1, ("", "后"))]


def test_numbers_as_they_were_typed() -> None:
    values = ["199999.99000000002", "2.2999999999999998", "1004.9999999999999", "69999999999999.99", "1E+20", "1e-3"]
    assert [only(number(value)) for value in values] == [
        Number(Decimal(text), text, text)
        for text in ("199999.99", "2.3", "1005", "69999999999999.99", "100000000000000000000", "0.001")
    ]


def test_shared_texts_with_runs_readings_and_raised_signs() -> None:
    shared = (
        "<si><t>a_x000D_b</t></si>"
        "<si><r><t>10</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>4</t></r><r><t>吨</t></r></si>"
        "<si><t>东京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
        "<si><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></si>"
    )
    data = workbook(row(*(f'<c t="s"><v>{n}</v></c>' for n in range(4)), '<c t="s"><v/></c>', "末"), shared=shared)
    table = read_xlsx(data)[0]
    assert table.lines == [Line(1, ("a\rb", "10⁴吨", "东京", "新", "", "末"))]
    assert [(stray.row, stray.text, stray.reason) for stray in table.strays] == [(1, "旧", "struck through")]


def test_places_without_references_and_out_of_order() -> None:
    rows = ('<row r="3"><c r="B3"><v>2</v></c><c r="A3"><v>1</v></c></row>', row("甲", None, "乙"), '<row r="1"/>')
    one, two = Number(Decimal(1), "1", "1"), Number(Decimal(2), "2", "2")
    assert cells(workbook(*rows)) == [(3, (one, two)), (4, ("甲", "", "乙"))]


def test_a_cell_that_stands_twice_in_the_file() -> None:
    found = cells(workbook('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))[0][1][0]
    assert found == Unread("2", "the file has two values for this cell")


def test_every_cell_of_a_merged_range_has_its_value() -> None:
    data = workbook(row("甲", None, "丙"), row("遮住", "乙"), row(None, "丁"), merged=["A1:B2", "C1:C9"])
    table = read_xlsx(data)[0]
    assert table.lines == [
        Line(1, ("甲", "甲", "丙"), frozenset(), frozenset({1})),
        Line(2, ("甲", "甲", "丙"), frozenset({0, 1, 2}), frozenset({1})),
        Line(3, ("", "丁", "丙"), frozenset({2}), frozenset()),
    ]
    assert [(stray.row, stray.column, stray.text) for stray in table.strays] == [(2, 0, "遮住"), (2, 1, "乙")]


def test_days_from_1904_and_dates_as_texts() -> None:
    formats = ["General", "yyyy-mm-dd"]
    book = '<workbookPr date1904="1"/>'
    assert only(number("43068", 2), formats=formats, book=book) == Number(Decimal(43068), "2021-11-30", "2021-11-30")
    iso = only('<c t="d" s="2"><v>2021-11-30T00:00:00</v></c>', formats=formats)
    assert isinstance(iso, Number)
    assert iso.shown == "2021-11-30"


def test_hidden_rows_and_columns_are_read_and_said_and_hidden_sheets_are_not() -> None:
    table, hidden, very = read_xlsx(
        workbook(
            row("甲", "乙"),
            row("丙", "丁", more=' hidden="1"'),
            columns='<cols><col min="2" max="9" hidden="1"/></cols>',
            more_sheets={"旧!hidden": row("戊"), "底!veryHidden": row("己")},
        )
    )
    assert [line.cells for line in table.lines] == [("甲", "乙"), ("丙", "丁")]
    assert table.notes == ("1 hidden row is read too: 2", "1 hidden column is read too: B")
    assert (hidden.name, hidden.lines, hidden.notes) == ("旧", [], ("a hidden sheet: it is not read",))
    assert very.lines == []


def test_what_lies_over_a_sheet() -> None:
    drawing = (
        "<wsDr><twoCellAnchor><from><col>2</col><row>4</row></from><sp><txBody><p><r><t>附注</t></r></p></txBody></sp>"
        "</twoCellAnchor><twoCellAnchor><from><col>0</col><row>0</row></from><pic/></twoCellAnchor></wsDr>"
    )
    table = read_xlsx(
        workbook(
            row("甲"),
            links=[("drawing", "../drawings/d.xml"), ("comments", "../comments1.xml")],
            parts={
                "xl/drawings/d.xml": drawing,
                "xl/comments1.xml": "<comments><commentList><comment/></commentList></comments>",
            },
        )
    )[0]
    assert table.notes == ("1 comment passed over", "1 picture passed over")
    assert [(stray.row, stray.column, stray.text) for stray in table.strays] == [(5, 2, "附注")]


def test_a_cell_far_from_any_list() -> None:
    table = read_xlsx(workbook('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>7</v></c></row>'))[0]
    assert len(table.lines[0].cells) == 1
    assert [(stray.row, stray.column, stray.text) for stray in table.strays] == [(1, 16383, "7")]


@pytest.mark.parametrize(
    "data",
    [
        workbook(row('<c t="s"><v>0</v></c>'), shared=f"<si><t>{'字' * 400_000}</t></si>"),
        workbook(*[row('<c t="s"><v>0</v></c>')] * 2000, shared=f"<si><t>{'字' * 32_000}</t></si>"),
        workbook(*[f'<row><c r="NA{n}"><v>1</v></c></row>' for n in range(1, 17_000)]),
        workbook(*[f'<row><c r="A{n}"><v>1</v></c><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 10_100)]),
        workbook(*[row(1)] * 2000, merged=[f"A1:Z{2000 + n}" for n in range(200)]),
        workbook('<row r="1048577"><c><v>1</v></c></row>'),
    ],
    ids=["long text", "shared by many", "wide rows", "far cells", "merged", "row"],
)
def test_more_than_any_such_workbook_holds(data: bytes) -> None:
    with pytest.raises(PerfError) as raised:
        read_xlsx(data)
    assert "too large" in raised.value.message


def test_a_text_longer_than_excel_lets_a_cell_be() -> None:
    found = only('<c t="s"><v>0</v></c>', shared=f"<si><t>{'字' * 40_000}</t></si>")
    assert isinstance(found, Unread)
    assert found.reason == "a text of 40000 characters, more than a cell holds"
