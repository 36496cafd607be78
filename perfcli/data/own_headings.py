"""Which of our own tables a sheet is, told by its headings: whatever the sheet is called, in any order of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfcli.data.headings import Heads, known_heading, spelled, without_scale
from perfcli.data.labelled import each_once
from perfcli.data.tables import COLUMNS, KEPT_COLUMNS, LEAST, OWN_SINCE, SUMMARY, TITLES, planned_column
from perfcli.formats.tables import HEADINGS, Column, Headings, Line, Table, as_text, headings
from perfcli.forms.words.wording import narrow

_LOOKED_AT = 20
_MOST_BESIDE = 3
"""Columns of people's own that stand in a table and leave it ours."""

_ONE = Decimal(1)


class _Table(NamedTuple):
    """One of our tables under one kind of headings: the key of each heading, and those that it cannot do without."""

    name: str
    kind: Headings
    keys: Mapping[str, str]
    needed: frozenset[str]


def _tables() -> list[_Table]:
    found = []
    for name, columns in COLUMNS.items():
        begun = [column for column in columns[: LEAST[name]] if not column.derived]
        for kind in HEADINGS:
            known = (*columns, *KEPT_COLUMNS.get(name, ()))
            keys = {_plain(text): column.key for text, column in zip(headings(known, kind), known, strict=True)}
            found.append(_Table(name, kind, keys, frozenset(map(_plain, headings(begun, kind)))))
    return found


def _plain(heading: str) -> str:
    return narrow(heading).lower()


def _sums(kind: Headings) -> Iterator[tuple[str, str]]:
    columns = [*SUMMARY, *map(planned_column, range(1, 13))]
    return ((_plain(text), column.key) for text, column in zip(headings(columns, kind), columns, strict=True))


_TABLES = _tables()
_SUMS = {kind: dict(_sums(kind)) for kind in HEADINGS}
_OF_SUMS = {kind: frozenset(map(_plain, headings(SUMMARY, kind))) for kind in HEADINGS}
_LEADS = frozenset(_plain(word) for word in ("year", "年度", "department", "部门编码"))
DERIVED = "derived"
"""The key of a column that an older export has, and that tells nothing of its own there."""

_LONGEST_LEAD = 16
_CALLED = {_plain(title): name for name, titles in TITLES.items() for title in (name, *titles)}
_IDENTIFYING = ("code", "project_name", "department", "unit")
_STRUCTURE = frozenset(("goal", "label", "value", "amount", "month", "percent", "part", "text", "function"))
"""Columns without which the rows of a table that has them say nothing."""


def own_heads(table: Table, *, is_among_own: bool = False) -> Heads | None:
    """The headings of one of our own tables, None for any other; raises nothing.

    All that the table has had from the beginning have to be there, and few that are none of it. `is_among_own` says
    that another table of its file is one of ours: then one that is called like ours may lack some.
    """
    for at, line in enumerate(table.lines[:_LOOKED_AT]):
        if _may_head(line):
            given = [without_scale(spelled(cell)) for cell in line.cells]
            if sums := _heads_of_sums(at, [text for text, _scale in given]):
                return sums
            if found := _best([text for text, _scale in given]):
                return _heads(at, line, found, [scale for _text, scale in given])
    called = _CALLED.get(_plain(table.name.partition("(")[0]), "")
    if called == "summary":
        return Heads(0, 1, (), (), "summary")
    return _called(table, called) if is_among_own and called else None


def _may_head(line: Line) -> bool:
    """Whether a row has one of the headings that every table has: told quickly."""
    return any(isinstance(cell, str) and len(cell) < _LONGEST_LEAD and spelled(cell) in _LEADS for cell in line.cells)


def _heads_of_sums(at: int, texts: Sequence[str]) -> Heads | None:
    """The headings of the sheet of sums, None for any other."""
    kind = next((kind for kind, needed in _OF_SUMS.items() if needed <= set(texts)), None)
    keys = tuple(_SUMS[kind].get(text, "") for text in texts) if kind else ()
    return Heads(at, at + 1, keys, (None,) * len(keys), "summary", kind) if kind else None


def _best(texts: Sequence[str]) -> _Table | None:
    """The table that all of whose first columns are among these headings: of several the one that knows most."""
    filled = frozenset(filter(None, texts))
    fitting = [table for table in _TABLES if table.needed <= filled and not _is_more(filled - table.keys.keys())]
    return max(fitting, key=lambda table: (len(filled & table.keys.keys()), len(table.needed)), default=None)


def _is_more(others: frozenset[str]) -> bool:
    """Whether headings that are none of a table make it a list of something else."""
    return len(others) > _MOST_BESIDE or any(known_heading(text)[0] for text in others)


def _called(table: Table, name: str) -> Heads | None:
    """The headings of a table that is called like ours: at least half of what it has had from the beginning."""
    for at, line in enumerate(table.lines[:_LOOKED_AT]):
        given = [without_scale(spelled(cell)) for cell in line.cells]
        filled = frozenset(text for text, _scale in given if text)
        fitting = [one for one in _TABLES if one.name == name and _is_most(one, filled)]
        if fitting:
            found = max(fitting, key=lambda one: len(filled & one.keys.keys()))
            return _heads(at, line, found, [scale for _text, scale in given])
    return None


def _is_most(table: _Table, filled: frozenset[str]) -> bool:
    """Whether headings are at least half of a table's, among them whose its rows are and what they say."""
    known = {table.keys[text] for text in filled if text in table.keys}
    own = {column.key for column in COLUMNS[table.name] if not column.derived}
    is_whole = _STRUCTURE & own <= known and not known.isdisjoint(_IDENTIFYING)
    return is_whole and 2 * len(filled & table.needed) >= len(table.needed)


def _heads(at: int, line: Line, table: _Table, scales: Sequence[Decimal | None]) -> Heads:
    keys = each_once([table.keys.get(without_scale(spelled(cell))[0], "") for cell in line.cells])
    while keys and not keys[-1] and not as_text(line.cells[len(keys) - 1]).strip():
        keys.pop()
    known = tuple(DERIVED if OWN_SINCE.get(key, key) not in keys and key else key for key in keys)
    return Heads(at, at + 1, known, tuple(scales[: len(known)]), table.name, table.kind)


def lacking(heads: Heads) -> list[Column]:
    """The columns of a table, derived ones aside, that these headings have none for.

    A table that has none of those that were added later is an older export, which never had them.
    """
    columns, least = COLUMNS[heads.own], LEAST[heads.own]
    is_older = not any(column.key in heads.keys for column in columns[least:])
    expected = columns[:least] if is_older else columns
    return [column for column in expected if not column.derived and column.key not in heads.keys]
