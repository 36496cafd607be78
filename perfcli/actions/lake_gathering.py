"""`perf gather`: many repositories into one lake, only what changed read again, never half of anything shown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec

from perfcli.actions.lake_compacting import parted
from perfcli.actions.lake_folder import (
    laid_out_folder,
    mark_writing,
    remove_left,
    remove_place,
    require_no_link,
    require_place,
)
from perfcli.actions.lake_members import Failure, Seen, Wanted, look_at
from perfcli.actions.lake_parts import Parting, Reading, path_of
from perfcli.actions.lake_rows import Tables
from perfcli.actions.lake_schema import current_schema
from perfcli.actions.lake_sources import Source, commit_of, opened, origin_of
from perfcli.actions.looking import no_progress
from perfcli.disk import make_folder
from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.index.relations import relations
from perfcli.lake.manifest import (
    MANIFEST,
    Manifest,
    Member,
    is_lake,
    manifest_bytes,
    read_manifest,
)
from perfcli.lake.parquet import require_arrow
from perfcli.links import CACHE
from perfcli.locking import locked
from perfcli.parallel import in_halves
from perfcli.writing import write_outputs


class Gathered(msgspec.Struct, frozen=True):
    """What became of a gathering: the repositories that were read, those that had not changed, those that failed.

    `moved` are those that lie elsewhere now: name, where they lay, where they lie; `links` lead out of a repository to
    files that are read: its name, the link.
    """

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    failures: tuple[Failure, ...]
    moved: tuple[tuple[str, str, str], ...]
    links: tuple[tuple[str, str], ...]
    manifest: Manifest


_Outcome = Member | Failure


def gather(
    sources: Sequence[Source],
    lake: Path,
    *,
    strict: bool = False,
    checks: bool = False,
    today: date | None = None,
    progress: Progress = no_progress,
) -> Gathered:
    """Bring these repositories' rows into a lake, which is made where there is none; others that it has stay.

    A repository that cannot be read stays as it was last gathered, and is named; with `strict` nothing is changed then.
    With `checks` what a review finds, as of `today`, is gathered too, from then on. No lake is made where none can be
    read. Raises PerfError for a folder that is no place for a lake and without the extra, SystemFailure, OSError.
    """
    require_arrow()
    require_place(lake, beside=(CACHE,))
    seen = None if is_lake(lake) else look_at(sources, Manifest(), lake, today, checks=checks)
    if seen and not seen.wanted:
        raise nothing_read(seen.failures)
    make_folder(lake)
    with locked(lake):
        require_place(lake)
        is_new = not is_lake(lake)
        before = Manifest() if is_new else read_manifest(lake)
        remove_left(lake, before)
        seen = seen if seen and is_new else look_at(sources, before, lake, today, checks=checks)
        done = _gathered(seen, lake, before, strict, Reading(lake, before.generation + 1, today, progress))
    if is_new and not is_lake(lake):
        remove_place(lake)
        raise nothing_read(done.failures)
    return done


def nothing_read(failures: Sequence[Failure]) -> PerfError:
    """The error where not one repository can be read and no lake is there yet."""
    lines = (line for one in failures for line in (f"{one.name}: {one.reason}", *(f"  {more}" for more in one.details)))
    return PerfError(_("none of the repositories can be read; no lake was made"), details=tuple(lines))


def _gathered(seen: Seen, lake: Path, before: Manifest, strict: bool, reading: Reading) -> Gathered:
    failures = list(seen.failures)
    outcomes: list[_Outcome] = []
    if seen.wanted and not (strict and failures):
        require_no_link(lake, _places(seen.wanted))
        mark_writing(lake)
        outcomes = _read_all(seen.wanted, reading)
    failures += [outcome for outcome in outcomes if isinstance(outcome, Failure)]
    read = [outcome for outcome in outcomes if isinstance(outcome, Member)]
    elsewhere = {path for _name, _before, path in seen.moved}
    members = [*read, *(member for member in seen.unchanged if member.path in elsewhere)]
    after = before
    if members and not (strict and failures):
        after = parted(lake, before, _with_members(before, reading.generation, members))
        write_outputs({lake / MANIFEST: manifest_bytes(after)})
    if outcomes:
        is_sure = len(read) == len(outcomes)  # one that failed may have written anywhere
        remove_left(lake, after, _folders_of(before, after, seen.wanted) if is_sure else None)
    return Gathered(
        tuple(member.name for member in read),
        tuple(member.name for member in seen.unchanged),
        tuple(failures),
        tuple(seen.moved),
        tuple(seen.links),
        after,
    )


def _read_all(wanted: Sequence[Wanted], reading: Reading) -> list[_Outcome]:
    """Read repositories and write their files, half of them in a second process."""
    silent = reading._replace(progress=no_progress)

    def here(some: Sequence[Wanted]) -> list[_Outcome]:
        outcomes: list[_Outcome] = []
        with closing(Tables()) as tables:
            for done, one in enumerate(some):
                reading.progress(done * len(wanted) // len(some), len(wanted))
                outcomes.append(_read(one, tables, reading if len(wanted) == 1 else silent))
        reading.progress(len(wanted), len(wanted))
        return outcomes

    def there(some: Sequence[Wanted]) -> list[bytes]:
        with closing(Tables()) as tables:
            return [msgspec.msgpack.encode([_sent(_read(one, tables, silent)) for one in some])]

    halves = in_halves(wanted, 2, here, there, _received)
    return [outcome for half in halves for outcome in half]


def _sent(outcome: _Outcome) -> tuple[Member | None, Failure | None]:
    return (outcome, None) if isinstance(outcome, Member) else (None, outcome)


def _received(sent: memoryview) -> list[_Outcome]:
    pairs = msgspec.msgpack.decode(sent, type=list[tuple[Member | None, Failure | None]])
    return [outcome for pair in pairs for outcome in pair if outcome is not None]


def _read(wanted: Wanted, tables: Tables, reading: Reading) -> _Outcome:
    """Read what changed of one repository and write its files; returns the member as it is then."""
    try:
        commit = commit_of(wanted.source, wanted.look.commit)
        folder = laid_out_folder(reading.lake, wanted.member.number)
        found = opened(wanted.source, commit, folder, is_checked=wanted.member.is_checked)
        parts = Parting(found, wanted, commit, tables, reading).parts()
        kept = [
            part for part in wanted.member.parts if part.year in wanted.look.states and part.year not in wanted.stale
        ]
        return msgspec.structs.replace(
            wanted.member,
            revision=wanted.source.revision,
            division=wanted.look.division,
            commit=commit,
            origin=wanted.member.origin or (origin_of(wanted.source, commit) if commit else ""),
            parts=tuple(sorted((*kept, *parts), key=lambda part: (part.year is not None, part.year or 0))),
        )
    except (PerfError, OSError) as error:
        if isinstance(error, SystemFailure) or _is_of(error, reading.lake):
            raise
        return Failure.of(wanted.member.name, error)


def _is_of(error: BaseException, lake: Path) -> bool:
    """Whether it is the lake that the system refuses: then no repository is to blame."""
    name = getattr(error, "filename", None)
    return isinstance(error, OSError) and (name is None or str(name).startswith(str(lake.resolve())))


def _places(wanted: Sequence[Wanted]) -> set[str]:
    """The paths below the lake at which files of these are written."""
    return {MANIFEST} | {
        path_of(relation, year, one.look.division, "")
        for one in wanted
        for year in one.stale
        for relation in relations().values()
        if relation.is_by_year == (year is not None)
    }


def _folders_of(before: Manifest, after: Manifest, wanted: Sequence[Wanted]) -> set[str]:
    """The folders below the lake in which files were written or replaced."""
    paths = (before.paths ^ after.paths) | _places(wanted) - {MANIFEST}
    return {path.rpartition("/")[0] for path in paths}


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
