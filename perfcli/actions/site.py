"""`perf site`: the pages, tables and documents of what a repository publishes, in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, starmap
from pathlib import Path

from perfcli.actions.choose import chosen_projects, hinted, readable
from perfcli.actions.evaluating import evaluator, of_whole, read_progress, read_whole_progress
from perfcli.actions.looking import no_progress
from perfcli.actions.site_downloads import Job, download_jobs, downloads_of
from perfcli.actions.site_history import histories
from perfcli.direction import better_by
from perfcli.errors import PerfError
from perfcli.forms.laying.shown_adjustments import adjusted_path
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.key_names import spoken
from perfcli.model import Project, Record
from perfcli.output_folder import OutputFolder
from perfcli.parallel import in_halves
from perfcli.progress import Progress as ProjectProgress
from perfcli.progress.evaluation import evaluated
from perfcli.progress.monitored import monitored
from perfcli.redaction import Redaction, hidden_codes
from perfcli.repository import Repository
from perfcli.select import Selection
from perfcli.site.content import Content, Entry
from perfcli.site.pages import Pages
from perfcli.site.search_index import search_files

_MANY = 200
"""Files from which on a second process is worth its beginning."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a site: files there are, those that were written, those that were removed; what it lacks."""

    files: int
    written: int
    removed: int
    projects: int
    withheld: int
    missing: tuple[str, ...]


def build_site(
    repository: Repository, folder: Path, years: Sequence[int] = (), progress: Progress = no_progress
) -> Built:
    """Write the site of these budget years, of all without any, into a folder; what is no more is removed there.

    Raises UnreadableData where a file that belongs to it cannot be read, PerfError for a folder that holds files of
    others or a setting that hides nothing, OSError.
    """
    output = OutputFolder.open(folder)
    content = published(repository, years, progress)
    downloads, missing = downloads_of(content)
    pages = Pages(content, downloads)
    jobs = [*download_jobs(content, downloads), *_page_jobs(pages)]
    jobs += [_job(path, partial(bytes, data)) for path, data in search_files(content)]
    paths = [path for job in jobs for path in job.paths]
    output.begin(paths)
    written = sum(in_halves(_dealt(jobs), _MANY, _writer(output, progress, len(jobs)), _in_second(output), _number))
    progress(len(jobs), len(jobs))
    removed = output.finish(paths)
    return Built(
        *(len(paths), written, removed, len(content.entries), sum(content.withheld.values())), missing=tuple(missing)
    )


def published(repository: Repository, years: Sequence[int], progress: Progress = no_progress) -> Content:
    """All that a repository publishes of these years, what is not for the public taken out; see `build_site`."""
    settings = repository.settings
    redaction = Redaction(settings.site, _("[not published]"))
    selection = Selection(years=tuple(years))
    with hinted(_("Mend these files, or choose other years.")):
        projects = chosen_projects(repository, selection, progress)
        goals_of_years = readable(repository.goals(years))
    _require_known(repository)
    withheld: dict[int, int] = {}
    for project in projects:
        withheld[project.year] = withheld.get(project.year, 0) + redaction.is_hidden_project(project.code)
    of_all = list(read_progress(repository, projects))
    of_wholes = list(read_whole_progress(repository, goals_of_years))
    redaction.know(_records(of_all, of_wholes))
    wholes = [redaction.goals(goals, progress) for goals, progress in of_wholes]
    with hinted(_("Mend these files.")):
        departments = readable(repository.departments())
    shown = [pair for pair in of_all if not redaction.is_hidden_project(pair[0].code)]
    found_years = {project.year for project, _progress in shown} | {goals.year for goals, _progress in wholes}
    entries = tuple(_entries(repository, shown, redaction))
    work_out = evaluator(repository)
    return Content(
        title=settings.site.title or _title([one.name for one in departments]),
        settings=settings,
        years=tuple(sorted(found_years, reverse=True)),
        entries=entries,
        departments={one.code: one for one in departments},
        goals={(goals.year, goals.of): goals for goals, _progress in wholes},
        wholes={
            (goals.year, goals.of): of_whole(work_out, goals, "", progress)
            for goals, progress in wholes
            if progress is not None and progress.is_evaluated
        },
        withheld={year: count for year, count in withheld.items() if count},
        key_words=_key_words(entries),
    )


def _title(departments: Sequence[str]) -> str:
    return departments[0] if len(departments) == 1 and departments[0] else _("Budget performance goals")


def _require_known(repository: Repository) -> None:
    """Raise PerfError for a code that is to be hidden and that no project has: a slip would publish the one meant."""
    site = repository.settings.site
    if not site.hidden_projects:
        return
    unknown = hidden_codes(site, {file.code for file in repository.project_files()})
    if unknown:
        raise PerfError(
            _("perf.toml hides projects that there are not: {codes}").format(codes=_(", ").join(unknown)),
            hint=_("Correct `hidden_projects` of [site]: a slip would publish the project that is meant."),
        )


def _records(*pairs: Iterable[tuple[Record, Record | None]]) -> Iterator[Record]:
    return (record for of_one in chain(*pairs) for record in of_one if record is not None)


def _entries(
    repository: Repository, projects: Iterable[tuple[Project, ProjectProgress | None]], redaction: Redaction
) -> Iterator[Entry]:
    settings = repository.judging
    better = better_by(settings.check)
    touched, authors = histories(repository) if settings.site.history != "none" else ({}, frozenset[str]())
    with_titles = settings.site.history == "titles"
    for project, progress in projects:
        shown, became = redaction.project(project, progress)
        history = tuple(
            replace(one, title=redaction.text(one.title, project, persons=authors) if with_titles else "")
            for one in touched.get(project.key, ())
        )
        has_evaluation = became is not None and became.is_evaluated
        yield Entry(
            shown,
            became,
            monitored(shown, became, None, settings, better) if became and became.monitored else None,
            evaluated(shown, became, settings, better) if has_evaluation else None,
            history,
        )


def _key_words(entries: Sequence[Entry]) -> dict[str, str]:
    of_all = (entry.progress.adjustments for entry in entries if entry.progress)
    keys = {change.key for adjustments in of_all for one in adjustments for change in one.changes}
    paths = {key: adjusted_path(key) for key in keys}
    return {key: spoken(Project, path) for key, path in paths.items() if path}


def _page_jobs(pages: Pages) -> Iterator[Job]:
    content = pages.content
    files = list(pages.shared())
    for year in content.years:
        for code in content.departments_of(year):
            files += pages.of_department(year, code)
    return starmap(_job, files)


def _job(path: str, make: Callable[[], bytes]) -> Job:
    return Job((path,), lambda: {path: make()})


def _dealt(jobs: Sequence[Job]) -> list[Job]:
    """The jobs so that each half has as many of each sort: those of one sort lie beside each other."""
    return [*jobs[::2], *jobs[1::2]]


def _writer(output: OutputFolder, progress: Progress, whole: int) -> Callable[[Sequence[Job]], int]:
    """Does jobs and tells how far all of them are, as if others were done at the same pace; how many files changed."""

    def work(jobs: Sequence[Job]) -> int:
        pace = whole / max(len(jobs), 1)
        written = 0
        for done, job in enumerate(jobs):
            progress(int(done * pace), whole)
            written += _write(output, job)
        return written

    return work


def _in_second(output: OutputFolder) -> Callable[[Sequence[Job]], list[bytes]]:
    return lambda jobs: [str(sum(_write(output, job) for job in jobs)).encode()]


def _write(output: OutputFolder, job: Job) -> int:
    files = job.make()
    if set(files) != set(job.paths):
        raise AssertionError(f"{job.paths} were announced, {sorted(files)} were made")
    return sum(output.write(path, data) for path, data in files.items())


def _number(sent: memoryview) -> int:
    return int(sent)
