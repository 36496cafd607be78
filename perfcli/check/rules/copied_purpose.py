"""R205."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.peers import listed
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Fact
from perfcli.check.words import bare
from perfcli.i18n import noop

COPIED = noop("word for word the purpose of {others}: say what this money is for")


class CopiedPurpose(Rule):
    """The purpose is word for word that of another project.

    Two projects with one purpose are one project, or one of them does not say what it is for.

    Leaves alone: projects that name the same template, projects of other years, empty purposes (C101).

    Fails:

        name = "城市基础设施工作经费"
        purpose = "用于我单位正常运转支出"

        # another project
        name = "工程建设管理专项资金"
        purpose = "用于我单位正常运转支出"

    Passes:

        name = "城市基础设施工作经费"
        purpose = "用于路灯、排水设施日常巡查养护的人工和材料支出"

        # another project
        name = "工程建设管理专项资金"
        purpose = "用于在建工程质量安全巡查、检测和监理支出"

    Source: 财预〔2015〕88号, review of relevance; published texts.
    """

    code = "R205"
    name = "copied-purpose"
    severity = "warning"
    nature = "relevance"
    goes_by = ("year", "purpose", "template", "code", "name")

    def offers(self, fact: Fact, context: Context) -> Iterable[str]:
        """Its purpose, where it has one."""
        purpose = bare(fact.purpose)
        return (f"purpose {fact.year} {purpose}",) if purpose else ()

    def compare(self, facts: Iterable[Fact], context: Context) -> Iterable[tuple[Fact, Hit]]:
        """Projects of a year by their purpose."""
        groups: defaultdict[tuple[int, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            purpose = bare(fact.purpose)
            if purpose:
                groups[fact.year, purpose].append(fact)
        for group in groups.values():
            if len(group) < 2:
                continue
            few: dict[str, list[Fact]] = defaultdict(list)
            for fact in group:
                if len(few[fact.template]) < 4:
                    few[fact.template].append(fact)
            for fact in group:
                others = [
                    other
                    for template, peers in few.items()
                    if not (template and template == fact.template)
                    for other in peers
                    if other is not fact
                ]
                if others:
                    yield fact, Hit(("purpose",), COPIED, {"others": listed(others)})
