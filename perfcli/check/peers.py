"""How other projects are named in messages."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.check.views import Fact
from perfcli.i18n import gettext as _

_SHOWN = 3


def listed(facts: Sequence[Fact]) -> str:
    """The first few projects by code and name, and whether there are others.

    How many is not said: rules that compare stop at a few of each group.
    """
    shown = [f"{fact.code}（{fact.name}）" for fact in sorted(facts, key=lambda fact: fact.path)[:_SHOWN]]
    text = "、".join(shown)
    return _("{shown} and others").format(shown=text) if len(facts) > _SHOWN else text
