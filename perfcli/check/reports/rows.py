"""Findings as rows: the stable contract of json and jsonl, and the counts of `--statistics`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from perfcli.check.rule import Finding
from perfcli.check.rules import BY_CODE, RULES
from perfcli.i18n import gettext as _
from perfcli.labels import with_label
from perfcli.regex import regex

Shown = Callable[[str], str]
"""A path below the repository's root as it is shown: from the working folder or the top of git's tree on."""

_CONTROL = regex(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def message_of(finding: Finding) -> str:
    """What a finding says, in the language spoken now."""
    return _(finding.message).format(**{**finding.values, **_named(finding.values)})


def _named(values: Mapping[str, str | int]) -> dict[str, str]:
    """The keys among what a finding says, with their names beside them; `of` is the record of `key`."""
    record = str(values.get("of", ""))
    return {
        name: with_label(str(values[name]), record) for name in ("key", "meant") if "key" in values and name in values
    }


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


FINDING_KEYS = (*("path", "line", "column", "code", "name", "severity", "nature", "message", "project", "fixable"),)
"""The keys of a finding's row; beside an earlier review `state` follows."""


def compared_row(state: str, finding: Finding, shown: Shown) -> dict[str, Any]:
    """A finding beside an earlier review; what is gone has no place."""
    row = finding_row(finding, shown) | {"state": state}
    return row | {"line": None, "column": None} if state == "gone" else row


class Counts(NamedTuple):
    """How many findings there are of each rule and way to fix them, and in how many files."""

    findings: Mapping[tuple[str, int], int]
    files: int


def counted(findings: Sequence[Finding]) -> Counts:
    """The findings counted."""
    return Counts(
        Counter((finding.code, finding.fixable) for finding in findings), len({finding.path for finding in findings})
    )


def statistics(counts: Counts) -> list[dict[str, Any]]:
    """How often each rule spoke, in the order of the rules, those that were silent left out."""
    spoke: Counter[str] = Counter()
    fixable: Counter[str] = Counter()
    for (code, way), count in counts.findings.items():
        spoke[code] += count
        fixable[code] += count if way else 0
    return [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": rule.severity,
            "nature": rule.nature,
            "count": spoke[rule.code],
            "fixable": fixable[rule.code],
        }
        for rule in RULES
        if spoke[rule.code]
    ]
