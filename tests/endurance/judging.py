"""What has to hold after a command that met a fault, or was killed."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from perfcli.select import Selection
from tests.check import reference as reviewed
from tests.conftest import Outcome, Perf
from tests.endurance.commands import Tried
from tests.endurance.ground import LAKE, Files, Ground, inside
from tests.index import reference as indexed

STATUSES = (0, 1, 2, 74)
_LEFT_OUT = ("could not be read", "cannot be read")
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
    """What is listed and summed is what the files say; where a code stands twice in a year no sum is given."""
    codes, sums = summed(files)
    assert json_codes(answers[0]) == codes
    twice = standing_twice(files)
    if not twice:
        assert csv_sums(answers[1]) == sums
        return
    assert (answers[1].status, answers[1].out) == (2, "")
    for paths in twice:
        code = Path(paths[0]).stem
        for path in paths:
            assert f"  {path}: the code {code} is used twice in " in answers[0].err
            assert f"  {path}: the code {code} is used twice in " in answers[1].err
            assert f'"path":"{path}"' in answers[2].out


def standing_twice(files: Files) -> list[list[str]]:
    """The paths of projects whose code stands several times in a year."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(files):
        if path.startswith("projects/"):
            found.setdefault((path.split("/")[1], Path(path).name), []).append(path)
    return [paths for paths in found.values() if len(paths) > 1]


def stands_twice_wrongly(tried: Tried, files: Files) -> list[str]:
    """The codes that stand twice in a year where they must not.

    Only a `mv` that is killed leaves a project at two places, until it is run again: the same but for its unit.
    """
    return [
        f"the code of {paths[0]} stands twice"
        for paths in standing_twice(files)
        if tried.argv[0] != "mv" or len(paths) > 2 or len({_without_unit(files[path]) for path in paths}) > 1
    ]


def _without_unit(text: bytes) -> bytes:
    return b"\n".join(line for line in text.splitlines() if not line.startswith(b"unit = "))


def json_codes(listed: Outcome) -> list[str]:
    """The codes that are listed."""
    return sorted(row["code"] for row in json.loads(listed.out))


def csv_sums(summary: Outcome) -> dict[tuple[str, str], tuple[int, Decimal]]:
    """By year and unit the number of projects and their sum."""
    return {
        (row["year"], row["unit"]): (int(row["projects"]), Decimal(row["total"]))
        for row in csv.DictReader(summary.out.splitlines())
    }


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


def judged(
    tried: Tried, outcome: Outcome, right: Outcome, before: Files, after: Files, found: Files, review: str
) -> list[str]:
    """What is wrong with how a command ended under a fault, and with what it left.

    `review` is what a review says of what it left: who mends and then says what is left to be mended conceals nothing.
    """
    wrong = []
    if outcome.status not in STATUSES or "Traceback" in outcome.err or "bug in perf" in outcome.err:
        wrong.append(f"ended with {outcome.status}: {outcome.err}")
    results = [found[path] for path in differing(before, found) if path in found]
    lacks = names_what_it_lacks(outcome, results) or (tried.each and outcome.out == review)
    if not is_whole(inside(before), inside(after), inside(found), each=tried.each and lacks) or not (
        lacks or is_whole(before, after, found, each=tried.by_file)
    ):
        wrong.append(f"neither before nor after: {differing(before, found)}, {differing(after, found)}")
    if lacks_rows_in_silence(before, after, found):
        wrong.append(f"the lake lacks rows and names none: {differing(before, found)}, {differing(after, found)}")
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


def lacks_rows_in_silence(before: Files, after: Files, found: Files) -> bool:
    """Whether a lake is neither as before nor as after, and no row of problems says so: sums would leave out rows."""
    lake, *known = [
        {path: files[path] for path in files if path.startswith(f"{LAKE}: ")} for files in (found, before, after)
    ]
    return lake not in known and not any(": None problems " in path for path in lake)


def names_what_it_lacks(outcome: Outcome, results: Iterable[bytes] = ()) -> bool:
    """Whether a command said that its answer is not whole, or wrote so in its results."""
    said = outcome.out + outcome.err + "".join(map(_text, results))
    return any(words in said for words in _LEFT_OUT) or bool(_UNREADABLE.search(said))


def _text(result: bytes) -> str:
    """What stands in a result, in the parts of a document."""
    if not result.startswith(b"PK"):
        return result.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(result)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def differing(one: Files, other: Files) -> list[str]:
    """The paths at which two states differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
