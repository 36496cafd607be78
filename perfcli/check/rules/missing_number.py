"""A317."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex

NO_NUMBER = noop("{target} has an operator and no number: give the number, or words without the sign")
UNIT_ALONE = noop("{target} is a unit without a number: say how much")

_WORDS = regex(r"\s*(?:[≥≤≧≦＞＜><]\s*[=＝]?|[=＝])\s*(?![*＊xX×_＿])[^\s\d０-９+\-.]*$")


class MissingNumber(Rule):
    """An operator or a unit without a number.

    ≥ and ≤ compare numbers; ≥良好 compares nothing. Words stand without an operator. 万元 alone says not how many.

    Leaves alone: placeholders such as ≥**人 (A312).

    Fails:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥良好"

    Passes:

        [[indicators]]
        kind = "质量指标"
        name = "维修质量合格率"
        target = "≥98%"

    Source: what the form's system checks.
    """

    code = "A317"
    name = "missing-number"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        target = row.indicator.target
        if row.target.operator is None and _WORDS.match(target):
            yield Hit(("target",), NO_NUMBER, {"target": target})
        elif row.target.operator is None and target.strip() and context.words.is_listed_unit(target.strip()):
            yield Hit(("target",), UNIT_ALONE, {"target": target})
