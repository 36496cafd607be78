"""The Code Quality report of GitLab: an array of findings that a merge request shows at their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from perfcli.check.reports.rows import Shown, message_of
from perfcli.check.rule import Finding
from perfcli.check.rules import BY_CODE

_SEVERITIES = {"notice": "info", "warning": "minor", "error": "major"}


def rows(findings: Iterable[Finding], shown: Shown) -> Iterator[dict[str, Any]]:
    """One entry a finding; its fingerprint stays while its value does, also where lines move."""
    seen: dict[str, int] = {}
    for finding in findings:
        rule = BY_CODE[finding.code]
        path = shown(finding.path)
        mark = f"{finding.code}-{finding.mark:08x}-{crc32(path.encode('utf-8', 'backslashreplace')):08x}"
        seen[mark] = seen.get(mark, 0) + 1
        yield {
            "description": message_of(finding),
            "check_name": f"{rule.code} {rule.name}",
            "fingerprint": f"{mark}-{seen[mark]}",
            "severity": _SEVERITIES[rule.severity],
            "location": {"path": path, "lines": {"begin": finding.line}},
        }
