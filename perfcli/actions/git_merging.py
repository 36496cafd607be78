"""`perf git merge`: three versions of a file as one, by what they mean; by lines where that cannot be told."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from perfcli import codec, process
from perfcli.codec.merging import holds_both, merge_texts
from perfcli.disk import read_file
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.three_way import Doubt
from perfcli.writing import write_outputs

_SECONDS = 60
_MOST_CONFLICTS = 127
"""What `git merge-file` ends with at most; beyond that it failed."""


@dataclass(frozen=True, slots=True)
class Merge:
    """How a merge ended: the keys that both sides changed differently, and whether lines were merged instead."""

    conflicts: tuple[str, ...] = ()
    by_lines: bool = False
    is_clean: bool = True


def merge_files(base: Path, ours: Path, theirs: Path) -> Merge:
    """Write the merge of three versions over ours; raises PerfError, OSError, and then ours is as it was.

    Ours keeps its line ends and its byte order mark. Keys that both sides changed differently stand twice between the
    marks of git. Where a version is no TOML, or the versions cannot be told apart by what they mean, git merges their
    lines; where that holds something else than both sides' changes, all of both stands between the marks.
    """
    contents = [read_file(path) for path in (base, ours, theirs)]
    try:
        texts = [codec.decode(content) for content in contents]
    except codec.Malformed:
        texts = []
    if texts:
        try:
            merged = merge_texts(*texts)
        except (codec.Malformed, Doubt, RecursionError):
            pass
        else:
            write_outputs({ours: _like(contents[1], merged.text)})
            return Merge(merged.conflicts, is_clean=not merged.conflicts)
    return _by_lines((base, ours, theirs), contents, texts)


def _by_lines(paths: tuple[Path, Path, Path], contents: list[bytes], texts: list[str]) -> Merge:
    base, ours, theirs = paths
    git = process.find("git")
    if git is None:
        raise PerfError(_("git is not installed"), hint=_("See https://git-scm.com/downloads."))
    labels = [word for label in ("ours", "base", "theirs") for word in ("-L", label)]
    command = [str(git), "merge-file", "-p", "-q", *labels, str(ours), str(base), str(theirs)]
    done = process.run(command, ours.absolute().parent, process.inherited(), _SECONDS)
    if 0 <= done.returncode <= _MOST_CONFLICTS:
        result, is_clean = done.stdout, done.returncode == 0
        if is_clean and texts and not _is_sound(result, texts):
            result, is_clean = _both_whole(contents), False
    else:
        result, is_clean = _both_whole(contents), False
    write_outputs({ours: result})
    return Merge(by_lines=True, is_clean=is_clean)


def _is_sound(result: bytes, texts: list[str]) -> bool:
    """Whether merged lines hold what both sides changed; lines of versions that are no TOML are git's affair."""
    try:
        return holds_both(codec.decode(result), *texts)
    except codec.Malformed:
        return False


def _both_whole(contents: list[bytes]) -> bytes:
    """All of ours and all of theirs between git's marks."""
    _base, ours, theirs = (
        content if content.endswith(b"\n") or not content else content + b"\n" for content in contents
    )
    return b"<<<<<<< ours\n" + ours + b"=======\n" + theirs + b">>>>>>> theirs\n"


def _like(content: bytes, text: str) -> bytes:
    """A text with the byte order mark and the line ends that a file has."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    is_of_windows = content.count(b"\r\n") * 2 > content.count(b"\n")
    return mark + (text.replace("\n", "\r\n") if is_of_windows else text).encode("utf-8")
