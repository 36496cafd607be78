"""`path:line:column: CODE message`, one finding a line, and a count at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from perfcli.check.reports.groups import STATES
from perfcli.check.reports.rows import Counts, Shown, message_of, one_line
from perfcli.check.rule import SAFE, UNSAFE, Finding
from perfcli.check.rules import BY_CODE
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext


def lines(findings: Iterable[Finding], shown: Shown) -> Iterator[str]:
    """One line a finding, file by file."""
    return (line(finding, shown(finding.path)) for finding in findings)


def line(finding: Finding, path: str) -> str:
    """A finding on one line; `path` is that of its file as it is shown."""
    return f"{one_line(path)}:{finding.line}:{finding.column}: {finding.code} {one_line(message_of(finding))}"


def compared(findings: Iterable[tuple[str, Finding]], shown: Shown) -> Iterator[str]:
    """What is new and what is gone beside an earlier review, a line each below its heading, and what stayed counted."""
    by_state: dict[str, list[Finding]] = {state: [] for state in STATES}
    for state, finding in findings:
        by_state[state].append(finding)
    new, stayed, gone = (by_state[state] for state in STATES)
    if new:
        yield from (_("New:"), *(line(finding, shown(finding.path)) for finding in new), "")
    if gone:
        yield from (_("Gone:"), *(_without_place(finding, shown(finding.path)) for finding in gone), "")
    counts = {"new": len(new), "gone": len(gone), "stayed": len(stayed)}
    yield _("{new} new, {gone} gone, {stayed} stayed").format(**counts)


def _without_place(finding: Finding, path: str) -> str:
    return f"{one_line(path)}: {finding.code} {one_line(message_of(finding))}"


def summary(counts: Counts) -> Iterator[str]:
    """How many were found, of what severity, and how many can be fixed; nothing where nothing was found."""
    severities: Counter[str] = Counter()
    fixable: Counter[int] = Counter()
    for (code, way), count in counts.findings.items():
        severities[BY_CODE[code].severity] += count
        fixable[way] += count
    total = severities.total()
    if not total:
        return
    kinds = [
        ngettext("{count} error", "{count} errors", severities["error"]).format(count=severities["error"]),
        ngettext("{count} warning", "{count} warnings", severities["warning"]).format(count=severities["warning"]),
        ngettext("{count} notice", "{count} notices", severities["notice"]).format(count=severities["notice"]),
    ]
    found = ngettext("{count} finding", "{count} findings", total).format(count=total)
    within = ngettext("in {count} file", "in {count} files", counts.files).format(count=counts.files)
    yield _("{found} {within}: {kinds}").format(found=found, within=within, kinds=_(", ").join(kinds))
    safe, unsafe = fixable[SAFE], fixable[UNSAFE]
    if safe and unsafe:
        yield _("{safe} can be fixed with --fix, {unsafe} more with --unsafe-fixes").format(safe=safe, unsafe=unsafe)
    elif safe:
        yield _("{safe} can be fixed with --fix").format(safe=safe)
    elif unsafe:
        yield _("{unsafe} can be fixed with --unsafe-fixes").format(unsafe=unsafe)
