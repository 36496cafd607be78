"""`perf book --evaluation`: part three in every format, and such a document read again."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from perfcli.documents.text_reader import read_text
from perfcli.documents.word_reader import read_docx
from perfcli.formats.word.pages import read_pages
from tests.cli.test_evaluate import BUDGETED
from tests.conftest import HEATING, MAINTENANCE, Perf, lay_out

BOOK = ("book", "--department", "335", "--year", "2021", "--source-date", "2021-01-15")
PASSED_OVER = (
    "part three (绩效自评) was passed over: import self-evaluations from an export or from 自评表 by themselves"
)
PART_THREE = (
    "第三部分\n绩效自评\n"
    "1.公租房维修费绩效自评表 TC 1、公租房维修费绩效自评表 \\f E \\l 1 \n"
    "（2021年度）\n\t项目名称\n\t公租房维修费\n\n\t项目编码\n\t13030321AAAAAAAAAAAAA\n\n"
)
REASON = "维修套数=三户无人在家\n第二部分\n预算项目绩效目标\n见绩效目标表"
POINTS = (
    "\t171套\n\t75\n\t73.71\n\t三户无人在家\n第二部分\n预算项目绩效目标\n见绩效目标表\n\t\n\n"
    "\t\n\t满意度指标\n\t服务对象满意度指标\n\t住户满意度\n\t满意\n\t满意\n\t15\n\t15\n\t\n\t\n\n\n"
    "\t总分\n\t100\n\t97.71\n\t\n\t\n\n\n"
)


@pytest.fixture
def evaluated(perf: Perf) -> Perf:
    """The small repository with one of its projects evaluated; a reason has lines that look like headings."""
    outcome = perf(
        *("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套"),
        *("--actual", "住户满意度=满意", "--reason", REASON),
    )
    assert outcome.status == 0
    return perf


def test_the_text_has_the_tables_as_forms_have_them(evaluated: Perf) -> None:
    without = evaluated(*BOOK).out
    outcome = evaluated(*BOOK, "--evaluation")
    assert outcome.status == 0
    assert outcome.out.startswith(f"{without}{PART_THREE}")
    assert outcome.out.endswith(POINTS)
    assert outcome.err == f"1 project has no self-evaluation and is not in part three: {HEATING}\n"
    assert HEATING not in outcome.out[len(without) :]


def test_the_word_document_has_part_three_in_its_contents(evaluated: Perf) -> None:
    outcome = evaluated(*BOOK, "--evaluation", "-o", "a.docx")
    assert outcome.err.splitlines()[:2] == [
        "a.docx: 335 住房保障局, 2021: part one, 2 projects, 1 self-evaluation",
        f"1 project has no self-evaluation and is not in part three: {HEATING}",
    ]
    data = (evaluated.root / "a.docx").read_bytes()
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    found = re.search(
        r"第三部分  绩效自评<.*?"
        r'<w:hyperlink w:anchor="(\w+)"[^>]*>(?:(?!</w:hyperlink>).)*1、公租房维修费绩效自评表.*?PAGEREF (\w+) ',
        xml,
    )
    assert found is not None
    assert found[1] == found[2]
    heading = xml[xml.index(f'w:name="{found[1]}"') :]
    assert re.sub("<[^>]*>", "", heading[heading.index(">") + 1 : heading.index("</w:t>")]) == (
        "1.公租房维修费绩效自评表"
    )
    page = read_pages(data).page
    lines = ["".join(spot.text for spot in row.spots).partition(" TC ")[0] for row in page.rows if row.is_line]
    assert [line for line in lines if line.strip()][-4:] == [
        "第三部分",
        "绩效自评",
        "1.公租房维修费绩效自评表",
        "（2021年度）",
    ]
    last = [[spot.text for spot in row.own] for row in page.rows if not row.is_line][-1]
    assert last == ["总分", "100", "97.71", "", ""]


@pytest.mark.parametrize(
    ("form", "title", "entry"),
    [
        ("md", "### 1.公租房维修费绩效自评表", "- [1、公租房维修费绩效自评表](#e1)"),
        (
            "html",
            '<h3 id="e1">1.公租房维修费<wbr>绩效自评表</h3>\n<p class="middle">（2021年度）</p>',
            '<li><a href="#e1">1、公租房维修费绩效自评表</a></li>',
        ),
    ],
)
def test_pages_have_part_three_in_their_contents(evaluated: Perf, form: str, title: str, entry: str) -> None:
    text = evaluated(*BOOK, "--evaluation", "-f", form).out
    assert text.count(title) == text.count(entry) == 1
    assert "97.71" in text[text.index(title) :]


def test_the_lines_below_a_table_stand_in_pages_too(evaluated: Perf) -> None:
    declared = (files("perfcli") / "forms/builtin/evaluation.toml").read_text("utf-8")
    signed = declared.replace("[[parts]]", 'below = [[{ label = "（单位盖章）" }]]\n\n[[parts]]', 1)
    evaluated.write("forms/evaluation.toml", signed)
    text = evaluated(*BOOK, "--evaluation", "-f", "html").out
    table = text[text.index('<h3 id="e1">') :]
    assert table.index("97.71") < table.index('</table>\n</div>\n<p class="middle">（单位盖章）</p>\n<p class="up">')


def test_without_any_self_evaluation_there_is_no_part_three(perf: Perf) -> None:
    outcome = perf(*BOOK, "--evaluation")
    assert outcome.out == perf(*BOOK).out
    assert outcome.err == (f"2 projects have no self-evaluation and are not in part three: {MAINTENANCE}, {HEATING}\n")


def test_parts_one_and_two_are_read_as_before(evaluated: Perf) -> None:
    for name in ("a.docx", "a.txt"):
        assert evaluated(*BOOK, "-o", f"without-{name}").status == 0
        assert evaluated(*BOOK, "--evaluation", "-o", name).status == 0
    before = read_docx((evaluated.root / "without-a.docx").read_bytes())
    after = read_docx((evaluated.root / "a.docx").read_bytes())
    assert (after, before.notes, after.notes) == (before, (), (PASSED_OVER,))
    assert (after.leftovers, len(after.projects)) == ((), 2)
    text = evaluated.read("a.txt")
    assert read_text(text) == read_text(evaluated.read("without-a.txt")) == before
    assert read_text(text).notes == (PASSED_OVER,)


def test_what_stands_behind_part_three_is_not_passed_over(evaluated: Perf) -> None:
    one = evaluated("book", "--unit", "335001", "--year", "2021", "--evaluation").out
    other = evaluated("book", "--unit", "335002", "--year", "2021").out
    assert [project.code for project in read_text(one + other).projects] == [MAINTENANCE, HEATING]
    assert read_text(one + other).leftovers == ()


@pytest.mark.parametrize("heading", ["第三部分  绩效自评\n", "第三部分\n绩效自评\n1、公租房维修费绩效自评表\t12\n"])
def test_a_list_of_contents_alone_is_no_part_three(perf: Perf, heading: str) -> None:
    text = perf(*BOOK).out
    read = read_text(heading + text)
    assert (read.goals, read.projects, read.notes) == (read_text(text).goals, read_text(text).projects, ())


@pytest.mark.parametrize("name", ["a.docx", "a.txt"])
@pytest.mark.parametrize("form", ["", "national"])
def test_the_document_is_imported_with_a_note(evaluated: Perf, tmp_path: Path, name: str, form: str) -> None:
    assert evaluated(*BOOK, "--evaluation", "--form", form, "-o", name).status == 0
    folder = tmp_path / "other"
    folder.mkdir()
    other = lay_out(folder, {"perf.toml": "schema = 1\n"})
    outcome = other("import", evaluated.root / name, "--department", "335", "--year", "2021")
    assert outcome.status == 0
    assert outcome.err.splitlines().count(f"{evaluated.root / name}: {PASSED_OVER}") == 1
    assert "unplaced" not in outcome.err
    assert len(list((folder / "projects").rglob("*.toml"))) == 2
    assert not (folder / "progress").exists()


def test_the_whole_of_the_department_comes_before_its_projects(evaluated: Perf) -> None:
    perf = evaluated
    perf.write("goals/2021/335.toml", perf.read("goals/2021/335.toml") + BUDGETED)
    perf.write("goals/2021/335001.toml", 'unit = "335001"\nyear = 2021\n\n[[indicators]]\nname = "在编人数"\n')
    projects_alone = perf(*BOOK, "--evaluation").out.split("1.公租房维修费绩效自评表")[1]
    perf("evaluate", "record", "335", "--spent", "90", "--actual", "完成率=81%")
    perf("evaluate", "record", "335001", "--adjusted", "200", "--spent", "100", "--score", "在编人数=60")
    text = perf(*BOOK, "--evaluation").out
    part_three = text[text.index("第三部分") :]
    department, unit, project = re.split(r"\n[123]\..*绩效自评表 TC .*\n", part_three)[1:]
    assert re.findall(r"\n\d\.(.*绩效自评表) TC ", part_three) == [
        "住房保障局整体支出绩效自评表",
        "住房保障局本级整体支出绩效自评表",
        "公租房维修费绩效自评表",
    ]
    assert department.startswith(
        "（2021年度）\n\t部门（单位）名称\n\t住房保障局\n\n\t主管部门及代码\n\t335住房保障局\n"
    )
    assert "项目编码" not in department
    assert "\t完成率\n\t≥90%\n\t81%\n\t90\n\t81\n" in department
    assert "\t总分\n\t100\n\t90\n" in department
    assert "\t预算资金（万元）\n" in unit
    assert "\t年度资金总额\n\t\n\t0.02\n\t0.01\n\t10\n\t50.00%\n\t5\n" in unit
    assert "### 1.住房保障局整体支出绩效自评表\n" in perf(*BOOK, "--evaluation", "-f", "md").out
    assert projects_alone.endswith(project.split("项目编码")[1])
    of_unit = perf("book", "--unit", "335001", "--year", "2021", "--evaluation").out
    assert "住房保障局本级整体支出绩效自评表" in of_unit
    assert "住房保障局整体支出绩效自评表" not in of_unit
    goals, projects = read_text(text).goals, read_text(text).projects
    without = perf(*BOOK).out
    assert (goals, projects) == (read_text(without).goals, read_text(without).projects)


def test_what_has_no_place_in_part_three_is_named(evaluated: Perf) -> None:
    path = evaluated.root / f"progress/2021/335001/{MAINTENANCE}.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[evaluation.details]\n"自评结论" = "好"\n', encoding="utf-8")
    evaluated("evaluate", "record", MAINTENANCE, "--evidence", "维修套数=台账")
    assert [
        line for line in evaluated(*BOOK, "--evaluation", "-o", "b.docx").err.splitlines() if "no place" in line
    ] == [
        "  evaluation.details.自评结论: the form has no place for it (1 record)",
        "  indicators.evaluation.evidence: the form has no place for it (1 record)",
    ]
    assert "no place" not in evaluated(*BOOK, "-o", "c.docx").err


def test_a_whole_without_projects_has_its_part_three(tmp_path: Path) -> None:
    perf = lay_out(
        tmp_path,
        {
            "perf.toml": "schema = 1\n",
            "departments/820.toml": 'code = "820"\nname = "图书局"\n[[units]]\ncode = "820001"\nname = "流通中心"\n',
            "goals/2023/820001.toml": 'unit = "820001"\nyear = 2023\n\n[[indicators]]\nname = "送书场次"\n',
        },
    )
    asked = [("--unit", "820001", "--year", "2023"), ("--unit", "820001"), ("--department", "820")]
    nothing = perf("book", *asked[0], "--evaluation")
    assert (nothing.status, nothing.out) == (2, "")
    assert nothing.err.startswith("Error: 820001 has neither projects nor a self-evaluation for 2023\n")
    assert perf("book", *asked[0]).err.startswith("Error: 820001 has no projects for 2023\n")
    perf("evaluate", "record", "820001", "--adjusted", "200", "--spent", "200", "--score", "送书场次=90")
    for words in asked:
        outcome = perf("book", *words, "--evaluation")
        assert outcome.status == 0
        assert outcome.out.startswith("第三部分\n绩效自评\n1.流通中心整体支出绩效自评表 TC 1、")
        assert "\t送书场次\n\t\n\t\n\t90\n\t90\n" in outcome.out
    assert perf("book", *asked[0]).status == 2
