"""The same command in several processes at once: what is there at the end is what one of them leaves."""

from __future__ import annotations

import os

import pytest

from tests.endurance.commands import WRITING, Tried
from tests.endurance.faults import Walk
from tests.endurance.kills import started

PROCESSES = 3
ENDS = (0, 1, 2)
"""Done, done with findings, or refused because another one was first: never a fault of ours or of the system."""

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is begun by fork"),
    pytest.mark.usefixtures("drawn_alike"),
]


@pytest.mark.parametrize("tried", WRITING, ids=lambda tried: tried.name)
def test_what_one_leaves_is_what_several_at_once_leave(walk: Walk, tried: Tried) -> None:
    after = walk.usual(tried, "none").after
    walk.ground.laid_out("none")
    root = str(walk.ground.perf(tried).root)
    processes = [started(tried.argv, root) for _number in range(PROCESSES)]
    ends = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in processes]
    assert [end for end in ends if end not in ENDS] == []
    assert walk.ground.files() == after
    assert walk.ground.hidden() == []
    assert walk.answers_right(after)
