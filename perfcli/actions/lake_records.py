"""The files of a repository on their way into a lake: rows year by year, past any index, and what was not read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from perfcli.actions.looking import place_problems, repeated_codes
from perfcli.disk import names
from perfcli.errors import Problem
from perfcli.index import Progress, Scope
from perfcli.index.folders import Missed, folders_on_disk
from perfcli.index.load import Reader
from perfcli.index.rows import Rows
from perfcli.index.schema import level_rows
from perfcli.index.tasks import Task
from perfcli.repository import ProjectFile, Repository
from perfcli.walk import BY_YEAR, YEAR, Folder

_AT_ONCE = 10_000
"""Files whose rows are held at once."""


_FIRST = 1000
"""The first year that is written as the number it is; 0 is what stands where a path should say one."""


class Records:
    """The files that lie there now, to be read once: those of each year, under None those of no year."""

    def __init__(self, repository: Repository, stale: Collection[int | None], known: Collection[int | None]) -> None:
        """What is `stale`, and what no look has `known`. Raises OSError, UnreadableData for perf.toml."""
        self.repository = repository
        self.missed = Missed()
        self._unread: list[Task] = []
        self._tasks: dict[int | None, list[Task]] = {year: [] for year in stale}
        folders = folders_on_disk(repository.root, _scope(repository.root, stale, known))
        repository.note_links(link for folder in folders for link in folder.links)
        for folder in folders:
            year = folder.budget_year
            if year in stale or year not in known:
                self._tasks.setdefault(year, []).extend(_tasks(repository.root, folder))
        self._count = sum(map(len, self._tasks.values()))
        self._done = 0

    @property
    def years(self) -> list[list[int | None]]:
        """The years that there are files of, those with few together, and last None: what is wrong with any is of none.

        A table that is made costs much the same whether it gets a thousand rows or ten.
        """
        together: list[list[int | None]] = []
        count = 0
        for year in sorted(self._tasks, key=lambda year: (year is None, year)):
            count += len(self._tasks[year])
            if not together or count > _AT_ONCE:
                together.append([])
                count = len(self._tasks[year])
            together[-1].append(year)
        return together

    def rows(self, years: Sequence[int | None], progress: Progress) -> Iterator[Rows]:
        """The rows of these years' files, some at a time, by unit and code; each time with all that belongs to them."""
        tasks = [task for year in years for task in sorted(self._tasks[year], key=_place)]
        for start in range(0, len(tasks), _AT_ONCE):
            some = [replace(task, number=at) for at, task in enumerate(tasks[start : start + _AT_ONCE], 1)]
            reader = Reader(self.repository, some)
            rows = reader.rows(some)
            rows["level"] += level_rows()
            self.missed.add(reader.missed)
            unread = {number for number, *_rest in (*rows["unreadable"], *rows["unreadable_progress"])}
            self._unread += [task for task in some if task.number in unread]
            yield rows
            self._done += len(some)
            progress(self._done, self._count)

    def problems(self) -> list[Problem]:
        """What is wrong with the files that were read, in the language spoken."""
        return [
            *(
                problem
                for task in self._unread
                for problem in place_problems(self.repository, task.kind, self._path(task))
            ),
            *(one for tasks in self._tasks.values() for one in repeated_codes(self.repository, self._repeated(tasks))),
        ]

    def _repeated(self, of_year: Sequence[Task]) -> list[ProjectFile]:
        """The files of projects whose code several of their year have, by path."""
        by_name: dict[str, list[Task]] = {}
        for task in of_year:
            if task.kind == "projects" and task.unit and task.file:
                by_name.setdefault(task.file, []).append(task)
        found = [task for tasks in by_name.values() if len(tasks) > 1 for task in tasks]
        return [
            ProjectFile(Path(task.path), task.year, task.unit, task.file[:-5])
            for task in sorted(found, key=lambda one: one.path)
            if self._path(task) not in self.missed.gone
        ]

    def _path(self, task: Task) -> str:
        return task.path[len(str(self.repository.root)) + 1 :]


def _scope(root: Path, stale: Collection[int | None], known: Collection[int | None]) -> Scope:
    """The folders to look into: those of years that a look has known, and that are not stale, need not be."""
    left = set(known) - set(stale)
    if not left or any(year is not None and year < _FIRST for year in (*stale, *left)):
        return Scope()
    folders = (root / kind for kind in BY_YEAR)
    found = {int(name) for folder in folders if folder.is_dir() for name in names(folder) if YEAR.fullmatch(name)}
    return Scope(years=tuple(sorted(found - left))) if found - left else Scope(("departments",))


def _tasks(root: Path, folder: Folder) -> Iterator[Task]:
    for name, *_state in folder.stats:
        yield Task(0, 0, folder.kind, f"{root}/{folder.path}/{name}", name, folder.year, folder.unit)


def _place(task: Task) -> tuple[str, str]:
    """By unit and code; what is of a whole unit before its projects, what is of a department before its units."""
    name = task.file[:-5]
    return (task.unit, name) if task.unit else (name if len(name) > 3 else "", "")
