"""Running the rules for the review's database: over the files that changed, in two processes where many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from perfcli.actions.approved_goals import ApprovedGoals
from perfcli.actions.companions import Companions
from perfcli.actions.looking import no_progress
from perfcli.check import keeping
from perfcli.check.checker import Checker
from perfcli.check.comparing import Change, Judged, judged_anew
from perfcli.check.keeping import KeptFinding
from perfcli.check.places import companion_of
from perfcli.check.rule import Finding, Hit, Key, Rule
from perfcli.check.views import Fact
from perfcli.disk import read_file
from perfcli.i18n import get_locale, noop
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.index.review import ReviewMirror
from perfcli.index.review_tables import OFFERS, SEEKS, FileRow, ReviewTables
from perfcli.memory import no_garbage_collection
from perfcli.parallel import in_halves
from perfcli.reasons import translated
from perfcli.repository import Repository
from perfcli.walk import is_gone

_CHANGED = noop("changed while it was being read: run the command again")

_MANY_DIGITS = "integer string conversion"
_MANY = 1000
_BATCH = 500
_ENCODER = msgspec.msgpack.Encoder()

Placed = Iterable[Finding] | str
"""Findings at their places in a file, or why it was not read again."""

Hits = Mapping[str, Sequence[tuple[Rule, Hit]]]
"""Hits with their rules, by the path of the file they are in."""


def kept_review(
    repository: Repository, checker: Checker, approved: ApprovedGoals, progress: Progress = no_progress
) -> ReviewTables:
    """What all rules find in the repository as it is on disk: kept from before, looked for where it changed."""
    companions = Companions(repository, approved, checker.context.overdue)
    runner = RuleRunner(repository, checker, companions, progress)
    version = keeping.version(checker, approved.commits)
    with no_garbage_collection():
        mirror = ReviewMirror(repository.root, f"review-{get_locale()}", version, runner)
        repository.note_links(mirror.links())
        return mirror.tables()


class RuleRunner:
    """Who finds what the review's database keeps."""

    def __init__(self, repository: Repository, checker: Checker, companions: Companions, progress: Progress) -> None:
        self.units = checker.context.units | checker.context.departments
        self.comparing = frozenset(rule.code for rule in checker.comparing)
        self._repository = repository
        self._checker = checker
        self._companions = companions
        self._progress = progress
        self._files = 1

    def companion(self, path: str) -> str:
        """The file that is judged together with one, empty where there is none."""
        return companion_of(path)

    def find(
        self, paths: Sequence[str], digests: Mapping[str, bytes], put: Callable[[Sequence[FileRow]], None]
    ) -> None:
        """Put what is found in each file by itself, for those whose content is not the one known by its digest."""
        self._files = max(len(paths), 1)

        def find(some: Sequence[str], told: int) -> Iterator[list[FileRow]]:
            for start in range(0, len(some), _BATCH):
                batch = some[start : start + _BATCH]
                yield [row for path in batch if (row := self._row(path, digests.get(path)))]
                if told:  # the end is told when what was found is compared as well
                    self._progress(min(min(start + _BATCH, len(some)) * told // len(some), told - 1), told)

        def put_found(some: Sequence[str]) -> None:
            for rows in find(some, len(paths)):
                put(rows)

        def put_sent(sent: memoryview) -> None:
            for rows in msgspec.msgpack.decode(sent, type=list[msgspec.Raw]):
                put(msgspec.msgpack.decode(rows, type=list[FileRow]))

        for _half in in_halves(
            paths,
            _MANY,
            put_found,
            lambda some: [_ENCODER.encode([msgspec.Raw(_ENCODER.encode(rows)) for rows in find(some, 0)])],
            put_sent,
        ):
            pass

    def compare(self, changes: Mapping[str, bytes], tables: ReviewTables) -> list[FileRow]:
        """Bring the findings of the rules that compare up to date; `changes` are files with their facts before.

        Returns the rows of files that did not read again as they are kept.
        """
        try:
            return self._brought_up_to_date(changes, tables)
        finally:
            self._progress(self._files, self._files)

    def _brought_up_to_date(self, changes: Mapping[str, bytes], tables: ReviewTables) -> list[FileRow]:
        new: defaultdict[str, list[tuple[Rule, Hit]]] = defaultdict(list)
        findings: defaultdict[str, list[Finding]] = defaultdict(list)
        for rule, judged in self._compared(changes, tables):
            paths = judged.paths | changes.keys()
            standing = _by_key(tables.take_findings(rule.code, paths))
            for fact, hit in judged.hits:
                old = None if fact.path in changes else standing.get((fact.path, hit.key))
                if old:
                    findings[fact.path].append(replace(old, message=hit.message, values=hit.values, fix=hit.fix))
                else:
                    new[fact.path].append((rule, hit))
            for (path, key), old in standing.items():
                if path in changes and path not in judged.paths:
                    new[path].append((rule, Hit(key, old.message, old.values, old.fix)))
        refused = []
        digests = {path: digest for path, (digest, _fact) in tables.kept(new).items()}
        for path, placed in self._placed(new, digests):
            if isinstance(placed, str):
                refused.append(self._refused(path, placed))
            else:
                findings[path] += placed
        tables.put_findings((path, row) for path, found in findings.items() for row in keeping.kept(found))
        return refused

    def _compared(self, changes: Mapping[str, bytes], tables: ReviewTables) -> Iterator[tuple[Rule, Judged]]:
        """What each comparing rule says anew: where much changed, of all projects."""
        context = self._checker.context
        if len(changes) > _MANY:
            facts = list(map(keeping.unpacked, tables.facts()))
            everything = frozenset(tables.paths())
            for number, rule in enumerate(self._checker.comparing):
                self._progress(number, len(self._checker.comparing), _("comparing projects"))
                yield rule, Judged(everything, list(rule.compare(facts, context)))
            return
        now = {path: fact for path, (_digest, fact) in tables.kept(changes).items()}
        pairs = [Change(_fact(before), _fact(now.get(path, b""))) for path, before in changes.items()]
        for rule in self._checker.comparing:
            yield rule, judged_anew(rule, pairs, StoredPeers(tables), context)

    def _row(self, path: str, known: bytes | None) -> FileRow | None:
        """A file as it is to be kept, None where it has this digest still."""
        root = self._repository.root
        try:
            content = read_file(f"{root}/{path}")
        except OSError as error:
            if is_gone(root, path):
                return FileRow(path, None, "", b"", [], [])
            is_listed_now = path.endswith("/") and isinstance(error, IsADirectoryError)
            return self._refused(path, _(_CHANGED) if is_listed_now else translated(error.strerror))
        digest = keeping.digest_of(content)
        if digest == known:
            return None
        try:
            return self._judged(path, content, digest)
        except (OverflowError, ValueError) as error:
            if not isinstance(error, OverflowError) and _MANY_DIGITS not in str(error):
                raise
            return self._refused(path, _("a number in it is too large"), digest)

    def _judged(self, path: str, content: bytes, digest: bytes) -> FileRow:
        """A file with what is found in it; raises OverflowError and ValueError for numbers that no rule is made for."""
        checked = self._checker.check(path, content, self._companions.beside(path, content))
        fact = checked.fact
        keys = keeping.keys_of(fact, self._checker) if fact else []
        packed = keeping.packed(fact) if fact else b""
        return FileRow(path, digest, checked.unit, packed, keys, keeping.kept(checked.findings))

    def _refused(self, path: str, reason: str, digest: bytes = b"") -> FileRow:
        """The row of a file that cannot be read; with a digest it is kept as long as the file stays as it is."""
        return FileRow(path, digest, "", b"", [], keeping.kept(self._checker.refused(path, reason).findings))

    def _placed(self, hits: Hits, digests: Mapping[str, bytes]) -> Iterator[tuple[str, Placed]]:
        """The hits as findings at their places, file by file; where many, by two processes."""

        def send(some: Sequence[str]) -> list[bytes]:
            rows = [
                (path, placed if isinstance(placed, str) else keeping.kept(placed))
                for path, placed in self._placed_in(some, hits, digests)
            ]
            return [_ENCODER.encode(rows)]

        def take(sent: memoryview) -> list[tuple[str, Placed]]:
            return [
                (path, placed if isinstance(placed, str) else [keeping.found(path, row) for row in placed])
                for path, placed in msgspec.msgpack.decode(sent, type=list[tuple[str, str | list[KeptFinding]]])
            ]

        def place(some: Sequence[str]) -> list[tuple[str, Placed]]:
            placed = []
            for number, one in enumerate(self._placed_in(some, hits, digests)):
                placed.append(one)
                if number % _BATCH == 0:
                    self._progress(number, len(some), _("locating findings"))
            return placed

        for half in in_halves(sorted(hits), _MANY, place, send, take):
            yield from half

    def _placed_in(
        self, paths: Iterable[str], hits: Hits, digests: Mapping[str, bytes]
    ) -> Iterator[tuple[str, Placed]]:
        for path in paths:
            try:
                content = read_file(f"{self._repository.root}/{path}")
            except OSError as error:
                yield path, translated(error.strerror)
                continue
            if keeping.digest_of(content) == digests.get(path):
                yield path, self._checker.placed(path, content, hits[path])
            else:
                yield path, _(_CHANGED)


class StoredPeers:
    """The projects whose facts the review's database keeps."""

    def __init__(self, tables: ReviewTables) -> None:
        self._tables = tables

    def offering(self, keys: Collection[str]) -> Iterable[Fact]:
        """Those that offer one of these keys."""
        return map(keeping.unpacked, self._tables.facts_by_key(map(keeping.number, keys), OFFERS))

    def seeking(self, keys: Collection[str]) -> Iterable[Fact]:
        """Those that seek one of these keys."""
        return map(keeping.unpacked, self._tables.facts_by_key(map(keeping.number, keys), SEEKS))


def _fact(packed: bytes) -> Fact | None:
    return keeping.unpacked(packed) if packed else None


def _by_key(rows: Iterable[tuple[str, KeptFinding]]) -> dict[tuple[str, Key], Finding]:
    return {(path, found.key): found for path, row in rows for found in (keeping.found(path, row),)}
