"""What rules may know beside the file they look at: settings, word lists, the units there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from perfcli.check.scaffolds import Scaffolds
from perfcli.check.words import WordLists
from perfcli.direction import Better
from perfcli.framework import DEFAULT_FRAMEWORK, FRAMEWORKS, framework_for
from perfcli.model import Indicator
from perfcli.settings import CheckSettings, Settings

NO_TEMPLATES: Mapping[str, bytes] = {}


class Context(msgspec.Struct, frozen=True):
    """Plain values for rules.

    `scaffolds` are the templates made ready; `units` and `departments` are the codes that department files name;
    `unread` are the departments whose files the system did not let be read, of whose units nothing is known;
    `is_rule` tells whether a selector of the settings means any rule. `overdue` are the records that had to be there
    by now: monitoring or evaluation, and the budget year. `unknown_revisions` are the years whose approved revision git
    does not know.
    """

    settings: Settings
    words: WordLists
    scaffolds: Scaffolds
    units: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    is_rule: Callable[[str], bool] = bool
    unread: frozenset[str] = frozenset()
    overdue: frozenset[tuple[str, int]] = frozenset()
    unknown_revisions: frozenset[int] = frozenset()

    @property
    def check(self) -> CheckSettings:
        """`[check]` of perf.toml."""
        return self.settings.check

    def framework(self, year: int) -> str:
        """The framework of a budget year; an unknown one in perf.toml (a finding there) counts as not set."""
        known = {start: name for start, name in self.settings.framework.items() if name in FRAMEWORKS}
        return framework_for(year, known) if known else DEFAULT_FRAMEWORK

    def better(self, indicator: Indicator) -> Better:
        """Whether an indicator's plain number is one to reach or to stay under, by its kind and name."""
        return self.words.better(indicator)


def context_of(
    settings: Settings,
    units: frozenset[str] = frozenset(),
    departments: frozenset[str] = frozenset(),
    is_rule: Callable[[str], bool] = bool,
    templates: Mapping[str, bytes] = NO_TEMPLATES,
    unread: frozenset[str] = frozenset(),
) -> Context:
    """A context with the word lists that the settings make; `templates` are the files of templates by their slugs."""
    return Context(settings, WordLists(settings.check), Scaffolds(templates), units, departments, is_rule, unread)
