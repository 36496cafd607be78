"""What the index knows of projects that others are held against, and of their indicators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from perfcli.index import Index
from perfcli.index.schema import PLACE_BITS


class Peer(NamedTuple):
    """A project by its number in the index and what it is told by."""

    number: int
    code: str
    name: str
    purpose: str
    unit: str
    year: int
    previous: str


class PeerIndicator(NamedTuple):
    """An indicator of the year, of the project with this number."""

    project: int
    kind: str
    name: str
    description: str
    target: str
    basis: str


def peers(index: Index) -> list[Peer]:
    """Every project that can be read."""
    rows = index.rows(
        "SELECT id, code, coalesce(folded, name), purpose, unit, year, previous FROM project ORDER BY year DESC, code"
    )
    return [Peer(*row) for row in rows]


def indicators_of_peers(index: Index, chosen: Iterable[Peer]) -> list[PeerIndicator]:
    """The indicators of these projects that have a name, those of long-term goals left out."""
    index.remember([peer.number for peer in chosen])
    rows = index.rows(
        f"SELECT c.id, i.kind, i.name, i.description, i.target, i.basis FROM temp.chosen c CROSS JOIN indicator i "
        f"ON i.id >= c.id << {PLACE_BITS} AND i.id < (c.id + 1) << {PLACE_BITS} "
        "WHERE i.name <> '' AND i.term = '' ORDER BY i.id"
    )
    return [PeerIndicator(*row) for row in rows]
