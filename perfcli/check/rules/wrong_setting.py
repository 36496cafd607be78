"""D514."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from perfcli.check import baseline
from perfcli.check.context import Context
from perfcli.check.rule import SEVERITIES, Hit, Key, Rule
from perfcli.framework import FRAMEWORKS
from perfcli.i18n import noop
from perfcli.model import Record
from perfcli.regex import regex
from perfcli.settings import (
    LABEL_KEYS,
    CheckSettings,
    EvaluationSettings,
    FormSettings,
    MonitoringSettings,
    OutcomeRule,
    QuerySettings,
    Settings,
    SiteSettings,
    TierShares,
    Words,
    is_out_of_order,
    judging_limits,
    may_be_required,
)

UNKNOWN = noop("there is no setting {key}")
MEANT = noop("there is no setting {key}: is {meant} meant?")
NO_RULE = noop("{name} is not a rule, nor the beginning of a rule's code, nor a nature: see `perf rules`")
NO_SEVERITY = noop("{name} is not a severity: known are {known}")
NO_FRAMEWORK = noop("{name} is not a framework: known are {known}")
NO_MEANING = noop("{name} is nothing that a label of a form may stand for: {known}")
NO_KEY = noop("{name} is not a key that a project may leave empty, such as details.主管部门 or indicators.weight")
NO_BASELINE = noop("{name} is not a JSON file within the repository, by its path from perf.toml on")
NO_DIVISION = noop("the division {division} is not six digits")
NO_REVISION = noop("git knows no revision {revision}: what was approved of {year} is not compared")
NOT_RISING = noop("the checkpoints do not rise: {months}")
OUT_OF_ORDER = noop("{names} do not rise: {numbers}")

_DIVISION = regex(r"[0-9]{6}", re.ASCII)


class WrongSetting(Rule):
    """A setting of perf.toml that says nothing: a misspelt key, a rule or framework there is not.

    A setting with a slip in it is silently no setting.

    Leaves alone: unknown keys and tables beside `[check]`, which belong to the user, unless they are close to a
    known one that is missing.

    Fails:

        [check]
        ignroe = ["A302"]

    Passes:

        [check]
        ignore = ["A302"]

    Source: the format of the repository.
    """

    code = "D514"
    name = "wrong-setting"
    severity = "warning"
    nature = "data"

    def settings(self, data: Mapping[str, Any], context: Context) -> Iterable[Hit]:
        """The whole of perf.toml."""
        yield from _unknown_keys(data, Settings, (), lenient=True)
        check = data.get("check", {})
        yield from _unknown_keys(check, CheckSettings, ("check",))
        yield from _unknown_keys(check.get("words", {}), Words, ("check", "words"))
        yield from _unknown_keys(check.get("outcome", {}), OutcomeRule, ("check", "outcome"))
        yield from _unknown_keys(data.get("query", {}), QuerySettings, ("query",))
        yield from _unknown_keys(data.get("forms", {}), FormSettings, ("forms",))
        yield from _unknown_keys(data.get("monitoring", {}), MonitoringSettings, ("monitoring",))
        evaluation = data.get("evaluation", {})
        yield from _unknown_keys(evaluation, EvaluationSettings, ("evaluation",))
        if isinstance(evaluation, Mapping):
            yield from _unknown_keys(evaluation.get("tiers", {}), TierShares, ("evaluation", "tiers"))
        yield from _unknown_keys(data.get("site", {}), SiteSettings, ("site",))
        yield from self._selectors(context)
        yield from _values(context)

    def _selectors(self, context: Context) -> Iterator[Hit]:
        check = context.check
        lists: list[tuple[Key, tuple[str, ...]]] = [
            (("check", name), getattr(check, name)) for name in ("select", "extend_select", "ignore")
        ]
        lists += [(("check", "per_path_ignores", path), names) for path, names in check.per_path_ignores.items()]
        for key, names in lists:
            for index, name in enumerate(names):
                if not context.is_rule(name):
                    yield Hit((*key, index), NO_RULE, {"name": name})


def _values(context: Context) -> Iterator[Hit]:
    settings, check = context.settings, context.check
    for key in ("min_severity", "fail_on"):
        name = getattr(check, key)
        if name not in SEVERITIES:
            yield Hit(("check", key), NO_SEVERITY, {"name": name, "known": " ".join(SEVERITIES)})
    for year, name in settings.framework.items():
        if name not in FRAMEWORKS:
            yield Hit(("framework", str(year)), NO_FRAMEWORK, {"name": name, "known": " ".join(FRAMEWORKS)})
    for label, name in settings.forms.labels.items():
        if name not in LABEL_KEYS:
            yield Hit(("forms", "labels", label), NO_MEANING, {"name": name, "known": " ".join(LABEL_KEYS)})
    for index, name in enumerate(check.required):
        if not may_be_required(name):
            yield Hit(("check", "required", index), NO_KEY, {"name": name})
    if check.baseline and not baseline.is_name(check.baseline):
        yield Hit(("check", "baseline"), NO_BASELINE, {"name": check.baseline})
    for year in sorted(context.unknown_revisions):
        yield Hit(("approved", str(year)), NO_REVISION, {"revision": settings.approved[year] or '""', "year": year})
    if settings.division and not _DIVISION.fullmatch(settings.division):
        yield Hit(("division",), NO_DIVISION, {"division": settings.division})
    if list(settings.checkpoints) != sorted(set(settings.checkpoints)):
        yield Hit(("checkpoints",), NOT_RISING, {"months": ", ".join(map(str, settings.checkpoints))})
    yield from _out_of_order(settings)


def _out_of_order(settings: Settings) -> Iterator[Hit]:
    """Limits that stand in the wrong order."""
    outcome = settings.check.outcome
    points = (outcome.excellent, outcome.good, outcome.fair)
    for limits in [*judging_limits(settings), (("check", "outcome"), "excellent, good, fair", points)]:
        if is_out_of_order(limits):
            key, names, numbers = limits
            yield Hit(key, OUT_OF_ORDER, {"names": names, "numbers": ", ".join(map(str, numbers))})


def _unknown_keys(data: object, record: type[Record], key: Key, lenient: bool = False) -> Iterator[Hit]:
    if not isinstance(data, Mapping):
        return
    known = [field.encode_name for field in msgspec.structs.fields(record)]
    for name in data:
        if name in known:
            continue
        close = get_close_matches(name, [word for word in known if word not in data], n=1, cutoff=0.75)
        if close:
            yield Hit((*key, name), MEANT, {"key": name, "meant": close[0]})
        elif not lenient:
            yield Hit((*key, name), UNKNOWN, {"key": name})
