"""Projects of a lake that are named like one, and their indicators: statements for every engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfcli.relations import OWN
from perfcli.statements import KEY

MOST = 2000
"""So many projects are looked at, those whose names share most pairs of characters first."""


class Ask(NamedTuple):
    """A statement and the values of its parameters."""

    text: str
    values: dict[str, object]


def projects_named_like(pairs: Sequence[str]) -> Ask:
    """KEY, name, purpose of the projects whose names have one of these pairs of characters."""
    values: dict[str, object] = {f"pair{number}": pair for number, pair in enumerate(pairs)}
    shared = " + ".join(f"CASE WHEN instr(p.name, ${name}) > 0 THEN 1 ELSE 0 END" for name in values)
    return Ask(
        f"SELECT {_of('p')}, p.name, p.purpose FROM {OWN}projects p WHERE {shared} > 0 "
        f"ORDER BY {shared} DESC, p.year DESC, p.division, p.code, p.repository, p.unit LIMIT {MOST}",
        values,
    )


def indicators_of(codes: Sequence[str]) -> Ask:
    """KEY, kind, name, description, target, basis of the year's indicators of these projects."""
    values: dict[str, object] = {f"code{number}": code for number, code in enumerate(codes)}
    named = ", ".join(f"${name}" for name in values)
    return Ask(
        f"SELECT {_of('i')}, i.kind, i.name, i.description, i.target, i.basis "
        f"FROM {OWN}indicators i WHERE i.code IN ({named}) AND i.term = '' AND i.name <> '' "
        "ORDER BY i.division, i.year, i.code, i.repository, i.unit, i.number",
        values,
    )


def _of(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in KEY)
