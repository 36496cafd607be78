"""Rows in every format: aligned for people, exact for scripts."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from perfcli import i18n
from perfcli.drawing import grid
from perfcli.output import FOR_PEOPLE, FORMATS, Column, render
from perfcli.printable import one_line, printable
from perfcli.rows_for_scripts import streamed, text_of

COLUMNS = [
    Column("code", "Code"),
    Column("name", "Name"),
    Column("total", "Total", "money"),
    Column("share", "Share", "percent"),
    Column("count", "Count", "count"),
    Column("year", "Year", "number"),
]
ROWS: list[dict[str, Any]] = [
    {
        "code": "007",
        "name": "公租房",
        "total": Decimal("1234567.80"),
        "share": Decimal("25.00"),
        "count": 1234,
        "year": 2021,
    },
    {"code": "1e5", "name": None, "total": Decimal("0.05"), "share": Decimal("33.333"), "count": 0, "year": None},
]


def test_a_table_keeps_texts_that_look_like_numbers() -> None:
    assert render(ROWS, COLUMNS, "table") == (
        "Code  Name           Total    Share  Count  Year\n"
        "----  ------  ------------  -------  -----  ----\n"
        "007   公租房  1,234,567.80   25.00%  1,234  2021\n"
        "1e5                   0.05  33.333%      0\n"
    )
    assert render(ROWS, COLUMNS[:3], "table", scale="万元") == (
        "Code  Name     Total\n----  ------  ------\n007   公租房  123.46\n1e5             0.00\n"
    )


@pytest.mark.parametrize("form", [form.name for form in FORMATS if form.name not in FOR_PEOPLE])
def test_rows_as_they_come_are_written_as_all_at_once(form: str) -> None:
    keys = [column.key for column in COLUMNS]
    for batches in ([ROWS], [[row] for row in ROWS], []):
        rows = [row for batch in batches for row in batch]
        assert b"".join(streamed(batches, keys, form)).decode() == text_of(rows, keys, form)


def test_scripts_get_plain_numbers() -> None:
    assert render(ROWS, COLUMNS, "csv") == (
        "code,name,total,share,count,year\n007,公租房,1234567.80,25.00,1234,2021\n1e5,,0.05,33.333,0,\n"
    )
    assert render(ROWS, COLUMNS, "jsonl") == (
        '{"code":"007","name":"公租房","total":1234567.80,"share":25.00,"count":1234,"year":2021}\n'
        '{"code":"1e5","name":null,"total":0.05,"share":33.333,"count":0,"year":null}\n'
    )
    assert render(ROWS, COLUMNS, "json") == "[" + render(ROWS, COLUMNS, "jsonl").replace("}\n{", "},\n{")[:-1] + "]\n"
    i18n.set_locale("zh_CN")
    assert render(ROWS, COLUMNS, "tsv") == (
        "code\tname\ttotal\tshare\tcount\tyear\n007\t公租房\t1234567.80\t25.00\t1234\t2021\n1e5\t\t0.05\t33.333\t0\t\n"
    )


def test_nothing_at_all() -> None:
    assert render([], COLUMNS, "json") == "[]\n"
    assert render([], COLUMNS, "jsonl") == ""
    assert render([], COLUMNS[:2], "csv") == "code,name\n"
    assert render([], COLUMNS[:2], "tsv") == "code\tname\n"
    assert render([], COLUMNS[:3], "table") == "Code  Name  Total\n----  ----  -----\n"


def test_a_tsv_record_is_one_line() -> None:
    assert render([{"a": "1\t2\n3\\4\r5", "b": 'q"'}], [], "tsv") == 'a\tb\n1\\t2\\n3\\\\4\\r5\tq"\n'


def test_nested_tables_become_columns() -> None:
    row = {"unit": "335", "planned": {"3": Decimal("1.00"), "12": Decimal("2.50")}}
    assert render([row], [], "csv") == "unit,planned_3,planned_12\n335,1.00,2.50\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a\\|b"),
        ("a\\|b", "a\\\\\\|b"),
        ("a\nb", "a<br>b"),
        ("<b>&lt;", "&lt;b>&amp;lt;"),
        ("5*6*7 _x_ `y` ~z~", "5\\*6\\*7 \\_x\\_ \\`y\\` \\~z\\~"),
        ("[a](b) 秦财预[2020]762号", "[a]\\(b) 秦财预[2020]762号"),
        ("\x1b[31m", "\\\\u001b[31m"),
    ],
)
def test_markdown_shows_a_text_as_it_is(text: str, shown: str) -> None:
    lines = render([{"a": text}], [Column("a", "A")], "markdown").split("\n")
    assert lines[2].removeprefix("| ").removesuffix(" |").rstrip() == shown


def test_printable() -> None:
    assert printable("a\tb\nc\r\x00\x7f\x9b\u2028\u202e\u2066\u200f中") == (
        "a b\nc\\u000d\\u0000\\u007f\\u009b\\u2028\\u202e\\u2066\\u200f中"
    )
    assert one_line("a\n\tb") == "a\\n b"


cells_of_text = st.text(
    st.sampled_from("ab中文（，\n ") | st.characters(exclude_categories=["Cs", "Cc", "Mn", "Me", "Cf"]), max_size=30
)


@given(st.lists(st.tuples(cells_of_text, cells_of_text), min_size=1, max_size=4), st.integers(24, 90))
def test_every_line_of_a_wrapped_table_has_one_width_and_fits(rows: list[tuple[str, str]], width: int) -> None:
    text = grid([list(row) for row in rows], ["甲", "B"], style="grid", width=width)
    lines = text.rstrip("\n").split("\n")
    assert len({wcswidth(line) for line in lines}) == 1
    assert wcswidth(lines[0]) <= width
    letters = sorted("".join(text.split()).replace("|", ""))
    frame = "+-=" * len(text)
    assert [letter for letter in letters if letter not in frame] == sorted(
        letter
        for letter in "".join("".join(["甲B", *map("".join, rows)]).split()).replace("|", "")
        if letter not in frame
    )


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), min_size=1, max_size=4))
def test_csv_and_json_read_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    given_rows = [{"a": first, "b": second} for first, second in rows]
    columns = [Column("a", "A"), Column("b", "B")]
    text = render(given_rows, columns, "csv")
    assert list(csv.reader(io.StringIO(text, newline="")))[1:] == [list(row) for row in rows]
    assert json.loads(render(given_rows, columns, "json")) == given_rows
    assert [json.loads(line) for line in render(given_rows, columns, "jsonl").split("\n")[:-1]] == given_rows


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_truth_is_spelled_as_json_spells_it(form: str) -> None:
    shown = render([{"code": "C101", "fixable": False}, {"code": "C102", "fixable": True}], [], form)
    assert [line[-5:].lstrip(",\t") for line in shown.splitlines()] == ["xable", "false", "true"]
