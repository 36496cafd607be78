"""The answers of a review: of all that is kept what the request asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from perfcli.actions.choose import unreadable
from perfcli.actions.request import Request
from perfcli.check import baseline, keeping
from perfcli.check.places import companion_of, place_of
from perfcli.check.reports.groups import Tally
from perfcli.check.reports.rows import Counts, counted, message_of
from perfcli.check.reports.text import line
from perfcli.check.rule import Finding, documentation
from perfcli.check.rules import BY_CODE
from perfcli.check.rules.missing_text import MissingText
from perfcli.check.rules.unreadable import Unreadable
from perfcli.check.selecting import PathIgnores, reaches
from perfcli.check.views import Fact
from perfcli.errors import Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.index.review_tables import FindingFilter, ReviewTables
from perfcli.select import Selection
from perfcli.settings import Settings

_NO_NAMES: Mapping[str, str] = {}


class Review:
    """A request beside what is kept, as long as that is open."""

    def __init__(
        self,
        kept: ReviewTables,
        request: Request,
        settings: Settings,
        names: Mapping[str, str] = _NO_NAMES,
        unnamed: Sequence[Problem] = (),
    ) -> None:
        """`unnamed`: why the names of some units are missing among `names`."""
        self._kept = kept
        self._unnamed = unnamed
        self.names = names
        """What the units and departments are called, by their codes."""
        self._request = request
        self.settings = settings
        ignores = PathIgnores(settings.check.per_path_ignores)
        self._is_quiet = ignores.quiet if ignores else None
        self._codes = request.codes(settings.check)
        codes = None if self._codes == BY_CODE.keys() else self._codes
        self._wanted = FindingFilter(codes, self._paths(), self._is_quiet)

    @cached_property
    def _all_paths(self) -> frozenset[str]:
        return frozenset(self._kept.paths())

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return self._kept.count_files() if self._wanted.paths is None else len(self._wanted.paths)

    def require_names(self) -> None:
        """Raise UnreadableData where the system did not let a file be read that says what units are called."""
        if self._unnamed:
            raise unreadable(self._unnamed, _("Mend these files."))

    def require_all_read(self) -> None:
        """Raise UnreadableData where the system did not let a file or folder be read: what it holds is not known."""
        refused = frozenset(self._kept.refused())
        if refused:
            found = self._kept.findings(FindingFilter(None, refused, None))
            problems = [keeping.found(path, row) for path, row in found]
            raise UnreadableData(
                _("this file has to be mended first"),
                tuple(Problem(one.path, one.line, one.column, "", "system", message_of(one)) for one in problems),
            )

    def facts(self) -> list[Fact]:
        """The projects looked at, by path."""
        return list(map(keeping.unpacked, self._kept.facts(self._wanted.paths)))

    def findings(self) -> Iterator[Finding]:
        """What was found, by path, line and rule, without what a baseline accepts."""
        found = (keeping.found(path, row) for path, row in self._kept.findings(self._wanted))
        accepted = self._request.accepted
        return found if accepted is None else baseline.new_ones(found, accepted)

    def compared(self, before: baseline.Accepted) -> Iterator[tuple[str, Finding]]:
        """What was found beside an earlier review, `new` or `stayed`, then what is `gone`, by path, without its place.

        A file that does not read hides what is in it: nothing of it is gone.
        """
        found = list(self.findings())
        yield from baseline.compared(found, before)
        unread = {finding.path for finding in found if finding.code in (Unreadable.code, MissingText.code)}
        unread -= {fact.path for fact in self.facts()}
        for path, code, count in baseline.gone(found, before):
            if code in self._codes and path not in unread and self.is_asked_for(path, code):
                yield from [("gone", _gone(path, code))] * count

    def unreadable(self) -> Iterator[Finding]:
        """The findings on files that could not be read, whether or not a baseline accepts them."""
        if Unreadable.code in self._codes:
            wanted = FindingFilter(frozenset((Unreadable.code,)), self._wanted.paths, self._is_quiet)
            yield from (keeping.found(path, row) for path, row in self._kept.findings(wanted))

    def lines(self) -> bytes:
        """The findings on a line each in UTF-8, LF between them, with paths from the root."""
        if self._request.accepted is not None:
            return "\n".join(line(finding, finding.path) for finding in self.findings()).encode("utf-8")
        return self._kept.lines(self._wanted)

    def count_accepted(self) -> int:
        """How many findings a baseline accepts of those asked for."""
        counts = self._kept.counts(self._wanted) if self._request.accepted is not None else {}
        return sum(counts.values()) - (sum(self.counts().findings.values()) if counts else 0)

    def counts(self) -> Counts:
        """The findings counted."""
        if self._request.accepted is not None:
            return counted(list(self.findings()))
        return Counts(self._kept.counts(self._wanted), self._kept.count_paths(self._wanted))

    def tallies(self, before: baseline.Accepted | None = None) -> list[Tally]:
        """The findings counted by file and rule, and by what they are beside an earlier review."""
        if before is not None:
            states = Counter((one.path, one.code, state) for state, one in self.compared(before))
            return [Tally(path, code, count, state) for (path, code, state), count in states.items()]
        if self._request.accepted is not None:
            counts = Counter((finding.path, finding.code) for finding in self.findings())
            return [Tally(path, code, count) for (path, code), count in counts.items()]
        return [Tally(*counted) for counted in self._kept.counts_by_file(self._wanted)]

    def has_failed(self, counts: Counts) -> bool:
        """Whether one of these findings reaches the severity that fails."""
        failing = self._request.failing(self.settings.check)
        return any(reaches(BY_CODE[code].severity, failing) for (code, _fixable) in counts.findings)

    def is_asked_for(self, path: str, code: str) -> bool:
        """Whether a finding of this rule in this file, as it was or would be, is among those asked for."""
        if not self._request.is_about_every_rule and code not in self._codes:
            return False
        paths = self._wanted.paths
        if paths is None or path in paths:
            return True
        is_there = path in self._all_paths
        return not is_there and self._request.selection == Selection() and self._request.asks_for(path)

    def fixable_paths(self) -> list[str]:
        """The files with a finding that can be fixed in any way; none that only goes with one that was named."""
        paths = {path for path, row in self._kept.findings(self._wanted) if row[4]}
        return sorted(filter(self._request.asks_for, paths))

    def may_be_fixed(self, *, unsafe: bool) -> Callable[[Finding], bool]:
        """Which findings are asked for and can be fixed."""
        codes, is_quiet = self._codes, self._is_quiet

        def allowed(finding: Finding) -> bool:
            fix = finding.fix
            is_shown = finding.code in codes and not (is_quiet and is_quiet(finding.path, finding.code))
            return is_shown and fix is not None and (fix.safe or unsafe)

        return allowed

    def _paths(self) -> frozenset[str] | None:
        """The files asked for, None for all; one that holds no readable project is where its path fits.

        Of goals that are named by path, what became of them too.
        """
        request = self._request
        if request.is_about_everything:
            return None
        asked = [path for path in self._all_paths if request.asks_for(path)]
        if request.names_files:
            asked += self._companions(asked)
        if request.selection == Selection():
            return frozenset(asked)
        facts = self._facts_of(asked)
        taken = {path for path in asked if not (fact := facts.get(path)) or request.takes(keeping.unpacked(fact))}
        return frozenset(taken) | {path for path in self._kept.refused() if self._may_hold_projects(path)}

    def _companions(self, paths: Sequence[str]) -> list[str]:
        """What became of those whose goals are among these files: it is judged by them."""
        goals = [path for path in paths if not path.startswith("progress/")]
        return [other for path in goals if (other := companion_of(path)) in self._all_paths]

    def _facts_of(self, paths: Sequence[str]) -> dict[str, bytes]:
        """The fact of each file that is a project's, or says what became of one."""
        owners = {path: companion_of(path) if path.startswith("progress/") else path for path in paths}
        kept = self._kept.kept({*owners.values()})
        return {path: kept[owner][1] for path, owner in owners.items() if owner in kept}

    def _may_hold_projects(self, path: str) -> bool:
        """Whether a folder could not be listed in which projects of the selection may lie, or what goes with them."""
        selection = self._request.selection
        kind, year, unit, *_below = (*path.split("/"), "", "")
        if kind != "projects" or path.endswith(".toml"):
            return not path.endswith(".toml")
        is_of_year = not year or not selection.years or year in map(str, selection.years)
        return is_of_year and (not unit or selection.takes_unit(unit))


def _gone(path: str, code: str) -> Finding:
    """What an earlier review found: its rule says what it was, its place is not known any more."""
    place = place_of(path)
    project = str(place.keys["code"]) if place and place.kind == "project" else ""
    return Finding(path, 0, 0, code, (), documentation(BY_CODE[code]).summary, project=project)
