"""What holds for every document: it comes back, no line is lost in silence, nothing crashes, time is linear."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.documents.published import PublishedDocument, PublishedGoals
from perfcli.documents.text_reader import read_text
from perfcli.documents.text_writer import write_text
from perfcli.errors import PerfError
from perfcli.exact import Money, Percent
from perfcli.formats.decoding import decode
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Budget, Function, FunctionIndicator, Indicator, Safeguard
from tests.documents.build import HEADER, part_one, table

# A text is lines without white space at their ends; whatever else they hold, the cells of a table carry it. In part one
# it is the form's own words and numbers that part one text from the next, so the texts there do without them.
_CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0\r\n")
_LINES = st.text(_CHARACTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
_ODD = st.sampled_from(
    [
        "1.甲",
        "2.甲",
        "产出指标",
        "绩效目标",
        "项目编码",
        "（一）",
        "\\",
        '"',
        "#",
        "[a]",
        "单位：元",
        "甲绩效目标表",
        "a\tb",
        "第二部分",
    ]
)
LINE = _LINES | _ODD
TEXT = st.lists(LINE, max_size=3).map("\n".join)
PROSE = st.text("甲乙丙丁AB12（）()：:，,“”#\\ ", max_size=12).map(str.strip)
PART_ONE_LINE = PROSE.filter(lambda text: bool(text) and text[0] not in "（(" and text not in ("1", "2"))
PART_ONE_TEXT = st.lists(PART_ONE_LINE, max_size=3).map("\n".join)

AMOUNT = st.integers(0, 7_000_000_000_000_000).map(lambda fen: Money(f"{fen // 100}.{fen % 100:02}"))
PERCENT = st.decimals(-1000, 1000, places=2).map(Percent)
GOAL = st.tuples(_LINES, st.lists(st.text("甲乙丙，。2", min_size=1, max_size=5), max_size=2)).map(
    lambda lines: "\n".join([lines[0], *lines[1]])
)

indicator = st.builds(
    Indicator,
    kind=st.sampled_from(["数量指标", "经济成本指标", "社会效益指标", "服务对象满意度指标", "自定指标", ""]),
    name=LINE,
    description=TEXT,
    target=TEXT,
    basis=TEXT,
)
project = st.builds(
    PublishedProject,
    code=st.from_regex(r"[0-9]{8}[0-9A-Z]{13}", fullmatch=True),
    name=LINE,
    unit=st.from_regex(r"[0-9]{6}([0-9]{3})?", fullmatch=True),
    unit_name=_LINES,
    budget=st.builds(Budget, total=AMOUNT, fiscal=AMOUNT, other=AMOUNT),
    purpose=TEXT,
    goals=st.lists(GOAL, max_size=4).map(tuple),
    spending_plan=st.dictionaries(st.integers(1, 12), PERCENT, max_size=12),
    indicators=st.lists(indicator, max_size=4).map(tuple),
)
function_indicator = st.builds(
    FunctionIndicator,
    name=st.text("甲乙丙AB12，,“”#\\", min_size=1, max_size=8) | st.just("甲（乙：丙）"),
    description=PART_ONE_TEXT,
    target=st.text("≥≤=0123456789.%套元甲。", max_size=6),
)
function = st.builds(
    Function, name=PROSE, goal=PART_ONE_TEXT, indicators=st.lists(function_indicator, max_size=25).map(tuple)
)
safeguard = st.builds(Safeguard, title=PROSE, text=PART_ONE_TEXT)
goals = st.builds(
    PublishedGoals,
    overall=PART_ONE_TEXT,
    functions=st.lists(function, max_size=4).map(tuple),
    safeguards=st.lists(safeguard, max_size=3).map(tuple),
)


@settings(deadline=None)
@given(st.none() | goals, st.lists(project, max_size=3).map(tuple))
def test_what_is_written_reads_back(part: PublishedGoals | None, projects: tuple[PublishedProject, ...]) -> None:
    document = PublishedDocument(part, projects)
    if part is None and not projects:
        return
    assert read_text(write_text(document)) == document


SEEDS = (
    part_one(functions="（一）甲\n绩效目标：乙\n绩效指标：①丙：丁，指标值1。\n", safeguards="（一）戊。己\n"),
    table(),
)
PIECES = st.sampled_from(
    [line for text in SEEDS for line in text.split("\n")]
    + ["\t", "", "\t\t", " ", "（", "①", "\f", "\ufeff", "\f3", "- 3 -", "3", "注：甲", "1.甲", "\t备注", "填表人：乙"]
)
GARBAGE = st.lists(PIECES | st.text(max_size=8), max_size=60).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(GARBAGE)
def test_any_text_is_a_document_or_a_clear_error(text: str) -> None:
    try:
        document = read_text(text)
    except PerfError:
        return
    assert list(document.leftovers) == sorted(document.leftovers)


@settings(deadline=None)
@given(st.binary() | GARBAGE.map(str.encode))
def test_any_bytes_are_a_document_or_a_clear_error(data: bytes) -> None:
    try:
        read_text(decode(data).text)
    except PerfError:
        return


_PLAIN = st.text("甲乙丙≥9%.、：", min_size=1, max_size=6)


@settings(deadline=None, max_examples=60)
@given(
    project,
    st.lists(st.builds(Indicator, kind=st.just("数量指标"), name=_PLAIN, target=_PLAIN, basis=_PLAIN), max_size=4),
    st.permutations(range(6)),
    st.sampled_from(["- 3 -\n\n", "第3页 共9页\n", "\f3\n\n", ""]),
)
def test_columns_and_what_stands_between_rows_change_nothing(
    some: PublishedProject, indicators: list[Indicator], order: list[int], pages: str
) -> None:
    """The same table with its columns in another order, and page numbers between its rows."""
    one = replace(some, indicators=tuple(indicators))
    head, found, rows = write_text(PublishedDocument(projects=(one,))).partition("\t" + "\n\t".join(HEADER) + "\n\n")
    assert found
    cells = [tuple(cell.rstrip("\n") for cell in f"\n{rows}".split("\n\t")[1:])]
    moved = "".join(
        "".join(f"\t{cells[0][start + at]}\n" for at in order) + "\n" for start in range(0, len(cells[0]), len(HEADER))
    )
    text = head.replace("\n\n\t", f"\n\n{pages}\t") + "".join(f"\t{HEADER[at]}\n" for at in order) + "\n" + moved
    assert read_text(text) == PublishedDocument(projects=(one,))


def _said(document: PublishedDocument) -> str:
    """Everything that was stored or reported, without white space."""
    return "".join((write_text(document) + "".join(item.text for item in document.leftovers)).split())


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_line_is_lost_in_silence(data: st.DataObject) -> None:
    lines = (SEEDS[0] + "第二部分\n" + SEEDS[1] * 2).split("\n")
    for number in range(data.draw(st.integers(1, 4))):
        stray = data.draw(st.sampled_from(["", "\t", "1.", "（二）", "①", "绩效目标："])) + f"多余{number}"
        lines.insert(data.draw(st.integers(0, len(lines))), stray)
    text = "\n".join(lines)
    document = read_text(text)
    said = _said(document)
    assert all(f"多余{number}" in said for number in range(text.count("多余")))
    places = {leftover.place for leftover in document.leftovers}
    assert all(lines[place - 1].strip() for place in places)


LABELS = {
    *HEADER, "单位：元", "项目编码", "项目名称", "预算规模及资金用途", "预算数", "其中：财政资金", "其他资金",
    "资金支出计划（%）", "3月底", "6月底", "10月底", "12月底", "绩效目标", "产出指标",
}  # fmt: skip
TEXTS = {"用于河道清淤", "1.保障行洪安全", "清淤长度", "全年清淤的河道长度", "≥12公里", "年度工作计划"}


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_no_cell_is_lost_when_another_is_missing(data: st.DataObject) -> None:
    lines = [f"{line}{number if line.strip() in TEXTS else ''}" for number, line in enumerate(SEEDS[1].split("\n"))]
    missing = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=5))
    kept = [line for number, line in enumerate(lines) if number not in missing]
    try:
        document = read_text("\n".join(kept))
    except PerfError:
        return
    said = _said(document)
    assert [line for line in kept if line.strip() not in LABELS and "".join(line.split()) not in said] == []


def _seconds(text: str) -> float:
    gc.collect()
    gc.disable()
    start = time.process_time()
    try:
        with suppress(PerfError):
            read_text(text)
        return time.process_time() - start
    finally:
        gc.enable()


def test_a_thousand_projects_read_in_well_under_two_seconds() -> None:
    indicators = [("", "质量指标", "名称", "描述", "≥90%", "依据")] * 9
    text = table(indicators=indicators) * 1000
    assert _seconds(text) < 2


@pytest.mark.parametrize(
    "hostile",
    [
        lambda size: SEEDS[1] + "\t\n" * size,
        lambda size: SEEDS[1] + "\t" * size,
        lambda size: SEEDS[1] + "\n\t" * size + "甲",
        lambda size: SEEDS[1] + "\n" * size + "甲",
        lambda size: SEEDS[1] + "甲\n" * size,
        lambda size: SEEDS[1] + "甲\n\n" * size,
        lambda size: SEEDS[1] + "\t资金支出计划（%）\n" + "\t3月底\n" * size,
        lambda size: SEEDS[1] + "\t资金支出计划（%）\n\t3月底\n" * (size // 8),
        lambda size: "\t项目编码\n\n" * (size // 4),
        lambda size: "\t123456甲\n\t单位：元\n" * (size // 8),
        lambda size: "甲绩效目标表\n" * size + SEEDS[1],
        lambda size: "甲" * size + "绩效目标表 TC " * (size // 8) + "\\f C \\l 1\n" + SEEDS[1],
        lambda size: SEEDS[0].replace("①丙：丁", "①" + "（" * size),
        lambda size: SEEDS[0].replace("①丙：丁", "①②" * size),
        lambda size: SEEDS[0].replace("①丙：丁", "①甲：" + "（2）" * size),
        lambda size: SEEDS[0].replace("①丙：丁", "①甲" + "，指标值" * size),
        lambda size: SEEDS[0].replace("①丙：丁", "①甲" + "， " * size + " " * size),
        lambda size: SEEDS[0].replace("①丙：丁，指标值1。", "①丙：丁，指标值1。\n" + "多余\n" * size),
        lambda size: SEEDS[0].replace("①丙：丁，指标值1。", "甲" * size + "，指标值1。\n" + "多余\n" * size),
        lambda size: SEEDS[0].replace("乙", "（一）\n" * size),
        lambda size: table(goals="1.甲\n" * size),
        lambda size: table(goals="1.甲" + "；2.乙" * size),
        lambda size: table(goals="1.甲" + "".join(f"；{number}.乙" for number in range(2, size // 8))),
        lambda size: SEEDS[1] + "- 3 -\n\n" * size,
        lambda size: SEEDS[1] + "\n3\n\n" * size,
        lambda size: SEEDS[1] + "\f3\n\n" * size,
        lambda size: SEEDS[1] + "3\n" + "\f\n" * size,
        lambda size: SEEDS[1] + "\n注：甲\n" * size,
        lambda size: SEEDS[1] + "\ufeff" * size + SEEDS[1],
        lambda size: table(header=HEADER * (size // 8)),
        lambda size: table(header=("序号", "备注") * (size // 8)),
        lambda size: table(unit="４" * size),
        lambda size: table(goals="".join(f"{number}.1甲\n" for number in range(size))),
        lambda size: "".join(f"第一部分\n{' ' * 9}" for _number in range(size // 8)),
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_text(hostile: Callable[[int], str]) -> None:
    small, large = hostile(10_000), hostile(80_000)
    assert _seconds(large) < 30 * _seconds(small) + 0.5
