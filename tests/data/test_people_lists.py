"""Lists as people keep them: titles, headings in two rows, sections, notes, sums, merged cells; csv as it is saved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.actions.form_reading import FormReading, says_as_much
from perfcli.actions.reading import read_source
from perfcli.data.dataset import Dataset
from perfcli.data.lists import read_tables
from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.formats.csv import read_csv
from perfcli.formats.excel.reader import read_xlsx
from perfcli.forms.record.filled import FormsRead
from perfcli.model import Budget, Indicator
from tests.formats.workbooks import CODE, HEADS, number, row, workbook

OTHER = "13030321BBBBBBBBBBBBB"
PROJECT = (CODE, "维修", "335001某局", "2021")


def read(text: str) -> Dataset:
    return read_tables([read_csv(text, "清单")])


def sheet(*rows: str, merged: tuple[str, ...] = (), formats: tuple[str, ...] = ()) -> Dataset:
    return read_tables(read_xlsx(workbook(*rows, merged=merged, formats=formats)))


def left(found: Dataset) -> list[tuple[str, str]]:
    return [(item.where, item.text) for item in found.leftovers]


def totals(found: Dataset) -> list[tuple[str, Decimal]]:
    return [(entry.record.code, entry.record.budget.total) for entry in found.projects]


def indicators(found: Dataset) -> list[tuple[str, str, str]]:
    return [(item.kind, item.name, item.target) for entry in found.projects for item in entry.record.indicators]


@pytest.mark.parametrize(
    "title",
    ["2021年项目表,,,单位：万元", "单位：万元,,,", "2021年项目表（万元）,,,", ",,,金额单位：人民币万元"],
)
def test_the_scale_above_the_headings_is_that_of_all_amounts(title: str) -> None:
    found = read(f"{title}\n项目编码,项目名称,单位,预算数\n{CODE},维修,335001,24\n")
    assert totals(found) == [(CODE, Decimal("240000.00"))]
    assert found.leftovers == ()
    assert found.notes[-1] == "清单: 1 is 10000 yuan in its amounts, as it says beside its rows"


def test_a_heading_says_its_own_scale_and_a_cell_too() -> None:
    found = read(
        f"单位：万元,,,\n项目编码,项目名称,预算数（元）,其他资金\n{CODE},维修,240000,4.5\n{OTHER},取暖,2万元,0\n"
    )
    assert [entry.record.budget for entry in found.projects] == [
        Budget(total=Money("240000.00"), fiscal=Money("195000.00"), other=Money("45000.00")),
        Budget(total=Money("20000.00"), fiscal=Money("20000.00"), other=Money("0.00")),
    ]


@pytest.mark.parametrize("title", ["单位：万美元", "单位：元,单位：万元"])
def test_amounts_in_what_is_not_known_are_refused(title: str) -> None:
    found = read(f"{title}\n项目编码,项目名称,单位,预算数\n{CODE},维修,335001,24\n")
    assert found.projects == ()
    assert "what the amounts of this list are in is not known" in found.leftovers[0].reason


def test_the_year_and_the_unit_above_the_headings() -> None:
    found = read(f"某局2022年项目预算表\n填报单位：335001某局\n项目编码,项目名称,预算数\n{CODE},维修,1\n")
    assert [(entry.record.year, entry.record.unit) for entry in found.projects] == [(2022, "335001")]
    assert found.titled == {(2022, CODE)}


@pytest.mark.parametrize(
    "rows",
    [
        "项目编码,项目名称,预算数（万元）,,,绩效指标,,\n,,小计,其中：财政资金,其他,二级指标,名称,指标值\n",
        "项目编码,项目名称,预算数（万元）,预算数（万元）,预算数（万元）,绩效指标,绩效指标,绩效指标\n"
        "项目编码,项目名称,合计,财政资金,其他资金,二级指标,指标名称,指标值\n",
    ],
)
def test_headings_in_two_rows(rows: str) -> None:
    found = read(f"{rows}{CODE},维修,3,2,1,数量指标,套数,≥1套\n")
    assert found.leftovers == ()
    assert [entry.record.budget for entry in found.projects] == [
        Budget(total=Money("30000.00"), fiscal=Money("20000.00"), other=Money("10000.00"))
    ]
    assert indicators(found) == [("数量指标", "套数", "≥1套")]


def test_headings_in_two_rows_of_merged_cells() -> None:
    found = sheet(
        row("项目编码", "项目名称", "预算数", None, None),
        row(None, None, "小计", "财政资金", "其他"),
        row(CODE, "维修", 3, 2, 1),
        merged=("A1:A2", "B1:B2", "C1:E1"),
    )
    assert found.leftovers == ()
    assert [entry.record.budget for entry in found.projects] == [
        Budget(total=Money("3.00"), fiscal=Money("2.00"), other=Money("1.00"))
    ]


def test_amounts_of_another_year_are_no_budget() -> None:
    found = read(f"项目编码,项目名称,预算数,上年执行数,\n,,,合计,财政资金\n{CODE},维修,3,9,8\n")
    assert totals(found) == [(CODE, Decimal("3.00"))]
    assert left(found) == [("清单, row 3", "9 | 8")]


def test_sections_notes_signatures_and_what_makes_no_record() -> None:
    found = read(
        "项目编码,项目名称,二级指标,指标名称,指标值,备注\n"
        f"{CODE},维修,数量指标,套数,≥1套,\n"
        "（二）满意度指标,,,,,\n"
        ",,,住户满意度,≥95%,\n"
        ",,质量指标,合格率,100%,\n"
        ",,,,,李工改过\n"
        ",,,注：以上为初稿,,\n"
        "填表人：李四,,审核人：王五,,联系电话：123,\n"
    )
    assert indicators(found) == [
        ("数量指标", "套数", "≥1套"),
        ("满意度指标", "住户满意度", "≥95%"),
        ("质量指标", "合格率", "100%"),
    ]
    assert left(found) == [
        ("清单, row 6", "李工改过"),
        ("清单, row 7", "注：以上为初稿"),
        ("清单, row 8", "填表人：李四 | 审核人：王五 | 联系电话：123"),
    ]


def test_a_kind_does_not_go_on_into_another_level() -> None:
    found = read(
        "项目编码,项目名称,一级指标,二级指标,三级指标,指标值\n"
        f"{CODE},维修,产出指标,数量指标,套数,1套\n,,,,户数,2户\n,,效益指标,,好评,3次\n"
    )
    assert indicators(found) == [("数量指标", "套数", "1套"), ("数量指标", "户数", "2户"), ("", "好评", "3次")]


def test_a_form_is_no_list_whose_headings_are_its_labels() -> None:
    with pytest.raises(PerfError):
        sheet(row("项目名称", "维修", "项目编码", CODE), row("预算数", "24", "单位", "335001"))


def test_sums_that_agree_are_known_and_others_are_said() -> None:
    heads = "项目编码,项目名称,单位,预算数\n"
    rows = (f"{CODE},合计项目维修,335001,1\n", f"{OTHER},取暖,335001,2\n")
    assert read(f"{heads}合计,,,3\n{rows[0]},小计,,1\n{rows[1]},小计,,2\n,总 计,,3\n").leftovers == ()
    found = read(f"{heads}{rows[0]}{rows[1]}合计（2个）,,,5\n")
    assert totals(found) == [(CODE, Decimal("1.00")), (OTHER, Decimal("2.00"))]
    assert left(found) == [("清单, row 4", "合计（2个） | 5")]
    assert found.leftovers[0].reason == "预算数: the sum says 5.00 yuan, the rows make 3.00 yuan"


def test_an_indicator_may_be_called_a_total() -> None:
    found = read(f"项目编码,项目名称,二级指标,指标名称,指标值\n{CODE},维修,数量指标,套数,1套\n,,数量指标,合计,9套\n")
    assert indicators(found) == [("数量指标", "套数", "1套"), ("数量指标", "合计", "9套")]


def test_repeated_headings_numbering_empty_rows_and_a_second_list() -> None:
    found = read(
        "2021年项目表\n项目编码,项目名称,单位,预算数\n1,2,3,4\n"
        f"{CODE},维修,335001,1\n,,,\n2021年项目表\n项目编码,项目名称,单位,预算数\n{OTHER},取暖,335001,2\n"
        "续表（单位：万元）\n项目名称,项目编码,单位,预算数\n"
        "绿化,13030321CCCCCCCCCCCCC,335001,3\n"
    )
    assert found.leftovers == ()
    assert totals(found) == [
        (CODE, Decimal("1.00")), (OTHER, Decimal("2.00")), ("13030321CCCCCCCCCCCCC", Decimal("30000.00"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    "pasted",
    [
        "１３０３０３２１ＡＡＡＡＡＡＡＡＡＡＡＡＡ", f"\u200b{CODE}\ufeff", f"'{CODE}", f'"=""{CODE}"""',
        "13030321 aaaaaaaaaaaaa", f"\u00a0{CODE}\u202c",
    ],
)  # fmt: skip
def test_codes_as_they_are_pasted(pasted: str) -> None:
    found = read(f"项目编码,项目名称,单位,年度,预算数\n{pasted},维修,'３３５００１,２０２１年度,¥ 1\n")
    assert found.leftovers == ()
    assert [(item.record.code, item.record.unit, item.record.year) for item in found.projects] == [
        (CODE, "335001", 2021)
    ]


@pytest.mark.parametrize("code", ["1.30303E+20", "130303210767123000000"])
def test_a_code_that_was_a_number(code: str) -> None:
    found = read(f"项目编码,项目名称,单位,预算数\n{code},维修,335001,1\n")
    assert found.projects == ()
    assert "format the column as text" in found.leftovers[0].reason


def test_a_unit_that_lost_its_zeros() -> None:
    found = sheet(row("项目编码", "项目名称", "单位", "预算数"), row(CODE, "维修", 1001, 5))
    assert found.leftovers[0].reason == "1001: a unit's code has six or more digits"
    found = sheet(
        row("项目编码", "项目名称", "单位", "预算数"), row(CODE, "维修", number("1001", 1), 5), formats=("000000",)
    )
    assert [entry.record.unit for entry in found.projects] == ["001001"]


@pytest.mark.parametrize(
    ("form", "value", "total"),
    [
        ('0.00"万元"', "24", "240000.00"),
        ("#,##0", "12345.67", "12345.67"),
        ('_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "0", "0.00"),
        ('0.0,"千元"', "240000", "240000.00"),
        ("General", "199999.99000000002", "199999.99"),
    ],
)
def test_an_amount_is_what_is_shown_with_all_of_its_decimals(form: str, value: str, total: str) -> None:
    found = sheet(
        row("项目编码", "项目名称", "单位", "预算数"), row(CODE, "维修", "335001", number(value, 1)), formats=(form,)
    )
    assert totals(found) == [(CODE, Decimal(total))]


def test_an_amount_beyond_the_cent_is_not_rounded_in_silence() -> None:
    found = sheet(
        row("项目编码", "项目名称", "单位", "预算数"),
        row(CODE, "维修", "335001", number("12345.678", 1)),
        formats=("#,##0.00",),
    )
    assert found.projects == ()
    assert found.leftovers[0].reason.startswith("12345.678 is not an amount")


def test_targets_as_they_are_shown() -> None:
    found = sheet(
        row(*HEADS),
        row(*PROJECT, 1, "数量指标", "户数", number("120", 1), "计划"),
        row(None, None, None, None, None, "时效指标", "完成", number("44530", 2), "计划"),
        formats=('"≥"0"户"', 'yyyy"年"m"月"'),
    )
    assert [target for _kind, _name, target in indicators(found)] == ["≥120户", "2021年11月"]


def test_merged_cells_belong_to_all_of_their_rows() -> None:
    found = sheet(
        row(*HEADS),
        row(*PROJECT, 1, "数量指标", "户数", "≥1户", "计划"),
        row(None, None, None, None, None, None, "套数", None, None),
        merged=("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:F3", "H2:H3", "I2:I3"),
    )
    assert found.leftovers == ()
    assert found.projects[0].record.indicators == (
        Indicator(kind="数量指标", name="户数", target="≥1户", basis="计划"),
        Indicator(kind="数量指标", name="套数", target="≥1户", basis="计划"),
    )


def test_one_amount_merged_over_two_projects_counts_for_neither() -> None:
    found = sheet(
        row("项目编码", "项目名称", "单位", "预算数"),
        row(CODE, "维修", "335001", 5),
        row(OTHER, "取暖", "335001", None),
        row("13030321CCCCCCCCCCCCC", "绿化", "335001", 7),
        merged=("D2:D3",),
    )
    assert totals(found) == [("13030321CCCCCCCCCCCCC", Decimal("7.00"))]
    reason = "one amount is merged over several projects"
    assert [(item.where, item.reason) for item in found.leftovers] == [("清单, row 2", reason), ("清单, row 3", reason)]


def test_a_cell_that_cannot_be_read_changes_nothing() -> None:
    error = '<c t="e"><v>#N/A</v></c>'
    found = sheet(row(*HEADS), row(*PROJECT, error, "数量指标", "户数", error, "计划"))
    assert left(found) == [("清单, row 2, column E", "#N/A"), ("清单, row 2, column H", "#N/A")]
    assert found.projects[0].carried == {"code", "name", "unit", "year"}


def test_a_copy_of_a_sheet_is_no_second_set_of_indicators() -> None:
    rows = (row(*HEADS), row(*PROJECT, 1, "数量指标", "户数", "≥1户", "计划"))
    found = read_tables(read_xlsx(workbook(*rows, more_sheets={"清单 (2)": "".join(rows)})))
    assert indicators(found) == [("数量指标", "户数", "≥1户")]
    assert found.notes == ("清单 (2): row 2 says what was read before: it counts once",)
    changed = row(*PROJECT, 1, "数量指标", "户数", "≥9户", "计划")
    found = read_tables(read_xlsx(workbook(*rows, more_sheets={"清单 (2)": rows[0] + changed})))
    assert indicators(found) == [("数量指标", "户数", "≥1户")]
    assert found.leftovers[0].reason == "the sheet 清单 says otherwise of this indicator"


def test_a_copy_of_one_of_our_own_sheets_counts_once() -> None:
    heads = ("年度", "单位编码", "项目编码", "序号", "绩效目标")
    rows = row(*heads) + row(2021, "335001", CODE, 1, "维修") + row(2021, "335001", CODE, 2, "取暖")
    found = read_tables(read_xlsx(workbook(rows, more_sheets={"绩效目标 (2)": rows})))
    assert [entry.record.goals for entry in found.projects] == [("维修", "取暖")]
    assert found.notes == ("绩效目标 (2): 2 rows say what another sheet says: they count once",)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_told_from_all_of_the_text(separator: str) -> None:
    rows = ("2021年，甲；乙", "项目编码|项目名称|单位|预算数", f'{CODE}|维修|335001|"1,200.50"')
    found = read("\n".join((rows[0], *(line.replace("|", separator) for line in rows[1:]))))
    assert totals(found) == [(CODE, Decimal("1200.50"))]


def test_the_separator_that_excel_says() -> None:
    assert totals(read(f"sep=;\n项目编码;项目名称;预算数\n{CODE};维修;7\n")) == [(CODE, Decimal("7.00"))]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8", "gb18030"])
@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_text_with_tabs_as_excel_saves_it(encoding: str, end: str) -> None:
    text = f"项目编码\t项目名称\t预算单位\t预算数\n{CODE}\t维修\t335001本级\t5\n".replace("\n", end)
    source, _decoded = read_source("清单.txt", text.encode(encoding), lambda data, _suffix: data)
    assert isinstance(source, Dataset)
    assert totals(source) == [(CODE, Decimal("5.00"))]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'\xe7\x94\xb2,b\n1,2\n"3,4\n5,6\n', "line 3: a quotation mark"),
        (b'a,b\n"1"x,2\n', "line 2, byte 5: not valid csv"),
        (b"a,b\n1,\x002\n", "line 2, byte 7"),
        ("项目编码,项目名称,单位,预算数,财政资金,其他资金\n甲".encode() + b"\xff,2\n", "line 2, byte 73"),
    ],
)
def test_an_error_names_its_line_and_byte(data: bytes, said: str) -> None:
    with pytest.raises(PerfError) as raised:
        read_source("清单.csv", data, lambda given, _suffix: given)
    assert said in raised.value.message


@pytest.mark.parametrize("text", ["\n" * 2_100_000, "," * 6_100_000], ids=["lines", "commas"])
def test_more_than_any_csv_text_holds(text: str) -> None:
    with pytest.raises(PerfError) as raised:
        read(text)
    assert "too large" in raised.value.message


PIECES = st.sampled_from(
    [
        *(
            "项目编码",
            "项目名称",
            "单位",
            "预算数（万元）",
            "其他",
            "小计",
            "财政资金",
            "二级指标",
            "三级指标",
            "指标值",
            "3月底",
        ),
        *(
            CODE,
            OTHER,
            "335001某局",
            "合计",
            "24",
            "0.25",
            "1",
            "≥1套",
            "满意度指标",
            "注：初稿",
            "单位：万元",
            "2021年",
        ),
        *(",", ",", ",", "\n", "\n", '"', "\u200b", "  ", "；", "\t"),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_rows_are_read_or_refused(text: str) -> None:
    try:
        assert isinstance(read(text), Dataset)
    except PerfError:
        return


def test_a_published_list_is_a_form_where_that_places_more_of_it() -> None:
    text = (
        "某县2025年项目绩效目标公开表,,,,,\n预算单位,项目代码,项目名称,预算合计（元）,单位自有资金,项目绩效目标\n"
        f"611001-渡运站,{CODE},候车亭,986010.40,86000.00,雨天有遮挡。\n,{OTHER},渡工保险,30000.00,,全部参保。\n"
        "注：不含涉密项目。,,,,,\n"
    )
    found, _decoded = read_source("公开表.csv", text.encode(), lambda data, _ending: data)
    assert isinstance(found, FormsRead)
    assert found.leftovers == ()
    assert [(one.code, one.unit, one.total, dict(one.sources), one.goals) for one in found.forms] == [
        (CODE, "611001", Money("986010.40"), {"单位自有资金": Money("86000.00")}, ("雨天有遮挡。",)),
        (OTHER, "611001", Money("30000.00"), {}, ("全部参保。",)),
    ]


NOTED = (
    "项目编码,项目名称,单位,年度,预算数,二级指标,三级指标,指标值,备注\n"
    "{code},维修,335001某局,2021,1000,时效指标,完成时间,12月底前,\n"
)


@pytest.mark.parametrize("note", ["填表人：李工", "注：以上指标为初稿"])
def test_a_note_below_a_list_is_named_and_leaves_it_a_list(note: str) -> None:
    text = NOTED.format(code=CODE) + f"{CODE},维修,335001某局,2021,1000,质量指标,合格率,≥95%,\n,,,,,,,,{note}\n"
    found, _decoded = read_source("清单.csv", text.encode(), lambda data, _ending: data)
    assert isinstance(found, Dataset)
    assert left(found) == [("清单, row 4", note)]
    assert [(entry.record.unit, len(entry.record.indicators)) for entry in found.projects] == [("335001", 2)]


@pytest.mark.parametrize("note", ["填表人：李工", "注：以上指标为初稿"])
def test_a_table_that_says_each_code_once_is_a_form_with_its_note(note: str) -> None:
    text = NOTED.format(code=CODE) + f",,,,,质量指标,指标2：合格率,≥95%,\n,,,,,,,,{note}\n"
    found, _decoded = read_source("清单.csv", text.encode(), lambda data, _ending: data)
    assert isinstance(found, FormsRead)
    label, value = note.split("：")
    assert [(one.code, one.unit, one.total, dict(one.details)) for one in found.forms] == [
        (CODE, "335001", Money("1000.00"), {label: value})
    ]
    assert [row.name for row in found.forms[0].indicators] == ["完成时间", "合格率"]


def test_a_form_takes_a_list_s_place_where_it_says_as_much() -> None:
    text = (
        "项目编码,项目名称,单位,年度,预算数,二级指标,三级指标,指标值\n"
        f"{CODE},维修,335001某局,2021,1000,时效指标,完成时间,12月底前\n"
    )
    table = read_csv(text, "清单")
    listed, form = read_tables([table]), FormReading().of_list(table)
    assert form is not None
    assert says_as_much(form, listed)
    (only,) = form.forms
    for less in (replace(only, unit=""), replace(only, total=Money("999.00")), replace(only, indicators=())):
        assert not says_as_much(replace(form, forms=(less,)), listed)


RESULTS = """
2023年度部门项目支出绩效自评情况汇总表,,,,,,,
填报单位（盖章）：渡口县住建局　　　　　　　　2024年3月18日,,,,,,,
项目编码,项目名称,预算资金（万元）,,,自评得分,绩效目标完成情况,改进措施
,,年初预算数,全年预算数,全年执行数,,,
{code},供热管网检漏,96.00,92.40,90.17,97.26,检漏八十七公里。,补测管网
,合计,96.00,92.40,90.17,,,
"""


def test_a_list_of_results_with_headings_of_two_rows_is_a_form() -> None:
    text = RESULTS.format(code=CODE).lstrip("\n")
    found, _decoded = read_source("汇总.csv", text.encode(), lambda data, _ending: data)
    assert isinstance(found, FormsRead)
    assert [(one.code, one.name, one.units, one.total) for one in found.forms] == [
        (CODE, "供热管网检漏", ("渡口县住建局",), Money("960000"))
    ]
    (only,) = found.forms
    assert only.results is not None
    assert (only.results.adjusted, only.results.spent) == (Money("924000"), Money("901700"))
    assert only.details["日期"] == "2024年3月18日"
    assert found.leftovers == ()


@pytest.mark.parametrize("code", ["短码", "1.3030321E+20", "13030321CCCCCCCCCCCC"])
def test_rows_below_a_project_that_cannot_be_told_go_to_no_other(code: str) -> None:
    found = read(
        "项目编码,项目名称,二级指标,指标名称,指标值\n"
        f"{CODE},维修,数量指标,套数,≥1套\n"
        f"{code},取暖,数量指标,户数,≥2户\n"
        ",,质量指标,合格率,100%\n"
        f"{OTHER},另一个,数量指标,人数,≥2人\n"
        ",,质量指标,优良率,100%\n"
    )
    assert [(entry.record.code, [one.name for one in entry.record.indicators]) for entry in found.projects] == [
        (CODE, ["套数"]),
        (OTHER, ["人数", "优良率"]),
    ]
    assert [(item.where, item.text) for item in found.leftovers] == [
        ("清单, row 3", f"{code} | 取暖 | 数量指标 | 户数 | ≥2户"),
        ("清单, row 4", "质量指标 | 合格率 | 100%"),
    ]
    assert found.leftovers[1].reason == "it says no project, and that of the row above is not known"


def test_rows_below_one_that_cannot_be_read_go_to_its_project() -> None:
    found = read(
        "项目编码,年度,二级指标,指标名称,分值\n"
        f"{CODE},2021,数量指标,套数,10\n"
        f"{OTHER},2021,数量指标,户数,很多\n"
        ",,质量指标,合格率,10\n"
    )
    assert [(entry.record.code, [one.name for one in entry.record.indicators]) for entry in found.projects] == [
        (CODE, ["套数"]),
        (OTHER, ["合格率"]),
    ]


def test_a_code_beside_the_first_indicator_of_each_project_makes_a_list() -> None:
    text = (
        "项目编码,二级指标,三级指标,指标值\n"
        f"{CODE},数量指标,套数,≥1套\n,质量指标,合格率,≥90%\n"
        f"{OTHER},数量指标,户数,≥2户\n,质量指标,优良率,≥80%\n"
    )
    found, _decoded = read_source("清单.csv", text.encode(), lambda data, _ending: data)
    assert isinstance(found, Dataset)
    assert found.leftovers == ()
    assert [(entry.record.code, [one.name for one in entry.record.indicators]) for entry in found.projects] == [
        (CODE, ["套数", "合格率"]),
        (OTHER, ["户数", "优良率"]),
    ]
