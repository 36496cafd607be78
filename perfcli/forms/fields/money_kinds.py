"""What rows and columns of amounts tell of the money where they are none of its parts: what it was, why it changed."""

from __future__ import annotations

from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_OF_MONEY = "(?:年度|项目|预算|资金|批复|核定|安排|申报)*(?:数|额|金额|情况)?"
_HELD = regex(f"(?:(?:调整|变更|修改|修订)前|原)的?{_OF_MONEY}")
_HOLDS = regex(f"(?:(?:调整|变更|修改|修订)后|现)的?{_OF_MONEY}")
_OF_ALL = regex("(?:项目|年度|本年)?(?:预算|资金|经费)(?:情况|安排|安排情况|数额|额度)?")


def kind_of_row(label: Label, words: Vocabulary) -> str:
    """What the amounts of a row are: those before or after a change, the change, such as are planned; else empty."""
    change, column = words.change(label), words.money_column(label)
    if change in (BEFORE, AFTER):
        return change
    if column == "before" or _HELD.fullmatch(label.full):
        return BEFORE
    if words.money_result(label) == "adjusted" or _HOLDS.fullmatch(label.full):
        return AFTER
    return column if column in ("change", "amount") else ""


def is_beside_parts(heading: Label, words: Vocabulary) -> bool:
    """Whether a heading beside those of the parts of the money is of none of them: 增减额, 调整原因, or empty."""
    return not words.money(heading) and (words.money_column(heading) in ("text", "change") or not heading.full)


def is_all_money(label: Label, words: Vocabulary) -> bool:
    """Whether what stands beside a label is of all the money: 项目资金, 资金情况."""
    return bool(words.money(label)) or _OF_ALL.fullmatch(label.core) is not None
