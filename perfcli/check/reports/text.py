"""`path:line:column: CODE message`, one finding a line, and a count at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfcli.check.reports.rows import Shown, message_of, one_line
from perfcli.check.rule import Finding
from perfcli.check.selecting import severity_of
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext


def lines(findings: Sequence[Finding], shown: Shown) -> Iterator[str]:
    """One line a finding, file by file."""
    for finding in findings:
        place = f"{one_line(shown(finding.path))}:{finding.line}:{finding.column}"
        yield f"{place}: {finding.code} {one_line(message_of(finding))}"


def summary(findings: Sequence[Finding]) -> Iterator[str]:
    """How many were found, of what severity, and how many can be fixed; nothing where nothing was found."""
    if not findings:
        return
    counts = Counter(map(severity_of, findings))
    files = len({finding.path for finding in findings})
    kinds = [
        ngettext("{count} error", "{count} errors", counts["error"]).format(count=counts["error"]),
        ngettext("{count} warning", "{count} warnings", counts["warning"]).format(count=counts["warning"]),
        ngettext("{count} notice", "{count} notices", counts["notice"]).format(count=counts["notice"]),
    ]
    found = ngettext("{count} finding", "{count} findings", len(findings)).format(count=len(findings))
    within = ngettext("in {count} file", "in {count} files", files).format(count=files)
    yield _("{found} {within}: {kinds}").format(found=found, within=within, kinds=_(", ").join(kinds))
    safe = sum(finding.fix is not None and finding.fix.safe for finding in findings)
    unsafe = sum(finding.fix is not None and not finding.fix.safe for finding in findings)
    if safe or unsafe:
        yield _("{safe} can be fixed with --fix, {unsafe} more with --unsafe-fixes").format(safe=safe, unsafe=unsafe)
