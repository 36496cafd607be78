"""Projects beside each other: of many that stand, only those are judged again that a change may concern."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, Protocol

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact


class Peers(Protocol):
    """All the projects there are, as they are now."""

    def offering(self, keys: Collection[str]) -> Iterable[Fact]:
        """Those that offer one of these keys, and maybe more."""

    def seeking(self, keys: Collection[str]) -> Iterable[Fact]:
        """Those that seek one of these keys, and maybe more."""


class Change(NamedTuple):
    """A project before and now; None where it was not there or is gone."""

    before: Fact | None
    now: Fact | None


class Judged(NamedTuple):
    """What one rule says anew: the projects it looked at, by path, and its hits there."""

    paths: frozenset[str]
    hits: list[tuple[Fact, Hit]]


def judged_anew(rule: Rule, changes: Sequence[Change], peers: Peers, context: Context) -> Judged:
    """What a comparing rule says now of all projects that these changes may concern."""
    changed = [change for change in changes if _seen(rule, change.before) != _seen(rule, change.now)]
    facts = {change.now.path: change.now for change in changed if change.now}
    offered = {key for change in changed for fact in change if fact for key in rule.offers(fact, context)}
    facts |= {fact.path: fact for fact in peers.seeking(offered)}
    paths = frozenset(facts) | {change.before.path for change in changed if change.before}
    sought = {key for fact in facts.values() for key in rule.seeks(fact, context)}
    facts |= {fact.path: fact for fact in peers.offering(sought)}
    compared = rule.compare([facts[path] for path in sorted(facts)], context)
    return Judged(paths, [(fact, hit) for fact, hit in compared if fact.path in paths])


def _seen(rule: Rule, fact: Fact | None) -> tuple[object, ...] | None:
    """What a rule sees of a project."""
    return None if fact is None else tuple(getattr(fact, name) for name in rule.goes_by)
