"""C106."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.check.views import Row
from perfcli.framework import FRAMEWORKS, kinds
from perfcli.i18n import noop

UNKNOWN = noop("{kind} is no kind of the framework of {framework}: choose one of {known}")
MEANT = noop("{kind} is no kind of the framework of {framework}: {meant} is likely meant")
OTHER = noop("{kind} is a kind of the framework of {other}, but this year follows that of {framework}")


class UnknownKind(Rule):
    """The framework does not know the level two of an indicator.

    Level one, the weights and every sum over kinds go by it.

    Leaves alone: an indicator whose kind is empty (C107). A kind that only lacks 指标 at its end is fixed.

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
        kind = row.indicator.kind
        if row.of_function or row.level1 or not kind:
            return
        values: dict[str, str | int] = {"kind": kind, "framework": row.framework}
        known = kinds(row.framework)
        meant = [name for name in known if name in (f"{kind.strip()}指标", kind.strip(), f"服务对象{kind.strip()}")]
        other = [name for name in FRAMEWORKS if kind in kinds(name)]
        if meant:
            yield Hit(("kind",), MEANT, {**values, "meant": meant[0]}, Fix(meant[0]))
        elif other:
            yield Hit(("kind",), OTHER, {**values, "other": other[0]})
        else:
            yield Hit(("kind",), UNKNOWN, {**values, "known": " ".join(known)})
