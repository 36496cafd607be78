"""R212."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

UNEDITED = noop("goals and indicators are those of the template {template} as they were: adapt them to this project")


class UneditedTemplate(Rule):
    """A project holds what its template put there, and nothing of its own.

    A template says what kind of thing to write, with values for an example. What nobody has edited since says nothing
    of this project, however well it reads.

    Leaves alone: a project in which a goal, or any text of an indicator, is its own; its purpose and spending plan do
    not count.

    Fails:

        # the goals and indicators of a template

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"
        target = "≥86套"

    Source: 财预〔2015〕88号, review of relevance.
    """

    code = "R212"
    name = "unedited-template"
    severity = "warning"
    nature = "relevance"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """Goals and indicators against the templates of the repository."""
        template = context.scaffolds.unedited(view.project)
        if template:
            yield Hit(("indicators",), UNEDITED, {"template": template})
