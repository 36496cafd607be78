"""A321."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import Row
from perfcli.i18n import noop
from perfcli.regex import regex
from perfcli.target import read_target

DATE = noop("the name {name} is only a date: name what is to be done by then")
NUMBER = noop("the name {name} is only a number: name what is counted")


_DATE = regex(
    r"(?:(?:19|20)\d{2}(?:年度?)?|\d{1,2}\s*[月日号]|[年月季][初中末底]|[上下]半年|第?[一二三四]季度|[全本当]年|年度|[上中下]旬"
    r"|[之以]?前|[之以]?内|底|末|至|到|[-~～—.．/、\s]|\d{1,2}|完成)+"
)
_NUMERAL = regex(
    r"(?:[〇零一二三四五六七八九十百两]{1,6}\s*(?:(?P<time>年|月|日|季度)|[个项条、.．)）])?|[①-⑳⑴-⒇⒈-⒛ⅰ-ⅹⅠ-Ⅻ])+"
)
_LONGEST = 40
_TOLD = regex(r"[0-9０-９年月季〇零一二三四五六七八九十百两①-⒛ⅰ-ⅹⅠ-Ⅻ]")
_OF_TIME = regex(r"[年月日季旬]|(?:19|20)\d{2}")


class NameWithoutWords(Rule):
    """A level-three name that is only a date or a number.

    2021年12月底前 or ≥95% is a target that got into the cell of the name: nobody can tell what is measured.

    Leaves alone: names with any other word, such as 12345热线办结率 or 5G基站数量.

    Fails:

        [[indicators]]
        kind = "时效指标"
        name = "2021年12月底前完成"

    Passes:

        [[indicators]]
        kind = "时效指标"
        name = "维修完成时间"
        target = "2021年12月底前"

    Source: 财预〔2015〕88号, review of completeness; tables as they circulate.
    """

    code = "A321"
    name = "name-without-words"
    severity = "error"
    nature = "appropriateness"

    def row(self, row: Row, context: Context) -> Iterable[Hit]:
        """The name of one indicator."""
        name = row.indicator.name.strip()
        if len(name) > _LONGEST or not _TOLD.search(name):
            return
        if _DATE.fullmatch(name) and _OF_TIME.search(name):
            yield Hit(("name",), DATE, {"name": name})
        elif numeral := _NUMERAL.fullmatch(name):
            yield Hit(("name",), DATE if numeral["time"] else NUMBER, {"name": name})
        elif _is_number(name, context):
            yield Hit(("name",), NUMBER, {"name": name})


def _is_number(name: str, context: Context) -> bool:
    """Whether a name is a quantity as a target is: a number with a unit of the lists, or without."""
    target = read_target(name)
    return target.operator is not None and (not target.unit or context.words.is_listed_unit(target.unit))
