"""`perf form`: list, fill, new and check; `show --form` and `book --form`; a sheet that is filled in comes back."""

from __future__ import annotations

import io
import json
import re

import openpyxl
import pytest

from perfcli.forms.declared.built_in import builtin_forms
from tests.conftest import CHECKOUT, HEATING, MAINTENANCE, ROAD, Perf, lay_out
from tests.forms.sheets import web_page

BY_HAND = (CHECKOUT / "tests/forms/declared/scoring-rules.toml").read_text(encoding="utf-8")
"""A form that is in use somewhere and does not come with perf, declared by hand."""

DECLARED = re.search(r"```toml\n(#:schema .*?)```", (CHECKOUT / "docs/forms.md").read_text(encoding="utf-8"), re.DOTALL)
EXAMPLE = DECLARED[1] if DECLARED else ""
OF_PROJECT = [slug for slug, form in builtin_forms().items() if form.of == "project"]
SHEET = """
2024年项目支出绩效目标申报表
单位：万元
项目名称	古桥加固	实施单位	某站
项目负责人	某某	联系电话	0
年度资金总额	31.2	其中：财政拨款	30
年度目标	汛前通车。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	修桥	≥2座
"""

RULE = 'weight = 20\n\n[indicators.details]\n"评分细则" = "每少1套扣1分"\n'
LONG_TERM = """\
[[indicators]]
kind = "时效指标"
name = "三年"
description = ""
target = "100%"
basis = ""
term = "中期"

"""


def cells(perf: Perf, name: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO((perf.root / name).read_bytes()))


def saved(perf: Perf, name: str, book: openpyxl.Workbook) -> None:
    buffer = io.BytesIO()
    book.save(buffer)
    (perf.root / name).write_bytes(buffer.getvalue())


def test_the_forms_that_come_with_perf_are_listed(perf: Perf) -> None:
    rows = json.loads(perf("form", "list", "-f", "json").out)
    assert [row["slug"] for row in rows] == [
        *("adjustment", "approval", "evaluation", "evaluation-joined", "evaluation-region", "hebei", "hebei-grades"),
        *("monitoring", "national", "national-terms", "national-weights", "project-list", "region", "unit-overall"),
    ]
    assert {row["source"] for row in rows} == {"perf"}
    assert {row["of"] for row in rows} == {"project", "unit", "list", "evaluation", "monitoring", "adjustment"}


def test_a_form_of_ones_own_stands_beside_them(perf: Perf) -> None:
    perf.write("forms/special.toml", EXAMPLE)
    checked = perf("form", "check")
    assert (checked.status, checked.out, checked.err) == (0, "", "1 form, nothing wrong.\n")
    row = next(row for row in json.loads(perf("form", "list", "-f", "json").out) if row["slug"] == "special")
    assert row == {
        "slug": "special",
        "name": "专项资金绩效目标申报表",
        "of": "project",
        "use": "",
        "source": "forms/special.toml",
    }


def test_a_form_of_something_unknown_is_listed_as_it_says(perf: Perf) -> None:
    perf.write("forms/special.toml", f'of = "bogus"\n{EXAMPLE}')
    listed = perf("form", "list", "--columns", "slug,of", "-f", "markdown")
    assert (listed.status, "bogus" in listed.out) == (0, True)
    assert "forms/special.toml:1:1: bogus is not known here" in listed.err


def test_of_more_columns_than_a_form_has_the_first_are_judged(perf: Perf) -> None:
    perf.write("forms/special.toml", re.sub(r"widths = .*", "widths = [" + "1," * 5000 + "]", EXAMPLE))
    assert perf("form", "check").out.count("a column is too narrow beside the others") == 60


def test_a_project_on_a_form_of_ones_own(perf: Perf) -> None:
    perf.write("forms/special.toml", EXAMPLE)
    filled = perf("form", "fill", MAINTENANCE, "--form", "special")
    assert (filled.status, filled.err.splitlines()) == (
        0,
        [
            "This format cannot carry:",
            "  budget.fiscal: the form has no place for it (1 record)",
            "  budget.other: the form has no place for it (1 record)",
            "  indicators.basis: the form has no place for it (1 record)",
            "  indicators.description: the form has no place for it (1 record)",
            "  indicators.kind: the form has no place for it (1 record)",
            "  purpose: the form has no place for it (1 record)",
            "  spending_plan: the form has no place for it (1 record)",
        ],
    )
    assert filled.out.split("\n") == [
        "2021年专项资金绩效目标申报表",
        "填报单位：335001住房保障局本级　　　　金额单位：万元",
        *("\t专项名称", "\t公租房维修费", ""),
        *("\t主管部门", "\t", "\t负责人", "\t", ""),
        *("\t资金", "\t资金总额", "\t24.00", ""),
        *("\t", "\t其中：中央补助", "\t", ""),
        *("\t年度目标", "\t1.及时维修。", "2.住户满意。", ""),
        *("\t绩效指标", "\t一级指标", "\t三级指标", "\t指标值", "\t分值", ""),
        *("\t", "\t产出指标", "\t维修套数", "\t≥174套", "\t", ""),
        *("\t", "\t满意度指标", "\t住户满意度", "\t满意", "\t", ""),
        "填表人：　　　　联系电话：",
        *("", ""),
    ]


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
@pytest.mark.parametrize("slug", [*OF_PROJECT, "project-list", "special", "by-hand"])
def test_what_a_form_says_is_there_already(perf: Perf, slug: str, form: str) -> None:
    perf.write("forms/special.toml", EXAMPLE)
    perf.write("forms/by-hand.toml", BY_HAND)
    assert perf("form", "fill", MAINTENANCE, HEATING, "--form", slug, "-o", f"all.{form}").status == 0
    again = perf("import", f"all.{form}", "--update", "--dry-run", "--year", "2021")
    assert (again.status, again.out.splitlines()[-1]) == (
        0,
        "Nothing to change: the repository holds all of it already.",
    )


def test_a_form_is_declared_by_hand_in_less_than_sixty_lines(perf: Perf) -> None:
    assert BY_HAND.count("\n") < 60
    perf.write("forms/by-hand.toml", BY_HAND)
    assert perf("form", "check").status == 0
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    text = perf.read(path).replace('target = "≥174套"\nbasis = "计划"\n', f'target = "≥174套"\nbasis = "计划"\n{RULE}')
    perf.write(path, f'{text}\n[details]\n"项目立项的依据" = "局办公会纪要"\n"填报人" = "甲某"\n')
    assert perf("form", "fill", MAINTENANCE, "--form", "by-hand", "-o", "a.docx").status == 0
    files = {"perf.toml": 'schema = 1\ndivision = "130303"\n', "forms/by-hand.toml": BY_HAND}
    empty = lay_out(perf.root.parent / "empty", files)
    assert empty("import", perf.root / "a.docx").status == 0
    taken = empty.read(path)
    assert 'weight = 20\n\n[indicators.details]\n"评分细则" = "每少1套扣1分"\n' in taken
    assert '[details]\n"项目立项的依据" = "局办公会纪要"\n"填报人" = "甲某"\n\n[[indicators]]\n' in taken


@pytest.mark.parametrize("form", ["docx", "xlsx", "html", "txt"])
def test_the_whole_of_a_department_is_there_already(perf: Perf, form: str) -> None:
    assert perf("form", "fill", "335", "--form", "unit-overall", "-o", f"all.{form}").status == 0
    again = perf("import", f"all.{form}", "--update", "--dry-run")
    assert (again.status, again.out.splitlines()[-1]) == (
        0,
        "Nothing to change: the repository holds all of it already.",
    )


def test_a_folder_takes_a_file_for_each(perf: Perf) -> None:
    filled = perf("form", "fill", "--unit", "335", "--form", "national", "-f", "xlsx", "-o", "out/")
    assert filled.status == 0
    assert filled.err.splitlines()[0] == "2 files written to out/"
    assert sorted(path.name for path in (perf.root / "out").iterdir()) == [
        f"{MAINTENANCE} 公租房维修费.xlsx",
        f"{HEATING} 清洁取暖.xlsx",
    ]
    again = perf("import", "out", "--update", "--dry-run")
    assert again.out.splitlines()[-1] == "Nothing to change: the repository holds all of it already."


def test_a_sheet_that_is_filled_in_becomes_a_project(perf: Perf) -> None:
    argv = ("form", "fill", "--blank", "--unit", "335002", "--form", "national-weights", "-o", "空表.xlsx")
    assert perf(*argv).err == ""
    book = cells(perf, "空表.xlsx")
    sheet = book.worksheets[0]
    labels = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert sheet.protection.sheet
    assert labels["项目名称"].protection.locked
    sheet["C3"], sheet["E7"], sheet["E8"], sheet["E9"] = "锅炉改造", 120.5, 100, 20.5
    assert not sheet["C3"].protection.locked
    assert [sheet[f"{column}13"].value for column in "BC"] == ["产出指标", "数量指标"]
    for column, text in zip("DEFG", ("改造锅炉", "≥", "3", "台"), strict=True):
        sheet[f"{column}13"] = text
    sheet["H13"] = 20
    sheet["D14"], sheet["F14"] = "验收", "全部合格"
    saved(perf, "回收.xlsx", book)
    done = perf("import", "回收.xlsx")
    assert (done.status, done.out.splitlines()) == (
        0,
        ["Unit 335002: 1 projects, 2 indicators, 1,205,000.00 yuan", "Added 1 file."],
    )
    path = next(path for path in (perf.root / "projects/2021/335002").iterdir() if path.stem != HEATING)
    text = path.read_text(encoding="utf-8")
    assert 'name = "锅炉改造"\nunit = "335002"\nyear = 2021\n' in text
    assert "total = 1205000.00\nfiscal = 1000000.00\nother = 205000.00\n" in text
    assert 'name = "改造锅炉"\ndescription = ""\ntarget = "≥3台"\nbasis = ""\nweight = 20\n' in text
    assert 'kind = "质量指标"\nname = "验收"\ndescription = ""\ntarget = "全部合格"\n' in text


def test_a_workbook_to_fill_in_says_what_may_be_typed(perf: Perf) -> None:
    assert perf("form", "fill", "--blank", "--unit", "335002", "--form", "national-weights", "-o", "a.xlsx").status == 0
    sheet = cells(perf, "a.xlsx").worksheets[0]
    said = {str(one.sqref): one for one in sheet.data_validations.dataValidation}
    assert (said["E7:H7"].type, said["E7:H7"].formula1, said["E7:H7"].formula2) == ("decimal", "0", "7000000000.0")
    assert said["B13"].formula1 == '"产出指标,效益指标,满意度指标"'
    assert said["E13"].formula1 == '"≥,≤,=,>,<,定性"'
    assert said["C3:H3"].prompt == "项目名称"
    assert sheet["E7"].number_format == "#,##0.00####"


def test_a_row_put_into_a_sheet_is_read_too(perf: Perf) -> None:
    assert perf("form", "fill", MAINTENANCE, "--form", "national-weights", "-o", "a.xlsx").status == 0
    book = cells(perf, "a.xlsx")
    sheet = book.worksheets[0]
    empty = next(row for row in range(13, 30) if sheet[f"D{row}"].value is None)
    for column, value in zip("BCDFG", ("产出指标", "质量指标", "合格率", "98", "%"), strict=True):
        sheet[f"{column}{empty + 1}"] = value
    saved(perf, "a.xlsx", book)
    done = perf("import", "a.xlsx", "--update")
    assert (done.status, "indicators[合格率]: (nothing) → 质量指标 / 合格率 / 98%" in done.out) == (0, True)


def test_a_form_is_drafted_out_of_a_sheet(perf: Perf) -> None:
    (perf.root / "样表.html").write_text(web_page(SHEET), encoding="utf-8")
    done = perf("form", "new", "like-it", "--like", "样表.html")
    assert done.status == 0
    assert (
        perf.read("forms/like-it.toml")
        == """\
#:schema ../schemas/form.json
# Made out of 样表.html: look over keys, widths and spans, then run `perf form check like-it`.

name = "项目支出绩效目标申报表"
of = "project"
title = "{year}年项目支出绩效目标申报表"
scale = "万元"
widths = [10, 10, 10, 10]
above = [[{ key = "scale" }]]

[[parts]]
rows = [
    [{ label = "项目名称" }, { key = "name" }, { label = "实施单位" }, { key = "unit" }],
    [{ label = "项目负责人" }, { key = "details.项目负责人" }, { label = "联系电话" }, { key = "details.联系电话" }],
    [{ label = "年度资金总额" }, { key = "budget.total" }, { label = "其中：财政拨款" }, { key = "budget.fiscal" }],
    [{ label = "年度目标" }, { key = "goals", columns = 3 }],
]

[[parts]]
columns = [
    { heading = "一级指标", key = "indicators.level1", merged = true },
    { heading = "二级指标", key = "indicators.kind", merged = true },
    { heading = "三级指标", key = "indicators.name" },
    { heading = "指标值", key = "indicators.target" },
]
"""
    )
    assert perf("form", "check", "like-it").status == 0
    assert perf.refused("form", "new", "like-it", "--like", "样表.html").startswith(
        "Error: forms/like-it.toml is there already\n"
    )


@pytest.mark.parametrize("is_filled", [True, False])
def test_a_draft_keeps_labels_that_stand_with_their_values_in_one_cell(perf: Perf, is_filled: bool) -> None:
    unit, name, target = ("335002某站", "修桥", "≥2座") if is_filled else ("", "_", "_")
    goal, total = ("汛前通车。", "31.2") if is_filled else ("_", "_")
    text = f"""
2024年专项资金绩效目标申报表
填报单位：{unit}	<	金额单位：万元	<
项目名称	{name}	资金总额	{total}
年度目标	{goal}	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	{name}	{target}
^	质量指标	_	_
满意度指标	服务对象满意度指标	_	_
填表人：	_	联系电话：	_
"""
    (perf.root / "样表.html").write_text(web_page(text), encoding="utf-8")
    assert perf("form", "new", "like-it", "--like", "样表.html").status == 0
    parts = perf.read("forms/like-it.toml").split("[[parts]]\n")[1:]
    assert parts == [
        """\
rows = [
    [{ label = "填报单位：", key = "unit", columns = 2 }, { label = "金额单位：万元", columns = 2 }],
    [{ label = "项目名称" }, { key = "name" }, { label = "资金总额" }, { key = "budget.total" }],
    [{ label = "年度目标" }, { key = "goals", columns = 3 }],
]

""",
        """\
columns = [
    { heading = "一级指标", key = "indicators.level1", merged = true },
    { heading = "二级指标", key = "indicators.kind", merged = true },
    { heading = "三级指标", key = "indicators.name" },
    { heading = "指标值", key = "indicators.target" },
]

""",
        """\
rows = [
    [{ label = "填表人：" }, { key = "details.填表人" }, { label = "联系电话：" }, { key = "details.联系电话" }],
]
""",
    ]
    if is_filled:
        assert perf("import", "样表.html", "--dry-run").status == 0


def test_what_is_wrong_with_a_declaration_is_named_with_its_line(perf: Perf) -> None:
    text = (
        EXAMPLE.replace('key = "goals"', 'key = "gaols"')
        .replace("label_columns", "x")
        .replace("merged = true", "mergd = 1")
    )
    perf.write("forms/bad.toml", text)
    checked = perf("form", "check")
    line = text[: text.index("gaols")].count("\n") + 1
    assert (checked.status, checked.out.splitlines()[0]) == (
        1,
        f"forms/bad.toml:{line}:41: gaols is not known here; Did you mean: goals?",
    )
    assert "mergd is not a key of a form" in checked.out
    refused = perf.refused("form", "fill", MAINTENANCE, "--form", "bad")
    assert refused.startswith("Error: the declaration of the form bad is at fault\n")


def test_a_project_is_shown_on_a_form(perf: Perf) -> None:
    out = perf("show", MAINTENANCE, "--form", "national").out
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[:4] == ["项目支出绩效目标申报表", "", "（2021年度）", "项目名称                         公租房维修费"]
    assert "项目资金（万元） 年度资金总额：  24.00" in lines
    assert any(line.startswith("| 产出指标") and "≥174套" in line for line in lines)
    assert perf.refused("show", MAINTENANCE, "--form", "national", "-f", "json").startswith(
        "Error: --form is for people, and says itself what its amounts are in\n"
    )


def test_part_two_of_the_document_on_another_form(perf: Perf) -> None:
    argv = ("book", "--department", "335", "--year", "2021", "--source-date", "2021-01-15")
    out = perf(*argv, "--form", "national").out
    assert "\t主管部门及代码\n\t335住房保障局\n" in out
    assert "\t年度资金总额：\n\t24.00\n" in out
    assert out.startswith("第一部分\n部门整体绩效目标\n")
    assert perf.refused(*argv, "--form", "project-list").startswith(
        "Error: project-list is not a form of one project: part two has a table for each\n"
    )


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((MAINTENANCE,), "Error: no form was named\n"),
        ((MAINTENANCE, "--form", "natonal"), "Error: no form is called natonal\nDid you mean: national"),
        (("--form", "national"), "Error: no code was given\n"),
        (("335001", "--form", "national"), "Error: 335001: no code of a project\n"),
        (("336", "--form", "unit-overall"), "Error: 336 has no overall goals for 2021\n"),
        ((MAINTENANCE, "--form", "national", "-f", "docx"), "Error: docx is not text: it is not printed\n"),
        ((MAINTENANCE, "--form", "national", "-o", "a.bin"), "Error: a.bin does not say its format\n"),
        ((MAINTENANCE, "--form", "national", "--blank"), "Error: --blank is for a project that does not exist yet"),
        (("--form", "national", "--blank"), "Error: --blank needs the unit whose sheet it is\n"),
        (("--form", "national", "--template", "x"), "Error: --template and --name go with --blank\n"),
        (("--form", "national", "--blank", "--unit", "335001", "--template", "x"), "Error: no template is called x\n"),
        (
            (MAINTENANCE, "--form", "national", "-o", "projects/a.docx"),
            "Error: projects/a.docx is one of the repository",
        ),
    ],
)
def test_what_cannot_be_filled_in_is_refused(perf: Perf, argv: tuple[str, ...], said: str) -> None:
    assert perf.refused("form", "fill", *argv).startswith(said)


def test_an_update_from_a_form_without_kinds_or_terms_keeps_them(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    before, head, after = perf.read(path).rpartition("[[indicators]]\n")
    text = f"{before}{LONG_TERM}{head}{after}"
    perf.write(path, text)
    assert perf("form", "fill", MAINTENANCE, "--form", "hebei-grades", "-o", "a.docx").status == 0
    assert perf("import", "a.docx", "--update", "--year", "2021").status == 0
    assert perf.read(path) == text


def test_a_required_key_is_asked_for(perf: Perf) -> None:
    perf.write(
        "perf.toml",
        'schema = 1\ndivision = "130303"\nyear = 2021\n[check]\n'
        'required = ["details.主管部门", "indicators.weight", "detials.x"]\n',
    )
    found = json.loads(perf("check", "--select", "C110,D514", "--unit", "335001", "-f", "json").out)
    assert [(row["code"], row["message"]) for row in found] == [
        ("C110", "details.主管部门 is required here and not filled in"),
        *[("C110", "indicators.weight is required here and not filled in")] * 2,
    ]
    settings = json.loads(perf("check", "--select", "D514", "-f", "json").out)
    assert [row["message"] for row in settings] == [
        "detials.x is not a key that a project may leave empty, such as details.主管部门 or indicators.weight"
    ]


def test_a_form_is_read_by_its_declaration_in_another_repository(
    perf: Perf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    perf.write("forms/special.toml", EXAMPLE)
    assert perf("form", "fill", MAINTENANCE, "--form", "special", "-o", "a.docx").status == 0
    other = lay_out(tmp_path_factory.mktemp("other"), {"perf.toml": 'schema = 1\ndivision = "130303"\n'})
    done = other("import", perf.root / "a.docx")
    assert (done.status, done.out.splitlines()[-1]) == (0, "Added 2 files.")


def test_a_form_does_without_no_name_whose_file_cannot_be_read(perf: Perf) -> None:
    perf.write("departments/335.toml", "code =")
    refused = perf.refused("form", "fill", MAINTENANCE, "--form", "national", "-o", "x.txt")
    assert refused.startswith(
        "Error: what is written would lack these files, which cannot be read\n  departments/335.toml:1:"
    )
    assert not (perf.root / "x.txt").exists()
    assert perf("form", "fill", ROAD, "--form", "national", "-o", "x.txt").status == 0
