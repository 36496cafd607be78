"""Small workbooks in view: rows of cells as they stand in a sheet's XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.documents.word import packed, relations

Cell = str
HEADS = ("项目编码", "项目名称", "单位", "年度", "预算数", "二级指标", "三级指标", "指标值", "指标值确定依据")
CODE = "13030321AAAAAAAAAAAAA"


def text(value: str, more: str = "") -> Cell:
    """A cell with a text of its own."""
    return f'<c t="inlineStr"{more}><is><t>{value}</t></is></c>'


def number(value: str, style: int = 0) -> Cell:
    """A cell with a number in a style."""
    return f'<c s="{style}"><v>{value}</v></c>'


def row(*cells: Cell | int | None, more: str = "") -> str:
    """A row of cells: a text, a number as an int, a cell's XML, or None for an empty one."""
    return f"<row{more}>{''.join(map(_cell, cells))}</row>"


def _cell(cell: Cell | int | None) -> str:
    if cell is None:
        return "<c/>"
    if isinstance(cell, int):
        return number(str(cell))
    return cell if cell.startswith("<c") else text(cell)


def workbook(
    *rows: str,
    formats: Sequence[str] = (),
    merged: Sequence[str] = (),
    fonts: str = "",
    shared: str = "",
    book: str = "",
    columns: str = "",
    parts: Mapping[str, str] | None = None,
    links: Sequence[tuple[str, str]] = (),
    more_sheets: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of one sheet 清单; style N has the Nth format and the Nth font; more sheets by their names."""
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{_quoted(code)}"/>' for n, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{200 + n}" fontId="{n + 1}"/>' for n in range(max(len(formats), 4)))
    merges = "".join(f'<mergeCell ref="{reference}"/>' for reference in merged)
    sheets = {"清单": f"{columns}<sheetData>{''.join(rows)}</sheetData><mergeCells>{merges}</mergeCells>"}
    states = {name: name.partition("!")[2] for name in more_sheets or {}}
    named = [*sheets, *(more_sheets or {})]
    bodies = [*sheets.values(), *(f"<sheetData>{body}</sheetData>" for body in (more_sheets or {}).values())]
    listed = "".join(
        f'<sheet name="{name.partition("!")[0]}" state="{states.get(name) or "visible"}" r:id="r{at}"/>'
        for at, name in enumerate(named)
    )
    targets = [("worksheet", f"worksheets/sheet{at}.xml") for at in range(len(named))]
    return packed(
        {
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns:r="x">{book}<sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                *targets, ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")
            ),
            "xl/styles.xml": (
                f"<styleSheet><numFmts>{codes}</numFmts><fonts><font/><font/>{fonts}</fonts>"
                f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
            ),
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
            **{f"xl/worksheets/sheet{at}.xml": f"<worksheet>{body}</worksheet>" for at, body in enumerate(bodies)},
            **({"xl/worksheets/_rels/sheet0.xml.rels": relations(*links)} if links else {}),
            **(parts or {}),
        }
    )


def _quoted(code: str) -> str:
    return code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
