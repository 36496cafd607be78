"""SARIF 2.1.0: one run, its rules, and a result for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import perfcli
from perfcli.check.reports.rows import Shown, message_of
from perfcli.check.rule import Finding, Rule, documentation
from perfcli.check.rules import BY_CODE, RULES
from perfcli.i18n import gettext as _

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
"""What GitHub takes of one run."""

_LEVELS = {"notice": "note", "warning": "warning", "error": "error"}


def log(findings: Sequence[Finding], shown: Shown) -> dict[str, Any]:
    """The whole log; beyond MOST_RESULTS a notification says how many were left out."""
    indexes = {rule.code: index for index, rule in enumerate(RULES)}
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "perf",
                "version": perfcli.__version__,
                "rules": [_rule(rule) for rule in RULES],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, indexes[finding.code], shown) for finding in findings[:MOST_RESULTS]],
    }
    left_out = len(findings) - MOST_RESULTS
    if left_out > 0:
        text = _("{count} more findings were left out").format(count=left_out)
        note = {"message": {"text": text}, "level": "warning"}
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": [note]}]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    known = documentation(rule)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": _(known.summary)},
        "fullDescription": {"text": _(known.why)},
        "help": {"text": _(known.why) + "\n\n" + _("Leaves alone") + ": " + _(known.leaves)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.nature]},
    }


def _result(finding: Finding, index: int, shown: Shown) -> dict[str, Any]:
    uri = quote(shown(finding.path), safe="/", errors="backslashreplace")
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[BY_CODE[finding.code].severity],
        "message": {"text": message_of(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
        "partialFingerprints": {"perf/v1": f"{finding.code}-{finding.mark:08x}"},
    }
