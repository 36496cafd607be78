"""Where the records of a repository lie: what codes are made of, and the paths made of codes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.regex import regex
from perfcli.walk import YEAR

CODE = regex(r"[0-9A-Z]{21}", re.ASCII)
UNIT = regex(r"[0-9]{6,}", re.ASCII)
DIVISION = regex(r"[0-9]{6}", re.ASCII)
DEPARTMENT = regex(r"[0-9]{3}", re.ASCII)
SLUG = regex(r"[a-z0-9-]+", re.ASCII)


class ProjectKey(NamedTuple):
    """What tells where a project lies."""

    year: int
    unit: str
    code: str


class RecordPaths:
    """The places of records below one root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def project_path(self, year: int, unit: str, code: str) -> Path:
        """Where a project lies; raises PerfError for a code or unit that is no name on disk."""
        return self._of_project("projects", year, unit, code)

    def _of_project(self, folder: str, year: int, unit: str, code: str) -> Path:
        self._check(str(year), YEAR, noop("a budget year has four digits"))
        self.unit_code(unit)
        self._check(code, CODE, noop("a project's code has 21 characters out of 0-9 and A-Z"))
        return self.root.joinpath(folder, str(year), unit, f"{code}.toml")

    def unit_code(self, code: str) -> str:
        """The code; raises PerfError for one that is no unit's."""
        self._check(code, UNIT, noop("a unit's code has six or more digits"))
        return code

    def department_path(self, code: str) -> Path:
        """Where a department lies; raises PerfError for a code that is none."""
        self._check(code, DEPARTMENT, noop("a department's code has three digits"))
        return self.root / "departments" / f"{code}.toml"

    def goals_path(self, year: int, code: str) -> Path:
        """Where the goals of a department or of a unit for a year lie; raises PerfError."""
        self._check(str(year), YEAR, noop("a budget year has four digits"))
        if not UNIT.fullmatch(code):
            self._check(code, DEPARTMENT, noop("a department's code has three digits, a unit's six or more"))
        return self.root / "goals" / str(year) / f"{code}.toml"

    def progress_path(self, year: int, code: str, unit: str = "") -> Path:
        """Where lies what became of a project of a unit, or without `unit` of a department's or unit's whole.

        Raises PerfError for what is no name on disk.
        """
        if unit:
            return self._of_project("progress", year, unit, code)
        goals = self.goals_path(year, code)
        return self.root / "progress" / goals.relative_to(self.root / "goals")

    def template_path(self, slug: str) -> Path:
        """Where a template lies; raises PerfError for a slug that is none."""
        self._check(slug, SLUG, noop("a template's name on disk is made of a-z, 0-9 and -"))
        return self.root / "templates" / f"{slug}.toml"

    def _check(self, text: str, alphabet: re.Pattern[str], rule: str) -> None:
        if not alphabet.fullmatch(text):
            raise PerfError(_("{text}: {rule}").format(text=text or '""', rule=_(rule)))

    def relative(self, path: Path) -> str:
        """A path below the root as it is shown, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()
