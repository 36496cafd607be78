"""A Word document is read as a person sees its page; what cannot be is named with its place."""

from __future__ import annotations

import pytest

from perfcli.documents.published import PublishedDocument
from perfcli.documents.word_reader import read_docx
from perfcli.errors import PerfError
from perfcli.formats.flat import is_flat
from perfcli.formats.flat import packed as unflattened
from tests.documents import build
from tests.documents.build import INDICATOR
from tests.documents.word import (
    BEGINS,
    GOES_ON,
    document,
    head,
    left,
    p,
    packed,
    read,
    relations,
    table,
    tbl,
    tc,
    tr,
    word,
)

PLAIN = build.only(build.table())
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def up(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def down(text: str) -> str:
    return run(text, '<w:vertAlign w:val="subscript"/>')


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(text: str, result: str | None = None, form: str = "") -> str:
    shown = "" if result is None else mark("separate") + result
    return mark("begin", form) + code(text) + shown + mark("end")


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(over: str, under: str, kind: str = "") -> str:
    properties = f'<m:fPr><m:type m:val="{kind}"/></m:fPr>' if kind else ""
    return f"<m:f>{properties}<m:num>{mr(over)}</m:num><m:den>{mr(under)}</m:den></m:f>"


def purpose(inner: str, **more: object) -> tuple[str, list[str]]:
    """What a cell says, and what of it is left over."""
    rows = head()
    rows[3] = tr(tc("", GOES_ON), f"<w:tc><w:tcPr/>{p('', inner)}</w:tc>")
    found = read(table(rows=rows), **more)  # type: ignore[arg-type]
    assert {where for where, _text in left(found)} <= {"table 1, row 4"}
    return found.projects[0].purpose, [text for _where, text in left(found)]


@pytest.mark.parametrize(
    ("inner", "text", "marks"),
    [
        (run("≥10") + up("4") + run("立方米"), "≥10⁴立方米", []),
        (run("5×10") + up("-") + up("3"), "5×10⁻³", []),
        (run("24") + up("1"), "24", ["1"]),
        (run("10") + up("1"), "10", ["1"]),
        (run("310") + up("4"), "310", ["4"]),
        (run("95%") + up("①"), "95%", ["①"]),
        (run("95%") + up("[1]"), "95%", ["[1]"]),
        (run("县级") + up("注2") + run("标准"), "县级标准", ["注2"]),
        (run("万m") + up("2"), "万m²", []),
        (run("平方米") + up("2"), "平方米²", []),
        (run("120户") + up("2"), "120户", ["2"]),
        (run("CO") + down("2") + run("减排"), "CO₂减排", []),
        (run("PM") + down("2.5") + run("35μg"), "PM2.5 35μg", []),
        (run("24") + down("1"), "24", ["1"]),
        (up("1") + run("/") + down("2"), "1/2", []),
        (run("1") + up("1") + run("/") + down("2"), "1 1/2", []),
        (up("24"), "24", []),
        (run("24", '<w:position w:val="3"/>') + run("万"), "24万", []),
        (run("24") + run("1", '<w:position w:val="8"/>'), "24", ["1"]),
        (run("25") + up("0") + run("C"), "25°C", []),
        (run("24") + up("万元"), "24万元", []),
    ],
)
def test_text_above_and_below_its_line(inner: str, text: str, marks: list[str]) -> None:
    assert purpose(inner) == (text, marks)


def test_a_style_raises_text_as_the_run_itself_does() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:type="character" w:styleId="a"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        '</w:style><w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    more = {"more": {"word/styles.xml": styles}, "linked": [("styles", "styles.xml")]}
    assert purpose(run("24") + run("1", '<w:rStyle w:val="b"/>'), **more) == ("24", ["1"])


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("≥") + math(fraction("2", "3")), "≥2/3"),
        (run("1") + math(fraction("2", "3")), "1 2/3"),
        (math(mr("1") + fraction("2", "3")), "1 2/3"),
        (math(fraction("2", "3")) + run("5"), "(2/3)5"),
        (math(fraction("2", "3")) + run("户"), "2/3户"),
        (math(fraction("合格户数", "维修户数") + mr("×100%")), "(合格户数)/(维修户数)×100%"),
        (math(f"<m:sSup><m:e>{mr('10')}</m:e><m:sup>{mr('4')}</m:sup></m:sSup>"), "10⁴"),
        (math(f"<m:sSup><m:e>{fraction('2', '3')}</m:e><m:sup>{mr('2')}</m:sup></m:sSup>"), "(2/3)²"),
        (
            math(f"<m:sSubSup><m:e>{mr('x')}</m:e><m:sub>{mr('1')}</m:sub><m:sup>{mr('k+1')}</m:sup></m:sSubSup>"),
            "x₁^(k+1)",
        ),
        (math(f"<m:sPre><m:sub>{mr('1')}</m:sub><m:sup>{mr('2')}</m:sup><m:e>{mr('H')}</m:e></m:sPre>"), "₁²H"),
        (math(f"<m:rad><m:deg/><m:e>{mr('x+1')}</m:e></m:rad>"), "√(x+1)"),
        (math(f"<m:rad><m:deg>{mr('3')}</m:deg><m:e>{mr('8')}</m:e></m:rad>"), "∛8"),
        (
            math(
                f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>'
                f"<m:e>{mr('a')}</m:e><m:e>{mr('b')}</m:e></m:d>"
            ),
            "[a|b]",
        ),
        (
            math(
                f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{mr("i=1")}</m:sub><m:sup>{mr("n")}</m:sup>'
                f"<m:e>{mr('x')}</m:e></m:nary>"
            ),
            "∑_(i=1)ⁿ x",
        ),
        (math(f"<m:func><m:fName>{mr('ln')}</m:fName><m:e>{mr('2')}</m:e></m:func>"), "ln(2)"),
        (math(f"<m:limLow><m:e>{mr('max')}</m:e><m:lim>{mr('i')}</m:lim></m:limLow>"), "max_i"),
        (math(f'<m:acc><m:accPr><m:chr m:val="̄"/></m:accPr><m:e>{mr("x")}</m:e></m:acc>'), "x̄"),
        (
            math(f"<m:m><m:mr><m:e>{mr('1')}</m:e><m:e>{mr('2')}</m:e></m:mr><m:mr><m:e>{mr('3')}</m:e></m:mr></m:m>"),
            "[1, 2; 3]",
        ),
        (math(f"<m:eqArr><m:e>{mr('a')}</m:e><m:e>{mr('b')}</m:e></m:eqArr>"), "a; b"),
        (math(fraction("n", "k", "noBar")), "n¦k"),
    ],
)
def test_equations_in_one_line(inner: str, text: str) -> None:
    assert purpose(inner) == (text, [])


def test_what_of_an_equation_is_not_known_is_named() -> None:
    assert purpose(math(mr("x=") + f"<m:new>{mr('7')}</m:new>")) == ("x=", ["7"])


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("第") + field(r" EQ \o\ac(○,21)") + run("项"), "第㉑项"),
        (run("≥") + field(r" EQ \f(2,3) ", ""), "≥2/3"),
        (run("1") + field(r"EQ \f(2,3)"), "1 2/3"),
        (field(r"EQ \* jc2 \* &quot;Font:宋体&quot; \* hps10 \o\ad(\s\up 9(hé),河)"), "河"),
        (field(r"eq \r(3,x+1)"), "∛(x+1)"),
        (
            run("已填") + field(" FORMCHECKBOX ", "", "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"),
            "已填☑",
        ),
        (field(" FORMCHECKBOX ", None, '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'), "☐"),
        (
            field(
                " FORMDROPDOWN ",
                "",
                '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/>'
                '<w:listEntry w:val="乙"/></w:ddList></w:ffData>',
            ),
            "乙",
        ),
        (field(" FORMTEXT ", run("清淤")), "清淤"),
        (field(' SYMBOL 179 \\f "Symbol" \\s 12 ') + run("5"), "≥5"),
        (field(" REF a ", run("清淤")) + field(" XE 河 "), "清淤"),
        (mark("begin") + code(" DOCPROPERTY A ") + run("≥120户"), "≥120户"),
    ],
)
def test_what_fields_show(inner: str, text: str) -> None:
    assert purpose(inner) == (text, [])


@pytest.mark.parametrize(
    ("inner", "text", "named"),
    [
        (run("甲") + field(r" EQ \o(A,/) "), "甲", [r"EQ \o(A,/)"]),
        (run("甲") + field(" LISTNUM "), "甲", ["LISTNUM"]),
        (
            run("甲") + mark("begin") + code("REF a") + run("乙") + mark("separate") + run("丙") + mark("end"),
            "甲丙",
            ["乙"],
        ),
        (run("甲") + "<w:foo><w:bar><w:t>乙</w:t></w:bar></w:foo>", "甲", ["乙"]),
        (run("甲") + '<w:subDoc r:id="r7"/>', "甲", ["subDoc"]),
        (run("甲") + '<w:r><w:sym w:font="Unheard" w:char="F041"/></w:r>', "甲\uf041", ["F041 Unheard"]),
    ],
)
def test_what_is_not_understood_is_named(inner: str, text: str, named: list[str]) -> None:
    assert purpose(inner) == (text, named)


def test_a_field_that_never_ends_in_one_cell_leaves_the_others_alone() -> None:
    first = (
        *INDICATOR[:4],
        f"<w:tc>{p('', mark('begin') + code(' DOCPROPERTY A ') + run('≥12公里'))}</w:tc>",
        INDICATOR[5],
    )
    found = read(table(tr(*first)) + p("尾") + table(rows=head("4108212100000000FGHIJ", "河道绿化")))
    assert [(item.name, len(item.indicators)) for item in found.projects] == [("河道清淤", 1), ("河道绿化", 1)]
    assert found.projects[0].indicators == PLAIN.indicators
    assert found.notes == ("1 fields that never end were read as if they were none",)


def test_a_list_of_contents_that_never_ends_swallows_no_table() -> None:
    begun = p("", mark("begin") + code(" TOC ") + mark("separate")) + p("总体绩效目标")
    found = read(begun + table() + p("", mark("end")))
    assert found.projects == (PLAIN,)


@pytest.mark.parametrize(
    ("properties", "shown", "text"),
    [
        ('<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', "\uf0b3", "≥"),
        ('<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>', "³", "≥"),
        ('<w:rFonts w:hAnsi="Wingdings"/>', "\uf0fe\uf0a8", "☑☐"),
        ('<w:rFonts w:ascii="Wingdings 2"/>', "R", "☑"),
        ('<w:rFonts w:ascii="宋体"/>', "³R", "³R"),
    ],
)
def test_fonts_of_symbols(properties: str, shown: str, text: str) -> None:
    assert purpose(run(shown, properties) + run("120户")) == (f"{text}120户", [])


def test_a_font_of_symbols_by_style_and_theme() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:type="paragraph" w:default="1" w:styleId="n"><w:rPr>'
        '<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Symbol"/></w:rPr></w:style><w:style w:styleId="s"><w:rPr>'
        '<w:rFonts w:ascii="Symbol"/></w:rPr></w:style></w:styles>'
    )
    theme = (
        '<a:theme xmlns:a="x"><a:fontScheme><a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme>'
        "</a:theme>"
    )
    more = {
        "more": {"word/styles.xml": styles, "word/theme/theme1.xml": theme},
        "linked": [("styles", "styles.xml"), ("theme", "theme/theme1.xml")],
    }
    inner = run("a") + run("a", '<w:rStyle w:val="s"/><w:rFonts w:asciiTheme=""/>')
    assert purpose(inner, **more) == ("aα", [])


def control(said: str, text: str) -> str:
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{text}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("inner", "text", "named"),
    [
        (control("<w:showingPlcHdr/>", run("单击或点击此处输入文字。")), "", []),
        (control("<w:showingPlcHdr/>", run("年份", '<w:rStyle w:val="PlaceholderText"/>')), "", []),
        (control("<w:showingPlcHdr/>", run("清淤")), "", ["清淤"]),
        (control('<w:showingPlcHdr w:val="0"/>', run("清淤")), "清淤", []),
        (control("<w:dropDownList/>", run("清淤")), "清淤", []),
    ],
)
def test_prompts_of_empty_controls_are_no_text(inner: str, text: str, named: list[str]) -> None:
    assert purpose(inner) == (text, named)


def test_a_control_around_a_cell_or_a_paragraph_may_be_empty_too() -> None:
    cell = tc("选择一项。")
    rows = [*head()[:-1], f"<w:tr>{tc('绩效目标')}{control('<w:showingPlcHdr/>', cell)}</w:tr>"]
    found = read(control("<w:showingPlcHdr/>", p("单击此处输入文字")) + table(rows=rows))
    assert (found.projects[0].goals, left(found)) == ((), [])
    assert found.notes == ("2 content controls are empty: their prompts were passed over",)


@pytest.mark.parametrize("kind", ["strike", "dstrike"])
def test_struck_out_text_is_counted(kind: str) -> None:
    rows = head(purpose="")
    rows[3] = tr(tc("", GOES_ON), f"<w:tc>{p('', run('用于河道清淤') + run('及绿化', f'<w:{kind}/>'))}</w:tc>")
    found = read(table(rows=rows))
    assert (found.projects, found.leftovers) == ((PLAIN,), ())
    assert found.notes == ("1 runs of struck-out text were passed over",)


def drawing(inner: str, said: str = 'id="1" name="图片 1"') -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="wp"><wp:docPr {said}/><wp:positionH>120</wp:positionH>'
        f"{inner}</wp:inline></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        (drawing('<a:blip xmlns:a="a" r:embed="r9"/>'), ["图片 1"]),
        (
            drawing('<a:blip xmlns:a="a" r:embed="r9"/>', 'id="1" name="图片 1" descr="目标值 ≥12公里"'),
            ["目标值 ≥12公里"],
        ),
        (drawing("<wp:effectExtent/>"), []),
        ('<w:r><w:pict><v:shape alt="公章"><v:imagedata r:id="r9"/></v:shape></w:pict></w:r>', ["公章"]),
        (
            '<w:r><w:object><v:shape/><o:OLEObject xmlns:o="o" ProgID="Excel.Sheet.12"/></w:object></w:r>',
            ["Excel.Sheet.12"],
        ),
        ('<w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r>', ["机密"]),
        (drawing("<a:p xmlns:a='a'><a:t>图中字</a:t></a:p>"), ["图中字"]),
    ],
)
def test_pictures_and_objects_are_named(inner: str, named: list[str]) -> None:
    assert purpose(run("甲") + inner) == ("甲", named)


def test_a_chart_is_named_with_its_text() -> None:
    chart = '<c:chart xmlns:c="c" xmlns:a="a"><a:t>完成率</a:t></c:chart>'
    more = {"more": {"word/charts/c.xml": chart}, "linked": [("chart", "charts/c.xml")]}
    assert purpose(run("甲") + drawing('<c:chart xmlns:c="c" r:id="r0"/>'), **more) == ("甲", ["图片 1: 完成率"])


def test_another_document_embedded_between_paragraphs_is_named() -> None:
    found = read(table() + p() + '<w:altChunk r:id="r9"/><w:foo>丢了</w:foo>')
    assert left(found) == [("paragraph 1", "altChunk"), ("paragraph 1", "丢了")]


@pytest.mark.parametrize("old", [True, False])
def test_a_table_in_a_text_box_is_read(old: bool) -> None:
    box = f"<w:txbxContent>{p('1.河道清淤绩效目标表')}{table()}</w:txbxContent>"
    vml = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    new = f"<w:drawing><wps:txbx xmlns:wps='wps'>{box}</wps:txbx></w:drawing>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{vml}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
    found = read(p("", f"<w:r>{vml if old else both}</w:r>"))
    assert (found.projects, found.leftovers) == ((PLAIN,), ())


def test_of_alternatives_the_first_that_word_understands_is_read() -> None:
    inner = (
        f'<mc:AlternateContent><mc:Choice Requires="new9x">{run("新")}</mc:Choice>'
        f"<mc:Fallback>{run('旧')}</mc:Fallback></mc:AlternateContent>"
    )
    assert purpose(inner) == ("旧", [])


def test_text_in_merged_away_cells_is_named() -> None:
    hidden = tr(tc("产出指标", GOES_ON), "质量指标", "合格率", "", "100%", "")
    along = tr(
        tc("社会效益指标", '<w:hMerge w:val="restart"/>'), tc("看不见", '<w:hMerge w:val="continue"/>'), *"甲乙丙丁戊"
    )
    found = read(table(tr(tc("产出指标", BEGINS), *INDICATOR[1:]), hidden))
    assert left(found) == [("table 1, row 10", "产出指标")]
    assert [item.name for item in found.projects[0].indicators] == ["清淤长度", "合格率"]
    assert ("table 1, row 9", "看不见") in left(read(table(along)))


def test_a_cell_that_goes_on_from_none_shows_its_text() -> None:
    found = read(table(tr(tc("产出指标", GOES_ON), *INDICATOR[1:])))
    assert (found.projects, found.leftovers) == ((PLAIN,), ())


def test_a_hidden_row_is_counted() -> None:
    row = tr("", "质量指标", "合格率", "", "100%", "").replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
    found = read(table(tr(*INDICATOR), row))
    assert (found.projects, found.notes) == ((PLAIN,), ("1 runs of hidden text were passed over",))


def test_headers_that_say_more_than_a_page_are_said() -> None:
    header = f"<w:hdr {WORD}>{p('单位：万元')}</w:hdr>"
    footer = f"<w:ftr {WORD}>{p('第 3 页 共 20 页')}</w:ftr>"
    parts = {"word/header1.xml": header, "word/footer1.xml": footer}
    found = read(table(), parts, [("header", "header1.xml"), ("footer", "footer1.xml"), ("header", "header1.xml")])
    assert (found.projects, found.notes) == ((PLAIN,), ("a header or footer was passed over: 单位：万元",))


def test_a_reading_above_a_character_is_counted() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('hé')}</w:rt><w:rubyBase>{run('河')}</w:rubyBase></w:ruby></w:r>"
    found = read(p("", ruby) + table())
    assert found.notes == ("1 readings above characters were passed over",)


PARTS = {
    "[Content_Types].xml": '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": relations(("officeDocument", "word/document.xml")),
    "word/document.xml": document(table()),
}


def _without(name: str) -> dict[str, str]:
    return {key: text for key, text in PARTS.items() if key != name}


@pytest.mark.parametrize(
    "parts",
    [
        {name.replace("/", "\\"): text for name, text in PARTS.items()},
        {name.upper(): text for name, text in PARTS.items()},
        {f"/{name}": text for name, text in PARTS.items()},
        {**PARTS, "_rels/.rels": relations(("officeDocument", "/word/document.xml"))},
        {**PARTS, "_rels/.rels": relations(("officeDocument", "word\\document.xml"))},
        _without("_rels/.rels"),
        {"word/document.xml": PARTS["word/document.xml"]},
        {**PARTS, "_rels/.rels": relations(("officeDocument", "%77ord/document.xml"))},
    ],
)
def test_parts_however_their_names_are_written(parts: dict[str, str]) -> None:
    assert read_docx(packed(parts)).projects == (PLAIN,)


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(PerfError, match="one name"):
        read_docx(packed({**PARTS, "WORD/document.xml": document(p("另一份"))}))


def test_a_document_in_one_xml_file() -> None:
    root = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    inner = "".join(
        f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>' for name, text in PARTS.items()
    )
    data = f"{root}{inner}</pkg:package>".encode()
    assert is_flat(data)
    assert read_docx(unflattened(data)).projects == (PLAIN,)


def test_the_xml_of_word_2003_is_refused() -> None:
    with pytest.raises(PerfError, match="2003"):
        is_flat(
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
        )


def lists(*levels: str, more: str = "", links: str = "") -> dict[str, str]:
    items = "".join(f'<w:lvl w:ilvl="{at}">{level}</w:lvl>' for at, level in enumerate(levels))
    return {
        "word/numbering.xml": f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="7">{items}</w:abstractNum>'
        f'{links}<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
    }


def level(form: str, text: str, more: str = "", start: int = 1) -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}'


def printed(parts: dict[str, str], *items: tuple[int, str]) -> list[str]:
    """What paragraphs of these levels and lists print before them."""
    body = "".join(
        p("甲", properties=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
        for at, number in items
    )
    found: PublishedDocument = read(table() + body, parts, [("numbering", "numbering.xml")])
    return [text.removesuffix("甲") for _where, text in left(found)]


@pytest.mark.parametrize(
    ("form", "start", "text"),
    [
        ("decimal", 1, "1"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedParen", 1, "⑴"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("chineseCountingThousand", 23, "二十三"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 27, "aa"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("taiwaneseDigital", 20, "二〇"),
        ("none", 1, ""),
    ],
)
def test_list_numbers_as_they_are_printed(form: str, start: int, text: str) -> None:
    parts = lists(level(form, "%1、", start=start))
    assert printed(parts, (0, "1")) == [f"{text}、 " if text else "、 "]


def test_levels_restarts_and_legal_numbers() -> None:
    parts = lists(
        level("chineseCounting", "第%1章"),
        level("decimal", "%1.%2", "<w:isLgl/>"),
        level("lowerLetter", "%3)", '<w:suff w:val="nothing"/><w:lvlRestart w:val="1"/>'),
    )
    items = [(0, "1"), (1, "1"), (2, "1"), (1, "1"), (2, "1"), (0, "1"), (2, "1"), (1, "1")]
    assert printed(parts, *items) == ["第一章 ", "1.1 ", "a)", "1.2 ", "b)", "第二章 ", "a)", "2.2 "]


def test_a_list_that_starts_anew_and_an_unknown_form() -> None:
    other = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    parts = lists(level("decimal", "%1."), more=other)
    assert printed(parts, (0, "1"), (0, "1"), (0, "2"), (0, "2"), (8, "1")) == ["1. ", "2. ", "5. ", "6. ", ""]
    body = p("甲", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    found = read(table() + body, lists(level("thaiLetters", "%1.")), [("numbering", "numbering.xml")])
    assert found.notes == ("list numbers of a form that is not known were read as 1, 2, 3: thaiLetters",)


def test_an_empty_paragraph_of_a_list_counts() -> None:
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p("甲", properties=properties) + p("", properties=properties) + p("乙", properties=properties)
    found = read(table() + body, lists(level("decimal", "%1.")), [("numbering", "numbering.xml")])
    assert [text for _where, text in left(found)] == ["1. 甲", "3. 乙"]


def test_a_level_that_a_style_means() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:styleId="h2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        "</w:styles>"
    )
    parts = lists(level("decimal", "%1"), level("decimal", "%1.%2", '<w:pStyle w:val="h2"/>')) | {
        "word/styles.xml": styles
    }
    found = read(
        table() + p("甲", properties='<w:pStyle w:val="h2"/>'),
        parts,
        [("numbering", "numbering.xml"), ("styles", "styles.xml")],
    )
    assert [text for _where, text in left(found)] == ["1.1 甲"]


def test_a_box_as_a_bullet_is_printed_and_an_ornament_is_not() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    assert printed(lists(level("bullet", "\uf0fe", fonts)), (0, "1")) == ["☑ "]
    assert printed(lists(level("bullet", "\uf06c", fonts)), (0, "1")) == [""]


def test_a_row_of_more_cells_than_any_table_has() -> None:
    with pytest.raises(PerfError, match="too large"):
        read(tbl(tr(*["甲"] * 201)))


def test_a_long_comment_attribute_or_text_is_read_in_one_pass() -> None:
    long = "a" * 3_000_000
    body = f'<!-- {long} --><w:p w:x="{long}"/>'
    assert read(body + table()).projects == (PLAIN,)
    assert read_docx(word(p(), {"word/document.xml": f"<!-- {long} -->{document(table())}"})).projects == (PLAIN,)


def test_text_without_end_is_refused() -> None:
    with pytest.raises(PerfError, match="too large"):
        read_docx(packed({**PARTS, "word/document.xml": document(p("".join(map(chr, range(0x4E00, 0x9FA0))) * 560))}))


def test_relationships_that_name_one_part_many_times_read_it_once() -> None:
    note = f'<w:footnotes {WORD}><w:footnote w:id="1">{p("脚注")}</w:footnote></w:footnotes>'
    found = read(table(), {"word/footnotes.xml": note}, [("footnotes", "footnotes.xml")] * 50)
    assert [text for _where, text in left(found)] == ["脚注"]
