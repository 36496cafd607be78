"""D505."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop

YEAR = noop("the code carries the year 20{said}, the project is of {year}")
NO_YEAR = noop("the seventh and eighth characters of the code are {said}, not a year")


class CodeYear(Rule):
    """The year in a project's code is not its budget year.

    It need not be: a project of several years keeps its code. But a new one with an old code is often a copy.

    Leaves alone: codes of the wrong form (D503).

    Fails:

        code = "13030319XFP8IOYQL4LZF"

    Passes:

        code = "13030321XFP8IOYQL4LZF"

    Source: the national system's project codes.
    """

    code = "D505"
    name = "code-year"
    severity = "notice"
    nature = "data"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The seventh and eighth characters of the code."""
        code, year = view.project.code, view.project.year
        said = code[6:8]
        if len(code) != 21 or said == f"{year % 100:02}":
            return
        if said.isascii() and said.isdigit():
            yield Hit(("code",), YEAR, {"said": said, "year": year})
        else:
            yield Hit(("code",), NO_YEAR, {"said": said})
