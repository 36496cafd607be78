"""What a run of `perf import` says became of goals -> progress files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from perfcli.actions.form_points import PointsOf, taken_points, with_points
from perfcli.actions.form_results import is_empty, progress_with
from perfcli.actions.form_taken_back import without_own_budget
from perfcli.actions.gathering import Run
from perfcli.actions.import_adjustments import Beside, beside_kept, totals_of, with_made
from perfcli.actions.import_approved import ApprovedImport
from perfcli.actions.import_taken import Told, written
from perfcli.carried import taken_over
from perfcli.changes import differences
from perfcli.codec import decode, from_toml
from perfcli.data.dataset import Entry
from perfcli.disk import is_gone
from perfcli.errors import PerfError
from perfcli.forms.record.filled import FormResults, RecordedRows
from perfcli.i18n import gettext as _
from perfcli.model import DepartmentGoals, Project
from perfcli.progress import Progress
from perfcli.progress.recording import place_of
from perfcli.repository import Repository
from perfcli.writing import Change

Result = tuple[Project | DepartmentGoals, FormResults]


def progress_changes(
    repository: Repository,
    run: Run,
    results: Sequence[Result],
    recorded_rows: Sequence[RecordedRows],
    told: Told,
    approved: ApprovedImport,
) -> Iterable[Change]:
    """What forms say became of goals: what was not recorded yet contradicts nothing; the run's adjustments with it."""
    taking = _Taking(repository, told, approved)
    for key, entry in run.progress.items():
        _require_project(repository, run, key)
        taking.file(key, entry)
    for owner, said in results:
        taking.form(owner, said)
    if recorded_rows:
        taking.rows(recorded_rows)
    return taking.changes()


def _require_project(repository: Repository, run: Run, key: tuple[int, str, str]) -> None:
    """Raise PerfError for progress of a project that neither the run nor the repository has."""
    year, unit, code = key
    if unit and (year, code) not in run.projects and is_gone(repository.project_path(year, unit, code)):
        message = _("{code}: there is no such project of {unit} in {year}, whose progress the source holds")
        raise PerfError(message.format(code=code, unit=unit, year=year))


class _Taking:
    """Takes in what the sources of a run say, one after another: each finds what those before it left."""

    def __init__(self, repository: Repository, told: Told, approved: ApprovedImport) -> None:
        self._repository, self._told, self._approved = repository, told, approved
        self._files = _Files(repository)
        self._as_said: dict[Path, Progress] = {}
        """Progress with the adjustments of its file alone, where those here stay beside them."""

        self._replaced: dict[Path, PointsOf] = {}
        """Points worked out that a form has otherwise: it says otherwise than the repository."""

        self._adjustments = approved.beside()
        for path, change in self._adjustments.items():
            adjusted = from_toml(decode(change.after), Progress)
            self._files.found[path] = (adjusted, change.after), adjusted

    def file(self, key: tuple[int, str, str], entry: Entry[Progress]) -> None:
        """A progress file of the source; adjustments that it does not have stay."""
        year, unit, code = key
        path = self._repository.progress_path(year, code, unit)
        before = self._files.before(path)
        record = self._approved.followed.along(path, entry, before)
        after = record if before is None else taken_over(before, record, entry.carried)
        begun = _begun(self._repository, path) if path in self._adjustments else before
        if self._approved.in_force(path) is not None:  # what its goals say: beside these the progress is as before
            if entry.record.adjusted not in totals_of(begun) | totals_of(entry.record, is_source=True):
                self._approved.note_total(path, entry.record.adjusted)
            after = replace(after, adjusted=before.adjusted if before else None)
        said = beside_kept(begun.adjustments if begun else (), after.adjustments)
        self._told.losses += _staying(self._repository.relative(path), said)
        if said.staying:
            total = self._approved.in_force(path)
            total = entry.record.adjusted if total is None else total  # one that tells adjustments tells all
            self._as_said[path] = replace(after, adjusted=total)
        after = replace(after, adjustments=said.adjustments)
        if path in self._adjustments and before is not None:
            after = with_made(after, before, begun)
        self._files.become(path, after)

    def form(self, owner: Project | DepartmentGoals, said: FormResults) -> None:
        """What a form says became of its project or whole."""
        path = self._repository.progress_path(*place_of(owner))
        before = self._files.before(path)
        if before is not None:
            kept = _kept(self._repository, owner)
            said = self._said_anew(path, owner, said, kept, before) if kept else said
        self._approved.note_total(path, said.adjusted)
        after = progress_with(before, owner, said)
        if before is not None or not is_empty(after):
            self._files.become(path, after)

    def _said_anew(
        self,
        path: Path,
        owner: Project | DepartmentGoals,
        said: FormResults,
        kept: Project | DepartmentGoals,
        before: Progress,
    ) -> FormResults:
        """What a form says beside what perf prints of the same goals: their money, the points it works out."""
        taken = taken_points(self._repository, without_own_budget(said, kept, before.evaluation), owner, kept, before)
        self._replaced[path] = {**taken.replaced, **self._replaced.get(path, {})}
        if taken.unclear:
            message = _(
                "{path}: left out, since these points may be of an earlier record: {points}; given ones are recorded"
                " by `perf evaluate record {code} --score NAME=POINTS`, others in the file"
            )
            points = _(", ").join(taken.unclear)
            code, shown = place_of(owner)[1], self._repository.relative(path)
            self._told.losses.append(message.format(path=shown, points=points, code=code))
        return taken.said

    def rows(self, recorded_rows: Sequence[RecordedRows]) -> None:
        """What was filled in on sheets of many projects."""
        from perfcli.actions.recording import recorded_within
        from perfcli.actions.sheet_entries import changed_targets, entries_of

        self._told.losses += changed_targets(self._repository, recorded_rows)
        for owner, filled_in in entries_of(self._repository, recorded_rows):
            path = self._repository.progress_path(*place_of(owner))
            before = self._files.before(path)
            self._files.become(path, recorded_within(self._repository, owner, before, filled_in, adjusts=True))

    def changes(self) -> Iterable[Change]:
        """What becomes of the files."""
        for path, (read, became) in sorted(self._files.found.items()):
            after = self._approved.recorded(read[0] if read else None, became, self._as_said.get(path))
            if read is not None:
                before = with_points(read[0], self._replaced.get(path, {}))
                self._told.add(path, differences(before, after), is_addition_fine=True)
            change = written(path, read, after, None)
            adjusted = self._adjustments.get(path)
            yield Change(path, adjusted.before if adjusted else change.before, change.after)


class _Files:
    """The progress files that a run changes: each as it was read, None where it is not here, and as it becomes."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._read: dict[Path, tuple[Progress, bytes] | None] = {}
        self.found: dict[Path, tuple[tuple[Progress, bytes] | None, Progress]] = {}

    def before(self, path: Path) -> Progress | None:
        """What a file says by now; raises UnreadableData, OSError."""
        if path in self.found:
            return self.found[path][1]
        self._read[path] = read = self._repository.read_record(path, Progress)
        return read[0] if read else None

    def become(self, path: Path, after: Progress) -> None:
        """Keep what it will say, once it was asked for what it says by now."""
        self.found[path] = self.found[path][0] if path in self.found else self._read[path], after


def _kept(repository: Repository, owner: Project | DepartmentGoals) -> Project | DepartmentGoals | None:
    """What the repository holds of a project or whole."""
    if isinstance(owner, Project):
        return repository.load(repository.project_path(owner.year, owner.unit, owner.code), Project).record
    return repository.load(repository.goals_path(owner.year, owner.of), DepartmentGoals).record


def _begun(repository: Repository, path: Path) -> Progress | None:
    """What a file said before the run adjusted it."""
    read = repository.read_record(path, Progress)
    return read[0] if read else None


def _staying(path: str, said: Beside) -> list[str]:
    """What is to be said of adjustments that a source lacks, or some changes of them."""
    whole = _("{path}: the adjustment of {date} that the source does not have stays")
    part = _("{path}: {key} of the adjustment of {date}, which the source does not have, stays")
    found = [whole.format(path=path, date=one.date) for one in said.staying]
    return found + [part.format(path=path, key=change.key, date=one.date) for one, change in said.parts]
