"""What a reviewer asks a repository: findings, counted and beside those of an earlier review; indicators that fit."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from perfcli.actions import suggesting
from perfcli.actions.check import Reviewer
from perfcli.actions.choose import require_units
from perfcli.actions.request import Request, selectors_of
from perfcli.actions.review import Review as Reviewed
from perfcli.api.answers import EVERYTHING, Answers, meant
from perfcli.api.filters import Filters, year_of
from perfcli.api.results import Review
from perfcli.api.rows import ComparedFinding, Finding, FindingGroup, GoneFinding, Suggestion
from perfcli.check import baseline as baselines
from perfcli.check.baseline import Accepted
from perfcli.check.reports import groups
from perfcli.check.reports.rows import compared_row, finding_row
from perfcli.check.rule import SEVERITIES
from perfcli.disk import read_file
from perfcli.i18n import noop
from perfcli.select import require_column, require_known

File = str | os.PathLike[str]


class Reviews(Answers):
    """A repository of data as far as it is reviewed; what is not said is as perf.toml says.

    `select`, `ignore` and `extend_select` take codes, beginnings of codes, names and natures of rules. `baseline` is a
    file of findings that are accepted, `against` one of an earlier review, both as `perf check --update-baseline`
    writes them. A file of the repository that cannot be read is a finding.
    """

    def check(
        self,
        filters: Filters = EVERYTHING,
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        min_severity: str = "",
        fail_on: str = "",
        baseline: File | None = None,
        against: File | None = None,
    ) -> Review:
        """Review by the rules of docs/rules.md; beside an earlier review a finding has a `state`."""
        request = self._request(filters, select, ignore, extend_select, min_severity, fail_on, baseline)
        before = None if against is None else _accepted(against)
        with self._reviewed(request) as review:
            findings: list[Finding] = []
            gone = []
            if before is None:
                findings += (Finding.of(finding_row(found, str)) for found in review.findings())
            else:
                for state, found in review.compared(before):
                    row = compared_row(state, found, str)
                    if state == "gone":
                        gone.append(GoneFinding.of(row))
                    else:
                        findings.append(ComparedFinding.of(row))
            has_failed = review.has_failed(review.counts())
            return Review(findings=tuple(findings), files=review.files, has_failed=has_failed, gone=tuple(gone))

    def finding_groups(
        self,
        filters: Filters = EVERYTHING,
        by: str = "unit",
        *,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        min_severity: str = "",
        baseline: File | None = None,
        against: File | None = None,
    ) -> list[FindingGroup]:
        """The findings of a review counted by unit, department, rule or nature, the worst group first."""
        require_column(by, groups.GROUPINGS, noop("cannot count by {given}"))
        request = self._request(filters, select, ignore, extend_select, min_severity, "", baseline)
        before = None if against is None else _accepted(against)
        with self._reviewed(request) as review:
            outcome = review.settings.check.outcome
            rows = groups.grouped(by, review.tallies(before), review.facts(), outcome, review.names)
        return [FindingGroup.of(row) for row in rows]

    def suggest(
        self,
        given: str,
        *,
        unit: str = "",
        year: int | None = None,
        purpose: str = "",
        limit: int = suggesting.OF_A_KIND,
    ) -> list[Suggestion]:
        """Indicators that fit a project by its name, or by the code of one that is there: up to `limit` of each kind.

        They are in the order of the kinds of its framework, the best first. Files that cannot be read are left out.
        """
        if limit < 0:
            raise ValueError(f"limit is not negative: {limit} is")
        files = self._files()
        wanted = suggesting.wanted_of(files, given, unit, year_of(year), purpose)
        return [Suggestion.of(suggesting.suggestion_row(one)) for one in suggesting.suggest(files, wanted, limit).found]

    def _request(
        self,
        filters: Filters,
        select: Iterable[str],
        ignore: Iterable[str],
        extend_select: Iterable[str],
        min_severity: str,
        fail_on: str,
        baseline: File | None,
    ) -> Request:
        for given, known in ((min_severity, SEVERITIES), (fail_on, (*SEVERITIES, "never"))):
            if given:
                require_known(given, known, noop("unknown severity: {given}"))
        return Request(
            selection=meant(self._files(), filters),
            select=selectors_of(select),
            ignore=selectors_of(ignore),
            extend_select=selectors_of(extend_select),
            min_severity=min_severity,
            fail_on=fail_on,
            accepted=None if baseline is None else _accepted(baseline),
        )

    @contextmanager
    def _reviewed(self, request: Request) -> Iterator[Reviewed]:
        files = self._files()
        require_units(files, request.selection.units)
        with Reviewer(files, request).review() as review:
            yield review


def _accepted(file: File) -> Accepted:
    return baselines.read(_text(read_file(Path(file))), str(file))


def _text(data: bytes) -> str:
    """A text in UTF-8, empty for what is none."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
