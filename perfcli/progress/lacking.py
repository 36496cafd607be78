"""What a self-evaluation may lack, and what is said of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from perfcli.i18n import noop

Lacking = Literal[
    "spent",
    "execution reason",
    "indicators",
    "weights",
    "actual",
    "unknown",
    "reason",
    "measure",
    "explanation",
    "weight",
]


LACKS: dict[Lacking, str] = {
    "spent": noop("how much was spent is missing"),
    "indicators": noop("there are no indicators to score"),
    "weights": noop("the weights and the points of execution make more than 100: no total"),
    "execution reason": noop("the money was not spent as planned: a reason is missing"),
    "actual": noop("{indicator}: the actual value is missing"),
    "unknown": noop("{indicator}: what the actual value says is not sure: give a tier or a score"),
    "weight": noop("{indicator}: it has no weight while others have one"),
    "reason": noop("{indicator}: the score is under the weight, its reason is missing"),
    "measure": noop("{indicator}: the score is under the weight, a measure is missing"),
    "explanation": noop("{indicator}: far above the target, an explanation is missing"),
}
"""What is said of each."""


class Lack(NamedTuple):
    """What a self-evaluation still lacks, of an indicator by its name, of the money where that is empty."""

    indicator: str
    what: Lacking
