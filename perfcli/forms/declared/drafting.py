"""A sheet, empty or filled in -> the declaration of a form like it, to be mended by hand.

What each cell is the reader has told, of empty ones too (`reading_for_draft.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec.structs import replace

from perfcli.errors import PerfError
from perfcli.form import LIST, MOST_COLUMNS, PROJECT, UNIT, Form, FormCell, FormPart
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL
from perfcli.forms.declared.drafted_lines import drafted_line, with_year, without_year
from perfcli.forms.declared.drafted_table import DraftedTable, to_one_edge
from perfcli.forms.laying.shown import DETAIL, GOAL
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.filled import OVERALL, FormsRead, Written
from perfcli.forms.record.identity import IDENTITY
from perfcli.forms.words.amounts import SCALES, is_scale, looks_like_amount, read_scale
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _

_MOST_LINES = 3
"""Lines above a table that are taken for its own where no title begins it."""

_HIGHEST = 1000
"""How many rows a cell may span, and how often a label may be counted."""

_OF_LINES = ("unit", "unit_code", "department", "name", "code", "year")
"""Keys that stand behind their labels in lines over a table."""


@dataclass
class _Grid:
    """The cells of a page by rows, and where its columns begin and end."""

    rows: list[list[Written]]
    marks: list[int] = field(default_factory=list)

    def span(self, left: int, right: int) -> int:
        """How many columns of the form lie between two edges."""
        return max(1, self.marks.index(right) - self.marks.index(left))


def drafted_form(read: FormsRead, words: Vocabulary, name: str) -> Form:
    """The form that the first page of a file has."""
    page = min(cell.page for cell in read.cells)
    cells = [cell for cell in read.cells if cell.page == page]
    told = {cell.row for cell in cells if cell.text.strip()}
    rows = [[cell for cell in cells if cell.row == number] for number in sorted({cell.row for cell in cells})]
    rows = [row for row in rows if len(row) > 1 or row[0].left or row[0].row in told]
    first = next((at for at, row in enumerate(rows) if len(row) > 1), len(rows))
    last = max((at for at, row in enumerate(rows) if len(row) > 1), default=-1) + 1
    last = next((at for at in range(last, len(rows)) if _is_line(rows[at], rows)), len(rows))
    grid = _Grid(to_one_edge(rows[first:last]))
    grid.marks = sorted({edge for row in grid.rows for cell in row for edge in (cell.left, cell.left + cell.columns)})
    if len(grid.marks) > MOST_COLUMNS:
        message = _("the sheet has {count} columns, cells of all widths counted; a form has at most {most}")
        raise PerfError(message.format(count=len(grid.marks) - 1, most=MOST_COLUMNS))
    top = next((at for at in reversed(range(first)) if rows[at][0].key == "title"), max(0, first - _MOST_LINES))
    title = rows[top][0].text if top < first and rows[top][0].key == "title" else ""
    top += bool(title)
    is_overall = any(form.subject == OVERALL for form in read.forms)
    scale = _scale(read, cells)
    drafting = _Drafting(grid, words, scale)
    parts = tuple(drafting.parts())
    if any(cell.key.startswith(GOAL) for part in parts for row in part.rows for cell in row):
        parts = tuple(map(_with_first_goal, parts))
    is_list = any(column.key == "name" for part in parts for column in part.columns)
    return Form(
        name=without_year(_with_name(title, read).replace("{name}", "")) or name,
        of=LIST if is_list else UNIT if is_overall else PROJECT,
        title=with_year(_with_name(title, read)),
        scale=scale,
        widths=_widths(grid.marks),
        above=tuple(drafted_line(row[0].text, words) for row in rows[top:first]),
        parts=parts,
        below=tuple(drafted_line(row[0].text, words) for row in rows[last:]),
    )


def _with_name(title: str, read: FormsRead) -> str:
    """A title that has the name of its project in it, whatever that is."""
    name = next((form.name for form in read.forms if len(form.name) > 1), "")
    return title.replace(name, "{name}", 1) if name and name in title else title


def _is_line(row: Sequence[Written], rows: Sequence[Sequence[Written]]) -> bool:
    """Whether a row is a line below the table: one cell that is wider than any table, or as wide as one."""
    width = max(cell.left + cell.columns for one in rows for cell in one)
    return len(row) == 1 and row[0].left == 0 and row[0].columns >= width


def _is_scale(cell: Written) -> bool:
    """Whether a cell says what amounts are in, wherever it stands."""
    return is_scale(cell.text) and read_scale(cell.text) is not None


def _scale(read: FormsRead, cells: Sequence[Written]) -> str:
    """What its amounts are in, as it was read; of an empty sheet what its labels say."""
    said = next((form.scale for form in read.forms if form.scale), None)
    if said is not None:
        return next(name for name, scale in SCALES.items() if scale == said)
    return "万元" if any("万元" in cell.text for cell in cells if cell.key in (LABEL, "", "title")) else "元"


def _widths(marks: Sequence[int]) -> tuple[int, ...]:
    widths = [right - left for left, right in pairwise(marks)]
    widest = max(widths, default=1)
    return tuple(max(1, width * 100 // widest) if widest > 100 else width * 10 for width in widths) or (1,)


def _part(rows: Sequence[tuple[FormCell, ...]]) -> FormPart:
    """Rows as a part; no cell goes on below the last of them."""
    return FormPart(
        rows=tuple(
            tuple(replace(cell, rows=min(cell.rows, len(rows) - at)) for cell in row) for at, row in enumerate(rows)
        )
    )


def _with_first_goal(part: FormPart) -> FormPart:
    """A part whose cell of goals is that of the first, since others have cells of their own."""
    rows = (tuple(replace(cell, key=f"{GOAL}1") if cell.key == "goals" else cell for cell in row) for row in part.rows)
    return replace(part, rows=tuple(rows))


class _Drafting:
    """Takes a page apart: rows of labels and values, tables with their headings."""

    def __init__(self, grid: _Grid, words: Vocabulary, scale: str) -> None:
        self._grid, self._words, self._scale = grid, words, scale
        self._taken: set[str] = set()
        self._said = {self._as_counted(cell.key) for row in grid.rows for cell in row if not is_blank(cell.text)}
        """The keys of what is filled in, which no empty cell has."""
        self._goals = 1
        labels = [words.label(cell.text) for row in grid.rows for cell in row if cell.key == LABEL]
        ranks = [words.rank(label) for label in labels if words.field(label) == "unit"]
        self._unit = min(ranks, default=0)
        """How well the best label says which unit is meant."""
        self._over: dict[int, str] = {}
        """The headings of the columns of a table of money, by where they begin."""
        self._heads: list[tuple[int, int, str]] = []
        """Those of the row right above: where they begin and end."""

    def parts(self) -> Iterator[FormPart]:
        """The parts of the form from top to bottom."""
        pending: list[tuple[FormCell, ...]] = []
        at, going = 0, dict[int, tuple[int, int]]()
        while at < len(self._grid.rows):
            table = DraftedTable.begun(self._grid.rows, at, self._words, self._grid.marks)
            if table is None:
                cells, going = self._row(self._grid.rows[at], going)
                pending.append(cells)
                at += 1
                continue
            if pending:
                yield _part(pending)
            pending, going = [], {}
            yield table.part
            at = table.end
        if pending:
            yield _part(pending)

    def _row(
        self, row: Sequence[Written], going: dict[int, tuple[int, int]]
    ) -> tuple[tuple[FormCell, ...], dict[int, tuple[int, int]]]:
        """The cells of a row, those that are empty among them; what goes on below it."""
        marks = self._grid.marks
        begins = {cell.left: cell for cell in row}
        below: dict[int, tuple[int, int]] = {}
        cells: list[FormCell] = []
        over: dict[int, str] = {}
        heads: list[tuple[int, int, str]] = []
        label, at = "", 0
        while at < len(marks) - 1:
            left = marks[at]
            if left in going and left not in begins:
                right, rows = going[left]
                if rows > 1:
                    below[left] = right, rows - 1
                at = marks.index(right)
                continue
            cell = begins.get(left)
            right = cell.left + cell.columns if cell else self._gap(left, begins, going)
            if cell is not None and _is_scale(cell):
                made = FormCell(label=" ".join(cell.text.split()), columns=self._grid.span(left, right))
            else:
                made = self._cell(cell, label, self._over.get(left, ""), self._grid.span(left, right))
            if cell is not None and made.label and not made.key and self._is_alone(cell, begins.get(right), right):
                made = replace(made, key=self._free(self._guessed(cell.text), cell.text))
            label = made.label or label
            if made.label and cells and not cells[-1].key:
                over[left] = self._under(left, made.label)
                heads.append((left, right, made.label))
            cells.append(made)
            if made.rows > 1:
                below[left] = right, made.rows - 1
            at = marks.index(right)
        self._over, self._heads = over or self._over, heads
        return tuple(cells), below

    def _is_alone(self, cell: Written, following: Written | None, right: int) -> bool:
        """Whether the value of a label has no place but behind it in its own cell: 填报单位： before 金额单位：万元."""
        label = self._words.label(cell.text)
        known = self._words.field(label) in _OF_LINES or self._words.is_detail(label)
        if not known or cell.rows > 1 or not cell.text.rstrip().endswith(("：", ":")):
            return False
        is_label = following is not None and (
            _is_scale(following) or (following.text.strip() and following.key == LABEL)
        )
        return right == self._grid.marks[-1] or bool(is_label)

    def _gap(self, left: int, begins: dict[int, Written], going: dict[int, tuple[int, int]]) -> int:
        """Where an empty cell ends: at the next one that begins or goes on."""
        marks = self._grid.marks
        return min((edge for edge in (*begins, *going, marks[-1]) if edge > left), default=marks[-1])

    def _under(self, left: int, label: str) -> str:
        """A heading behind the one over it, unless that is of the year: 上年预算 县级."""
        top = next((text for begins, ends, text in self._heads if begins <= left < ends), "")
        is_now = self._words.money_column(self._words.label(top)) == "amount"
        return f"{top} {label}" if top and not is_now else label

    def _is_fund(self, text: str) -> bool:
        """Whether a text is a label of the budget, or one of its parts."""
        return self._words.money(self._words.label(text)) in ("total", "fiscal", "other")

    def _cell(self, cell: Written | None, label: str, over: str, columns: int) -> FormCell:
        rows = min(max(1, cell.rows), _HIGHEST) if cell else 1
        is_loose = cell is not None and (not cell.key or cell.key.startswith(DETAIL))
        if cell is not None and is_loose and self._is_fund(cell.text):
            return FormCell(label=" ".join(cell.text.split()), columns=columns, rows=rows)
        is_amount = cell is not None and is_loose and looks_like_amount(cell.text) and self._is_fund(label)
        is_empty = cell is None or (is_blank(cell.text) and cell.key != LABEL)
        if is_empty or cell is None or cell.key == "sum" or is_amount:
            key, name = self._key_of_value(cell, label, over)
            is_said = is_empty and key != "goals" and key in self._said
            return FormCell(key=self._free("" if is_said else key, name), columns=columns, rows=rows)
        if not cell.key and not self._words.looks_like_label(self._words.label(cell.text)):
            return FormCell(columns=columns, rows=rows)  # somebody's own words that nothing is known of
        if cell.key in (LABEL, "", "title"):
            return FormCell(label=" ".join(cell.text.split()), columns=columns, rows=rows)
        inner, colon, _value = cell.text.replace(":", "：", 1).partition("：")
        key = self._as_counted(cell.key.split(", ")[0])
        if key == f"{DETAIL}{self._words.label(label).printed}" and self._guessed(label) in ("unit", "unit_code"):
            key = self._guessed(label)
        is_own = key == f"{DETAIL}{''.join(inner.split())}" or (self._means(inner, key) and not self._means(label, key))
        own = f"{inner}：" if colon and is_own else ""
        return FormCell(label=own, key=self._free(key, label), columns=columns, rows=rows)

    def _key_of_value(self, cell: Written | None, label: str, over: str) -> tuple[str, str]:
        """The key of a value that is not there yet, and what it is called where another cell has that.

        It is what the reader takes it for, but for what says whose the form is, and for amounts that it takes for
        none of their label.
        """
        guessed, called = self._guessed(label), self._words.label(label)
        taken = self._as_counted(cell.key) if cell is not None else ""
        is_money = bool(self._words.money(called))
        is_understood = taken.startswith("budget.") or (taken.startswith(DETAIL) and called.printed in taken)
        if taken and guessed not in IDENTITY and (is_understood or not is_money):
            return taken, label
        if not (over and is_money):
            return guessed, label
        is_now = self._words.money_column(self._words.label(over)) == "amount"
        return (guessed, label) if is_now else ("", f"{label}（{over}）")

    def _as_counted(self, key: str) -> str:
        """The key of a detail that is an amount, without its unit where that is what the form counts in."""
        plain = key.removesuffix(f"（{self._scale}）")
        return plain if key.startswith(DETAIL) and is_amount_label(plain.removeprefix(DETAIL)) else key

    def _means(self, text: str, key: str) -> bool:
        """Whether a value with this label has this key."""
        return key in (self._words.field(self._words.label(text)), self._guessed(text))

    def _guessed(self, text: str) -> str:
        """The key of a value that is not there yet, by its label."""
        label = self._words.label(text)
        key = self._words.field(label)
        if key == "unit" and self._words.rank(label) > self._unit:
            key = ""
        if key == "goals" and label.term == "long":
            return "long_term_goals"
        part = "" if label.term == "long" else self._words.money(label)
        if part in ("total", "fiscal", "other"):
            return f"budget.{part}"
        if part == "source":
            return f"budget.sources.{label.printed}"
        if key:
            return key
        return f"{DETAIL}{label.printed}" if label.printed else ""

    def _free(self, key: str, text: str) -> str:
        """The key, or a detail of its label where another cell has the key."""
        label = self._words.label(text).printed
        numbers = ("", *map(str, range(2, _HIGHEST)))
        if key == "goals" and key in self._taken:
            self._goals += 1
            return f"{GOAL}{self._goals}"
        others = tuple(f"{DETAIL}{label}{number}" for number in numbers) if label else ()
        for wanted in (key, *others):
            if wanted and wanted not in self._taken:
                self._taken.add(wanted)
                return wanted
        return ""
