"""Records of a repository as the formats for data hold them: json, jsonl, csv and xlsx read to and write from it.

Other than a published document they say everything themselves: years, departments, templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from perfcli.carried import Keys, every_key
from perfcli.formats.leftovers import Leftover
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.progress import Progress

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record, and which of its keys the source carries: the others are empty for want of a word on them."""

    record: R
    carried: Keys
    renamed: Mapping[str, str] | None = None
    """Of what became of a project: which of its source's indicators are called otherwise than what is recorded of them.

    None where the source does not say.
    """


class Dataset(msgspec.Struct, frozen=True):
    """Records by kind, templates by their slug; leftovers are what could not be placed.

    `notes` say how it was read, `assumptions` what it does not say and was taken to be so; `titled` are the keys of
    projects whose year the title of their list says alone.
    """

    departments: tuple[Entry[Department], ...] = ()
    goals: tuple[Entry[DepartmentGoals], ...] = ()
    projects: tuple[Entry[Project], ...] = ()
    templates: tuple[tuple[str, Entry[Template]], ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    titled: frozenset[tuple[int, str]] = frozenset()
    progress: tuple[Entry[Progress], ...] = ()
    """What became of projects and of wholes."""


def whole(record: R) -> Entry[R]:
    """A record of which every key is known."""
    return Entry(record, every_key(type(record)))


def renamed(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names under which indicators are recorded, and what they are called, where that is another name.

    Of several that were made out of one it goes on with the one that is called so, else with the first.
    """
    called: dict[str, str] = {}
    for was, now in pairs:
        if was and (was not in called or was == now):
            called[was] = now
    return {was: now for was, now in called.items() if was != now}
