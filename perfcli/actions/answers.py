"""What somebody answered to questions that came to no end: kept in `.perf/`, to be offered again."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

import msgspec

from perfcli.disk import cache_folder, names, read_file, remove, write_over
from perfcli.links import CACHE
from perfcli.ownership import is_running
from perfcli.regex import regex
from perfcli.repository import Repository

_FILE = regex(r"answers-(.+)-([0-9]+)\.json")


class KeptAnswers:
    """The answers to the questions of one kind, such as `new-project`; a disk that keeps nothing is no fault."""

    def __init__(self, repository: Repository, kind: str) -> None:
        self._root = repository.root
        self._folder = repository.root / CACHE
        self._kind = kind
        self._own = f"answers-{kind}-{os.getpid()}.json"
        self.has_any = False
        """Whether this run keeps some."""

    def keep(self, answers: Mapping[str, str]) -> None:
        """Keep these in place of those that this run kept before."""
        if not answers and not self.has_any:
            return
        with suppress(OSError):
            write_over(cache_folder(self._root) / self._own, msgspec.json.encode(answers))
            self.has_any = bool(answers)

    def left(self) -> dict[str, str]:
        """Those of a run that came to no end and is over, none where there are none."""
        found: dict[str, str] = {}
        for name in self._left_behind():
            with suppress(OSError, msgspec.DecodeError):
                found = msgspec.json.decode(read_file(self._folder / name), type=dict[str, str])
        return found

    def forget(self) -> None:
        """Remove those of this run and of runs that are over."""
        for name in (*self._left_behind(), *([self._own] if self.has_any else [])):
            with suppress(OSError):
                remove(self._folder / name)
        self.has_any = False

    def _left_behind(self) -> list[str]:
        with suppress(OSError):
            matches = [match for name in sorted(names(self._folder)) if (match := _FILE.fullmatch(name))]
            return [one[0] for one in matches if one[1] == self._kind and not is_running(int(one[2]))]
        return []
