"""What has to hold after a command that met a fault, or was killed."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from decimal import Decimal
from pathlib import Path

from perfcli.select import Selection
from tests.check import reference as reviewed
from tests.conftest import Outcome, Perf
from tests.endurance.commands import REPOSITORY, Files, Ground, Tried
from tests.index import reference as indexed

STATUSES = (0, 1, 2, 74)
_LEFT_OUT = "these files could not be read and are left out"
_UNREADABLE = re.compile(r'"unreadable":[1-9]')
_QUESTIONS = (
    ("list", "-f", "json"),
    ("summary", "-f", "csv"),
    ("check", "-f", "json", "--fail-on", "never"),
)


class Answers:
    """What a repository in a known state has to answer, read from its files without any cache."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._known: dict[int, list[Outcome]] = {}

    def of(self, files: Files) -> list[Outcome]:
        """The right answers for these files of the repository."""
        key = hash(tuple(sorted(files.items())))
        if key not in self._known:
            perf = Perf(self._ground.top.with_name(f"read-{len(self._known)}"))
            for path, data in files.items():
                perf.write(path, data)
            indexed.compare(perf.root, Selection())
            reviewed.compare(perf.root, Selection())
            self._known[key] = asked(perf)
            assert_answered(self._known[key], files)
        return self._known[key]


def asked(perf: Perf) -> list[Outcome]:
    """The answers of a repository."""
    return [perf(*question) for question in _QUESTIONS]


def assert_answered(answers: list[Outcome], files: Files) -> None:
    """What is listed and summed is what the files say; a sum is refused where a code stands twice in a year.

    Such is the state in which a `mv` that is killed leaves a project: at both places, until it is run again.
    """
    keys = [(path.split("/")[1], Path(path).name) for path in files if path.startswith("projects/")]
    if len({*keys}) < len(keys):
        assert answers[1].status == 2
        assert "is used twice" in answers[1].err
    else:
        assert said(answers) == summed(files)


def said(answers: list[Outcome]) -> tuple[list[str], dict[tuple[str, str], tuple[int, Decimal]]]:
    """The codes that are listed, and by year and unit the number of projects and their sum."""
    codes = sorted(row["code"] for row in json.loads(answers[0].out))
    sums = {
        (row["year"], row["unit"]): (int(row["projects"]), Decimal(row["total"]))
        for row in csv.DictReader(answers[1].out.splitlines())
    }
    return codes, sums


def summed(files: Files) -> tuple[list[str], dict[tuple[str, str], tuple[int, Decimal]]]:
    """The same, read with nothing of the program's own."""
    codes: list[str] = []
    sums: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for path, data in files.items():
        if path.startswith("projects/"):
            project = tomllib.loads(data.decode(), parse_float=Decimal)
            codes.append(project["code"])
            key = str(project["year"]), project["unit"]
            count, total = sums.get(key, (0, Decimal(0)))
            sums[key] = count + 1, total + Decimal(project["budget"]["total"])
    return sorted(codes), sums


def inside(files: Files, folder: str = REPOSITORY) -> Files:
    """The files of the repository alone, by their paths below its root."""
    return {path.removeprefix(f"{folder}/"): data for path, data in files.items() if path.startswith(f"{folder}/")}


def judged(
    tried: Tried, outcome: Outcome, right: Outcome, before: Files, after: Files, found: Files, review: str
) -> list[str]:
    """What is wrong with how a command ended under a fault, and with what it left.

    `review` is what a review says of what it left: who mends and then says what is left to be mended conceals nothing.
    """
    wrong = []
    if outcome.status not in STATUSES or "Traceback" in outcome.err or "bug in perf" in outcome.err:
        wrong.append(f"ended with {outcome.status}: {outcome.err}")
    lacks = names_what_it_lacks(outcome) or (tried.each and outcome.out == review)
    if not is_whole(inside(before), inside(after), inside(found), each=tried.each and lacks) or (
        found not in (before, after) and not lacks
    ):
        wrong.append(f"neither before nor after: {differing(before, found)}, {differing(after, found)}")
    if outcome.status == right.status and outcome.status != 74:
        if outcome.out != right.out and not lacks:
            wrong.append(f"answered {outcome.out!r}, right is {right.out!r}; it said {outcome.err!r}")
        if found != after and not lacks:
            wrong.append(f"ended well and wrote nothing; it said {outcome.err!r}")
    elif not outcome.err and outcome.status != 1:
        wrong.append(f"ended with {outcome.status} in silence")
    return wrong


def is_whole(before: Files, after: Files, found: Files, *, each: bool) -> bool:
    """Whether files are as before or as after: all of them, or each by itself."""
    if each:
        return all(found.get(path) == after.get(path) for path in differing(before, found))
    return found in (before, after)


def names_what_it_lacks(outcome: Outcome) -> bool:
    """Whether a command said that its answer is not whole."""
    said = outcome.out + outcome.err
    return _LEFT_OUT in said or "cannot be read" in said or bool(_UNREADABLE.search(said))


def differing(one: Files, other: Files) -> list[str]:
    """The paths at which two states differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
