"""Each thing that a command asks of the disk, refused once: nothing is lost, nothing half done, no wrong answer."""

from __future__ import annotations

import errno
import gc
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import Outcome
from tests.endurance.commands import Tried
from tests.endurance.faulty import NEED_ROOM, NUMBERS, Disk
from tests.endurance.ground import Caches, Files, Ground, inside
from tests.endurance.judging import Answers, asked, judged, stands_twice_wrongly

_MANY = 100
CACHES: tuple[Caches, ...] = ("none", "old")


@dataclass(frozen=True)
class Fault:
    """A command, the caches that it finds, and which of its operations fails how."""

    tried: Tried
    caches: Caches
    at: int
    number: int
    stays: bool = False


@dataclass(frozen=True)
class Usual:
    """What a command does where nothing fails: what it asks of the disk, says and leaves, which modules make files."""

    asked: list[str]
    outcome: Outcome
    before: Files
    after: Files
    makers: set[str]


class Walk:
    """The tries on one ground."""

    def __init__(self, folder: Path) -> None:
        self.ground = Ground(folder / "ground")
        self._answers = Answers(self.ground)
        self._usual: dict[tuple[str, Caches], Usual] = {}
        self._tries = 0

    def usual(self, tried: Tried, caches: Caches) -> Usual:
        """What it does where nothing fails."""
        if (tried.name, caches) not in self._usual:
            for _time in range(2):  # the first one also loads what is loaded late
                self.ground.laid_out(caches)
                before = self.ground.files()
                disk = Disk(self.ground.top)
                with disk.in_use():
                    outcome = self.ground.perf(tried)(*tried.argv)
            assert outcome.status in (0, 1), (tried, outcome)
            self._usual[tried.name, caches] = Usual(disk.asked, outcome, before, self.ground.files(), disk.makers)
        return self._usual[tried.name, caches]

    def faults(self, tried: Tried, caches: Caches) -> Iterator[Fault]:
        """Every fault of a command."""
        for at, operation in enumerate(self.usual(tried, caches).asked):
            name = operation.split()[0]
            for number in (errno.EIO,) if name in ("stat", "lstat") else NUMBERS:
                yield Fault(tried, caches, at, number)
            if name in NEED_ROOM and tried.writes:
                yield Fault(tried, caches, at, errno.ENOSPC, stays=True)

    def answers_right(self, found: Files) -> bool:
        """Whether the repository answers now what these files of the ground say."""
        return asked(self.ground.repository()) == self._answers.of(inside(found))

    def wrong(self, fault: Fault) -> list[str]:
        """What is wrong after a fault."""
        usual = self.usual(fault.tried, fault.caches)
        self._tries += 1
        if self._tries % _MANY == 0:
            gc.unfreeze()  # each command line freezes what is there when it begins
        self.ground.laid_out(fault.caches)
        disk = Disk(self.ground.top, fault.at, fault.number, stays=fault.stays)
        with disk.in_use():
            outcome = self.ground.perf(fault.tried)(*fault.tried.argv)
        found = self.ground.files()
        review = self._answers.of(inside(found))[-1].out
        wrong = stands_twice_wrongly(fault.tried, inside(found))
        wrong += judged(fault.tried, outcome, usual.outcome, usual.before, usual.after, found, review)
        wrong += [f"a draft that could be read: {path}" for path in self.ground.hidden() if not path.endswith(".tmp")]
        if not self.answers_right(found):
            wrong.append("the next answer is not what the files say")
        where = f"{fault.tried.name}, caches {fault.caches}, {fault.at} of {len(usual.asked)}: {disk.met}"
        how = errno.errorcode[fault.number] + (" from then on" if fault.stays else "")
        return [f"{where}: {how}: {one}" for one in wrong]


def sample(walk: Walk, tried: Tried, luck: random.Random, each: int) -> Iterator[Fault]:
    """Some faults of a command, drawn, half of them where it finds caches."""
    for caches in CACHES:
        faults = list(walk.faults(tried, caches))
        yield from luck.sample(faults, min(each // len(CACHES), len(faults)))
