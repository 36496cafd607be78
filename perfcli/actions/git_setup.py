"""`perf git setup`: the drivers by which git compares and merges the files in the field's terms."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.actions.versions import open_git
from perfcli.disk import is_gone, read_file
from perfcli.errors import PerfError
from perfcli.git import GitFolder
from perfcli.i18n import gettext as _
from perfcli.regex import regex
from perfcli.repository import Repository
from perfcli.writing import Change, locked, write_changes

ATTRIBUTES = ".gitattributes"
_LINE = "*.toml diff=perf merge=perf"
_NAME = "budget performance goals by what they mean"
_OURS = regex(
    rf"diff\.perf\.textconv=.* git textconv|merge\.perf\.name={_NAME}|merge\.perf\.driver=.* git merge %O %A %B %P"
)
_SECTIONS = ("diff.perf", "merge.perf")
_SECONDS, _WAIT = 5, 0.05
_MOST_FAILURES = 10
"""For which a lock that is gone by then may have been the reason: so many pass before git's own word is taken."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """What git's configuration of this clone says now, and whether the attributes were written too."""

    settings: tuple[tuple[str, str], ...]
    attributes: bool = False
    replaced: tuple[str, ...] = ()
    """What it said before that was somebody's own."""


def set_up(repository: Repository, program: str, *, force: bool = False) -> SetUp:
    """Have git ask this program (words of a shell) about the data; raises PerfError, OSError.

    Drivers of that name that are somebody's own are refused, with `force` replaced. Only the configuration of this
    clone is written, and a line of `.gitattributes` where that has none for it.
    """
    git = open_git(repository)
    settings = (
        ("diff.perf.textconv", f"{program} git textconv"),
        ("merge.perf.name", _NAME),
        ("merge.perf.driver", f"{program} git merge %O %A %B %P"),
    )
    with locked(repository.root):
        own = _require_ours(git, force=force)
        if own:
            unset(repository, force=True)
        for key, value in settings:
            _configure(git, "--replace-all", key, value)
        return SetUp(settings, _write_attributes(repository), own)


def _configured(git: GitFolder) -> list[tuple[str, str]]:
    """The keys of drivers of that name in the configuration of this clone, and what each says."""
    listed = git.run("config", "--local", "--null", "--get-regexp", r"^(diff|merge)\.perf\.").stdout.decode(
        "utf-8", "replace"
    )
    pairs = [entry.partition("\n") for entry in listed.split("\0") if entry]
    return [(key, value) for key, _line, value in pairs]


def _require_ours(git: GitFolder, *, force: bool) -> tuple[str, ...]:
    """What the configuration says of drivers of that name that perf did not write; raises PerfError unless `force`."""
    own = tuple(f"{key} = {value}" for key, value in _configured(git) if not _OURS.fullmatch(f"{key}={value}"))
    if own and not force:
        raise PerfError(
            _("the configuration of this clone has drivers called perf that are not ours"),
            details=own,
            hint=_("--force replaces them."),
        )
    return own


def unset(repository: Repository, *, force: bool = False) -> tuple[str, ...]:
    """Take the drivers out of the configuration of this clone; returns the sections that were there.

    Raises PerfError where they are somebody's own, unless `force`.
    """
    git = open_git(repository)
    _require_ours(git, force=force)
    keys = [key for key, _value in _configured(git)]
    there = tuple(section for section in _SECTIONS if any(key.startswith(f"{section}.") for key in keys))
    for section in there:
        _configure(git, "--remove-section", section)
    return there


def _configure(git: GitFolder, *words: str) -> None:
    """Change the configuration of this clone; raises PerfError.

    Git takes a lock for it and does not wait for one that another git has, which may be one that a killed command
    left at its work.
    """
    lock = git.top / os.fsdecode(git.ask("rev-parse", "--git-path", "config.lock").rstrip(b"\r\n"))
    failures = 0
    for _try in range(round(_SECONDS / _WAIT)):
        if not lock.exists():
            if failures == _MOST_FAILURES:
                git.ask("config", "--local", *words)
                return
            if git.run("config", "--local", *words).returncode == 0:
                return
            failures += 1
        time.sleep(_WAIT)
    raise PerfError(
        _("{path} is there: another git is writing its configuration, or was stopped as it did").format(path=lock),
        hint=_("Where no git is at work any more, delete that file and run this again."),
    )


def _write_attributes(repository: Repository) -> bool:
    path = repository.root / ATTRIBUTES
    before = None if is_gone(path) else read_file(path)
    lines = _words_of(before or b"")
    if any(words[:1] == ["*.toml"] and {"diff=perf", "merge=perf"} <= set(words) for words in lines):
        return False
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    write_changes(repository.root, [Change(path, before, (before or b"") + gap + f"{_LINE}\n".encode())])
    return True


def _words_of(content: bytes) -> Sequence[list[str]]:
    try:
        return [line.split() for line in content.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        raise PerfError(_("{file} is not UTF-8").format(file=ATTRIBUTES)) from None
