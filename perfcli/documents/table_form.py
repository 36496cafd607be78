"""What the declared form of the published document says to the reader of a project's table.

The labels of its rows and what stands behind and below each, the headings of its indicators; and the words that
documents have in place of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

import msgspec

from perfcli.form import MONTHS, FormCell, FormPart
from perfcli.forms.declared.built_in import published_form
from perfcli.forms.words.wording import label_seen

NAMES_OF_INDICATORS = ("三级指标", "指标名称", "三级指标名称")
_ALSO = {
    "indicators.name": NAMES_OF_INDICATORS,
    "indicators.description": ("指标描述", "指标说明", "指标解释"),
    "indicators.target": ("绩效指标值", "年度指标值", "目标值"),
    "indicators.basis": ("确定依据", "指标值依据"),
}
"""Other headings of columns than the declared ones."""


class TableRow(msgspec.Struct, frozen=True):
    """A row of the form that starts with a label: keys by the labels before their values, or one beside its own label.

    `below` is the key of the row below that its label goes on over; `start` where its pairs of label and value begin.
    """

    label: str
    pairs: Mapping[str, str]
    start: int
    beside: str
    below: str
    width: int
    width_below: int

    @property
    def has_months(self) -> bool:
        """Whether it is the row of a spending plan, as wide as that has months."""
        return self.beside == MONTHS


def _rows(part: FormPart) -> Iterator[TableRow]:
    placed = [[one.cell for one in cells] for cells in part.placed]
    for cells, following in pairwise([*placed, []]):
        first = cells[0]
        if first is None or not first.label:
            continue
        goes_on = following[1:] if following and following[0] is None else []
        start = 0 if _key(cells[1]) else 1
        yield TableRow(
            label=first.label,
            pairs=dict(_pairs(cells[start:])) if len(cells) > 2 else {},
            start=start,
            beside=_key(cells[1]) if len(cells) == 2 else "",
            below=_key(goes_on[0]) if goes_on else "",
            width=len(cells),
            width_below=len(following) if goes_on else 0,
        )


def _pairs(cells: Sequence[FormCell | None]) -> Iterator[tuple[str, str]]:
    for label, value in zip(cells[::2], cells[1::2], strict=True):
        if label is not None:
            yield from ((seen, _key(value)) for seen in _seen(label.label))


def _key(cell: FormCell | None) -> str:
    return cell.key if cell is not None else ""


def _seen(label: str) -> tuple[str, str]:
    """A label as it is compared, and without `其中：` before it and a hint such as （%） behind it."""
    whole = label_seen(label)
    return whole, whole.removeprefix("其中:").partition("(")[0]


_HEAD = next(part for part in published_form().parts if part.rows)
_INDICATORS = next(part for part in published_form().parts if part.columns)
_ROWS = {row.label: row for row in _rows(_HEAD)}
_LABELS = {seen: key for row in _ROWS.values() for seen, key in row.pairs.items()}

COLUMNS = tuple(column.heading for column in _INDICATORS.columns)
COLUMN_KEYS = tuple(column.key for column in _INDICATORS.columns)
NAME_COLUMN = COLUMN_KEYS.index("indicators.name")
BUDGET_ROW = next(label for label, row in _ROWS.items() if "budget.total" in row.pairs.values())
CODE_LABEL = next(label for label, row in _ROWS.items() if row.pairs.get(label_seen(label)) == "code")
FIRST_WIDTH = len(next(_HEAD.placed))
"""How many cells the row with the unit has."""

_ROW_LABELS = {seen: label for label in (*_ROWS, COLUMNS[0]) for seen in _seen(label)}
_COLUMN_OF = {
    label_seen(heading): at
    for at, column in enumerate(_INDICATORS.columns)
    for heading in chain((column.heading,), _ALSO.get(column.key, ()))
}


def row_label(text: str) -> str:
    """The label that a row of the form starts with, empty for a cell that is none."""
    return _ROW_LABELS.get(label_seen(text), "")


def labelled_row(label: str) -> TableRow | None:
    """The row that starts with a label of the form, None for the one of headings and for no label."""
    return _ROWS.get(label)


def is_label_of(text: str, key: str) -> bool:
    """Whether a cell holds the label before the value of a key, such as `code`."""
    return _LABELS.get(label_seen(text)) == key


def column_of(text: str) -> int:
    """Which of COLUMNS a heading names, -1 for none."""
    return _COLUMN_OF.get(label_seen(text), -1)


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row is the header of a table of indicators: three of its columns or more, in any order.

    One of them is the first or the second, which most rows are told by at once.
    """
    if not any(column_of(text) >= 0 for text in texts[:2]):
        return False
    return len({at for text in texts if (at := column_of(text)) >= 0}) >= 3
