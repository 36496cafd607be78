"""`perf evaluate record`, `perf monitor record`: what became of projects and wholes, into their progress files."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from perfcli.actions.approval import Approvals, begun, effective
from perfcli.actions.bulk import BadLine, read_object
from perfcli.actions.choose import find_project
from perfcli.actions.evaluating import evaluator, whole_goals
from perfcli.actions.record_remarks import remarks
from perfcli.codec import Malformed, from_dict, patch, write
from perfcli.errors import PerfError
from perfcli.exact import Money, Points
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project, Record
from perfcli.paths import CODE, DEPARTMENT, UNIT
from perfcli.progress import Progress
from perfcli.progress.evaluation import Evaluated, as_project
from perfcli.progress.points import is_too_fine
from perfcli.progress.recording import Entry, recorded
from perfcli.progress.rows import indicator_names
from perfcli.repository import Repository
from perfcli.select import nearest
from perfcli.writing import Change, locked, write_changes


class EvaluatedLine(Record, frozen=True, kw_only=True):
    """An indicator of a line of JSON that records a self-evaluation."""

    name: str
    actual: str = ""
    tier: str = ""
    score: Points | None = None
    reason: str = ""
    measure: str = ""
    evidence: str = ""
    recheck: Points | None = None


class EvaluationLine(Record, frozen=True, kw_only=True):
    """A line of JSON that records a self-evaluation: amounts in 元."""

    code: str
    year: int | None = None
    adjusted: Money | None = None
    spent: Money | None = None
    results: tuple[str, ...] = ()
    indicators: tuple[EvaluatedLine, ...] = ()
    execution_points: Points | None = None
    total_score: Points | None = None


class MonitoredLine(Record, frozen=True, kw_only=True):
    """An indicator of a line of JSON that records a monitoring."""

    name: str
    value: str = ""
    expected: str = ""
    cause: str = ""
    explanation: str = ""
    likelihood: str = ""


class MonitoringLine(Record, frozen=True, kw_only=True):
    """A line of JSON that records a monitoring: amounts in 元."""

    code: str
    date: date
    year: int | None = None
    adjusted: Money | None = None
    spent: Money | None = None
    expected: Money | None = None
    indicators: tuple[MonitoredLine, ...] = ()
    conclusion: str = ""
    measures: str = ""


_MOST_DIGITS = 30
"""How far a number's digits may reach from its point to become a text: 1e400000000 would fill the memory."""

_GIVEN = frozenset({"score", "recheck", "execution_points", "total_score"})
"""Keys of given points, which null takes out; any other key says nothing without a value."""

Line = type[EvaluationLine] | type[MonitoringLine]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: whose, its progress afterwards, the path of its file below the root, what is odd about it."""

    owner: Project | DepartmentGoals
    progress: Progress
    path: str
    remarks: tuple[str, ...] = ()


def record(repository: Repository, entry: Entry, *, dry_run: bool = False) -> Recorded:
    """Record one project's or whole's; raises PerfError, UnreadableData, OSError, and then nothing was written."""
    owner = owner_of(repository, entry)
    path = repository.progress_path(*place_of(owner))
    with locked(repository.root):
        read = repository.read_record(path, Progress)
        after = recorded_within(repository, owner, read[0] if read else None, entry)
        if not entry.says_something and after == (read[0] if read else begun(owner)):
            raise PerfError(_("nothing is recorded"))
        change = Change(path, read[1] if read else None, _text(read, after))
        if not dry_run and change.before != change.after:
            write_changes(repository.root, [change])
    return Recorded(owner, after, repository.relative(path), tuple(remarks(repository, owner, after, entry)))


def place_of(owner: Project | DepartmentGoals) -> tuple[int, str, str]:
    """Year, code and unit of the progress file of a project or whole; that of a whole lies below no unit."""
    return (owner.year, owner.code, owner.unit) if isinstance(owner, Project) else (owner.year, owner.of, "")


def owner_of(repository: Repository, entry: Entry) -> Project | DepartmentGoals:
    """The project, or the department or unit whose whole it is, that is monitored or evaluated.

    Raises PerfError where there is none, UnreadableData.
    """
    code = entry.code
    if not CODE.fullmatch(code) and (DEPARTMENT.fullmatch(code) or UNIT.fullmatch(code)):
        goals = whole_goals(repository, code, entry.year)
        if goals is None:
            message = _("{code} has no overall goals for {year}")
            raise PerfError(
                message.format(code=code, year=entry.year or _("any year")), hint=_("See `perf list units`.")
            )
        return goals
    return find_project(repository, code, entry.year)


def known_names(repository: Repository, code: str, year: int | None) -> list[str]:
    """The names of the year's indicators of a project or whole, as progress files have them; raises as `owner_of`."""
    return indicator_names(_as_one(owner_of(repository, Entry(code=code, year=year))))


def _as_one(owner: Project | DepartmentGoals) -> Project:
    return owner if isinstance(owner, Project) else as_project(owner, "")


def recorded_within(
    repository: Repository, owner: Project | DepartmentGoals, before: Progress | None, entry: Entry
) -> Progress:
    """Progress with what is recorded; raises PerfError for what cannot be, such as points over a weight."""
    _require_adjustment(repository, owner, entry)
    project = _as_one(owner)
    after = recorded(project, before or begun(owner), entry)
    _require_within_weights(evaluator(repository)(project, after), entry)
    _require_two_decimals(entry)
    _require_within(entry, project.year, repository.settings.evaluation.execution)
    return after


def _require_adjustment(repository: Repository, owner: Project | DepartmentGoals, entry: Entry) -> None:
    """Raise PerfError where the budget of an approved project or whole would change by what is recorded of it."""
    if entry.adjusted is None or owner.year not in repository.settings.approved:
        return
    year, code, unit = place_of(owner)
    budget = effective(owner, repository.load_progress(year, code, unit).record).budget
    if budget is None or entry.adjusted == budget.total:
        return
    approvals, of_project = Approvals(repository), isinstance(owner, Project)
    if (approvals.holds if of_project else approvals.holds_goals)(year, code):
        hint = _("Use `perf set {code} budget.total={total} --reason TEXT` first.")
        if not of_project:
            hint = _("`perf import --update FILE --reason TEXT` adjusts it.")
        message = _("{code}: an approved budget changes by an adjustment alone").format(code=code)
        raise PerfError(message, hint=hint.format(code=code, total=f"{entry.adjusted:f}"))


def _require_two_decimals(entry: Entry) -> None:
    given = {key: entry.values.get(key) for key in ("total_score", "execution_points")}
    given |= {f"{name}, {key}": one.get(key) for name, one in entry.indicators.items() for key in ("score", "recheck")}
    for key, points in given.items():
        if is_too_fine(points):
            raise PerfError(_("{key}: {score} has more than two decimals").format(key=key, score=f"{points:f}"))


def _require_within(entry: Entry, year: int, execution: int) -> None:
    for key, most in (("total_score", 100), ("execution_points", execution)):
        given = entry.values.get(key)
        if given is not None and given > most:
            raise PerfError(_("{key}: {score} is over {most}").format(key=key, score=f"{given:f}", most=most))
    if entry.on is not None:
        require_of_year(entry.on, year)


def require_of_year(on: date, year: int) -> None:
    """Raise PerfError for a day that no monitoring of a budget year is of."""
    if on.year not in (year, year + 1):
        message = _("{date} is neither in the budget year {year} nor in the one after it")
        raise PerfError(message.format(date=on.isoformat(), year=year))


def _require_within_weights(evaluated: Evaluated, entry: Entry) -> None:
    for row in evaluated.rows:
        for given in (row.said.score, row.said.recheck) if row.name in entry.indicators else ():
            if given is not None and row.weight is not None and given > row.weight:
                message = _("{name}: a score of {score} is over the weight of {weight}")
                raise PerfError(message.format(name=row.name, score=f"{given:f}", weight=f"{row.weight:f}"))


def _text(read: tuple[Progress, bytes] | None, after: Progress) -> bytes:
    if read is None:
        return write(after).encode("utf-8")
    return patch(read[1].decode("utf-8"), after).encode("utf-8")


def record_lines(
    repository: Repository, data: bytes, line_type: Line, *, dry_run: bool = False
) -> Iterator[Recorded | BadLine]:
    """Each line of JSON, once it is recorded; a bad line stops no other; empty ones are passed.

    `data` is UTF-8, with or without a byte order mark.
    """
    for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if line.strip():
            try:
                yield record(repository, _entry(line, line_type), dry_run=dry_run)
            except PerfError as error:
                yield BadLine(number, "; ".join(part for part in (error.message, *error.details, error.hint) if part))


def _entry(line: bytes, line_type: Line) -> Entry:
    data = read_object(line, keep=_GIVEN if line_type is EvaluationLine else frozenset())
    _require_known(data, line_type, "")
    rows = data.get("indicators")
    known = EvaluatedLine if line_type is EvaluationLine else MonitoredLine
    if isinstance(rows, list):
        data["indicators"] = [_spelled(_without_null(row)) if isinstance(row, dict) else row for row in rows]
        for row in data["indicators"]:
            if isinstance(row, dict):
                _require_known(row, known, "indicators.")
    if line_type is MonitoringLine:
        _require_date(data.get("date"))
    try:
        said = from_dict(data, line_type)
    except Malformed as error:
        raise PerfError("; ".join(fault.message for fault in error.faults)) from None
    return Entry(
        code=said.code,
        year=said.year,
        on=said.date if isinstance(said, MonitoringLine) else None,
        adjusted=said.adjusted,
        values={
            key: value
            for key in data
            if key not in ("code", "year", "date", "adjusted", "indicators") and (value := getattr(said, key)) != ()
        },
        indicators=_indicators(said.indicators, data.get("indicators", [])),
    )


def _require_date(given: object) -> None:
    """Raise PerfError for a date of a line that is none; what a file says of it, without quotes, is not JSON."""
    if given is None:
        return
    try:
        date.fromisoformat(given if isinstance(given, str) else "")
    except ValueError:
        message = _("date: {text} is not a date").format(text=given)
        raise PerfError(message, hint=_('In JSON it is a text: "2021-07-31".')) from None


def _indicators(
    rows: Sequence[EvaluatedLine | MonitoredLine], data: Sequence[Mapping[str, Any]]
) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row, said in zip(rows, data, strict=True):
        if row.name in found:
            raise PerfError(_("{name} is given twice").format(name=row.name))
        found[row.name] = {key: getattr(row, key) for key in said if key != "name"}
    return found


def _without_null(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None or key in _GIVEN}


def _spelled(row: dict[str, Any]) -> dict[str, Any]:
    """An indicator with values that were given as numbers as the texts that files hold."""
    texts = ("actual", "value", "expected")
    return {
        key: f"{value:f}"
        if key in texts and isinstance(value, Decimal) and abs(value.adjusted()) <= _MOST_DIGITS
        else str(value)
        if _is_whole(key, value)
        else value
        for key, value in row.items()
    }


def _is_whole(key: str, value: object) -> bool:
    return key in ("actual", "value", "expected") and isinstance(value, int) and not isinstance(value, bool)


def _require_known(data: Mapping[str, Any], kind: type[Record], prefix: str) -> None:
    for key in data:
        if key not in kind.__struct_fields__:
            hint = nearest(key, kind.__struct_fields__)
            raise PerfError(_("unknown key {key}").format(key=f"{prefix}{key}"), hint=hint)
