"""A part of a code or of a name stands for a project, a part of a name for a unit, where commands only read."""

from __future__ import annotations

import json

import pytest

from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf

SECOND = "13030321DDDDDDDDDDDDD"


def shown(perf: Perf, *argv: str, stdin: str = "") -> list[tuple[str, int]]:
    text = perf.done("show", *argv, "-f", "json", stdin=stdin)
    return [(project["code"], project["year"]) for project in json.loads(text)]


@pytest.fixture
def two(perf: Perf) -> Perf:
    """With a second project whose name begins as the first one's, and an earlier year of the road."""
    text = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"].replace(MAINTENANCE, SECOND)
    perf.write(f"projects/2021/335001/{SECOND}.toml", text.replace("公租房维修费", "公租房维修费（二期）"))
    text = FILES[f"projects/2022/336001/{ROAD}.toml"].replace("year = 2022", "year = 2021")
    perf.write(f"projects/2021/336001/{ROAD}.toml", text)
    return perf


@pytest.mark.parametrize(
    ("word", "code"),
    [("AAAA", MAINTENANCE), ("bbbb", HEATING), ("Ｂ", ROAD), ("取暖", HEATING), ("公租房", MAINTENANCE), (ROAD, ROAD)],
)
def test_a_unique_part_of_a_code_or_a_name_is_the_project(perf: Perf, word: str, code: str) -> None:
    year = 2022 if code == ROAD else 2021
    if word == "Ｂ":
        word = "ｂ 路"
    assert shown(perf, word) == [(code, year)]


def test_parts_and_whole_codes_beside_each_other(two: Perf) -> None:
    assert shown(two, "取暖", MAINTENANCE, "DDD") == [(HEATING, 2021), (MAINTENANCE, 2021), (SECOND, 2021)]
    assert shown(two, "CCCC") == [(ROAD, 2022)]
    assert shown(two, "CCCC", "--year", "2021") == [(ROAD, 2021)]


def test_what_fits_several_lists_them(two: Perf) -> None:
    assert two.refused("show", "维修") == (
        "Error: 维修 fits 2 projects\n"
        f"  {MAINTENANCE}  公租房维修费\n"
        f"  {SECOND}  公租房维修费（二期）\n"
        "Give more of the name or the code, or the whole code.\n"
    )
    assert two.refused("--locale", "zh_CN", "show", "13030322", "1303032").splitlines() == [
        "错误：有4个项目的编码或名称包含 1303032",
        f"  {MAINTENANCE}  公租房维修费",
        f"  {HEATING}  清洁取暖",
        f"  {SECOND}  公租房维修费（二期）",
        f"  {ROAD}  A|B 路 改造",
        "请多写几个字，或写完整编码。",
    ]


def test_a_whole_name_wins_over_parts_of_longer_ones(two: Perf) -> None:
    assert shown(two, "公租房维修费") == [(MAINTENANCE, 2021)]


def test_a_name_may_be_longer_than_the_name_of_a_file(perf: Perf) -> None:
    name = "维修" * 60
    perf.write(
        f"projects/2021/335001/{MAINTENANCE}.toml",
        FILES[f"projects/2021/335001/{MAINTENANCE}.toml"].replace("公租房维修费", name),
    )
    assert shown(perf, name) == [(MAINTENANCE, 2021)]
    assert perf.refused("show", f"{name}{name}").startswith(f"Error: no project has the code {name}{name}\n")


def test_a_whole_code_wins_over_a_name_that_contains_it(perf: Perf) -> None:
    path = f"projects/2021/335002/{HEATING}.toml"
    perf.write(path, perf.read(path).replace("清洁取暖", f"续 {MAINTENANCE}"))
    assert shown(perf, MAINTENANCE) == [(MAINTENANCE, 2021)]


def test_many_that_fit_are_not_all_listed(perf: Perf) -> None:
    for number in range(30):
        code = f"13030321Z{number:012d}"
        text = FILES[f"projects/2021/335002/{HEATING}.toml"].replace(HEATING, code)
        perf.write(f"projects/2021/335002/{code}.toml", text)
    lines = perf.refused("show", "取暖").splitlines()
    assert lines[0] == "Error: 取暖 fits 31 projects"
    assert lines[21:] == ["  … and 11 more", "Give more of the name or the code, or the whole code."]


def test_what_fits_nothing_is_no_code(perf: Perf) -> None:
    assert perf.refused("show", "没有").splitlines()[0] == "Error: no project has the code 没有"
    assert perf.refused("show", "取暖", "--year", "2022").startswith("Error: no project of 2022 has the code 取暖\n")
    for empty in ("", " "):
        assert perf.refused("show", empty).startswith("Error: no project has the code ")


def test_codes_of_standard_input_are_whole(perf: Perf) -> None:
    assert perf.refused("show", "-", stdin="取暖\n").startswith("Error: no project has the code 取暖\n")
    assert shown(perf, "-", "取暖", stdin=f"{ROAD}\n") == [(ROAD, 2022), (HEATING, 2021)]


def test_a_project_that_cannot_be_read_is_found_by_its_code(perf: Perf) -> None:
    perf.write(f"projects/2021/335002/{HEATING}.toml", "code =")
    assert perf.refused("show", "BBBB").startswith("Error: this file has to be mended first\n")


def test_a_review_of_a_part(two: Perf) -> None:
    rows = two("check", "取暖", "-f", "jsonl").out.splitlines()
    assert {json.loads(row)["project"] for row in rows} == {HEATING}
    assert two.refused("check", "维修").startswith("Error: 维修 fits 2 projects\n")
    assert two.refused("check", "没有").startswith("Error: there is no file, folder or project 没有\n")


def test_a_year_tells_one_name_of_two_years_apart(two: Perf) -> None:
    later = "13030322EEEEEEEEEEEEE"
    text = two.read(f"projects/2021/335001/{SECOND}.toml").replace(SECOND, later).replace("year = 2021", "year = 2022")
    two.write(f"projects/2022/335001/{later}.toml", text)
    assert two.refused("check", "二期") == (
        "Error: 二期 fits 2 projects\n"
        f"  {SECOND}  2021  公租房维修费（二期）\n"
        f"  {later}  2022  公租房维修费（二期）\n"
        "Give more of the name, the whole code, or the year by --year.\n"
    )
    for year, code in (("2021", SECOND), ("2022", later)):
        rows = two("check", "二期", "--year", year, "-f", "jsonl").out.splitlines()
        assert {json.loads(row)["project"] for row in rows} == {code}


def test_commands_that_write_take_whole_codes(perf: Perf) -> None:
    before = perf.snapshot()
    for argv in (
        ("check", "--fix", "取暖"),
        ("fmt", "取暖"),
        ("new", "template", "x", "--from", "取暖"),
        ("set", "取暖", "purpose=x"),
        ("list", "--unit", "335002", "-o", "departments/x.csv"),
    ):
        assert perf(*argv).status == 2
    assert perf.snapshot() == before


def test_a_form_of_a_part(two: Perf) -> None:
    whole = two("form", "fill", HEATING, "--form", "national")
    assert two("form", "fill", "取暖", "--form", "national") == whole
    assert whole.status == 0
    assert two.refused("form", "fill", "维修", "--form", "national").startswith("Error: 维修 fits 2 projects\n")
    assert two("form", "fill", "--unit", "供热", "--form", "national") == whole


@pytest.mark.parametrize(
    ("word", "codes"), [("供热", [HEATING]), ("交通局本", [ROAD]), ("住房保障局", [MAINTENANCE, HEATING])]
)
def test_a_unit_by_a_part_of_its_name(perf: Perf, word: str, codes: list[str]) -> None:
    assert perf.done("list", "-q", "--unit", word).split() == codes
    rows = perf.done("summary", "--unit", word, "--by", "year", "-f", "csv", "--columns", "projects").split()
    assert rows == ["projects", str(len(codes))]
    assert len(json.loads(perf("export", "-", "-f", "json", "--unit", word).out)["projects"]) == len(codes)


def test_a_unit_that_is_not_the_only_one(perf: Perf) -> None:
    assert perf.refused("list", "--unit", "本级") == (
        "Error: 本级 fits 2 units and departments\n"
        "  335001  住房保障局本级\n"
        "  336001  交通局本级\n"
        "Give more of the name or the code, or the whole code.\n"
    )
    assert perf.refused("list", "--unit", "没有").startswith("Error: no department file knows the unit 没有\n")


def test_digits_are_a_whole_code_of_a_unit(perf: Perf) -> None:
    assert perf.refused("summary", "--unit", "350").startswith("Error: no department file knows the unit 350\n")


def test_the_document_of_a_department_by_its_name(perf: Perf) -> None:
    by_code = perf("book", "--department", "335", "--year", "2021")
    assert perf("book", "--department", "住房", "--year", "2021") == by_code
    assert by_code.status == 0


def test_a_self_evaluation_of_a_part(two: Perf) -> None:
    whole = two("evaluate", "show", HEATING, "-f", "json")
    assert two("evaluate", "show", "取暖", "-f", "json") == whole
    assert (whole.status, json.loads(whole.out)[0]["code"]) == (0, HEATING)
    assert two.refused("evaluate", "show", "维修").startswith("Error: 维修 fits 2 projects\n")
    assert json.loads(two("monitor", "status", "--unit", "供热", "-f", "json").out)[0]["code"] == HEATING


def test_a_name_that_a_file_which_cannot_be_read_may_have_is_not_silently_that_of_another(perf: Perf) -> None:
    perf.write(f"projects/2021/335002/{HEATING}.toml", "name = \n")
    found = perf("show", "维修费", "-f", "jsonl")
    assert found.status == 0
    assert MAINTENANCE in found.out
    assert f"projects/2021/335002/{HEATING}.toml:1:" in found.err
    assert perf("show", MAINTENANCE).err == ""


def test_a_name_may_be_that_of_a_department_that_cannot_be_read(perf: Perf) -> None:
    perf.write("departments/336.toml", "code = ")
    outcome = perf("summary", "--unit", "供热站", "-f", "csv")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("Error: units are not known by their names while these files cannot be read")
    assert "departments/336.toml:1" in outcome.err
    assert perf("summary", "--unit", "335002", "-f", "csv").status == 0
    assert "which department is meant is not clear while these files cannot be read" in perf("book").err


@pytest.mark.parametrize("argv", [("--unit", "335001,335002,336001"), ("--unit", "335，336"), ("--year", "2021、2022")])
def test_units_and_years_may_be_several_by_commas(perf: Perf, argv: tuple[str, ...]) -> None:
    assert sorted(perf.done("list", "-q", *argv).split()) == sorted([MAINTENANCE, HEATING, ROAD])
    assert "22 is not a year of four digits, such as 2021" in perf.refused("list", "--year", "2021,22")
