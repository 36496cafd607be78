"""Which projects forms without a code may be of: those of a unit, a year and a name, here and in the run."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.folding import plain_name
from perfcli.model import Project
from perfcli.repository import Repository


class CodesByName:
    """The codes of a repository's projects by year, unit and name; a run adds its own."""

    def __init__(self, repository: Repository, beside: Iterable[Project]) -> None:
        self._repository = repository
        self._known: dict[tuple[int, str], dict[str, list[str]]] = {}
        self._in_run: dict[tuple[int, str, str], list[str]] = {}
        for project in beside:
            self._in_run.setdefault((project.year, project.unit, plain_name(project.name)), []).append(project.code)

    def of(self, year: int, unit: str, name: str) -> list[str]:
        """The codes of these, each once, those of the repository first."""
        return list(
            dict.fromkeys((*self._here(year, unit, name), *self._in_run.get((year, unit, plain_name(name)), [])))
        )

    def add(self, year: int, unit: str, name: str, code: str) -> None:
        """A project that the run holds."""
        codes = self._in_run.setdefault((year, unit, plain_name(name)), [])
        codes += [code] if code not in codes else []

    def _here(self, year: int, unit: str, name: str) -> list[str]:
        key = year, unit
        if key not in self._known:
            found: dict[str, list[str]] = {}
            for file in self._repository.project_files((year,), (unit,)):
                record = self._repository.load_project(file).record
                if record is not None:
                    found.setdefault(plain_name(record.name), []).append(record.code)
            self._known[key] = found
        return self._known[key].get(plain_name(name), [])
