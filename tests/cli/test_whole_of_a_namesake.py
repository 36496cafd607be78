"""The whole of a unit that is called as its department: the name alone fits both, and --unit or the title decides."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.conftest import Perf

DEPARTMENT, UNIT = "goals/2024/713.toml", "goals/2024/713001.toml"


@pytest.fixture
def namesakes(perf: Perf) -> Perf:
    """A department with a unit of its name."""
    unit = '[[units]]\ncode = "713001"\nname = "教育局"\n'
    perf.write("departments/713.toml", f'code = "713"\nname = "教育局"\n\n{unit}')
    return perf


def whole(folder: Path, title: str, label: str = "部门（单位）名称", name: str = "教育局") -> Path:
    """A form of a whole as csv."""
    path = folder / "整体.csv"
    rows = [[title], ["金额单位：万元"], [label, name], ["年度资金总额", "100"], ["年度总体目标", "办好学校。"]]
    rows += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "学校", "≥10所"]]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


@pytest.mark.parametrize("title", ["2024年部门整体支出绩效目标申报表", "2024年部门（单位）整体支出绩效目标申报表"])
@pytest.mark.parametrize(("said", "path"), [("", DEPARTMENT), ("713", DEPARTMENT), ("713001", UNIT)])
def test_a_title_with_departments_is_of_the_department_unless_told_otherwise(
    namesakes: Perf, tmp_path: Path, title: str, said: str, path: str
) -> None:
    outcome = namesakes("import", whole(tmp_path, title), *(["--unit", said] if said else []))
    assert (outcome.status, "as --unit says" in outcome.err) == (0, False)
    assert [one for one in (DEPARTMENT, UNIT) if (namesakes.root / one).exists()] == [path]


@pytest.mark.parametrize("label", ["单位名称", "填报单位", "部门（单位）名称"])
def test_a_title_of_units_may_be_of_either(namesakes: Perf, tmp_path: Path, label: str) -> None:
    file = whole(tmp_path, "2024年单位整体支出绩效目标申报表", label)
    said = "several units are called 教育局: 713, 713001; name one with --unit"
    assert said in namesakes.refused("import", file)
    assert namesakes("import", file, "--unit", "713001").status == 0
    assert not (namesakes.root / DEPARTMENT).exists()
    assert namesakes("import", file, "--unit", "713").status == 0
    assert namesakes.read(DEPARTMENT).replace('department = "713"', 'unit = "713001"') == namesakes.read(UNIT)


def test_a_unit_of_another_name_is_not_taken_for_it(namesakes: Perf, tmp_path: Path) -> None:
    file = whole(tmp_path, "2024年单位整体支出绩效目标申报表", name="713教育局")
    said = "the form is of 713 教育局, not of 713001 as --unit says: taken as it is printed"
    assert said in namesakes("import", file, "--unit", "713001").err
    other = whole(tmp_path, "2024年单位整体支出绩效目标申报表", name="住房保障局本级")
    assert "住房保障局本级" in namesakes("import", other).out + namesakes("list", "units").out
