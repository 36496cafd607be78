"""Two versions of a repository's records: of git revisions, or of one and the work tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import msgspec

from perfcli import codec
from perfcli.actions.unfollowed import not_followed
from perfcli.comparing import with_unknown
from perfcli.errors import PerfError, Problem
from perfcli.git import GitFolder, git_folder
from perfcli.git.files import LINK, Blob
from perfcli.git.revisions import FilePair, against_work_tree, between_revisions, read_blobs
from perfcli.i18n import gettext as _
from perfcli.model import Record, Template
from perfcli.repository import SETTINGS, YEAR, Loaded, ProjectFile, Repository
from perfcli.select import Selection
from perfcli.settings import Settings
from perfcli.walk import DATA_FOLDERS

_MANY = 2000
_HEAD = "HEAD"
_PROJECT_PARTS = len(("projects", "YEAR", "UNIT", "CODE.toml"))


@dataclass(frozen=True, slots=True)
class Version:
    """A file as it was: its record with keys of the user's own, or what is wrong with it."""

    path: str
    record: Record | None
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


Versions = tuple[Version | None, Version | None]
"""A file before and after, None where it is not there."""


class Revisions(msgspec.Struct, frozen=True):
    """What is compared: a revision with another, or with the work tree where `after` is empty."""

    before: str = _HEAD
    after: str = ""

    @classmethod
    def given(cls, words: Sequence[str]) -> Revisions:
        """The revisions as typed: none, one, two, or two joined by `..`; raises PerfError for more."""
        if len(words) == 1 and ".." in words[0] and "..." not in words[0]:
            words = [word or _HEAD for word in words[0].split("..", 1)]
        if len(words) > 2:
            raise PerfError(_("at most two revisions can be compared, {count} are given").format(count=len(words)))
        return cls(*words)


def open_git(repository: Repository) -> GitFolder:
    """The git repository that keeps the data; raises PerfError where none does."""
    return git_folder(repository.root, _("Run `git init` and commit first."))


def differing(repository: Repository, git: GitFolder, revisions: Revisions, selection: Selection) -> Iterator[Versions]:
    """Each record of the part selected whose file differs, before and after, by path.

    Raises PerfError for an unknown revision, and where git does not answer.
    """
    paths = paths_of(selection)
    if revisions.after:
        before, after = git.known_commit(revisions.before), git.known_commit(revisions.after)
        pairs = between_revisions(git, before, after, paths)
    else:
        pairs = against_work_tree(git, revisions.before, paths)
    yield from read_pairs(repository, git, pairs, revisions)


def paths_of(selection: Selection) -> tuple[str, ...]:
    """The files and folders of the repository that a selection looks at."""
    if selection.years:
        return tuple(f"{kind}/{year}" for kind in ("projects", "goals", "progress") for year in selection.years)
    return (*DATA_FOLDERS, SETTINGS)


def read_pairs(
    repository: Repository, git: GitFolder, pairs: Sequence[FilePair], revisions: Revisions
) -> Iterator[Versions]:
    """The records of pairs of files, both of one file together; files that are no records are passed over."""
    for start in range(0, len(pairs), _MANY):
        some = pairs[start : start + _MANY]
        yield from versions_of(repository, some, texts_of(repository, git, some), revisions)


Texts = Mapping[str, bytes | None]
"""What blobs hold, by their ids."""


def texts_of(repository: Repository, git: GitFolder, pairs: Iterable[FilePair]) -> Texts:
    """What git has of those files that are records."""
    of_records = (pair for pair in pairs if _loader(repository, pair.path))
    kept = [blob for pair in of_records for blob in (pair.before, pair.after) if blob is not None and blob.name]
    return {blob.name: text for blob, text in read_blobs(git, kept)}


def versions_of(
    repository: Repository, pairs: Iterable[FilePair], texts: Texts, revisions: Revisions
) -> Iterator[Versions]:
    """The records of pairs of files whose texts are there."""
    for pair in pairs:
        if load := _loader(repository, pair.path):
            yield (
                _version(repository, pair.before, texts, load, revisions.before),
                _version(repository, pair.after, texts, load, revisions.after),
            )
        else:
            before = _unfollowed(pair.before, revisions.before)
            after = _unfollowed(pair.after, revisions.after)
            if before or after:
                yield before, after


def _unfollowed(blob: Blob | None, revision: str) -> Version | None:
    """What is wrong with an entry of a commit that leads to records elsewhere, None for any other."""
    if blob is None or not revision:
        return None
    problems = not_followed(blob, f"{revision}:{blob.path}")
    return Version(blob.path, None, {}, problems) if problems else None


def _version(
    repository: Repository,
    blob: Blob | None,
    texts: Texts,
    load: Callable[[bytes | None], Loaded[Any]],
    revision: str,
) -> Version | None:
    if blob is None:
        return None
    if not blob.name:
        with suppress(OSError):  # then reading it again says what is wrong
            return _read(load, repository.content(blob.path), blob.path, blob.path)
        return _read(load, None, blob.path, blob.path)
    return _committed(load, blob, texts.get(blob.name), revision)


def read_version(repository: Repository, blob: Blob, content: bytes | None, revision: str) -> Version | None:
    """A file of a revision, None where no record lies at its path; `content` is None where git does not have it."""
    load = _loader(repository, blob.path)
    return _committed(load, blob, content, revision) if load else None


def _committed(
    load: Callable[[bytes | None], Loaded[Any]], blob: Blob, content: bytes | None, revision: str
) -> Version:
    place = f"{revision}:{blob.path}"
    if content is None or blob.mode == LINK:
        absent, link = _("git does not have this file here; fetch it first"), _("a link is not a record")
        reason = absent if content is None else link
        return Version(blob.path, None, {}, (Problem(place, 0, 0, "", "system", reason),))
    return _read(load, content, blob.path, place)


def _read(load: Callable[[bytes | None], Loaded[Any]], content: bytes | None, path: str, place: str) -> Version:
    """A version out of what a file holds; what is wrong with it names the place."""
    loaded = load(content)
    problems = tuple(msgspec.structs.replace(problem, path=place) for problem in loaded.problems)
    if loaded.record is None or content is None:
        return Version(path, None, {}, problems)
    return Version(path, loaded.record, with_unknown(loaded.record, codec.parse(codec.decode(content))))


def _loader(repository: Repository, path: str) -> Callable[[bytes | None], Loaded[Any]] | None:
    """How the file at this path below the root is read, None where no record lies there."""
    parts = PurePosixPath(path).parts
    place = repository.root / path
    if path == SETTINGS:
        return lambda content: repository.load(place, Settings, content)
    if not path.endswith(".toml") or any(part[0] == "." for part in parts):
        return None
    if parts[0] == "projects" and len(parts) <= _PROJECT_PARTS:
        file = ProjectFile(place, 0, "", "")
        if len(parts) == _PROJECT_PARTS and YEAR.fullmatch(parts[1]):
            file = ProjectFile(place, int(parts[1]), parts[2], place.stem)
        return lambda content: repository.load_project(file, content)
    if parts[0] == "progress" and len(parts) in (_PROJECT_PARTS - 1, _PROJECT_PARTS):
        return lambda content: _progress(repository, parts, content)
    loaders: dict[tuple[str, int], Callable[[bytes | None], Loaded[Any]]] = {
        ("departments", 2): lambda content: repository.load_placed_department(place, content),
        ("goals", 3): lambda content: repository.load_placed_goals(place, content),
        ("templates", 2): lambda content: repository.load(place, Template, content),
    }
    return loaders.get((parts[0], len(parts)))


def _progress(repository: Repository, parts: tuple[str, ...], content: bytes | None) -> Loaded[Any]:
    """What became of a project or a whole; a file whose path names none counts as unreadable."""
    _folder, year, *unit, name = parts
    try:
        return repository.load_progress(int(year) if YEAR.fullmatch(year) else 0, name[:-5], "".join(unit), content)
    except PerfError as error:
        path = "/".join(parts)
        return Loaded(repository.root / path, None, (Problem(path, 0, 0, "", "path", error.message),))
