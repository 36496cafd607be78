"""What is asked of a new project, from a repository that may lack its year, its division and its unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import msgspec
from msgspec.structs import replace

from perfcli.actions.bulk import read_plan
from perfcli.actions.new import (
    ProjectRequest,
    department_name_of,
    new_unit,
    plan_by_months,
    prefilled,
    units_to_choose,
)
from perfcli.actions.settings import keep_settings
from perfcli.actions.suggesting import Wanted
from perfcli.amounts import read_amount
from perfcli.cli import asking, remarks
from perfcli.cli.interview import Answers, AskAgain, Question
from perfcli.cli.parameters import WrongValue, Year
from perfcli.cli.suggested import Offer, note, offers, picked, require_listed
from perfcli.errors import PerfError
from perfcli.exact import Percent
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.model import Indicator, Project
from perfcli.repository import Repository
from perfcli.scaffold import split_budget


@dataclass(frozen=True, slots=True)
class NewProjectScript:
    """The questions that a request leaves open: `missing` are unit, name and budget where they are not said.

    With `is_kept` also those that the repository lacks an answer to.
    """

    repository: Repository
    wanted: ProjectRequest
    missing: frozenset[str]
    is_kept: bool

    def __call__(self, answers: Answers) -> Iterator[Question]:
        """The questions in their order."""
        yield from self._of_repository(answers)
        yield from self._of_project(answers)
        yield from self._of_texts(answers)

    def _of_repository(self, answers: Answers) -> Iterator[Question]:
        settings = self.repository.settings
        if self.wanted.year is None and settings.year is None:
            yield Question("year", _("Budget year"), Year())
            if self.is_kept:
                asked = asking.yes_or_no(_("Write the year {year} to perf.toml for new projects?"))
                year = Year()(answers["year"])
                yield Question("keep year", asked.format(year=year), asking.read_yes, "y")
        if not self.is_kept:
            return
        if not self.wanted.code and not settings.division:
            said = _("Project codes begin with the six digits of the division; they are written to perf.toml.")
            yield Question("division", _("Division (six digits)"), _division, note=said)
        if not units_to_choose(self.repository) and "unit" in self.missing:
            said = _("No unit is registered yet: register the one that the project belongs to.")
            yield Question("unit code", _("Unit code"), _unit_code, note=said)
            yield Question("unit name", _("Unit name"))
            code = _unit_code(answers["unit code"])
            if not department_name_of(code, answers["unit name"]):
                yield Question("department name", _("Name of the department {code}").format(code=code[:3]))

    def _of_project(self, answers: Answers) -> Iterator[Question]:
        templates = self._templates()
        if templates and not self.wanted.template:
            yield Question(
                "template",
                _("Template"),
                lambda slug: prefilled(self.repository, replace(self._said(answers), template=slug)),
                choices=templates,
                is_optional=True,
                empty=_("empty for none"),
            )
        if "unit" in self.missing and "unit code" not in answers:
            units = {unit.code: unit.name for unit in units_to_choose(self.repository)}
            if not units:
                raise PerfError(_("no unit is known yet"), hint=_("Register one first: `perf new unit CODE NAME`."))
            yield Question("unit", _("Unit"), offered=next(iter(units)) if len(units) == 1 else "", choices=units)
        if "name" in self.missing:
            yield Question("name", _("Name of the project"))
        if "budget" in self.missing:
            yield Question("budget", _("Budget in yuan"), self._budget)
        if self.wanted.fiscal is None and self.wanted.other is None and self._said(answers).total:
            yield Question(
                "fiscal",
                _("Fiscal share in yuan"),
                lambda text: self._fiscal(answers, text),
                is_optional=True,
                empty=_("empty for all of it"),
            )

    def _of_texts(self, answers: Answers) -> Iterator[Question]:
        base = prefilled(self.repository, self._said(answers))
        if self.wanted.purpose is None:
            yield Question("purpose", _("Purpose of the money"), offered=base.purpose, is_optional=True)
        if self.wanted.goals is None:
            yield from _goals(base, answers)
        months = self.repository.settings.checkpoints
        if self.wanted.plan is None and months:
            yield Question(
                "plan",
                _plan_question(months),
                self._plan,
                _plan_text(base, months),
                is_optional=True,
                remark=lambda text: remarks.of_plan(read_plan(text)),
            )
        yield from _indicators(base, answers, self._offers(base), self._templates())

    def _templates(self) -> dict[str, str]:
        return {slug: item.record.name for slug, item in self.repository.templates().items() if item.record}

    def _offers(self, base: Project) -> Mapping[str, Offer]:
        """What is suggested for the kinds that the template leaves open."""
        if all(row.name for row in base.indicators):
            return {}
        return offers(self.repository, Wanted(base.name, base.purpose, base.unit, base.year))

    def _said(self, answers: Answers) -> ProjectRequest:
        """The request with what was answered so far of what stands at its head."""
        wanted, year = self.wanted, answers.get("year")
        return replace(
            wanted,
            year=Year()(year) if year else wanted.year,
            template=wanted.template or answers.get("template", ""),
            unit=wanted.unit or answers.get("unit") or as_typed(answers.get("unit code", "")).strip(),
            name=wanted.name or answers.get("name", ""),
            total=read_amount(answers["budget"]) if "budget" in answers else wanted.total,
            fiscal=read_amount(answers["fiscal"]) if answers.get("fiscal") else wanted.fiscal,
        )

    def _budget(self, text: str) -> None:
        total = read_amount(text)
        split_budget(total, self.wanted.fiscal, self.wanted.other)
        if not total and not asking.confirmed(_("The budget is 0 yuan. Keep it?")):
            raise AskAgain

    def _fiscal(self, answers: Answers, text: str) -> None:
        split_budget(self._said(answers).total, read_amount(text), None)

    def _plan(self, text: str) -> dict[int, Percent]:
        return plan_by_months(read_plan(text), self.repository.settings.checkpoints)

    def request(self, answers: Answers) -> ProjectRequest:
        """What is wanted now that all is answered; what the template fills anyway is left to it."""
        said = self._said(answers)
        base = prefilled(self.repository, said)
        goals = tuple(text for key, text in answers.items() if key.startswith("goal ") and text)
        indicators = _answered_indicators(base, answers, self._offers(base))
        plan = answers.get("plan", "")
        is_other_plan = "plan" in answers and plan != _plan_text(base, self.repository.settings.checkpoints)
        return replace(
            said,
            name=said.name.strip(),
            purpose=answers["purpose"] if answers.get("purpose", base.purpose) != base.purpose else said.purpose,
            goals=goals if "goal 1" in answers and goals != base.goals else said.goals,
            plan=(read_plan(plan) if plan else ()) if is_other_plan else said.plan,
            indicators=indicators if indicators != base.indicators else None,
        )

    def prepare(self, answers: Answers) -> Repository:
        """Write what the repository lacks: year, division, unit; returns it as it is then."""
        if not self.is_kept:
            return self.repository
        keeps_year = "keep year" in answers and asking.read_yes(answers["keep year"])
        year = Year()(answers["year"]) if keeps_year else None
        division = _division(answers["division"]) if "division" in answers else ""
        if year or division:
            keep_settings(self.repository.root, year=year, division=division)
        if "unit code" in answers:
            code = _unit_code(answers["unit code"])
            new_unit(self.repository, code, answers["unit name"], answers.get("department name", ""))
        return Repository(self.repository.root)


def _goals(base: Project, answers: Answers) -> Iterator[Question]:
    """Goal after goal, until one is left empty beyond those that the template fills."""
    number = 0
    while number <= len(base.goals) or answers[f"goal {number}"]:
        number += 1
        offered = base.goals[number - 1] if number <= len(base.goals) else ""
        asked = _("Performance goal {number}").format(number=number)
        yield Question(f"goal {number}", asked, offered=offered, is_optional=True)
        if number > len(base.goals) and not answers[f"goal {number}"]:
            return


def _indicators(
    base: Project, answers: Answers, offered: Mapping[str, Offer], templates: Mapping[str, str]
) -> Iterator[Question]:
    """The target of each indicator of the template; without one an indicator of each kind and its target.

    `templates` are their names by their codes.
    """
    for number, row in enumerate(base.indicators):
        name, target = row.name, row.target
        if not name:
            asked = _("{kind}: name of an indicator").format(kind=row.kind)
            offer = offered.get(row.kind, ())
            read = partial(require_listed, offer)
            yield Question(f"indicator {number}", asked, read, is_optional=True, note=note(offer, templates))
            name = answers[f"indicator {number}"]
            taken = picked(offer, name)
            if taken:
                name, target = taken.indicator.name, taken.indicator.target
        if name:
            asked = _("{kind} {name}: target, such as ≥95%").format(kind=row.kind, name=name)
            yield Question(
                f"target {number}",
                asked,
                offered=target,
                is_optional=True,
                remark=_remark_on_others(target, base.year),
            )


def _remark_on_others(target: str, year: int) -> Callable[[str], str]:
    """What is said of another target than the one on offer."""
    return lambda text: "" if text == target else remarks.of_target(text, year)


def _answered_indicators(base: Project, answers: Answers, offered: Mapping[str, Offer]) -> tuple[Indicator, ...]:
    rows = []
    for number, row in enumerate(base.indicators):
        name = answers.get(f"indicator {number}", row.name)
        taken = None if row.name else picked(offered.get(row.kind, ()), name)
        if taken:
            one = taken.indicator
            row, name = msgspec.structs.replace(row, description=one.description, basis=one.basis), one.name
        rows.append(msgspec.structs.replace(row, name=name, target=answers.get(f"target {number}", row.target)))
    return tuple(rows)


def _plan_question(months: tuple[int, ...]) -> str:
    named = _(", ").join(map(str, months))
    return _("Spending plan, cumulative percents by the end of months {months}, such as 25,50,75,100").format(
        months=named
    )


def _plan_text(base: Project, months: tuple[int, ...]) -> str:
    """The plan of a template as it is typed, where it has one: at each checkpoint what it has until then."""
    if not base.spending_plan:
        return ""
    plan = base.spending_plan
    shares = [plan[max(until)] if (until := [one for one in plan if one <= month]) else Decimal(0) for month in months]
    return ",".join(f"{share:f}".removesuffix(".00") for share in shares)


def _division(text: str) -> str:
    digits = as_typed(text).strip()
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise WrongValue(_("{division}: a division has six digits").format(division=text or '""'))
    return digits


def _unit_code(text: str) -> str:
    code = as_typed(text).strip()
    if not re.fullmatch(r"[0-9]{6,}", code):
        raise WrongValue(_("a unit's code has six or more digits"))
    return code
