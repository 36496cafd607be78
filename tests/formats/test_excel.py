"""Workbooks: what is written is a number or a text and never a formula; what Excel writes reads as it is shown."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.styles.numbers import FORMAT_PERCENTAGE_00
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from perfcli.data.dataset import Dataset, whole
from perfcli.data.lists import read_tables
from perfcli.data.sheets import sheets_of
from perfcli.exact import Money, Percent
from perfcli.formats.excel.reader import read_xlsx
from perfcli.formats.excel.writer import write_xlsx
from perfcli.formats.tables import Unread, as_text
from perfcli.model import Budget, Department, Indicator, Project, Unit

CODE = "13030321AAAAAAAAAAAAA"
DATASET = Dataset(
    departments=(whole(Department(code="335", name="局", units=(Unit(code="335001", name="局本级"),))),),
    projects=(
        whole(
            Project(
                code=CODE,
                name="=1+1",
                unit="335001",
                year=2021,
                budget=Budget(total=Money("69999999999999.99"), fiscal=Money("69999999999999.98"), other=Money("0.01")),
                purpose="+SUM(A1)",
                goals=("-1", "@cmd"),
                spending_plan={12: Percent("33.3333333333333333333")},
                indicators=(Indicator(kind="数量指标", name="_x0041_\x01", target="≥1,200套"),),
            )
        ),
    ),
)


def workbook(*, english: bool = False) -> bytes:
    return write_xlsx(sheets_of(DATASET, {}, for_people=True), kind="en" if english else "zh")


def test_cells_are_numbers_and_texts_and_no_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    assert book.sheetnames == [
        "项目", "绩效目标", "绩效指标", "资金支出计划", "部门与单位", "部门职能", "职能指标", "总体目标与保障措施",
        "其他内容", "资金来源", "整体绩效目标", "整体绩效指标", "整体其他内容", "整体资金来源", "汇总",
    ]  # fmt: skip
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds == {"n", "s"}
    sheet = book["项目"]
    assert sheet.freeze_panes is not None
    values = {heading.value: cell for heading, cell in zip(sheet[1], sheet[2], strict=True)}
    assert values["项目名称"].value == "=1+1"
    assert (values["单位编码"].value, values["单位编码"].data_type) == ("335001", "s")
    assert values["预算数"].value == 69999999999999.99
    assert values["预算数"].number_format == "#,##0.00"


@pytest.mark.parametrize("english", [False, True])
def test_a_workbook_carries_all_of_it(english: bool) -> None:
    found = read_tables(read_xlsx(workbook(english=english)))
    assert found.leftovers == ()
    assert found.projects == DATASET.projects
    assert found.departments == DATASET.departments


def test_the_same_data_have_the_same_bytes() -> None:
    assert workbook() == workbook()


def _excel(rows: list[list[object]], formats: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, form in formats.items():
        sheet[cell].number_format = form
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_percents_and_dates_read_as_they_are_shown() -> None:
    data = _excel(
        [["项目编码", "项目名称", "三级指标", "指标值", "3月底"], [CODE, 2021, "完工", date(2021, 12, 31), 0.255]],
        {"D2": "yyyy-mm-dd", "E2": FORMAT_PERCENTAGE_00},
    )
    project = read_tables(read_xlsx(data)).projects[0].record
    assert project.name == "2021"
    assert project.indicators == (Indicator(name="完工", target="2021-12-31"),)
    assert project.spending_plan == {3: Percent("25.50")}


def test_amounts_read_as_they_were_typed() -> None:
    data = _excel([["项目编码", "项目名称", "金额（万元）"], [CODE, "维修", 1.1 + 2.2]], {})
    assert read_tables(read_xlsx(data)).projects[0].record.budget.total == Decimal("33000.00")


@pytest.mark.parametrize(
    ("serial", "is_from_1904", "shown"),
    [
        ("44197", False, "2021-01-01"),
        ("44197.416666666664", False, "2021-01-01"),
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, "1900-02-29"),
        ("61", False, "1900-03-01"),
        ("2958465", False, "9999-12-31"),
        ("2958466", False, "not read: 2958466"),
        ("2999999.5", False, "not read: 2999999.5"),
        ("0.5", False, "1900-01-00"),
        ("-1", False, "not read: -1"),
        ("42735", True, "2021-01-01"),
        ("0", True, "1904-01-01"),
        ("-5000", True, "not read: -5000"),
        ("2957003", True, "9999-12-31"),
        ("2957004", True, "not read: 2957004"),
        ("9" * 5000, False, "9" * 100),
    ],
)
def test_a_date_reads_as_excel_shows_it(serial: str, is_from_1904: bool, shown: str) -> None:
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    if is_from_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = 7777
    sheet["A1"].number_format = "yyyy-mm-dd"
    book.save(stream)
    data = repacked(stream.getvalue(), "xl/worksheets/sheet1.xml", b"<v>7777</v>", f"<v>{serial}</v>".encode())
    (cell,) = read_xlsx(data)[0].lines[0].cells
    assert (f"not read: {cell.shown}" if isinstance(cell, Unread) else as_text(cell)) == shown


def repacked(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The archive with one thing in one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            assert part != name or old in content
            after.writestr(part, content.replace(old, new) if part == name else content)
    return stream.getvalue()
