"""`perf git setup`: the drivers by which git compares and merges the files in the field's terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.actions.versions import open_git
from perfcli.disk import is_gone, read_file
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import Repository
from perfcli.writing import Change, write_changes

ATTRIBUTES = ".gitattributes"
_LINE = "*.toml diff=perf merge=perf"
_SECTIONS = ("diff.perf", "merge.perf")


@dataclass(frozen=True, slots=True)
class SetUp:
    """What git's configuration of this clone says now, and whether the attributes were written too."""

    settings: tuple[tuple[str, str], ...]
    attributes: bool = False


def set_up(repository: Repository, program: str) -> SetUp:
    """Have git ask this program (words of a shell) about the data; raises PerfError, OSError.

    Only the configuration of this clone is written, and a line of `.gitattributes` where that has none for it.
    """
    git = open_git(repository)
    settings = (
        ("diff.perf.textconv", f"{program} git textconv"),
        ("merge.perf.name", "budget performance goals by what they mean"),
        ("merge.perf.driver", f"{program} git merge %O %A %B %P"),
    )
    for key, value in settings:
        git.ask("config", "--local", "--replace-all", key, value)
    return SetUp(settings, _write_attributes(repository))


def unset(repository: Repository) -> tuple[str, ...]:
    """Take the drivers out of the configuration of this clone; returns the sections that were there."""
    git = open_git(repository)
    return tuple(
        section for section in _SECTIONS if git.run("config", "--local", "--remove-section", section).returncode == 0
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
