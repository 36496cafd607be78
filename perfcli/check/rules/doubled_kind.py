"""C104."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.kinds import doubled_for
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.framework import kinds
from perfcli.i18n import noop

DOUBLED = noop("{kind} stands {count} times while {missing} is missing: one of them is likely meant for it")


class DoubledKind(Rule):
    """A level two stands twice while its sibling is missing.

    Most often a slip in the form's drop-down list: the row of the sibling carries its neighbour's kind.

    Leaves alone: several indicators of one kind where no sibling is missing, and kinds that a framework does not ask
    of every project. The fix gives the last of the doubled rows the missing kind; it changes what is said, so it
    needs `--unsafe-fixes`.

    Fails:

        [[indicators]]
        kind = "生态效益指标"
        name = "维修旧料规范处置率"

        [[indicators]]
        kind = "生态效益指标"
        name = "房屋正常使用率"

    Passes:

        [[indicators]]
        kind = "生态效益指标"
        name = "维修旧料规范处置率"

        [[indicators]]
        kind = "可持续影响指标"
        name = "房屋正常使用率"

    Source: 财预〔2015〕88号, review of completeness; published texts.
    """

    code = "C104"
    name = "doubled-kind"
    severity = "warning"
    nature = "completeness"
    fixable = True

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The kinds of the indicators."""
        counts = view.counts
        if len(counts) == len(view.rows):
            return
        for missing in kinds(view.framework):
            kind = "" if counts[missing] else doubled_for(missing, view, counts)
            if kind:
                last = max(index for index, row in enumerate(view.rows) if row.indicator.kind == kind)
                values: dict[str, str | int] = {"kind": kind, "count": counts[kind], "missing": missing}
                yield Hit(("indicators", last, "kind"), DOUBLED, values, Fix(missing, safe=False))
