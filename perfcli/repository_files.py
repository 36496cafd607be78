"""The files of a repository: which there are, and their bytes; what they hold is for `perfcli.repository`."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from perfcli.disk import entries, is_there, read_file
from perfcli.file_states import UNLISTED
from perfcli.links import is_link, link_out
from perfcli.paths import RecordPaths
from perfcli.regex import regex
from perfcli.walk import EVERYTHING, SETTINGS, YEAR, Folder, Scope, walk

_FILE_NAME = regex(r"[^./\\:\0][^/\\:\0]*")
"""What can name a file here: a code of a wrong alphabet is found too, so that it can be looked at and mended."""


class ProjectFile(msgspec.Struct, frozen=True):
    """A project's file and what its path says; empty where the path is no project's."""

    path: Path
    year: int
    unit: str
    code: str


class RepositoryFiles(RecordPaths):
    """The files below one root."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.links_out: set[str] = set()
        """The links out of the repository, by their path below the root, that files were read through."""
        self._links: dict[str, str | None] = {}

    def project_files(self, years: Iterable[int] = (), units: Iterable[str] = ()) -> Iterator[ProjectFile]:
        """Every project's file of these years and units (of all where none is named), by year, unit and code.

        `units` are codes of units or, with three digits, of departments. Only the folders asked for are looked at.
        Raises OSError where one cannot be listed.
        """
        found = [
            ProjectFile(self.root / folder.path / name, folder.year, folder.unit, name[:-5] if folder.unit else "")
            for folder in self._walk(Scope(("projects",), tuple(years), tuple(units)))
            for name, *_state in folder.stats
        ]
        yield from sorted(found, key=lambda file: file.path.parts)

    def toml_files(self) -> Iterator[str]:
        """The path of every TOML file of the repository below its root: perf.toml, then folder by folder, by name.

        Those that lie where no reader looks are among them; hidden files and folders are not. Raises OSError where a
        folder cannot be listed.
        """
        found = [path for folder in self._walk(EVERYTHING) for path in folder.paths]
        yield from sorted(found, key=lambda path: (path != SETTINGS, path.split("/")))

    def _walk(self, scope: Scope) -> list[Folder]:
        folders = walk(self.root, scope)
        for folder in folders:
            if folder.state == UNLISTED:
                os.scandir(self.root / folder.path).close()
                raise OSError(errno.EIO, os.strerror(errno.EIO), str(self.root / folder.path))
        self.note_links(link for folder in folders for link in folder.links)
        return folders

    def content(self, path: str) -> bytes:
        """A file by its path below the root; raises OSError."""
        return self.read(self.root / path)

    def note_links(self, paths: Iterable[str]) -> None:
        """Note which of these paths below the root lead out of it, by which link."""
        for path in paths:
            out = link_out(self.root, self.root / path)
            if out:
                self.links_out.add(out)

    def read(self, path: Path) -> bytes:
        """A file's bytes, a link out of the repository that leads to it noted; raises OSError."""
        folder = os.path.dirname(path)
        if folder not in self._links:
            self._links[folder] = link_out(self.root, path.parent)
        out = self._links[folder] or (link_out(self.root, path) if is_link(path) else None)
        if out:
            self.links_out.add(out)
        return read_file(path)

    def find_projects(self, code: str) -> list[ProjectFile]:
        """The files of one code, whatever their year and unit; raises OSError where the system hides what is there."""
        found: list[ProjectFile] = []
        if not _FILE_NAME.fullmatch(code):
            return found
        for year in entries(self.root / "projects"):
            if year.is_dir() and YEAR.fullmatch(year.name):
                folder = self.root / "projects" / year.name
                for unit in entries(folder):
                    path = folder / unit.name / f"{code}.toml"
                    if is_there(path):
                        found.append(ProjectFile(path, int(year.name), unit.name, code))
        return found

    def tomls(self, folder: str) -> list[Path]:
        """The TOML files of a folder below the root, by name."""
        top = self.root / folder
        return [top / entry.name for entry in entries(top) if entry.name.endswith(".toml")]
