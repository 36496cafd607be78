"""A form that perf filled in and that comes back: what was worked out for it is no news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

from msgspec.structs import replace

from perfcli.exact import Money
from perfcli.folding import fold, plain_name
from perfcli.form import EVALUATION, MONITORING
from perfcli.formats.blocks import clean
from perfcli.forms.laying.shown_results import own_amount, part_shown
from perfcli.forms.laying.whole_form import NAME
from perfcli.forms.record.amount_details import as_kept
from perfcli.forms.record.filled import OVERALL, FilledForm, FormResults
from perfcli.forms.words.units import write_unit
from perfcli.model import Budget, DepartmentGoals, Details, Indicator, Project
from perfcli.progress import Evaluation, names_of
from perfcli.progress.rows import level_ones, weights
from perfcli.regex import regex
from perfcli.settings import Settings

_CODED_DEPARTMENT = "主管部门及代码"
_WHOSE = regex(r"(?:部门|单位)(?:名称|及代码|及编码)?(?:\(.*\))?$")
"""Labels of whose a project is, which are its own on any form."""


def with_own_lists(details: Details, kept: Details) -> dict[str, str | tuple[str, ...]]:
    """A form's details, each whose lines are the texts of a list that is kept as that list: a cell prints it so."""
    lists = {label: texts for label, texts in kept.items() if not isinstance(texts, str)}
    same = {label: texts for label, texts in lists.items() if details.get(label) == "\n".join(map(clean, texts))}
    return {label: same.get(label, text) for label, text in details.items()}


def without_spread_weights(rows: tuple[Indicator, ...], kept: Project, settings: Settings) -> tuple[Indicator, ...]:
    """A form's indicators, without weights where they are those that the project's own are spread by.

    A form may lack some, or call one otherwise; of those that it had when it was filled in all may be spread, too.
    """
    of_year = [row for row in rows if not row.term]
    if any(row.weight is not None for row in kept.year_indicators):
        return rows
    spread = _spread(kept, settings)
    said = {name: row.weight for name, row in zip(names_of(of_year), of_year, strict=True) if row.weight is not None}
    others = Counter(weight for name, weight in spread.items() if name not in said)
    renamed = Counter(weight for name, weight in said.items() if name not in spread)
    is_spread = all(spread[name] == weight for name, weight in said.items() if name in spread) and renamed <= others
    listed = tuple(replace(row, weight=None) for row in of_year if row.weight is not None)
    if not (is_spread or said == _spread(replace(kept, indicators=listed), settings)):
        return rows
    return tuple(row if row.term else replace(row, weight=None) for row in rows)


def _spread(project: Project, settings: Settings) -> dict[str, Decimal | None]:
    """The weights of a project's indicators by their names."""
    spread = weights(project, level_ones(project, settings), settings)
    return dict(zip(names_of(project.year_indicators), spread, strict=True))


def with_own_details(
    form: FilledForm, kept: Project | DepartmentGoals | None, code: str, name_of: Callable[[str], str]
) -> FilledForm:
    """A form whose details are its project's or whole's, without what perf prints of its own there.

    What else a 自评表 or 监控表 says beside goals that are here, such as who filled it in, is of its results: the goals
    stay as they were approved. The names of the unit and its department, which are known, are no news there.
    """
    known, details = kept.details if kept else {}, form.details
    if isinstance(kept, DepartmentGoals):
        details = _without_own_name(details, known, code, name_of(code))
    if kept is not None or form.subject != OVERALL:
        details = _without_coded_department(details, known, code, name_of(code[:3]))
    if kept is None or form.results is None or form.kind not in (EVALUATION, MONITORING):
        return replace(form, details=details)
    named = {plain_name(name) for name in (name_of(code), name_of(code[:3])) if name}
    own: dict[str, str | tuple[str, ...]] = {}
    others: dict[str, str | tuple[str, ...]] = {}
    for label, text in details.items():
        if label not in known and isinstance(text, str) and plain_name(text) in named:
            continue
        is_own = _WHOSE.search(fold(label)) or as_kept({label: text}, known).items() <= known.items()
        (own if is_own else others)[label] = text
    return replace(form, details=own, results=replace(form.results, details=others))


def with_own_goal(form: FilledForm, kept: DepartmentGoals | None) -> FilledForm:
    """A 自评表 or 监控表 of a whole with its one goal, which is the overall one by its words alone."""
    if kept is None or form.kind not in (EVALUATION, MONITORING) or form.goals:
        return form
    is_own = [clean(goal) for goal in kept.goals] == [form.overall]
    return replace(form, goals=kept.goals, overall="") if is_own else form


def _without_own_name(details: Details, kept: Details, code: str, name: str) -> Details:
    """A form's details, without the name of the unit or department whose whole it is, as perf prints it."""
    said = details.get(NAME)
    if (
        NAME in kept
        or not isinstance(said, str)
        or plain_name(said) not in (plain_name(name or code), plain_name(code))
    ):
        return details
    return {label: text for label, text in details.items() if label != NAME}


def _without_coded_department(details: Details, kept: Details, unit: str, name: str) -> Details:
    """A form's details, without 主管部门及代码 where that is the department of the unit, as perf prints it."""
    said = details.get(_CODED_DEPARTMENT)
    if not isinstance(said, str) or _CODED_DEPARTMENT in kept or not name:
        return details
    if plain_name(said) != plain_name(write_unit(unit[:3], name)):
        return details
    return {label: text for label, text in details.items() if label != _CODED_DEPARTMENT}


def without_own_budget(
    said: FormResults, kept: Project | DepartmentGoals, evaluation: Evaluation | None
) -> FormResults:
    """What a form says, without what parts of the money that are recorded were at first where the goals have that."""
    if evaluation is None:
        return said
    parts = {name: _without_budget(name, part, evaluation, kept.budget) for name, part in said.parts.items()}
    return replace(said, parts=parts)


def _without_budget(
    name: str, part: Mapping[str, Money], given: Evaluation, budget: Budget | None
) -> Mapping[str, Money]:
    """A part of the money, without what it was at first where that is the goals' own and the part is recorded."""
    if part_shown(name, given.parts) is None or part.get("initial") != own_amount(name, budget):
        return part
    return {column: amount for column, amount in part.items() if column != "initial"}
