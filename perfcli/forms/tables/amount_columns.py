"""What the amounts below headings are: those of the year or of another time, of a part or of one of several places."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

PLACE = "place"
"""The money of one place, where each has a column of its own."""

_PLACE = regex(r"[^0-9,.;:，。；：]{1,10}(?:省|市|县|区|旗|州|盟|镇|乡|街道|办事处|村|社区|农场|林场|团场|师|团)")
_WHOLE = regex(r"全(?:国|省|市|县|区|州|盟|旗|域|镇|乡)(?:合计|总计|小计)?|合计|总计|小计")


def amount_columns(labels: Sequence[Label], words: Vocabulary) -> list[str]:
    """What the amounts under each heading are: those of several places, and of the whole."""
    columns = [words.money_column(label) if label.full else "" for label in labels]
    places = [at for at, label in enumerate(labels) if at and not columns[at] and is_place(label.full)]
    if len(places) > 1:
        for at, label in enumerate(labels):
            if at in places:
                columns[at] = PLACE
            elif _WHOLE.fullmatch(label.full):
                columns[at] = "amount"
    results = {words.money_result(label) for label in labels}
    if "amount" not in columns and "spent" in results and "adjusted" not in results:
        totals = [at for at, label in enumerate(labels) if at and words.money(label) == "total"]
        for at in totals if len(totals) == 1 else ():
            columns[at] = "amount"  # 资金总额 beside 1-6月支出, over the parts of each
    amounts = [at for at, column in enumerate(columns) if column == "amount"]
    told = [labels[at].full for at in amounts]
    if (
        "later" not in columns
        and len(told) == 2
        and told[1].startswith("调整后")
        and told[0].startswith(("年初", "原", "批复", "预算批复", "核定", "下达"))
    ):
        columns[amounts[0]] = "before"
    return columns


def is_place(text: str) -> bool:
    """Whether a heading is the name of a place: 云顶县, 城关镇; 全市 is the whole of several."""
    return _PLACE.fullmatch(text) is not None and _WHOLE.fullmatch(text) is None


def is_place_sum(text: str) -> bool:
    """Whether a heading is the one of all of several places: 全市, 合计."""
    return _WHOLE.fullmatch(text) is not None
