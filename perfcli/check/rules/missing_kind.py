"""C103."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.kinds import effects_missing, has_all, is_required, slip_of
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.framework import kinds
from perfcli.i18n import noop

MISSING = noop("no {kind}: the framework of {framework} asks for at least one")
NO_EFFECT = noop("no indicator of effect: the framework of {framework} asks for one, be it {kinds}")


class MissingKind(Rule):
    """A level two that the framework asks of every project has no indicator.

    By the framework of 2015 the published table has all nine kinds, a form of another region those of output and
    satisfaction and one of effect; by that of 2021 every project has the three of output and one of effect.

    Leaves alone: cost and satisfaction on a form of another region after 2021 that has no kind of cost: by the
    framework of 2021 only some projects need them. A project without any indicator (C105), a kind whose row carries
    its neighbour's (C104 says it), the kinds of the 2021 framework that only some projects need (C109), and tables
    that follow neither of the two, such as those of investment from the central budget. Which of the two a table
    follows is told by its kinds, else by its year.

    Fails:

        # no row of 社会效益指标

    Passes:

        [[indicators]]
        kind = "社会效益指标"
        name = "房屋安全责任事故数"
        target = "=0起"

    Source: 财预〔2015〕88号; 财预〔2021〕101号.
    """

    code = "C103"
    name = "missing-kind"
    severity = "warning"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The kinds of the indicators."""
        if not view.rows or has_all(view):
            return
        counts, slip = view.counts, slip_of(view)
        for kind in kinds(view.framework):
            is_slip = slip is not None and slip.missing == kind
            if not counts[kind] and is_required(kind, view) and not is_slip:
                yield Hit(("indicators",), MISSING, {"kind": kind, "framework": view.framework})
        if effects := effects_missing(view):
            yield Hit(("indicators",), NO_EFFECT, {"kinds": "、".join(effects), "framework": view.framework})
