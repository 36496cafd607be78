"""Which level two a project has, lacks and needs."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from perfcli.check.views import ProjectView
from perfcli.framework import CENTRAL, COSTS_2021, FRAMEWORKS, NO_FRAMEWORK, SATISFACTION, kinds, level_one

_EFFECT = "效益指标"
_SETS = {name: frozenset(kinds(name)) for name in (*FRAMEWORKS, CENTRAL, NO_FRAMEWORK)}
_OPTIONAL_2021 = (*COSTS_2021, SATISFACTION)


class Slip(NamedTuple):
    """An indicator of a table with one row a kind that carries its neighbour's: its place, and the kind left out."""

    place: int
    missing: str


def is_required(kind: str, framework: str, counts: Counter[str]) -> bool:
    """Whether every project needs this kind: all in 2015; in 2021 those of output, and of effect one of the three."""
    if framework == "2015":
        return True
    if framework != "2021":
        return False
    if level_one(kind, framework) == _EFFECT:
        return not any(counts[other] for other in kinds(framework) if level_one(other, framework) == _EFFECT)
    return kind not in _OPTIONAL_2021


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
