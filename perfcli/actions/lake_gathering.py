"""`perf gather`: many repositories into one lake, only what changed read again, never half of anything shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from perfcli.actions.lake_sources import Look, Source, commit_of, look, opened
from perfcli.actions.looking import no_progress, other_problems, project_problems
from perfcli.codec import decode
from perfcli.disk import entries, is_gone, make_folder, names, remove, remove_folder
from perfcli.errors import PerfError, Problem, SystemFailure, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, Scope
from perfcli.index.relations import TEXT_OF_FILE, problem_rows, relations, rows_of, years
from perfcli.lake.manifest import MANIFEST, Manifest, Member, Part, PartFile, is_lake, manifest_bytes, read_manifest
from perfcli.lake.parquet import PartWriter, arrow
from perfcli.links import CACHE
from perfcli.locking import locked
from perfcli.parallel import in_halves
from perfcli.reasons import translated
from perfcli.relations import Relation
from perfcli.repository import SETTINGS, Repository
from perfcli.select import Selection
from perfcli.writing import write_outputs

PROBLEMS = "problems"
GOALS = "department_goals"

_OWN = re.compile(r"part-[0-9]{6,}-[0-9]{4,}\.parquet|\.perf-.+\.tmp")
"""What files of a lake are called, and their drafts."""


class Failure(msgspec.Struct, frozen=True):
    """A repository that could not be gathered, and why; what the lake had of it before stays."""

    name: str
    reason: str
    details: tuple[str, ...] = ()


class Gathered(msgspec.Struct, frozen=True):
    """What became of a gathering: the repositories that were read, those that had not changed, those that failed."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]
    manifest: Manifest


class _Wanted(msgspec.Struct, frozen=True):
    """A repository to be read: what it looked like, the member that it is or becomes, and which parts to read."""

    source: Source
    look: Look
    member: Member
    stale: tuple[int | None, ...]


_Outcome = Member | Failure


def gather(
    sources: Sequence[Source], lake: Path, *, strict: bool = False, progress: Progress = no_progress
) -> Gathered:
    """Bring these repositories' rows into a lake, which is made where there is none; others that it has stay.

    A repository that cannot be read stays as it was last gathered, and is named; with `strict` nothing is changed then.
    Raises PerfError for a folder that is no place for a lake and without the extra, SystemFailure, OSError.
    """
    arrow()
    _require_place(lake, beside=(CACHE,))
    make_folder(lake)
    with locked(lake):
        _require_place(lake)
        if not is_lake(lake):
            write_outputs({lake / MANIFEST: manifest_bytes(Manifest())})
        before = read_manifest(lake)
        _remove_others(lake, before)
        return _gathered(sources, lake, before, strict, progress)


def _gathered(sources: Sequence[Source], lake: Path, before: Manifest, strict: bool, progress: Progress) -> Gathered:
    generation = before.generation + 1
    wanted, unchanged, failures = _looked_at(sources, before)
    outcomes: list[_Outcome] = [] if strict and failures else _read_all(wanted, lake, generation, progress)
    failures += [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    after = before
    members = [outcome for outcome in outcomes if isinstance(outcome, Member)]
    if members and not (strict and failures):
        after = _with_members(before, generation, members)
        write_outputs({lake / MANIFEST: manifest_bytes(after)})
    _remove_others(lake, after)
    return Gathered(tuple(member.name for member in members), tuple(unchanged), tuple(failures), after)


def _require_place(lake: Path, beside: tuple[str, ...] = ()) -> None:
    """Raise PerfError for a folder that holds other things; `beside` tells that another gathering may be beginning."""
    if lake.is_dir():
        found = names(lake)
        is_free = set(found) <= {CACHE} or any(name in found for name in beside)
        if not is_free and not is_lake(lake):
            raise PerfError(
                _("{folder} is no lake and not empty").format(folder=lake), hint=_("Name a new folder, or a lake.")
            )
    elif not is_gone(lake):
        raise PerfError(_("{folder} is no folder").format(folder=lake))
    if (lake / SETTINGS).exists():
        raise PerfError(_("{folder} is a data repository; a lake has a folder of its own").format(folder=lake))


def _looked_at(sources: Sequence[Source], before: Manifest) -> tuple[list[_Wanted], list[str], list[Failure]]:
    """Which repositories have to be read and what of each, which have not changed, and which cannot be looked at."""
    wanted: list[_Wanted] = []
    unchanged: list[str] = []
    failures: list[Failure] = []
    taken = {member.name for member in before.repositories}
    number = max((member.number for member in before.repositories), default=0)
    for source in {source.path: source for source in sources}.values():
        member = before.member(source.path)
        name = member.name if member else source.name if source.name not in taken else source.path
        try:
            seen = look(source)
        except (PerfError, OSError) as error:
            failures.append(_failure(name, error))
            continue
        if member is None:
            number += 1
            taken.add(name)
            member = Member(number, name, source.path, source.revision, seen.division, seen.commit)
        stale = _stale(member, source, seen)
        if stale:
            wanted.append(_Wanted(source, seen, member, stale))
        else:
            unchanged.append(name)
    return wanted, unchanged, failures


def _stale(member: Member, source: Source, seen: Look) -> tuple[int | None, ...]:
    """The parts that are not as they were when they were read; what has no year is read with any of them."""
    if (member.division, member.revision) != (seen.division, source.revision):
        return tuple(seen.states)
    known = {part.year: part.state for part in member.parts if part.schema == current_schema()}
    stale = [year for year, state in seen.states.items() if not state or known.get(year) != state]
    gone = {part.year for part in member.parts} - set(seen.states)
    return tuple(dict.fromkeys((*stale, None))) if stale or gone else ()


def _read_all(wanted: Sequence[_Wanted], lake: Path, generation: int, progress: Progress) -> list[_Outcome]:
    """Read repositories and write their files, half of them in a second process."""

    def here(some: Sequence[_Wanted]) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        for done, one in enumerate(some):
            progress(done * len(wanted) // len(some), len(wanted))
            outcomes.append(_read(one, lake, generation, progress if len(wanted) == 1 else no_progress))
        progress(len(wanted), len(wanted))
        return outcomes

    def there(some: Sequence[_Wanted]) -> bytes:
        return msgspec.msgpack.encode([_sent(_read(one, lake, generation, no_progress)) for one in some])

    halves = in_halves(wanted, 2, here, there, _received)
    return [outcome for half in halves for outcome in half]


def _sent(outcome: _Outcome) -> tuple[Member | None, Failure | None]:
    return (outcome, None) if isinstance(outcome, Member) else (None, outcome)


def _received(sent: bytes) -> list[_Outcome]:
    pairs = msgspec.msgpack.decode(sent, type=list[tuple[Member | None, Failure | None]])
    return [outcome for pair in pairs for outcome in pair if outcome is not None]


def _read(wanted: _Wanted, lake: Path, generation: int, progress: Progress) -> _Outcome:
    """Read what changed of one repository and write its files; returns the member as it is then."""
    try:
        with opened(wanted.source) as (repository, unplaced):
            commit = commit_of(wanted.source, wanted.look.commit)
            with Index(repository, Scope(), progress) as index:
                parts = list(_parts(index, wanted, unplaced, lake, generation, commit))
        kept = [
            part for part in wanted.member.parts if part.year in wanted.look.states and part.year not in wanted.stale
        ]
        return msgspec.structs.replace(
            wanted.member,
            revision=wanted.source.revision,
            division=wanted.look.division,
            commit=commit,
            parts=tuple(sorted((*kept, *parts), key=lambda part: (part.year is not None, part.year or 0))),
        )
    except (PerfError, OSError) as error:
        if isinstance(error, SystemFailure) or _is_of(error, lake):
            raise
        return _failure(wanted.member.name, error)


def _is_of(error: BaseException, lake: Path) -> bool:
    """Whether it is the lake that the system refuses: then no repository is to blame."""
    name = getattr(error, "filename", None)
    return isinstance(error, OSError) and (name is None or str(name).startswith(str(lake.resolve())))


def _parts(
    index: Index, wanted: _Wanted, unplaced: tuple[Problem, ...], lake: Path, generation: int, commit: str
) -> Iterator[Part]:
    seen = wanted.look
    for year in dict.fromkeys((*wanted.stale, *(year for year in years(index) if year not in seen.states))):
        contents: dict[Path, bytes] = {}
        files: list[PartFile] = []
        for relation in relations().values():
            if relation.is_by_year != (year is not None):
                continue
            writer = PartWriter(relation, {"repository": wanted.member.name, "commit": commit})
            for rows in _rows(index, relation, year, unplaced):
                writer.add(rows)
            data = writer.finished()
            if data:
                path = _path(relation, year, seen.division, f"part-{generation:06}-{wanted.member.number:04}.parquet")
                contents[lake / path] = data
                files.append(PartFile(relation.name, path, writer.count, len(data)))
        write_outputs(contents)
        yield Part(year, seen.states.get(year, ""), current_schema(), commit, tuple(files))


def _rows(
    index: Index, relation: Relation, year: int | None, unplaced: tuple[Problem, ...]
) -> Iterator[list[tuple[object, ...]]]:
    if relation.name == GOALS:
        yield from _with_texts(index.repository, relation, rows_of(index, relation, year))
        return
    if relation.name != PROBLEMS:
        yield from rows_of(index, relation, year)
        return
    said = {problem.path: problem for problem in unplaced}
    found = (
        *project_problems(index, Selection()),
        *other_problems(index, "departments"),
        *other_problems(index, "goals"),
        *other_problems(index, "progress"),
    )
    yield problem_rows(sorted({*said.values(), *(problem for problem in found if problem.path not in said)}))


def _with_texts(
    repository: Repository, relation: Relation, batches: Iterator[list[tuple[Any, ...]]]
) -> Iterator[list[tuple[Any, ...]]]:
    """Rows of overall goals with the text of their file, which alone has all of them."""
    columns = list(relation.all_columns)
    year, department, unit, text = (columns.index(name) for name in ("year", "department", "unit", TEXT_OF_FILE))
    for rows in batches:
        yield [
            (*row[:text], _text(repository, row[year], row[unit] or row[department]), *row[text + 1 :]) for row in rows
        ]


def _text(repository: Repository, year: int, code: str) -> str:
    path = repository.goals_path(year, code)
    return decode(repository.content(repository.relative(path)))


def _path(relation: Relation, year: int | None, division: str, name: str) -> str:
    partition = f"division={division}" if year is None else f"year={year}/division={division}"
    return f"{relation.name}/{partition}/{name}"


def current_schema() -> str:
    """What names the columns that files are written with now."""
    columns = [(name, sorted(relation.all_columns.items())) for name, relation in sorted(relations().items())]
    return hashlib.sha256(repr(columns).encode()).hexdigest()[:12]


def _with_members(before: Manifest, generation: int, members: Sequence[Member]) -> Manifest:
    """The manifest with these members in place of what they were."""
    by_number = {member.number: member for member in (*before.repositories, *members)}
    used = {part.schema for member in by_number.values() for part in member.parts}
    schemas = before.schemas | {current_schema(): {name: one.all_columns for name, one in relations().items()}}
    return Manifest(
        generation=generation,
        schemas={name: columns for name, columns in schemas.items() if name in used},
        repositories=tuple(by_number[number] for number in sorted(by_number)),
    )


def _remove_others(lake: Path, manifest: Manifest) -> None:
    """Remove Parquet files that the manifest does not name: what was replaced, what an ended process left."""
    known = manifest.paths
    for table in relations():
        for folder in _folders(lake / table):
            for name in names(folder):
                path = folder / name
                if _OWN.fullmatch(name) and path.relative_to(lake).as_posix() not in known:
                    with suppress(OSError):  # a reader holds it, in Windows: the next gathering removes it
                        remove(path)
            with suppress(OSError):  # it holds something still
                while folder != lake:
                    remove_folder(folder)
                    folder = folder.parent


def _folders(top: Path) -> list[Path]:
    """The folders below one that have none below them, itself if it has none; none where it is not there."""
    if is_gone(top):
        return []
    inner = [Path(entry.path) for entry in entries(top) if entry.is_dir(follow_symlinks=False)]
    return [found for folder in inner for found in _folders(folder)] if inner else [top]


def _failure(name: str, error: PerfError | OSError) -> Failure:
    if isinstance(error, PerfError):
        details = tuple(map(str, error.problems)) if isinstance(error, UnreadableData) else error.details
        return Failure(name, error.message, details)
    return Failure(name, _("cannot be read: {reason}").format(reason=translated(error.strerror)))
