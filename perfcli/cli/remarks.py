"""What is said at once of an answer that is taken, but may not be what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.dates import read_days
from perfcli.exact import Percent
from perfcli.i18n import gettext as _
from perfcli.target import read_target


def of_plan(shares: Sequence[Percent]) -> str:
    """Of a spending plan (cumulative percents): whether it ends before the whole budget is spent."""
    if not shares or shares[-1] >= 100:
        return ""
    return _("The plan ends at {share}%, not at 100%.").format(share=f"{shares[-1]:f}")


def of_target(text: str, year: int) -> str:
    """Of a target: whether no figure is read from it; dates are meant to be none."""
    if not text or read_target(text).operator is not None or read_days(text, year) is not None:
        return ""
    return _("{text} is read as words, not as a figure.").format(text=text)
