"""`perf suggest --lake`: like projects of other counties beside those of the repository."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from perfcli.actions.lake_reading import opened_lake
from perfcli.actions.suggesting import Others, Wanted
from perfcli.folding import plain_name
from perfcli.index.peers import Peer, PeerIndicator
from perfcli.lake.extent import Extent
from perfcli.lake.similar import indicators_of, projects_named_like
from perfcli.likeness import bare, pairs
from perfcli.settings import QuerySettings
from perfcli.statements import KEY

_TABLES = ("projects", "indicators")


class LakeProjects(Others):
    """The projects of a lake, but for those of the division `own`; raises PerfError for what is no lake."""

    def __init__(self, root: Path, extent: Extent, limits: QuerySettings, own: str) -> None:
        self._root, self._extent, self._limits, self._own = root, extent, limits, own
        self._keys: dict[int, tuple[Any, ...]] = {}

    def peers(self, wanted: Wanted) -> list[Peer]:
        """Those with a name like it, numbered from -1 down; none of them is of a unit here."""
        shared = pairs(bare(wanted.name))
        if not shared:
            return []
        ask = projects_named_like(shared)
        with opened_lake(self._root, self._extent, self._limits, _TABLES) as lake:
            rows = lake.rows(ask.text, ask.values)
        found = []
        for *key, name, purpose in rows:
            division, _repository, year, _unit, code = key
            if division != self._own or not division:
                number = -1 - len(self._keys)
                self._keys[number] = tuple(key)
                found.append(Peer(number, f"{division}/{code}", plain_name(name), purpose, "", year, ""))
        return found

    def indicators(self, chosen: Iterable[Peer]) -> list[PeerIndicator]:
        """The indicators of the year of these, in their order."""
        numbers = {self._keys[peer.number]: peer.number for peer in chosen}
        if not numbers:
            return []
        ask = indicators_of(sorted({key[KEY.index("code")] for key in numbers}))
        with opened_lake(self._root, self._extent, self._limits, _TABLES) as lake:
            rows = lake.rows(ask.text, ask.values)
        told = ((row[: len(KEY)], row[len(KEY) :]) for row in rows)
        return [PeerIndicator(numbers[key], *texts) for key, texts in told if key in numbers]
