"""A308."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex

WHICH = noop("{target} does not say which of the two is the target: write the one, better a number")

_UNDECIDED = regex(
    r"[=＝]?\s*[(（]?\s*(?:是\s*[/／、或\\|]?\s*[否不]|否\s*[/／、或]\s*是|有\s*[/／、或]\s*无|是否|能\s*[/／]\s*否|达标\s*[/／]\s*不达标)\s*[)）]?"
)


class UndecidedAnswer(Rule):
    """是/否 without saying which.

    A target is one answer: at the year's end nobody can say whether 是/否 was reached.

    Leaves alone: 是 or 否 alone, and texts that say more.

    Fails:

        [[indicators]]
        kind = "成本指标"
        name = "每套房屋维修费用"
        target = "是/否"

    Passes:

        [[indicators]]
        kind = "成本指标"
        name = "每套房屋维修费用"
        target = "≤2000元/套"

    Source: 财预〔2015〕88号, review of appropriateness; published texts.
    """

    code = "A308"
    name = "undecided-answer"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        if _UNDECIDED.fullmatch(row.indicator.target.strip()):
            yield Hit(("target",), WHICH, {"target": row.indicator.target})
