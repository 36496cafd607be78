"""Text of web pages: what is struck through, hidden or a comment is none of it, and never forgotten."""

from __future__ import annotations

import pytest

from perfcli.formats.pages import page_table
from perfcli.formats.tables import Unread
from perfcli.formats.web.reader import read_page


def cells(row: str, head: str = "") -> list[str]:
    """What is read of a table of one row: its cells, `not read: …` among them, what is left over, notes."""
    page = read_page(f"{head}<table><tr>{row}</tr></table>")
    shown = [
        f"{spot.unread}: {spot.text}" if spot.unread else spot.text for row_read in page.rows for spot in row_read.spots
    ]
    return [*shown, *(f"{left.where}: {left.text} ({left.reason})" for left in page.leftovers), *page.notes]


STRUCK = ["30.00", "table 1, row 1: 3 (struck through)"]


@pytest.mark.parametrize(
    "cell",
    [
        "<td><s>3</s>30.00</td>",
        "<td><strike>3</strike>30.00</td>",
        "<td><del>3</del><ins>30.00</ins></td>",
        "<td><font color=red><S>3</S></font>30.00</td>",
        '<td><span style="color:red; text-decoration : LINE-THROUGH">3</span>30.00</td>',
        '<td><font style="text-decoration:underline line-through">3</font>30.00</td>',
        '<td><span style="text-decoration:line-through"><span>3</span></span>30.00</td>',
        '<td><s>3</s><s style="text-decoration:none">30.00</s></td>',
        "<td><s>3</s><b>30.00</b>",
    ],
)
def test_struck_text_is_left_over(cell: str) -> None:
    assert cells(cell) == STRUCK


@pytest.mark.parametrize(
    "cell",
    [
        "<td><s>30.00</s></td><td>x",
        "<td><s>30.00</td><td>x",
        '<td style="text-decoration:line-through">30.00</td><td>x',
        '<td style="text-decoration:line-through">30.00<td>x',
        "<td><s><p>30.00</p></s></td><td>x",
    ],
)
def test_a_cell_that_is_struck_through_as_a_whole_cannot_be_taken(cell: str) -> None:
    assert cells(cell) == ["struck through: 30.00", "x"]
    (line,) = page_table(read_page(f"<table><tr>{cell}</tr></table>")).lines
    assert line.cells == (Unread("30.00", "struck through"), "x")


@pytest.mark.parametrize(
    "style",
    [
        "<style><!-- .old {color:red; text-decoration:line-through;} --></style>",
        "<head><style>td{color:red}\n.xl65, .old\n\t{mso-style-parent:a;text-decoration:line-through}</style></head>",
        "<style>/* } */ @page {margin:1in} font.old {text-decoration-line: line-through !important}</style>",
    ],
)
def test_style_sheets_say_what_is_struck(style: str) -> None:
    assert cells('<td><font class="font5 old">3</font>30.00</td>', style) == STRUCK


@pytest.mark.parametrize("rule", [".old:hover", "@media print { .old", ".x .old", "#old"])
def test_rules_that_do_not_hold_here_say_nothing(rule: str) -> None:
    style = f"<style>{rule} {{text-decoration:line-through}}{'}' * rule.count('{')}</style>"
    assert cells('<td><font class="old">3</font>30.00</td>', style) == ["330.00"]


def test_raised_and_lowered_signs() -> None:
    assert cells("<td>10<sup>4</sup></td><td>m<sup><font>2</font></sup>/CO<sub>2</sub></td><td>某<sup>注</sup>") == [
        "10⁴",
        "m²/CO₂",
        "某注",
    ]
    assert cells('<td style="vertical-align:super">1<span style="vertical-align:super">2</span></td>') == ["1²"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>内部</span>",
        "<span hidden>内部</span>",
        "<p style='visibility: hidden'>内部",
        "<font style='mso-hide:all'>内<b>部</b></font>",
        "<i class=gone>内部</i>",
    ],
)
def test_hidden_text_of_a_cell_is_left_over(hidden: str) -> None:
    style = "<style>.gone {display:none}</style>"
    assert cells(f"<td>道路{hidden}</td><td>2", style) == ["道路", "2", "table 1, row 1: 内部 (hidden text)"]


def test_hidden_cells_are_left_over() -> None:
    left = "table 1, row 1: 5 (hidden text)"
    assert cells("<td>1</td><td style='display:none'>5</td><td>2</td>") == ["1", "2", left]
    assert cells("<td>1<td hidden>5<td>2") == ["1", "2", left]
    assert cells("<td>1</td><td style='visibility:hidden'>5</td><td>2</td>") == ["1", "hidden text: 5", "2"]
    assert cells("<td>1</td><td hidden><table><tr><td>5</td></tr></table></td><td>2</td>") == ["1", "2", left]


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    page = read_page(
        "<table><col><col span=2 width=0 style='display:none'><tr><td>1</td><td>2</td><td></td></tr>"
        "<tr height=0 style='display:none'><td>3</td></tr><tr hidden><td></td></tr>"
        "<tbody style='display:none'><tr><td>4</td></tr></tbody><tbody><tr><td>5</td></tr></table>"
    )
    assert [[spot.text for spot in row.spots] for row in page.rows] == [["1", "2", ""], ["3"], ["4"], ["5"]]
    assert page.notes == ["table 1: 2 hidden rows are read too: 2, 4", "table 1: 1 hidden column is read too: B"]
    assert page.leftovers == []


def test_comments_are_counted() -> None:
    style = "<style>comment {display:none}</style>"
    cell = "<td><a class='comment-indicator'></a><comment>请核实</comment>道路</td>"
    assert cells(cell * 2, style) == ["道路", "道路", "2 comments passed over"]
    page = read_page(
        "<table><tr><td><span class=msocomspan1><a class=msocomanch href='#'>[1]</a></span>道路</td></tr></table>"
        "<div style='mso-element:comment-list'><hr class=msocomhide><div style='mso-element:comment'><div>"
        "<a class=msocomhide href='#_msoanchor_1'>[1]</a></div><div>请核实</div></div></div><p>完</p>"
    )
    assert [row.spots[0].text for row in page.rows] == ["道路", "完"]
    assert page.notes == ["1 comment passed over"]


def test_what_stands_outside_of_tables() -> None:
    page = read_page(
        "<p>项目<s>甲</s></p><p><del>（2020年度）</del><div hidden><table><tr><td>别的表</table></div>"
        "<p style='display:none'>甲<p>单位：万元<script>if (a < b) {}</script>"
    )
    assert [row.spots[0].text for row in page.rows] == ["项目", "单位：万元"]
    assert [f"{left.where}: {left.text}" for left in page.leftovers] == ["paragraph 1: 甲", "paragraph 2: （2020年度）"]
    assert page.notes == ["2 runs of hidden text were passed over"]


def test_a_table_of_one_column_within_a_cell_hands_on_what_is_struck() -> None:
    inner = "<table><tr><td>甲<s>乙</s></td></tr><tr hidden><td>丙</td></tr></table>"
    assert cells(f"<td>{inner}</td><td>x") == [
        "甲",
        "x",
        "table 1, row 1: 乙 (struck through)",
        "table 1, row 1: 丙 (hidden text)",
    ]


@pytest.mark.parametrize(
    ("control", "shown"),
    [
        ("<select><option>新增<option selected>延续</select>", "延续"),
        ("<select><option>新增</option><option>延续</option></select>项目", "新增项目"),
        ("<select><option value=''>请选择<option>延续</select>", ""),
        ("<select><option value='1'>新增<option value='2' SELECTED='selected'>延续项目", "延续项目"),
        ("<select><optgroup label=旧><option>新增<optgroup label=新><option selected>延续</select>", "延续"),
        ("<select multiple><option selected>新增<option>延续<option selected>其他</select>", "新增、其他"),
        ("<select size=3><option>新增<option>延续</select>", ""),
        ("<input type=radio>新增 <input type=radio checked>延续", "☐新增 ☑延续"),
        ("<input type=CheckBox checked=checked>是<input type=checkbox>否", "☑是☐否"),
        ("<input value='38.5'>", "38.5"),
        ("<input type=date value=2024-05-01>", "2024-05-01"),
        ("<input type=hidden value=7><input type=submit value=保存>38.5", "38.5"),
        ("<textarea>走遍十七个村</textarea>", "走遍十七个村"),
    ],
)
def test_a_control_is_what_it_shows(control: str, shown: str) -> None:
    assert cells(f"<td>{control}</td><td>x") == [shown, "x"]
    assert cells(f"<td>{control}<td>x") == [shown, "x"]


def test_a_hidden_list_is_hidden_text() -> None:
    assert cells("<td><select hidden><option>新增<option selected>延续</select>x") == [
        "x",
        "table 1, row 1: 延续 (hidden text)",
    ]


def test_a_picture_that_is_all_of_a_cell_cannot_be_read() -> None:
    reason = "a picture stands in the cell"
    assert cells("<td><img src='/a/金额.png?v=1'><td><img alt=金额 src=a.png><td><img src='data:x'>") == [
        f"{reason}: 金额.png",
        f"{reason}: 金额",
        f"{reason}: <img>",
    ]
    assert cells("<td><img src=i.png>50<td><img alt='' src=o.png><td><img src=s.gif width=1 height=9>") == [
        "50",
        "",
        "",
    ]


def test_readings_above_characters_are_passed_over() -> None:
    said = "2 readings above characters were passed over"
    assert cells("<td><ruby>枫<rp>(</rp><rt>fēng</rt><rp>)</rp>渡<rt>dù</ruby>镇</td><td>x") == ["枫渡镇", "x", said]


def rows_of(text: str) -> list[list[str]]:
    return [[spot.text for spot in row.spots if spot.above is None] for row in read_page(text).rows]


_UNIT = "<tr><td>实施单位</td><td>某站</td></tr>"
_GOALS = _UNIT + "<tr><td>项目名称</td><td>乡村放映</td></tr><tr><td>年度绩效目标</td><td>{}</td></tr>"
_YEARS = "<table><tr><td>年份</td><td>金额</td></tr><tr><td>2024</td><td></td></tr></table>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (f"走遍十七个村{_YEARS}全年不断场", "走遍十七个村\n年份 金额\n2024\n全年不断场"),
        (_YEARS, "年份 金额\n2024"),
        (f"<div>走遍</div>{_YEARS}{_YEARS}", "走遍\n年份 金额\n2024\n年份 金额\n2024"),
        (f"<table><tr><td>{_YEARS}</td></tr></table>", "年份 金额\n2024"),
        ("走遍<table><tr><td>十七个村</td></tr></table>", "走遍\n十七个村"),
    ],
)
def test_a_small_table_inside_a_cell_is_lines_of_its_text(cell: str, text: str) -> None:
    whole = f"<table>{_GOALS.format(cell)}</table>"
    assert rows_of(whole) == [["实施单位", "某站"], ["项目名称", "乡村放映"], ["年度绩效目标", text]]


@pytest.mark.parametrize("beside", ["", "<td>菜单<br>退出</td>", "<td>菜单</td></tr><tr>"])
def test_a_table_that_lays_out_the_page_stays_beside_the_one_that_it_holds(beside: str) -> None:
    form = f"<table>{_GOALS.format(_YEARS)}</table>"
    wrapped = f"<table><tr><td>{form}</td></tr></table>" if not beside else form
    rows = rows_of(f"<table><tr>{beside}<td>{wrapped}</td></tr></table>")
    assert rows[:3] == [["实施单位", "某站"], ["项目名称", "乡村放映"], ["年度绩效目标", "年份 金额\n2024"]]
