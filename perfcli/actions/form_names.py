"""Which project a form is of: that of the code it prints, else that of its unit, year and name, here or in the run."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from perfcli.actions.form_codes import computed_code
from perfcli.folding import plain_name
from perfcli.forms.record.filled import FilledForm
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.paths import DIVISION
from perfcli.repository import ProjectFile, Repository

PRINTED = "项目编码"
"""The detail with the code that forms print of a project that is here under another one."""


class Known(msgspec.Struct):
    """A unit's projects of a year by name, and its files that cannot be read; `printed` are codes that mean one here.

    That are those of the year before, and those that forms print of a project that came without one.
    """

    by_name: dict[str, list[str]] = msgspec.field(default_factory=dict)
    printed: dict[str, list[str]] = msgspec.field(default_factory=dict)
    provisional: set[str] = msgspec.field(default_factory=set)
    """The codes that were made here: they were computed, or the project is rolled over from the year before."""

    unreadable: list[ProjectFile] = msgspec.field(default_factory=list)


class CodeOf(msgspec.Struct, frozen=True):
    """The code of the project that a form is of, what has to be known of that, or what is wrong."""

    code: str = ""
    told: str = ""
    wrong: str = ""


class CodesByName:
    """The codes of a repository's projects by year, unit and name; a run adds its own."""

    def __init__(self, repository: Repository, beside: Iterable[Project] = ()) -> None:
        self._repository = repository
        self._known: dict[tuple[int, str], Known] = {}
        self._in_run: dict[tuple[int, str, str], list[str]] = {}
        for project in beside:
            self._in_run.setdefault((project.year, project.unit, plain_name(project.name)), []).append(project.code)

    def of(self, year: int, unit: str, name: str) -> list[str]:
        """The codes of these, each once, those of the repository first."""
        return list(
            dict.fromkeys((*self.here(year, unit, name), *self._in_run.get((year, unit, plain_name(name)), [])))
        )

    def here(self, year: int, unit: str, name: str) -> list[str]:
        """The codes of those of the repository."""
        return self._of_unit(year, unit).by_name.get(plain_name(name), [])

    def add(self, year: int, unit: str, name: str, code: str) -> None:
        """A project that the run holds."""
        codes = self._in_run.setdefault((year, unit, plain_name(name)), [])
        codes += [code] if code not in codes else []

    def code_of(self, form: FilledForm, year: int, unit: str, division: str) -> CodeOf:
        """The code of a form's project; `division` begins one that is computed."""
        if form.code:
            return self._printed(form, year, unit)
        known = self.of(year, unit, form.name)
        said = {"where": form.where, "unit": unit, "name": form.name[:60], "year": year}
        if len(known) > 1:
            message = _(
                "{where}: {unit} has several projects called {name} in {year}: {codes}; the form prints no code"
            )
            return CodeOf(wrong=message.format(codes=_(", ").join(known), **said))
        if known:
            return CodeOf(known[0])
        for file in self._of_unit(year, unit).unreadable:
            message = _(
                "{where}: {path} cannot be read: whether it is {name} is not known; `perf check` says what to mend"
            )
            return CodeOf(wrong=message.format(path=self._repository.relative(file.path), **said))
        if not DIVISION.fullmatch(division):
            message = _("{where}: the form prints no project code, and no division is known to make one: --division")
            return CodeOf(wrong=message.format(where=form.where))
        return CodeOf(computed_code(division, year, unit, form.name))

    def _printed(self, form: FilledForm, year: int, unit: str) -> CodeOf:
        """The printed code, unless its project is here under one that was made here."""
        known = self._of_unit(year, unit)
        meant = known.printed.get(form.code, [])
        if len(meant) != 1:
            meant = known.by_name.get(plain_name(form.name), [])
            meant = meant if known.provisional.issuperset(meant) else []
        if len(meant) != 1:
            computed = [one.code for one in known.unreadable if one.code == _computed(one.code, year, unit, form.name)]
            meant = computed[:1]
        if len(meant) != 1 or any(file.year == year for file in self._repository.find_projects(form.code)):
            return CodeOf(form.code)
        message = _("{where}: the form prints the code {code}: it is taken for {other} {name}, which is here already")
        said = {"where": form.where, "code": form.code, "other": meant[0], "name": form.name[:60]}
        return CodeOf(meant[0], message.format(**said).rstrip())

    def _of_unit(self, year: int, unit: str) -> Known:
        key = year, unit
        if key not in self._known:
            self._known[key] = found = Known()
            for file in self._repository.project_files((year,), (unit,)):
                record = self._repository.load_project(file).record
                if record is None:
                    found.unreadable.append(file)
                    continue
                found.by_name.setdefault(plain_name(record.name), []).append(record.code)
                for code in {record.previous, str(record.details.get(PRINTED, ""))} - {"", record.code}:
                    found.printed.setdefault(code, []).append(record.code)
                if record.previous or record.code == _computed(record.code, year, unit, record.name):
                    found.provisional.add(record.code)
        return self._known[key]


def with_printed_code(form: FilledForm, code: str, kept: Project | None) -> FilledForm:
    """A form that prints another code than its project has here: a detail, unless that is the one of last year."""
    if form.code in ("", code) or (kept is not None and kept.previous == form.code):
        return form
    return replace(form, details={**form.details, PRINTED: form.code})


def _computed(code: str, year: int, unit: str, name: str) -> str:
    """The code that is computed for a project, in the division of this one."""
    return computed_code(code[:6], year, unit, name)
