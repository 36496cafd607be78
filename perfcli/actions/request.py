"""What a review is asked for: files by path and by what their projects are, rules, severities."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from perfcli.check import baseline
from perfcli.check.places import place_of
from perfcli.check.rule import NATURES, SEVERITIES
from perfcli.check.rules import RULES
from perfcli.check.selecting import chosen_rules, is_selector
from perfcli.check.views import Fact
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.select import Selection, nearest
from perfcli.settings import CheckSettings

_EVERYTHING = Selection()


class Request(msgspec.Struct, frozen=True):
    """What to review, and by which rules.

    `paths` are files and folders below the root, empty for all; `changed` are files, None for all; `selection` holds
    filters of projects. The severities are empty for those of the settings.
    """

    paths: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    selection: Selection = msgspec.field(default_factory=Selection)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    min_severity: str = ""
    fail_on: str = ""
    accepted: baseline.Accepted | None = None

    @property
    def is_about_everything(self) -> bool:
        """Whether every file is asked for."""
        return not self.paths and self.changed is None and self.selection == _EVERYTHING

    @property
    def names_files(self) -> bool:
        """Whether files or folders are named, not only filters of projects."""
        return bool(self.paths) or self.changed is not None

    @property
    def is_about_every_rule(self) -> bool:
        """Whether the command line leaves the choice of rules to the settings, or adds to it."""
        return not (self.select or self.ignore or self.min_severity)

    def codes(self, settings: CheckSettings) -> frozenset[str]:
        """The rules that are on and whose findings are shown, by the command line, else by the settings."""
        lowest = SEVERITIES.index(_severity(self.min_severity, settings.min_severity, "notice"))
        rules = chosen_rules(settings, self.select, self.ignore, self.extend_select)
        return frozenset(rule.code for rule in rules if SEVERITIES.index(rule.severity) >= lowest)

    def failing(self, settings: CheckSettings) -> str:
        """The severity from which on a finding makes the review fail, or `never`."""
        return _severity(self.fail_on, settings.fail_on, "warning")

    def asks_for(self, path: str) -> bool:
        """Whether a file is asked for as far as its path tells."""
        if self.changed is not None and path not in self.changed:
            return False
        if self.paths and not any(path == asked or _is_below(path, asked) for asked in self.paths):
            return False
        selection = self.selection
        if selection == _EVERYTHING:
            return True
        place = place_of(path)
        if place is None or place.kind not in ("project", "goals", "department", "progress"):
            return False
        keys = place.keys
        if "unit" in keys and "code" in keys:
            in_year = not selection.years or keys["year"] in selection.years
            in_unit = selection.takes_unit(str(keys["unit"]))
            return in_year and in_unit and str(keys["code"]).startswith(selection.code_prefix)
        if selection != Selection(units=selection.units, years=selection.years):
            return False  # a filter is set that only projects can pass
        if not selection.years and not selection.units:
            return False
        year_fits = not selection.years or place.kind == "department" or keys["year"] in selection.years
        if "unit" in keys:
            return year_fits and selection.takes_unit(str(keys["unit"]))
        department = str(keys.get("department", keys.get("code", "")))
        return year_fits and (not selection.units or department[:3] in {unit[:3] for unit in selection.units})

    def takes(self, fact: Fact) -> bool:
        """Whether a project of a file that is asked for is among those meant."""
        total = Decimal(fact.total).scaleb(-2)
        names = fact.names.split("\n")
        return self.selection.takes_one(fact.year, fact.unit, fact.code, fact.name, total, names)


def selectors_of(given: Iterable[str]) -> tuple[str, ...]:
    """Selectors of rules, apart by commas; raises PerfError for one that means none."""
    given = (given,) if isinstance(given, str) else given
    selectors = [part.strip() for text in given for part in text.replace("，", ",").split(",") if part.strip()]
    for selector in selectors:
        if not is_selector(selector):
            known = [name for rule in RULES for name in (rule.code, rule.name)] + list(NATURES)
            raise PerfError(
                _("{given} is not a rule, nor the beginning of a rule's code, nor a nature").format(given=selector),
                hint=nearest(selector, known) or _("See `perf rules`."),
            )
    return tuple(selectors)


def _severity(asked: str, setting: str, default: str) -> str:
    """The severity of the command line, else of the settings where it is one, else the default."""
    return asked or (setting if setting in (*SEVERITIES, "never") else default)


def _is_below(path: str, folder: str) -> bool:
    return folder in ("", ".") or path.startswith(folder.rstrip("/") + "/")
