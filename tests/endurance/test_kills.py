"""Kills of each writing command in their short form."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.endurance.commands import WRITING, FirstDrawn, Tried
from tests.endurance.faults import Walk
from tests.endurance.kills import Killing

KILLS = 3

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is begun by fork")


@pytest.fixture(autouse=True)
def drawn_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The codes that are drawn are the same each time."""
    monkeypatch.setattr("perfcli.actions.rollover.secrets", FirstDrawn)


@pytest.fixture(scope="module")
def killing(tmp_path_factory: pytest.TempPathFactory) -> Killing:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERF_LOCALE", "en")
        return Killing(Walk(tmp_path_factory.mktemp("kills")), random.Random(9))


@pytest.mark.parametrize("tried", WRITING, ids=lambda tried: tried.name)
def test_a_killed_command_leaves_whole_files_and_a_rerun_completes_it(killing: Killing, tried: Tried) -> None:
    assert list(killing.wrong(tried, KILLS)) == []


def test_some_of_them_were_at_work(killing: Killing, tmp_path: Path) -> None:
    list(killing.wrong(WRITING[0], 10))
    assert killing.killed > 0
