"""R213."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from perfcli.check.context import Context
from perfcli.check.peers import listed
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.i18n import noop

SINCE = noop("goals and indicators are those of {year} word for word: {others}; say what this year's money is for")
COPIED = noop("goals and indicators are word for word those of {others}: say what this project brings about")

_FEW = 4


class UnchangedText(Rule):
    """Goals and indicators are word for word those of an earlier year or of another project.

    Last year's table with another year in it, or one text under several projects or units, sets no goal for this
    money. Years and the project's own name make no difference.

    Leaves alone: a text with any other word or value of its own; what R202 or R205 says of two projects of a year
    already, which goes by their purposes; what nobody has edited since it was scaffolded (R212).

    Fails:

        purpose = "用于404公租房屋面防水维修"

        # another project
        year = 2020
        code = "13030320XFP8IOYQL4LZF"

    Passes:

        purpose = "用于404公租房屋面防水维修"
        goals = ["屋面不再渗漏，管线更换完毕"]

        # another project
        year = 2020
        code = "13030320XFP8IOYQL4LZF"

    Source: 财预〔2015〕88号, review of relevance; tables as they circulate.
    """

    code = "R213"
    name = "unchanged-text"
    severity = "warning"
    nature = "relevance"
    goes_by = ("year", "purpose", "template", "code", "name", "text")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its text."""
        return (f"text {fact.text}",) if fact.text else ()

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Projects of one text, through the years."""
        groups: defaultdict[int, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.text:
                groups[fact.text].append(fact)
        for group in groups.values():
            if len(group) > 1:
                yield from _copies(group)


def _copies(group: Sequence[Fact]) -> Iterable[tuple[Fact, Hit]]:
    years: defaultdict[int, list[Fact]] = defaultdict(list)
    for fact in group:
        years[fact.year].append(fact)
    before: list[Fact] = []
    for year in sorted(years):
        found = years[year]
        for fact in found:
            if before:
                values: dict[str, str | int] = {"year": before[0].year, "others": listed(before)}
                yield fact, Hit(("indicators",), SINCE, values)
        if not before and len(found) > 1:
            yield from _of_one_year(found)
        before = found[:_FEW]


def _of_one_year(group: Sequence[Fact]) -> Iterable[tuple[Fact, Hit]]:
    """Those that neither R202 nor R205 speaks of: without a purpose, or of one template."""
    unsaid = [fact for fact in group if not fact.purpose.strip()][: _FEW + 1]
    of_template: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in group:
        if fact.template and len(of_template[fact.template]) <= _FEW:
            of_template[fact.template].append(fact)
    for fact in group:
        beside = unsaid if fact.purpose.strip() else group[: _FEW + 1]
        peers = [*beside, *of_template.get(fact.template, ())]
        others = {other.path: other for other in peers if other is not fact}
        if others:
            yield fact, Hit(("indicators",), COPIED, {"others": listed(list(others.values())[:_FEW])})
