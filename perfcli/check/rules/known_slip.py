"""D512."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Fix, Hit, Rule
from perfcli.i18n import noop

SLIP = noop("{wrong} is likely a slip for {right}")


class KnownSlip(Rule):
    """A word is a known slip of the keyboard.

    反正建筑工程质量情况 means 反映: the input method offered the wrong word. The list is `slips` of perf.toml.

    Leaves alone: every word that is not in the list, and the same characters of other words (反正弦, 报消防验收,
    究竟标准). The fix writes what is meant.

    Fails:

        [[indicators]]
        kind = "数量指标"
        description = "反正完成维修并由住户签字确认的房屋"

    Passes:

        [[indicators]]
        kind = "数量指标"
        description = "反映完成维修并由住户签字确认的房屋"

    Source: published texts.
    """

    code = "D512"
    name = "known-slip"
    severity = "warning"
    nature = "data"
    fixable = True

    def signs(self, context: Context) -> Iterable[str]:
        """The slips themselves."""
        return context.words.slips

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """Each text of a file."""
        words = context.words
        found = words.slip.search(text)
        if found:
            mended = words.slip.sub(lambda match: words.slips[match[0]], text)
            values = {"wrong": found[0], "right": words.slips[found[0]]}
            still_there = any(words.slip.search(right) for right in words.slips.values())
            yield Hit((), SLIP, values, None if still_there else Fix(mended))
