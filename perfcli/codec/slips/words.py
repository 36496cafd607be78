"""What people call a key in Chinese, and what the key is in the place where they wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfcli.codec.slips import kinds
from perfcli.folding import as_typed, fold
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS
from perfcli.regex import regex

_TABLES = {
    "Budget": "[budget]",
    "Indicator": "[[indicators]]",
    "Function": "[[functions]]",
    "FunctionIndicator": "[[functions.indicators]]",
    "Safeguard": "[[safeguards]]",
    "Unit": "[[units]]",
}

_SHORT: Mapping[str, Mapping[str, str]] = {
    "Project": {
        "code": "编码 代码 项目代码",
        "name": "名称 项目",
        "unit": "单位 预算单位 单位代码",
        "budget": "预算 项目预算 资金 资金预算",
        "spending_plan": "支出计划 用款计划 资金计划",
        "indicators": "指标",
        "goals": "目标 年度目标 年度绩效目标",
        "year": "年份 预算年度",
        "details": "其他",
    },
    "Budget": {"total": "总额 合计 预算总额 预算金额", "fiscal": "财政拨款 财政", "other": "其他", "sources": "来源"},
    "Indicator": {
        "name": "指标名称 指标",
        "description": "指标描述 描述",
        "target": "目标值",
        "basis": "依据 确定依据",
    },
    "DepartmentGoals": {"functions": "职能 分项目标", "safeguards": "保障措施", "overall": "总体目标"},
    "Department": {"code": "编码 代码 部门代码", "name": "名称 部门", "units": "单位"},
    "Unit": {"code": "编码 代码 单位代码", "name": "名称 单位"},
    "Template": {"indicators": "指标", "spending_plan": "支出计划 用款计划 资金计划"},
}
"""What else a key is called where it stands in its file, apart by spaces."""

_MONTH = regex(r"0?([1-9]|1[0-2])月?(?:底|末|份)?")


def name_in(table: Any, word: str) -> str | None:
    """The key that a word means in a table of this type, None for none or several; months of a plan are numbers."""
    if kinds.is_plan(table):
        match = _MONTH.fullmatch(as_typed(word))
        return match[1] if match else None
    fields = kinds.fields_of(table)
    if (name := as_typed(word).lower()) in fields:
        return name
    found = [name for name in fields if fold(word) in _words(table.__name__, name)]
    return found[0] if len(found) == 1 else None


def _words(record: str, name: str) -> tuple[str, ...]:
    """Everything that a key is called, folded."""
    label = LABELS.get(record, {}).get(name)
    known = (label.chinese, *label.headings.split()) if label else ()
    return tuple(fold(word) for word in (*known, *_SHORT.get(record, {}).get(name, "").split()))


def names_of(word: str) -> list[str]:
    """What the keys are called that have this Chinese label, those inside of a table with their table."""
    names: dict[str, None] = {}
    for record, labels in LABELS.items():
        table = _TABLES.get(record, "")
        for name, label in labels.items():
            if fold(word) not in (fold(label.chinese), *_words(record, name)):
                continue
            if name and table:
                names.setdefault(_("{key} in {table}").format(key=name, table=table))
            elif name or table:
                names.setdefault(name or table)
    return list(names)[:3]
