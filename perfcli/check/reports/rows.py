"""Findings as rows: the stable contract of json and jsonl, and the counts of `--statistics`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from perfcli.check.rule import Finding
from perfcli.check.rules import BY_CODE, RULES
from perfcli.i18n import gettext as _

Shown = Callable[[str], str]
"""A path below the repository's root as it is shown: relative to the working directory, with forward slashes."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def message_of(finding: Finding) -> str:
    """What a finding says, in the language spoken now."""
    return _(finding.message).format(**finding.values)


def one_line(text: str) -> str:
    """A text that stays on its line and cannot drive a terminal: control characters are spelled out."""
    return _CONTROL.sub(lambda match: "\\n" if match[0] == "\n" else f"\\u{ord(match[0]):04x}", text)


def finding_row(finding: Finding, shown: Shown) -> dict[str, Any]:
    """A finding with its rule: `project` is a code, null in files that are no project's."""
    rule = BY_CODE[finding.code]
    return {
        "path": shown(finding.path),
        "line": finding.line,
        "column": finding.column,
        "code": finding.code,
        "name": rule.name,
        "severity": rule.severity,
        "nature": rule.nature,
        "message": message_of(finding),
        "project": finding.project or None,
        "fixable": finding.fix is not None,
    }


def statistics(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """How often each rule spoke, in the order of the rules, those that were silent left out."""
    findings = list(findings)
    counts = Counter(finding.code for finding in findings)
    fixable = Counter(finding.code for finding in findings if finding.fix)
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "nature": rule.nature,
            "count": counts[rule.code],
            "fixable": fixable[rule.code],
        }
        for rule in RULES
        if counts[rule.code]
    ]
