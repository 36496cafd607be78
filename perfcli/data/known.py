"""What a repository holds already, for who reads a table that was exported from it and edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from perfcli.framework import DEFAULT_FRAMEWORK
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import Progress


class Known(Protocol):
    """What is asked of a repository."""

    @property
    def year(self) -> int | None:
        """The budget year of rows that say none."""

    def project(self, year: int, code: str) -> Project | None:
        """The project of this key."""

    def goals(self, year: int, code: str) -> DepartmentGoals | None:
        """The goals of a department or a unit."""

    def became(self, year: int, unit: str, code: str) -> Progress | None:
        """What became of a project of a unit, or by the code of a unit or department of its whole."""

    def framework(self, year: int) -> str:
        """The framework that a budget year follows."""

    def unit_names(self) -> Mapping[str, str]:
        """The units by their codes."""

    def department_names(self) -> Mapping[str, str]:
        """The departments by their codes."""

    def codes(self, year: int, unit: str) -> set[str]:
        """The codes of a unit's projects."""

    def owners(self, year: int) -> set[str]:
        """The departments and units that have overall goals for a year."""

    def names(self, year: int, unit: str) -> Mapping[str, str]:
        """The names of a unit's projects by their codes."""

    def new_code(self, year: int, unit: str, name: str) -> str:
        """The code of a project that has none, empty where none can be computed."""


class _Nothing:
    """No repository: a table is read by itself."""

    year = None

    def project(self, *_key: object) -> None:
        return None

    def goals(self, *_key: object) -> None:
        return None

    def became(self, *_key: object) -> None:
        return None

    def framework(self, *_year: object) -> str:
        return DEFAULT_FRAMEWORK

    def unit_names(self) -> Mapping[str, str]:
        return {}

    def department_names(self) -> Mapping[str, str]:
        return {}

    def codes(self, *_owner: object) -> set[str]:
        return set()

    def owners(self, *_year: object) -> set[str]:
        return set()

    def names(self, *_owner: object) -> Mapping[str, str]:
        return {}

    def new_code(self, *_named: object) -> str:
        return ""


NOTHING: Known = _Nothing()
