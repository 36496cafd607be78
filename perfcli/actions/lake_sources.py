"""What is gathered into a lake: a repository as its files lie, or as a git revision has it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from perfcli.actions.approved_goals import ApprovedGoals
from perfcli.actions.lake_layout import lay_out, lay_out_file
from perfcli.check.baseline import is_name
from perfcli.disk import is_file, make_folder
from perfcli.disk.scratch import scratch_folder
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.file_states import UNLISTED
from perfcli.git import GitFolder, git_folder
from perfcli.git.revisions import files_of, read_blobs
from perfcli.i18n import gettext as _
from perfcli.index.schema import fingerprint
from perfcli.index.store import clock
from perfcli.repository import SETTINGS, Repository
from perfcli.settings import overdue
from perfcli.walk import BY_YEAR, DATA_FOLDERS, YEAR, Folder, Scope, walk


class Source(msgspec.Struct, frozen=True):
    """A repository as it is named: `path` is where it lies, `revision` empty for its files as they lie."""

    name: str
    path: str
    revision: str = ""


class Look(msgspec.Struct, frozen=True):
    """What a repository looks like from outside: its state for each year, and as a whole under None.

    A state is empty where it may not be relied on; `commit` is that of a revision, empty for files as they lie. `links`
    lead out of the repository to what is read.
    """

    division: str
    commit: str
    states: dict[int | None, str]
    links: tuple[str, ...] = ()


def source_of(given: str, folder: Path, revision: str) -> Source:
    """What is named on the command line or in a list whose paths are below `folder`.

    A bare git repository is read at HEAD unless a revision is named. Raises PerfError where nothing is there.
    """
    place = (folder / given).resolve()
    if not place.is_dir():
        raise PerfError(_("there is no folder {folder}").format(folder=given))
    return Source(Path(given).as_posix(), str(place), revision or ("HEAD" if _is_bare(place) else ""))


class Opened(NamedTuple):
    """A repository to read, what is wrong with files that could not even be laid out for it, and what keeps it then."""

    repository: Repository
    unplaced: tuple[Problem, ...] = ()
    git: GitFolder | None = None


def look(source: Source, day: date | None = None) -> Look:
    """How a repository looks now, and to a review as of a day: that is part of what is of no year.

    Raises PerfError for one that cannot be gathered, OSError.
    """
    if source.revision:
        return _look_at_revision(source, day)
    root = Path(source.path)
    repository = _repository(root, source)
    try:
        now = clock(root)
    except OSError:
        now = 0  # nothing tells what may have changed unseen
    folders = walk(root, Scope())
    repository.note_links(link for folder in folders for link in folder.links)
    salt = _salt(repository)
    seen = {folder.path: _seen(folder, now) for folder in sorted(folders, key=lambda one: one.path)}
    years = {folder.budget_year for folder in folders} - {None}
    states: dict[int | None, str] = {
        year: _state(salt, [seen[folder.path] for folder in folders if folder.budget_year == year]) for year in years
    }
    states[None] = _state(salt + _reviewed_by(repository, day), list(seen.values()))
    return Look(division_of(repository), "", states, tuple(sorted(repository.links_out)))


def _reviewed_by(repository: Repository, day: date | None, git: GitFolder | None = None) -> str:
    """What findings of a day depend on besides the data files; empty without one.

    What is accepted, templates (both empty for a repository of settings alone), commits of what was approved, what was
    due by then.
    """
    if day is None:
        return ""
    settings, baseline = repository.settings, _baseline(repository)
    files = [*repository.tomls("templates"), *([repository.root / baseline] if baseline else [])]
    contents = [(path.name, _digest_of(repository, path)) for path in files]
    approved = ApprovedGoals(repository, settings.approved, git).commits
    return repr((contents, approved, sorted(overdue(settings, day))))


def _digest_of(repository: Repository, path: Path) -> bytes:
    """What tells a file's content from another; that of nothing where it cannot be read: the review tells."""
    content = b""
    with suppress(OSError):
        content = repository.read(path)
    return hashlib.sha256(content).digest()


def _repository(root: Path, source: Source) -> Repository:
    """The repository whose files lie, or are laid out, below this root."""
    if is_file(root / SETTINGS):
        return Repository(root)
    if source.revision:
        raise PerfError(
            _("{folder} is not a data repository: {revision} holds no perf.toml at its top").format(
                folder=source.path, revision=source.revision
            )
        )
    raise PerfError(_("{folder} is not a data repository: it holds no perf.toml").format(folder=source.path))


def division_of(repository: Repository) -> str:
    """The division that perf.toml names; raises PerfError where it names none that a path can be made of."""
    try:
        division = repository.settings.division
    except UnreadableData as error:
        raise PerfError(error.message, hint=error.hint, details=error.details) from None
    if not re.fullmatch(r"[0-9]{6}", division, re.ASCII):
        raise PerfError(
            _("perf.toml names no division of six digits: {division}").format(division=division or '""'),
            hint=_('Add it, such as division = "130303".'),
        )
    return division


def _salt(repository: Repository) -> str:
    """What rows depend on besides the data files: what the index does, and the settings."""
    return repr((fingerprint(repository), repository.settings))


def _baseline(repository: Repository) -> str:
    """The file of accepted findings that perf.toml names, empty for none."""
    name = repository.settings.check.baseline
    return name if is_name(name) else ""


def _seen(folder: Folder, now: int) -> bytes:
    """How a folder looks, in short; nothing where a file may change again without looking otherwise."""
    if folder.state == UNLISTED or any(
        modified >= now or changed >= now for _name, _size, modified, changed, _inode in folder.stats
    ):
        return b""
    return hashlib.sha256(f"{folder.path}\0".encode() + folder.state).digest()


def _state(salt: str, seen: list[bytes]) -> str:
    """The state of some folders in one text, empty where that of one may not be relied on."""
    return hashlib.sha256(salt.encode() + b"".join(sorted(seen))).hexdigest() if all(seen) else ""


def origin_of(source: Source, commit: str) -> str:
    """The first commit of a repository, by which it is known wherever it lies; empty where git tells of none."""
    try:
        top = _git(source) if source.revision else git_folder(Path(source.path), "")
        return min(top.ask("rev-list", "--max-parents=0", commit.removesuffix("-dirty")).decode().split(), default="")
    except PerfError:
        return ""


def commit_of(source: Source, commit: str) -> str:
    """The commit that a folder was read at, with `-dirty` behind it, as git describes it, where files differ.

    Empty where git keeps none.
    """
    if source.revision:
        return commit
    try:
        git = git_folder(Path(source.path), "")
        commit = git.commit("HEAD")
    except PerfError:
        return ""
    if not commit:
        return ""
    differs = git.has_differences(commit, (*DATA_FOLDERS, SETTINGS))
    return f"{commit}-dirty" if differs else commit


def opened(source: Source, commit: str, folder: Path, *, is_checked: bool) -> Opened:
    """The repository to read; what a commit has is laid out in a folder kept for this repository alone.

    Raises PerfError, OSError.
    """
    if not source.revision:
        return Opened(_repository(Path(source.path), source))
    make_folder(folder)
    git = _git(source)
    problems = lay_out(git, commit, folder)
    repository = _repository(folder, source)
    if is_checked and (baseline := _baseline(repository)):
        lay_out_file(git, commit, folder, baseline)
    return Opened(repository, problems, git)


def _look_at_revision(source: Source, day: date | None) -> Look:
    git = _git(source)
    commit = git.known_commit(source.revision)
    trees = dict(_trees(git, commit))
    with scratch_folder() as scratch:
        for _blob, content in read_blobs(git, files_of(git, commit, (SETTINGS,))):
            scratch.put(SETTINGS, content or b"")
        repository = _repository(scratch.root, source)
        division, baseline = division_of(repository), _baseline(repository)
        salt, reviewed_by = _salt(repository), _reviewed_by(repository, day, git)
        accepted = [blob.name for blob in files_of(git, commit, (baseline,))] if day and baseline else []
    years = set(map(_year_of, trees)) - {None}
    states: dict[int | None, str] = {
        year: _digest(salt, {path: name for path, name in trees.items() if _year_of(path) == year}) for year in years
    }
    states[None] = _digest(salt + reviewed_by + "".join(accepted), trees)
    return Look(division, commit, states)


def _trees(git: GitFolder, commit: str) -> Iterator[tuple[str, str]]:
    """The folders and records that lie directly in the folders of data, with the ids that git gives them."""
    inside = (f"{git.from_top(name)}/" for name in DATA_FOLDERS)
    listed = git.ask("ls-tree", "-z", "--full-tree", commit, "--", git.from_top(SETTINGS), *inside)
    for record in filter(None, os.fsdecode(listed).split("\0")):
        about, _tab, path = record.partition("\t")
        _mode, kind, name = about.split(" ")
        if kind != "blob" or path.endswith(".toml"):
            yield git.below_folder(path), name


def _year_of(path: str) -> int | None:
    """The budget year of what lies there, as the walk has it."""
    top, _slash, name = path.partition("/")
    if top not in BY_YEAR or name.startswith("."):
        return None
    return int(name) if YEAR.fullmatch(name) else 0


def _digest(salt: str, trees: dict[str, str]) -> str:
    return hashlib.sha256(repr((salt, sorted(trees.items()))).encode("utf-8", "surrogateescape")).hexdigest()


def _git(source: Source) -> GitFolder:
    place = Path(source.path)
    if _is_bare(place):
        return GitFolder(place, place, is_bare=True)
    return git_folder(place, _("Leave out --rev to read the files as they lie."))


def _is_bare(place: Path) -> bool:
    return (place / "HEAD").is_file() and (place / "objects").is_dir() and not (place / SETTINGS).is_file()
