"""`perf evaluate record`, `perf monitor record`: what became of projects and wholes, into their progress files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from perfcli.actions.approval import Approvals, begun
from perfcli.actions.choose import find_project
from perfcli.actions.evaluating import evaluator, whole_goals
from perfcli.actions.record_remarks import remarks
from perfcli.codec import patch, write
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.paths import CODE, DEPARTMENT, UNIT
from perfcli.progress import Progress
from perfcli.progress.evaluation import Evaluated, as_project
from perfcli.progress.in_force import effective
from perfcli.progress.points import is_too_fine
from perfcli.progress.recording import Entry, place_of, recorded
from perfcli.progress.rows import indicator_names
from perfcli.repository import Repository
from perfcli.writing import Change, locked, write_changes


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
    repository: Repository,
    owner: Project | DepartmentGoals,
    before: Progress | None,
    entry: Entry,
    *,
    adjusts: bool = False,
) -> Progress:
    """Progress with what is recorded; raises PerfError for what cannot be, such as points over a weight.

    `adjusts` is whether an adjustment is made where the budget of approved goals changes by it.
    """
    if not adjusts:
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
