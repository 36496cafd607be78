"""What forms say became of goals -> progress files."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from perfcli.actions.approval import begun
from perfcli.form import MONITORING
from perfcli.forms.laying.shown_results import Became, part_shown
from perfcli.forms.record.filled import FormResults
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import EvaluatedPart, Evaluation, MonitoredPart, Monitoring, Progress
from perfcli.progress.evaluation import Evaluated
from perfcli.progress.lights import month_end
from perfcli.progress.monitored import last_monitoring
from perfcli.progress.recording import Entry, with_entry
from perfcli.settings import Settings

CUT_OFF = 7
"""The month by whose end a 监控表 is that does not say it: January to July (财预〔2019〕136号)."""

Part = dict[str, Any]

_KEYS = ("spent", "expected", "execution_points", "total_score", "conclusion", "measures")


def progress_with(kept: Progress | None, owner: Project | DepartmentGoals, said: FormResults) -> Progress:
    """The progress of a project or of a whole with what a form says; all else that was recorded stays."""
    before = kept or begun(owner)
    is_monitoring = said.kind == MONITORING
    keys = (MonitoredPart if is_monitoring else EvaluatedPart).__struct_fields__
    own = (Monitoring if is_monitoring else Evaluation).__struct_fields__
    values: dict[str, Any] = {
        key: value for key in _KEYS if key in own and (value := getattr(said, key)) not in (None, "")
    }
    details = dict(said.details)
    if said.results and is_monitoring:
        details["目标完成情况"] = said.results[0] if len(said.results) == 1 else said.results
    elif said.results:
        values["results"] = said.results
    if details:
        values["details"] = details
    parts = {name: {key: part[key] for key in keys if key in part} for name, part in said.parts.items()}
    parts = _as_recorded(parts, before, is_monitoring=is_monitoring)
    indicators: Mapping[str, Mapping[str, Any]] = said.indicators
    entry = Entry(
        code=before.of,
        on=(said.day or month_end(owner.year, said.month or CUT_OFF)) if is_monitoring else None,
        values=values,
        indicators=indicators,
        parts={name: part for name, part in parts.items() if part},
    )
    after = with_entry(before, entry)
    if is_monitoring and said.day is None:
        after = _known(before, entry) or after
    total = owner.budget.total if owner.budget else None
    if said.adjusted is None or (said.adjusted == total and before.adjusted is None):
        return after
    return replace(after, adjusted=said.adjusted)


def _as_recorded(parts: Mapping[str, Part], before: Progress, *, is_monitoring: bool) -> dict[str, Part]:
    """Parts of the money by what they are called where they are recorded: 财政资金 of a form is 财政拨款 there."""
    last = last_monitoring(before, None) if is_monitoring else before.evaluation
    left = [name for name in (last.parts if last else ()) if name not in parts]
    found: dict[str, Part] = {}
    for name, part in parts.items():
        recorded = None if last and name in last.parts else part_shown(name, left)
        if recorded is not None:
            left.remove(recorded)
        found[recorded or name] = part
    return found


def _known(before: Progress, entry: Entry) -> Progress | None:
    """The progress as it is where a form that says no day says what is recorded of the one day in its month."""
    if entry.on is None:
        return None
    days = [one.date for one in before.monitoring if (one.date.year, one.date.month) == (entry.on.year, entry.on.month)]
    is_same = len(days) == 1 and with_entry(before, replace(entry, on=days[0])) == before
    return before if is_same else None


def is_empty(progress: Progress) -> bool:
    """Whether nothing is recorded: a form that nobody filled in prints the budget as its amount of the year."""
    return progress.adjusted is None and not progress.monitoring and progress.evaluation in (None, Evaluation())


def became_of(worked_out: Evaluated, progress: Progress | None, settings: Settings) -> Became:
    """What forms show of a project's results: points as they are worked out, its last monitoring."""
    return Became(
        names=tuple(row.name for row in worked_out.rows),
        initial=worked_out.project.budget.total,
        adjusted=worked_out.adjusted,
        evaluation=(progress.evaluation if progress else None) or Evaluation(),
        monitoring=last_monitoring(progress, None),
        weights={row.name: row.weight for row in worked_out.rows},
        scores={row.name: row.score for row in worked_out.rows},
        execution_weight=Decimal(settings.evaluation.execution),
        execution_points=worked_out.execution_points,
        total_score=worked_out.total_score,
        adjustments=progress.adjustments if progress else (),
    )
