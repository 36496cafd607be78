"""`perf check`: the review of a repository, or of a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from perfcli import child, codec
from perfcli.actions.looking import no_progress
from perfcli.check import baseline
from perfcli.check.checker import Checked, Checker
from perfcli.check.context import context_of
from perfcli.check.fixing import fixed
from perfcli.check.keeping import packed, unpacked
from perfcli.check.places import place_of
from perfcli.check.rule import SEVERITIES, Finding
from perfcli.check.selecting import PathIgnores, at_least, chosen_rules, is_selector
from perfcli.check.views import Fact
from perfcli.codec import Malformed
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.model import Project
from perfcli.repository import SETTINGS, Repository
from perfcli.select import Selection
from perfcli.settings import Settings
from perfcli.writing import locked, write_files

_EVERYTHING = Selection()
_MANY = 1000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Request:
    """What to review, and by which rules.

    `paths` are files and folders below the root, empty for all; `changed` are files, None for all; `selection` holds
    filters of projects. The severities are empty for those of the settings.
    """

    paths: tuple[str, ...] = ()
    changed: frozenset[str] | None = None
    selection: Selection = field(default_factory=Selection)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    min_severity: str = ""
    fail_on: str = ""
    accepted: baseline.Accepted | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What was found, by path and line, in how many files; `facts` are the projects looked at, by path.

    `failed` tells whether a finding reaches the severity that fails.
    """

    findings: tuple[Finding, ...]
    files: int
    settings: Settings
    facts: tuple[Fact, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """A file whose text fixes change: its path below the root, before and after."""

    path: str
    before: bytes
    after: bytes


@dataclass(slots=True)
class Reviewer:
    """A review of one repository by one request."""

    repository: Repository
    request: Request
    checker: Checker = field(init=False)
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        self.settings = readable_settings(self.repository)
        request, check = self.request, self.settings.check
        rules = chosen_rules(check, request.select, request.ignore, request.extend_select)
        departments = [item.record for item in self.repository.departments() if item.record]
        units = frozenset(unit.code for department in departments for unit in department.units)
        known = frozenset(department.code for department in departments)
        self.checker = Checker(rules, context_of(self.settings, units, known, is_selector))

    def run(self, progress: Progress = no_progress) -> Review:
        """Look at every file that is asked for; projects are compared with all others."""
        findings: list[Finding] = []
        facts: list[Fact] = []
        looked_at: set[str] = set()
        wanted_facts: list[Fact] = []
        for checked in self._all(list(self.repository.toml_files()), progress):
            path = checked.path
            if checked.fact:
                facts.append(checked.fact)
            if self._wants(checked):
                looked_at.add(path)
                findings += checked.findings
                wanted_facts += [checked.fact] if checked.fact else []
        findings += self.checker.compare(facts, self.repository.read_bytes, looked_at.__contains__)
        findings = self._kept(findings)
        fail_on = _severity(self.request.fail_on, self.settings.check.fail_on, "warning")
        failed = any(at_least(finding, fail_on) for finding in findings)
        return Review(tuple(findings), len(looked_at), self.settings, tuple(wanted_facts), failed)

    def mend(self, *, unsafe: bool) -> Iterator[Mended | PerfError]:
        """Every file that fixes change, with what it becomes; an error for one whose layout does not allow it."""
        ignores = PathIgnores(self.settings.check.per_path_ignores)

        def allowed(finding: Finding) -> bool:
            return finding.fix is not None and (finding.fix.safe or unsafe) and self._shown(finding, ignores)

        for path in self.repository.toml_files():
            checked = self._look(path)
            if not self._wants(checked) or not any(map(allowed, checked.findings)):
                continue
            before = self.repository.read_bytes(path)
            try:
                after = fixed(self.checker, path, before, allowed)
            except PerfError as error:
                yield PerfError(f"{path}: {error.message}", hint=error.hint)
                continue
            if after != before:
                yield Mended(path, before, after)

    def _all(self, paths: list[str], progress: Progress) -> Iterable[Checked]:
        """Every file looked at; very many of them by two processes, the second one's results brought over as bytes."""
        half = len(paths) // 2
        if half < _MANY or self.request.selection != _EVERYTHING or not child.CAN_FORK:
            return self._looked(paths, len(paths), progress)
        ours, sent = child.beside(
            lambda: self._looked(paths[:half], half, progress),
            lambda: msgspec.msgpack.encode([packed(self._look(path)) for path in paths[half:]]),
        )
        if sent is None:
            return [*ours, *self._looked(paths[half:], len(paths) - half, progress)]
        results = msgspec.msgpack.decode(sent, type=list[bytes])
        return [*ours, *map(unpacked, paths[half:], results)]

    def _looked(self, paths: list[str], count: int, progress: Progress) -> list[Checked]:
        looked = []
        for done, path in enumerate(paths, 1):
            checked = self._look(path)
            if self.request.selection == _EVERYTHING:
                checked = Checked(path, checked.findings, checked.fact)  # nobody asks for the record of so many
            looked.append(checked)
            if done % _BATCH == 0 or done == count:
                progress(done, count)
        return looked

    def _look(self, path: str) -> Checked:
        """A file that is asked for checked by all rules; of any other project what comparing needs."""
        if self._asked(path):
            return checked_file(self.checker, path, lambda: self.repository.read_bytes(path))
        place = place_of(path)
        if place is None or place.kind != "project" or not self.checker.compares:
            return Checked(path, ())
        return self.checker.glance(path, lambda: self.repository.read_bytes(path))

    def _asked(self, path: str) -> bool:
        """Whether a file is asked for as far as its path tells."""
        request = self.request
        if request.changed is not None and path not in request.changed:
            return False
        if request.paths and not any(path == asked or _is_below(path, asked) for asked in request.paths):
            return False
        selection = request.selection
        if selection == _EVERYTHING:
            return True
        place = place_of(path)
        keys = place.keys if place else {}
        if place is None or place.kind not in ("project", "goals", "department"):
            return False
        if place.kind != "project" and (selection.years or selection.units) and not _about_projects(selection):
            year_fits = not selection.years or place.kind == "department" or keys.get("year") in selection.years
            department = str(keys.get("department", keys.get("code", "")))
            return year_fits and (not selection.units or department in {unit[:3] for unit in selection.units})
        return (
            place.kind == "project"
            and (not selection.years or keys["year"] in selection.years)
            and selection.takes_unit(str(keys["unit"]))
            and str(keys["code"]).startswith(selection.code.upper())
        )

    def _wants(self, checked: Checked) -> bool:
        """Whether a file is asked for, now that its content is known; a broken one is where its path fits."""
        if not self._asked(checked.path):
            return False
        return not isinstance(checked.record, Project) or self.request.selection.takes(checked.record)

    def _kept(self, findings: Iterable[Finding]) -> list[Finding]:
        ignores = PathIgnores(self.settings.check.per_path_ignores)
        kept = sorted((f for f in findings if self._shown(f, ignores)), key=lambda finding: finding.order)
        return baseline.new_ones(kept, self.request.accepted) if self.request.accepted is not None else kept

    def _shown(self, finding: Finding, ignores: PathIgnores) -> bool:
        lowest = _severity(self.request.min_severity, self.settings.check.min_severity, "notice")
        return at_least(finding, lowest) and not ignores.quiet(finding)


def checked_file(checker: Checker, path: str, read: Callable[[], bytes]) -> Checked:
    """A file of the repository checked; one that the system does not let us read is a finding too."""
    try:
        return checker.check(path, read())
    except (PermissionError, IsADirectoryError, FileNotFoundError) as error:
        return checker.refused(path, error.strerror or str(error))


def write_mended(repository: Repository, mended: Iterable[Mended]) -> None:
    """Write what fixes change, none of the files where one was changed since it was read."""
    files = list(mended)
    with locked(repository.root):
        for file in files:
            if repository.read_bytes(file.path) != file.before:
                message = _("{path} was changed by somebody else meanwhile; nothing was written")
                raise PerfError(message.format(path=file.path))
        write_files({repository.root / file.path: file.after.decode("utf-8") for file in files})


def readable_settings(repository: Repository) -> Settings:
    """perf.toml, or the defaults where it cannot be read: then that is a finding."""
    try:
        return codec.from_toml(codec.decode(repository.read_bytes(SETTINGS)), Settings)
    except (Malformed, OSError):
        return Settings()


def _severity(asked: str, setting: str, default: str) -> str:
    """The severity of the command line, else of the settings where it is one, else the default."""
    return asked or (setting if setting in (*SEVERITIES, "never") else default)


def _is_below(path: str, folder: str) -> bool:
    return folder in ("", ".") or path.startswith(folder.rstrip("/") + "/")


def _about_projects(selection: Selection) -> bool:
    """Whether a filter is set that only projects can pass."""
    return selection != Selection(units=selection.units, years=selection.years)
