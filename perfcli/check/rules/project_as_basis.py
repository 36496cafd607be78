"""R204."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.check.words import bare
from perfcli.i18n import noop

NAME = noop("the basis {basis} is the project's own name: give a plan, a standard, past data or a document")
PURPOSE = noop("the basis {basis} is the project's own purpose: give a plan, a standard, past data or a document")


class ProjectAsBasis(Rule):
    """The basis of a target is the project's own name or purpose.

    A basis says why the value is this one: a plan, an industry standard, past data, a spending standard, or a
    document with its number. The project itself is no reason.

    Leaves alone: a basis that says more than the name, such as the project's approved plan.

    Fails:

        name = "公租房维修费"

        [[indicators]]
        kind = "数量指标"
        basis = "公租房维修费"

    Passes:

        name = "公租房维修费"

        [[indicators]]
        kind = "数量指标"
        basis = "2021年公租房维修计划"

    Source: 财预〔2015〕88号 (指标值确定依据); published texts.
    """

    code = "R204"
    name = "project-as-basis"
    severity = "warning"
    nature = "relevance"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Each basis against name and purpose."""
        purpose = view.project.purpose
        own = {bare(purpose): PURPOSE, bare(purpose.removeprefix("用于")): PURPOSE, bare(view.project.name): NAME}
        for index, row in enumerate(view.rows):
            basis = row.indicator.basis
            message = own.get(bare(basis)) if basis.strip() else None
            if message:
                yield Hit(("indicators", index, "basis"), message, {"basis": basis})
