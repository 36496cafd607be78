"""What a review would call an error in a file that is about to be written, and did not call one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from perfcli.actions.check import Reviewer
from perfcli.actions.request import Request
from perfcli.check.checker import mark_of
from perfcli.check.reports.text import line
from perfcli.check.rule import Finding
from perfcli.check.rules import BY_CODE
from perfcli.check.selecting import PathIgnores
from perfcli.codec import Malformed, decode, parse
from perfcli.comparing import paired
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import Repository
from perfcli.writing import Change


class Judge:
    """The rules that are on and find errors, each file by itself."""

    def __init__(self, repository: Repository) -> None:
        request = Request()
        reviewer = Reviewer(repository, request)
        self._checker = reviewer.checker
        codes = request.codes(reviewer.settings.check)
        self._codes = {code for code in codes if BY_CODE[code].severity == "error"}
        self._is_quiet = PathIgnores(reviewer.settings.check.per_path_ignores).quiet

    def new_errors(self, path: str, before: bytes, after: bytes) -> list[str]:
        """The errors of a file by its path below the root that it did not have, a line each; `before` may be empty."""
        return [line(found, path) for found in self.new_findings(path, before, after)]

    def new_findings(self, path: str, before: bytes, after: bytes) -> list[Finding]:
        """The same as findings."""
        known = self._known(path, before, after) if before else set()
        return [
            found
            for found in self._checker.check(path, after).findings
            if found.code in self._codes
            and (found.code, found.mark) not in known
            and not self._is_quiet(path, found.code)
        ]

    def _known(self, path: str, before: bytes, after: bytes) -> set[tuple[str, int]]:
        """What was found before, also under the names that indicators have now: but for their names themselves."""
        found = self._checker.check(path, before).findings
        known = {(one.code, one.mark) for one in found}
        if found and (data := _with_new_names(before, after)):
            known |= {(one.code, mark_of(one.code, one.key, data)) for one in found if one.key[-1:] != ("name",)}
        return known


def _with_new_names(before: bytes, after: bytes) -> Mapping[str, Any]:
    """What a text held, its indicators with the names that they go on under; nothing where one is no TOML."""
    try:
        old, new = (parse(decode(content)) for content in (before, after))
    except Malformed:
        return {}
    rows, others = ([row for row in data.get("indicators", ()) if isinstance(row, Mapping)] for data in (old, new))
    names = {place: others[at].get("name") for at, place in _going_on(rows, others).items()}
    return {**old, "indicators": [{**row, "name": names.get(place)} for place, row in enumerate(rows)]}


def _going_on(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """The places before of elements by their places after; of as many as before each in its place, if in no other."""
    pairs = paired(before, after)
    left = set(range(len(before))) - set(pairs.values()) if len(before) == len(after) else set()
    return pairs | {place: place for place in left if place not in pairs}


def require_no_error(repository: Repository, changes: Sequence[Change]) -> None:
    """Raise PerfError where a review would call an error what it did not call one before."""
    if changes:
        judge = Judge(repository)
        refuse(
            error
            for change in changes
            for error in judge.new_errors(repository.relative(change.path), change.before or b"", change.after)
        )


def refuse(errors: Iterable[str]) -> None:
    """Raise PerfError where there are any, naming all of them."""
    errors = tuple(errors)
    if errors:
        raise PerfError(
            _("`perf check` would call this an error; nothing was written"),
            details=errors,
            hint=_("Correct the value, or write it all the same with --force."),
        )
