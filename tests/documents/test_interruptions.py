"""What stands between the rows of a table in a text: page numbers, notes, the remains of another table, lost tabs."""

from __future__ import annotations

import pytest

from perfcli.documents.text_reader import read_text
from perfcli.errors import PerfError
from tests.documents.build import CODE, HEADER, INDICATOR, left, only, part_one, table

TWO = table(indicators=[INDICATOR, INDICATOR])
BETWEEN = "\t年度工作计划\n\n\t产出指标"
LINE = TWO[: TWO.index(BETWEEN)].count("\n") + 3
BASES = ("年度工作计划", "年度工作计划")


def interrupted(by: str) -> str:
    assert TWO.count(BETWEEN) == 1
    return TWO.replace(BETWEEN, BETWEEN.replace("\n\n", f"\n\n{by}"))


@pytest.mark.parametrize(
    "page",
    ["- 12 -\n\n", "— 12 —\n", "第12页\n\n", "第 12 页 共 30 页\n", "－１２－\n", "\f12\n\n", "12\n\f\n", "12\n\n\f"],
)
def test_the_number_of_a_page_is_no_part_of_a_cell(page: str) -> None:
    assert tuple(item.basis for item in only(interrupted(page)).indicators) == BASES


def test_a_cell_goes_on_behind_the_number_of_a_page() -> None:
    text = table().replace("\t全年清淤的河道长度\n", "\t全年清淤\n\n- 3 -\n\n的河道长度\n")
    assert only(text).indicators[0].description == "全年清淤\n的河道长度"


def test_a_bare_number_behind_an_empty_line_is_named() -> None:
    document = read_text(interrupted("12\n\n"))
    assert tuple(item.basis for item in document.projects[0].indicators) == BASES
    assert left(document) == [(LINE, "12")]
    assert document.leftovers[0].reason == "stands between the rows of a table"


@pytest.mark.parametrize("note", ["注：指标值以批复为准。", "备注:见附件", "填表说明：按季填报"])
def test_a_note_between_rows_is_named(note: str) -> None:
    document = read_text(interrupted(f"{note}\n第二行\n\n"))
    assert tuple(item.basis for item in document.projects[0].indicators) == BASES
    assert left(document) == [(LINE, note), (LINE + 1, "第二行")]


def test_a_note_within_a_cell_is_its_text() -> None:
    assert (
        only(table().replace("年度工作计划", "年度工作计划\n注：暂定")).indicators[0].basis == "年度工作计划\n注：暂定"
    )


def test_who_filled_a_table_in_is_known() -> None:
    assert len(only(interrupted("填报人：张三\n\n")).indicators) == 2


def test_a_note_never_joins_part_one() -> None:
    text = part_one(safeguards="（一）制度。健全\n") + interrupted("注：暂定\n\n")
    document = read_text(text)
    assert document.goals
    assert document.goals.safeguards[0].text == "健全"
    assert [item for _line, item in left(document)] == ["注：暂定"]


OTHER = table(name="乙", heading="2.乙绩效目标表", indicators=[INDICATOR] * 3)
HEAD = f"\t412001临溪县水务局本级\n\t单位：元\n\n\t项目编码\n\t{CODE}\n\t项目名称\n\t乙\n\n"


@pytest.mark.parametrize("heading", ["2.乙绩效目标表\n", ""])
def test_rows_of_a_table_without_its_head_never_join_the_one_before(heading: str) -> None:
    rest = OTHER.replace("2.乙绩效目标表\n", heading).replace(HEAD, "")
    assert HEAD not in rest
    document = read_text(table() + rest)
    assert len(document.projects) == 1
    assert len(document.projects[0].indicators) == 1
    assert [text for _line, text in left(document)].count("清淤长度") == 3


@pytest.mark.parametrize("lost", [lambda text: text.replace("\t", ""), lambda text: text.expandtabs(4)])
def test_lost_tabs_are_said_once(lost: object) -> None:
    assert callable(lost)
    with pytest.raises(PerfError) as raised:
        read_text(part_one() + "第二部分\n" + lost(table() * 3))
    assert raised.value.message == "the tabs that start the cells of its tables are lost, in line 15 for the first time"
    assert raised.value.hint.startswith("Import the Word document (.docx) itself")


def test_rows_on_one_line_each_have_lost_their_cells() -> None:
    with pytest.raises(PerfError) as raised:
        read_text("412001 某某站\t单位：元\n" + "\t".join(HEADER) + "\n")
    assert "in line 2" in raised.value.message


def test_byte_order_marks_within_the_text() -> None:
    text = "\ufeff" + part_one() + "\ufeff" + table() + "\ufeff" + table(heading=None, code="4108212100000000ABCDF")
    document = read_text(text)
    assert [project.code for project in document.projects] == [CODE, "4108212100000000ABCDF"]
    assert document.leftovers == ()


def test_a_text_keeps_its_own_marks() -> None:
    assert only(table(purpose="甲\n\ufeff乙")).purpose == "甲\n\ufeff乙"


def test_full_width_forms_and_look_alikes_in_labels() -> None:
    wide = str.maketrans("0123456789.%,:()ABCDE", "０１２３４５６７８９．％，：（）ＡＢＣＤＥ")
    text = table().translate(wide).replace("项目", "项⽬").replace("指标", "指\u200b标")
    project = only(text)
    assert (project.code, project.unit, project.budget.total) == (CODE, "412001", only(table()).budget.total)
    assert project.spending_plan == only(table()).spending_plan
    assert [item.name for item in project.indicators] == ["清淤长度"]
    assert project.indicators[0].target == "≥１２公里"


def test_line_ends_of_windows_and_tables_without_anything_between() -> None:
    text = (table(heading=None) + table(heading=None, code="4108212100000000ABCDF")).replace("\n\n", "\n")
    assert [len(project.indicators) for project in read_text(text).projects] == [1, 1]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("412001-某某站", "某某站"),
        ("412001 — 某某站", "某某站"),
        ("４１２００１：某某站", "某某站"),
        ("412001某某-甲站", "某某-甲站"),
        ("412001 110指挥中心", "110指挥中心"),
    ],
)
def test_a_unit_and_its_name(cell: str, name: str) -> None:
    project = only(table(unit=cell))
    assert (project.unit, project.unit_name) == ("412001", name)


@pytest.mark.parametrize(
    ("percents", "plan"),
    [
        (("0.25", "0.5", "0.75", "1"), {3: 25, 6: 50, 10: 75, 12: 100}),
        (("0", "０．５", "0.5", "1.00"), {3: 0, 6: 50, 10: 50, 12: 100}),
        (("25", "50", "75", "100"), {3: 25, 6: 50, 10: 75, 12: 100}),
        (("0.25%", "0.5%", "0.75%", "1%"), {3: 0.25, 6: 0.5, 10: 0.75, 12: 1}),
        (("0.25", "50", "75", "100"), {6: 50, 10: 75, 12: 100}),
        (("0.25", "50%", "75%", "100%"), {6: 50, 10: 75, 12: 100}),
        (("0.2", "0.4", "0.6", "0.8"), {}),
        (("0", "0", "0", "1"), {3: 0, 6: 0, 10: 0}),
    ],
)
def test_shares_in_parts_of_one(percents: tuple[str, ...], plan: dict[int, float]) -> None:
    document = read_text(table(percents=percents))
    assert document.projects[0].spending_plan == plan
    named = [text for _line, text in left(document) if not text.endswith("月底")]
    assert named == [text for text, month in zip(percents, (3, 6, 10, 12), strict=True) if month not in plan]


@pytest.mark.parametrize(
    ("cell", "goals"),
    [
        ("1.甲；2.乙 3.丙", ("甲；", "乙", "丙")),
        ("（1）甲。（2）乙。", ("甲。", "乙。")),
        ("1.甲；2.乙\n3.丙；4.丁", ("甲；", "乙", "丙；", "丁")),
        ("１．甲；　２．乙", ("甲；", "乙")),
        ("1.甲；2.乙\n2.丙", ("甲；2.乙", "丙")),
        ("1.建 2.5公里路；2.绿化", ("建 2.5公里路；", "绿化")),
        ("1.完成2、3月份任务", ("完成2、3月份任务",)),
        ("甲；2.乙", ("甲；2.乙",)),
    ],
)
def test_several_goals_on_one_line(cell: str, goals: tuple[str, ...]) -> None:
    assert only(table(goals=cell)).goals == goals


FUNCTIONS = """\
1.综合事务
绩效目标：做好
1.收文。
2.发文。
绩效指标：①完成率：按时完成的比例，目标值≥95%。②差错率：差错的比例；指标值：≤1%。
2、信访
绩效目标：稳定
绩效指标：①办结率：办结的比例，指标值100%。
"""


def test_functions_numbered_with_plain_digits() -> None:
    document = read_text(part_one(functions=FUNCTIONS, safeguards="1.制度。健全\n1.细则\n2.监督。加强\n"))
    assert document.leftovers == ()
    assert document.goals
    first, second = document.goals.functions
    assert (first.name, first.goal, second.name) == ("综合事务", "做好\n1.收文。\n2.发文。", "信访")
    assert [(item.name, item.description, item.target) for item in first.indicators] == [
        ("完成率", "按时完成的比例", "≥95%"),
        ("差错率", "差错的比例", "≤1%"),
    ]
    assert [(item.title, item.text) for item in document.goals.safeguards] == [
        ("制度", "健全\n1.细则"),
        ("监督", "加强"),
    ]


@pytest.mark.parametrize(
    "line", ["临溪县水务局编制", "临溪县财政局 编印", "填表人：张三", "编制单位：某某局", "2021年3月"]
)
def test_lines_of_a_cover(line: str) -> None:
    assert read_text(f"{line}\n{part_one()}").leftovers == ()


@pytest.mark.parametrize("line", ["完成规划编制", "某某人"])
def test_other_lines_ahead_are_named(line: str) -> None:
    assert left(read_text(f"{line}\n{part_one()}")) == [(1, line)]


def test_labels_with_a_colon_behind_them() -> None:
    text = table()
    for label in ("项目编码", "项目名称", "预算数", "其他资金", "绩效目标", "指标值确定依据"):
        assert f"\t{label}\n" in text
        text = text.replace(f"\t{label}\n", f"\t{label}：\n")
    assert only(text) == only(table())
