"""SQL that every engine reads alike: what records of projects are made of again, out of a lake's tables."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.relations import OWN
from perfcli.statements import Ask

_PLACE = ("unit", "code")

PROJECT = ("unit", "code", "name", "template", "purpose", "previous", "total_fen", "fiscal_fen", "other_fen")
INDICATOR = (
    *("unit", "code", "number", "kind", "name", "description", "target", "basis", "own_level1", "weight_text"),
    *("scoring", "term"),
)
OF_PROJECTS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "projects": (PROJECT, ()),
    "indicators": (INDICATOR, ("number",)),
    "goals": ((*_PLACE, "term", "goal"), ("term", "number")),
    "spending_plan": ((*_PLACE, "month", "percent_text"), ("month",)),
    "sources": ((*_PLACE, "label", "amount_fen"), ("place",)),
    "details": ((*_PLACE, "number", "label", "value"), ("place",)),
}
"""The tables that a project's file is spread over: what is asked of each, and what rows of one project follow."""


def rows_of_projects(table: str, division: str, repository: str, year: int) -> Ask:
    """What one of OF_PROJECTS has of a repository's year, by unit and code."""
    columns, more = OF_PROJECTS[table]
    order = ", ".join((*_PLACE, *more))
    return Ask(
        f"SELECT {', '.join(columns)} FROM {OWN}{table}"
        f" WHERE division = $division AND repository = $repository AND year = $year ORDER BY {order}",
        {"division": division, "repository": repository, "year": year},
    )


def texts_of_goals(division: str, repository: str, year: int) -> Ask:
    """Department, unit (empty for the department's own) and the whole file of each overall goals of a year."""
    return Ask(
        f"SELECT department, unit, file_text FROM {OWN}department_goals"
        " WHERE division = $division AND repository = $repository AND year = $year ORDER BY department, unit",
        {"division": division, "repository": repository, "year": year},
    )
