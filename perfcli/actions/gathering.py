"""What a run of `perf import` says, put together from all its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from perfcli.carried import Keys, taken_over
from perfcli.data.dataset import Dataset, Entry
from perfcli.documents.published import PublishedDocument, PublishedGoals
from perfcli.errors import ConflictingData, PerfError
from perfcli.forms.record.filled import FormsRead
from perfcli.forms.record.project import CARRIED, PublishedProject
from perfcli.i18n import gettext as _
from perfcli.keys import named_differences
from perfcli.model import Department, DepartmentGoals, Project, Template
from perfcli.progress import Progress

Source = PublishedDocument | Dataset | FormsRead


class ImportOptions(msgspec.Struct, frozen=True):
    """What the options say that documents do not; empty where nothing was said.

    `unit`, `division` and `new_units` are for forms: whose they are where they do not say it, what codes begin with
    that they do not print, whether a unit that they name by code and name may be registered. With `skip` files that
    lack something are left out. `ask_unit` asks a person for the unit of a form that nothing tells: it gets the form's
    place and the name on it, and gives a code, empty for none.
    """

    department: str = ""
    department_name: str = ""
    year: int | None = None
    unit: str = ""
    division: str = ""
    new_units: bool = True
    skip: bool = False
    ask_unit: Callable[[str, str], str] | None = None


class Run(msgspec.Struct):
    """Records by their keys, and which keys of each the sources carry: the others stay as the repository has them.

    `listed` are the units of departments' own lists, in their order. A project's unit is empty where no source says
    it: then the repository has to. `assumptions` are what no source says and was taken to be so.
    """

    projects: dict[tuple[int, str], Project] = msgspec.field(default_factory=dict)
    unit_names: dict[str, str] = msgspec.field(default_factory=dict)
    listed: dict[str, None] = msgspec.field(default_factory=dict)
    department_names: dict[str, str] = msgspec.field(default_factory=dict)
    goals: dict[tuple[int, str], DepartmentGoals] = msgspec.field(default_factory=dict)
    templates: dict[str, Template] = msgspec.field(default_factory=dict)
    progress: dict[tuple[int, str, str], Entry[Progress]] = msgspec.field(default_factory=dict)
    """What became of projects by year, unit and code, and of wholes by year and code."""

    carried: dict[tuple[object, ...], frozenset[str]] = msgspec.field(default_factory=dict)
    assumptions: dict[str, None] = msgspec.field(default_factory=dict)

    def assume(self, said: str) -> None:
        """Keep what was assumed, once."""
        self.assumptions[said] = None

    def assume_year(self, codes: Iterable[str]) -> int | None:
        """The year that most of these codes carry, kept as an assumption; None where none carries one."""
        year = year_of(codes)
        if year:
            self.assume(assumed_year(year))
        return year

    def add_unit(self, code: str, name: str) -> None:
        """Add a unit; raises ConflictingData where two sources name it in two ways."""
        named = self.unit_names.get(code) or name
        if name not in ("", named):
            message = _("the run names the unit {code} in two ways: {one} and {other}")
            raise ConflictingData(message.format(code=code, one=named, other=name))
        self.unit_names[code] = named

    def add_project(self, entry: Entry[Project]) -> None:
        """Add a project, or what else is told of it; raises ConflictingData where two sources contradict each other."""
        key = entry.record.key
        before = Entry(self.projects[key], self.carried[key]) if key in self.projects else None
        both = joined(before, entry) if before else entry
        if both is None:
            message = _("the run holds two different projects with the code {code} for {year}")
            said = contradictions(before, entry) if before else ()
            raise ConflictingData(message.format(code=entry.record.code, year=entry.record.year), details=said)
        self.projects[key], self.carried[key] = both.record, both.carried

    def add_goals(self, entry: Entry[DepartmentGoals]) -> None:
        """Add overall goals; raises ConflictingData where two documents say different things."""
        goals = entry.record
        key = goals.year, goals.of
        if self.goals.setdefault(key, goals) != goals:
            message = _("two documents of this run hold different goals of department {code} for {year}")
            if goals.unit:
                message = _("two documents of this run hold different goals of unit {code} for {year}")
            raise ConflictingData(message.format(code=goals.of, year=goals.year))
        self.carried[key] = self.carried.get(key, frozenset()) | entry.carried

    def add_department(self, department: Department) -> None:
        """Add a department and its units."""
        if department.name:
            self.department_names[department.code] = department.name
        self.department_names.setdefault(department.code, "")
        for unit in department.units:
            self.add_unit(unit.code, unit.name)
            self.listed[unit.code] = None

    def add_progress(self, entry: Entry[Progress]) -> None:
        """Add what became of one; raises ConflictingData where the run holds another."""
        said = entry.record
        key = (said.year, said.unit if said.code else "", said.of)
        if self.progress.setdefault(key, entry).record != said:
            message = _("the run says two different things of what became of {code} in {year}")
            raise ConflictingData(message.format(code=said.of, year=said.year))

    def add_template(self, slug: str, entry: Entry[Template]) -> None:
        """Add a template; raises ConflictingData where the run holds another by that slug."""
        if self.templates.setdefault(slug, entry.record) != entry.record:
            raise ConflictingData(_("the run holds two different templates {slug}").format(slug=slug))
        self.carried[("template", slug)] = entry.carried


def joined(one: Entry[Project], other: Entry[Project]) -> Entry[Project] | None:
    """A project that two sources tell, one of them all that the other does; None where they say different things."""
    carried = Keys(one.carried | other.carried)
    for more, less in ((one, other), (other, one)):
        if taken_over(more.record, less.record, less.carried) == more.record:
            return Entry(more.record, carried)
    return None


def contradictions(one: Entry[Project], other: Entry[Project]) -> tuple[str, ...]:
    """What two sources that cannot be joined tell of a project, as people read it: each value beside the other's."""
    found = named_differences(one.record, taken_over(one.record, other.record, other.carried))
    said = [difference for difference in found if difference.before not in (None, "")]
    return tuple(map(str, said or found))


def gather(sources: Sequence[Source], said: ImportOptions) -> Run:
    """All that the sources say; raises PerfError where neither they nor the options say a year or a department."""
    run = Run()
    everything = [project for source in sources if isinstance(source, PublishedDocument) for project in source.projects]
    for source in sources:
        if isinstance(source, Dataset):
            _add_dataset(run, source, said)
        elif isinstance(source, PublishedDocument):
            _add_document(run, source, everything, said)
    return run


def _add_document(
    run: Run, document: PublishedDocument, everything: Sequence[PublishedProject], said: ImportOptions
) -> None:
    own = document.projects or everything
    cover = document.cover
    year = said.year or (cover.year if cover else None) or run.assume_year(project.code for project in own)
    department = said.department or (cover.department if cover else "") or _department(own)
    _check_said(document, year, department)
    if cover and cover.name and not cover.unit and cover.department == department:
        run.department_names.setdefault(department, cover.name)
    for published in document.projects:
        run.add_project(_project(published, year or 0))
        if published.unit_name or published.unit not in run.unit_names:
            run.add_unit(published.unit, published.unit_name)
    if document.goals is not None:
        run.add_goals(_goals(document.goals, year or 0, department))


def _check_said(document: PublishedDocument, year: int | None, department: str) -> None:
    """Raise PerfError for a document whose year or department is not known, or is none of its projects'."""
    if document.goals is not None and not (year and department):
        missing = [option for option, value in (("--department CODE", department), ("--year YEAR", year)) if not value]
        raise PerfError(
            _("the document does not say its department or its budget year"),
            hint=_("Name what is missing: {options}").format(options=" ".join(missing)),
        )
    if document.projects and not year:
        raise PerfError(_("no project code tells the budget year"), hint=_("Name it with --year."))
    _require_department({project.unit for project in document.projects}, department)


def _project(published: PublishedProject, year: int) -> Entry[Project]:
    return Entry(published.in_year(year), CARRIED)


def _goals(published: PublishedGoals, year: int, department: str) -> Entry[DepartmentGoals]:
    goals = DepartmentGoals(
        department=department,
        year=year,
        overall=published.overall,
        functions=published.functions,
        safeguards=published.safeguards,
    )
    carried = {name for name in ("overall", "functions", "safeguards") if getattr(published, name)}
    return Entry(goals, Keys(carried))


def _add_dataset(run: Run, dataset: Dataset, said: ImportOptions) -> None:
    """Add records that say their own years; those that do not get the one said, else the one most codes carry."""
    for assumption in dataset.assumptions:
        run.assume(assumption)
    for department in dataset.departments:
        run.add_department(department.record)
    for goals in dataset.goals:
        run.add_goals(goals)
        if goals.record.unit:
            run.unit_names.setdefault(goals.record.unit, "")
    for progress in dataset.progress:
        run.add_progress(progress)
    for slug, template in dataset.templates:
        run.add_template(slug, template)
    silent = [entry.record.code for entry in dataset.projects if not entry.record.year]
    year = (said.year or run.assume_year(silent)) if silent else None
    if silent and not year:
        raise PerfError(_("no project code tells the budget year"), hint=_("Name it with --year."))
    _require_department({entry.record.unit for entry in dataset.projects if entry.record.unit}, said.department)
    for entry in dataset.projects:
        project = entry.record
        if said.year and project.key in dataset.titled:
            project = msgspec.structs.replace(project, year=said.year)
        if not project.year and year:
            project = msgspec.structs.replace(project, year=year)
        if project.unit:
            run.unit_names.setdefault(project.unit, "")
        run.add_project(Entry(project, entry.carried | {"year"}))


def _require_department(units: Collection[str], department: str) -> None:
    """Raise PerfError where a source has projects, none of them of the department that was said."""
    if units and department and department not in {unit[:3] for unit in units}:
        message = _("--department is {department}, but the projects belong to {units}")
        raise PerfError(message.format(department=department, units=_(", ").join(sorted(units))))


def assumed_year(year: int) -> str:
    """That this year is the one that codes carry, for people."""
    return _("the budget year {year} is taken from the project codes (else: --year)").format(year=year)


def year_of(codes: Iterable[str]) -> int | None:
    """The year that most project codes carry in their seventh and eighth characters, the later of two as many."""
    years = Counter(int(code[6:8]) for code in codes if code[6:8].isascii() and code[6:8].isdigit())
    return 2000 + max(years, key=lambda year: (years[year], year)) if years else None


def _department(projects: Iterable[PublishedProject]) -> str:
    """The one department of the projects, empty where they have none or several."""
    departments = {project.unit[:3] for project in projects}
    return departments.pop() if len(departments) == 1 else ""
