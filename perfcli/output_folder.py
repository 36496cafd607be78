"""A folder that perf fills wholly and keeps up to date: what is in it is listed, nothing of others is touched.

Files are written where they differ alone, each whole or not at all; those that are made no more are removed. The list
names what a run is about to write before it writes, so that a run that was killed leaves nothing without an owner.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path, PurePosixPath

from perfcli.disk import Folder, opened, read_file
from perfcli.drafts import clear_left_behind, draft_name
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

MANIFEST = "perf-site.json"
"""The list of the files that perf wrote into a folder."""

_KIND = "perf site"
_MOST = 500_000_000


class OutputFolder:
    """One folder below which files are written; `open` looks at what is there."""

    def __init__(self, root: Path, known: frozenset[str]) -> None:
        self._root = os.path.realpath(root)
        self._known = known
        self._made: set[str] = set()

    @classmethod
    def open(cls, root: Path) -> OutputFolder:
        """The folder, empty, not there yet, or one that perf filled; raises PerfError for any other, OSError."""
        known = _listed(root)
        if known is None:
            if root.is_dir() and any(not entry.name.startswith(".") for entry in root.iterdir()):
                raise PerfError(
                    _("{folder} holds files and is not a site that perf made: nothing was written").format(folder=root),
                    hint=_("Name an empty or a new folder with -o."),
                )
            if root.exists() and not root.is_dir():
                raise PerfError(_("{folder} is not a folder").format(folder=root))
            known = frozenset()
        return cls(root, known)

    def begin(self, planned: Iterable[str]) -> None:
        """Note the files that are about to be written; raises PerfError where one of others is there, OSError."""
        planned = frozenset(planned)
        for path in sorted(planned - self._known):
            place = os.path.join(self._root, *path.split("/"))
            if os.path.lexists(place):
                raise PerfError(
                    _("{file} is there and was not written by perf: nothing was written").format(file=place),
                    hint=_("Move it elsewhere, or name another folder."),
                )
        above, name = os.path.split(self._root)
        self._make(above, name)
        self._write_list(self._known | planned)

    def write(self, path: str, data: bytes) -> bool:
        """Write a file by its path below the folder; whether it was another one before. Raises OSError, PerfError."""
        folder_path, name = os.path.split(path)
        with self._folder(folder_path) as folder:
            found = folder.state(name)
            if found is not None and stat.S_ISREG(found.st_mode) and found.st_size == len(data):
                if folder.read(name) == data:
                    return False
            elif found is not None and not stat.S_ISREG(found.st_mode):
                raise _in_the_way(os.path.join(self._root, *path.split("/")))
            draft = draft_name()
            try:
                folder.create(draft, data)
                folder.replace(draft, name)
            except BaseException:
                with suppress(OSError):
                    folder.remove(draft)
                raise
        return True

    def finish(self, written: Iterable[str]) -> int:
        """Remove what was listed and is made no more, and list what there is; how many files went. Raises OSError."""
        kept = frozenset(written)
        stale = sorted(self._known - kept)
        gone = sum(self._remove(path) for path in stale)
        self._write_list(kept)
        return gone

    def _remove(self, path: str) -> bool:
        folders = list(PurePosixPath(path).parts[:-1])
        name = PurePosixPath(path).name
        try:
            with self._opened("/".join(folders)) as folder:
                found = folder.state(name)
                if found is None or not stat.S_ISREG(found.st_mode):
                    return False
                folder.remove(name)
        except (FileNotFoundError, NotADirectoryError):  # it is gone, or a folder on the way is a link by now
            return False
        while folders:
            last = folders.pop()
            try:
                with self._opened("/".join(folders)) as folder:
                    folder.remove_folder(last)
            except OSError:  # it holds something still
                break
        return True

    def _folder(self, path: str) -> AbstractContextManager[Folder]:
        """An open folder below ours, made where it is missing."""
        if path not in self._made:
            below = ""
            try:
                for part in path.split("/") if path else ():
                    self._make(os.path.join(self._root, below) if below else self._root, part, below=True)
                    below = f"{below}/{part}" if below else part
                with self._opened(path) as folder:
                    clear_left_behind(folder)
            except NotADirectoryError:
                raise _in_the_way(os.path.join(self._root, *path.split("/")), is_folder=True) from None
            self._made.add(path)
        return self._opened(path)

    def _make(self, above: str, name: str, *, below: bool = False) -> None:
        with suppress(FileExistsError), opened(above, self._root if below else "") as folder:
            folder.make_folder(name)

    def _opened(self, path: str) -> AbstractContextManager[Folder]:
        place = os.path.join(self._root, *path.split("/")) if path else self._root
        return opened(place, self._root)

    def _write_list(self, files: Iterable[str]) -> None:
        lines = ",\n".join(json.dumps(path, ensure_ascii=False) for path in sorted(files))
        text = f'{{"kind":"{_KIND}","version":1,"files":[\n{lines}\n]}}\n'
        self.write(MANIFEST, text.encode())


def _listed(root: Path) -> frozenset[str] | None:
    """The files that perf wrote here, None where there is no list of them; raises PerfError for a broken one."""
    path = root / MANIFEST
    if not os.path.lexists(path):
        return None
    try:
        said = json.loads(read_file(path, _MOST))
        files = said["files"] if isinstance(said, Mapping) and said.get("kind") == _KIND else None
    except (ValueError, RecursionError):
        files = None
    if not isinstance(files, list) or not all(isinstance(file, str) and _is_below(file) for file in files):
        raise PerfError(
            _("{file} does not say which files perf wrote: nothing was written").format(file=path),
            hint=_("Name an empty or a new folder with -o."),
        )
    return frozenset(files)


def _is_below(path: str) -> bool:
    """Whether a path of the list stays below the folder, whoever wrote the list, and is none of git's."""
    return all(part and part[0] != "." and "\\" not in part and ":" not in part for part in path.split("/"))


def _in_the_way(path: str, *, is_folder: bool = False) -> PerfError:
    message = _("{file} is not a regular file: the site cannot be written")
    if is_folder:
        message = _("a folder is wanted and a file or a link is in the way: {file}; the site cannot be written")
    return PerfError(
        message.format(file=path),
        hint=_("Move it elsewhere, or name another folder."),
    )
