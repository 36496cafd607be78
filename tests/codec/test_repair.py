"""Mending: line by line as it was and as it is, line ends and comments kept, what is left said."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfcli.codec import Malformed, from_toml, repaired
from perfcli.codec.reader import parse_exact
from perfcli.codec.repair import Mended
from perfcli.model import Project
from tests.codec.slipping import KINDS

EXAMPLE = Path(__file__).parents[2] / "repo_template/projects/2021/335001/130303210767KYVK8AHPY.toml"

BROKEN = """\
# 说明
项目编码 ＝ “13030321AAAAAAAAAAAAA”　# 编码
name = “公租房维修费”
unit = 335001
year = ２０２１
goals = [
  “及时维修”，
  住户满意,
  "按月"通报",

【预算】
total = 24万元
fiscal = 240,000.00
其他资金 = 0

[支出计划]
3月 = 25%
12月 = 100％

[指标]
三级指标 = "维修套数
指标值 = ≥174套
"""

MENDED = """\
# 说明
code = "13030321AAAAAAAAAAAAA" # 编码
name = "公租房维修费"
unit = "335001"
year = 2021
goals = [
  "及时维修",
  "住户满意",
  "按月\\"通报",
]

[budget]
total = 240000.00
fiscal = 240000.00
other = 0

[spending_plan]
3 = 25.00
12 = 100.00

[[indicators]]
name = "维修套数"
target = "≥174套"
"""


def test_many_slips_in_one_file() -> None:
    repair = repaired(BROKEN.encode(), Project)
    assert repair.text == MENDED
    assert from_toml(repair.text, Project).name == "公租房维修费"
    assert repair.mended[:3] == (
        Mended(2, "项目编码 ＝ “13030321AAAAAAAAAAAAA”　# 编码", 'code = "13030321AAAAAAAAAAAAA" # 编码'),
        Mended(3, "name = “公租房维修费”", 'name = "公租房维修费"'),
        Mended(4, "unit = 335001", 'unit = "335001"'),
    )
    assert Mended(9, '  "按月"通报",', '  "按月\\"通报",\n]') in repair.mended
    assert [mended.line for mended in repair.mended] == [2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 14, 16, 17, 18, 20, 21, 22]


@pytest.mark.parametrize(("mark", "line_end"), [("", "\n"), ("\ufeff", "\r\n"), ("", "\r\n")])
def test_line_ends_and_a_byte_order_mark_stay(mark: str, line_end: str) -> None:
    data = (mark + BROKEN.replace("\n", line_end)).encode()
    repair = repaired(data, Project)
    assert repair.text == mark + MENDED.replace("\n", line_end)
    assert repair.mended == repaired(BROKEN.encode(), Project).mended


@pytest.mark.parametrize(("line_end", "mended"), [("\r", "\n"), ("\r\r\n", "\r\n")])
def test_line_ends_that_are_none_are_mended(line_end: str, mended: str) -> None:
    assert repaired(MENDED.replace("\n", line_end).encode(), Project).text == MENDED.replace("\n", mended)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-16", "UTF-16 (“Unicode” in Notepad)"), ("utf-16-be", "UTF-16"), ("gbk", "GBK (“ANSI” in Notepad)")],
)
def test_another_encoding_is_said(encoding: str, said: str) -> None:
    repair = repaired(BROKEN.encode(encoding), Project)
    assert repair.text == MENDED
    assert repair.encoding.startswith(f"the file is in {said}")


def test_damaged_bytes_are_left() -> None:
    good = MENDED.encode()
    for data in (good[:40] + b"\xff" + good[40:], good.replace("费".encode(), b"\xb7")):
        with pytest.raises(Malformed) as raised:
            repaired(data, Project)
        assert [fault.message for fault in raised.value.faults] == ["the file is not UTF-8; save it as UTF-8"]


def test_one_doubt_leaves_all_of_it() -> None:
    with pytest.raises(Malformed) as raised:
        repaired(BROKEN.replace("24万元", "约24万元").encode(), Project)
    (left,) = raised.value.faults
    assert (left.line, left.message) == (
        13,  # the line of the bracket that was put in is counted
        "budget.total: an amount is a plain number in yuan, such as 250000.00; found 约24万元",
    )


LEFT = {
    "one wide quote",
    "single quote",
    "doubled quotes",
    "an unclosed text",
    "a control character",
    "conflict",
}
"""Kinds of slips after which it is not beyond doubt what was meant, whatever the text is."""

MOSTLY = {"keys in Chinese", "a line twice"}


@pytest.mark.parametrize("kind", KINDS)
def test_how_much_is_mended_of_a_real_file(kind: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8").replace("[budget]", '[details]\n"负责人" = "张三"\n\n[budget]')
    slips = [slipped for slipped in KINDS[kind](text) if slipped != text]
    left = 0
    for slipped in slips:
        try:
            mended = repaired(slipped.encode(), Project)
        except Malformed:
            left += 1
        else:
            assert parse_exact(mended.text) == parse_exact(text) or not mended.mended
    if kind in LEFT:
        assert left == len(slips)
    elif kind not in MOSTLY:
        assert (left, kind) == (0, kind)
