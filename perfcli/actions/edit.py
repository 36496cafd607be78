"""`perf edit`: a project's text in the hands of its user, kept aside until it can replace the file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from perfcli import codec
from perfcli.actions.editing import (
    Edited,
    Read,
    Why,
    edited,
    read_projects,
    require_accord,
    require_reason,
    write_edits,
)
from perfcli.actions.judging import Judge
from perfcli.check.reports.rows import message_of
from perfcli.codec import Malformed
from perfcli.disk import cache_folder, names, read_file, remove, write_over
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.links import CACHE
from perfcli.model import Project
from perfcli.ownership import is_running
from perfcli.paths import ProjectKey
from perfcli.regex import regex
from perfcli.repository import Repository
from perfcli.writing import locked

_DRAFT = regex(r"edit-([0-9A-Z]{21})-([0-9]{4})-([0-9]+)-([0-9a-f]{8})\.toml")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text: where, and what is to be said; without a line it is about the whole."""

    line: int
    column: int
    message: str


class WrongText(PerfError):
    """A text that cannot replace the file as it is."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(
            _("this text cannot replace the file"),
            details=tuple(f"{one.line}:{one.column}: {one.message}" for one in faults),
        )
        self.faults = tuple(faults)


class Draft:
    """The text that an editor works on: a file in `.perf/`, which stays until the text has replaced the project's."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def begun(cls, repository: Repository, read: Read) -> Draft:
        """A draft that begins with the file's own text; raises OSError."""
        project = read.record
        name = f"edit-{project.code}-{project.year}-{os.getpid()}-{_mark(read.content)}.toml"
        draft = cls(cache_folder(repository.root) / name)
        write_over(draft.path, read.content)
        return draft

    def is_of(self, read: Read) -> bool:
        """Whether it began with the file as that is now."""
        match = _DRAFT.fullmatch(self.path.name)
        return match is not None and match[4] == _mark(read.content)

    def text(self) -> bytes:
        """What it holds; raises OSError."""
        return read_file(self.path)

    def discard(self) -> None:
        """Remove it."""
        with suppress(OSError):
            remove(self.path)


def _mark(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=4).hexdigest()


def drafts_left(repository: Repository, key: ProjectKey) -> list[Draft]:
    """Drafts of a project that an edit left behind which did not come to its end."""
    folder = repository.root / CACHE
    found = []
    with suppress(OSError):
        for name in sorted(names(folder)):
            match = _DRAFT.fullmatch(name)
            if match and (match[1], int(match[2])) == (key.code, key.year) and not is_running(int(match[3])):
                found.append(Draft(folder / name))
    return found


def read_for_edit(repository: Repository, key: ProjectKey) -> Read:
    """The project as it is; raises PerfError, OSError. One that cannot be read is edited as a file."""
    return read_projects(repository, [key])[0]


def checked(repository: Repository, read: Read, text: bytes, why: Why, *, force: bool = False) -> Edited:
    """What becomes of the project with this text, in the file's own line ends; raises WrongText, NeedsReason."""
    try:
        body = codec.decode(text)
        after = codec.from_toml(body, Project)
    except Malformed as error:
        raise WrongText([Fault(one.line, one.column, one.message) for one in error.faults]) from None
    _require_place(read.record, after)
    if read.is_approved and after.budget != read.record.budget:
        require_accord(read.record, read.progress)
    content = read.content if body == codec.decode(read.content) else _like(body, read.content)
    made = edited(repository, read, after, why, content)
    if not force:
        judge = Judge(repository)
        path = repository.relative(read.path)
        found = judge.new_findings(path, read.content, content)
        if found:
            raise WrongText([Fault(one.line, one.column, f"{one.code} {message_of(one)}") for one in found])
    require_reason([made], why)
    return made


def _require_place(before: Project, after: Project) -> None:
    faults = [
        Fault(
            0,
            0,
            _("{key} is {said}, the path says {expected}").format(
                key=key, said=getattr(after, key), expected=getattr(before, key)
            ),
        )
        for key in ("code", "unit", "year")
        if getattr(before, key) != getattr(after, key)
    ]
    if faults:
        raise WrongText(faults)


def _like(body: str, content: bytes) -> bytes:
    """A text with LF line ends as the file's bytes: its line ends, its mark, a line end at the end."""
    body = body if body.endswith("\n") else body + "\n"
    if content.count(b"\r\n") * 2 > content.count(b"\n"):
        body = body.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return mark + body.encode("utf-8")


def keep(repository: Repository, read: Read, text: bytes, why: Why, *, force: bool = False) -> Edited:
    """Put the text in the place of the file that was read; raises PerfError where that is another now, OSError."""
    with locked(repository.root):
        now = read_for_edit(repository, ProjectKey(read.record.year, read.record.unit, read.record.code))
        if now.content != read.content:
            message = _("{path} was changed by somebody else meanwhile; nothing was written")
            raise PerfError(message.format(path=read.path))
        made = checked(repository, now, text, why, force=force)
        write_edits(repository, [made], {})
    return made
