"""Rules explained: what `perf rules` prints and the page of all rules is made of."""

from __future__ import annotations

from typing import Any

from perfcli.check.rule import NATURES, SEVERITY_NAMES, Rule, documentation
from perfcli.check.rules import RULES
from perfcli.i18n import gettext as _


def rule_row(rule: Rule) -> dict[str, Any]:
    """A rule with its whole documentation, in the language spoken now; keys and severities for scripts."""
    known = documentation(rule)
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "nature": rule.nature,
        "fixable": rule.fixable,
        "summary": _(known.summary),
        "why": _(known.why),
        "leaves_alone": _(known.leaves),
        "fails": known.fails,
        "passes": known.passes,
        "source": _(known.source),
    }


def rule_rows(*, localised: bool) -> list[dict[str, Any]]:
    """All rules, one row each; for people with severity and nature in their language."""
    rows = []
    for rule in RULES:
        row = rule_row(rule)
        if localised:
            row |= {
                "severity": _(SEVERITY_NAMES[rule.severity]),
                "nature": _(NATURES[rule.nature]),
                "fixable": _("yes") if rule.fixable else "",
            }
        rows.append(row)
    return rows


def chapter(rule: Rule) -> str:
    """A rule explained, as markdown."""
    known = documentation(rule)
    facts = [_(SEVERITY_NAMES[rule.severity]), _(NATURES[rule.nature])]
    if rule.fixable:
        facts.append(_("can be fixed"))
    lines = [f"## {rule.code} {rule.name}", "", _(known.summary), "", _(", ").join(facts), "", _(known.why), ""]
    colon = _(": ")
    lines += [_("Leaves alone") + colon + _(known.leaves), ""]
    for label, example in ((_("Fails"), known.fails), (_("Passes"), known.passes)):
        lines += [(label + colon).rstrip(), "", *(f"    {line}".rstrip() for line in example.splitlines()), ""]
    lines += [_("Source") + colon + _(known.source), ""]
    return "\n".join(lines)


def manual_page() -> str:
    """All rules explained, a table of them first, in the language spoken now."""
    head = [
        "# " + _("The rules of `perf check`"),
        "",
        _("Made by `perf rules --page`; change the rules, not this page."),
        "",
        "| " + " | ".join((_("Rule"), _("Rule name"), _("Severity"), _("Nature"), _("Summary"))) + " |",
        "|---|---|---|---|---|",
    ]
    for row in rule_rows(localised=True):
        head.append(f"| {row['code']} | {row['name']} | {row['severity']} | {row['nature']} | {row['summary']} |")
    return "\n".join([*head, "", *map(chapter, RULES)])
