"""Part one of the document, one variation of the family a test."""

from __future__ import annotations

import pytest

from perfcli.documents.published import PublishedGoals
from perfcli.documents.text_reader import read_text
from perfcli.documents.text_writer import write_text
from perfcli.errors import PerfError
from perfcli.formats.numbering import chinese, circled, read_number
from perfcli.model import Function, FunctionIndicator, Safeguard
from tests.documents.build import left, part_one, table


def goals(text: str) -> PublishedGoals:
    """Part one of a text of which nothing is left over."""
    document = read_text(text)
    assert document.leftovers == ()
    assert document.goals is not None
    return document.goals


def indicators(text: str) -> list[tuple[str, str, str]]:
    """The indicators of a function with this text behind 绩效指标：."""
    (function,) = goals(part_one(functions=f"（一）水库管理\n绩效指标：{text}\n")).functions
    return [(item.name, item.description, item.target) for item in function.indicators]


def test_part_one_as_it_stands_in_the_text() -> None:
    text = (
        "第一部分\n部门整体绩效目标\n一、总体绩效目标 TC 总体绩效目标 \\f A \\l 1 \n 做好水务工作。\n\n"
        "二、分项绩效目标 TC 分项绩效目标 \\f A \\l 1 \n（一）水库管理\n\n绩效目标：保障安全\n\n"
        "绩效指标：①完好率： 完好数占总数的比率,指标值≥90%。②伤亡人数：当年人数，指标值=0%。\n\n"
        "三、工作保障措施 TC 工作保障措施 \\f A \\l 1 \n（一）完善制度。制订办法。落实责任。\n\n"
    )
    assert goals(text) == PublishedGoals(
        overall="做好水务工作。",
        functions=(
            Function(
                name="水库管理",
                goal="保障安全",
                indicators=(
                    FunctionIndicator(name="完好率", description="完好数占总数的比率", target="≥90%"),
                    FunctionIndicator(name="伤亡人数", description="当年人数", target="=0%"),
                ),
            ),
        ),
        safeguards=(Safeguard(title="完善制度", text="制订办法。落实责任。"),),
    )


@pytest.mark.parametrize(
    "headings",
    [
        "第一部分\n部门整体绩效目标\n一、总体绩效目标\n",
        "第一部分 部门整体绩效目标\n一、总体绩效目标\n",
        "部门整体绩效目标\n1、总体绩效目标\n",
        "一、总体绩效目标：\n",
        "总体绩效目标\n",
    ],
)
def test_headings(headings: str) -> None:
    assert goals(f"{headings}做好水务工作。") == PublishedGoals(overall="做好水务工作。")


def test_overall_goal_of_several_paragraphs() -> None:
    assert goals(part_one("　　第一段。\n\n\t第二段。\n第三段。")).overall == "第一段。\n第二段。\n第三段。"


def test_functions_into_the_thirties_and_beyond() -> None:
    text = "".join(f"（{chinese(number)}）职责{number}\n\n绩效目标：目标{number}\n\n" for number in range(1, 121))
    assert [(function.name, function.goal) for function in goals(part_one(functions=text)).functions] == [
        (f"职责{number}", f"目标{number}") for number in range(1, 121)
    ]


def test_a_function_without_goal_or_indicators() -> None:
    text = (
        "（一）甲\n绩效目标：目标\n（二）乙\n绩效指标：①名称：描述，指标值1。\n（三）丙\n"
        "（四）丁\n绩效目标\n目标\n绩效指标:\n①名称：描述，指标值1。\n"
    )
    item = FunctionIndicator(name="名称", description="描述", target="1")
    assert goals(part_one(functions=text)).functions == (
        Function(name="甲", goal="目标"),
        Function(name="乙", indicators=(item,)),
        Function(name="丙"),
        Function(name="丁", goal="目标", indicators=(item,)),
    )


def test_goal_and_indicators_over_several_paragraphs() -> None:
    text = (
        "（一）甲\n绩效目标：第一段\n（一）第二段\n（三）第三段\n1.第四段\n\n"
        "绩效指标：①名称\n一：描述，指标值1。\n②名称二：描述\n续行，\n指标值2；③名称三：描述，指标值3\n（二）乙\n"
    )
    first, second = goals(part_one(functions=text)).functions
    assert first.goal == "第一段\n（一）第二段\n（三）第三段\n1.第四段"
    assert [(item.name, item.description, item.target) for item in first.indicators] == [
        ("名称一", "描述", "1"),
        ("名称二", "描述\n续行，\n指标值2", ""),
        ("名称三", "描述", "3"),
    ]
    assert second == Function(name="乙")


def test_functions_whose_numbers_are_wrong_or_missing() -> None:
    text = (
        "（一）甲\n绩效目标：目标\n（三）乙\n绩效目标：目标\n绩效指标：①名称：描述，指标值1。\n（三）丙\n"
        "绩效指标：①名称：描述，指标值1。\n丁\n绩效目标：目标\n"
    )
    assert [function.name for function in goals(part_one(functions=text)).functions] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize("count", [1, 3, 20, 21, 35, 36, 50, 52])
@pytest.mark.parametrize("bracketed", [False, True])
def test_one_to_many_indicators(count: int, bracketed: bool) -> None:
    def number(position: int) -> str:
        return f"（{position}）" if bracketed and position > 20 else circled(position)

    text = "".join(f"{number(item)}名称{item}：描述{item}，指标值≥{item}%。" for item in range(1, count + 1))
    assert indicators(text) == [(f"名称{item}", f"描述{item}", f"≥{item}%") for item in range(1, count + 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①甲：乙，指标值=0%。②丙：丁，指标值≤3%。③戊：己，指标值100%。", [
            ("甲", "乙", "=0%"), ("丙", "丁", "≤3%"), ("戊", "己", "100%")]),
        ("①对区委，区政府（含：办公室）工作：反映：完成情况，指标值≥90%。", [
            ("对区委，区政府（含：办公室）工作", "反映：完成情况", "≥90%")]),
        ("①甲【乙：丙】《丁：戊》(己：庚)：辛，指标值1。", [("甲【乙：丙】《丁：戊》(己：庚)", "辛", "1")]),
        ("①甲（乙：丙，指标值1。", [("甲（乙", "丙", "1")]),
        ("①甲：乙，指标值高，丙，指标值1。", [("甲", "乙，指标值高，丙", "1")]),
        ("①甲： 乙， 指标值1。", [("甲", "乙", "1")]),
        ("①甲：乙，指标值≥90%。其中丙≥80%。②丁：戊，指标值1。", [("甲", "乙", "≥90%。其中丙≥80%"), ("丁", "戊", "1")]),
        ("①甲：乙，指标值≥90%②丙：丁，指标值1", [("甲", "乙", "≥90%"), ("丙", "丁", "1")]),
        ("①甲：见②和（2），指标值1。②丙：丁，指标值②级。", [("甲", "见②和（2）", "1"), ("丙", "丁", "②级")]),
        ("①甲：分为（1）县级。（2）市级，指标值1。", [("甲", "分为（1）县级。（2）市级", "1")]),
        ("（1）甲：乙，指标值1。（2）丙：丁，指标值2。", [("甲", "乙", "1"), ("丙", "丁", "2")]),
        ("①甲：乙，指标值1。③丙：丁，指标值2。③戊：己，指标值3。", [
            ("甲", "乙", "1"), ("丙", "丁", "2"), ("戊", "己", "3")]),
        ("①甲：乙。②丙，指标值2。", [("甲", "乙", ""), ("丙", "", "2")]),
        ("①甲:乙，指标值1。", [("甲", "乙", "1")]),
        ("①甲：，指标值。", [("甲", "", "")]),
        ("甲：乙，指标值1。", [("甲", "乙", "1")]),
        ("", []),
    ],
)  # fmt: skip
def test_indicators_of_a_function(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert indicators(text) == expected


def test_safeguards() -> None:
    text = "（一）甲。乙。\n丙\n（1）丁\n\n（二）戊\n己\n（三）庚。\n（五）辛\n"
    assert goals(part_one(safeguards=text)).safeguards == (
        Safeguard(title="甲", text="乙。\n丙\n（1）丁"),
        Safeguard(title="戊", text="己"),
        Safeguard(title="庚"),
        Safeguard(title="辛"),
    )


def test_lines_that_belong_to_nothing_are_reported() -> None:
    functions = (
        "引言\n绩效指标：无名\n（一）甲\n无标签\n绩效指标：三项：①乙：丙，指标值1。\n"
        "多余\n②丁：戊，指标值2。\n绩效指标：又一次\n"
    )
    document = read_text(part_one(functions=functions, safeguards="引言二\n（一）己。庚\n"))
    assert left(document) == [
        (7, "引言"),
        (8, "绩效指标：无名"),
        (10, "无标签"),
        (11, "三项："),
        (12, "多余"),
        (14, "绩效指标：又一次"),
        (17, "引言二"),
    ]
    assert document.goals is not None
    assert [(item.name, item.target) for item in document.goals.functions[0].indicators] == [("乙", "1"), ("丁", "2")]


def test_indicators_without_numbers_are_reported_not_cut_at_a_guess() -> None:
    document = read_text(part_one(functions="（一）甲\n绩效指标：乙：丙，指标值1。丁：戊，指标值2。\n"))
    assert left(document) == [(8, "乙：丙，指标值1。丁：戊，指标值2。")]


def test_part_one_alone_and_part_two_alone() -> None:
    assert read_text(part_one()).projects == ()
    assert read_text(table()).goals is None
    assert read_text(f"第二部分\n预算项目绩效目标\n{table()}").goals is None


def test_part_two_may_follow_without_a_heading() -> None:
    document = read_text(part_one(safeguards="（一）甲。乙\n") + table())
    assert document.goals is not None
    assert document.goals.safeguards == (Safeguard(title="甲", text="乙"),)
    assert (len(document.projects), document.leftovers) == (1, ())


def test_part_one_may_come_last() -> None:
    document = read_text(table() + part_one(safeguards="（一）甲。乙\n"))
    assert document.goals is not None
    assert document.goals.safeguards == (Safeguard(title="甲", text="乙"),)
    assert (len(document.projects), document.leftovers) == (1, ())


def test_a_second_part_one_is_reported() -> None:
    text = part_one(functions="（一）甲\n")
    document = read_text(text + text)
    assert document.goals is not None
    assert [function.name for function in document.goals.functions] == ["甲"]
    assert [line for line, _text in left(document)] == [11, 12, 13, 14, 16, 17, 19]


def test_cover_and_contents_are_known() -> None:
    text = (
        "临溪县水务局\n临溪县水务局2021年部门预算绩效文本\n二〇二一年一月\n目　录\n"
        "第一部分 部门整体绩效目标……1\n一、总体绩效目标.........1\n二、分项绩效目标\t1\n（一）水库管理………2\n"
        "三、工作保障措施 3\n第二部分  预算项目绩效目标····4\n1、河道清淤绩效目标表.......4\n"
    )
    document = read_text(text + part_one() + "第二部分\n预算项目绩效目标\n" + table())
    assert document.leftovers == ()
    assert document.goals == PublishedGoals(overall="做好水务工作。")


def test_what_is_not_plain_on_the_cover_is_reported() -> None:
    lines = ["平原县水务局", "内部资料", "编制说明 12", "9、堤防加固绩效目标表......9"]
    document = read_text("\n".join(lines) + "\n" + part_one() + table())
    assert left(document) == [(number, line) for number, line in enumerate(lines, 1)]


@pytest.mark.parametrize("text", ["", "\n", "你好", "\t\n\t\n", "目录\n第二部分\n预算项目绩效目标\n"])
def test_what_is_no_such_document_is_one_clear_error(text: str) -> None:
    with pytest.raises(PerfError) as caught:
        read_text(text)
    assert caught.value.hint


def test_chinese_numbers() -> None:
    assert [chinese(number) for number in (1, 10, 11, 20, 31, 100, 101, 110, 219, 1000, 1010)] == [
        "一", "十", "十一", "二十", "三十一", "一百", "一百零一", "一百一十", "二百一十九", "一千", "一千零一十",
    ]  # fmt: skip
    assert all(read_number(chinese(number)) == number for number in range(1, 10_000))
    assert [read_number(text) for text in ("二〇", "⑳", "㊿", "31", "甲", "")] == [20, 20, 50, 31, None, None]


def test_written_as_the_document_prints_it() -> None:
    text = part_one(
        functions="（一）甲\n\n绩效目标：乙\n\n绩效指标：①丙：丁，指标值≥90%。②戊：己，指标值1。\n\n",
        safeguards="（一）庚。辛\n\n",
    )
    written = write_text(read_text(text))
    assert [line.partition(" TC ")[0] for line in written.split("\n") if line] == [
        line for line in text.split("\n") if line
    ]
