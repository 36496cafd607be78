"""R211."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.peers import listed
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.check.words import bare
from perfcli.i18n import noop

TWICE = noop("the unit has another project of this name in the year: {others}; one project entered twice?")

_FEW = 4


class RepeatedProject(Rule):
    """A unit has two projects of one name in a year.

    One project entered twice counts its money twice; two projects of one name cannot be told apart in any list.

    Leaves alone: projects of one name in other units or years. White space, punctuation, full-width and look-alike
    forms make no difference.

    Fails:

        name = "公租房维修费"

        # another project
        name = "公租房 维修费"
        purpose = "用于公租房门窗更换"

    Passes:

        name = "公租房维修费"

        # another project
        name = "公租房门窗更换"
        purpose = "用于公租房门窗更换"

    Source: 财预〔2015〕88号, review of relevance; tables as they circulate.
    """

    code = "R211"
    name = "repeated-project"
    severity = "warning"
    nature = "relevance"
    goes_by = ("year", "unit", "name", "code")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its name in its unit and year."""
        name = bare(fact.name)
        return (f"name {fact.year} {fact.unit} {name}",) if name else ()

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """The projects of a unit in a year by their name; the same code twice is D506."""
        groups: defaultdict[tuple[int, str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            if name := bare(fact.name):
                groups[fact.year, fact.unit, name].append(fact)
        for group in groups.values():
            for fact in group if len(group) > 1 else ():
                others = [other for other in group[: _FEW + 1] if other is not fact][:_FEW]
                yield fact, Hit(("name",), TWICE, {"others": listed(others)})
