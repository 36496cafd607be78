"""D504."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

DIVISION = noop("the code begins with {said}, the repository's division is {division}")


class ForeignDivision(Rule):
    """A project's code is not of the repository's division.

    The first six characters are the administrative division (GB/T 2260) whose budget pays.

    Leaves alone: repositories whose perf.toml has no `division`, and codes of the wrong form (D503).

    Fails:

        code = "13030221XFP8IOYQL4LZF"

    Passes:

        code = "13030321XFP8IOYQL4LZF"

    Source: GB/T 2260; `division` of perf.toml.
    """

    code = "D504"
    name = "foreign-division"
    severity = "warning"
    nature = "data"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The first six characters of the code."""
        code, division = view.project.code, context.settings.division
        if division and len(code) == 21 and not code.startswith(division):
            yield Hit(("code",), DIVISION, {"said": code[:6], "division": division})
