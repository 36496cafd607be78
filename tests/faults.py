"""Faults of the system at the doors to the disk: a file that cannot be read, a folder that cannot be listed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from perfcli import walk
from perfcli.actions import rule_runner
from perfcli.disk import read_file

Fault = Callable[[str], None]
"""Called with a path before it is looked at; raises OSError where that fails."""


@contextmanager
def fault_in_reading(fault: Fault) -> Iterator[None]:
    """Reading a data file meets a fault."""

    def read(path: Path | str) -> bytes:
        fault(str(path))
        return read_file(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("perfcli.repository.read_file", read)
        patch.setattr("perfcli.repository_files.read_file", read)
        patch.setattr(rule_runner, "read_file", read)
        yield


@contextmanager
def fault_in_looking(fault: Fault) -> Iterator[None]:
    """The state of a file cannot be looked at: the fault is told its name."""
    found = walk._found

    def look(at: Any, name: str) -> os.stat_result:
        fault(name)
        return found(at, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walk, "_found", look)
        yield


@contextmanager
def fault_in_listing(fault: Fault) -> Iterator[None]:
    """A folder cannot be listed."""
    opened = os.open

    def opening(path: Any, *arguments: Any, **keywords: Any) -> int:
        fault(str(path))
        return opened(path, *arguments, **keywords)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", opening)
        yield


def failing(path: Path | str, number: int) -> Fault:
    """This path alone fails, with this errno."""

    def fault(asked: str) -> None:
        if asked == str(path):
            raise OSError(number, os.strerror(number), asked)

    return fault


def removing(path: Path, gone: Path) -> Fault:
    """When this path is asked for, it or a folder above it is removed."""

    def fault(asked: str) -> None:
        if asked == str(path) and gone.exists():
            shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    return fault


def killed_before_a_rename(number: int, then: str) -> str:
    """A program that runs these lines and ends with SIGKILL before its rename of this number, counted from 1."""
    return f"""
import os, signal, sys
from pathlib import Path
from perfcli import disk
replace, left = disk.Folder.replace, {number}
def killed(self, name, target):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    replace(self, name, target)
disk.Folder.replace = killed
{then}
"""
