"""D508."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals

UNIT = noop("no department file knows the unit {unit}: register it with `perf new unit`")
DEPARTMENT = noop("there is no departments/{department}.toml")


class UnknownUnit(Rule):
    """No department file knows a unit.

    Filters, sums and the published document go by the department files.

    Leaves alone: nothing: a unit is known once a department file names it.

    Fails:

        unit = "335999"

    Passes:

        unit = "335001"

    Source: the format of the repository.
    """

    code = "D508"
    name = "unknown-unit"
    severity = "error"
    nature = "data"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The unit of a project."""
        return self._of_unit(view.project.unit, context)

    def _of_unit(self, unit: str, context: Context) -> Iterable[Hit]:
        is_known = unit in context.units or unit[:3] in context.unread
        return () if is_known else (Hit(("unit",), UNIT, {"unit": unit}),)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The department of a part one, or the unit whose own goals these are."""
        if goals.unit:
            return self._of_unit(goals.unit, context)
        code = goals.department
        return () if code in context.departments else (Hit(("department",), DEPARTMENT, {"department": code}),)
