"""Which keys of a record a filled-in form says something of: an update leaves the others as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from perfcli.actions.two_terms import of_terms
from perfcli.budgets import unexplained
from perfcli.carried import Keys, below, continued
from perfcli.form import EVALUATION, MONITORING
from perfcli.forms.record.amount_details import carried_with
from perfcli.forms.record.filled import FilledForm
from perfcli.i18n import gettext as _
from perfcli.model import Budget, DepartmentGoals, Indicator, Project

_OF_INDICATORS = ("level1", "kind", "description", "target", "basis", "weight")


def project_keys(form: FilledForm, kept: Project | None) -> Keys:
    """The keys of a project that is `kept` already, or is new and has a budget in any case."""
    is_total = kept is None or (form.prints_money and _says_total(form, kept.budget))
    keys = {"code", "name", "unit", "year"} | ({"budget", "budget.total"} if is_total else set())
    keys |= {key for key in ("purpose", "goals", "long_term_goals", "spending_plan") if getattr(form, key)}
    if form.spending_plan:
        keys |= {f"spending_plan.{month}" for month in form.spending_plan if month in form.plan_months}
    return Keys(keys | set(_of_funds(form)) | set(_of_details(form.details)) | set(_of_indicators(form)))


def goals_keys(form: FilledForm, record: DepartmentGoals, kept: DepartmentGoals | None) -> Keys:
    """The keys of overall goals, of which the record was made; `kept` is what there is of them already."""
    keys = {key for key in ("overall", "goals", "budget", "functions") if getattr(record, key)}
    if record.budget is not None:
        is_total = form.total is not None and _says_total(form, kept.budget if kept else None)
        keys |= {"budget.total"} if is_total else set()
        keys |= set(_of_funds(form))
    return Keys(keys | set(_of_details(record.details)) | set(_of_indicators(form)))


def with_kept(
    rows: Sequence[Indicator], kept: Sequence[Indicator], unread: Mapping[int, frozenset[str]], keys: Keys
) -> tuple[Indicator, ...]:
    """Indicators with what is kept of those whose cells could not be read; `keys` are those that the form carries."""
    inner = below(keys, "indicators")
    before = continued(of_terms(kept, rows), rows, inner) if unread else []
    found = list(rows)
    for place, names in unread.items():
        old = before[place]
        if old is not None:
            own = {name: getattr(old, name) for name in names if not name.startswith("details.")}
            labels = {name.removeprefix("details.") for name in names if name.startswith("details.")}
            told = {label: text for label, text in old.details.items() if label in labels}
            found[place] = replace(rows[place], **own, details={**rows[place].details, **told})
    return tuple(found)


def with_own_goals(form: FilledForm, kept: tuple[str, ...]) -> tuple[str, ...]:
    """A form's goals; where it has cells for some of them alone, what it has none for stays in its place."""
    placed = form.placed_goals
    if not placed:
        return form.goals
    last = max(len(kept), *placed)
    found = [placed.get(at, kept[at - 1] if at <= len(kept) else "") for at in range(1, last + 1)]
    return tuple(filter(None, (*found, *(goal for goal in form.goals if goal not in placed.values()))))


def with_unlisted(form: FilledForm, rows: Sequence[Indicator], kept: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicators of a project as a 自评表 or 监控表 of fewer of them has these: the others are no less its goals.

    A form with one that is not the project's, or of names that tell none apart, is taken at its word.
    """
    if not rows or form.results is None or form.kind not in (EVALUATION, MONITORING):
        return tuple(rows)
    said = {row.name: row for row in rows}
    names = [row.name for row in kept if not row.term]
    is_clear = len(said) == len(rows) and len(set(names)) == len(names) and not any(row.term for row in rows)
    if not is_clear or not said.keys() <= set(names):
        return tuple(rows)
    return tuple(row if row.term else said.get(row.name, row) for row in kept)


def _says_total(form: FilledForm, kept: Budget | None) -> bool:
    """Whether a form says the total: where it is a sum it is no more than what is kept has, unless that is one too."""
    if not form.sums_total or kept is None:
        return True
    return form.fiscal is None and sum(kept.sources.values()) in (0, kept.total)


def broken_sum(form: FilledForm, kept: Budget) -> str:
    """What is said of a form whose amounts do not make a sum with what is kept beside them, which did before."""
    if form.total is None or form.fiscal is None or form.other is None:
        return ""
    others = {label: amount for label, amount in kept.sources.items() if label not in form.zeros}
    if not unexplained(replace(form.budget, sources={**others, **form.sources})) or unexplained(kept):
        return ""
    message = _(
        "{where}: the total {total} is not fiscal plus other funds, which are {sum}; no sources make up the rest"
    )
    sums = {"total": f"{form.total:f}", "sum": f"{form.fiscal + form.other:f}"}
    return message.format(where=form.where, **sums)


def _of_funds(form: FilledForm) -> Iterator[str]:
    """Funds and sources, those that are said to be 0 among them."""
    yield from (f"budget.{part}" for part in ("fiscal", "other") if getattr(form, part) is not None)
    told = {*form.sources, *form.zeros}
    yield from (f"budget.sources.{label}" for label in told)
    yield from ("budget", "budget.sources") if told else ()


def _of_details(details: Mapping[str, object]) -> Iterator[str]:
    """Details by their labels; one that is an amount takes the place of the same in another unit."""
    yield from ("details",) if details else ()
    yield from (f"details.{label}" for label in {*details, *carried_with(details)})


def indicator_keys(form: FilledForm) -> Keys:
    """The keys of indicators that any row of the form has: a form without a column of weights says nothing of them.

    So it is with each label of their details, and with levels one.
    """
    return Keys(_of_indicators(form))


def _of_indicators(form: FilledForm) -> Iterator[str]:
    if not form.indicators:
        return
    yield from ("indicators", "indicators.name", "indicators.term")
    labels = {label for row in form.indicators for label in row.details}
    yield from (f"indicators.{key}" for key in _of_details(dict.fromkeys(labels | form.row_labels if labels else ())))
    for key in _OF_INDICATORS:
        if any(getattr(row, key) not in ("", None, {}) for row in form.indicators):
            yield f"indicators.{key}"
