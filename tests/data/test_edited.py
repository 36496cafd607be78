"""Laws of tables that were exported and edited: what was not touched stays, and one cell changes one value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.carried import taken_over
from perfcli.data.dataset import Dataset, whole
from perfcli.data.edited import TARGET_PARTS, edited_target
from perfcli.data.known import NOTHING, Known
from perfcli.data.lists import read_tables
from perfcli.data.sheets import sheets_of
from perfcli.formats.csv import read_csv, write_csv
from perfcli.formats.tables import CellValue, Table
from perfcli.model import Project
from perfcli.target import read_target
from tests.actions.test_carrying_laws import plain_projects

_PARTS = {"operator": "≥", "value": "174", "upper": "", "unit_of_measure": "套"}


@pytest.mark.parametrize(
    ("typed", "target", "before", "made"),
    [
        ({}, "≥174套", "≥174套", "≥174套"),
        ({"value": "180"}, "≥174套", "≥174套", "≥180套"),
        ({"value": "1,800"}, "≥174套", "≥174套", "≥1800套"),
        ({"value": "180套"}, "≥174套", "≥174套", "≥180套"),
        ({"value": "2万"}, "≥174套", "≥174套", "≥2万套"),
        ({"value": "180"}, "不低于174套", "不低于174套", "不低于180套"),
        ({"operator": "不超过"}, "≥174套", "≥174套", "≤174套"),
        ({"unit_of_measure": "户"}, "≥174套（含）", "≥174套（含）", "≥174户（含）"),
        ({"operator": "range", "upper": "200"}, "≥174套", "≥174套", "174-200套"),
        ({}, "", None, "≥174套"),
        ({"operator": ""}, "", None, "174套"),
        ({}, "", "≥174套", "≥174套"),
        ({}, "≥200套", "≥174套", "≥200套"),
        (dict.fromkeys(_PARTS, ""), "合格", None, "合格"),
    ],
)
def test_a_target_by_its_parts(typed: dict[str, CellValue], target: str, before: str | None, made: str) -> None:
    assert edited_target({**_PARTS, **typed}, target, before) == (made, "")


@pytest.mark.parametrize(
    ("typed", "target", "before"),
    [
        ({"value": "190"}, "≥200套", "≥174套"),
        ({"value": ""}, "≥174套", "≥174套"),
        ({"value": "若干"}, "≥174套", "≥174套"),
        ({"operator": "大约"}, "≥174套", "≥174套"),
        ({}, "按期完成", "按期完成"),
        ({}, "按期完成", None),
    ],
)
def test_parts_that_make_no_target_are_a_reason(typed: dict[str, CellValue], target: str, before: str | None) -> None:
    made, reason = edited_target({**_PARTS, **typed}, target, before)
    assert made == target
    assert reason


@given(
    st.sampled_from(["≥{}套", "不低于{}%", "{}个以上", "控制在{}万元以内", "=100.5%", "{}-900人次", "≥{}套（含在建）"]),
    st.integers(1, 800),
    st.integers(1, 800),
)
def test_another_number_changes_the_number_alone(form: str, old: int, new: int) -> None:
    target = form.format(old)
    read = read_target(target)
    spelled = dict(zip(TARGET_PARTS, ("" if part is None else str(part) for part in read), strict=True))
    made, reason = edited_target({**spelled, "value": str(new)}, target, target)
    assert reason == ""
    assert read_target(made) == read._replace(value=Decimal(new))


class _Repository(SimpleNamespace):
    """A repository of these projects alone."""

    def __init__(self, projects: Mapping[tuple[int, str], Project]) -> None:
        nothing = {name: getattr(NOTHING, name) for name in dir(NOTHING) if not name.startswith("_")}
        super().__init__(**nothing | {"project": lambda year, code: projects.get((year, code))})


def _tables(dataset: Dataset) -> list[Table]:
    sheets = sheets_of(dataset, {}, for_people=True)
    return [read_csv(write_csv(sheet, "zh"), sheet.chinese) for sheet in sheets]


def _typed(tables: list[Table], name: str, row: int, heading: str, value: str) -> list[Table]:
    """The tables with one cell typed over."""
    table = next(table for table in tables if table.name == name)
    at = table.lines[0].cells.index(heading)
    line = table.lines[row]
    cells = [*line.cells, *([""] * (at + 1 - len(line.cells)))]
    cells[at] = value
    edited = table._replace(lines=[*table.lines[:row], line._replace(cells=tuple(cells)), *table.lines[row + 1 :]])
    return [edited if one is table else one for one in tables]


def _back(before: Mapping[tuple[int, str], Project], tables: list[Table]) -> dict[tuple[int, str], Project]:
    """The projects after an update from these tables."""
    found = read_tables(tables, cast(Known, _Repository(before)))
    assert found.leftovers == ()
    records = {entry.record.key: (entry.record, entry.carried) for entry in found.projects}
    return {key: taken_over(old, *records[key]) for key, old in before.items()}


@settings(deadline=None, max_examples=60)
@given(plain_projects, st.data())
def test_one_cell_changes_one_value(chosen: list[Project], data: st.DataObject) -> None:
    before = {project.key: project for project in chosen}
    tables = _tables(Dataset(projects=tuple(map(whole, before.values()))))
    assert _back(before, tables) == before
    key = data.draw(st.sampled_from(sorted(before)))
    project = before[key]
    row = list(before).index(key) + 1
    ways = {
        "purpose": (_typed(tables, "项目", row, "资金用途", "新的用途"), replace(project, purpose="新的用途")),
        "name": (_typed(tables, "项目", row, "项目名称", "新的名称"), replace(project, name="新的名称")),
    }
    targets = [item.target for one in before.values() for item in one.indicators]
    places = [(one.key, at) for one in before.values() for at in range(len(one.indicators))]
    for number, (owner, at) in enumerate(places):
        read = read_target(targets[number])
        if owner == key and read.operator is not None and read.upper is None and read.value != 7:
            made, reason = edited_target({"value": "7"}, targets[number], targets[number])
            if not reason:
                rows = [*project.indicators]
                rows[at] = replace(rows[at], target=made)
                edited = _typed(tables, "绩效指标", number + 1, "数值", "7")
                ways["value"] = edited, replace(project, indicators=tuple(rows))
    edited, expected = ways[data.draw(st.sampled_from(sorted(ways)))]
    assert _back(before, edited) == {**before, key: expected}
