"""`perf log`: what each commit changed, in the field's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfcli.actions import diffing
from perfcli.actions.diffing import Changed, Comparison, compared
from perfcli.actions.versions import Revisions, open_git, paths_of, texts_of, versions_of
from perfcli.errors import PerfError, Problem
from perfcli.git.history import Commit, changes_of, commits_of
from perfcli.git.revisions import FilePair
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.paths import CODE
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.select import Row, Selection, as_typed

COLUMNS = ("commit", "date", "author", "title", *diffing.COLUMNS)
"""The columns of a row, one row a change: the hash of the commit, when (ISO 8601) and by whom."""

_OF_PROJECTS = ("projects", "progress")
_HEAD = "HEAD"
_SHORT = 8
_MANY = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A commit and what it changed of what was asked for."""

    commit: Commit
    comparison: Comparison

    def rows(self) -> list[Row]:
        """A row for each change."""
        commit = self.commit
        about = {
            "commit": commit.name,
            "date": commit.date.isoformat(),
            "author": commit.author,
            "title": commit.title,
        }
        return [about | row for row in self.comparison.rows()]


@dataclass
class History:
    """The commits that changed what was asked for, the newest first, and files that could not be read."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def history(repository: Repository, codes: Sequence[str], selection: Selection, limit: int | None) -> History:
    """The history of projects, or of what filters select: `limit` is the most commits that are shown.

    A project that moves to another unit is followed. Raises PerfError for a code that git has no history of.
    """
    git = open_git(repository)
    codes = [as_typed(code).strip().upper() for code in codes]
    of_codes = [f"{kind}/*/*/{code}.toml" for kind in _OF_PROJECTS for code in codes if CODE.fullmatch(code)]
    patterns = of_codes or list(_patterns(selection))
    if codes and not all(CODE.fullmatch(code) for code in codes):
        raise _unknown(code for code in codes if not CODE.fullmatch(code))
    commits = commits_of(git, git.known_commit(_HEAD), patterns)
    found, seen = History(), set[str]()
    size = min(_MANY, limit or _MANY)
    for start in range(0, len(commits), size):
        of_commits = [
            (commit, [_asked(pairs, codes, selection) for pairs in of_parents])
            for commit, of_parents in changes_of(git, commits[start : start + size])
        ]
        all_pairs = [pair for _commit, of_parents in of_commits for pairs in of_parents for pair in pairs]
        seen |= {code for pair in all_pairs for code in codes if pair.path.endswith(f"/{code}.toml")}
        texts = texts_of(repository, git, all_pairs)
        for commit, of_parents in of_commits:
            name = commit.name[:_SHORT]
            revisions = Revisions(f"{name}~", name)
            comparison = _in_all(
                [compared(versions_of(repository, pairs, texts, revisions), selection) for pairs in of_parents]
            )
            comparison.changed = [one for one in comparison.changed if not codes or _codes(one.record) & set(codes)]
            found.problems += comparison.problems
            if comparison.changed and (limit is None or len(found.steps) < limit):
                found.steps.append(Step(commit, comparison))
        if limit is not None and len(found.steps) >= limit:
            return found
    if missing := set(codes) - seen:
        raise _unknown(sorted(missing))
    return found


def _in_all(comparisons: Sequence[Comparison]) -> Comparison:
    """What changed beside every parent of a commit: what a merge took from one of them is told by other commits."""
    if not comparisons:
        return Comparison()
    first, *others = comparisons
    known = [{(_place(one), change.path) for one in other.changed for change in one.changes} for other in others]
    changed = []
    for one in first.changed:
        changes = [change for change in one.changes if all((_place(one), change.path) in paths for paths in known)]
        changed += [replace(one, changes=tuple(changes))] if changes else []
    return Comparison(changed, first.problems)


def _place(changed: Changed) -> tuple[object, ...]:
    """What names a record, whatever it is called."""
    return tuple(changed.about[key] for key in ("subject", "year", "unit", "code"))


def _unknown(codes: Iterable[str]) -> PerfError:
    message = _("git has no history of {codes}").format(codes=_(", ").join(codes))
    return PerfError(message, hint=_("See `perf list -q`; what was never committed has no history."))


def _codes(record: object) -> set[str]:
    return {record.code} if isinstance(record, Project | Progress) else set()


def _patterns(selection: Selection) -> Iterator[str]:
    """The files that filters look at, as git's patterns."""
    years = [str(year) for year in selection.years] or ["*"]
    if not selection.units:
        yield from (path if path.endswith(".toml") else f"{path}/**" for path in paths_of(selection))
        return
    for unit in selection.units:
        is_department = len(unit) == len("335")
        for year in years:
            below = f"{year}/{unit}{'*' if is_department else ''}"
            yield from (f"{kind}/{below}/*.toml" for kind in _OF_PROJECTS)
            yield from (f"{kind}/{below}.toml" for kind in ("goals", "progress"))
        yield f"departments/{unit[:3]}.toml"


def _asked(pairs: Sequence[FilePair], codes: Sequence[str], selection: Selection) -> list[FilePair]:
    """Of the files that a commit changed those asked for, with where they went to or came from."""
    if codes:
        names = {f"{code}.toml" for code in codes}
    elif selection.units:
        names = {_name(pair) for pair in pairs if _is_of_unit(pair.path, selection)}
    else:
        return list(pairs)
    return [pair for pair in pairs if _name(pair) in names]


def _name(pair: FilePair) -> str:
    return pair.path.rpartition("/")[2]


def _is_of_unit(path: str, selection: Selection) -> bool:
    folder, _slash, name = path.rpartition("/")
    kind, *folders = folder.split("/")
    of = folders[-1] if kind in _OF_PROJECTS and len(folders) > 1 else name.removesuffix(".toml")
    return selection.takes_unit(of) or (kind == "departments" and any(unit[:3] == of for unit in selection.units))
