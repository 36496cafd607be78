"""What a review finds, as rows of the table `findings` of a query."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from perfcli.actions.accepting import accepted_by_settings
from perfcli.actions.check import Reviewer
from perfcli.actions.looking import no_progress
from perfcli.actions.request import Request
from perfcli.check import baseline
from perfcli.check.places import place_of
from perfcli.check.reports.rows import message_of
from perfcli.check.rules import BY_CODE
from perfcli.git import GitFolder
from perfcli.index import Progress
from perfcli.repository import Repository

FindingRow = tuple[str, int, int, str, str, str, str, str, str, str, str, int | None, int, int]
"""In the order of the columns of `findings`."""


def finding_rows(
    repository: Repository,
    today: date | None = None,
    progress: Progress = no_progress,
    git: GitFolder | None = None,
) -> list[FindingRow]:
    """Everything that `perf check` finds today by the rules that are on, those accepted by the baseline marked.

    What changed since the last review is reviewed first. `git` is what keeps a repository whose files are laid out
    elsewhere. Raises PerfError for a baseline that is none, OSError.
    """
    accepted = accepted_by_settings(repository) or baseline.Accepted()
    with Reviewer(repository, Request(), today, git).review(progress) as review:
        rows = []
        for state, one in baseline.compared(review.findings(), accepted):
            rule = BY_CODE[one.code]
            said = (rule.code, rule.name, rule.severity, rule.nature, message_of(one))
            rows.append((one.path, one.line, one.column, *said, *_owner(one.path), one.fixable, int(state == "stayed")))
        return rows


@lru_cache(1)
def _owner(path: str) -> tuple[str, str, str, int | None]:
    """Code, unit, department and year of what a file is about, empty where it is about none."""
    place = place_of(path)
    if place is None or place.kind in ("settings", "template"):
        return "", "", "", None
    keys = {name: str(value) for name, value in place.keys.items()}
    year = int(keys["year"]) if "year" in keys else None
    if place.kind == "project":
        return keys["code"], keys["unit"], keys["unit"][:3], year
    owner = keys.get("department") or keys.get("unit") or keys["code"]
    code = keys.get("code", "") if place.kind == "progress" else ""
    return code, owner if len(owner) > 3 else "", owner[:3], year
