"""The review sheet (审核表) of each project: the natures, the findings under each, a proposed outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from perfcli.check.reports.rows import Shown, message_of, one_line
from perfcli.check.rule import NATURES, SEVERITY_NAMES, Finding
from perfcli.check.rules import BY_CODE
from perfcli.check.selecting import severity_of
from perfcli.check.views import Fact
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.settings import OutcomeRule

OUTCOMES = {
    "excellent": noop("excellent: into the budget"),
    "good": noop("good: improve, then on"),
    "fair": noop("fair: revise and resubmit"),
    "poor": noop("poor: not into the budget"),
}

_COPIES = frozenset(("R202", "R205", "R212", "R213"))
"""Rules that say of a text that it is not the project's own: it is not excellent whatever the points are."""


def outcome(findings: Sequence[Finding], rule: OutcomeRule) -> tuple[str, int]:
    """One of OUTCOMES and the points it comes from; a copy is good at most."""
    points = sum(getattr(rule, severity_of(finding)) for finding in findings)
    for name in ("good", "fair") if is_copy(findings) else ("excellent", "good", "fair"):
        if points <= getattr(rule, name):
            return name, points
    return "poor", points


def is_copy(findings: Sequence[Finding]) -> bool:
    """Whether any finding says that the text is not the project's own."""
    return any(finding.code in _COPIES for finding in findings)


def sheets(facts: Sequence[Fact], findings: Sequence[Finding], rule: OutcomeRule, shown: Shown) -> Iterator[str]:
    """A sheet for each project, then one for each other file with findings."""
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.path].append(finding)
    for fact in facts:
        yield _sheet(fact, by_path.pop(fact.path, []), rule, shown)
    for path, others in sorted(by_path.items()):
        title = _("Review sheet: {name}").format(name=_escaped(shown(path)))
        yield "\n".join([f"# {title}", "", *_natures(others)])


def _sheet(fact: Fact, findings: list[Finding], rule: OutcomeRule, shown: Shown) -> str:
    name, points = outcome(findings, rule)
    amount = f"{fact.total // 100}.{fact.total % 100:02}"
    proposal = _("Proposed outcome: **{outcome}**").format(outcome=_(OUTCOMES[name]))
    terms = _(
        "{points} points: {error} an error, {warning} a warning, {notice} a notice; up to {excellent} excellent, "
        "{good} good, {fair} fair. A rule of this repository (`[check.outcome]` of perf.toml), not of any regulation."
    )
    numbers = {key: getattr(rule, key) for key in rule.__struct_fields__}
    head = [
        "# " + _("Review sheet: {name}").format(name=_escaped(fact.name)),
        "",
        "- " + _("Code: {code}").format(code=fact.code),
        "- " + _("Unit: {unit}, year: {year}").format(unit=fact.unit, year=fact.year),
        "- " + _("Budget: {amount} yuan").format(amount=amount),
        "- " + _("File: {path}").format(path=_escaped(shown(fact.path))),
        "",
    ]
    remarks = [terms.format(points=points, **numbers), ""]
    if is_copy(findings):
        remarks += [_("The text is not the project's own: it is not excellent whatever the points are."), ""]
    return "\n".join([*head, *_natures(findings), proposal, "", *remarks])


def _natures(findings: Sequence[Finding]) -> Iterator[str]:
    for nature, label in NATURES.items():
        members = [finding for finding in findings if BY_CODE[finding.code].nature == nature]
        if nature == "data" and not members:
            continue
        yield f"## {_(label)}"
        yield ""
        for finding in members:
            severity = _(SEVERITY_NAMES[severity_of(finding)])
            line = _("line {line}").format(line=finding.line)
            said = _("{code} ({severity}, {line}): {message}")
            message = _escaped(message_of(finding))
            yield "- " + said.format(code=finding.code, severity=severity, line=line, message=message)
        if not members:
            yield _("Nothing found.")
        yield ""


def _escaped(text: str) -> str:
    text = one_line(text).replace("\\", "\\\\").replace("<", "&lt;")
    for mark in "`*_[]|#":
        text = text.replace(mark, f"\\{mark}")
    return text
