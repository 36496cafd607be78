"""C104."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.kinds import slip_of
from perfcli.check.naming import hinted
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

DOUBLED = noop("{kind} stands {count} times while {missing} is missing: one of them is likely meant for it")


class DoubledKind(Rule):
    """A row carries the level two of its neighbour, whose own is missing.

    A slip in the form's drop-down list: a table with one row for each level two, in the form's order, has one twice
    and the one beside it not at all.

    Leaves alone: every other table. Several indicators of one kind while another is missing say nothing of a slip;
    what is missing is C103. The fix gives the row the missing kind where its name goes with that and not with the
    kind it has; it changes what is said, so it needs `--unsafe-fixes`.

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
        slip = slip_of(view)
        if slip:
            row = view.rows[slip.place]
            meant = hinted(row.indicator.name)
            is_sure = slip.missing in meant and row.kind not in meant
            values: dict[str, str | int] = {"kind": row.kind, "count": view.counts[row.kind], "missing": slip.missing}
            fix = Fix(slip.missing, safe=False) if is_sure else None
            yield Hit(("indicators", slip.place, "kind"), DOUBLED, values, fix)
