"""Our own tables after rows and columns of them were cut off: what cannot be read is named, whatever it lacks."""

from __future__ import annotations

import pytest

from perfcli.data.dataset import Dataset
from perfcli.data.lists import read_tables
from perfcli.formats.csv import read_csv

CODE = "13030325ABCDEFGHJKLMN"
PROJECTS = f"year,unit,code,unit_name,name,total,fiscal,other\n2025,301001,{CODE},某局,供暖,100,60,40\n"


def read(**tables: str) -> Dataset:
    return read_tables([read_csv(text, name) for name, text in tables.items()])


def left(found: Dataset) -> list[tuple[str, str, str]]:
    return [(item.where, item.text, item.reason) for item in found.leftovers]


def test_a_row_that_ends_before_the_name() -> None:
    head = f"year,unit,code,project_name,total\n2025,301001,{CODE},供暖,100.00\n"
    assert left(read(projects=f'{head}2025,301001,"kaputt"\n')) == [
        (
            "projects, row 3",
            "2025 | 301001 | kaputt",
            "a project's code has 21 characters out of 0-9 and A-Z",
        ),
    ]


def test_an_amount_without_a_label() -> None:
    assert left(read(projects=PROJECTS, sources=f"year,unit,code,amount\n2025,301001,{CODE},5\n")) == [
        ("sources, row 2", f"2025 | 301001 | {CODE} | 5", "another row has 100.00 for it"),
    ]


def test_a_summary_whose_years_are_gone() -> None:
    found = read(projects=PROJECTS, summary="unit,unit_name,projects,total\n301001,某局,1,100.00\n")
    assert [entry.record.name for entry in found.projects] == ["供暖"]
    assert left(found) == []


@pytest.mark.parametrize("lacking", ["number", "place"])
def test_details_without_their_places(lacking: str) -> None:
    names = [name for name in ("year", "unit", "code", "number", "label", "value", "place") if name != lacking]
    cells = {"year": "2025", "unit": "301001", "code": CODE, "label": "负责人", "value": "张三"}
    row = ",".join(cells.get(name, "") for name in names)
    found = read(projects=PROJECTS, details=f"{','.join(names)}\n{row}\n")
    assert [dict(entry.record.details) for entry in found.projects] == [{}]
    assert left(found) == [("details, row 2", "负责人 | 张三", "not a known column")]
