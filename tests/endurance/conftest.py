"""What commands are tried on, and what is alike each time."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endurance.commands import FirstDrawn
from tests.endurance.faults import Walk

MEMORY = Path("/dev/shm")  # the folder made in it is one's own
NEEDED = 500_000_000
"""Bytes that have to be free there."""


@pytest.fixture(scope="module")
def in_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in memory where the system has one: no time goes into bringing to a disk what is thrown away."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > NEEDED:
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            yield Path(folder)
    else:
        yield tmp_path_factory.mktemp("ground")


@pytest.fixture
def drawn_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The codes that are drawn are the same each time."""
    monkeypatch.setattr("perfcli.actions.rollover.secrets", FirstDrawn)


@pytest.fixture(scope="module")
def walk(in_memory: Path) -> Walk:
    """A ground with all commands to be tried on it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERF_LOCALE", "en")
        return Walk(in_memory)
