"""Files of a work tree beside what git has kept of them, compared without git."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from typing import NamedTuple

from perfcli.disk import read_file
from perfcli.regex import regex

SUBMODULE, LINK = "160000", "120000"
_LEFT_OUT = 1 << 30
"""The flag of a file that a sparse work tree does not hold."""

MOST_OF_A_POINTER = 1024
"""Bytes that the pointer of a large file has at most, as Git LFS says of its own."""

_POINTER = regex(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")


_SECOND = 10**9

_NOTED = regex(
    r"(\d{6}) ([0-9a-f]{40,64}) (\d)\t([^\0]*)\0"
    r"(?:  ctime: (\d+:\d+)\n  mtime: (\d+:\d+)\n  dev: \d+\tino: (\d+)\n"
    r"  uid: \d+\tgid: \d+\n  size: (\d+)\tflags: ([0-9a-f]+)\n)?"
)

FileState = tuple[int, int, int, int]
"""Size, mtime_ns, ctime_ns and inode of a file."""


class Note(NamedTuple):
    """What the index noted of a file, as git prints it: seconds and the ns behind them, inode, size, flags."""

    changed: str
    modified: str
    inode: str
    size: str
    flags: str


class Blob(NamedTuple):
    """What git keeps of a file: its mode and hash in its own writing, and where it lies from the top on."""

    mode: str
    name: str
    path: str


def blobs(listed: str, width: int) -> list[Blob]:
    """The files that `ls-tree -r -z` lists, with hashes of this width; submodules are none."""
    path = len("100644 blob \t") + width
    return [Blob(line[:6], line[12 : 12 + width], line[path:]) for line in listed.split("\0") if line[6:12] == " blob "]


def notes(listed: str) -> dict[Blob, Note | None]:
    """What the index noted of each file as it was when it held that blob, as `ls-files -z --stage --debug` lists it.

    A file in the middle of a merge has no note, nor has any where git should write notes otherwise one day.
    """
    return {
        Blob(mode, name, path): Note(*state) if stage == "0" and state[0] else None
        for mode, name, stage, path, *state in _NOTED.findall(listed)
    }


def vouches(note: Note | None, state: FileState, written: int) -> bool:
    """Whether a file is what it was when the index noted this of it, so that it need not be read.

    `written` is when the index was, in ns: what is as young as that may have changed unseen (racy-git, as git calls
    it). Git keeps 32 bits of sizes and of the numbers of files, and 0 where the system gives none.
    """
    size, modified, changed, inode = state
    return (
        note is not None
        and modified < written
        and note.changed == f"{changed // _SECOND}:{changed % _SECOND}"
        and note.modified == f"{modified // _SECOND}:{modified % _SECOND}"
        and note.size == str(size & 0xFFFFFFFF)
        and note.inode in (str(inode & 0xFFFFFFFF), "0")
    )


def file_state(found: os.stat_result) -> FileState:
    """What of a file's state is compared with a note."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def is_left_out(note: Note | None) -> bool:
    """Whether a sparse work tree does not hold the file."""
    return note is not None and bool(int(note.flags, 16) & _LEFT_OUT)


def contents(listed: bytes) -> dict[str, bytes]:
    """What the blobs hold that `cat-file --batch` lists, by name; those that are not there left out."""
    found: dict[str, bytes] = {}
    place = 0
    while place < len(listed):
        end = listed.index(b"\n", place)
        name, kind, *size = listed[place:end].decode("ascii", "replace").split(" ")
        place = end + 1
        if kind == "blob":
            found[name] = listed[place : place + int(size[0])]
            place += int(size[0]) + 1
    return found


def has_changed(path: str, found: os.stat_result, blob: Blob) -> bool:
    """Whether a file's bytes are not the blob's, also once CRLF is LF; what cannot be read has changed."""
    try:
        if stat.S_ISLNK(found.st_mode):
            return blob.mode != LINK or _name(os.fsencode(os.readlink(path)), blob) != blob.name
        data = read_file(path, sys.maxsize)
    except OSError:
        return True
    return not is_content_of(data, blob)


def is_content_of(data: bytes, blob: Blob) -> bool:
    """Whether bytes are the blob's, also once CRLF is LF."""
    return blob.name in (_name(text, blob) for text in _readings(data))


def is_pointer_to(text: bytes, path: str) -> bool:
    """Whether a text is the pointer that Git LFS keeps instead of what this file holds."""
    named = _POINTER.match(text)
    try:
        return named is not None and hashlib.sha256(read_file(path, sys.maxsize)).hexdigest().encode() == named[1]
    except OSError:
        return False


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    if b"\r\n" in data:
        yield data.replace(b"\r\n", b"\n")


def _name(data: bytes, blob: Blob) -> str:
    """The name git gives these bytes: SHA-1, or SHA-256 in a repository made so."""
    kind = hashlib.sha256 if len(blob.name) == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
