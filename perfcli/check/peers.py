"""How other projects are named in messages."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.check.views import Fact

_SHOWN = 3


def listed(facts: Sequence[Fact]) -> str:
    """The first few projects by code and name, and how many more there are."""
    shown = [f"{fact.code}（{fact.name}）" for fact in sorted(facts, key=lambda fact: fact.path)[:_SHOWN]]
    more = f" +{len(facts) - _SHOWN}" if len(facts) > _SHOWN else ""
    return "、".join(shown) + more
