"""What somebody records of a project's year, put into its progress: only what is said changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from perfcli.errors import PerfError
from perfcli.exact import Money
from perfcli.folding import fold
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.progress import (
    EvaluatedIndicator,
    EvaluatedPart,
    Evaluation,
    MonitoredIndicator,
    MonitoredPart,
    Monitoring,
    Progress,
)
from perfcli.progress.rows import indicator_names
from perfcli.progress.tiers import TIERS
from perfcli.select import nearest

R = TypeVar("R", bound=Record)

Said = Mapping[str, Any]
"""Values by the keys of a record; one that is not there stays as it was."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is recorded of a project or of a whole: of the self-evaluation, or with a date of a monitoring.

    `values`, `indicators` and `parts` of the money (both by name) are by the keys of the file; `adjusted` is 全年预算数
    in 元.
    """

    code: str
    year: int | None = None
    on: date | None = None
    adjusted: Money | None = None
    values: Said = {}
    indicators: Mapping[str, Said] = {}
    parts: Mapping[str, Said] = {}

    @property
    def says_something(self) -> bool:
        """Whether anything is recorded by it, or it only takes something out, if that."""
        rows = (self.values, *self.indicators.values(), *self.parts.values())
        said = (value for row in rows for value in row.values())
        return self.adjusted is not None or any(value not in (None, "", ()) for value in said)


def place_of(owner: Project | DepartmentGoals) -> tuple[int, str, str]:
    """Year, code and unit of the progress file of a project or whole; that of a whole lies below no unit."""
    return (owner.year, owner.code, owner.unit) if isinstance(owner, Project) else (owner.year, owner.of, "")


def recorded(project: Project, progress: Progress | None, entry: Entry) -> Progress:
    """The project's progress with what is recorded; raises PerfError for an indicator or a tier that is none."""
    before = progress or Progress(code=project.code, unit=project.unit, year=project.year)
    said: dict[str, dict[str, Any]] = {}
    for given, one in entry.indicators.items():
        name = _indicator(project, given)
        known = said.setdefault(name, {})
        if known.keys() & one.keys():
            raise PerfError(_("{name} is there twice").format(name=name))
        known.update(one)
    return with_entry(before, msgspec.structs.replace(entry, indicators=said))


def with_entry(before: Progress, entry: Entry) -> Progress:
    """Progress with what is recorded, indicators by the names that it has.

    Raises PerfError for a tier that is none, and where two monitorings are of that date: nobody knows which is meant.
    """
    if entry.adjusted is not None:
        before = msgspec.structs.replace(before, adjusted=entry.adjusted)
    if entry.on is None:
        evaluation = _evaluation(before.evaluation or Evaluation(), entry)
        is_new = before.evaluation is None
        return msgspec.structs.replace(before, evaluation=None if is_new and evaluation.is_empty else evaluation)
    of_date = [one for one in before.monitoring if one.date == entry.on]
    if len(of_date) > 1:
        message = _("{code}: a monitoring of {date} is recorded twice")
        raise PerfError(
            message.format(code=before.of, date=entry.on.isoformat()),
            hint=_("Make one of both in the file first; `perf check` says where they stand."),
        )
    others = [one for one in before.monitoring if one.date != entry.on]
    said = _monitoring(of_date[0] if of_date else Monitoring(date=entry.on), entry)
    after = others if said.is_empty and not of_date else sorted([*others, said], key=lambda one: one.date)
    return msgspec.structs.replace(before, monitoring=tuple(after))


def _evaluation(before: Evaluation, entry: Entry) -> Evaluation:
    for name, one in entry.indicators.items():
        if one.get("tier") and one["tier"] not in TIERS:
            message = _("{name}: {tier} is not a tier").format(name=name, tier=one["tier"])
            raise PerfError(message, hint=_("Known ones: {names}").format(names=_(", ").join(TIERS)))
    return msgspec.structs.replace(
        before,
        **_values(before, entry),
        indicators=_with(before.indicators, entry.indicators, EvaluatedIndicator),
        parts=_with(before.parts, entry.parts, EvaluatedPart),
    )


def _monitoring(before: Monitoring, entry: Entry) -> Monitoring:
    return msgspec.structs.replace(
        before,
        **_values(before, entry),
        indicators=_with(before.indicators, entry.indicators, MonitoredIndicator),
        parts=_with(before.parts, entry.parts, MonitoredPart),
    )


def _values(before: Evaluation | Monitoring, entry: Entry) -> Said:
    """What an entry says as a whole; details that it does not name stay."""
    details = entry.values.get("details")
    return entry.values if not details else {**entry.values, "details": {**before.details, **details}}


def _with(before: Mapping[str, R], said: Mapping[str, Said], kind: type[R]) -> dict[str, R]:
    """Records by name with what is said of some of them."""
    after = dict(before)
    for name, one in said.items():
        found = msgspec.structs.replace(after.get(name) or kind(), **one)
        if name in after or found != kind():
            after[name] = found
    return after


def alike(name: str) -> str:
    """What names have in common that look alike: they mean one indicator."""
    return "".join(fold(name).split())


def _indicator(project: Project, given: str) -> str:
    """The name of an indicator of the year as progress files have it; look-alikes are one. Raises PerfError."""
    names = indicator_names(project)
    if given in names:
        return given
    those_alike = [name for name in names if alike(name) == alike(given)]
    if len(those_alike) == 1:
        return those_alike[0]
    code = project.code or project.unit
    message = _("{code} has no indicator {name}").format(code=code, name=given or '""')
    hint = _("`perf show {code}` has them.").format(code=code)
    if not project.code:
        hint = _("Known ones: {names}").format(names=_(", ").join(names))
    raise PerfError(message, hint=nearest(given, names) or hint)
