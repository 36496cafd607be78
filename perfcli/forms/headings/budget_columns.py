"""Columns of a list that have the money of its projects: all of it, what it became during the year, what was spent."""

from __future__ import annotations

from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.headings.header import Column
from perfcli.forms.words.label import normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_ADJUSTED = regex("调整后?的?(?:预算|资金)(?:数|额|金额|总额)?|调整后(?:数|额|金额)?")
"""A heading over budgets as they became during the year."""

_OF_YEAR = regex("当年|本年|年度|20[0-9]{2}年")
_SPENT = regex("执行[数率金]|支出|支付|决算")
_YEARS_MONEY = regex(
    r"(?:当年|本年|年度|20[0-9]{2}年)度?(?:财政)?(?:预算|资金)(?:安排|投入|申请)?(?:数|金额|总?额)?(?:\([^()]*\))?"
)
_OF_ALL = regex("总(?:额|计|预算|投资|资金|金额)|实施期")
"""What headings over amounts of this year begin with, and what those over amounts of all years say."""

_MONEY = ("资金", "经费", "资金情况", "资金安排", "经费预算")
"""What is over all the money of projects where no other heading is, and says what it is in."""


def set_money(columns: list[Column], words: Vocabulary) -> None:
    """资金（万元） alone has all the money of projects whose names stand beside it, where no other column does."""
    if "name" not in {column.key for column in columns if column.of == "project"}:
        return
    labels = [words.label(column.heading) for column in columns]
    called = [
        column
        for column, label in zip(columns, labels, strict=True)
        if column.of == "indicator" and not column.key and label.core in _MONEY and scale_in(label.remark)
    ]
    if len(called) == 1 and not any(column.of == "money" and column.key == "total" for column in columns):
        called[0].of, called[0].key = "money", "total"


def set_own_amount(column: Column, words: Vocabulary) -> None:
    """执行数 below 1-7月执行情况 is what was spent, as its own heading says, and nothing that indicators reach."""
    own = column.heading.removeprefix(f"{words.label(column.over).printed}：")
    is_of_money = words.money_result(words.label(column.over)) == "spent"
    if column.of == "later" and is_of_money and words.money_result(words.label(own)) in ("spent", "expected", "rate"):
        column.heading = own


def is_spent(column: Column, words: Vocabulary) -> bool:
    """Whether a heading is one of amounts that were spent, or their rate, and of nothing that indicators reach."""
    told = words.money_result(words.label(column.heading)) in ("spent", "expected", "rate")
    return told and _SPENT.search(column.heading) is not None


def set_adjusted(columns: list[Column], words: Vocabulary) -> None:
    """In a list with what was spent, 全年预算数 or 调整预算数 beside 年初预算数 is what the budget became."""
    own = [column for column in columns if column.of in ("project", "money")]
    results = [words.money_result(words.label(column.heading)) for column in own]
    told = [column for column, result in zip(own, results, strict=True) if result == "adjusted"]
    changed = told or [column for column in own if _ADJUSTED.fullmatch(words.label(column.heading).full)]
    others = [column for column in own if column.key == "total" and column not in changed]
    if "spent" in results and len(changed) == 1 and (others or not told):
        changed[0].of, changed[0].key, changed[0].result = "project", "detail", "adjusted"


def set_total(columns: list[Column]) -> None:
    """Of 资金总额 beside 当年预算 the second is the budget: the first is that of all years."""
    totals = [column for column in columns if column.of == "money" and column.key == "total"]
    parts = [column for column in columns if column.of == "money" and _YEARS_MONEY.fullmatch(normal(column.heading))]
    if len(totals) == len(parts) == 1 and parts[0].key == "source" and not _OF_YEAR.match(normal(totals[0].heading)):
        parts[0].key = "total"  # 项目总额 beside 其中：2025年预算
        totals += parts
    of_year = [column for column in totals if _OF_YEAR.match(normal(column.heading))]
    others = [column for column in totals if column not in of_year]
    if len(of_year) == 1 and all(_OF_ALL.search(normal(column.heading)) for column in others):
        for column in others:
            column.key = "whole"
