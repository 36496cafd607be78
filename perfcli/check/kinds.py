"""Which level two a project has, lacks and needs."""

from __future__ import annotations

from typing import NamedTuple

from perfcli.check.other_forms import is_on_another_form
from perfcli.check.views import ProjectView
from perfcli.framework import CENTRAL, COSTS_2021, FRAMEWORKS, NO_FRAMEWORK, SATISFACTION, kinds, level_one

_EFFECT = "效益指标"
_SETS = {name: frozenset(kinds(name)) for name in (*FRAMEWORKS, CENTRAL, NO_FRAMEWORK)}
_OPTIONAL_2021 = (*COSTS_2021, SATISFACTION)


class Slip(NamedTuple):
    """An indicator of a table with one row a kind that carries its neighbour's: its place, and the kind left out."""

    place: int
    missing: str


def effects_missing(view: ProjectView) -> tuple[str, ...]:
    """The kinds of effect of which a project needs one, whichever, where it has none."""
    if view.framework not in FRAMEWORKS or _needs_each(view):
        return ()
    effects = tuple(kind for kind in kinds(view.framework) if level_one(kind, view.framework) == _EFFECT)
    return () if any(view.counts[kind] for kind in (*effects, "可持续影响指标")) else effects


def _needs_each(view: ProjectView) -> bool:
    return view.framework == "2015" and not is_on_another_form(view)


def is_required(kind: str, view: ProjectView) -> bool:
    """Whether a project needs this very kind: in the published table of 2015 all, else those of output.

    Those of cost and satisfaction are needed in 2015 alone; on another form of later years, where no kind of cost
    tells the two frameworks apart, they are not.
    """
    framework = view.framework
    if framework not in FRAMEWORKS:
        return False
    if _needs_each(view):
        return True
    if level_one(kind, framework) == _EFFECT:
        return False
    may_follow_2021 = view.project.year > 2021 and not view.counts["成本指标"]
    if framework == "2015" and not may_follow_2021:
        return True
    return not may_be_absent(kind) and kind != "成本指标"


def may_be_absent(kind: str) -> bool:
    """Whether only some projects need this kind of the framework of 2021."""
    return kind in _OPTIONAL_2021


def has_all(view: ProjectView) -> bool:
    """Whether every kind of the framework has an indicator of the year."""
    return view.counts.keys() >= _SETS[view.framework]


def slip_of(view: ProjectView) -> Slip | None:
    """The one row that is out of step with the form; None where the table has not one row for each kind, in order.

    Several rows of one kind while another is missing say nothing by themselves: the table may just be so.
    """
    form = kinds(view.framework)
    if has_all(view):
        return None
    places = [place for place, said in enumerate(view.printed) if not said.term]
    if len(places) != len(form):
        return None
    wrong = [at for at, place in enumerate(places) if view.rows[place].kind != form[at]]
    if len(wrong) != 1:
        return None
    at = wrong[0]
    given, missing = view.rows[places[at]].kind, form[at]
    beside = given in (form[at - 1 : at] + form[at + 1 : at + 2])
    if not beside or level_one(given, view.framework) != level_one(missing, view.framework):
        return None
    return Slip(places[at], missing)
