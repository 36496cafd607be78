"""`perf new`: projects from options and from JSON lines, units, templates."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf, lay_out

CODE = "13030321DDDDDDDDDDDDD"
PROJECT_HEAD = "#:schema ../../../schemas/project.json\n\n"
DEPARTMENT_HEAD = "#:schema ../schemas/department.json\n\n"
BASIC = ("new", "project", "--unit", "335001", "--name", "新项目", "--budget", "240000")


def line(**keys: object) -> str:
    """A JSON line with the three keys that are needed and these."""
    return json.dumps({"name": "新", "unit": "335001", "budget": 1} | keys, ensure_ascii=False)


class TestProject:
    def test_a_template_is_filled(self, perf: Perf) -> None:
        argv = (*BASIC, "--other", "1", "--template", "housing-maintenance", "--code", CODE)
        path = f"projects/2021/335001/{CODE}.toml"
        assert perf.done(*argv) == f"{perf.root / path}\n"
        assert (
            perf.read(path)
            == f"""\
{PROJECT_HEAD}code = "{CODE}"
name = "新项目"
unit = "335001"
year = 2021
template = "housing-maintenance"
purpose = "用于住房保障局本级的新项目。"
goals = [
  "2021年花完240000元。",
  "{{不填}}",
]

[budget]
total = 240000.00
fiscal = 239999.00
other = 1.00

[spending_plan]
3 = 10.00
12 = 100.00

[[indicators]]
kind = "数量指标"
name = "维修套数"
description = ""
target = "≥100套"
basis = ""
""".replace("{{不填}}", "{不填}")
        )

    def test_options_win_over_the_template(self, perf: Perf) -> None:
        perf.done(
            *(*BASIC, "--template", "housing-maintenance", "--code", CODE, "--year", "2022"),
            *("--purpose", 'a\\"b', "--goal", "一", "--goal", "二#", "--plan", "25，50%,75.5, 100"),
        )
        text = perf.read(f"projects/2022/335001/{CODE}.toml")
        assert 'purpose = "a\\\\\\"b"\ngoals = [\n  "一",\n  "二#",\n]\n' in text
        assert "[spending_plan]\n3 = 25.00\n6 = 50.00\n10 = 75.50\n12 = 100.00\n" in text

    def test_without_a_template_there_is_one_empty_indicator_a_kind(self, perf: Perf) -> None:
        perf.done(*BASIC, "--code", CODE, "--fiscal", "0")
        text = perf.read(f"projects/2021/335001/{CODE}.toml")
        assert text.startswith(
            f'{PROJECT_HEAD}code = "{CODE}"\nname = "新项目"\nunit = "335001"\nyear = 2021\n'
            'purpose = ""\ngoals = []\n\n'
            "[budget]\ntotal = 240000.00\nfiscal = 0.00\nother = 240000.00\n\n[[indicators]]\n"
        )
        assert re.findall(r'kind = "(.*)"\nname = ""', text) == [
            "数量指标",
            "质量指标",
            "时效指标",
            "成本指标",
            "经济效益指标",
            "社会效益指标",
            "生态效益指标",
            "可持续影响指标",
            "服务对象满意度指标",
        ]

    def test_the_framework_of_the_budget_year(self, perf: Perf) -> None:
        perf.write("perf.toml", FILES["perf.toml"] + '[framework]\n2015 = "2015"\n2022 = "2021"\n')
        perf.done(*BASIC, "--code", CODE, "--year", "2022")
        assert perf.read(f"projects/2022/335001/{CODE}.toml").count('"生态环境成本指标"') == 1

    def test_a_code_is_drawn(self, perf: Perf) -> None:
        paths = {Path(perf.done(*BASIC).strip()) for _time in range(3)}
        assert len(paths) == 3
        assert all(re.fullmatch(r"13030321[0-9A-Z]{13}\.toml", path.name) for path in paths)
        assert perf.done("list", "-q", "--name", "新项目").split() == sorted(path.stem for path in paths)

    def test_a_dry_run_shows_and_writes_nothing(self, perf: Perf) -> None:
        before = perf.snapshot()
        outcome = perf(*BASIC, "--code", CODE, "--dry-run")
        assert (outcome.status, outcome.out) == (0, f"{perf.root}/projects/2021/335001/{CODE}.toml\n")
        assert outcome.err.startswith(f'{PROJECT_HEAD}code = "{CODE}"\nname = "新项目"\n')
        assert perf.snapshot() == before

    def test_every_missing_option_is_named_at_once(self, perf: Perf) -> None:
        assert perf.refused("new", "project") == "Error: missing options: --unit, --name, --budget\n"
        assert perf.refused("new", "project", "--unit", "335001", "--name", " ") == (
            "Error: missing options: --name, --budget\n"
        )

    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (["--budget", "5.001"], "5.001: an amount has at most two decimals of a yuan"),
            (["--budget", "70000000000000.01"], "70000000000000.01: an amount over 70 trillion yuan"),
            (["--budget", "NaN"], "NaN is not an amount"),
            (["--fiscal", "240000.01"], "the parts of the budget are more than its total of 240000.00"),
            (["--fiscal", "1", "--other", "2"], "fiscal funds of 1.00 and other funds of 2.00 are not the total of 2"),
            (["--unit", "335009"], "no department file knows the unit 335009\nDid you mean: 335002, 335001, 336001?"),
            (["--unit", "335"], "335 is a department; a project belongs to a unit"),
            (["--unit", "../x"], "no department file knows the unit ../x"),
            (["--template", "hose"], "there is no template hose\nKnown ones: housing-maintenance"),
            (["--template", "../perf"], "there is no template ../perf"),
            (["--plan", "25,50"], "the plan has 2 percents, the repository's checkpoints are 4 (months 3, 6, 10, 12)"),
            (["--plan", "a,b,c,d"], "a is not a percent"),
            (["--plan", "50,40,75,100"], "40.00% after 50.00%: a cumulative percent cannot fall"),
            (["--plan", "50,60,75,101"], "101.00% is over 100%"),
            (["--plan", "1e999999999,1,1,1"], "1e999999999 is not a percent"),
            (["--code", "abc"], "abc: a project's code has 21 characters out of 0-9 and A-Z"),
            (["--code", "../../../../x/x/x/x/xx"], "../../../../x/x/x/x/xx: a project's code has 21"),
            (["--code", MAINTENANCE], f"the code {MAINTENANCE} is taken: projects/2021/335001/{MAINTENANCE}.toml"),
            (["--code", ROAD], f"the code {ROAD} is taken: projects/2022/336001/{ROAD}.toml"),
        ],
    )
    def test_refusals_write_nothing(self, perf: Perf, argv: list[str], message: str) -> None:
        before = perf.snapshot()
        assert perf.refused(*BASIC, *argv).startswith(f"Error: {message}")
        assert perf.snapshot() == before

    def test_a_year_or_division_that_is_not_known(self, empty: Perf) -> None:
        empty.done("new", "unit", "335001", "局本级")
        assert empty.refused(*BASIC) == (
            "Error: no budget year is known\nName one with --year, or set year in perf.toml.\n"
        )
        assert empty.refused(*BASIC, "--year", "2021").startswith("Error: no code can be generated: perf.toml has no")
        empty.done(*BASIC, "--year", "2021", "--code", CODE)

    def test_a_template_with_an_unknown_placeholder(self, perf: Perf) -> None:
        perf.write("templates/bad.toml", 'name = "x"\ngoals = ["{nme.__class__}"]\n')
        assert perf.refused(*BASIC, "--template", "bad") == (
            "Error: unknown placeholder {nme.__class__} in the template\n"
            "Known are {name}, {year}, {unit}, {unit_name}, {budget}; a literal brace is written {{.\n"
        )

    def test_an_unreadable_template(self, perf: Perf) -> None:
        perf.write("templates/bad.toml", 'name = 3\ngoals = ["x", 3]\n')
        assert perf.refused(*BASIC, "--template", "bad") == (
            "Error: this file has to be mended first\n"
            '  templates/bad.toml:1:8: name: text needs quotes: "3"\n'
            "      name = 3\n"
            "             ^\n"
            '  templates/bad.toml:2:15: goals[2]: text needs quotes: "3"\n'
            '      goals = ["x", 3]\n'
            "                    ^\n"
            "`perf fmt --repair` mends what is beyond doubt and shows each line; add --diff to write nothing.\n"
        )


class TestLines:
    def test_round_trip_into_an_empty_repository(self, perf: Perf, tmp_path: Path) -> None:
        shown = perf.done("show", MAINTENANCE, HEATING, ROAD, "-f", "jsonl")
        other = lay_out(tmp_path / "other", {path: text for path, text in FILES.items() if path[0] in "d"})
        other.write("perf.toml", "")
        paths = other.done("new", "project", "--from", "-", stdin=shown).split()
        assert paths == [
            f"{other.root}/projects/2021/335001/{MAINTENANCE}.toml",
            f"{other.root}/projects/2021/335002/{HEATING}.toml",
            f"{other.root}/projects/2022/336001/{ROAD}.toml",
        ]
        assert other.done("show", MAINTENANCE, HEATING, ROAD, "-f", "jsonl") == shown

    def test_three_keys_are_enough(self, perf: Perf) -> None:
        (path,) = perf.done("new", "project", "--from", "-", stdin="\ufeff" + line() + "\r\n\r\n").split()
        text = Path(path).read_text(encoding="utf-8")
        assert text.startswith(f'{PROJECT_HEAD}code = "{Path(path).stem}"\nname = "新"\nunit = "335001"\nyear = 2021\n')
        assert "total = 1.00\nfiscal = 1.00\nother = 0.00\n" in text

    def test_a_template_fills_what_is_missing_and_null_is_missing(self, perf: Perf) -> None:
        given = line(code=CODE, template="housing-maintenance", goals=["自己的"], purpose=None, budget={"total": 2})
        perf.done("new", "project", "--from", "-", stdin=given)
        text = perf.read(f"projects/2021/335001/{CODE}.toml")
        assert 'purpose = "用于住房保障局本级的新。"\ngoals = [\n  "自己的",\n]\n' in text
        assert 'target = "≥100套"' in text

    def test_money_that_options_refuse_is_taken_and_said(self, perf: Perf) -> None:
        plan = {"3": 50, "6": 25, "12": 120}
        given = line(code=CODE, budget={"total": 10, "fiscal": 6, "other": 3}, spending_plan=plan)
        outcome = perf("new", "project", "--from", "-", stdin=given)
        path = f"{perf.root}/projects/2021/335001/{CODE}.toml"
        assert (outcome.status, outcome.out) == (0, f"{path}\n")
        assert outcome.err == (
            f"{path}: the total 10.00 is not fiscal plus other funds, which are 9.00\n"
            f"{path}: 25.00% after 50.00%: a cumulative percent cannot fall\n"
            f"{path}: 120.00% is over 100%\n"
        )

    def test_derived_keys_are_ignored(self, perf: Perf) -> None:
        row = {"kind": "数量指标", "level1": "产出指标", "operator": 3, "value": [], "upper": {}, "unit": None}
        perf.done("new", "project", "--from", "-", stdin=line(code=CODE, indicators=[row]))
        assert perf.read(f"projects/2021/335001/{CODE}.toml").endswith(
            '[[indicators]]\nkind = "数量指标"\nname = ""\ndescription = ""\ntarget = ""\nbasis = ""\n'
        )

    @pytest.mark.parametrize(
        ("bad", "reason"),
        [
            ("{}", "missing: name, unit, budget"),
            ('{"name":"x","unit":"335001","budget":{"fiscal":1}}', "budget is a number or an object with total"),
            ("[]", "not a JSON object"),
            ("nonsense", "not valid JSON: Expecting value"),
            ("NaN", "NaN is not a number"),
            (line(name=" "), "a project needs a name"),
            (line(name=5), "name has to be text"),
            (line(unit=335001), "unit has to be text"),
            (line(unit="335009"), "no department file knows the unit 335009; Did you mean: 335002, 335001, 336001?"),
            (line(unit="335"), "335 is a department; a project belongs to a unit"),
            (line(budget="36万元"), "budget is text: write a number in yuan without quotes, such as 360000"),
            (line(budget={"total": 1, "fiscal": "x"}), "budget.fiscal is text: write a number in yuan without quotes"),
            (line(budget=True), "budget has to be an amount from 0 to 70 trillion yuan with at most two decimals"),
            (line(budget=-1), "budget has to be an amount"),
            (line(budget=1.005), "budget has to be an amount"),
            (line(budget={"total": -1}), "budget.total has to be an amount"),
            (line(budget={"total": 1, "oter": 1}), "budget is a number or an object with total, fiscal and other"),
            (line(budget={"total": 1, "other": 2}), "the parts of the budget are more than its total of 1.00"),
            ('{"name":"x","unit":"335001","budget":1e99999999999999999999}', "budget has to be an amount"),
            ('{"name":"x","unit":"335001","budget":Infinity}', "Infinity is not a number"),
            ('{"name":"x","unit":"335001","budget":' + "9" * 5000 + "}", "a number has too many digits"),
            ("[" * 100000, "values are nested too deeply"),
            ('{"name":"\\ud800","unit":"335001","budget":1}', "a \\u escape is half a character (a lone surrogate)"),
            (line(nme="x"), "unknown key nme; Did you mean: name?"),
            (line(plan={"12": 100}), "unknown key plan; Did you mean: spending_plan?"),
            (line(remark="x"), "unknown key remark\n"),
            (line(year="2021"), "year has to be a whole number"),
            (line(year=True), "year has to be a whole number"),
            (line(year=20211), "20211: a budget year has four digits"),
            (line(code="../../x"), "../../x: a project's code has 21 characters out of 0-9 and A-Z"),
            (line(code=MAINTENANCE), f"the code {MAINTENANCE} is taken"),
            (line(template="hose"), "there is no template hose; Known ones: housing-maintenance"),
            (line(goals="x"), "goals: expected a list, found text"),
            (
                line(goals=[1], spending_plan={"13": 1, "3": "x"}, indicators=[{"kind": 3}, 4]),
                "goals[1]: expected text in quotes, found a whole number; "
                "spending_plan.13: 13 is not a month from 1 to 12; spending_plan.3: expected a number, found text; "
                "indicators[1].kind: expected text in quotes, found a whole number; "
                "indicators[2]: expected a table, found a whole number",
            ),
            (line(indicators=[{"knd": "x"}]), "unknown key indicators.knd; Did you mean: kind?"),
        ],
    )
    def test_a_bad_line_is_named_and_stops_no_other(self, perf: Perf, bad: str, reason: str) -> None:
        before = set(perf.snapshot())
        given = "\n".join([line(name="前"), bad, "", line(name="后")])
        outcome = perf("new", "project", "--from", "-", stdin=given)
        assert outcome.status == 1
        assert outcome.err.startswith(f"Error: line 2: {reason}")
        assert outcome.err.count("\n") == 1
        written = set(perf.snapshot()) - before
        assert sorted(str(perf.root / path) for path in written) == sorted(outcome.out.split())
        names = [json.loads(row)["name"] for row in perf.done("list", "-f", "jsonl").splitlines()]
        assert sorted(set(names) & {"前", "后"}) == ["前", "后"]
        assert len(written) == 2

    def test_a_line_that_is_not_utf8_is_a_bad_line(self, perf: Perf) -> None:
        given = line(code=CODE).encode() + b'\n{"name": "\xb9\xab"}\n' + line().encode()
        outcome = perf("new", "project", "--from", "-", stdin=given)
        assert (outcome.status, outcome.err) == (1, "Error: line 2: not UTF-8\n")
        assert len(outcome.out.split()) == 2

    def test_one_code_on_two_lines(self, perf: Perf) -> None:
        given = f"{line(code=CODE)}\n{line(code=CODE)}"
        for argv in (["--dry-run"], []):
            outcome = perf("new", "project", "--from", "-", *argv, stdin=given)
            assert (outcome.status, outcome.out) == (1, f"{perf.root}/projects/2021/335001/{CODE}.toml\n")
            assert outcome.err.startswith("Error: line 2: the code ")

    def test_a_dry_run_writes_nothing(self, perf: Perf) -> None:
        before = perf.snapshot()
        assert perf.done("new", "project", "--from", "-", "--dry-run", stdin=line(code=CODE)) == (
            f"{perf.root}/projects/2021/335001/{CODE}.toml\n"
        )
        assert perf.snapshot() == before

    def test_a_file_and_no_other_option(self, perf: Perf) -> None:
        perf.write("lines.jsonl", line(code=CODE))
        assert perf.done("new", "project", "--from", "lines.jsonl").endswith(f"{CODE}.toml\n")
        assert perf.refused(*BASIC, "--from", "lines.jsonl") == (
            "Error: --from takes everything from its lines: leave the other options out\n"
        )
        assert perf.refused("new", "project", "--from", "none") == (
            "Error: none cannot be read: No such file or directory\n"
        )
        assert perf.done("new", "project", "--from", "-", stdin="") == ""


class TestUnit:
    def test_an_existing_department_keeps_its_comments(self, perf: Perf) -> None:
        perf.write("departments/335.toml", "# 局\r\n" + FILES["departments/335.toml"].replace("\n", "\r\n") + "# 完")
        assert perf.done("new", "unit", "335003", "某站") == f"{perf.root}/departments/335.toml\n"
        assert perf.read("departments/335.toml") == (
            "# 局\r\n" + FILES["departments/335.toml"].replace("\n", "\r\n") + "# 完\r\n\r\n"
            '[[units]]\r\ncode = "335003"\r\nname = "某站"\r\n'
        )

    def test_a_new_department_has_the_name_of_its_first_unit(self, perf: Perf) -> None:
        perf.done("new", "unit", "338001", "文物局本级")
        assert perf.read("departments/338.toml") == (
            f'{DEPARTMENT_HEAD}code = "338"\nname = "文物局"\n\n[[units]]\ncode = "338001"\nname = "文物局本级"\n'
        )
        perf.done("new", "unit", "339002", "馆", "--department-name", "文化局")
        assert perf.read("departments/339.toml") == (
            f'{DEPARTMENT_HEAD}code = "339"\nname = "文化局"\n\n[[units]]\ncode = "339002"\nname = "馆"\n'
        )

    def test_the_same_unit_again_changes_nothing(self, perf: Perf) -> None:
        before = perf.snapshot()
        perf.done("new", "unit", "335002", "供热站")
        assert perf.snapshot() == before

    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (
                ["335002", "另站"],
                "the unit 335002 is there already as 供热站\nChange its name in departments/335.toml.",
            ),
            (
                ["335003", "x", "--department-name", "另局"],
                "the department 335 is there already as 住房保障局\nChange its name in departments/335.toml.",
            ),
            (["33500", "x"], "33500: a unit's code has six or more digits"),
            (["../335001", "x"], "../335001: a unit's code has six or more digits"),
            (["３３５００３", "x"], "３３５００３: a unit's code has six or more digits"),
            (["335003", " "], "a unit needs a name"),
        ],
    )
    def test_refusals(self, perf: Perf, argv: list[str], message: str) -> None:
        before = perf.snapshot()
        assert perf.refused("new", "unit", *argv) == f"Error: {message}\n"
        assert perf.snapshot() == before


class TestTemplate:
    @pytest.mark.parametrize("slug", ["con", "aux", "com1"])
    def test_a_name_that_windows_cannot_check_out_is_refused(self, perf: Perf, slug: str) -> None:
        said = f"Error: {slug}: Windows keeps this name for a device\nChoose another one.\n"
        assert perf.refused("new", "template", slug, "--from", MAINTENANCE) == said
        perf.write("a.csv", "项目名称,渡船\n")
        assert perf.refused("form", "new", slug, "--like", "a.csv") == said

    def test_a_project_becomes_a_template(self, perf: Perf) -> None:
        path = f"projects/2021/335001/{MAINTENANCE}.toml"
        perf.write(path, perf.read(path).replace("及时维修。", "花{budget}"))
        assert perf.done("new", "template", "my", "--from", MAINTENANCE) == f"{perf.root}/templates/my.toml\n"
        assert (
            perf.read("templates/my.toml")
            == """\
#:schema ../schemas/template.json

name = "公租房维修费"
use = ""
purpose = "用于公租房日常维修。"
goals = [
  "花{{budget}}",
  "住户满意。",
]

[spending_plan]
3 = 25.00
6 = 50.00
10 = 75.00
12 = 100.00

[[indicators]]
kind = "数量指标"
name = "维修套数"
description = "全年维修的公租房套数"
target = "≥174套"
basis = "计划"

[[indicators]]
kind = "服务对象满意度指标"
name = "住户满意度"
description = "问卷"
target = "满意"
basis = ""
"""
        )
        perf.done(*BASIC, "--template", "my", "--code", CODE)
        assert '  "花{budget}",\n' in perf.read(f"projects/2021/335001/{CODE}.toml")

    @pytest.mark.parametrize(
        ("argv", "message"),
        [
            (["housing-maintenance", "--from", MAINTENANCE], "there is a template housing-maintenance already"),
            (["My", "--from", MAINTENANCE], "My: a template's name on disk is made of a-z, 0-9 and -"),
            (["../my", "--from", MAINTENANCE], "../my: a template's name on disk is made of a-z, 0-9 and -"),
            (["my", "--from", "x"], "no project has the code x"),
            (["my", "--from", MAINTENANCE, "--year", "2020"], f"no project of 2020 has the code {MAINTENANCE}"),
        ],
    )
    def test_refusals(self, perf: Perf, argv: list[str], message: str) -> None:
        before = perf.snapshot()
        assert perf.refused("new", "template", *argv).startswith(f"Error: {message}")
        assert perf.snapshot() == before

    def test_its_name(self, perf: Perf) -> None:
        perf.done("new", "template", "a--1", "--from", HEATING, "--name", "取暖")
        assert perf.done("list", "templates", "-f", "csv", "--name", "取暖") == "slug,name,use\na--1,取暖,\n"


def test_names_in_place_of_codes_are_answered_with_the_codes(perf: Perf) -> None:
    asked = ("new", "project", "--name", "甲", "--budget", "1")
    assert perf.refused(*asked, "--unit", "335001", "--template", "维修").endswith(
        "Did you mean: housing-maintenance (房屋维修)?\n"
    )
    assert "Did you mean: 335002 (供热站)?" in perf.refused(*asked, "--unit", "供热")
    assert "335 is a department; a project belongs to a unit\nKnown ones: 335001 (" in perf.refused(
        *asked, "--unit", "335"
    )
