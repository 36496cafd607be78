"""R210."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import bare
from perfcli.i18n import noop

NONE = noop("the basis {basis} is none: give a plan, a standard, past data or a document")


class EmptyBasis(Rule):
    """The basis of a target is none.

    无 or / fills the cell and says not why the value is this one: name a plan, an industry standard, past data, a
    spending standard, or a document with its number.

    Leaves alone: an empty cell (C107), and texts that are not in the list `empty_bases` word for word.

    Fails:

        [[indicators]]
        kind = "数量指标"
        basis = "无"

    Passes:

        [[indicators]]
        kind = "数量指标"
        basis = "2021年公租房维修计划"

    Source: 财预〔2015〕88号 (指标值确定依据); tables as they circulate.
    """

    code = "R210"
    name = "empty-basis"
    severity = "warning"
    nature = "relevance"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        basis = row.indicator.basis.strip()
        said = bare(basis)
        if basis and (not said or said.isdigit() or said in context.words["empty_bases"]):
            yield Hit(("basis",), NONE, {"basis": basis})
