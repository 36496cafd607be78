"""Kills of each writing command in their short form."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.conftest import FILES, HEATING, Outcome, lay_out
from tests.endurance.commands import WRITING, Tried
from tests.endurance.faults import Walk
from tests.endurance.judging import asked, assert_answered, stands_twice_wrongly
from tests.endurance.kills import Killing

KILLS = 2

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is begun by fork"),
    pytest.mark.usefixtures("drawn_alike"),
]


@pytest.fixture(scope="module")
def killing(walk: Walk) -> Killing:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PERF_LOCALE", "en")
        return Killing(walk, random.Random(9), measured=1)


@pytest.mark.parametrize("tried", WRITING, ids=lambda tried: tried.name)
def test_a_killed_command_leaves_whole_files_and_a_rerun_completes_it(killing: Killing, tried: Tried) -> None:
    assert list(killing.wrong(tried, KILLS)) == []


def test_some_of_them_were_at_work(killing: Killing) -> None:
    for _time in range(20):
        if killing.killed == 0:
            list(killing.wrong(WRITING[0], 4))
    assert killing.killed > 0


def test_what_a_killed_mv_leaves_is_told_from_what_is_wrong(tmp_path: Path) -> None:
    mv = next(tried for tried in WRITING if tried.name == "mv")
    here, there = (f"projects/2021/{unit}/{HEATING}.toml" for unit in ("335002", "336001"))
    moved = FILES | {there: FILES[here].replace('"335002"', '"336001"')}
    changed = moved | {there: moved[there].replace("0.05", "0.06")}
    half, other = ({path: text.encode() for path, text in files.items()} for files in (moved, changed))
    assert stands_twice_wrongly(mv, half) == []
    assert stands_twice_wrongly(WRITING[0], half) == [f"the code of {here} stands twice"]
    assert stands_twice_wrongly(mv, other) == [f"the code of {here} stands twice"]
    answers = asked(lay_out(tmp_path, moved))
    assert_answered(answers, half)
    for wrong in (
        [answers[0], Outcome(0, "year,unit,projects,total\n", ""), answers[2]],
        [answers[0], Outcome(2, "", "no word of it"), answers[2]],
        [Outcome(0, "[]", answers[0].err), *answers[1:]],
        [Outcome(0, answers[0].out, ""), *answers[1:]],
    ):
        with pytest.raises(AssertionError):
            assert_answered(wrong, half)
