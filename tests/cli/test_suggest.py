"""`perf suggest`: indicators that fit, where they come from, and the measure of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfcli.likeness import bare, likeness, pairs
from perfcli.repository import Repository
from tests.bench.suggesting import held_out
from tests.conftest import Perf

UNIT = "projects/2021/335001"


def _project(root: Path, year: int, code: str, name: str, rows: str, purpose: str = "", more: str = "") -> None:
    unit = "335002" if "供热" in name else "335001"
    path = root / "projects" / str(year) / unit / f"{code}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f'code = "{code}"\nname = "{name}"\nunit = "{unit}"\nyear = {year}\npurpose = "{purpose}"\n{more}'
    path.write_text(f"{head}[budget]\ntotal = 1.00\nfiscal = 1.00\nother = 0.00\n{rows}", encoding="utf-8")


def _row(kind: str, name: str, target: str) -> str:
    return f'[[indicators]]\nkind = "{kind}"\nname = "{name}"\ntarget = "{target}"\nbasis = "计划"\n'


@pytest.fixture
def town(perf: Perf) -> Perf:
    """Two units with a few projects of two kinds, over two years."""
    root = perf.root
    for path in root.glob("projects/*/*/*.toml"):
        path.unlink()
    roads = _row("数量指标", "维修道路里程", "≥3公里") + _row("质量指标", "道路验收合格率", "=100%")
    _project(root, 2020, "13030320AAAAAAAAAAAA1", "2020年城区道路维修", roads, "用于城区道路维修")
    _project(root, 2021, "13030321AAAAAAAAAAAA2", "乡村道路维修", roads.replace("3公里", "8公里"), "用于乡村道路维修")
    _project(
        root, 2021, "13030321AAAAAAAAAAAA3", "供热站锅炉检修", _row("数量指标", "检修锅炉数量", "≥2台"), "检修锅炉"
    )
    return perf


def _suggested(perf: Perf, *words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(perf.done("suggest", *words, "-f", "json"))
    return rows


def test_the_earlier_year_of_the_project_comes_first_with_its_target(town: Perf) -> None:
    rows = _suggested(town, "2021年城区道路维修", "--unit", "335001")
    assert [(row["kind"], row["name"], row["target"], row["source"], row["origins"]) for row in rows] == [
        ("数量指标", "维修道路里程", "≥3公里", "earlier", ["13030320AAAAAAAAAAAA1", "13030321AAAAAAAAAAAA2"]),
        ("质量指标", "道路验收合格率", "=100%", "earlier", ["13030320AAAAAAAAAAAA1", "13030321AAAAAAAAAAAA2"]),
    ]
    assert rows[0]["targets"] == [{"target": "≥3公里", "projects": 1}, {"target": "≥8公里", "projects": 1}]
    assert rows[0]["level1"] == "产出指标"


def test_a_project_of_another_kind_is_not_like_it(town: Perf) -> None:
    assert [row["name"] for row in _suggested(town, "锅炉检修")] == ["检修锅炉数量"]
    assert _suggested(town, "图书采购") == []


def test_a_code_asks_for_what_the_project_has_not(town: Perf) -> None:
    _project(
        town.root,
        *(2021, "13030321AAAAAAAAAAAA4", "城区道路维修二期", _row("数量指标", "维修道路里程", "≥1公里")),
        purpose="用于城区道路维修",
    )
    assert [row["name"] for row in _suggested(town, "13030321AAAAAAAAAAAA4")] == ["道路验收合格率"]
    assert "13030321AAAAAAAAAAAA9" in town.refused("suggest", "13030321AAAAAAAAAAAA9")


def test_a_template_is_filled_for_the_project(town: Perf) -> None:
    (town.root / "templates").mkdir(exist_ok=True)
    (town.root / "templates" / "books.toml").write_text(
        'name = "图书采购"\nuse = "采购图书"\n' + _row("时效指标", "{name}完成时间", "{year}年12月底前"),
        encoding="utf-8",
    )
    rows = _suggested(town, "图书采购", "--year", "2022")
    assert [(row["name"], row["target"], row["source"], row["origins"]) for row in rows] == [
        ("图书采购完成时间", "2022年12月底前", "template", ["books"])
    ]


def test_as_people_see_it(town: Perf) -> None:
    asked = (
        "suggest",
        "2021年城区道路维修",
        "--unit",
        "335001",
        "--columns",
        "kind,name,target,targets,source,origins",
    )
    assert town.done("--locale", "zh_CN", *asked) == (
        "二级指标  三级指标        指标值  同类项目的指标值      来源    出处\n"
        "--------  --------------  ------  --------------------  ------  -------------------------------------------\n"
        "数量指标  维修道路里程    ≥3公里  ≥3公里 ×1、≥8公里 ×1  上年度  13030320AAAAAAAAAAAA1 13030321AAAAAAAAAAAA2\n"
        "质量指标  道路验收合格率  =100%   =100% ×2              上年度  13030320AAAAAAAAAAAA1 13030321AAAAAAAAAAAA2\n"
    )


def test_a_target_that_names_its_year_names_the_project_s(town: Perf) -> None:
    rows = _row("时效指标", "锅炉检修完成时间", "2021年10月底前")
    _project(town.root, 2021, "13030321AAAAAAAAAAAA5", "供热站锅炉大修", rows, "锅炉大修")
    found = [row for row in _suggested(town, "锅炉大修", "--year", "2023") if row["kind"] == "时效指标"]
    assert [(row["target"], row["targets"]) for row in found] == [
        ("2023年10月底前", [{"target": "2023年10月底前", "projects": 1}])
    ]


def test_likeness_is_of_pairs_that_are_rare() -> None:
    assert bare("2021年 城区 道路（二期）1号") == "城区道路二期号"
    assert pairs("道路道路") == ["道路", "路道"]
    one, other, none = likeness("道路维修", ["道路维修", "房屋维修", "图书采购"])
    assert one > other > none == 0.0
    assert likeness("", ["道路"]) == [0.0]


def test_projects_held_out_find_their_own_indicators(town: Perf) -> None:
    hits = held_out(Repository(town.root), 10)
    assert (hits.asked, hits.by_name.total(), hits.by_quantity.total(), hits.share(5)) == (5, 4, 0, 80.0)


def test_a_percent_of_an_amount_is_offered_last(town: Perf) -> None:
    wrong, right = (_row("数量指标", "疏浚河道长度", target) for target in ("≥90%", "≥2公里"))
    for number, row in enumerate((wrong, wrong, right)):
        _project(town.root, 2021, f"13030321BBBBBBBBBBBB{number}", f"河道疏浚{number}", row)
    (found,) = _suggested(town, "河道疏浚")
    assert found["target"] == "≥2公里"
    assert found["targets"] == [{"target": "≥90%", "projects": 2}, {"target": "≥2公里", "projects": 1}]
    (town.root / UNIT / "13030321BBBBBBBBBBBB2.toml").unlink()
    assert _suggested(town, "河道疏浚")[0]["target"] == "≥90%"
