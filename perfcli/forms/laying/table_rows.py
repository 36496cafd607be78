"""The rows of a form's tables: one for each indicator, each adjusted key, or each value of details in its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from perfcli.form import LIST, Form, FormColumn, FormPart
from perfcli.formats.blocks import clean
from perfcli.formats.layout import Look
from perfcli.forms.laying.shown import DETAIL, INDICATOR, Shown, Subject, level_one_of, shown, shown_of_indicator
from perfcli.forms.laying.shown_adjustments import ADJUSTMENTS, adjustment_rows
from perfcli.forms.laying.shown_results import COLUMN_KEYS, name_of, result_of_indicator
from perfcli.forms.record.amount_details import detail_in
from perfcli.forms.words.amounts import SCALES
from perfcli.forms.words.targets import parted_target
from perfcli.model import Indicator, Project

NUMBER = "number"
"""The key of a column that counts the rows."""


_NO_LEVEL = Shown("—", Look.MIDDLE)


class TableRow(NamedTuple):
    """The values of a row, one a column; rows of two groups have no merged cell in common."""

    group: int
    values: tuple[Shown, ...]


def is_of_indicators(part: FormPart) -> bool:
    """Whether a table has a row for each indicator."""
    return any(column.key.startswith(INDICATOR) for column in part.columns)


def is_of_adjustments(part: FormPart) -> bool:
    """Whether a table has a row for each key that was adjusted; one of neither shows details that are lists."""
    return any(column.key.startswith(ADJUSTMENTS) for column in part.columns)


def table_rows(form: Form, part: FormPart, subjects: Sequence[Subject], spare: int = 0) -> list[TableRow]:
    """The rows of a table, those that are empty to be filled in after them."""
    rows: list[TableRow] = []
    for group, subject in enumerate(subjects if form.of == LIST else subjects[:1]):
        if form.of == LIST and subject.is_blank:
            continue
        found = list(_of_subject(form, part, subject, group))
        rows += found or ([_row(form, part, subject, group, {}, 1)] if form.of == LIST else [])
    framework = subjects[-1].framework
    for number in range(len(rows) + 1, len(rows) + 1 + spare):
        rows.append(TableRow(-number, tuple(_empty(part, column, framework, number) for column in part.columns)))
    return rows


def without_marks(row: TableRow) -> TableRow:
    """A row whose levels are empty where an indicator has none."""
    return TableRow(row.group, tuple(Shown("") if value is _NO_LEVEL else value for value in row.values))


def _of_subject(form: Form, part: FormPart, subject: Subject, group: int) -> Iterator[TableRow]:
    if is_of_indicators(part):
        for number, of_terms in enumerate(_by_term(part, subject), 1):
            yield _row(form, part, subject, group, of_terms, number)
        return
    if is_of_adjustments(part):
        for number, row in enumerate(adjustment_rows(subject.became.adjustments, form), 1):
            shown_in_row = (
                _number(number) if column.key == NUMBER else row.values[column.key] for column in part.columns
            )
            yield TableRow(row.group, tuple(shown_in_row))
        return
    lists = [_texts(form, subject, column) for column in part.columns]
    for number, texts in enumerate(zip_longest(*lists, fillvalue=""), 1):
        values = [
            _number(number) if column.key == NUMBER else Shown(text)
            for column, text in zip(part.columns, texts, strict=True)
        ]
        yield TableRow(group, tuple(values))


def shares_names(part: FormPart) -> bool:
    """Whether the terms of a table have one column of names: a row then has the values of all terms."""
    return _count(part, "name") == 1


def _count(part: FormPart, key: str) -> int:
    return sum(column.key == f"{INDICATOR}{key}" for column in part.columns)


def _by_term(part: FormPart, subject: Subject) -> Iterator[dict[str, Indicator]]:
    """The indicators of each row by term: two terms stand side by side, under one level one where that is shared.

    Where the terms share the column of the names, the row of a name has its values of all terms.
    """
    terms = part.terms
    rows = [row for row in subject.record.indicators if row.term in terms]
    if len(terms) > 1 and shares_names(part):
        shared: dict[tuple[str, str, str], dict[str, Indicator]] = {}
        for row in rows:
            shared.setdefault((row.level1, row.kind, row.name), {}).setdefault(row.term, row)
        yield from shared.values()
        return
    one_level = _count(part, "level1") == 1 and len(terms) > 1
    groups: dict[str, list[Indicator]] = {}
    for row in rows:
        groups.setdefault(level_one_of(row, subject.framework) if one_level else "", []).append(row)
    for group in groups.values():
        for side in zip_longest(*([row for row in group if row.term == term] for term in terms)):
            yield {term: row for term, row in zip(terms, side, strict=True) if row is not None}


def _row(
    form: Form, part: FormPart, subject: Subject, group: int, of_terms: dict[str, Indicator], number: int
) -> TableRow:
    values = []
    for column in part.columns:
        if column.key == NUMBER:
            values.append(_number(number))
        elif column.key in COLUMN_KEYS.get(form.of, ()):
            values.append(_result(column.key, subject, of_terms.get("")))
        elif column.key.startswith(INDICATOR):
            row = of_terms.get(column.term)
            if row is None and of_terms and is_shared(part, column):
                row = next(iter(of_terms.values()))
            value = _of_indicator(part, column, row, subject.framework)
            values.append(_NO_LEVEL if _is_gap(column, row, value) else value)
        else:
            values.append(shown(column.key, subject, form, column.heading))
    return TableRow(group, tuple(values))


def _of_indicator(part: FormPart, column: FormColumn, row: Indicator | None, framework: str) -> Shown:
    """The value of an indicator in a column; what of a target in parts has no column of its own stands in the value."""
    value = shown_of_indicator(column.key, row, framework)
    keys = {one.key for one in part.columns if one.term == column.term}
    if column.key != f"{INDICATOR}value" or {f"{INDICATOR}operator", f"{INDICATOR}measure"} <= keys:
        return value
    target = shown_of_indicator(f"{INDICATOR}target", row, framework)
    operator, number, measure = parted_target(target.text)
    before = "" if f"{INDICATOR}operator" in keys else operator
    behind = "" if f"{INDICATOR}measure" in keys else measure
    return value._replace(text=f"{before}{number}{behind}", entry=target.entry)


def _is_gap(column: FormColumn, row: Indicator | None, value: Shown) -> bool:
    """Whether an indicator has no level, which a reader of the form would take from the row above."""
    is_level = column.key in (f"{INDICATOR}level1", f"{INDICATOR}kind")
    return is_level and row is not None and not value.text


def _result(key: str, subject: Subject, row: Indicator | None) -> Shown:
    """What became of the year's indicator of a row."""
    record, became = subject.record, subject.became
    if row is None or not isinstance(record, Project):
        return Shown("")
    return Shown(*result_of_indicator(key, name_of(row, record.year_indicators, became.names), became))


def is_shared(part: FormPart, column: FormColumn) -> bool:
    """Whether a column is of all terms of its table."""
    name = column.key.removeprefix(INDICATOR)
    if name in ("target", "operator", "value", "measure"):
        return False
    return shares_names(part) or (name == "level1" and _count(part, "level1") == 1)


def _empty(part: FormPart, column: FormColumn, framework: str, number: int) -> Shown:
    """A cell of a row to be filled in."""
    if column.key == NUMBER:
        return _number(number)
    return _of_indicator(part, column, None, framework) if column.key.startswith(INDICATOR) else Shown("")


def _number(number: int) -> Shown:
    return Shown(str(number), Look.MIDDLE)


def _texts(form: Form, subject: Subject, column: FormColumn) -> tuple[str, ...]:
    if column.key == NUMBER:
        return ()
    value = detail_in(subject.record.details, column.key.removeprefix(DETAIL), SCALES[form.scale])
    if isinstance(value, str):
        return (clean(value),) if value else ()
    return tuple(map(clean, value))
