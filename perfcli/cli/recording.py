"""What `perf evaluate record` and `perf monitor record` share: their options, and how results are printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from perfcli.actions.approval import begun
from perfcli.actions.choose import find_projects
from perfcli.actions.evaluating import read_progress, read_whole_progress, whole_goals, whole_name
from perfcli.cli import console, inputs
from perfcli.cli.named import named_codes
from perfcli.cli.parameters import Year
from perfcli.errors import PerfError
from perfcli.exact import Points
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.progress.evaluation import as_project
from perfcli.progress.points import typed_points_of
from perfcli.progress.recording import Entry, alike
from perfcli.repository import Repository

if TYPE_CHECKING:
    from perfcli.actions.bulk import BadLine
    from perfcli.actions.recording import Recorded
    from perfcli.cli.interview import Answers, Question

FINDINGS = 1


class EntryScript(Protocol):
    """A script of questions, and what was answered to them as an entry."""

    def __call__(self, answers: Answers) -> Iterable[Question]:
        """The questions."""

    def entry(self, answers: Answers) -> Entry:
        """What was answered."""


CodeArgument = Annotated[
    str,
    typer.Argument(
        metavar="[CODE]", help=noop("The project's code; that of a department or unit for the whole of it.")
    ),
]
OneYearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The budget year (default: the latest of the code)."),
    ),
]
AdjustedOption = Annotated[
    str, typer.Option("--adjusted", metavar="AMOUNT", help=noop("The budget after adjustments, in yuan."))
]
FromOption = Annotated[
    str, typer.Option("--from", metavar="FILE", help=noop("Record each JSON line of a file; - reads standard input."))
]


_POINTS = ("score", "recheck")
"""The keys of an indicator that are points."""


def asked_code(repository: Repository, given: str, year: int | None) -> str:
    """The code of the project that somebody at the terminal means by a part of it or of its name; `given` is tried."""
    from perfcli.cli import asking

    while True:
        try:
            word = given or asking.text(_("Project (its code, or a part of its name)"))
            (code,) = named_codes(repository, [word], year)
            return find_projects(repository, [code], year)[0].code
        except PerfError as error:
            if given:
                raise
            console.report(error)


def with_progress(repository: Repository, code: str, year: int | None) -> tuple[Project, Progress | None]:
    """A project and what is recorded of it; raises PerfError for a code that is none, UnreadableData."""
    return next(read_progress(repository, find_projects(repository, [code], year)))


def asked_owner(repository: Repository, code: str, year: int | None) -> tuple[Project, Progress | None]:
    """The whole of a department or unit as a project, else the project that somebody means, with what is recorded."""
    goals = whole_goals(repository, code, year)
    if goals is None:
        return with_progress(repository, asked_code(repository, code, year), year)
    ((_goals, progress),) = read_whole_progress(repository, [goals])
    return as_project(goals, whole_name(repository, goals.of)), progress or begun(goals)


def asked_entry(repository: Repository, kind: str, project: Project, script: EntryScript, *, dry_run: bool) -> Recorded:
    """What is recorded of a project, or of a whole as one, by what somebody at the terminal answers."""
    from perfcli.actions.recording import record
    from perfcli.cli.interview import answered

    code = project.code or project.unit
    with answered(f"{kind}-{project.year}-{code}", f"perf {kind} record {code}", repository, script) as answers:
        entry = script.entry(answers)
        if not (entry.values or entry.indicators or entry.adjusted is not None):
            raise PerfError(_("nothing is recorded"))
        return record(repository, entry, dry_run=dry_run)


def read_date(text: str) -> date:
    """A day as 2021-07-31; raises PerfError for anything else."""
    try:
        return date.fromisoformat(as_typed(text).strip())
    except ValueError:
        message = _("{text} is not a date").format(text=text or '""')
        raise PerfError(message, hint=_("Write it as 2021-07-31.")) from None


def named_values(name: str, text: str) -> Any:
    """An option NAME=VALUE of an indicator."""
    return typer.Option(name, metavar="NAME=VALUE", help=text)


def lines_of(source: str) -> bytes:
    """The bytes of a file, of standard input for -."""
    return inputs.read_input() if source == "-" else inputs.read_file(Path(source))


def put_recorded(results: Iterator[Recorded | BadLine]) -> None:
    """Print the path of each file written, say what is odd; name each bad line, and end with 1 where there is one."""
    from perfcli.actions.bulk import BadLine

    is_bad = False
    for result in results:
        if isinstance(result, BadLine):
            console.complain(_("line {line}: {reason}").format(line=result.number, reason=result.reason))
            is_bad = True
        else:
            console.emit(f"{result.path}\n")
            for remark in result.remarks:
                console.say(remark)
    if is_bad:
        raise typer.Exit(FINDINGS)


def by_indicator(
    repository: Repository, code: str, year: int | None, given: dict[str, list[str]]
) -> dict[str, dict[str, Any]]:
    """Options NAME=VALUE by indicator and key.

    A name may hold = itself: of a pair with several the longest name of an indicator of the code is meant. Raises
    PerfError for one without a name and for points that are none.
    """
    found: dict[str, dict[str, Any]] = {}
    names = _names(repository, code, year, given)
    for key, pairs in given.items():
        for pair in pairs:
            name, equals, value = _parted(pair, names)
            if not equals or not name.strip():
                message = _("--{key} {pair}: an indicator's name, = and its value are needed")
                raise PerfError(message.format(key=key, pair=pair or '""'))
            known = found.setdefault(name.strip(), {})
            if key in known:
                raise PerfError(_("--{key} names {name} twice").format(key=key, name=name.strip()))
            known[key] = given_points(name, value) if key in _POINTS else value.strip()
    return found


def _names(repository: Repository, code: str, year: int | None, given: dict[str, list[str]]) -> frozenset[str]:
    """The names of the indicators of a code, alike ones as one, where a pair cannot be parted without them."""
    if not code or all(pair.count("=") < 2 for pairs in given.values() for pair in pairs):
        return frozenset()
    from perfcli.actions.recording import known_names

    return frozenset(map(alike, known_names(repository, code, year)))


def _parted(pair: str, names: Collection[str]) -> tuple[str, str, str]:
    """Name, = and value: behind the longest of these names that the pair begins with, else at its first =."""
    ends = (at for at in range(len(pair) - 1, 0, -1) if pair[at] == "=" and names)
    at = next((at for at in ends if alike(pair[:at]) in names), pair.find("="))
    return (pair, "", "") if at < 0 else (pair[:at], "=", pair[at + 1 :])


def given_points(name: str, text: str) -> Points | None:
    """Points given by hand, None where there are none: that takes given ones out."""
    return read_points(name, text) if text.strip() else None


def read_points(name: str, text: str) -> Points:
    """The points of an indicator; raises PerfError for what are none."""
    points = typed_points_of(text)
    if points is None:
        message = _("{name}: {text} are not points from 0 to 1,000 with at most two decimals")
        raise PerfError(message.format(name=name, text=text or '""'))
    return points
