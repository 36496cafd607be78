"""A review from the look at the files to its exit status: findings, findings counted, or a baseline of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from perfcli.actions.check import Reviewer
from perfcli.actions.request import Request
from perfcli.actions.review import Review
from perfcli.check.baseline import Accepted
from perfcli.check.reports import groups
from perfcli.check.rule import NATURES, SEVERITY_NAMES
from perfcli.check.rules import SEVERITY_OF
from perfcli.cli import console, findings, outputs, painting
from perfcli.cli.baselines import Baseline
from perfcli.cli.clock import today
from perfcli.cli.destination import Destination as RowsDestination
from perfcli.cli.findings import Destination
from perfcli.cli.main import FINDINGS
from perfcli.cli.progress import Bar
from perfcli.file_format import TEXT
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.repository import Repository
from perfcli.select import Row

_AT_ONCE = 100
_TRANSLATED = {"severity": SEVERITY_NAMES, "nature": NATURES}

Print = Callable[[Review], Callable[[], None]]
"""Asks a review what is to be printed, and returns what prints it once the review is closed."""


def review(
    repository: Repository,
    request: Request,
    destination: Destination,
    baseline: Baseline,
    printed: Print | None = None,
    earlier: Accepted | None = None,
) -> int:
    """Review and print, or write the baseline; returns the exit status."""
    before = baseline.accepted()
    if not baseline.is_written:
        request = msgspec.structs.replace(request, accepted=before)
    with Reviewer(repository, request, today()).review(Bar()) as found:
        if baseline.is_written:
            baseline.write(found, before, force=destination.force)
            return 0
        counts = found.counts()
        put = printed(found) if printed else None
        rendered = b"" if put else findings.rendered(found, counts, repository.root, destination, earlier)
        said = _nothing(found, baseline.file) if not counts.findings else _accepted(found, baseline.file)
    if put:
        put()
    else:
        _put(rendered, destination)
    if destination.is_for_people and said:
        console.say(said)
    return FINDINGS if found.has_failed(counts) else 0


def _put(rendered: bytes, destination: Destination) -> None:
    if destination.file is not None:
        mark = b"\xef\xbb\xbf" if destination.form == "csv" and not destination.no_bom else b""
        outputs.put({destination.file: mark + rendered}, force=destination.force)
    elif destination.form == TEXT.name and not destination.statistics:
        console.show(_in_parts(rendered), painting.findings(SEVERITY_OF))
    elif destination.is_for_people:
        console.show_bytes(rendered, painting.findings(SEVERITY_OF))
    else:
        console.emit_bytes(rendered)


def _in_parts(rendered: bytes) -> Iterator[str]:
    """Findings in UTF-8, a hundred lines in turn, fitted into a terminal."""
    lines = rendered.splitlines(keepends=True)
    for start in range(0, len(lines), _AT_ONCE):
        yield console.fitted(b"".join(lines[start : start + _AT_ONCE]).decode("utf-8", "backslashreplace"))


def _nothing(review: Review, baseline: Path | None) -> str:
    """That nothing was found, and why that may be."""
    accepted = review.count_accepted()
    if accepted:
        message = ngettext(
            "Nothing new: {count} finding is accepted in {file}",
            "Nothing new: {count} findings are accepted in {file}",
            accepted,
        )
        return message.format(count=accepted, file=baseline)
    if not review.files:
        return _("No file was reviewed: none is asked for.")
    return _("Nothing found.")


def _accepted(review: Review, baseline: Path | None) -> str:
    """How many findings are not shown because they are accepted."""
    count = review.count_accepted()
    message = ngettext("{count} more is accepted in {file}", "{count} more are accepted in {file}", count)
    return message.format(count=count, file=baseline) if count else ""


def counted_by(by: str, table: RowsDestination, earlier: Accepted | None, limit: int | None = None) -> Print:
    """Print the findings counted by unit, department, rule or nature, the worst alone where there is a limit.

    A table ends with the total of all.
    """

    def ask(review: Review) -> Callable[[], None]:
        tallies, facts, outcome = review.tallies(earlier), review.facts(), review.settings.check.outcome
        found = groups.grouped(by, tallies, facts, outcome, review.names)
        total = groups.total(tallies, facts, outcome)
        keys = (*groups.KEYS[by], *groups.FIGURES, *(groups.STATES if earlier is not None else ()))
        is_for_people = table.is_for_people()
        shown = [_translated(row) for row in found[:limit]] if is_for_people else found[:limit]
        last = dict.fromkeys(groups.KEYS[by]) | {groups.KEYS[by][0]: _("Grand total")} | total
        subject = "rules" if by == "rule" else "groups"

        def put() -> None:
            table.put_rows(shown, keys, [last] if found else [], subject)
            table.say_cut(len(shown), len(found))

        return put

    return ask


def sheets_into(folder: Path, form: str, *, force: bool) -> Print:
    """Write a review sheet for each unit into a folder, and an index of them."""
    from perfcli.actions.sheet_files import WRITERS, folder_files

    chosen = next(one for one in WRITERS if one.name == form)

    def ask(review: Review) -> Callable[[], None]:
        units, outcome = findings.sheets_of(review), review.settings.check.outcome

        def write() -> None:
            files = {folder / name: data for name, data in folder_files(units, chosen, outcome, str, Bar())}
            outputs.put(files, force=force, into_folder=True)
            message = ngettext("{count} file written to {folder}", "{count} files written to {folder}", len(files))
            console.say(message.format(count=len(files), folder=folder))

        return write

    return ask


def _translated(row: Row) -> dict[str, Any]:
    return {key: _(_TRANSLATED[key][value]) if key in _TRANSLATED else value for key, value in row.items()}
