"""Indicators on a whole's 自评表 or 监控表 that comes back: its own, then those of its functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from perfcli.formats.blocks import clean
from perfcli.model import DepartmentGoals, Function, FunctionIndicator, Indicator

Place = tuple[int, int]
"""Which function, and which of its indicators."""


class Parted(NamedTuple):
    """A whole's own indicators on a form, and its functions with what the form says of theirs.

    Names of those that may be either's, and of those of functions that the form lacks.
    """

    own: tuple[Indicator, ...]
    functions: tuple[Function, ...]
    unclear: tuple[str, ...]
    lacking: tuple[str, ...]


def parted(rows: Sequence[Indicator], kept: DepartmentGoals) -> Parted:
    """Part what a form has of a whole's indicators: by their names, else by their places where it has all of them.

    One of another name without a level two, as those of functions have none, may be either's where it has not.
    """
    own = Counter(row.name for row in kept.indicators if not row.term)
    places = [(at, number) for at, one in enumerate(kept.functions) for number in range(len(one.indicators))]
    if not places:
        return Parted(tuple(rows), kept.functions, (), ())
    said: dict[Place, Indicator] = {}
    others: list[int] = []
    for at, row in enumerate(rows):
        if own[row.name]:
            own[row.name] -= 1
        elif place := next((one for one in places if _at(kept, one).name == row.name and one not in said), None):
            said[place] = row
        else:
            others.append(at)
    begin = len(rows) - len(places)
    is_whole = begin == sum(not row.term for row in kept.indicators)
    for at in others:
        if is_whole and at >= begin and places[at - begin] not in said:
            said[places[at - begin]] = rows[at]
    of_functions = {id(row) for row in said.values()}
    unclear = [rows[at] for at in others if not (is_whole or rows[at].kind or id(rows[at]) in of_functions)]
    of_functions |= {id(row) for row in unclear}
    return Parted(
        tuple(row for row in rows if id(row) not in of_functions),
        _with(kept.functions, said),
        tuple(row.name for row in unclear),
        tuple(_at(kept, place).name for place in places if place not in said),
    )


def _at(kept: DepartmentGoals, place: Place) -> FunctionIndicator:
    return kept.functions[place[0]].indicators[place[1]]


def _with(functions: Sequence[Function], said: Mapping[Place, Indicator]) -> tuple[Function, ...]:
    """Functions with the names and targets that a form gives their indicators."""
    return tuple(
        replace(
            one,
            indicators=tuple(
                _said(row, said[at, number]) if (at, number) in said else row
                for number, row in enumerate(one.indicators)
            ),
        )
        for at, one in enumerate(functions)
    )


def _said(row: FunctionIndicator, said: Indicator) -> FunctionIndicator:
    """An indicator of a function with what a form says otherwise than a cell prints it."""
    name = row.name if clean(row.name) == said.name else said.name
    target = row.target if said.target in ("", clean(row.target)) else said.target
    return replace(row, name=name, target=target)
