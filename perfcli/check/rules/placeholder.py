"""A312."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.i18n import noop
from perfcli.redaction import PERSONS
from perfcli.regex import regex

LEFT = noop("a placeholder is left in: {text}; fill in what is meant")

_SIGNS = regex(
    r"[*＊]{2,}|[≥≤＞＜>=＝<]\s*[*＊xX×_＿]+(?!\s*[0-9A-Za-z≥≤＞＜><])|(?<![A-Za-z0-9])(?:[Xx]{2,}|[ｘＸ]{2,})(?![A-Za-z0-9])|[×✕]{2,}"
    r"|^\s*指标\s*[0-9０-９一二三四五六七八九十]+\s*[:：、.．]?\s*$|[_＿]{2,}|[?？]{2,}|\{[a-z_]+\}|□{2,}|〇{3,}|○{2,}"
)

_OPERATOR = r"(?:[≥≤≧≦＞＜><=＝]|不低于|不高于|不少于|不超过)+"
_BLANK = r"[*＊xX×ｘＸ_＿]+"
_PATTERN = regex(
    rf"[(（\[【]\s*(?:{_OPERATOR}\s*{_BLANK}|[*＊]{{2,}})[^()（）\[\]【】]*[)）\]】]|(?<=[\u4e00-\u9fff]{{4}})\s*{_OPERATOR}\s*{_BLANK}[^*＊]{{0,8}}$"
)
"""How the national system prints the pattern of a target behind the words of a name: 发放人数(≥**人)."""


class Placeholder(Rule):
    """A placeholder is left in.

    ≥**人, XX, 指标1：, 待定: the text of an example or of a draft that somebody meant to fill in.

    Leaves alone: a number before a name (指标1：培训人数), the pattern of a target behind the words of a name
    (发放人数(≥**人)), which the national system prints while the target is filled in beside it; codes, single signs
    (2×3米), the x of a range (90%≤x≤95%), and XX inside of a Latin word or beside digits; a signature or number that
    published forms blank out (填报人：某某). Words are in the list `placeholders`.

    Fails:

        [[indicators]]
        kind = "数量指标"
        name = "培训人数"
        target = "≥**人"

    Passes:

        [[indicators]]
        kind = "数量指标"
        name = "培训人数"
        target = "≥200人"

    Source: 财预〔2015〕88号, review of completeness; drafts as they circulate.
    """

    code = "A312"
    name = "placeholder"
    severity = "error"
    nature = "appropriateness"
    characters = r"*＊xX×✕ｘＸ_＿?？{□〇○"

    def signs(self, context: Context) -> Iterable[str]:
        """The words, and the beginning of a numbered indicator."""
        return (
            *context.words["placeholders"],
            *(f"指标{digit}" for digit in "0123456789０１２３４５６７８９一二三四五六七八九十 "),
        )

    def text(self, text: str, context: Context) -> Iterable[Hit]:
        """One text."""
        found = self._left_in(text, context) and self._left_in(_PATTERN.sub("", text), context)
        if found:
            yield Hit((), LEFT, {"text": found[0].strip()})

    def _left_in(self, text: str, context: Context) -> re.Match[str] | None:
        return _SIGNS.search(text) or context.words.placeholder.search(text)


def is_of_person(key: Key) -> bool:
    """Whether a text stands under a label of `details` that asks for a person, a telephone or an opinion signed."""
    label = str(key[key.index("details") + 1]) if "details" in key else ""
    return any(word in label for word in (*PERSONS, "意见"))
