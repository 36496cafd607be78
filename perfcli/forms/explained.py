"""What was taken for what in a form: each cell with the key that it went to, as rows and as a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from perfcli.formats.web.laid import POLICY
from perfcli.forms.filled import FormsRead, Written
from perfcli.forms.ledger import LABEL, NOTHING
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 1rem; color: #111; background: #fff; }
table { border-collapse: collapse; margin: 0 0 2rem; }
td { border: 1px solid #888; padding: .2rem .4rem; vertical-align: top; white-space: pre-line; max-width: 24rem; }
small { display: block; color: #0b5394; }
td.label { background: #eee; color: #444; }
td.lost { background: #fde0dc; }
td.lost small { color: #a00000; font-weight: bold; }
"""


def explained_rows(read: FormsRead) -> Iterator[dict[str, object]]:
    """One row a cell: its file, its place, its text, the key that it went to (empty for none)."""
    for cell in filled_cells(read):
        yield {
            "file": read.name,
            "place": cell.where,
            "text": cell.text,
            "key": "" if cell.key == LABEL else cell.key,
            "label": cell.key == LABEL,
        }


def filled_cells(read: FormsRead) -> list[Written]:
    """The cells that hold something."""
    return [cell for cell in read.cells if cell.text.strip()]


def meaning(key: str) -> str:
    """A key in words: what the value under it is called, or what else a cell is."""
    return ", ".join(_meaning(part) for part in key.split(", ")) if key else _("NOT UNDERSTOOD")


def _meaning(key: str) -> str:
    own = {LABEL: _("(label)"), NOTHING: _("(not filled in)"), "title": _("(title)"), "sum": _("(sum)")}
    if key in own:
        return own[key]
    first, _dot, rest = key.partition(".")
    if first == "details":
        return f"{LABELS['Project']['details'].spoken}: {rest}"
    if first == "overall":
        return LABELS["DepartmentGoals"]["overall"].spoken
    kind = {"budget": "Budget", "indicators": "Indicator"}.get(first, "Project")
    if kind == "Project":
        label = LABELS[kind].get(first)
        return " ".join(filter(None, (label.spoken if label else first, rest)))
    name, _dot, inner = rest.partition(".")
    if name == "details":
        return f"{LABELS[kind][name].spoken}: {inner}"
    label = LABELS[kind].get(name)
    return f"{label.spoken}: {inner}" if label and inner else label.spoken if label else key


def explained_page(reads: Sequence[FormsRead]) -> str:
    """A web page that shows each form as it was understood."""
    return "\n".join(_page(reads)) + "\n"


def _page(reads: Sequence[FormsRead]) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield f"<title>{escape(_('What was taken for what'))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    for read in reads:
        yield f"<h1>{escape(read.name)}</h1>"
        for _number, cells in groupby(filled_cells(read), key=lambda cell: cell.page):
            yield "<table>"
            yield from _table(cells)
            yield "</table>"
    yield "</body>\n</html>"


def _table(cells: Iterable[Written]) -> Iterator[str]:
    """Rows of cells; an empty place between two cells is one empty cell."""
    taken: dict[int, int] = {}
    for row, group in groupby(cells, key=lambda cell: cell.row):
        texts, at = [], 0
        for cell in group:
            gap = [column for column in range(at, cell.left) if taken.get(column, -1) < row]
            texts += [f'<td colspan="{len(gap)}"></td>'] if gap else []
            texts.append(_cell(cell))
            taken.update(dict.fromkeys(range(cell.left, cell.left + cell.columns), row + cell.rows - 1))
            at = cell.left + cell.columns
        yield f"<tr>{''.join(texts)}</tr>"


def _cell(cell: Written) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    kind = ' class="label"' if cell.key == LABEL else ' class="lost"' if not cell.key else ""
    said = "" if cell.key == LABEL else f"<small>→ {escape(meaning(cell.key))}</small>"
    return f"<td{spans}{kind}>{escape(cell.text)}{said}</td>"
