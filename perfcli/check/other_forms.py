"""Which table a project came on: the published one, or a form of another region that has other columns."""

from __future__ import annotations

from perfcli.check.views import ProjectView
from perfcli.framework import CENTRAL, NO_FRAMEWORK

_COLUMNS = ("description", "basis")


def is_on_another_form(view: ProjectView) -> bool:
    """Whether a project says what only other forms have, and lacks what the published table has.

    Labels of its own, goals of a longer term, further sources of its money, or a framework of its own tell such a
    form; a column that is empty in every row, and the plan that is missing, tell that it is not the published table.
    """
    project = view.project
    if project.spending_plan or not view.rows:
        return False
    if not any(all(key in row.lacks for row in view.rows) for key in _COLUMNS):
        return False
    if project.details or project.long_term_goals or project.budget.sources:
        return True
    return view.framework in (CENTRAL, NO_FRAMEWORK) or any(row.indicator.details for row in view.rows)
