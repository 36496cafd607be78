"""The public tables row by row, for whoever holds them elsewhere: declared by what a query sees of the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from operator import itemgetter
from typing import Any

from perfcli.errors import Problem
from perfcli.i18n import LOCALES
from perfcli.index import Index
from perfcli.index.schema import FILLED, MONTHS, ROW_TABLES, TABLES, VIEWS, filled_table
from perfcli.index.view import View
from perfcli.regex import regex
from perfcli.relations import ColumnKind, Question, Relation, in_language

TEXT_OF_FILE = "file_text"

HIDDEN: dict[str, dict[str, str]] = {
    "projects": {
        "folded": "p.folded",
        **{f"planned_{month}": f"CASE WHEN p.months >> {month} & 1 THEN p.planned_{month} END" for month in MONTHS},
    },
    "indicators": {"folded": "f.folded", "own_level1": "i.level1", "weight_text": "i.weight"},
    "spending_plan": {"percent_text": "s.percent"},
    "details": {"place": "d.place"},
    "sources": {"place": "s.place"},
    "units": {"folded": "u.folded"},
    "functions": {"folded": "f.folded"},
    "function_indicators": {"folded": "i.folded"},
    "department_goals": {TEXT_OF_FILE: "NULL"},
    "monitoring": {"place": "m.place", "execution_text": "m.execution"},
    "monitored_values": {"monitoring": "v.monitoring", "place": "v.place", "progress_text": "v.progress"},
    "evaluations": {"total_cents": "e.total_cents"},
}
"""What searches, sums and comparisons need besides: a name as comparisons see it, null where that is the name itself;
what is planned in 分 by the end of a month, null where the plan does not name it; numbers as they are written; places
in their file; what alone the file of overall goals has whole, which whoever makes rows fills in."""

_SPOKEN: dict[str, ColumnKind] = {in_language("message", locale): "text" for locale in LOCALES}

_PROJECTS = 2000
"""Projects whose rows are asked for at once."""

_YUAN = regex(r"CAST\((\S+_fen) / 100\.0 AS REAL\)")
_REAL = regex(r"CAST\((.*) AS REAL\)")
_PLANNED = frozenset(f"planned_{month}" for month in MONTHS)
_WHOLE = _PLANNED | {"number", "planned_fen", "place", "monitoring", "total_cents"}
_DECLARED: dict[str, ColumnKind] = {"TEXT": "text", "INTEGER": "whole", "REAL": "double"}
_ORDER = ("year", "unit", "department", "code", "function", "number", "month", "date")


@cache
def relations() -> dict[str, Relation]:
    """Every table that a query sees, `problems` and `findings` among them, with what its columns hold."""
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.executescript(TABLES)
        found = {name: _relation(empty, name, view) for name, view in VIEWS.items()}
        return found | {name: _filled(empty, name) for name in FILLED}


def _filled(empty: sqlite3.Connection, name: str) -> Relation:
    """A table that is filled when it is asked for, its messages in every language."""
    empty.execute(filled_table(name))
    listed = empty.execute(f"PRAGMA temp.table_info({name})").fetchall()
    return Relation(name, {column: _DECLARED[kind] for _at, column, kind, *_rest in listed}, _SPOKEN, is_mixed=True)


def _relation(empty: sqlite3.Connection, name: str, view: View) -> Relation:
    empty.execute(f"CREATE TEMP VIEW {name} AS {view.select()}")
    declared = {column: kind for _at, column, kind, *_rest in empty.execute(f"PRAGMA temp.table_info({name})")}
    columns = {column: _kind(column, text, declared[column]) for column, text in view.columns.items()}
    return Relation(name, columns, {column: _kind(column, text, "") for column, text in HIDDEN.get(name, {}).items()})


def _kind(name: str, text: str, declared: str) -> ColumnKind:
    """What a column holds: SQLite tells it of a table's own column, for the rest it is seen in how it is got."""
    if _YUAN.fullmatch(text):
        return "money"
    if _REAL.fullmatch(text):
        return "double"
    return _DECLARED.get(declared) or ("whole" if name in _WHOLE else "text")


def years(index: Index) -> list[int]:
    """The budget years that any table has rows of, rising."""
    found: set[int] = set()
    for view in VIEWS.values():
        if "year" in view.columns:
            found.update(year for (year,) in index.rows(f"SELECT DISTINCT {view.columns['year']} FROM {view.source}"))
    return sorted(found)


def rows_of(index: Index, relation: Relation, year: int | None = None) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table, of one year where it has years, by unit and code, in batches; money as whole 分."""
    view = VIEWS[relation.name]
    columns = view.columns | HIDDEN.get(relation.name, {})
    chosen = ", ".join(f"{_exact(columns[name])} AS {name}_" for name in relation.all_columns)
    order = [place for name in _ORDER for place, column in enumerate(relation.all_columns) if column == name]
    condition = f"{view.columns['year']} = $year" if relation.is_by_year else "1"
    for begin, end in _spans(index, year) if _is_of_projects(view) else [("", "")]:
        parts = [condition]
        parts += [f"{view.columns['unit']} >= $begin"] if begin else []
        parts += [f"{view.columns['unit']} < $end"] if end else []
        statement = f"SELECT {chosen} FROM {view.source} WHERE {' AND '.join(parts)}"
        rows = index.rows(statement, {"year": year, "begin": begin, "end": end})
        yield _sorted(rows, order)


def question_of(relation: Relation) -> Question:
    """How a table is asked of `file_tables`, whose rows come in the order of files by unit and code."""
    view = VIEWS[relation.name]
    columns = view.columns | HIDDEN.get(relation.name, {})
    source = view.joined or view.source
    table, alias = source.split()[:2]
    keys = _file_tables()[table][1]
    order = [_plain(columns[name]) for name in _ORDER if name in relation.all_columns]
    return Question(
        table,
        alias,
        {name: _plain(columns[name]) for name in relation.all_columns},
        source,
        order + [f"{alias}.{name}" for name in keys] if len(keys) > 1 else [],
    )


def file_tables() -> dict[str, dict[str, ColumnKind]]:
    """The tables that files fill, `level` among them, as far as the public ones are asked of them: their columns."""
    asked = {word for view in VIEWS.values() for word in view.source.split()}
    return {name: columns for name, (columns, _keys) in _file_tables().items() if name in asked}


@cache
def _file_tables() -> dict[str, tuple[dict[str, ColumnKind], list[str]]]:
    """The columns of each table that files fill, and which of them are its key."""
    found = {}
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.executescript(TABLES)
        for name in (*ROW_TABLES, "level"):
            listed = empty.execute(f"PRAGMA table_info({name})").fetchall()
            columns = {column: _DECLARED[kind] for _at, column, kind, *_rest in listed}
            found[name] = columns, [column for _at, column, _kind, _null, _default, key in listed if key]
    return found


def _plain(text: str) -> str:
    """How a column is got, without its type."""
    real = _REAL.fullmatch(text)
    return _exact(text) if _YUAN.fullmatch(text) or not real else real[1]


def _sorted(rows: list[tuple[Any, ...]], order: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows by some of their values, empty ones first; they nearly are, so that this costs less than the index would."""
    try:
        rows.sort(key=itemgetter(*order))
    except TypeError:  # an empty value beside others
        rows.sort(key=lambda row: [(row[place] is not None, row[place]) for place in order])
    return rows


def _exact(text: str) -> str:
    """How a column is got, an amount in 元 as the whole 分 that it is made of."""
    yuan = _YUAN.fullmatch(text)
    return yuan[1] if yuan else text


def _is_of_projects(view: View) -> bool:
    return {"year", "unit", "code"} <= set(view.columns)


def _spans(index: Index, year: int | None) -> list[tuple[str, str]]:
    """Units from one up to another, empty for no bound, so that all of a year are in one and each has few projects."""
    counts = index.rows(
        "SELECT unit, COUNT(*) FROM project WHERE year = $year GROUP BY unit ORDER BY unit", {"year": year}
    )
    bounds, count = [""], 0
    for unit, projects in counts:
        if count and count + projects > _PROJECTS:
            bounds.append(unit)
            count = 0
        count += projects
    return list(zip(bounds, [*bounds[1:], ""], strict=True))


def problem_rows(spoken: Mapping[str, Sequence[Problem]], locale: str) -> list[tuple[Any, ...]]:
    """The rows of the table `problems`, out of the same problems in each language; `message` is in one of them."""
    told = {name: {_place(problem): problem.message for problem in problems} for name, problems in spoken.items()}
    return [
        (*_place(one), one.message, *(told[name].get(_place(one), one.message) for name in LOCALES))
        for one in spoken[locale]
    ]


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.path, problem.line, problem.column, problem.key, problem.code
