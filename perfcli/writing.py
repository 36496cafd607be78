"""Files written whole or not at all, all of a run or none. It knows nothing of what they hold."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from itertools import groupby
from pathlib import Path

import msgspec

from perfcli.disk import Folder, opened
from perfcli.drafts import clear_left_behind, draft_name
from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.links import first_link, is_link, is_within, link_out
from perfcli.locking import locked

__all__ = ["Change", "Removal", "locked", "write_changes", "write_outputs", "write_stream"]

_TURNS = 32
"""Into how many parts drafts are divided for threads to bring them to the disk: there are some for each."""


class Change(msgspec.Struct, frozen=True):
    """A file of the repository as it was read, None where there was none, and as it is to be."""

    path: Path
    before: bytes | None
    after: bytes


class Removal(msgspec.Struct, frozen=True):
    """A file of the repository as it was read, that is to go."""

    path: Path
    before: bytes
    after: None = None


class _Streamed(msgspec.Struct, frozen=True):
    """An output that comes in parts, and so can be looked at once alone."""

    path: Path
    after: Iterable[bytes]
    before: None = None


def write_changes(root: Path, changes: Iterable[Change | Removal]) -> None:
    """Write and remove files of a repository, all or none; call it with the lock held. Their folders are made.

    They are done in the order given. A folder that is empty once its files are gone goes too.

    Each file is written whole beside its place, brought to the disk and only then renamed. A process killed half-way
    leaves whole files alone at their places; its drafts are cleared by the next that writes there. Raises PerfError
    where a file is no longer what was read, and for a link that leads out of the repository; OSError.
    """
    top = os.path.realpath(root)
    folders: dict[str, str] = {}
    _write(top, [_Place(*_below(root, top, change, folders), change.path, change) for change in changes])


def write_outputs(contents: Mapping[Path, bytes]) -> None:
    """Write files that are no data of a repository, existing ones replaced, all or none; raises OSError."""
    _write("", [_output(path, Change(path, None, data)) for path, data in contents.items()])


def write_stream(path: Path, parts: Iterable[bytes]) -> None:
    """Write one file that is no data of a repository, as it comes, whole or not at all; raises OSError."""
    _write("", [_output(path, _Streamed(path, parts))])


def _output(path: Path, change: Change | _Streamed) -> _Place:
    folder, name = os.path.split(os.path.realpath(path))
    return _Place(folder, name, path, change, is_output=True)


class _Place(msgspec.Struct, frozen=True):
    """Where a file really lies, and what becomes of it."""

    folder: str
    name: str
    shown: Path
    change: Change | Removal | _Streamed
    is_output: bool = False


def _below(root: Path, top: str, change: Change | Removal, folders: dict[str, str]) -> tuple[str, str]:
    """Where a file of the repository really lies; raises PerfError where that is none of its places.

    A link is written through and not removed: what it leads to has a place of its own. `folders` keeps where folders
    really lie.
    """
    path = change.path
    real = _real(path, folders)
    is_inside = is_within(real, top)
    through_link = os.path.normcase(real) != os.path.normcase(os.path.join(top, path.relative_to(root)))
    below = os.path.relpath(real, top).split(os.sep) if is_inside and through_link else []
    is_odd = any(name.startswith(".") for name in below)
    if not is_inside or is_odd or (isinstance(change, Removal) and is_link(path)):
        link = link_out(root, path) or first_link(root, path) or path.name
        raise PerfError(
            _("{link} is a link that leads away from the data of the repository; nothing was written").format(
                link=link
            ),
            hint=_("Put a file or folder in its place, or delete it."),
        )
    return os.path.split(real)


def _real(path: Path, folders: dict[str, str]) -> str:
    """Where a path leads through all links."""
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    place = os.path.join(folders[folder], name)
    return os.path.realpath(place) if is_link(place) else place


def _write(root: str, places: list[_Place]) -> None:
    once = {(place.folder, place.name): place for place in places}
    for place in places:
        if once[place.folder, place.name].change.after != place.change.after:
            message = _("{one} and {other} are one file, which cannot hold two texts; nothing was written")
            raise PerfError(message.format(one=once[place.folder, place.name].shown, other=place.shown))
    _Batch(root, list(once.values())).write()


class _Batch:
    """Files on their way: drafts first, then each put in its place, and all put back where one cannot be."""

    def __init__(self, root: str, places: list[_Place]) -> None:
        self._root = root
        self._places = places
        self._made: list[str] = []
        self._ours: list[tuple[str, str]] = []
        self._done: list[tuple[_Place, str, bool]] = []

    def write(self) -> None:
        """Write them; see `write_changes`."""
        try:
            folders = sorted({place.folder for place in self._places})
            for path in folders:
                self._make_folder(path)
            drafts = [self._drafted(folder, place) for folder, place in self._by_folder()]
            self._sync_drafts()
            for folder, place in self._by_folder():
                _require_unchanged(folder, place)
            for (folder, place), draft in zip(self._by_folder(), drafts, strict=True):
                self._put(folder, place, draft)
            for path in {*folders, *map(os.path.dirname, self._made)}:
                with self._opened(path) as folder:
                    folder.sync()
        except BaseException:
            self._put_back()
            raise
        finally:
            self._clear()
        self._remove_empty_folders()

    def _opened(self, path: str) -> AbstractContextManager[Folder]:
        """A folder; below the root no link is followed on the way to it."""
        return opened(path, self._root if self._root and is_within(path, self._root) else "")

    def _by_folder(self) -> Iterator[tuple[Folder, _Place]]:
        """The files in their order, each with its open folder."""
        for path, places in groupby(self._places, lambda place: place.folder):
            with self._opened(path) as folder:
                for place in places:
                    yield folder, place

    def _make_folder(self, path: str) -> None:
        """Make a folder where it is missing, and those above it; else clear what ended processes left in it."""
        try:
            with self._opened(path) as folder:
                clear_left_behind(folder)
        except FileNotFoundError:
            above, name = os.path.split(path)
            if above == path:
                raise
            self._make_folder(above)
            with self._opened(above) as folder, suppress(FileExistsError):
                folder.make_folder(name)
                self._made.append(path)

    def _remove_empty_folders(self) -> None:
        """Remove the folders that hold nothing since files were removed from them, those of the root's own aside."""
        for path in {place.folder for place in self._places if isinstance(place.change, Removal)}:
            with suppress(OSError):  # it holds something still
                while os.path.dirname(path) != self._root:
                    path, name = os.path.split(path)
                    with self._opened(path) as folder:
                        folder.remove_folder(name)

    def _drafted(self, folder: Folder, place: _Place) -> str:
        """Write a draft beside the place, none of what goes; raises OSError where a file cannot lie there."""
        found = folder.state(place.name)
        if found is not None and not stat.S_ISREG(found.st_mode):
            number = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL
            raise OSError(number, os.strerror(number), os.fspath(place.shown))
        if place.change.after is None:
            return ""
        draft = self._name_of_ours(place.folder)
        folder.create(draft, place.change.after, like=found)
        return draft

    def _name_of_ours(self, folder: str) -> str:
        name = draft_name()
        self._ours.append((folder, name))
        return name

    def _sync_drafts(self) -> None:
        some = list(self._some_of_a_folder(max(1, len(self._ours) // _TURNS)))
        if len(some) > 1:
            with suppress(RuntimeError), ThreadPoolExecutor(8) as pool:  # where the system has no thread left
                list(pool.map(self._sync, some))
                return
        for drafts in some:
            self._sync(drafts)

    def _some_of_a_folder(self, most: int) -> Iterator[tuple[str, list[str]]]:
        """All drafts, some of one folder at a time, which is opened once for them."""
        for path, drafts in groupby(self._ours, lambda draft: draft[0]):
            names = [name for _path, name in drafts]
            yield from ((path, names[at : at + most]) for at in range(0, len(names), most))

    def _sync(self, drafts: tuple[str, list[str]]) -> None:
        path, names = drafts
        with self._opened(path) as folder:
            for name in names:
                folder.sync_file(name)

    def _put(self, folder: Folder, place: _Place, draft: str) -> None:
        """Put a draft in its place; of several the file that it replaces is kept until all are done.

        A file that is to go is put aside until then.
        """
        if not draft:
            _require_unchanged(folder, place)
            aside = self._name_of_ours(place.folder)
            self._done.append((place, aside, True))
            folder.replace(place.name, aside)
            return
        spare = ""
        was_there = folder.state(place.name) is not None
        if was_there and len(self._places) > 1:
            spare = self._name_of_ours(place.folder)
            try:
                folder.link(place.name, spare)
            except OSError:
                folder.create(spare, folder.read(place.name) or b"", like=folder.state(place.name))
        _require_unchanged(folder, place)
        self._done.append((place, spare, was_there))
        folder.replace(draft, place.name)

    def _put_back(self) -> None:
        """Make everything as it was before; raises SystemFailure naming the files that it cannot mend."""
        stuck: list[str] = []
        for place, spare, was_there in reversed(self._done):
            if isinstance(place.change, _Streamed):
                continue  # alone, and the last thing done was to put it in its place
            try:
                with self._opened(place.folder) as folder:
                    if folder.read(place.name) != place.change.after:
                        continue  # not replaced yet, or saved by somebody since
                    if spare:
                        folder.replace(spare, place.name)
                    elif not was_there:
                        folder.remove(place.name)
            except OSError as error:
                self._ours = [ours for ours in self._ours if ours != (place.folder, spare)]
                stuck.append(f"{place.shown}: {error.strerror}" + (f" ({spare})" if spare else ""))
        self._clear()
        for path in reversed(self._made):
            above, name = os.path.split(path)
            with suppress(OSError), self._opened(above) as folder:
                folder.remove_folder(name)
        if stuck:
            message = _("these files were written and could not be put back as they were:")
            raise SystemFailure(message, details=tuple(stuck))

    def _clear(self) -> None:
        """Remove what is left of our drafts; what cannot be removed is for who writes there next."""
        for path, names in groupby(self._ours, lambda draft: draft[0]):
            with suppress(OSError), self._opened(path) as folder:
                for _path, name in names:
                    with suppress(OSError):
                        folder.remove(name)
        self._ours.clear()


def _require_unchanged(folder: Folder, place: _Place) -> None:
    """Raise PerfError where a file is not what was read."""
    if not place.is_output and folder.read(place.name) != place.change.before:
        message = _("{path} was changed by somebody else meanwhile; nothing was written")
        raise PerfError(message.format(path=place.shown))
