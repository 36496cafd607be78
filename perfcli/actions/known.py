"""What the repository holds, told to who reads a table that was exported from it and edited since."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from perfcli.actions.form_codes import computed_code
from perfcli.errors import PerfError
from perfcli.framework import framework_for
from perfcli.model import Department, DepartmentGoals, Project
from perfcli.paths import DIVISION, UNIT
from perfcli.progress import Progress
from perfcli.repository import ProjectFile, Repository

_KEPT = 2048


class KnownRepository:
    """A repository as it is now; what cannot be read there is not known. Raises OSError where it cannot be listed."""

    def __init__(self, repository: Repository, division: str = "", year: int | None = None) -> None:
        self.year = year
        self._repository, self._division = repository, division
        self._files: dict[int, dict[str, list[ProjectFile]]] = {}
        self._load = lru_cache(_KEPT)(self._loaded)

    def project(self, year: int, code: str) -> Project | None:
        """The project of this key."""
        return self._load(year, code)

    def _loaded(self, year: int, code: str) -> Project | None:
        files = self._of_year(year).get(code, [])
        return self._repository.load_project(files[0]).record if len(files) == 1 else None

    def _of_year(self, year: int) -> Mapping[str, list[ProjectFile]]:
        """The files of a year's projects by their codes."""
        if year not in self._files:
            found: dict[str, list[ProjectFile]] = {}
            for file in self._repository.project_files((year,)) if year else ():
                found.setdefault(file.code, []).append(file)
            self._files[year] = found
        return self._files[year]

    def goals(self, year: int, code: str) -> DepartmentGoals | None:
        """The goals of a department or a unit."""
        return next((goals for goals in self._goals(year) if goals.of == code), None)

    def became(self, year: int, unit: str, code: str) -> Progress | None:
        """What became of a project of a unit, or by the code of a unit or department of its whole."""
        try:
            return self._repository.load_progress(year, code, "" if code == unit else unit).record
        except PerfError:
            return None

    def owners(self, year: int) -> set[str]:
        """The departments and units that have overall goals for a year."""
        return {goals.of for goals in self._goals(year)}

    def _goals(self, year: int) -> list[DepartmentGoals]:
        return [loaded.record for loaded in self._repository.goals((year,)) if loaded.record] if year else []

    def framework(self, year: int) -> str:
        """The framework that a budget year follows here."""
        return framework_for(year, self._repository.settings.framework)

    @cached_property
    def _departments(self) -> list[Department]:
        return [loaded.record for loaded in self._repository.departments() if loaded.record]

    def unit_names(self) -> Mapping[str, str]:
        """The units by their codes."""
        return {unit.code: unit.name for department in self._departments for unit in department.units}

    def department_names(self) -> Mapping[str, str]:
        """The departments by their codes."""
        return {department.code: department.name for department in self._departments}

    def codes(self, year: int, unit: str) -> set[str]:
        """The codes of a unit's projects."""
        return {code for code, files in self._of_year(year).items() if any(file.unit == unit for file in files)}

    def names(self, year: int, unit: str) -> Mapping[str, str]:
        """The names of a unit's projects by their codes."""
        found = {code: self.project(year, code) for code in self.codes(year, unit)}
        return {code: project.name for code, project in found.items() if project}

    def new_code(self, year: int, unit: str, name: str) -> str:
        """The computed code of a project that has none, empty where the division or the unit is none."""
        division = self._division or self._repository.settings.division
        if not (DIVISION.fullmatch(division) and UNIT.fullmatch(unit) and name):
            return ""
        return computed_code(division, year, unit, name)
