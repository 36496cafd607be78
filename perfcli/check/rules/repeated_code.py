"""D506."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.i18n import noop

TWICE = noop("the code {code} is used twice in {year}: also in {others}")
MORE_THAN_TWICE = noop("the code {code} is used {count} times in {year}: also in {others} and {more} other files")

_NAMED = 5


class RepeatedCode(Rule):
    """A project's code is used twice in one year.

    Year and code are what names a project; a sum over the year would count one of them wrongly.

    Leaves alone: the same code in another year (D507).

    Fails:

        unit = "335001"

        # another project
        unit = "335002"

    Passes:

        unit = "335001"

        # another project
        code = "13030321AAAAAAAAAAAA2"
        unit = "335002"

    Source: the format of the repository.
    """

    code = "D506"
    name = "repeated-code"
    severity = "error"
    nature = "data"
    goes_by = ("year", "code")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its code."""
        return (f"code {fact.code}",)

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Projects by year and code."""
        groups: defaultdict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            groups[fact.year, fact.code].append(fact)
        for group in groups.values():
            paths = sorted(fact.path for fact in group[: _NAMED + 1])
            for fact in group if len(group) > 1 else ():
                others = [path for path in paths if path != fact.path][:_NAMED]
                values: dict[str, str | int] = {"code": fact.code, "year": fact.year, "others": ", ".join(others)}
                more = len(group) - 1 - len(others)
                if more:
                    yield fact, Hit(("code",), MORE_THAN_TWICE, {**values, "count": len(group), "more": more})
                else:
                    yield fact, Hit(("code",), TWICE, values)
