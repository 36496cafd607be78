"""R203."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from perfcli.check.context import Context
from perfcli.check.peers import listed
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.i18n import noop

FOREIGN = noop("about {topic}, which neither the name nor the purpose nor the goals mention, but those of {others} do")

_PEERS = 4


class ForeignIndicator(Rule):
    """An output indicator is about something that belongs to another project.

    Neither the project's name nor its purpose nor its goals mention what the indicator counts, while another project
    is about it: the row was left in when a table was copied.

    What an indicator is about is the longest part of its name that is left without the `generic` words
    (安装太阳能数量 is about 太阳能). It belongs to another project of the same year that measures it too and
    mentions it, or to one of the same department whose name or purpose mentions it.

    Leaves alone: indicators of effect and satisfaction, whose subject may lie beside what is bought; a subject of
    which the project mentions any two characters; projects that name the same template.

    Fails:

        name = "四零四公租房消防外管网"
        purpose = "四零四公租房消防外管网安装"

        [[indicators]]
        kind = "数量指标"
        name = "安装太阳能数量"

        # another project
        name = "四零四公租房太阳能安装"
        purpose = "四零四公租房太阳能安装"

    Passes:

        name = "四零四公租房消防外管网"
        purpose = "四零四公租房消防外管网安装"

        [[indicators]]
        kind = "数量指标"
        name = "安装消防管网长度"

        # another project
        name = "四零四公租房太阳能安装"
        purpose = "四零四公租房太阳能安装"

    Source: 财预〔2015〕88号, review of relevance; published texts.
    """

    code = "R203"
    name = "foreign-indicator"
    severity = "warning"
    nature = "relevance"
    goes_by = ("year", "unit", "name", "purpose", "template", "code", "own", "foreign")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """The topics it measures and mentions; to its department whatever its name and purpose mention."""
        yield f"named {fact.year} {fact.unit[:3]}"
        yield from (f"topic {fact.year} {word}" for word in fact.own)

    def seeks(self, fact: Fact, context: Context) -> Iterable[str]:
        """The topics it does not mention."""
        if fact.foreign:
            yield f"named {fact.year} {fact.unit[:3]}"
            yield from (f"topic {fact.year} {topic.word}" for topic in fact.foreign)

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Topics that a project does not mention, against those that others do."""
        facts = list(facts)
        wanted = {topic.word for fact in facts for topic in fact.foreign}
        if not wanted:
            return
        owners = _owners(facts, wanted)
        for fact in facts:
            for topic in fact.foreign:
                peers = [
                    *owners.get((fact.year, topic.word), ()),
                    *owners.get((fact.year, fact.unit[:3], topic.word), ()),
                ]
                others = {
                    o.path: o for o in peers if o is not fact and not (o.template and o.template == fact.template)
                }
                if others:
                    values = {"topic": topic.word, "others": listed(list(others.values()))}
                    yield fact, Hit(("indicators", topic.place, "name"), FOREIGN, values)


def _owners(facts: Sequence[Fact], wanted: set[str]) -> dict[tuple[int | str, ...], list[Fact]]:
    """A few projects for each topic: by year those that measure and mention it, by department those named after it."""
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for word in wanted:
        by_start[word[:2]].append(word)
    owners: defaultdict[tuple[int | str, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        for word in fact.own:
            if word in wanted:
                _add(owners[fact.year, word], fact)
        text = f"{fact.name}\n{fact.purpose}"
        for at in range(len(text) - 1):
            for word in by_start.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    _add(owners[fact.year, fact.unit[:3], word], fact)
    return owners


def _add(peers: list[Fact], fact: Fact) -> None:
    if len(peers) < _PEERS and fact not in peers:
        peers.append(fact)
