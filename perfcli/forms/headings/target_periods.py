"""Targets of a part of the year beside those of all of it: 上半年 and 全年, 1-6月 and 1-12月, 期中 and 期末."""

from __future__ import annotations

from perfcli.forms.headings.header import Column
from perfcli.forms.words.label import normal
from perfcli.regex import regex

_FROM, _TO = r"(?:1月?[-—–~～至到])?", r"月(?:份|底|末)?"
_PART = rf"[上下]?半年度?|[第前]?[一二三四1-4]个?季度末?|{_FROM}(?:[1-9]|1[01]){_TO}|期中|年中|阶段性?"
_WHOLE = rf"(?:本|当)?年度|全年度?|年[底末终]|期末|{_FROM}12{_TO}"
_VALUE = r"(?:(?:绩效|预期|计划)?(?:指标|目标|计划|预期|绩效)值?)"
_HEADING = regex(rf"{_VALUE}?\(?(?:(?P<part>{_PART})|(?P<whole>{_WHOLE}))(?:累计)?(?:\(程\))?\)?{_VALUE}?")


def set_periods(columns: list[Column]) -> None:
    """Give the targets to the column of the whole year; those of its parts beside it are details."""
    told = [
        (column, found)
        for column in columns
        if column.of == "indicator" and column.key in ("target", "")
        if (found := _HEADING.fullmatch(normal(column.heading)))
    ]
    parts = [column for column, found in told if found["part"]]
    whole = [column for column, found in told if found["whole"]]
    if len(whole) != 1 or not parts:
        return
    for column in parts:
        column.key = ""
    if not any(column.key in ("target", "best") for column in columns):
        whole[0].key = "target"
