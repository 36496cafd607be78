"""R202."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.peers import listed
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.check.words import bare
from perfcli.i18n import noop

COPIED = noop("the same level-three names as {others}, which has another purpose: an indicator set copied?")


class CopiedIndicators(Rule):
    """A project has the same level-three names, in any order, as another project with another purpose.

    Indicators follow from the goal; two purposes are not measured by one and the same set. It is what reviewers meet
    most: a table copied from last week's project.

    Leaves alone: projects that name the same template, projects of other years, the same purpose in other words of
    punctuation, projects without purpose, and sets of fewer than `copied_names` names (2).

    Fails:

        purpose = "用于404公租房屋面防水维修"

        # another project
        purpose = "用于下属单位职工医疗保险"

    Passes:

        purpose = "用于404公租房屋面防水维修"

        # another project
        purpose = "用于404公租房屋面防水维修"

    Source: 财预〔2015〕88号, review of relevance; published texts.
    """

    code = "R202"
    name = "copied-indicators"
    severity = "warning"
    nature = "relevance"
    goes_by = ("year", "names", "purpose", "template", "code", "name")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its names."""
        return (f"names {fact.year} {fact.names}",) if fact.names else ()

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Projects of a year by their set of names."""
        least = context.check.copied_names
        groups: defaultdict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.names and fact.names.count("\n") + 1 >= least:
                groups[fact.year, fact.names].append(fact)
        for group in groups.values():
            if len(group) > 1:
                yield from _copies(group)


def _copies(group: list[Fact]) -> Iterable[tuple[Fact, Hit]]:
    """Those of one set of names that have a peer of another purpose and another template."""
    by_purpose: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in group:
        if fact.purpose.strip():
            by_purpose[bare(fact.purpose)][fact.template].append(fact)
    if len(by_purpose) < 2:
        return
    few = [fact for templates in by_purpose.values() for facts in templates.values() for fact in facts[:4]]
    templates = {fact.template for fact in few}
    candidates = [(bare(other.purpose), other) for other in few[:64]]
    named: dict[tuple[str, str], str] = {}
    for fact in group:
        if not fact.purpose.strip() or (templates == {fact.template} and fact.template):
            continue
        own, template = bare(fact.purpose), fact.template
        if (own, template) not in named:
            others = [o for said, o in candidates if said != own and not (template and o.template == template)]
            named[own, template] = listed(others) if others else ""
        if named[own, template]:
            yield fact, Hit(("indicators",), COPIED, {"others": named[own, template]})
