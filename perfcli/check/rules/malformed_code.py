"""D503."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProjectView
from perfcli.i18n import noop
from perfcli.model import Department, DepartmentGoals
from perfcli.regex import regex

PROJECT = noop("the code {code} has {length} characters: a project's has 21")
ALPHABET = noop("the code {code} has characters beside 0-9 and A-Z: {wrong}")
UNIT = noop("the unit's code {code} is not six or more digits")
DEPARTMENT = noop("the department's code {code} is not three digits")
OUTSIDE = noop("the unit {unit} does not begin with the code of its department {department}")

_ALPHABET = regex(r"[0-9A-Z]*", re.ASCII)
_UNIT = regex(r"[0-9]{6,}", re.ASCII)
_DEPARTMENT = regex(r"[0-9]{3}", re.ASCII)


class MalformedCode(Rule):
    """A code has the wrong length or alphabet.

    A project's code has 21 characters out of 0-9 and A-Z: division (6), year (2), and 13 more. A unit's has six or
    more digits and begins with those of its department, which has three.

    Leaves alone: what the characters say; the division is D504, the year D505.

    Fails:

        code = "13030321XFP8IOYQL4LZf"

    Passes:

        code = "13030321XFP8IOYQL4LZF"

    Source: the national system's project codes; GB/T 2260.
    """

    code = "D503"
    name = "malformed-code"
    severity = "error"
    nature = "data"

    def project(self, view: ProjectView, context: Context) -> Iterable[Hit]:
        """The code of a project and that of its unit."""
        code, unit = view.project.code, view.project.unit
        if not _ALPHABET.fullmatch(code):
            wrong = "".join(sorted({character for character in code if not _ALPHABET.fullmatch(character)}))
            yield Hit(("code",), ALPHABET, {"code": code, "wrong": wrong})
        elif len(code) != 21:
            yield Hit(("code",), PROJECT, {"code": code, "length": len(code)})
        if not _UNIT.fullmatch(unit):
            yield Hit(("unit",), UNIT, {"code": unit})

    def department(self, department: Department, context: Context) -> Iterable[Hit]:
        """The code of a department and those of its units."""
        if not _DEPARTMENT.fullmatch(department.code):
            yield Hit(("code",), DEPARTMENT, {"code": department.code})
        for index, unit in enumerate(department.units):
            if not _UNIT.fullmatch(unit.code):
                yield Hit(("units", index, "code"), UNIT, {"code": unit.code})
            elif not unit.code.startswith(department.code):
                values = {"unit": unit.code, "department": department.code}
                yield Hit(("units", index, "code"), OUTSIDE, values)

    def goals(self, goals: DepartmentGoals, context: Context) -> Iterable[Hit]:
        """The code of the department or of the unit."""
        if goals.unit and not _UNIT.fullmatch(goals.unit):
            yield Hit(("unit",), UNIT, {"code": goals.unit})
        elif not goals.unit and not _DEPARTMENT.fullmatch(goals.department):
            yield Hit(("department",), DEPARTMENT, {"code": goals.department})
