"""How often a project's own indicator is among the first five suggested: `python -m tests.bench.suggesting FOLDER`.

Each project that is held out counts as not there; what is suggested for its name, purpose, unit and year is held
against its own indicators, kind by kind. A hit has the same folded name, or the same quantity: what the name says is
measured (count, ratio, amount, …), of the same topic.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfcli.actions.suggesting import OF_A_KIND, suggest, wanted_for
from perfcli.check.words import WordLists
from perfcli.folding import plain_name
from perfcli.framework import framework_for, kind_meant, kinds
from perfcli.model import Project
from perfcli.repository import Repository
from perfcli.settings import CheckSettings

_WORDS = WordLists(CheckSettings())


@dataclass
class Hits:
    """How many indicators were held out, and at which place of the suggestions of their kind their own were."""

    asked: int = 0
    by_name: Counter[int] = field(default_factory=Counter)
    by_quantity: Counter[int] = field(default_factory=Counter)

    def share(self, first: int) -> float:
        """The share of indicators found among the first so many, in percent."""
        found = sum(count for hits in (self.by_name, self.by_quantity) for at, count in hits.items() if at < first)
        return 100 * found / self.asked if self.asked else 0.0


def held_out(repository: Repository, many: int, seed: int = 1) -> Hits:
    """Hits over so many projects drawn by chance, each held out alone."""
    files = list(repository.project_files())
    random.Random(seed).shuffle(files)
    hits = Hits()
    for file in files[:many]:
        project = repository.load_project(file).record
        if project:
            _count(hits, repository, project)
    return hits


def _count(hits: Hits, repository: Repository, project: Project) -> None:
    wanted = replace(wanted_for(project), has=frozenset(), previous="")
    known = set(kinds(framework_for(project.year, repository.settings.framework)))
    found = suggest(repository, wanted, OF_A_KIND).found
    for row in project.indicators:
        kind = kind_meant(row.kind)
        if not row.name or row.term or kind not in known:
            continue
        hits.asked += 1
        names = [one.indicator.name for one in found if one.indicator.kind == kind]
        folded = [plain_name(name) for name in names]
        if plain_name(row.name) in folded:
            hits.by_name[folded.index(plain_name(row.name))] += 1
        elif (quantity := _quantity(row.name)) and quantity in (said := [_quantity(name) for name in names]):
            hits.by_quantity[said.index(quantity)] += 1


def _quantity(name: str) -> tuple[str, str] | None:
    """What a name says is measured, and of what; None where it does not say both."""
    measure, topic = _WORDS.measure(name), _WORDS.topic(name)
    return (measure, topic) if measure and len(topic) >= 2 else None


def main() -> None:
    """Print the figures of a repository."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.suggesting", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held", type=int, default=100)
    given = parser.parse_args()
    hits = held_out(Repository(given.folder), given.held)
    by_name, by_quantity = hits.by_name.total(), hits.by_quantity.total()
    print(f"{hits.asked} indicators held out: {hits.share(5):.1f}% among the first five of their kind, ", end="")
    print(f"{hits.share(1):.1f}% first ({by_name} by name, {by_quantity} by quantity)")


if __name__ == "__main__":
    main()
