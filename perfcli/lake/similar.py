"""Projects of a lake that are named like one, and their indicators: statements for every engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from perfcli.relations import OWN

MOST = 2000
"""So many projects are looked at, those whose names share most pairs of characters first."""


class Ask(NamedTuple):
    """A statement and the values of its parameters."""

    text: str
    values: dict[str, object]


def projects_named_like(pairs: Sequence[str]) -> Ask:
    """Division, code, name, purpose, year of the projects whose names have one of these pairs of characters."""
    values: dict[str, object] = {f"pair{number}": pair for number, pair in enumerate(pairs)}
    shared = " + ".join(f"CASE WHEN instr(p.name, ${name}) > 0 THEN 1 ELSE 0 END" for name in values)
    return Ask(
        f"SELECT p.division, p.code, p.name, p.purpose, p.year FROM {OWN}projects p WHERE {shared} > 0 "
        f"ORDER BY {shared} DESC, p.year DESC, p.division, p.code LIMIT {MOST}",
        values,
    )


def indicators_of(codes: Sequence[str]) -> Ask:
    """Division, code, year, kind, name, description, target, basis of the year's indicators of these projects."""
    values: dict[str, object] = {f"code{number}": code for number, code in enumerate(codes)}
    named = ", ".join(f"${name}" for name in values)
    return Ask(
        "SELECT i.division, i.code, i.year, i.kind, i.name, i.description, i.target, i.basis "
        f"FROM {OWN}indicators i WHERE i.code IN ({named}) AND i.term = '' AND i.name <> '' "
        "ORDER BY i.division, i.year, i.code, i.number",
        values,
    )
