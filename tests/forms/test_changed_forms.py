"""What people change on a form while anyone still reads the same in it: nothing that is stored changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from perfcli.exact import Money
from perfcli.formats.pages import Positions
from perfcli.forms.cells.margins import without_margins
from perfcli.forms.declared.built_in import published_form
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.words.months import month_of
from tests.forms.sheets import WORDS, form, rows, sheet

BASE = """
项目支出绩效目标申报表（2025年度）
项目名称	渡船换新	<	<	实施单位	渡口所	<
项目资金\\n（万元）	中期资金总额	<	30.00	年度资金总额	<	10.00
^	其中：财政拨款	<	24.00	其中：财政拨款	<	8.00
总体目标	中期目标	<	<	年度目标	<	<
^	渡船都换成钢的。	<	<	先换一艘。	<	<
进度安排	阶段	<	<	开始时间	完成时间	<
^	造船	<	<	3月	8月	<
^	试航	<	<	9月	9月	<
绩效指标	一级指标	二级指标	三级指标	指标值	三级指标	指标值
^	产出指标	数量指标	换新渡船	≥3艘	换新渡船	≥1艘
^	^	质量指标	检验合格率	=100%	检验合格率	=100%
^	效益指标	社会效益指标	夜渡村数	≥9个	夜渡村数	≥4个
"""
VALUES = ("渡船换新", "渡口所", "渡船都换成钢的。", "先换一艘。", "造船", "试航", "3月", "8月", "9月")


def _rows(change: Callable[[list[str]], list[str]]) -> str:
    return "\n".join("\t".join(change(line.split("\t"))) for line in BASE.strip("\n").split("\n"))


def _labels(change: Callable[[str], str]) -> str:
    """The form with its labels and headings changed, not its values nor the rows of its indicators."""
    lines = BASE.strip("\n").split("\n")
    last = next(at for at, line in enumerate(lines) if "一级指标" in line)

    def one(cell: str) -> str:
        return cell if cell in ("<", "^", "_", *VALUES) or cell[0].isdigit() else change(cell)

    head = ["\t".join(map(one, line.split("\t"))) for line in lines[1 : last + 1]]
    return "\n".join([lines[0], *head, *lines[last + 1 :]])


def _told(found: FilledForm) -> tuple[object, ...]:
    details = {label.strip("：*【】"): value for label, value in found.details.items()}
    return (
        found.name,
        found.units,
        found.total,
        found.fiscal,
        found.goals,
        found.long_term_goals,
        details,
        [(row.level1, row.kind, row.name, row.target, row.term) for row in found.indicators],
    )


def _page_break(text: str) -> str:
    """The headings again without the label down the left, which is not printed a second time."""
    lines = text.strip("\n").split("\n")
    headings = next(line for line in lines if "一级指标" in line)
    return "\n".join([*lines[:-1], "_" + headings.removeprefix("绩效指标"), lines[-1].replace("^", "_", 1)])


CHANGED = {
    "what amounts are in behind the title": BASE.replace("年度）", "年度）（单位：万元）", 1).replace(
        "\\n（万元）", ""
    ),
    "values with their units by their heading": BASE.replace("三级指标\t指标值", "三级指标\t目标值及计量单位"),
    "an empty column at the left": _rows(lambda cells: ["_", *cells] if len(cells) > 1 else cells),
    "an empty column at the right": _rows(lambda cells: [*cells, "_"] if len(cells) > 1 else cells),
    "colons behind labels": _labels(lambda label: label if label.endswith("）") else f"{label}："),
    "stars behind labels": _labels(lambda label: f"{label}＊"),
    "labels in brackets": _labels(lambda label: f"【{label}】"),
    "the headings again after a page break": _page_break(BASE),
}


@pytest.mark.parametrize("text", CHANGED.values(), ids=CHANGED)
def test_changes_that_mislead_nobody_change_nothing(text: str) -> None:
    assert _told(form(text)) == _told(form(BASE))


def test_what_the_form_says_unchanged() -> None:
    found = form(BASE)
    assert (found.name, found.units, found.goals, found.long_term_goals) == (
        "渡船换新",
        ("渡口所",),
        ("先换一艘。",),
        ("渡船都换成钢的。",),
    )
    assert found.details["阶段"] == ("造船", "试航")
    assert [(row.name, row.target, row.term) for row in found.indicators][:2] == [
        ("换新渡船", "≥3艘", "中期"),
        ("换新渡船", "≥1艘", ""),
    ]


PUBLISHED = """
古井修缮绩效目标表
714003 砚池镇文化站	<	<	<	单位：元	<	<
项目编码	99090423K4T8MZQ2W7R1N	<	项目名称	古井修缮	<	<
预算规模及资金用途	预算数	90000.00	其中：财政资金	90000.00	其他资金	0.00
^	用于井亭修缮	<	<	<	<	<
资金支出计划（%）	3月底	<	6月底	10月底	12月底	<
^	12.50%	<	47.00%	83.25%	100.00%	<
绩效目标	修好三座井亭。	<	<	<	<	<
一级指标	二级指标	三级指标	绩效指标描述	指标值	指标值确定依据	责任科室
产出指标	数量指标	修缮井亭	验收的井亭	=3座	工作计划	文物股
"""


def test_a_column_more_on_a_declared_form_goes_to_the_details() -> None:
    read = read_forms([sheet(PUBLISHED)], WORDS, declared=[published_form()])
    assert read.leftovers == ()
    (found,) = read.forms
    (row,) = found.indicators
    assert (found.name, row.name, row.basis, row.details) == (
        "古井修缮",
        "修缮井亭",
        "工作计划",
        {"责任科室": "文物股"},
    )


LISTED = """
部门预算项目绩效目标表（2025年度，单位：元）
单位名称	项目名称	预算数	一级指标	三级指标	指标值
820-枫渡镇	_	3000.00	_	_	_
820001-枫渡镇政府	井亭修缮	3000.00	产出指标	修缮井亭	=3座
复核人	章某	<	填报日期	2025年1月8日	<
"""


@pytest.mark.parametrize("positions", [Positions.SPANS, Positions.COLUMNS])
def test_sums_of_a_unit_and_signatures_in_cells_are_no_rows_of_a_list(positions: Positions) -> None:
    read = read_forms([sheet(LISTED, positions)], WORDS)
    assert read.leftovers == ()
    (found,) = read.forms
    assert (found.name, found.total, [row.name for row in found.indicators]) == (
        "井亭修缮",
        Money("3000.00"),
        ["修缮井亭"],
    )
    assert found.details == {"复核人": "章某", "填报日期": "2025年1月8日"}


def test_a_second_table_without_a_title_is_another_form() -> None:
    second = (
        PUBLISHED.replace("古井修缮", "石桥加固").replace("4K8MZQ2W7R1N", "4K8MZQ2W7R1P").strip("\n").split("\n")[1:]
    )
    read = read_forms([sheet(PUBLISHED + "\n".join(second))], WORDS, declared=[published_form()])
    assert read.leftovers == ()
    assert [(one.name, one.unit, one.total, len(one.indicators)) for one in read.forms] == [
        ("古井修缮", "714003", Money("90000.00"), 1),
        ("石桥加固", "714003", Money("90000.00"), 1),
    ]


def test_a_column_that_no_one_knows_beside_the_amounts_is_a_detail() -> None:
    found = form(
        """
项目支出绩效自评表（2025年度）
项目名称	井亭修缮	<	<	<	<
项目资金（万元）	_	年初预算数	全年执行数	标准分值	支付去向
^	年度资金总额	48.00	47.00	10	专户
一级指标	二级指标	三级指标	指标值	实际完成值	得分
产出指标	数量指标	修缮井亭	=3座	3座	10
"""
    )
    assert found.total == Money("480000.00")
    assert found.details == {"年度资金总额（支付去向）": "专户"}


def test_a_line_alone_may_stand_in_an_empty_column() -> None:
    page = without_margins(sheet("_\t项目名称\t渡船换新\n填报人：章某\t<\t<"))
    assert [[(spot.left, spot.text) for spot in row.spots] for row in page.rows] == [
        [(1, "项目名称"), (2, "渡船换新")],
        [(0, "填报人：章某")],
    ]


BANDS = """
项目绩效目标表（2025年度，单位：元）
项目名称	井亭修缮	<	预算数	3000.00	<
指标类别	指标名称	指标值	权重	上年实际值	备注
产出指标	修缮井亭	=3座	40	2座	_
产出指标	铺青砖	≥90块	40	80块	_
{}
效益指标	讲解场次	≥6场	20	5场	_
"""


@pytest.mark.parametrize(
    "between", ["指标类别\t指标名称\t指标值\t权重\t上年实际值\t备注", "二、效益指标\t<\t<\t<\t<\t_"]
)
def test_what_stands_between_rows_of_indicators_is_none(between: str) -> None:
    found = form(BANDS.format(between))
    assert [(row.level1, row.name, row.target) for row in found.indicators] == [
        ("产出指标", "修缮井亭", "=3座"),
        ("产出指标", "铺青砖", "≥90块"),
        ("效益指标", "讲解场次", "≥6场"),
    ]


def test_two_lists_one_below_the_other_are_both_read_in_what_their_wide_headings_say() -> None:
    read = read_forms(
        [
            sheet(
                """
部门预算项目绩效目标汇总表（2025年度）
项目名称	资金安排（万元）	<	<	三级指标	指标值
^	总额	财政拨款	市级补助	^	^
井亭修缮	46.80	40.00	6.80	修缮井亭	=3座
项目名称	预算数（元）	三级指标	指标值	权重	备注
石桥加固	9000.00	加固石桥	=1座	20	_
"""
            )
        ],
        WORDS,
    )
    assert [(one.name, one.total, one.fiscal, one.sources) for one in read.forms] == [
        ("井亭修缮", Money("468000.00"), Money("400000.00"), {"市级补助": Money("68000.00")}),
        ("石桥加固", Money("9000.00"), None, {}),
    ]


def test_a_form_below_another_may_begin_with_its_unit() -> None:
    one = """
项目单位	葡萄站	项目名称	{}
预算数（元）	3000.00	资金投向	购机
指标名称	指标值	权重	备注
补助购机	40台	20	_"""
    read = read_forms([sheet("申报表（2025年度）" + one.format("埋土机") + one.format("起藤机"))], WORDS)
    assert [(form.name, form.total, len(form.indicators)) for form in read.forms] == [
        ("埋土机", Money("3000.00"), 1),
        ("起藤机", Money("3000.00"), 1),
    ]


@pytest.mark.parametrize(("text", "month"), [("一季度末：", 3), ("【6月底】", 6), ("年底", 12), ("月底", None)])
def test_checkpoints_with_colons_and_in_brackets(text: str, month: int | None) -> None:
    assert month_of(text) == month


def test_levels_alone_across_a_table_may_be_short() -> None:
    found = form(
        """
项目支出绩效目标表（2025年度，单位：元）
项目名称	井亭修缮	预算数	3000.00
二级指标	绩效指标	绩效目标值	_
投入	<	<	<
成本指标	单座费用	≤800元	_
产出	<	<	<
数量指标	修缮井亭	=3座	_
"""
    )
    assert rows(found) == [
        ("投入", "成本指标", "单座费用", "≤800元", ""),
        ("产出", "数量指标", "修缮井亭", "=3座", ""),
    ]


def test_a_level_two_without_indicators_is_no_level_one_in_csv() -> None:
    text = """
项目支出绩效目标表（2025年度，单位：元）
项目名称	井亭修缮	预算数	3000.00
二级指标	三级指标	指标值	_
效益指标	<	<	<
经济效益指标	<	<	<
社会效益指标	讲解场次	≥6场	_
"""
    (found,) = read_forms([sheet(text, Positions.COLUMNS)], WORDS).forms
    assert rows(found) == [("效益指标", "社会效益指标", "讲解场次", "≥6场", "")]
