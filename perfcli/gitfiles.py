"""Files of a work tree beside what git has kept of them, compared without git."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from typing import NamedTuple

from perfcli.disk import read_file

_LINK, _SUBMODULE = "120000", "160000"
_LEFT_OUT = 1 << 30
"""The flag of a file that a sparse work tree does not hold."""

_ENTRY = re.compile(
    r"([0-7]{6}) ([0-9a-f]+) ([0-3])\t([^\0]*)\0"
    r"(?:  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n  uid: \d+\tgid: \d+\n"
    r"  size: (\d+)\tflags: ([0-9a-f]+)\n)?",
    re.ASCII,
)
MOST_OF_A_POINTER = 1024
"""Bytes that the pointer of a large file has at most, as Git LFS says of its own."""

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")


class Blob(NamedTuple):
    """What a commit holds of a file: its hash, in hexadecimal, and whether it is a symbolic link."""

    name: str
    is_link: bool


class Entry(NamedTuple):
    """What git's index says of a file: the hash of what it held when it had this time, size and number."""

    name: str
    mtime: int
    ctime: int
    number: int
    size: int
    is_left_out: bool

    def vouches(self, blob: Blob, found: os.stat_result) -> bool:
        """Whether the file is the blob's without being read. Git keeps 32 bits of sizes and numbers, 0 for none."""
        return (
            self.name == blob.name
            and self.mtime == found.st_mtime_ns
            and self.ctime == found.st_ctime_ns
            and self.size == found.st_size & 0xFFFFFFFF
            and self.number in (0, found.st_ino & 0xFFFFFFFF)
        )


def blobs(listed: str, before: int) -> dict[str, Blob]:
    """The files that `ls-tree -r -z` lists, by path without the characters before the folder's own; no submodules."""
    found: dict[str, Blob] = {}
    for line in listed.split("\0"):
        if line:
            about, _tab, path = line.partition("\t")
            mode, _kind, name = about.split(" ")
            if mode != _SUBMODULE:
                found[path[before:]] = Blob(name, mode == _LINK)
    return found


def entries(listed: str, before: int, written: int) -> dict[str, Entry]:
    """The files that `ls-files -z --stage --debug` lists, by path, as in `blobs`.

    `written` is when the index was, in ns. What is as young as that may have changed unseen, as git says of itself in
    racy-git; that, a file in the middle of a merge, and one of which nothing was noted, vouch for nothing.
    """
    found: dict[str, Entry] = {}
    for mode, name, stage, path, *noted in _ENTRY.findall(listed):
        if mode == _SUBMODULE:
            continue
        entry = Entry("", 0, 0, 0, 0, False)
        if noted[0] and stage == "0":
            changed, changed_ns, modified, modified_ns, number, size = map(int, noted[:-1])
            mtime = modified * 10**9 + modified_ns
            is_left_out = bool(int(noted[-1], 16) & _LEFT_OUT)
            entry = Entry(
                name if mtime < written else "", mtime, changed * 10**9 + changed_ns, number, size, is_left_out
            )
        found[path[before:]] = entry
    return found


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
            return not blob.is_link or _name(os.fsencode(os.readlink(path)), blob) != blob.name
        data = read_file(path)
    except OSError:
        return True
    return blob.name not in (_name(text, blob) for text in _readings(data))


def is_pointer_to(text: bytes, path: str) -> bool:
    """Whether a text is the pointer that Git LFS keeps instead of what this file holds."""
    named = _POINTER.match(text)
    try:
        return named is not None and hashlib.sha256(read_file(path)).hexdigest().encode() == named[1]
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
