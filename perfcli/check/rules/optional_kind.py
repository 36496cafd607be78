"""C109."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.kinds import may_be_absent, slip_of
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.framework import COSTS_2021, kinds
from perfcli.i18n import noop

MISSING = noop("no {kind}: see whether this project needs one")


class OptionalKind(Rule):
    """A level two that only some projects need has no indicator.

    The framework of 2021 asks for cost in construction, major repair and purchase, and for satisfaction where it
    applies: whether it does is for a person to say.

    Leaves alone: tables by the framework of 2015, where cost and satisfaction are needed (C103), or by one that is
    neither of the two, further kinds of cost where one stands or the first is asked about, kinds of effect, of which
    one is enough (C103), and projects without indicators.

    Fails:

        year = 2022
        # no row of 服务对象满意度指标

    Passes:

        year = 2022

        [[indicators]]
        kind = "服务对象满意度指标"
        name = "住户对维修服务满意度"
        target = "≥90%"

    Source: 财预〔2021〕101号.
    """

    code = "C109"
    name = "optional-kind"
    severity = "notice"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The kinds of the indicators."""
        if not view.rows or view.framework != "2021":
            return
        counts, slip = view.counts, slip_of(view)
        has_cost = any(counts[kind] for kind in COSTS_2021)
        for kind in kinds(view.framework):
            spared = kind in COSTS_2021 and (has_cost or kind != COSTS_2021[0])
            if not counts[kind] and may_be_absent(kind) and not spared and not (slip and slip.missing == kind):
                yield Hit(("indicators",), MISSING, {"kind": kind})
