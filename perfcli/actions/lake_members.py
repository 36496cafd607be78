"""Which repositories a gathering has to read, and what of each: looked at beside what the lake has of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import msgspec

from perfcli.actions.lake_schema import current_schema
from perfcli.actions.lake_sources import Look, Source, look, origin_of
from perfcli.errors import PerfError, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.lake.manifest import Manifest, Member
from perfcli.lake.own_files import OwnFiles
from perfcli.parallel import in_halves
from perfcli.reasons import translated

PROBLEMS = "problems"
_MANY = 6
"""So many repositories are worth a second process that looks at half of them."""


class Failure(msgspec.Struct, frozen=True):
    """A repository that could not be gathered, and why; what the lake had of it before stays."""

    name: str
    reason: str
    details: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, error: PerfError | OSError) -> Failure:
        """The failure that an error means."""
        if isinstance(error, PerfError):
            details = tuple(map(str, error.problems)) if isinstance(error, UnreadableData) else error.details
            return cls(name, error.message, details)
        return cls(name, _("cannot be read: {reason}").format(reason=translated(error.strerror)))


class Wanted(msgspec.Struct, frozen=True):
    """A repository to be read: what it looked like, the member that it is or becomes, and which parts to read."""

    source: Source
    look: Look
    member: Member
    stale: tuple[int | None, ...]


class Seen(msgspec.Struct):
    """Which repositories are to be read, which have not changed, which cannot be looked at, which lie elsewhere now.

    `links` lead out of those that are looked at: names of the repository and of the link.
    """

    wanted: list[Wanted] = msgspec.field(default_factory=list)
    unchanged: list[Member] = msgspec.field(default_factory=list)
    failures: list[Failure] = msgspec.field(default_factory=list)
    moved: list[tuple[str, str, str]] = msgspec.field(default_factory=list)
    """Name, where it lay, where it lies."""
    links: list[tuple[str, str]] = msgspec.field(default_factory=list)


_Looked = Look | Failure


def look_at(
    sources: Sequence[Source], before: Manifest, lake: Path, today: date | None = None, *, checks: bool = False
) -> Seen:
    """Look at every repository named, half of them in a second process, beside what a lake has of them.

    `today` is the day of a review. With `checks` those whose findings are not in the lake are to be read for these;
    once they are, they stay.
    """
    seen, own = Seen(), OwnFiles(lake)
    chosen = list({source.path: source for source in sources}.values())
    is_reviewed = checks or any(member.is_checked for member in before.repositories)
    looks = _looks(chosen, today if is_reviewed else None)
    members = _members(chosen, looks, before)
    taken = {member.name for member in before.repositories}
    number = max((member.number for member in before.repositories), default=0)
    for source, found in zip(chosen, looks, strict=True):
        member = members.get(source.path)
        name = member.name if member else source.name if source.name not in taken else source.path
        if isinstance(found, Failure):
            seen.failures.append(msgspec.structs.replace(found, name=name))
            continue
        seen.links += [(name, link) for link in found.links]
        if member is None:
            number += 1
            taken.add(name)
            member = Member(number, name, source.path, source.revision, found.division, found.commit)
        elif member.path != source.path:
            seen.moved.append((name, member.path, source.path))
            member = msgspec.structs.replace(member, path=source.path)
        stale = _stale(member, source, found, own)
        if checks and not member.is_checked:
            member = msgspec.structs.replace(member, is_checked=True)
            stale = tuple(dict.fromkeys((*stale, None)))
        if stale:
            seen.wanted.append(Wanted(source, found, member, stale))
        else:
            seen.unchanged.append(member)
    return seen


def _looks(sources: Sequence[Source], day: date | None) -> list[_Looked]:
    def here(some: Iterable[Source]) -> list[_Looked]:
        return [_look(source, day) for source in some]

    def there(some: Iterable[Source]) -> list[bytes]:
        pairs = [(one, None) if isinstance(one, Look) else (None, one) for one in here(some)]
        return [msgspec.msgpack.encode(pairs)]

    def taken(sent: memoryview) -> list[_Looked]:
        pairs = msgspec.msgpack.decode(sent, type=list[tuple[Look | None, Failure | None]])
        return [one for pair in pairs for one in pair if one is not None]

    return [one for half in in_halves(sources, _MANY, here, there, taken) for one in half]


def _look(source: Source, day: date | None) -> _Looked:
    try:
        return look(source, day)
    except (PerfError, OSError) as error:
        return Failure.of(source.name, error)


def _members(sources: Sequence[Source], looks: Sequence[_Looked], before: Manifest) -> dict[str, Member]:
    """The members that the repositories named are: by where they lie, else the one that lies there no more.

    A repository that was moved is known by its first commit. Where git tells of none it is the one of its division, if
    no other of those named and no other that is gone has it.
    """
    known = {member.path: member for member in before.repositories}
    found = {source.path: known[source.path] for source in sources if source.path in known}
    gone = [member for member in before.repositories if member.path not in found and not Path(member.path).is_dir()]
    new = [
        (source, one)
        for source, one in zip(sources, looks, strict=True)
        if isinstance(one, Look) and source.path not in found
    ]
    for source, one in new if gone else ():
        origin = origin_of(source, one.commit or "HEAD")
        alike = [member for member in gone if member.division == one.division]
        sure = [member for member in alike if origin and member.origin == origin]
        likely = [member for member in alike if not (origin and member.origin)]
        is_alone = sum(other.division == one.division for _source, other in new) == len(alike) == 1
        for member in sure[:1] or (likely if is_alone else []):
            found[source.path] = member
            gone.remove(member)
    return found


def _stale(member: Member, source: Source, seen: Look, own: OwnFiles) -> tuple[int | None, ...]:
    """The parts that are not as they were when they were read; what has no year is read with any of them.

    So are those whose files are gone, links, or of another size than they were written with. Where any file could not
    be read all are: what is wrong with files of all years is one table.
    """
    if (member.division, member.revision) != (seen.division, source.revision):
        return tuple(seen.states)
    known = {
        part.year: part.state
        for part in member.parts
        if part.schema == current_schema() and all(map(own.has, part.files))
    }
    stale = [year for year, state in seen.states.items() if not state or known.get(year) != state]
    gone = {part.year for part in member.parts} - set(seen.states)
    if not stale and not gone:
        return ()
    is_whole = None in known and not any(file.table == PROBLEMS for file in member.files)
    return tuple(dict.fromkeys((*stale, None) if is_whole else seen.states))
