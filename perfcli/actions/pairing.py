"""Which records of two versions are the same: by path, else by what names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from perfcli import codec
from perfcli.actions.looking import repeated_codes
from perfcli.actions.versions import Version, Versions
from perfcli.comparing import with_unknown
from perfcli.errors import Problem
from perfcli.folding import fold
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.progress import Progress
from perfcli.repository import Loaded, Repository


def pair_moved(pairs: Iterable[Versions]) -> Iterator[Versions]:
    """The same pairs; a project that is gone here and has come there is one: by year and code, else unit and name.

    So is what became of a project, by year and code.
    """
    sides: dict[type[Record], tuple[list[Version], list[Version]]] = {Project: ([], []), Progress: ([], [])}
    for before, after in pairs:
        version = before or after
        gone, come = sides.get(type(version.record), ([], [])) if version and version.record else ([], [])
        if not (before and after) and version and version.record and type(version.record) in sides:
            (gone if before else come).append(version)
        else:
            yield before, after
    yield from paired(*sides[Project], (_code, _name_in_year))
    yield from paired(*sides[Progress], (_progress_of,))


def _progress_of(version: Version, _is_after: bool) -> Hashable:
    progress = cast(Progress, version.record)
    return (progress.year, progress.code) if progress.code else ""


def pair_years(repository: Repository, before: int, after: int) -> tuple[list[Versions], list[Problem]]:
    """The projects and overall goals of two years, each with the same of the other, and what cannot be read."""
    problems: list[Problem] = []

    def versions(loaded: Iterable[Loaded[Any]]) -> list[Version]:
        loaded = list(loaded)
        problems.extend(problem for one in loaded for problem in one.problems)
        return [_version(repository, one.path, one.record) for one in loaded if one.record is not None]

    files = [list(repository.project_files([year])) for year in (before, after)]
    old, new = (versions(map(repository.load_project, of_year)) for of_year in files)
    problems += [problem for of_year in files for problem in repeated_codes(repository, of_year)]
    old_goals, new_goals = (versions(repository.goals([year])) for year in (before, after))
    return paired_years(old, new, old_goals, new_goals), problems


def paired_years(
    old: list[Version], new: list[Version], old_goals: list[Version], new_goals: list[Version]
) -> list[Versions]:
    """Projects and overall goals of two years, each with the same of the other year."""
    return [*paired(old, new, (_previous, _code_alone, _name)), *paired(old_goals, new_goals, (_owner,))]


def paired(
    gone: list[Version], come: list[Version], names: Iterable[Callable[[Version, bool], Hashable]]
) -> Iterator[Versions]:
    """Versions that have one name on both sides, by the first of the names that tells; only where it names no other.

    `names` give a version's name, where the second argument says whether it is the one after; an empty one is none.
    """
    done: set[int] = set()
    for name in names:
        olds = _by_name((one for one in gone if id(one) not in done), name, False)
        news = _by_name((one for one in come if id(one) not in done), name, True)
        for known, before in olds.items():
            after = news.get(known, [])
            if len(before) == len(after) == 1:
                yield before[0], after[0]
                done |= {id(before[0]), id(after[0])}
    yield from ((one, None) for one in gone if id(one) not in done)
    yield from ((None, one) for one in come if id(one) not in done)


def _by_name(
    versions: Iterable[Version], name: Callable[[Version, bool], Hashable], is_after: bool
) -> dict[Hashable, list[Version]]:
    found: dict[Hashable, list[Version]] = defaultdict(list)
    for version in versions:
        if known := name(version, is_after):
            found[known].append(version)
    return found


def _project(version: Version) -> Project:
    return cast(Project, version.record)


def _code(version: Version, _is_after: bool) -> Hashable:
    return _project(version).key


def _code_alone(version: Version, _is_after: bool) -> Hashable:
    return _project(version).code


def _previous(version: Version, is_after: bool) -> Hashable:
    return _project(version).previous if is_after else _project(version).code


def _name_in_year(version: Version, is_after: bool) -> Hashable:
    return _project(version).year, _name(version, is_after)


def _name(version: Version, _is_after: bool) -> Hashable:
    return _project(version).unit, name_in_any_year(_project(version))


def name_in_any_year(project: Project) -> str:
    """A project's name as comparisons see it, its budget year in it being any year."""
    return fold(project.name).replace(str(project.year), "*")


def _owner(version: Version, _is_after: bool) -> Hashable:
    return cast(DepartmentGoals, version.record).of


def _version(repository: Repository, path: Path, record: Record) -> Version:
    below = repository.relative(path)
    return Version(below, record, with_unknown(record, codec.parse(codec.decode(repository.content(below)))))
