"""The styles of the Word document: type as official documents have it (GB/T 9704-2012).

Sizes are in half points: 二号 44, 三号 32, 四号 28, 表格 20. East Asian fonts are set as such; Latin text beside them
is Times New Roman.
"""

from __future__ import annotations

SONG, FANG_SONG, HEI, KAI, TITLE = "宋体", "仿宋", "黑体", "楷体", "方正小标宋简体"

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_INSTEAD = {
    TITLE: "小标宋,方正小标宋_GBK,华文中宋,STZhongsong,SimSun",
    FANG_SONG: "FangSong,仿宋_GB2312",
    HEI: "SimHei",
    KAI: "KaiTi,楷体_GB2312",
    SONG: "SimSun",
}
"""Fonts that stand in where one is not installed."""


def _fonts(name: str) -> str:
    latin = "Times New Roman"
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{name}" w:cs="{latin}"/>'


def _style(identifier: str, name: str, paragraph: str, font: str, size: int, more: str = "", after: str = "") -> str:
    """A paragraph style; `more` are marks of its text, `after` the style of the next paragraph."""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr>"
        f'<w:rPr>{_fonts(font)}{more}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


_LINE = '<w:spacing w:before="0" w:after="0" w:line="560" w:lineRule="exact"/>'
_CELL = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_CENTRE = '<w:jc w:val="center"/>'
_TITLE_SPACE = '<w:spacing w:before="240" w:after="240" w:line="640" w:lineRule="exact"/>'
_PLAIN = '<w:b w:val="0"/><w:color w:val="000000"/>'
_CONTENTS = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8840"/></w:tabs>'


def _level(number: int) -> str:
    return f'<w:outlineLvl w:val="{number}"/>'


_PARAGRAPHS = (
    _style("Heading1", "heading 1", f"<w:keepNext/>{_TITLE_SPACE}{_CENTRE}{_level(0)}", TITLE, 44, _PLAIN, "PerfBody"),
    _style("Heading2", "heading 2", f"<w:keepNext/>{_LINE}{_INDENT}{_level(1)}", HEI, 32, _PLAIN, "PerfBody"),
    _style("Heading3", "heading 3", f"<w:keepNext/>{_LINE}{_INDENT}{_level(2)}", KAI, 32, _PLAIN, "PerfBody"),
    _style(
        "PerfTableTitle",
        "Project title",
        '<w:keepNext/><w:pageBreakBefore/><w:spacing w:before="0" w:after="160" w:line="400" w:lineRule="atLeast"/>'
        f"{_CENTRE}{_level(1)}",
        HEI,
        32,
    ),
    _style("PerfBody", "Published text", f'{_LINE}{_INDENT}<w:jc w:val="both"/>', FANG_SONG, 32),
    _style("PerfCoverName", "Cover name", f'<w:spacing w:line="800" w:lineRule="atLeast"/>{_CENTRE}', TITLE, 52),
    _style("PerfCoverTitle", "Cover title", f'<w:spacing w:line="900" w:lineRule="atLeast"/>{_CENTRE}', TITLE, 64),
    _style("PerfCoverLine", "Cover line", f'<w:spacing w:line="640" w:lineRule="atLeast"/>{_CENTRE}', FANG_SONG, 32),
    _style("PerfContentsTitle", "Contents title", f"{_TITLE_SPACE}{_CENTRE}", TITLE, 44),
    _style("PerfContentsPart", "Contents part", _LINE, HEI, 32),
    _style("TOC1", "toc 1", f"{_CONTENTS}{_LINE}", FANG_SONG, 28),
    _style("PerfCell", "Cell", _CELL, SONG, 20),
    _style("PerfCellMiddle", "Cell middle", f"{_CELL}{_CENTRE}", SONG, 20),
    _style("PerfCellAmount", "Cell amount", f'{_CELL}<w:jc w:val="right"/>', SONG, 20),
    _style("PerfCellLabel", "Cell label", f"{_CELL}{_CENTRE}", SONG, 20, "<w:b/>"),
    _style("PerfGap", "Gap", '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>', SONG, 2),
    _style("Footer", "footer", _CENTRE, SONG, 28),
)

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

STYLES = (
    f'<w:styles {_NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG_SONG)}<w:sz w:val="32"/>'
    '<w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="PerfTable"><w:name w:val="Project table"/><w:basedOn w:val="TableNormal"/>'
    f'<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    f"{''.join(_PARAGRAPHS)}</w:styles>"
)

FONT_TABLE = (
    f"<w:fonts {_NAMESPACE}>"
    + "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/></w:font>'
        for name, instead in _INSTEAD.items()
    )
    + '<w:font w:name="Times New Roman"><w:charset w:val="00"/></w:font></w:fonts>'
)

SETTINGS = (
    f'<w:settings {_NAMESPACE}><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>'
    "<w:compat><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
