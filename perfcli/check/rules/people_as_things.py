"""A323."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.check.words import without_remark
from perfcli.i18n import noop
from perfcli.regex import regex

THINGS = noop("{name} are people, who are not counted in {unit}: write 人 or 人次")


_NUMBER_OF = regex(r"(?:总?数量?|总量|规模)$")
_PEOPLE = regex(r"人[数次]$")


class PeopleAsThings(Rule):
    """People are counted as things.

    培训人数 ≥200个: people are counted in 人 or 名, and in 人次 where one may come twice.

    Leaves alone: names that do not end in a word of the list `people`, alone or with 数 or 数量 after it, and units
    that are not in the list `things` (户, 家, 批).

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "培训人数"
        target = "≥200个"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "培训人数"
        target = "≥200人"

    Source: 财预〔2015〕88号, review of appropriateness; tables as they circulate.
    """

    code = "A323"
    name = "people-as-things"
    severity = "warning"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """One indicator."""
        unit = (row.target.unit or "").strip()
        if unit in context.words["things"]:
            said = _NUMBER_OF.sub("", without_remark(row.indicator.name))
            if said.endswith(tuple(context.words["people"])) or _PEOPLE.search(without_remark(row.indicator.name)):
                yield Hit(("target",), THINGS, {"name": row.indicator.name, "unit": unit})
