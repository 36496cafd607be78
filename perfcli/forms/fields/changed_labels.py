"""Labels that say themselves that their value was before a change, or holds after it: 资金总额（调整前）."""

from __future__ import annotations

from msgspec.structs import replace

from perfcli.forms.fields.money_kinds import is_all_money
from perfcli.forms.tables.change_list import AFTER, BEFORE
from perfcli.forms.words.label import Label, without_remark
from perfcli.forms.words.vocabulary import Vocabulary


def of_change(label: Label, section: Label | None, words: Vocabulary) -> tuple[Label, str]:
    """The label of a value without what says that it holds, and what says that it was before a change, else nothing.

    调整前 alone is of the money that it stands beside: 项目资金 | 调整前 | 38.60.
    """
    if words.change(label) in (BEFORE, AFTER) and section is not None and is_all_money(section, words):
        part = section if words.money(section) else words.label("资金总额")
        return part, label.printed if words.change(label) == BEFORE else ""
    told = words.change(words.label(label.remark)) if label.remark else ""
    if told == AFTER:
        return replace(label, printed=without_remark(label.printed), full=without_remark(label.full), remark=""), ""
    return label, label.remark if told == BEFORE else ""
