"""`python -m tests.endurance faults|kills|load`: in a long form what the suite tries in a short one."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import perfcli
from perfcli.actions import rollover
from perfcli.index import folders
from perfcli.locale.compile import compile_catalogues
from tests.endurance.commands import ANSWERING, WRITING, FirstDrawn, Tried


def main(argv: list[str] | None = None) -> int:
    """Run one of the three; prints what is wrong, and counts."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance", description=__doc__)
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("--only", action="append", choices=[tried.name for tried in (*WRITING, *ANSWERING)])
    parser.add_argument("--share", type=float, default=1, help="of all faults that are tried")
    parser.add_argument("--kills", type=int, default=50, help="of each writing command")
    parser.add_argument("--seconds", type=float, default=30, help="of load")
    parser.add_argument("--projects", type=int, default=5_000, help="under load")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--writers", type=int, default=5)
    parser.add_argument("--seed", type=int, default=9)
    given = parser.parse_args(argv)
    os.environ["PERF_LOCALE"] = "en"
    vars(rollover)["secrets"] = FirstDrawn  # the codes that are drawn are the same each time
    compile_catalogues(Path(perfcli.__file__).parent / "locale")
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        wrong = FORMS[given.form](Path(folder), given)
        print(f"{wrong} wrong; {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


def _chosen(given: argparse.Namespace, among: tuple[Tried, ...]) -> list[Tried]:
    return [tried for tried in among if not given.only or tried.name in given.only]


def faults(folder: Path, given: argparse.Namespace) -> int:
    """Every fault of every command."""
    from tests.endurance.faults import CACHES, Walk

    folders.RACY_NS = -(10**12)  # no file counts as just written: what is noted down is believed
    walk = Walk(folder)
    luck = random.Random(given.seed)
    tries = wrong = 0
    for tried in _chosen(given, (*WRITING, *ANSWERING)):
        for caches in CACHES:
            drawn = [fault for fault in walk.faults(tried, caches) if luck.random() < given.share]
            before = wrong
            for fault in drawn:
                for one in walk.wrong(fault):
                    wrong += 1
                    print(one, flush=True)
            tries += len(drawn)
            print(f"{tried.name}, caches {caches}: {len(drawn)} faults, {wrong - before} wrong", flush=True)
    print(f"{tries} faults")
    return wrong


def kills(folder: Path, given: argparse.Namespace) -> int:
    """Kills of every writing command."""
    from tests.endurance.faults import Walk
    from tests.endurance.kills import Killing

    killing = Killing(Walk(folder), random.Random(given.seed))
    wrong = tries = 0
    for tried in _chosen(given, WRITING):
        found = list(killing.wrong(tried, given.kills))
        tries += given.kills
        wrong += len(found)
        print(f"{tried.name}: {given.kills} kills, {len(found)} wrong", *found, sep="\n  ", flush=True)
    print(f"{tries} kills, {killing.killed} of them before the command had ended")
    return wrong


def load(folder: Path, given: argparse.Namespace) -> int:
    """Readers and writers at once."""
    from tests.endurance.load import Load, under_load

    asked = Load(given.projects, given.readers, given.writers, given.seconds, given.seed)
    found, counts = under_load(folder, asked)
    print(f"{asked}: {counts['answers']} answers, {counts['commands']} commands", *found, sep="\n  ")
    return len(found)


FORMS: dict[str, Callable[[Path, argparse.Namespace], int]] = {"faults": faults, "kills": kills, "load": load}


if __name__ == "__main__":
    sys.exit(main())
