"""`perf import`: documents into the repository, told apart from what is there."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest

from perfcli.documents.published import PublishedDocument, PublishedGoals
from perfcli.documents.text_writer import write_text
from perfcli.exact import Money, Percent
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Budget, Function, FunctionIndicator, Indicator, Safeguard
from tests.conftest import MAINTENANCE, Perf

ROAD, HEATING = "13030321AAAAAAAAAAAA1", "13030321AAAAAAAAAAAA2"


def project(
    code: str = ROAD, name: str = "道路养护", unit: str = "335001", unit_name: str = "局本级"
) -> PublishedProject:
    amount = Money(Decimal("100.00"))
    return PublishedProject(
        code=code,
        name=name,
        unit=unit,
        unit_name=unit_name,
        budget=Budget(total=amount, fiscal=amount, other=Money("0.00")),
        purpose="用途",
        goals=("目标一", "目标二"),
        spending_plan={3: Percent("25.00"), 12: Percent("100.00")},
        indicators=(Indicator(kind="数量指标", name="里程", description="公里数", target="≥5公里", basis="计划"),),
    )


GOALS = PublishedGoals(
    overall="总体目标。",
    functions=(
        Function(
            name="综合",
            goal="保障",
            indicators=(FunctionIndicator(name="率", description="比例", target="≥90%"),),
        ),
    ),
    safeguards=(Safeguard(title="制度", text="完善"),),
)
WHOLE = write_text(PublishedDocument(goals=GOALS, projects=(project(), project(HEATING, "清洁取暖"))))
PART_ONE = write_text(PublishedDocument(goals=GOALS))
PART_TWO = write_text(PublishedDocument(projects=(project(),)))

ROAD_PATH = f"projects/2021/335001/{ROAD}.toml"
NEW = ["departments/335.toml", "goals/2021/335.toml", ROAD_PATH, f"projects/2021/335001/{HEATING}.toml"]

DEPARTMENT_HEAD = "#:schema ../schemas/department.json\n\n"

TAKEN = """\
the budget year 2021 is taken from the project codes (else: --year)
the division is set to 130303, which the project codes begin with
"""
HEADING = (
    "3: the heading of a project that could not be read: 1.道路养护绩效目标表 TC 1、道路养护绩效目标表 \\f C \\l 1"
)
HOLDS = """\
Unit 335001 局本级: 2 projects, 2 indicators, 200.00 yuan
Department 335, 2021: 1 functions, 1 indicators, 1 safeguards
"""


def test_a_document_into_an_empty_repository(empty: Perf) -> None:
    empty.write("perf.toml", "# 我的\nschema = 1\n")
    assert empty.taken("import", "-", stdin=WHOLE) == f"{HOLDS}Added 4 files, changed 1.\n"
    assert sorted(empty.snapshot()) == sorted([*NEW, "perf.toml"])
    assert empty.read("perf.toml") == '# 我的\nschema = 1\ndivision = "130303"\n'
    assert empty.read("departments/335.toml") == (
        f'{DEPARTMENT_HEAD}code = "335"\nname = "局"\n\n[[units]]\ncode = "335001"\nname = "局本级"\n'
    )
    assert (
        empty.read("goals/2021/335.toml")
        == """\
#:schema ../../schemas/goals.json

department = "335"
year = 2021
overall = "总体目标。"

[[functions]]
name = "综合"
goal = "保障"

[[functions.indicators]]
name = "率"
description = "比例"
target = "≥90%"

[[safeguards]]
title = "制度"
text = "完善"
"""
    )
    assert (
        empty.read(ROAD_PATH)
        == f"""\
#:schema ../../../schemas/project.json

code = "{ROAD}"
name = "道路养护"
unit = "335001"
year = 2021
purpose = "用途"
goals = [
  "目标一",
  "目标二",
]

[budget]
total = 100.00
fiscal = 100.00
other = 0.00

[spending_plan]
3 = 25.00
12 = 100.00

[[indicators]]
kind = "数量指标"
name = "里程"
description = "公里数"
target = "≥5公里"
basis = "计划"
"""
    )


def test_again_changes_nothing_and_says_so(empty: Perf) -> None:
    empty.taken("import", "-", stdin=WHOLE)
    before = empty.snapshot()
    for argv in ([], ["--update"], ["--dry-run"]):
        assert empty.taken("import", "-", *argv, stdin=WHOLE) == (
            f"{HOLDS}Nothing to change: the repository holds all of it already.\n"
        )
    assert empty.snapshot() == before


def test_a_dry_run_tells_what_would_happen(empty: Perf) -> None:
    before = empty.snapshot()
    assert empty.taken("import", "-", "--dry-run", stdin=WHOLE) == (
        f"{HOLDS}would change perf.toml\n  division: (nothing) → 130303\n"
        + "".join(f"would add {path}\n" for path in NEW)
        + "Would add 4 files and change 1.\n"
    )
    assert empty.snapshot() == before


def test_differences_are_listed_and_nothing_of_the_run_is_written(empty: Perf) -> None:
    empty.taken("import", "-", stdin=PART_TWO)
    empty.write(ROAD_PATH, empty.read(ROAD_PATH).replace("目标二", "别的").replace("total = 100.00", "total = 99.00"))
    before = empty.snapshot()
    assert empty.refused("import", "-", stdin=WHOLE) == (
        "Error: the repository says otherwise in 2 places; nothing was written\n"
        f"  {ROAD_PATH}: goals[2]: 别的 → 目标二\n"
        f"  {ROAD_PATH}: budget.total: 99.00 → 100.00\n"
        "With --update the documents win; keys that they do not carry stay as they are.\n"
    )
    assert empty.snapshot() == before


def test_an_update_touches_only_what_the_document_carries(empty: Perf) -> None:
    empty.taken("import", "-", stdin=WHOLE)
    text = empty.read(ROAD_PATH)
    mine = text.replace("目标二", "别的").replace(
        "year = 2021\n", 'year = 2021 # 年\nmine = 1\ntemplate = "housing-maintenance"\n'
    )
    empty.write(ROAD_PATH, ("# 留\n" + mine).replace("\n", "\r\n"))
    empty.write("departments/335.toml", empty.read("departments/335.toml") + '\n[[units]]\ncode = "335009" # 外\n')
    before = empty.snapshot()
    assert empty.taken("import", "-", "--update", stdin=WHOLE) == (
        f"{HOLDS}changed {ROAD_PATH}\n  goals[2]: 别的 → 目标二\nChanged 1 file.\n"
    )
    assert empty.read(ROAD_PATH) == ("# 留\n" + mine.replace("别的", "目标二")).replace("\n", "\r\n")
    after = empty.snapshot()
    assert {path for path in after if after[path] != before[path]} == {ROAD_PATH}


def test_a_changed_name_of_unit_or_department_is_a_difference(empty: Perf) -> None:
    empty.taken("import", "-", stdin=PART_TWO)
    renamed = write_text(PublishedDocument(projects=(project(unit_name="新局本级"),)))
    assert "departments/335.toml: units[1].name: 局本级 → 新局本级\n" in empty.refused("import", "-", stdin=renamed)
    argv = ("import", "-", "--department", "335", "--department-name", "大局")
    assert "departments/335.toml: name: 局 → 大局\n" in empty.refused(*argv, stdin=PART_TWO)
    empty.taken(*argv, "--update", stdin=renamed)
    assert empty.read("departments/335.toml") == (
        f'{DEPARTMENT_HEAD}code = "335"\nname = "大局"\n\n[[units]]\ncode = "335001"\nname = "新局本级"\n'
    )


def test_part_one_alone_needs_its_department_and_year(empty: Perf) -> None:
    wrong = "Error: the document does not say its department or its budget year\nName what is missing: "
    assert empty.refused("import", "-", stdin=PART_ONE) == f"{wrong}--department CODE --year YEAR\n"
    assert empty.refused("import", "-", "--year", "2021", stdin=PART_ONE) == f"{wrong}--department CODE\n"
    assert empty.refused("import", "-", "--department", "335", stdin=PART_ONE) == f"{wrong}--year YEAR\n"
    assert "three digits" in empty.refused("import", "-", "--department", "../", "--year", "2021", stdin=PART_ONE)
    said = ("--department", "335", "--year", "2021", "--department-name", "某局")
    assert empty.taken("import", "-", *said, stdin=PART_ONE) == (
        "Department 335, 2021: 1 functions, 1 indicators, 1 safeguards\nAdded 2 files.\n"
    )
    assert empty.read("departments/335.toml") == f'{DEPARTMENT_HEAD}code = "335"\nname = "某局"\n'
    assert empty.read("perf.toml") == "schema = 1\n"


def test_several_files_are_one_run(empty: Perf) -> None:
    empty.write("one.txt", PART_ONE)
    empty.write("two.txt", PART_TWO)
    assert empty.taken("import", "one.txt", "two.txt", "one.txt").endswith("Added 3 files, changed 1.\n")
    other = write_text(PublishedDocument(projects=(project(name="改名"), project(HEATING))))
    empty.write("other.txt", other)
    before = empty.snapshot()
    assert empty.refused("import", "two.txt", "other.txt", "--update") == (
        f"Error: the run holds two different projects with the code {ROAD} for 2021\n  name: 道路养护 → 改名\n"
    )
    assert empty.snapshot() == before


def test_documents_of_one_run_that_contradict_each_other(empty: Perf) -> None:
    two_goals = [write_text(PublishedDocument(goals=PublishedGoals(overall=text))) for text in ("甲。", "乙。")]
    empty.write("1.txt", two_goals[0])
    empty.write("2.txt", two_goals[1])
    assert empty.refused("import", "1.txt", "2.txt", "--department", "335", "--year", "2021") == (
        "Error: two documents of this run hold different goals of department 335 for 2021\n"
    )
    both = (project(), project(HEATING, unit_name="另名"))
    assert empty.refused("import", "-", stdin=write_text(PublishedDocument(projects=both))) == (
        "Error: the run names the unit 335001 in two ways: 局本级 and 另名\n"
    )


def test_one_code_under_another_unit(empty: Perf) -> None:
    empty.taken("import", "-", stdin=PART_TWO)
    moved = write_text(PublishedDocument(projects=(project(unit="335002", unit_name="站"),)))
    before = empty.snapshot()
    for argv in ([], ["--update"]):
        assert empty.refused("import", "-", *argv, stdin=moved) == (
            f"Error: {ROAD_PATH}: this code is there under another unit than 335002\n"
        )
    assert empty.snapshot() == before
    assert empty.taken("import", "-", "--year", "2022", stdin=moved).endswith("Added 1 files, changed 1.\n")


def test_units_that_the_document_does_not_name_stay(empty: Perf) -> None:
    empty.taken("import", "-", stdin=PART_TWO)
    second = write_text(PublishedDocument(projects=(project(HEATING, unit="335002", unit_name="站"),)))
    empty.taken("import", "-", stdin=second)
    assert empty.done("list", "units", "-f", "csv", "--columns", "code,name") == "code,name\n335001,局本级\n335002,站\n"


def test_the_division_is_the_repositorys_own_once_it_has_one(empty: Perf) -> None:
    empty.write("perf.toml", 'division = "990000"\n')
    empty.taken("import", "-", stdin=PART_TWO)
    assert empty.read("perf.toml") == 'division = "990000"\n'
    assert empty.done("list", "-q") == f"{ROAD}\n"


def test_the_year_is_the_one_that_most_codes_carry(empty: Perf) -> None:
    codes = [f"130303{year}AAAAAAAAAAAA{last}" for year, last in ((20, 1), (22, 2), (22, 3))]
    document = write_text(PublishedDocument(projects=tuple(project(code) for code in codes)))
    empty.taken("import", "-", stdin=document)
    assert empty.done("list", "-q", "--year", "2022").split() == codes
    empty.taken("import", "-", "--year", "2023", stdin=document)
    assert empty.done("list", "-q", "--year", "2023").split() == codes


def test_a_department_of_none_of_the_projects(empty: Perf) -> None:
    assert empty.refused("import", "-", "--department", "336", stdin=PART_TWO) == (
        "Error: --department is 336, but the projects belong to 335001\n"
    )


def test_projects_of_two_departments_need_the_one_of_part_one(empty: Perf) -> None:
    both = (project(), project(HEATING, unit="336001", unit_name="路局本级"))
    document = write_text(PublishedDocument(goals=GOALS, projects=both))
    assert "Name what is missing: --department CODE\n" in empty.refused("import", "-", stdin=document)
    empty.taken("import", "-", "--department", "336", stdin=document)
    assert sorted(empty.snapshot()) == sorted(
        [
            "departments/335.toml",
            "departments/336.toml",
            "goals/2021/336.toml",
            "perf.toml",
            ROAD_PATH,
            f"projects/2021/336001/{HEATING}.toml",
        ]
    )


def test_an_assumed_encoding_is_told(empty: Perf) -> None:
    empty.write("gb.txt", WHOLE.encode("gb18030"))
    outcome = empty("import", "gb.txt")
    assert (outcome.status, outcome.err) == (0, f"gb.txt: not UTF-8, read as GB18030\n{TAKEN}")
    assert empty.read(ROAD_PATH).split("\n")[3] == 'name = "道路养护"'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_that_need_no_word(empty: Perf, encoding: str) -> None:
    empty.write("text.txt", WHOLE.replace("\n", "\r\n").encode(encoding))
    assert empty.taken("import", "text.txt") == f"{HOLDS}Added 4 files, changed 1.\n"


def test_lines_that_could_not_be_placed(empty: Perf) -> None:
    outcome = empty("import", "-", stdin="没头没尾的一行\n" + WHOLE)
    assert (outcome.status, outcome.out) == (1, f"{HOLDS}Added 4 files, changed 1.\n")
    assert outcome.err.startswith(TAKEN)
    complaint, leftover = outcome.err.removeprefix(TAKEN).splitlines()
    assert complaint == "Error: 1 lines could not be placed:"
    assert leftover.startswith("  -:1: ")
    assert leftover.endswith(": 没头没尾的一行")


def test_a_document_of_which_nothing_could_be_read(empty: Perf) -> None:
    before = empty.snapshot()
    outcome = empty("import", "-", stdin=PART_TWO.replace(ROAD, "13030321"))
    assert (outcome.status, outcome.out) == (1, "Nothing to change: no project and no goals could be read.\n")
    reason = "the project could not be read: the project code is not 8 digits and 13 of 0-9 and A-Z: 13030321"
    assert outcome.err == (
        "Error: 35 lines could not be placed:\n"
        f"  -:{HEADING}\n"
        f"  -, 34 times: {reason}\n"
        "    -:4: 335001局本级\n"
        "    -:5: 单位：元\n"
        "    -:7: 项目编码\n"
        "    … and 31 more, which --every-line names too\n"
    )
    whole = empty("import", "-", "--every-line", stdin=PART_TWO.replace(ROAD, "13030321")).err
    assert whole.count(reason) == 1
    assert whole.count("\n    -:") == 34
    assert empty.snapshot() == before


@pytest.mark.parametrize("text", ["", "hello\n", 'code = "x"\n'])
def test_a_file_that_is_no_such_document(empty: Perf, text: str) -> None:
    empty.write("no.txt", text)
    message = empty.refused("import", "no.txt")
    assert message.startswith("Error: no.txt: ")
    assert sorted(empty.snapshot()) == ["no.txt", "perf.toml"]


def test_files_that_cannot_be_read(empty: Perf) -> None:
    assert empty.refused("import", "none.txt") == "Error: none.txt cannot be read: No such file or directory\n"
    assert empty.refused("import", ".").startswith(
        "Error: .: no file here can be imported\nFiles of these endings are read: .docx .xlsx .txt .csv "
    )


def test_a_file_in_the_way_that_cannot_be_read(empty: Perf) -> None:
    empty.write(ROAD_PATH, "code =\n")
    before = empty.snapshot()
    assert empty.refused("import", "-", "--update", stdin=WHOLE) == (
        f"Error: a file that would be written cannot be read\n  {ROAD_PATH}:1:7: code: the value is missing\n"
        "      code =\n"
        "            ^\n"
    )
    assert empty.snapshot() == before


def test_what_was_taken_to_be_so_is_said_once(empty: Perf) -> None:
    empty.write("one.txt", PART_TWO)
    empty.write("two.txt", write_text(PublishedDocument(projects=(project(HEATING, "清洁取暖"),))))
    assert empty("import", "one.txt", "two.txt", "--dry-run").err == TAKEN
    assert empty("import", "one.txt", "two.txt", "--year", "2021").err == TAKEN.split("\n", 1)[1]
    assert empty("import", "one.txt", "--year", "2021").err == ""
    rows = f"项目编码,项目名称,预算单位,预算数\n{ROAD[:-1]}3,路灯,335001,100\n{ROAD[:-1]}4,路牌,335001,100\n"
    empty.write("list.csv", rows)
    assert empty("import", "list.csv", "--year", "2021").err == (
        "2 projects name one amount and not their funds: taken as fiscal funds, other funds stay\n"
    )


CHANGED = replace(project(), goals=("目标二",), purpose="新用途", indicators=())


@pytest.mark.parametrize("form", ["txt", "docx", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_values_before_and_after_whatever_the_format(empty: Perf, form: str, dry_run: bool) -> None:
    empty.taken("import", "-", stdin=write_text(PublishedDocument(projects=(CHANGED,))))
    form_of = ("book", "--department", "335", "--year", "2021", "-o") if form in ("txt", "docx") else ("export",)
    assert empty(*form_of, f"new.{form}").status == 0
    empty.taken("import", "-", "--update", stdin=PART_TWO)
    argv = ["--dry-run"] if dry_run else []
    outcome = empty("import", f"new.{form}", "--update", *argv)
    out = outcome.out
    assert outcome.status == 0
    assert f"{CHANGED.code}: 1 indicator is taken out, none is left\n" in outcome.err
    assert f"{'would change' if dry_run else 'changed'} {ROAD_PATH}\n" in out
    assert "  purpose: 用途 → 新用途\n" in out
    assert "  goals[1]: 目标一 → (nothing)\n" in out
    assert "  indicators[里程]: 数量指标 / 里程 / 公里数 / ≥5公里 / 计划 → (nothing)\n" in out


def test_one_amount_keeps_the_funds_that_make_it(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    before = perf.read(path)
    perf.write("list.csv", f"项目编码,年度,预算数\n{MAINTENANCE},2021,240000\n")
    assert "Nothing to change" in perf("import", "list.csv").out
    assert perf.read(path) == before
    perf.write("list.csv", f"项目编码,年度,预算数\n{MAINTENANCE},2021,250000\n")
    assert perf("import", "list.csv", "--update").out.split("\n")[:4] == [
        f"changed {path}",
        "  budget.total: 240000.00 → 250000.00",
        "  budget.fiscal: 200000.00 → 210000.00",
        "Changed 1 file.",
    ]


@pytest.mark.parametrize(
    ("heading", "typed", "changes", "said"),
    [
        ("财政资金", "150000", {"fiscal": "150000.00", "total": "190000.00"}, "names one of its funds alone"),
        ("其他资金", "10000", {"other": "10000.00", "total": "210000.00"}, "names one of its funds alone"),
        ("预算数", "250000", {"total": "250000.00", "fiscal": "210000.00"}, "taken as fiscal funds, other funds stay"),
        ("预算数,财政资金", "250000,150000", {"total": "250000.00", "fiscal": "150000.00", "other": "100000.00"}, ""),
        ("3月底", "10", {"3": "10.00"}, ""),
        ("6月底,4月底", ",26", {"4": "26.00"}, ""),
        ("3月底", "", {}, ""),
    ],
)
def test_a_list_changes_the_columns_that_it_has(
    perf: Perf, heading: str, typed: str, changes: dict[str, str], said: str
) -> None:
    assert perf("set", MAINTENANCE, "budget.sources.上年结转=20000").status == 0
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    before = tomllib.loads(perf.read(path), parse_float=str)
    perf.write("list.csv", f"项目编码,年度,{heading}\n{MAINTENANCE},2021,{typed}\n")
    outcome = perf("import", "list.csv", "--update")
    after = tomllib.loads(perf.read(path), parse_float=str)
    assert (outcome.status, said in outcome.err) == (0, True)
    changed = {
        key: value
        for table in ("budget", "spending_plan")
        for key, value in after.pop(table).items()
        if before[table].pop(key, "") != value
    }
    assert changed == changes
    assert (before.pop("budget"), before.pop("spending_plan")) == ({}, {}), "nothing is taken out"
    assert after == before


def test_a_total_below_the_other_funds_is_refused(perf: Perf) -> None:
    before = perf.snapshot()
    perf.write("list.csv", f"项目编码,年度,预算数\n{MAINTENANCE},2021,30000\n")
    assert perf.refused("import", "list.csv", "--update") == (
        "Error: 1 budget cannot be what the source says of it; nothing was written\n"
        f"  {MAINTENANCE}: with budget.total = 30000.00 budget.fiscal would be -10000.00\n"
        "Name the total, fiscal and other funds as they are to be.\n"
    )
    assert {**perf.snapshot(), "list.csv": None} == {**before, "list.csv": None}


def test_a_new_project_by_one_of_its_funds_is_not_whole(perf: Perf) -> None:
    perf.write("list.csv", f"项目编码,年度,单位,项目名称,财政资金\n{ROAD},2021,335001,路,5\n")
    assert f"{ROAD}: missing: budget" in perf.refused("import", "list.csv")


def test_units_that_nobody_registered_are_refused_where_that_is_asked(perf: Perf) -> None:
    row = "13030321ZZZZZZZZZZZZ1,甲项目,335009供热站,2021,100"
    perf.write("list.csv", f"项目编码,项目名称,预算单位,年度,预算数\n{row}\n")
    assert perf.refused("import", "list.csv", "--no-new-units").splitlines()[-3:] == [
        "Error: units that are not registered",
        "  335009 供热站",
        "Register them with `perf new unit`, or leave --no-new-units out.",
    ]
    assert "335009 / 供热站" in perf("import", "list.csv", "--dry-run").out
