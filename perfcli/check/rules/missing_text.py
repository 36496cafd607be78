"""C101."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.other_forms import is_on_another_form
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.model import Department, DepartmentGoals

EMPTY = noop("{key} is missing or empty: fill it in")


class MissingText(Rule):
    """A key or text that the form asks for is missing or empty.

    The form has no optional cells: a reviewer cannot judge what is not there.

    Leaves alone: the cells of an indicator (C107), the list of goals (C102), the name of a template, the purpose
    of a project that came on a form of another region: labels of its own, no spending plan, a column always empty;
    and the overall goal of a department or unit whose form lists its goals instead.

    Fails:

        purpose = ""

    Passes:

        purpose = "用于404公租房屋面防水和水电管线维修"

    Source: 财预〔2015〕88号, review of completeness.
    """

    code = "C101"
    name = "missing-text"
    severity = "error"
    nature = "completeness"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The code, name and purpose of a project, and each of its goals."""
        project = view.project
        texts: list[tuple[Key, str]] = [(("name",), project.name)]
        if project.purpose or not is_on_another_form(view):
            texts.append((("purpose",), project.purpose))
        texts += [(("goals", index), goal) for index, goal in enumerate(project.goals)]
        return _empty(texts)

    def department(self, department: Department, context: Context) -> Iterable[Hit]:
        """The names of a department and its units."""
        texts: list[tuple[Key, str]] = [(("name",), department.name)]
        texts += [(("units", index, "name"), unit.name) for index, unit in enumerate(department.units)]
        return _empty(texts)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The texts of a department's goals."""
        texts: list[tuple[Key, str]] = [(("overall",), goals.overall)] if goals.overall or not goals.goals else []
        texts += [(("goals", index), goal) for index, goal in enumerate(goals.goals)]
        for index, function in enumerate(goals.functions):
            texts += [(("functions", index, "name"), function.name), (("functions", index, "goal"), function.goal)]
        for index, safeguard in enumerate(goals.safeguards):
            texts += [
                (("safeguards", index, "title"), safeguard.title),
                (("safeguards", index, "text"), safeguard.text),
            ]
        return _empty(texts)


def _empty(texts: Iterable[tuple[Key, str]]) -> list[Hit]:
    return [
        Hit(key, EMPTY, {"key": str(key[-1] if isinstance(key[-1], str) else key[0])})
        for key, text in texts
        if not text.strip()
    ]
