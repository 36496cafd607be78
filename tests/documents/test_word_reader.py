"""Word documents as people make them: merged and split cells, fields, changes, comments, boxes."""

from __future__ import annotations

import pytest

from perfcli.documents.text_reader import read_text
from perfcli.documents.word_reader import looks_published
from perfcli.formats.archive import Archive
from perfcli.forms.record.project import PublishedProject
from perfcli.model import Indicator
from tests.documents import build
from tests.documents.build import CODE, HEADER, INDICATOR
from tests.documents.word import (
    BEGINS,
    GOES_ON,
    head,
    left,
    only,
    p,
    read,
    relations,
    span,
    table,
    tbl,
    tc,
    tr,
    word,
)

PLAIN = build.only(build.table())
OTHER = "4108212100000000FGHIJ"
FIRST = Indicator(
    kind="数量指标", name="清淤长度", description="全年清淤的河道长度", target="≥12公里", basis="年度工作计划"
)


def field(code: str, result: str, *, separate: bool = True) -> str:
    middle = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if separate else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{middle}'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_a_table_says_what_the_same_text_says() -> None:
    assert only(p("1.河道清淤绩效目标表") + table()) == PLAIN


def test_a_whole_document_in_the_order_of_its_body() -> None:
    text = build.part_one(functions="（一）甲\n绩效目标：乙\n绩效指标：①丙：丁，指标值1。", safeguards="（一）戊。己")
    body = "".join(p(line) for line in text.split("\n")) + p("第二部分") + p("河道清淤绩效目标表") + table()
    expected = read_text(text + "第二部分\n" + build.table())
    found = read(body)
    assert found.leftovers == ()
    assert (found.goals, found.projects) == (expected.goals, expected.projects)


@pytest.mark.parametrize(
    "inner",
    [
        field(' TC "河道清淤" \\f C \\l 1 ', "", separate=False),
        field(" PAGEREF _Toc1 ", ""),
        "<w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>移走的字</w:t></w:r></w:moveFrom>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的字</w:t></w:r>",
        '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellEnd"/>',
        "<w:r><w:softHyphen/><w:lastRenderedPageBreak/></w:r>",
    ],
)
def test_what_is_no_text_is_not_read(inner: str) -> None:
    rows = head()
    rows[3] = tr(tc("", GOES_ON), f"<w:tc><w:tcPr>{span(5)}</w:tcPr>{p('用于河道清淤', inner)}</w:tc>")
    found = read(table(rows=rows))
    assert (found.projects, found.leftovers) == ((PLAIN,), ())


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:ins>" + run("清淤") + "</w:ins>", "清淤"),
        (field(" HYPERLINK x ", run("清淤")), "清淤"),
        ('<w:fldSimple w:instr=" DATE ">' + run("清淤") + "</w:fldSimple>", "清淤"),
        ("<w:hyperlink>" + run("清") + "</w:hyperlink><w:smartTag>" + run("淤") + "</w:smartTag>", "清淤"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("清淤") + "</w:sdtContent></w:sdt>", "清淤"),
        (run("≥", '<w:vanish w:val="0"/>') + run("1"), "≥1"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("5"), "≥5"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/></w:r>", "甲\t乙\n丙-"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (
            "<w:r><w:ruby><w:rt>" + run("hé") + "</w:rt><w:rubyBase>" + run("河") + "</w:rubyBase></w:ruby></w:r>",
            "河",
        ),
        (
            "<mc:AlternateContent><mc:Choice>" + run("新") + "</mc:Choice><mc:Fallback>" + run("旧")
            + "</mc:Fallback></mc:AlternateContent>",
            "新",
        ),
        (field(" IF " + field(" PAGE ", run("1")), run("是")), "是"),
    ],
)  # fmt: skip
def test_text_in_all_its_wrappings(inner: str, text: str) -> None:
    rows = head()
    rows[3] = tr(tc("", GOES_ON), f"<w:tc><w:tcPr/>{p('', inner)}</w:tc>")
    assert only(table(rows=rows)).purpose == text


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    rows = head()
    cell = p("用于", properties="<w:rPr><w:del/></w:rPr>") + p("清淤")
    rows[3] = tr(tc("", GOES_ON), f"<w:tc>{cell}</w:tc>".replace("<w:tc>", "<w:tc><w:tcPr/>", 1))
    assert only(table(rows=rows)).purpose == "用于清淤"


def test_a_deleted_row_is_none_and_an_inserted_one_is_one() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{''.join(map(tc, INDICATOR))}</w:tr>"
    inserted = f"<w:tr><w:trPr><w:ins/></w:trPr>{''.join(map(tc, ('', '质量指标', '合格率', '', '100%', '')))}</w:tr>"
    project = only(table(tr(*INDICATOR), deleted, inserted))
    assert project.indicators == (FIRST, Indicator(kind="质量指标", name="合格率", target="100%"))


def test_what_was_passed_over_is_said() -> None:
    comment = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment/></w:comments>'
    )
    changes = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>" + run("密", "<w:vanish/>")
    found = read(p("", changes) + table(), {"word/comments.xml": comment}, [("comments", "comments.xml")])
    assert len(found.notes) == 3
    assert found.leftovers == ()


def test_notes_and_boxes_are_text_that_has_no_place() -> None:
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="1">{p("脚注")}</w:footnote></w:footnotes>'
    )
    inner = f"<v:textbox><w:txbxContent>{p('框内')}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict><v:shape>{inner}</v:shape></w:pict></w:r>"
    shown = "<mc:AlternateContent><mc:Choice>" + box + "</mc:Choice><mc:Fallback>" + box + "</mc:Fallback>"
    body = p("第一部分") + p("总体绩效目标") + p("做好工作。", shown + "</mc:AlternateContent>") + table()
    found = read(body, {"word/footnotes.xml": note}, [("footnotes", "footnotes.xml")])
    assert found.goals is not None
    assert found.goals.overall == "做好工作。"
    assert [text for _where, text in left(found)] == ["框内", "脚注"]
    assert "3" in left(found)[0][0]


def test_a_list_of_contents_made_by_word_is_passed_over() -> None:
    toc = (
        p("", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\f A </w:instrText></w:r>'
          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("总体绩效目标"))
        + p("工作保障措施")
        + p("甲", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    )  # fmt: skip
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = p("目录") + toc + gallery + f"<w:sdtContent>{p('总体绩效目标')}{p('乙')}</w:sdtContent></w:sdt>" + table()
    assert only(body) == PLAIN


def entry(text: str, place: str, page: str = "") -> str:
    """An entry of a list of contents with the field of its page."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF {place} \\h </w:instrText></w:r>'
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(page) if page else ""}'
    return p(text, f'<w:r><w:tab/></w:r>{begin}{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


@pytest.mark.parametrize("page", ["", "3", "IV"])
def test_entries_with_the_page_of_their_place_are_contents(page: str) -> None:
    body = p("目录") + entry("总体绩效目标", "_Toc00000001", page) + entry("乙", "_Toc2", page) + table()
    assert only(body) == PLAIN


def test_a_page_in_a_text_makes_no_contents_of_it() -> None:
    body = (
        p("第一部分") + p("总体绩效目标") + entry("见第", "Somewhere", "3") + entry("做好。", "_Toc1", "3页") + table()
    )
    found = read(body)
    assert found.goals is not None
    assert found.goals.overall == "见第\t3\n做好。\t3页"


def test_a_control_of_contents_that_holds_the_text_too_swallows_none_of_it() -> None:
    place = '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:bookmarkEnd w:id="1"/>'
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    inner = p("目录") + p("总体绩效目标") + p("第一部分", place) + p("总体绩效目标") + p("做好工作。")
    found = read(f"{gallery}<w:sdtContent>{inner}</w:sdtContent></w:sdt>" + table())
    assert found.goals is not None
    assert (found.goals.overall, found.projects) == ("做好工作。", (PLAIN,))


def test_a_field_that_never_ends_swallows_nothing() -> None:
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    body = p("", open_field + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>') + p("多余") + table()
    found = read(body)
    assert found.projects == (PLAIN,)
    assert left(found) == [("paragraph 2", "多余")]


def test_a_level_merged_over_its_rows_is_read_once() -> None:
    project = only(
        table(
            tr(tc("产出指标", BEGINS), *INDICATOR[1:]),
            tr(tc("", GOES_ON), "质量指标", "合格率", "", "100%", ""),
            tr(tc("", GOES_ON), tc("时效指标", BEGINS), "开工", "", "3月", ""),
            tr(tc("", GOES_ON), tc("", GOES_ON), "完工", "", "9月", ""),
        )
    )
    assert [(item.kind, item.name) for item in project.indicators] == [
        ("数量指标", "清淤长度"), ("质量指标", "合格率"), ("时效指标", "开工"), ("时效指标", "完工"),
    ]  # fmt: skip


def test_a_cell_split_in_two_side_by_side_is_one() -> None:
    header = tr(*HEADER[:3], tc(HEADER[3], span(2)), *HEADER[4:])
    project = only(
        table(tr("产出指标", "数量指标", "清淤长度", "全年清淤的", "河道长度", "≥12公里", "计划"), header=header)
    )
    assert project.indicators[0].description == "全年清淤的\n河道长度"
    assert project.indicators[0].target == "≥12公里"


def test_a_cell_split_in_two_below_each_other_is_one() -> None:
    first = (tc("产出指标", BEGINS), tc("数量指标", BEGINS), tc("清淤长度", BEGINS), "全年清淤", tc("≥12公里", BEGINS))
    second = (tc("", GOES_ON), tc("", GOES_ON), tc("", GOES_ON), "含支流", tc("", GOES_ON), tc("", GOES_ON))
    project = only(table(tr(*first, tc("计划", BEGINS)), tr(*second)))
    assert project.indicators == (
        Indicator(kind="数量指标", name="清淤长度", description="全年清淤\n含支流", target="≥12公里", basis="计划"),
    )


def test_an_extra_column_is_left_over_and_the_rest_is_read() -> None:
    found = read(table(tr(*INDICATOR, "老李填"), header=tr(*HEADER, "备注")))
    assert [project.indicators for project in found.projects] == [(FIRST,)]
    assert left(found) == [("table 1, row 8", "备注"), ("table 1, row 9", "老李填")]


def test_columns_in_another_order_and_one_missing() -> None:
    order = (0, 1, 2, 4, 3)
    header, row = tr(*(HEADER[at] for at in order)), tr(*(INDICATOR[at] for at in order))
    assert only(table(row, header=header)).indicators == (
        Indicator(kind="数量指标", name="清淤长度", description="全年清淤的河道长度", target="≥12公里"),
    )


def _two(between: str) -> tuple[PublishedProject, ...]:
    rows = [*head(), tr(*HEADER), tr(*INDICATOR)]
    second = [*head(OTHER, "河道绿化"), tr(*HEADER), tr(*INDICATOR)]
    body = tbl(*rows, *second) if between == "rows" else tbl(*rows) + between + tbl(*second)
    found = read(body)
    assert found.leftovers == ()
    return found.projects


@pytest.mark.parametrize("between", ["rows", "", p(), p("2.河道绿化绩效目标表"), p("河道绿化绩效目标表")])
def test_two_tables_however_they_follow_one_another(between: str) -> None:
    assert [(item.code, item.name, len(item.indicators)) for item in _two(between)] == [
        (CODE, "河道清淤", 1), (OTHER, "河道绿化", 1),
    ]  # fmt: skip


def test_a_heading_inside_the_table() -> None:
    title = tr(tc("1.河道清淤绩效目标表", span(6)))
    assert only(table(rows=[title, *head()])) == PLAIN


@pytest.mark.parametrize("between", ["", p()])
@pytest.mark.parametrize("repeated", [[], [tr(*HEADER)], [*head(), tr(*HEADER)]])
def test_a_table_split_over_pages(between: str, repeated: list[str]) -> None:
    more = tr("", "质量指标", "合格率", "", "100%", "")
    project = only(table() + between + tbl(*repeated, more))
    assert project.indicators == (FIRST, Indicator(kind="质量指标", name="合格率", target="100%"))


def test_a_table_of_something_else_is_left_over() -> None:
    found = read(table() + p("附表") + tbl(tr("甲", "乙")))
    assert found.projects == (PLAIN,)
    assert left(found) == [("paragraph 1", "附表"), ("table 2, row 1", "乙"), ("table 2, row 1", "甲")]


def test_a_project_inside_a_table_for_layout() -> None:
    outer = f"<w:tbl><w:tr><w:tc><w:tcPr/>{p()}{table()}{p()}</w:tc></w:tr></w:tbl>"
    assert only(outer) == PLAIN


def test_a_small_table_inside_a_cell_is_its_text() -> None:
    rows = head()
    rows[3] = tr(tc("", GOES_ON), tc("用于：", span(5), tbl(tr("清淤", "6万元"), tr("绿化", "4万元")) + p()))
    assert only(table(rows=rows)).purpose == "用于：\n清淤 6万元\n绿化 4万元"


def _numbering(form: str, text: str) -> dict[str, str]:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return {
        "word/numbering.xml": f'<w:numbering {word}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    }


def numbered(text: str) -> str:
    return p(text, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


def test_numbers_that_word_counts_are_read() -> None:
    body = p("第一部分") + p("工作保障措施") + numbered("健全制度。修订办法。") + numbered("加强监督。每月检查。")
    found = read(body, _numbering("chineseCounting", "（%1）"), [("numbering", "numbering.xml")])
    assert found.goals is not None
    assert [(item.title, item.text) for item in found.goals.safeguards] == [
        ("健全制度", "修订办法。"), ("加强监督", "每月检查。"),
    ]  # fmt: skip
    assert found.leftovers == ()


def test_goals_that_word_counts_lose_their_numbers() -> None:
    rows = head()
    rows[6] = tr("绩效目标", f"<w:tc><w:tcPr/>{numbered('2021年底前完工')}{numbered('群众满意')}</w:tc>")
    found = read(table(rows=rows), _numbering("decimal", "%1."), [("numbering", "numbering.xml")])
    assert found.projects[0].goals == ("2021年底前完工", "群众满意")


def test_a_strict_document_reads_the_same() -> None:
    from tests.documents.word import document, packed

    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = document(table()).replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict)
    from perfcli.documents.word_reader import read_docx

    data = packed({"_rels/.rels": relations(("officeDocument", "word/document.xml")), "word/document.xml": body})
    assert read_docx(data).projects == (PLAIN,)


GRADES = tr("一级指标", "绩效指标", "绩效指标描述", "优", "良", "评价标准确定依据")


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (table(), True),
        (table(header=GRADES), False),
        (p("总体绩效目标") + table(header=GRADES), True),
        (table(header=GRADES) + table(), True),
        (p("第二部分") + table(header=GRADES), True),
        (p("一级指标 三级指标"), False),
    ],
)
def test_what_is_read_as_the_document_first(body: str, published: bool) -> None:
    """A table without its column of names gives no project: below no other part of the document it is a form."""
    assert looks_published(Archive(word(body))) is published
