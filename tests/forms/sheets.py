"""Forms as cells in view: a line a row, cells apart by tabs; `<` and `^` go on from left and above, `_` is empty."""

from __future__ import annotations

from csv import writer
from html import escape
from io import StringIO

from perfcli.actions.form_reading import FormReading
from perfcli.formats.csv import read_csv
from perfcli.formats.pages import Page, PageRow, Positions, Spot, line
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm, FormsRead
from perfcli.forms.words.vocabulary import vocabulary

WORDS = vocabulary()


def sheet(text: str, positions: Positions = Positions.SPANS) -> Page:
    """The page of such a text; a line of one cell is a paragraph."""
    page = Page("表", positions=positions)
    begun: dict[int, Spot] = {}
    for number, row in enumerate(text.strip("\n").split("\n"), 1):
        cells = row.split("\t")
        if len(cells) == 1:
            page.rows.append(line(row, number, str(number)))
            begun = {}
            continue
        spots: list[Spot] = []
        for at, cell in enumerate(cells):
            if cell == "<":
                spots[-1].right = at + 1
                continue
            above = begun.get(at) if cell == "^" else None
            text_of = "" if above or cell == "_" else cell.replace("\\n", "\n")
            spots.append(Spot(text_of, at, at + 1, number, str(number), above))
        begun = {spot.left: spot.above or spot for spot in spots}
        page.rows.append(PageRow(spots, 1))
    return page


def read(text: str) -> FormsRead:
    """What the forms of a text say."""
    return read_forms([sheet(text)], WORDS)


def form(text: str) -> FilledForm:
    """The one form of a text, of which nothing is left over."""
    found = read(text)
    assert [(item.where, item.reason, item.text) for item in found.leftovers] == []
    (only,) = found.forms
    return only


def csv_of(text: str) -> FilledForm:
    """The one form of a text that was saved as csv."""
    (only,) = csv_forms(text)
    return only


def csv_forms(text: str) -> list[FilledForm]:
    """The forms of a text that was saved as csv, of which nothing is left over: nothing says what is merged."""
    lines = [line.split("\t") for line in text.strip("\n").split("\n")]
    cells = [["" if cell in ("<", "^", "_") else cell.replace("\\n", "\n") for cell in row] for row in lines]
    buffer = StringIO()
    writer(buffer).writerows(cells)
    found = FormReading().of_list(read_csv(buffer.getvalue(), "表"))
    assert found is not None
    assert [(item.where, item.reason, item.text) for item in found.leftovers] == []
    return list(found.forms)


def text_of(text: str) -> FilledForm:
    """The one form of a text as it is taken out of Word, of which nothing is left over."""
    (only,) = text_forms(text)
    return only


def sheet_forms(text: str) -> list[FilledForm]:
    """The forms of a text, of which nothing is left over."""
    found = read(text)
    assert [(item.where, item.reason, item.text) for item in found.leftovers] == []
    return list(found.forms)


def text_forms(text: str) -> list[FilledForm]:
    """The forms of a text as it is taken out of Word, of which nothing is left over: the order of cells is all."""
    found = text_read(text)
    assert [(item.where, item.reason, item.text) for item in found.leftovers] == []
    return list(found.forms)


def text_read(text: str) -> FormsRead:
    """What such a text says."""
    lines: list[str] = []
    for row in sheet(text).rows:
        lines += [row.spots[0].text] if row.is_line else [*("\t" + spot.text for spot in row.spots), ""]
    found = FormReading().of_text("\n".join([*lines, ""]))
    assert found is not None
    return found


def rows(found: FilledForm) -> list[tuple[str, str, str, str, str]]:
    """The indicators of a form: level one, level two, name, target, term."""
    return [(row.level1, row.kind, row.name, row.target, row.term) for row in found.indicators]


def web_page(text: str) -> str:
    """The same as a web page, its merged cells as such."""
    parts = ["<!DOCTYPE html><html><body>"]
    page = sheet(text)
    heights = {id(spot): 1 for row in page.rows for spot in row.spots}
    for row in page.rows:
        for spot in row.spots:
            if spot.above is not None:
                heights[id(spot.above)] += 1
    inside = False
    for row in page.rows:
        if row.is_line != (not inside):
            parts.append("</table>" if inside else "<table>")
            inside = not inside
        if row.is_line:
            parts.append(f"<p>{escape(row.spots[0].text)}</p>")
            continue
        cells = [
            f'<td colspan="{spot.right - spot.left}" rowspan="{heights[id(spot)]}">'
            + escape(spot.text).replace("\n", "<br>")
            + "</td>"
            for spot in row.spots
            if spot.above is None
        ]
        parts.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*parts, "</table>" if inside else "", "</body></html>"])
