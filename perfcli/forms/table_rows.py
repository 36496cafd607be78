"""The rows of a form's tables: one for each indicator, or for each value of the details that its columns hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from perfcli.form import LIST, Form, FormColumn, FormPart
from perfcli.formats.blocks import clean
from perfcli.formats.layout import Look
from perfcli.forms.shown import DETAIL, INDICATOR, Shown, Subject, shown, shown_of_indicator
from perfcli.model import Indicator

NUMBER = "number"
"""The key of a column that counts the rows."""


class TableRow(NamedTuple):
    """The values of a row, one a column; rows of two groups have no merged cell in common."""

    group: int
    values: tuple[Shown, ...]


def is_of_indicators(part: FormPart) -> bool:
    """Whether a table has a row for each indicator; else it shows details that are lists."""
    return any(column.key.startswith(INDICATOR) for column in part.columns)


def table_rows(form: Form, part: FormPart, subjects: Sequence[Subject], spare: int = 0) -> list[TableRow]:
    """The rows of a table, those that are empty to be filled in after them."""
    rows: list[TableRow] = []
    for group, subject in enumerate(subjects if form.of == LIST else subjects[:1]):
        found = list(_of_subject(form, part, subject, group))
        rows += found or ([_row(form, part, subject, group, {}, 1)] if form.of == LIST else [])
    framework = subjects[-1].framework
    for number in range(len(rows) + 1, len(rows) + 1 + spare):
        rows.append(TableRow(-number, tuple(_empty(column, framework, number) for column in part.columns)))
    return rows


def _of_subject(form: Form, part: FormPart, subject: Subject, group: int) -> Iterator[TableRow]:
    if is_of_indicators(part):
        for number, of_terms in enumerate(_by_term(part, subject.record.indicators), 1):
            yield _row(form, part, subject, group, of_terms, number)
        return
    lists = [_texts(subject, column) for column in part.columns]
    for number, texts in enumerate(zip_longest(*lists, fillvalue=""), 1):
        values = [
            _number(number) if column.key == NUMBER else Shown(text)
            for column, text in zip(part.columns, texts, strict=True)
        ]
        yield TableRow(group, tuple(values))


def _by_term(part: FormPart, indicators: Sequence[Indicator]) -> Iterator[dict[str, Indicator]]:
    """The indicators of each row by term: those of two terms stand side by side.

    Where the terms share the column of the names, the row of a name has its values of all terms.
    """
    terms = part.terms
    if len(terms) > 1 and sum(column.key == f"{INDICATOR}name" for column in part.columns) == 1:
        shared: dict[tuple[str, str, str], dict[str, Indicator]] = {}
        for row in indicators:
            if row.term in terms:
                shared.setdefault((row.level1, row.kind, row.name), {}).setdefault(row.term, row)
        yield from shared.values()
        return
    lists = [[row for row in indicators if row.term == term] for term in terms]
    for rows in zip_longest(*lists):
        yield {term: row for term, row in zip(terms, rows, strict=True) if row is not None}


def _row(
    form: Form, part: FormPart, subject: Subject, group: int, of_terms: dict[str, Indicator], number: int
) -> TableRow:
    shares = sum(column.key == f"{INDICATOR}name" for column in part.columns) == 1
    values = []
    for column in part.columns:
        if column.key == NUMBER:
            values.append(_number(number))
        elif column.key.startswith(INDICATOR):
            is_value = column.key.removeprefix(INDICATOR) in ("target", "operator", "value", "measure")
            row = of_terms.get(column.term)
            if row is None and shares and not is_value and of_terms:
                row = next(iter(of_terms.values()))
            values.append(shown_of_indicator(column.key, row, subject.framework))
        else:
            values.append(shown(column.key, subject, form, column.heading))
    return TableRow(group, tuple(values))


def _empty(column: FormColumn, framework: str, number: int) -> Shown:
    """A cell of a row to be filled in."""
    if column.key == NUMBER:
        return _number(number)
    return shown_of_indicator(column.key, None, framework) if column.key.startswith(INDICATOR) else Shown("")


def _number(number: int) -> Shown:
    return Shown(str(number), Look.MIDDLE)


def _texts(subject: Subject, column: FormColumn) -> tuple[str, ...]:
    if column.key == NUMBER:
        return ()
    value = subject.record.details.get(column.key.removeprefix(DETAIL), ())
    return (clean(value),) if isinstance(value, str) else tuple(map(clean, value))
