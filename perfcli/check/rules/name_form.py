"""A318."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import without_remark
from perfcli.i18n import noop
from perfcli.regex import regex

LONG = noop("the name has {length} characters, the form takes {most}: shorten it")
SPACES = noop("spaces inside of the name {name}: the form does not take them")

_SPACE = regex(r"\s")
_BESIDE_CHINESE = r"(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])"
"""Compiled where it is needed, which is hardly ever, and takes longer than any other here."""


class NameForm(Rule):
    """A level-three name that the form refuses: too long, or with spaces in it.

    The form's system takes at most 100 characters (`longest_name`) and no space inside of a name.

    Leaves alone: the names of functions' indicators, which are printed as prose, and a remark in brackets at the
    end. The fix takes out spaces beside Chinese characters.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "维修 房屋套数"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"

    Source: what the form's system checks.
    """

    code = "A318"
    name = "name-form"
    severity = "error"
    nature = "appropriateness"
    fixable = True

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        name = row.indicator.name
        if row.of_function:
            return
        if len(name) > context.check.longest_name:
            yield Hit(("name",), LONG, {"length": len(name), "most": context.check.longest_name})
        if _SPACE.search(without_remark(name).strip()):
            closed = re.sub(_BESIDE_CHINESE, "", name.strip())
            yield Hit(("name",), SPACES, {"name": name}, None if _SPACE.search(closed) else Fix(closed))
