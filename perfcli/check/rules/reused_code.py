"""D507."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.check.words import bare
from perfcli.i18n import noop
from perfcli.regex import regex

REUSED = noop("the code {code} was that of another project in {year}: {name}")

_YEAR = regex(r"(?:19|20)\d{2}年?(?:度)?")


class ReusedCode(Rule):
    """A project's code is that of a different project of another year.

    A code follows a project through the years; two projects under one code cannot be told apart in their history.

    Leaves alone: projects of the same name, whatever year stands in it, and of the same unit and purpose.

    Fails:

        name = "公租房维修费"

        # another project
        year = 2020
        name = "城市道路养护"
        purpose = "用于城区道路养护"

    Passes:

        name = "2021年公租房维修费"

        # another project
        year = 2020
        name = "2020年公租房维修费"

    Source: the national system's project codes.
    """

    code = "D507"
    name = "reused-code"
    severity = "warning"
    nature = "data"
    goes_by = ("code", "year", "unit", "name", "purpose")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its code."""
        return (f"code {fact.code}",)

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Projects of one code through the years; the later one is reported."""
        groups: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            groups[fact.code].append(fact)
        for code, group in groups.items():
            group.sort(key=lambda fact: (fact.year, fact.path))
            for earlier, later in pairwise(group):
                if earlier.year != later.year and not _same(earlier, later):
                    values: dict[str, str | int] = {"code": code, "year": earlier.year, "name": earlier.name}
                    yield later, Hit(("code",), REUSED, values)


def _same(one: Fact, other: Fact) -> bool:
    names = {bare(_YEAR.sub("", fact.name)) for fact in (one, other)}
    purposes = {(fact.unit, bare(_YEAR.sub("", fact.purpose))) for fact in (one, other)}
    return len(names) == 1 or (len(purposes) == 1 and bool(one.purpose))
