"""A311."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import bare, edit_distance_is_one
from perfcli.i18n import noop

SLIP = noop("the name {name} and the description {description} differ by one character: which is right?")


class NameSlip(Rule):
    """Name and description differ by a slip of one character.

    小区居民意度 beside 小区居民满意度: one of the two is misspelt.

    Leaves alone: names of fewer than four characters, differences in a digit, in a particle such as 的, or at the end
    where 率, 数, 度, 性 or 量 came or went.

    Fails:

        [[indicators]]
        kind = "服务对象满意度指标"
        name = "小区居民意度"
        description = "小区居民满意度"

    Passes:

        [[indicators]]
        kind = "服务对象满意度指标"
        name = "小区居民满意度"
        description = "问卷中选择满意和较满意的居民占受访居民的比例"

    Source: published texts.
    """

    code = "A311"
    name = "name-slip"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        name, description = bare(row.indicator.name), bare(row.indicator.description)
        if min(len(name), len(description)) < 4 or not edit_distance_is_one(name, description):
            return
        is_slip = not _is_digit(name, description) and not _is_ending(name, description)
        if is_slip and not context.words.repeats(row.indicator.name, row.indicator.description):
            yield Hit(("name",), SLIP, {"name": row.indicator.name, "description": row.indicator.description})


def _is_ending(one: str, other: str) -> bool:
    """Whether the two differ in an ending that says what is measured: 维修厕所 and 维修厕所数."""
    short, long = sorted((one, other), key=len)
    return long[:-1] == short and long[-1] in "率数度性量"


def _is_digit(one: str, other: str) -> bool:
    """Whether the two differ in a digit alone."""
    differing = set(one) ^ set(other)
    return bool(differing) and all(character.isdigit() for character in differing)
