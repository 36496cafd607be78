"""A form, with what is here of its project or whole -> the record that it is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from perfcli.actions.form_assumptions import FormAssumptions
from perfcli.actions.form_changes import unlisted_message
from perfcli.actions.form_functions import parted
from perfcli.actions.form_keys import (
    broken_sum,
    goals_keys,
    indicator_keys,
    project_keys,
    with_kept,
    with_own_goals,
    with_unlisted,
)
from perfcli.actions.form_names import PRINTED
from perfcli.actions.form_taken_back import with_own_lists, without_spread_weights
from perfcli.actions.two_terms import in_kept_order, with_other_terms
from perfcli.carried import below
from perfcli.data.dataset import Entry
from perfcli.form import OF_PROGRESS
from perfcli.forms.record.adjustments import unlisted
from perfcli.forms.record.amount_details import as_kept
from perfcli.forms.record.filled import FilledForm
from perfcli.framework import framework_for, level_one
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Function, Indicator, Project
from perfcli.paths import ProjectKey
from perfcli.progress.evaluation import as_project
from perfcli.settings import Settings


class TakingOver:
    """Makes records of forms; what of them was taken to be so is told to `assumptions`."""

    def __init__(self, settings: Settings, assumptions: FormAssumptions) -> None:
        self._settings, self._assumptions = settings, assumptions

    def project(self, form: FilledForm, key: ProjectKey, kept: Project | None) -> Project:
        """The project; a level one that its year's framework gives for the kind is not kept."""
        self._assumptions.of_funds(form, kept.budget if kept else None)
        framework = framework_for(key.year, self._settings.framework)
        rows = _without_level_ones(form.indicators, framework)
        known = kept.details if kept else {}
        if kept is not None:
            rows = with_kept(rows, kept.indicators, form.unread, project_keys(form, kept))
            listed, rows = len(rows), with_unlisted(form, rows, kept.indicators)
            if len(rows) > listed and (lacking := unlisted(form, kept)):
                self._assumptions.tell(unlisted_message(form, lacking))
            rows = self._ordered(form, without_spread_weights(rows, kept, self._settings), kept)
            if broken := broken_sum(form, kept.budget):
                self._assumptions.tell(broken)
        return Project(
            code=key.code,
            name=form.name,
            unit=key.unit,
            year=key.year,
            purpose=form.purpose,
            goals=with_own_goals(form, kept.goals if kept else ()),
            budget=form.budget,
            spending_plan=dict(form.spending_plan),
            indicators=rows,
            long_term_goals=form.long_term_goals,
            details=with_own_lists(as_kept(form.details, known), known),
        )

    def whole(self, form: FilledForm, year: int, code: str, kept: DepartmentGoals | None) -> Entry[DepartmentGoals]:
        """The overall goals; what no key of theirs holds is a detail."""
        self._assumptions.of_funds(form, kept.budget if kept else None)
        rows, functions = self._of_whole(form, year, kept)
        known = kept.details if kept else {}
        details = with_own_lists(as_kept(form.details, known), known)
        if form.long_term_goals:
            details.setdefault("中期绩效目标", "\n".join(form.long_term_goals))
        for label, text in ((PRINTED, form.code), ("项目名称", form.name), ("资金用途", form.purpose)):
            if text:
                details.setdefault(label, text)
        record = DepartmentGoals(
            department=code if len(code) == 3 else "",
            unit="" if len(code) == 3 else code,
            year=year,
            overall=form.overall,
            goals=with_own_goals(form, kept.goals if kept else ()),
            budget=form.budget if form.total is not None else None,
            indicators=rows,
            functions=functions,
            details=details,
        )
        return Entry(record, goals_keys(form, record, kept))

    def _ordered(
        self, form: FilledForm, rows: tuple[Indicator, ...], kept: Project | DepartmentGoals
    ) -> tuple[Indicator, ...]:
        """Indicators of two terms in the order that they have here, with those of a term of which a form says none."""
        keys = below(indicator_keys(form), "indicators")
        if len(form.terms) > 1 or len({row.term for row in rows}) > 1:
            framework = framework_for(kept.year, self._settings.framework)
            rows = in_kept_order(rows, kept.indicators, framework, keys)
        return with_other_terms(rows, kept.indicators, keys)

    def _of_whole(
        self, form: FilledForm, year: int, kept: DepartmentGoals | None
    ) -> tuple[tuple[Indicator, ...], tuple[Function, ...]]:
        """A whole's own indicators, and its functions where a form has them otherwise; what it does not list stays."""
        rows = form.indicators
        if kept is None:
            return rows, ()
        if not any(row.level1 for row in kept.indicators):
            rows = _without_level_ones(rows, framework_for(year, self._settings.framework))
        if (form.results is None and form.kind not in OF_PROGRESS) or not rows:
            rows = with_kept(rows, kept.indicators, form.unread, indicator_keys(form))
            return self._ordered(form, rows, kept), ()
        whole = as_project(kept, "")
        rows = with_kept(rows, whole.indicators, form.unread, indicator_keys(form))
        found = parted(without_spread_weights(rows, whole, self._settings), kept)
        own = with_unlisted(form, found.own, kept.indicators) if found.own else kept.indicators
        listed = {row.name for row in found.own}
        lacking = [row.name for row in own if not row.term and row.name not in listed]
        if lacking or found.lacking:
            self._assumptions.tell(unlisted_message(form, [*lacking, *found.lacking]))
        if found.unclear:
            message = _("{where}: left out, since it is not clear whether they are of a function: {names}")
            self._assumptions.tell(message.format(where=form.where, names=_(", ").join(found.unclear)))
        return self._ordered(form, own, kept), found.functions if found.functions != kept.functions else ()


def _without_level_ones(rows: Sequence[Indicator], framework: str) -> tuple[Indicator, ...]:
    """Indicators without levels one that a framework gives for their kinds."""
    return tuple(replace(row, level1="") if row.level1 == level_one(row.kind, framework) else row for row in rows)
