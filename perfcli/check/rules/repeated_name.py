"""R201."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProjectView
from perfcli.check.words import bare
from perfcli.i18n import noop
from perfcli.model import DepartmentGoals

TWICE = noop("the level-three name {name} stands here a second time, first as indicator {first}")


class RepeatedName(Rule):
    """A level-three name stands twice in one project or one function.

    Two indicators of one name cannot be told apart when they are scored; the form's system refuses them.

    Leaves alone: the same name in two projects or two functions, of the year and of a longer term, and empty names
    (C107). White space, punctuation
    and full-width forms make no difference.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"

        [[indicators]]
        kind = "社会效益指标"
        name = "维修房屋套数"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"

        [[indicators]]
        kind = "社会效益指标"
        name = "房屋安全责任事故数"

    Source: what the form's system checks.
    """

    code = "R201"
    name = "repeated-name"
    severity = "error"
    nature = "relevance"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The names of a project's indicators."""
        names = [row.indicator.name for row in view.rows]
        if len(set(map(bare, names))) == len(names):
            return ()
        return _repeated(names, ("indicators",), [said.term for said in view.printed])

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The names of each function's indicators."""
        for index, function in enumerate(goals.functions):
            yield from _repeated(
                [indicator.name for indicator in function.indicators], ("functions", index, "indicators")
            )


def _repeated(names: Sequence[str], key: Key, terms: Sequence[str] = ()) -> Iterable[Hit]:
    first: dict[tuple[str, str], int] = {}
    for index, name in enumerate(names):
        earlier = first.setdefault((terms[index] if terms else "", bare(name)), index)
        if earlier != index and name.strip():
            yield Hit((*key, index, "name"), TWICE, {"name": name, "first": earlier + 1})
