"""Files of a work tree beside what git has kept of them, compared without git."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from typing import NamedTuple

from perfcli.disk import read_file

SUBMODULE, _LINK = "160000", "120000"
_LEFT_OUT = 1 << 30
"""The flag of a file that a sparse work tree does not hold."""

MOST_OF_A_POINTER = 1024
"""Bytes that the pointer of a large file has at most, as Git LFS says of its own."""

_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n")


class Blob(NamedTuple):
    """What git keeps of a file: its mode and hash in its own writing, and where it lies from the top on."""

    mode: str
    name: str
    path: str


def blobs(listed: str, width: int) -> list[Blob]:
    """The files that `ls-tree -r -z` lists, with hashes of this width; submodules are none."""
    path = len("100644 blob \t") + width
    return [Blob(line[:6], line[12 : 12 + width], line[path:]) for line in listed.split("\0") if line[6:12] == " blob "]


def notes(listed: str, width: int) -> dict[Blob, str]:
    """What the index noted of each file as it was when it held that blob, as `ls-files -z --stage --debug` lists it.

    The note is empty for a file in the middle of a merge, and where git should write notes otherwise one day.
    """
    found: dict[Blob, str] = {}
    path, stage = len("100644  0\t") + width, len("100644  ") + width
    blob = Blob("", "", "")
    for part in listed.split("\0"):
        line = part
        if part.startswith("  ctime: "):
            note, flags, rest = part.partition("\tflags: ")
            number, _end, line = rest.partition("\n")
            if found[blob]:
                found[blob] = note + flags + number
        if line:
            blob = Blob(line[:6], line[7 : 7 + width], line[path:])
            found[blob] = "-" if line[stage] == "0" else ""
    return found


def vouches(note: str, found: os.stat_result, written: int) -> bool:
    """Whether a file is what it was when the index noted this of it, so that it need not be read.

    `written` is when the index was, in ns: what is as young as that may have changed unseen (racy-git, as git calls
    it). Git keeps 32 bits of sizes and of the numbers of files, and 0 where the system gives none.
    """
    second = 10**9
    changed, modified = found.st_ctime_ns, found.st_mtime_ns
    times = f"  ctime: {changed // second}:{changed % second}\n  mtime: {modified // second}:{modified % second}\n"
    return (
        modified < written
        and note.startswith(times)
        and f"\n  size: {found.st_size & 0xFFFFFFFF}\t" in note
        and (f"\tino: {found.st_ino & 0xFFFFFFFF}\n" in note or "\tino: 0\n" in note)
    )


def is_left_out(note: str) -> bool:
    """Whether a sparse work tree does not hold the file."""
    flags = note.rpartition("flags: ")[2]
    return bool(flags) and flags != note and bool(int(flags, 16) & _LEFT_OUT)


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
            return blob.mode != _LINK or _name(os.fsencode(os.readlink(path)), blob) != blob.name
        data = read_file(path, sys.maxsize)
    except OSError:
        return True
    return blob.name not in (_name(text, blob) for text in _readings(data))


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
