"""Workflow commands of GitHub Actions: `::error file=…,line=…,col=…,title=…::message`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfcli.check.reports.rows import Shown, message_of
from perfcli.check.rule import Finding
from perfcli.check.rules import BY_CODE


def lines(findings: Iterable[Finding], shown: Shown) -> Iterator[str]:
    """One command a finding; `notice`, `warning` and `error` are GitHub's own names too."""
    for finding in findings:
        rule = BY_CODE[finding.code]
        title = _property(f"{rule.code} {rule.name}")
        place = f"file={_property(shown(finding.path))},line={finding.line},col={finding.column}"
        yield f"::{rule.severity} {place},title={title}::{_data(message_of(finding))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
