"""Text that is not a project's own: from a template, from an earlier year, from another project; never 优."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from perfcli.check.reports.markdown import outcome
from perfcli.check.rule import Finding
from perfcli.check.scaffolds import Scaffolds
from perfcli.codec import from_toml, write
from perfcli.model import Indicator, Project, Template
from perfcli.settings import OutcomeRule
from tests.check.examples import CLEAN, CODE, TRAINING, findings_of, project

COPIES = ("R202", "R205", "R211", "R212", "R213")
OTHER = "13030321AAAAAAAAAAAA1"


def copies(*texts: str) -> list[list[str]]:
    """Which rules of copies speak of each of these projects."""
    files = {f"projects/{number}.toml": text for number, text in enumerate(texts)}
    placed = {_path(text): name for name, text in files.items()}
    found = findings_of({path: files[name] for path, name in placed.items()})
    return [[one.code for one in found if placed[one.path] == name and one.code in COPIES] for name in files]


def _path(text: str) -> str:
    value = dict(line.split(" = ", 1) for line in text.splitlines() if line.startswith(("code", "unit", "year")))
    return f"projects/{value['year']}/{value['unit']}/{value['code']}.toml".replace('"', "")


def test_last_years_text_unchanged_is_said_of_the_later_one() -> None:
    last = project("", code="13030320XFP8IOYQL4LZF", year=2020)
    assert copies(last, CLEAN) == [[], ["R213"]]


def test_a_year_in_the_text_and_the_projects_own_name_make_no_difference() -> None:
    def of(year: int) -> str:
        name = f"{year}年公租房维修"
        return project(
            "", code=f"130303{year % 100}{CODE[8:]}", year=year, name=name, goals=[f"{name}于{year}年底完成"]
        )

    assert copies(of(2020), of(2021)) == [[], ["R213"]]


def test_a_number_that_looks_like_a_year_is_a_value_of_its_own() -> None:
    def of(number: int, year: int) -> str:
        row = f'[[indicators]]\nkind = "数量指标"\ntarget = "≥{number}套"'
        return project(row, code=f"130303{year % 100}{CODE[8:]}", year=year)

    assert copies(of(1950, 2020), of(2000, 2021)) == [[], []]


def test_one_value_of_its_own_is_enough() -> None:
    last = project('[[indicators]]\nkind = "数量指标"\ntarget = "≥119套"', code="13030320XFP8IOYQL4LZF", year=2020)
    assert copies(last, CLEAN) == [[], []]


def test_one_text_under_several_units_is_found_with_purposes_and_without() -> None:
    with_purpose = project("", code=OTHER, unit="335002")
    assert copies(CLEAN, with_purpose) == [["R205"], ["R205"]]
    without = project("", purpose=""), project("", purpose="", code=OTHER, unit="335002")
    assert copies(*without) == [["R213"], ["R213"]]
    of_template = project("", template="road"), project("", template="road", code=OTHER, unit="335002")
    assert copies(*of_template) == [["R213"], ["R213"]]


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("404公租房屋面 防水维修", "335001", ["R211"]),
        ("４０４公租房屋面防水维修。", "335001", ["R211"]),
        ("404公租房屋⾯防水维修", "335001", ["R211"]),
        ("404公租房屋面防水维修", "335002", []),
        ("404公租房屋面防水维修二期", "335001", []),
    ],
)
def test_a_project_twice_in_a_unit_by_name(name: str, unit: str, expected: list[str]) -> None:
    other = project("", code=OTHER, name=name, unit=unit, purpose="用于门窗更换")
    said = [[code for code in codes if code == "R211"] for codes in copies(CLEAN, other)]
    assert said == [expected, expected]


def test_what_a_template_filled_is_known_whatever_its_placeholders_hold() -> None:
    template = Template(
        name="清淤",
        goals=("{name}按期完工 {{甲}}",),
        indicators=(Indicator(kind="数量指标", name="{unit_name}清淤长度", target="≥2公里"),),
    )
    scaffolds = Scaffolds({"dredging": write(template).encode(), "training": TRAINING, "broken": b"name = "})
    row = Indicator(kind="数量指标", name="某站清淤长度", target="≥2公里")

    def of(goal: str, target: str = "≥2公里") -> str:
        base = from_toml(CLEAN, Project)
        return scaffolds.unedited(replace(base, goals=(goal,), indicators=(replace(row, target=target),)))

    assert of("东渠清淤按期完工 {甲}") == "清淤"
    assert of("东渠清淤按期完工 {甲}", "≥3公里") == ""
    assert of("东渠清淤汛前完工") == ""
    assert of("按期完工 {甲}") == "清淤"
    assert of("按期完工") == ""
    assert Scaffolds({}).unedited(from_toml(CLEAN, Project)) == ""


def finding(code: str) -> Finding:
    return Finding("projects/2021/335001/1.toml", 1, 1, code, (), "")


@pytest.mark.parametrize("code", ["R202", "R205", "R212", "R213"])
def test_a_copy_is_never_excellent(code: str) -> None:
    generous = OutcomeRule(excellent=100, good=200)
    assert outcome([], generous) == ("excellent", 0)
    assert outcome([finding(code)], generous) == ("good", 2)
    assert outcome([finding("A301")], generous) == ("excellent", 2)
