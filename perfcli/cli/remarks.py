"""What is said at once of an answer that is taken, but may not be what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfcli.budgets import unexplained
from perfcli.dates import read_days
from perfcli.exact import Percent
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.target import read_target


def of_plan(shares: Sequence[Percent]) -> str:
    """Of a spending plan (cumulative percents): whether it ends before the whole budget is spent."""
    if not shares or shares[-1] >= 100:
        return ""
    return _("The plan ends at {share}%, not at 100%.").format(share=f"{shares[-1]:f}")


def of_money(project: Project) -> Iterator[str]:
    """Of a project that is taken as it is: what of its budget and plan options would refuse."""
    budget = project.budget
    if unexplained(budget):
        said = _("the total {total} is not fiscal plus other funds, which are {sum}")
        yield said.format(total=f"{budget.total:f}", sum=f"{budget.fiscal + budget.other:f}")
    shares = [share for _month, share in sorted(project.spending_plan.items())]
    for before, after in pairwise((Percent("0"), *shares)):
        if after < before:
            said = _("{after}% after {before}%: a cumulative percent cannot fall")
            yield said.format(before=f"{before:f}", after=f"{after:f}")
        elif after > 100:
            yield _("{share}% is over 100%").format(share=f"{after:f}")


def of_target(text: str, year: int) -> str:
    """Of a target: whether no figure is read from it; dates are meant to be none."""
    if not text or read_target(text).operator is not None or read_days(text, year) is not None:
        return ""
    return _("{text} is read as words, not as a figure.").format(text=text)
