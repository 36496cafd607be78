"""Forms that print a code of a project which is here under another one: it is that project, and never there twice."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.conftest import Perf

OFFICIAL, OTHER, OF_2025 = "99090424T000000718842", "99090424T000000718843", "99090425T000000718842"
COMPUTED = "99090424KQRKWNFNPV4KS"
TITLE = "2024年项目支出绩效目标申报表"
UNIT = "公路服务站"
WITH_CODE = f"1: the form prints the code {OFFICIAL}: it is taken for {COMPUTED} 古桥加固, which is here already"


@pytest.fixture
def county(perf: Perf) -> Perf:
    """A repository without projects, with units of its own."""
    (perf.root / "perf.toml").write_text('schema = 1\ndivision = "990904"\nyear = 2024\n', encoding="utf-8")
    perf.write(
        "departments/712.toml", 'code = "712"\nname = "交通运输局"\n\n[[units]]\ncode = "712002"\nname = "公路服务站"\n'
    )
    for folder in ("projects", "goals", "progress"):
        for path in (perf.root / folder).rglob("*.toml"):
            path.unlink()
    return perf


def form(
    path: Path,
    code: str = "",
    *,
    name: str = "古桥加固",
    title: str = TITLE,
    actual: str = "",
    unit: str = "公路服务站",
) -> Path:
    """A form as csv; with an actual value a 自评表."""
    later = ["实际完成值"] if actual else []
    rows = [
        [title],
        ["金额单位：万元"],
        ["项目名称", name],
        *([["项目编码", code]] if code else []),
        ["实施单位", unit],
        ["年度资金总额", "31.2"],
        ["年度绩效目标", "完成加固。"],
        ["一级指标", "二级指标", "三级指标", "指标值", *later],
        ["产出指标", "数量指标", "加固桥梁", "≥3座", *([actual] if actual else [])],
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


def codes(perf: Perf, year: int = 2024) -> list[str]:
    return [path.stem for path in sorted(perf.root.glob(f"projects/{year}/712002/*.toml"))]


def test_a_form_with_a_code_is_of_the_project_that_came_without_one(county: Perf, tmp_path: Path) -> None:
    assert county("import", form(tmp_path / "无编码.csv")).status == 0
    coded = form(tmp_path / "有编码.csv", OFFICIAL)
    assert f"{COMPUTED}.toml: details.项目编码: (nothing) → {OFFICIAL}" in county.refused("import", coded)
    outcome = county("import", coded, "--update")
    assert (outcome.status, WITH_CODE in outcome.err) == (0, True)
    assert codes(county) == [COMPUTED]
    assert f'"项目编码" = "{OFFICIAL}"\n' in county.read(f"projects/2024/712002/{COMPUTED}.toml")
    for again in (coded, form(tmp_path / "无编码.csv")):
        assert "Nothing to change" in county("import", again).out
    renamed = form(tmp_path / "改名.csv", OFFICIAL, name="古桥修缮")
    assert f"{COMPUTED}.toml: name: 古桥加固 → 古桥修缮" in county.refused("import", renamed)


def test_it_is_said_in_chinese(county: Perf, tmp_path: Path) -> None:
    county("import", form(tmp_path / "无编码.csv"))
    said = county("--locale", "zh_CN", "import", form(tmp_path / "有编码.csv", OFFICIAL), "--update").err
    assert f"1：表上的项目编码是 {OFFICIAL}：按仓库已有的 {COMPUTED} 古桥加固 处理" in said


def test_a_code_on_a_form_of_results_is_one_of_its_details(county: Perf, tmp_path: Path) -> None:
    county("import", form(tmp_path / "无编码.csv"))
    before = county.read(f"projects/2024/712002/{COMPUTED}.toml")
    file = form(tmp_path / "自评表.csv", OFFICIAL, title="2024年度项目支出绩效自评表", actual="3座")
    outcome = county("import", file)
    assert (outcome.status, WITH_CODE in outcome.err, codes(county)) == (0, True, [COMPUTED])
    assert county.read(f"projects/2024/712002/{COMPUTED}.toml") == before
    assert f'[evaluation.details]\n"项目编码" = "{OFFICIAL}"\n' in county.read(f"progress/2024/712002/{COMPUTED}.toml")


@pytest.mark.parametrize("title", ["2024年项目支出绩效目标调整表", "2024年度项目支出绩效运行监控表"])
def test_other_forms_with_a_code_are_of_that_project_too(county: Perf, tmp_path: Path, title: str) -> None:
    county("import", form(tmp_path / "无编码.csv"))
    outcome = county("import", form(tmp_path / "表.csv", OFFICIAL, title=title, actual="2座"), "--update")
    assert (outcome.status, WITH_CODE in outcome.err, codes(county)) == (0, True, [COMPUTED])


@pytest.mark.parametrize("files", [("有编码.csv", "无编码.csv"), ("无编码.csv", "有编码.csv")])
def test_one_run_holds_one_project(county: Perf, tmp_path: Path, files: tuple[str, str]) -> None:
    form(tmp_path / "无编码.csv"), form(tmp_path / "有编码.csv", OFFICIAL)
    assert county("import", *(tmp_path / name for name in files)).status == 0
    assert codes(county) == [OFFICIAL]
    assert "Nothing to change" in county("import", tmp_path / "无编码.csv").out


@pytest.mark.parametrize("code", [OFFICIAL, OF_2025])
def test_a_project_that_is_rolled_over_is_found_by_last_year_s_code_and_by_a_new_one(
    county: Perf, tmp_path: Path, code: str
) -> None:
    county("import", form(tmp_path / "去年.csv", OFFICIAL))
    county("rollover", "--from", "2024", "--to", "2025")
    (drawn,) = codes(county, 2025)
    file = form(tmp_path / "今年.csv", code, title="2025年项目支出绩效目标申报表")
    outcome = county("import", file, "--update")
    assert (outcome.status, codes(county, 2025)) == (0, [drawn])
    assert f"the form prints the code {code}: it is taken for {drawn} 古桥加固, which is here already" in outcome.err
    is_detail = f'"项目编码" = "{code}"\n' in county.read(f"projects/2025/712002/{drawn}.toml")
    assert is_detail == (code == OF_2025)  # last year's is there as `previous`


def test_two_codes_of_others_are_two_projects_and_that_is_said(county: Perf, tmp_path: Path) -> None:
    county("import", form(tmp_path / "一.csv", OFFICIAL))
    outcome = county("import", form(tmp_path / "二.csv", OTHER))
    assert (outcome.status, codes(county)) == (0, [OFFICIAL, OTHER])
    said = f"1 new project is called as one that its unit has in that year: {OTHER} 古桥加固 ({OFFICIAL}); if it is"
    assert f"{said} the same, take one of both out with `perf rm`\n" in outcome.err


@pytest.mark.parametrize("broken", ["x = \n", "another unit"])
def test_a_form_without_a_code_waits_for_a_file_that_cannot_be_read(county: Perf, tmp_path: Path, broken: str) -> None:
    county("import", form(tmp_path / "有编码.csv", OFFICIAL))
    path = county.root / f"projects/2024/712002/{OFFICIAL}.toml"
    text = path.read_text(encoding="utf-8")
    changed = text + broken if broken.startswith("x") else text.replace('unit = "712002"', 'unit = "712003"')
    path.write_text(changed, encoding="utf-8")
    assert (
        f"无编码.csv: 1: projects/2024/712002/{OFFICIAL}.toml cannot be read: whether it is 古桥加固 is not known;"
        " `perf check` says what to mend"
    ) in county.refused("import", form(tmp_path / "无编码.csv"))
    assert codes(county) == [OFFICIAL]
    path.write_text(text, encoding="utf-8")
    assert "Nothing to change" in county("import", tmp_path / "无编码.csv").out


@pytest.mark.parametrize("named", [("714001 卫生局", "714001 文化馆"), ("文化馆（714001）", "714001-卫生局")])
def test_a_new_unit_with_two_names_is_registered_once_and_the_other_name_is_said(
    county: Perf, tmp_path: Path, named: tuple[str, str]
) -> None:
    one, other = (re.sub("[^卫生文化局馆]", "", text) for text in named)
    files = [form(tmp_path / f"{at}.csv", name=at, unit=unit) for at, unit in zip("甲乙", named, strict=True)]
    outcome = county("import", *files)
    assert outcome.status == 0
    assert f"the unit 714001 {one} is new here: it is registered\n" in outcome.err
    assert f"乙.csv: forms call 714001 {one} {other}: taken by its code\n" in outcome.err
    assert outcome.err.count("is registered") == 1
    assert county.read("departments/714.toml").count(f'name = "{one}"\n') == 2


def test_a_new_unit_without_a_name_is_asked_for_wherever_its_form_stands(county: Perf, tmp_path: Path) -> None:
    files = [
        form(tmp_path / f"{at}.csv", name=at, unit=unit) for at, unit in (("甲", "714001 卫生局"), ("乙", "714001"))
    ]
    for order in (files, files[::-1]):
        assert "乙.csv: 1: the unit 714001 has no name" in county.refused("import", *order)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "the budget year 2024 is taken from 99090423T000000718842, which is here for that year (else: --year)"),
        ("zh_CN", "预算年度按仓库已有的 99090423T000000718842 取 2024 年（可用 --year 另行指定）"),
    ],
)
def test_a_form_without_a_year_is_of_the_year_that_its_code_has_here(
    county: Perf, tmp_path: Path, locale: str, said: str
) -> None:
    code = "99090423T000000718842"
    county("import", form(tmp_path / "申报表.csv", code))
    file = form(tmp_path / "自评表.csv", code, title="项目支出绩效自评表", actual="3座")
    outcome = county("--locale", locale, "import", file)
    assert (outcome.status, said in outcome.err) == (0, True)
    assert (codes(county, 2023), codes(county)) == ([], [code])
    assert 'actual = "3座"\n' in county.read(f"progress/2024/712002/{code}.toml")
