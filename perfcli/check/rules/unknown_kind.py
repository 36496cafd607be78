"""C106."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import edit_distance_is_one
from perfcli.framework import FRAMEWORKS, kinds
from perfcli.i18n import noop
from perfcli.regex import regex

UNKNOWN = noop("{kind} is not a kind of the framework of {framework}: choose one of {known}")
MEANT = noop("{kind} is not a kind of the {framework} framework: {meant} is likely meant")
OTHER = noop("{kind} is a kind of the framework of {other}, but this table follows that of {framework}")

_ENDS = regex(r"指标")
"""A kind has this word in it, at its end or before a remark."""


class UnknownKind(Rule):
    """The framework that the table follows does not know the level two of an indicator.

    Level one, the weights and every sum over kinds go by it. Which framework a table follows is told by its kinds,
    not by its year alone: 2015 has 成本指标, 2021 the three of cost.

    Leaves alone: an indicator whose kind is empty (C107); kinds with a remark or number (数量指标(必填)), of
    several at once (经济、社会效益指标) or called otherwise by a region's form (满意度指标, 工期指标); tables most
    of whose kinds are of their form's own; those of investment from the central budget (中央预算内投资);
    可持续影响指标 in a table of 2021, which many forms have kept. A kind that only lacks 指标 at its end is fixed;
    one that differs from a known one by a character is fixed with `--unsafe-fixes`.

    Fails:

        [[indicators]]
        kind = "数量"
        name = "维修房屋套数"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "维修房屋套数"

    Source: 财预〔2015〕88号; 财预〔2021〕101号.
    """

    code = "C106"
    name = "unknown-kind"
    severity = "error"
    nature = "completeness"
    fixable = True

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """The kind of one indicator."""
        kind = row.indicator.kind.strip()
        if row.of_function or not kind or row.framework not in FRAMEWORKS:
            return
        values: dict[str, str | int] = {"kind": kind, "framework": row.framework}
        if row.level1:
            if row.kind and not _ENDS.search(kind):
                yield Hit(("kind",), MEANT, {**values, "meant": row.kind}, Fix(row.kind))
            return
        known = kinds(row.framework)
        near = [name for name in known if edit_distance_is_one(kind, name)]
        other = [name for name in FRAMEWORKS if row.kind in kinds(name)]
        if len(near) == 1:
            yield Hit(("kind",), MEANT, {**values, "meant": near[0]}, Fix(near[0], safe=False))
        elif other:
            yield Hit(("kind",), OTHER, {**values, "other": other[0]})
        else:
            yield Hit(("kind",), UNKNOWN, {**values, "known": " ".join(known)})
